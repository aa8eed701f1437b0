// Switching: where the best plan changes as one number moves and everything else stays.

const SAME = 64 * Number.EPSILON;

// The whole a weight is part of: moving it alone keeps the others of its group in proportion.
function siblingsOf(data, name) {
  const search = (group) => {
    if (group.some((each) => each.name === name)) return group;
    for (const each of group) {
      const found = each.inside && search(each.inside);
      if (found) return found;
    }
    return null;
  };
  return search(data.considerations);
}

// Points under which one consideration has this share of its group.
function pointsAt(data, points, name, share) {
  const others = siblingsOf(data, name).filter((each) => each.name !== name);
  const rest = others.reduce((sum, each) => sum + points[each.name], 0);
  const found = { ...points, [name]: 100 * share };
  for (const each of others) found[each.name] = 100 * (1 - share) * (rest ? points[each.name] / rest : 1 / others.length);
  return found;
}

// Numbers with one of them set; the other chances of a rule that names them all keep their proportions.
function withNumber(data, numbers, slider, value) {
  const others = slider.along ?? [], now = (name) => numbers[name] ?? data.numbers[data.parameters[name]];
  const sum = others.reduce((total, name) => total + now(name), 0);
  const found = { ...numbers, [slider.name]: value };
  for (const name of others) found[name] = (1 - value) * (sum ? now(name) / sum : 1 / others.length);
  return found;
}

// What moves: from `low` to `high`, `now`, and the world `at` a value.
function mover(world, choice) {
  const { data, settings } = world;
  const slider = data.moving.find((each) => each.name === choice);
  if (slider) {
    const now = slider.name in world.replaced ? null : settings.numbers[slider.name] ?? slider.base;
    const at = (value) => world.beside({ numbers: withNumber(data, settings.numbers, slider, value) });
    return { ...slider, weight: false, now, at };
  }
  const each = [...everyConsideration(data.considerations)].find((one) => one.name === choice);
  if (data.combine === "multiplicative" && data.considerations.includes(each)) {
    const at = (value) => world.beside({ weights: { ...world.points, [choice]: 100 * value } });
    return { title: each.title, name: choice, low: 0, high: 1, weight: true, alone: true, chance: true, now: world.points[choice] / 100, at };
  }
  const group = siblingsOf(data, choice), sum = group.reduce((total, one) => total + world.points[one.name], 0);
  const now = sum ? world.points[choice] / sum : 1 / group.length;
  const at = (value) => world.beside({ weights: pointsAt(data, world.points, choice, value) });
  return { title: each.title, name: choice, low: 0, high: 1, weight: true, chance: true, now, at };
}

// The plan as what it takes in every case it can come to: two values with the same plan lie in one stretch.
const signature = (solved) => JSON.stringify(solved.policy.map((each) => [each.decision, each.history, each.options[0]]));

// Total of a plan already chosen (its branches kept) in another world.
function held(solved, world) {
  const { levels } = solved, { sign, offset, adds, tables } = world.weighed;
  let after = [0];
  for (let index = levels.length - 1; index >= 0; index--) {
    const level = tables.levels[index], now = [];
    for (let node = 0; node < level.nodes; node++) {
      const start = node * level.width;
      const edge = (branch) => {
        const child = level.children[start + branch];
        return child < 0 ? -Infinity : after[child] + (adds[index] ? sign * adds[index][level.booking.row[start + branch]] : 0);
      };
      if (level.decides) now.push(edge(solved.chosen[index][node]));
      else now.push(expectation(level.chances[level.chance[node]], range(level.width).map(edge), tables.tolerance));
    }
    after = now;
  }
  return sign * after[0] + offset;
}

function expectation(chances, edges, tolerance) {
  if (tolerance !== null) return certaintyEquivalent(chances, edges, 0, tolerance);
  return chances.reduce((sum, chance, branch) => (chance > 0 ? sum + chance * edges[branch] : sum), 0);
}

// The stretches of a range, each with one best plan, and the exact values between them.
function stretches(world, moved) {
  const look = (value) => {
    const other = moved.at(value);
    return other.problem ? null : { value, world: other, solved: other.solved };
  };
  const straight = moved.weight && world.data.combine === "weighted" && world.tables.tolerance === null;
  const seen = range(straight ? 3 : 41).map((i, _, all) => look(moved.low + ((moved.high - moved.low) * i) / (all.length - 1)));
  const points = seen.filter(Boolean);
  const plans = points.slice(0, 1).map((point) => ({ from: point.value, solved: point.solved }));
  for (let i = 1; i < points.length; i++) between(plans, world, moved, points[i - 1], points[i], 0);
  const found = plans.map((plan, i) => ({ ...plan, to: plans[i + 1]?.from ?? points[points.length - 1]?.value }));
  return { found: merged(found), points };
}

// Adds every change of plan between two values: straight lines by their intersection, others by halving.
function between(plans, world, moved, left, right, depth) {
  const sign = world.weighed.sign, kept = plans[plans.length - 1].solved;
  const gain = (point) => sign * (held(right.solved, point.world) - held(kept, point.world));
  const low = gain(left), high = gain(right);
  const noise = SAME * Math.max(1, Math.abs(left.solved.total), Math.abs(right.solved.total));
  if (high <= noise || depth > 60) return;
  const cross = low >= -noise ? left.value : root((value) => gain({ world: moved.at(value) }), left.value, right.value, low, high, noise);
  const other = moved.at(cross);
  const top = Math.max(sign * held(kept, other), sign * held(right.solved, other));
  if (sign * other.solved.total > top + within(top) && cross > left.value && cross < right.value) {
    const middle = { value: cross, world: other, solved: other.solved };
    between(plans, world, moved, left, middle, depth + 1);
    between(plans, world, moved, middle, right, depth + 1);
  } else plans.push({ from: cross, solved: right.solved });
}

// Where a rising difference leaves nought: the secant, which is exact on straight lines, guarded by halving.
function root(difference, left, right, low, high, noise) {
  for (let round = 0; round < 100; round++) {
    const secant = left - (low * (right - left)) / (high - low);
    const guess = round % 3 < 2 && secant > left && secant < right ? secant : (left + right) / 2;
    const found = difference(guess);
    if (Math.abs(found) <= noise || right - left <= 4 * Number.EPSILON * Math.abs(right)) return guess;
    if (found < 0) [left, low] = [guess, found];
    else [right, high] = [guess, found];
  }
  return (left + right) / 2;
}

// Plans that are best at a single point, where others tie with them, are none of the stretches.
function merged(found) {
  const kept = [], long = found.filter((each) => each.to - each.from > SAME * Math.max(1, Math.abs(each.to)));
  for (const each of long.length ? long : found.slice(0, 1)) {
    const last = kept[kept.length - 1];
    if (last && signature(last.solved) === signature(each.solved)) last.to = each.to;
    else kept.push({ ...each, from: last ? each.from : found[0].from });
  }
  return kept;
}
