// Rollback: from the end to the start, level by level; a decision takes the best branch, an event the mean.

const within = (best) => CLOSE * Math.max(1, Math.abs(best));

// What every row of every level adds under some weights: `booked` leaf by leaf, `adds` in all.
class Weighed {
  constructor(tables, given, shares) {
    const { data } = tables;
    Object.assign(this, { tables, data, given, shares, problem: "" });
    this.sign = data.lower ? -1 : 1;
    this.points = data.leaves.map((leaf) => (data.combine === "weighted" ? 100 * shares[leaf.name] : 1));
    const total = ["weighted", "sum"].includes(data.combine) ? null : TOGETHER[data.combine](this);
    this.booked = tables.levels.map((level) => (level.booking ? (total ? sharedOut(this, level, total) : this.book(level)) : null));
    this.adds = tables.levels.map((level, index) => level.booking && this.added(level, this.booked[index]));
    this.offset = tables.starts.reduce((sum, each) => sum + each.value * this.points[each.leaf], 0);
  }

  book(level) {
    return level.parts.map(({ leaf, values }) => ({ leaf, rows: values.map((value) => value * this.points[leaf]) }));
  }

  added(level, booked) {
    const totals = new Float64Array(level.booking.rows);
    for (const { rows } of booked) for (let row = 0; row < totals.length; row++) totals[row] += rows[row];
    return totals;
  }
}

// One solve: `values[level][node]`, `edges[level]` the value of every branch, `chosen[level][node]` the branch taken.
class Solved {
  constructor(weighed, forced, withheld) {
    this.weighed = weighed;
    this.data = weighed.data;
    this.levels = weighed.tables.levels;
    this.forced = forced;
    this.withheld = withheld;
    this.values = [];
    this.edges = [];
    this.chosen = [];
    let after = new Float64Array(1);
    this.values[this.levels.length] = after;
    for (let index = this.levels.length - 1; index >= 0; index--) after = this.back(index, after);
    this.total = weighed.sign * after[0] + weighed.offset;
  }

  back(index, after) {
    const level = this.levels[index], adds = this.weighed.adds[index], sign = this.weighed.sign;
    const edges = new Float64Array(level.children.length);
    for (let edge = 0; edge < edges.length; edge++) {
      const child = level.children[edge];
      edges[edge] = child < 0 ? -Infinity : after[child] + (adds ? sign * adds[level.booking.row[edge]] : 0);
    }
    if (level.decides) this.mask(level, edges);
    this.edges[index] = edges;
    const now = new Float64Array(level.nodes);
    if (level.decides) this.chosen[index] = new Int32Array(level.nodes);
    for (let node = 0; node < level.nodes; node++) {
      now[node] = level.decides ? this.decide(index, level, edges, node) : this.expect(level, edges, node);
    }
    this.values[index] = now;
    return now;
  }

  // Withheld options are not on offer; a forced one is taken wherever it is.
  mask(level, edges) {
    const names = this.data.steps[level.step].states.map((state) => state.name);
    const gone = (this.withheld[level.step] ?? []).map((name) => names.indexOf(name));
    const forced = level.step in this.forced ? names.indexOf(this.forced[level.step]) : -1;
    for (let start = 0; start < edges.length; start += level.width) {
      for (const branch of gone) edges[start + branch] = -Infinity;
      if (forced < 0 || edges[start + forced] === -Infinity) continue;
      for (let branch = 0; branch < level.width; branch++) if (branch !== forced) edges[start + branch] = -Infinity;
    }
  }

  decide(index, level, edges, node) {
    const start = node * level.width;
    let best = -Infinity;
    for (let branch = 0; branch < level.width; branch++) best = Math.max(best, edges[start + branch]);
    let first = 0;
    if (best > -Infinity) while (edges[start + first] < best - within(best)) first++;
    this.chosen[index][node] = first;
    return best;
  }

  expect(level, edges, node) {
    const chances = level.chances[level.chance[node]], start = node * level.width;
    const tolerance = this.weighed.tables.tolerance;
    if (tolerance !== null) return certaintyEquivalent(chances, edges, start, tolerance);
    let mean = 0;
    for (let branch = 0; branch < level.width; branch++) {
      if (chances[branch] > 0) mean += chances[branch] * edges[start + branch];
    }
    return mean;
  }

  // All branches at a decision that are level with the best.
  best(index, node) {
    const level = this.levels[index], start = node * level.width, best = this.values[index][node];
    return range(level.width).filter((branch) => this.edges[index][start + branch] >= best - within(best));
  }

  chance(index, node, branch) {
    const level = this.levels[index];
    if (level.decides) return this.chosen[index][node] === branch ? 1 : 0;
    return level.chances[level.chance[node]][branch];
  }

  // The probability of every node under the policy.
  get reach() {
    if (this.reached) return this.reached;
    let now = [1];
    this.reached = [now];
    this.levels.forEach((level, index) => {
      const after = new Array(this.values[index + 1].length).fill(0);
      for (let edge = 0; edge < level.children.length; edge++) {
        if (level.children[edge] < 0) continue;
        const node = Math.floor(edge / level.width);
        if (now[node] > 0) after[level.children[edge]] += now[node] * this.chance(index, node, edge % level.width);
      }
      this.reached.push((now = after));
    });
    return this.reached;
  }

  // What each leaf adds to the expected total.
  get contributions() {
    if (this.added) return this.added;
    const found = new Array(this.data.leaves.length).fill(0), { points } = this.weighed;
    for (const start of this.weighed.tables.starts) found[start.leaf] += start.value * points[start.leaf];
    this.levels.forEach((level, index) => {
      if (!level.booking) return;
      for (let edge = 0; edge < level.children.length; edge++) {
        const node = Math.floor(edge / level.width);
        const flow = level.children[edge] < 0 ? 0 : this.reach[index][node] * this.chance(index, node, edge % level.width);
        if (!flow) continue;
        for (const { leaf, rows } of this.weighed.booked[index]) found[leaf] += flow * rows[level.booking.row[edge]];
      }
    });
    return (this.added = found);
  }

  // Every choice the policy can come to make: decision, history in states, the best options.
  get policy() {
    const found = [];
    this.levels.forEach((level, index) => {
      if (!level.decides) return;
      const options = this.data.steps[level.step].states.length;
      for (let node = 0; node < level.nodes; node++) {
        if (!(this.reach[index][node] > 0)) continue;
        const best = this.best(index, node).filter((branch) => branch < options);
        if (best.length) found.push({ decision: level.step, history: this.history(level, node), options: best });
      }
    });
    return found;
  }

  history(level, node) {
    const found = {};
    level.names.forEach((name, place) => {
      const state = level.keys[node * level.names.length + place];
      if (state < this.data.steps[name].states.length) found[name] = state;
    });
    return found;
  }
}

// -R ln sum p exp(-t/R), kept stable for large |t/R|.
function certaintyEquivalent(chances, edges, start, tolerance) {
  let largest = -Infinity;
  chances.forEach((chance, branch) => {
    if (chance > 0) largest = Math.max(largest, -edges[start + branch] / tolerance);
  });
  if (!Number.isFinite(largest)) return 0;
  let sum = 0;
  chances.forEach((chance, branch) => {
    if (chance > 0) sum += chance * Math.exp(-edges[start + branch] / tolerance - largest);
  });
  return -tolerance * (largest + Math.log(sum));
}

const range = (count) => Array.from({ length: count }, (_, index) => index);
