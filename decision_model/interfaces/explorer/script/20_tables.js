// Tables: a structure filled with numbers, once for every change of the numbers and not for a change of weights.

// Whole numbers that came as text, a sign each, to the base of 36 and one too high.
function unpacked(level) {
  const open = (row) => (typeof row === "string" ? [...row].map((sign) => parseInt(sign, 36) - 1) : row);
  const { booking, children, keys, chance } = level;
  return { ...level, children: open(children), keys: open(keys), chance: open(chance), booking: booking && { ...booking, row: open(booking.row) } };
}

class Tables {
  constructor(data, structure, numbers) {
    this.data = data;
    this.structure = structure;
    this.numbers = numbers;
    this.problem = "";
    this.rows = {};
    data.unpacked ??= data.levels.map(unpacked);
    this.levels = structure.levels.map((place) => this.fill(data.unpacked[place]));
    this.starts = this.startValues();
    this.tolerance = data.tolerance === null ? null : numbers.at(data.tolerance);
    this.check();
  }

  fill(level) {
    const filled = { ...level, nodes: level.children.length / level.width };
    if (!level.decides) filled.chances = level.evidence ? this.revised(level) : this.own(level.step);
    if (level.booking) filled.parts = level.booking.terms.map((term) => this.part(term));
    return filled;
  }

  // The chances of an event, a row for each rule and one for absence.
  own(name) {
    this.rows[name] ??= this.data.tables[name].map((row) => this.chances(row, name));
    return this.rows[name];
  }

  chances(row, name) {
    const given = row.map((entry) => (entry >= 0 ? this.numbers.at(entry) : entry === CERTAIN ? 1 : 0));
    const sum = given.reduce((total, chance) => total + chance, 0);
    const rest = row.indexOf(REST);
    const odd = given.some((chance) => !(chance >= -CLOSE && chance <= 1 + CLOSE)) || sum > 1 + CLOSE;
    const short = rest < 0 && row.some((entry) => entry >= 0) && sum < 1 - CLOSE;
    if (odd || short) this.problem ||= `the chances of “${this.data.steps[name].title}” do not add up to 100%`;
    if (rest >= 0) given[rest] = Math.max(given.reduce((left, chance) => left - chance, 1), 0);
    return given;
  }

  // Bayes' rule: for what is known, multiply the tables, sum out what is hidden, normalise over the event.
  revised(level) {
    const { factors, hidden, known } = level.evidence;
    const sizes = this.structure.sizes;
    const wanted = [...new Set(level.chance)];
    const found = [];
    for (const code of wanted) {
      const state = decode(code, known, sizes);
      const joint = [];
      for (let branch = 0; branch < level.width; branch++) {
        state[level.step] = branch;
        joint.push(this.summed(factors, hidden, 0, state));
      }
      const total = joint.reduce((sum, each) => sum + each, 0);
      found[code] = joint.map((each) => (total > 0 ? each / total : 0));
    }
    return found;
  }

  summed(factors, hidden, place, state) {
    if (place === hidden.length) return factors.reduce((product, name) => product * this.entry(name, state), 1);
    let sum = 0;
    for (let each = 0; each < this.structure.sizes[hidden[place]]; each++) {
      state[hidden[place]] = each;
      sum += this.summed(factors, hidden, place + 1, state);
    }
    return sum;
  }

  entry(name, state) {
    const { parents, rows } = this.structure.factors[name];
    const place = parents.reduce((code, parent) => code * this.structure.sizes[parent] + state[parent], 0);
    return this.own(name)[rows[place]][state[name]];
  }

  // What one term adds in each row: scores in a common unit, or values from 0 to 1.
  part([index, whole, rows]) {
    const leaf = this.data.leaves[index];
    const scores = rows.map((row) => row.reduce((sum, entry) => sum + this.numbers.at(entry), 0));
    return { leaf: index, whole, scores, values: scores.map((score) => this.value(leaf, score, whole)) };
  }

  value(leaf, score, whole) {
    if (this.data.combine === "sum") return score;
    if (!leaf.scale) return score / 100;
    const [worst, best] = leaf.scale;
    if (!whole) return score / (best - worst);
    return leaf.points ? interpolated(leaf.points, score) : (score - worst) / (best - worst);
  }

  startValues() {
    return Object.entries(this.structure.starts).map(([leaf, entry]) => {
      const score = this.numbers.at(entry);
      return { leaf: Number(leaf), score, value: this.value(this.data.leaves[leaf], score, true) };
    });
  }

  check() {
    for (const name of Object.keys(this.data.tables)) this.own(name);
    for (const name of Object.keys(this.data.parameters)) {
      if (!Number.isFinite(this.numbers.parameter(name))) this.problem ||= "a formula divides by zero";
    }
    if (this.tolerance === 0) this.problem ||= "the risk tolerance is zero";
    if (this.data.combine !== "sum") this.data.leaves.forEach((leaf, index) => this.checkScale(leaf, index));
  }

  // A score may not leave its scale in any history: the lowest and the highest sum of its parts along every path.
  checkScale(leaf, index) {
    const [worst, best] = leaf.scale ?? [0, 100];
    const start = this.starts.find((each) => each.leaf === index)?.score ?? 0;
    const low = start + this.extreme(index, Math.min), high = start + this.extreme(index, Math.max);
    const slack = CLOSE * Math.max(1, Math.abs(best), Math.abs(worst));
    if (low < Math.min(worst, best) - slack || high > Math.max(worst, best) + slack) {
      this.problem ||= `a score of “${leaf.title}” leaves its scale from ${worst} to ${best}`;
    }
  }

  extreme(index, pick) {
    let after = [0];
    for (const level of [...this.levels].reverse()) {
      const part = level.parts?.find((each) => each.leaf === index);
      const now = [];
      for (let node = 0; node < level.nodes; node++) {
        let found = null;
        for (let edge = node * level.width; edge < (node + 1) * level.width; edge++) {
          if (level.children[edge] < 0) continue;
          const sum = after[level.children[edge]] + (part ? part.scores[level.booking.row[edge]] : 0);
          found = found === null ? sum : pick(found, sum);
        }
        now.push(found);
      }
      after = now;
    }
    return after[0];
  }
}

function decode(code, names, sizes) {
  const state = {};
  for (const name of [...names].reverse()) {
    state[name] = code % sizes[name];
    code = Math.floor(code / sizes[name]);
  }
  return state;
}

function interpolated(points, score) {
  if (score <= points[0][0]) return points[0][1];
  for (let i = 1; i < points.length; i++) {
    const [left, low] = points[i - 1], [right, high] = points[i];
    if (score <= right) return low + ((score - left) * (high - low)) / (right - left);
  }
  return points[points.length - 1][1];
}
