// Claims: what the source says, tested at the numbers and weights of the moment.

// Above 0 a claim holds, below it fails; null where the page cannot tell.
function claimMargin(world, claim) {
  let at = world;
  const { data, settings } = world;
  if (claim.whatif && !settings.whatifs.includes(claim.whatif)) at = at.beside({ whatifs: [...settings.whatifs, claim.whatif] });
  if (claim.perspective) {
    const view = data.perspectives.find((each) => each.name === claim.perspective);
    at = at.beside({ weights: { ...at.settings.weights, ...view.weights } });
  }
  // With choices moved in time, what is said of waiting or of choices taken together has no ground to stand on.
  if (at.problem || (at.timed && ["interaction", "waiting", "information"].includes(claim.form))) return null;
  return MARGINS[claim.form](at, claim);
}

function claimHolds(claim, margin) {
  const strict = claim.form === "undominated" || (claim.sign && !["zero", "equal", "rising", "falling"].includes(claim.sign));
  return strict ? margin > CLOSE : margin >= -CLOSE;
}

const MARGINS = {
  best: (world, claim) => leadOf(world, claim, Math.min),
  possible: (world, claim) => leadOf(world, claim, Math.max),
  necessary: (world, claim) => leadOf(world, claim, Math.min),
  score: (world, claim) => compared(claim, (given) => expected(world, claim.on, given)),
  total: (world, claim) => compared(claim, (given) => expected(world, claim.on, given)),
  chance: (world, claim) => {
    const [[event, outcome]] = Object.entries(claim.about);
    const measure = (given) => conditional(world, given, (level, branch) => (level.step === event && stateName(world, level, branch) === outcome ? 1 : 0));
    const given = claim.given ?? {};
    return signed(claim, difference(measure(given), measure({ ...given, ...single(claim.than) })));
  },
  interaction: interactionMargin,
  undominated: undominatedMargin,
  monotone: (world, claim) => {
    const steps = claim.about.map((name) => smallestStep(world, claim, name));
    return steps.includes(null) ? null : Math.min(...steps);
  },
  option: (world, claim) => signed(claim, gained(world, world.solved.total, world.solve({}, claim.about).total)),
  waiting: (world, claim) => signed(claim, gained(world, world.solved.total, world.beside({ structure: claim.structure }).solved.total)),
  information: (world, claim) => signed(claim, gained(world, world.beside({ structure: claim.structure }).solved.total, world.solved.total)),
};

const GRID = 21; // values at which a claim about growth is looked at, as in Python
const single = (choices = {}) => Object.fromEntries(Object.entries(choices).map(([name, state]) => [name, [state]]));
const difference = (a, b) => (a === null || b === null ? null : a - b);
const gained = (world, better, worse) => world.weighed.sign * (better - worse);
const stateName = (world, level, branch) => world.data.steps[level.step].states[branch]?.name;

function signed(claim, value) {
  if (value === null || !Number.isFinite(value)) return null;
  if (["lower", "negative", "falling"].includes(claim.sign)) return -value;
  return ["equal", "zero"].includes(claim.sign) ? -Math.abs(value) : value;
}

function compared(claim, measure) {
  const given = claim.given ?? {};
  return signed(claim, difference(measure({ ...given, ...single(claim.about) }), measure({ ...given, ...single(claim.than) })));
}

// s(a,b) - s(a,b0) - s(a0,b) + s(a0,b0) for the reference options nearest to turning the claim.
function interactionMargin(world, claim) {
  const [[a, first], [b, second]] = Object.entries(claim.about), given = claim.given ?? {};
  const others = (name, option) => (claim.than?.[name] ? [claim.than[name]] : world.data.steps[name].states.map((each) => each.name).filter((each) => each !== option));
  let smallest = null;
  for (const a0 of others(a, first)) {
    for (const b0 of others(b, second)) {
      const corner = (x, y) => {
        const fixed = { ...given, [a]: [x], [b]: [y] };
        return arises(world, fixed, { [a]: x, [b]: y }) ? expected(world, claim.on, fixed) : null;
      };
      const corners = [corner(first, second), corner(first, b0), corner(a0, second), corner(a0, b0)];
      if (corners.includes(null)) continue;
      const margin = signed(claim, corners[0] - corners[1] - corners[2] + corners[3]);
      smallest = smallest === null ? margin : Math.min(smallest, margin);
    }
  }
  return smallest;
}

// Of every way of taking the choice the least advantage, in some consideration, over a rival, and of these the largest;
// a rival that is level in everything is none.
function undominatedMargin(world, claim) {
  if (!world.structure.plans) return null;
  const rows = world.ranked(world.structure.plans).rows.map((row) => ({
    mine: Object.entries(claim.about).every(([name, option]) => row.options[name] === option),
    values: world.data.leaves.map((leaf) => expected(world, leaf.name, claim.given ?? {}, chosen(row))),
  }));
  const [mine, rivals] = [true, false].map((own) => rows.filter((row) => row.mine === own && !row.values.includes(null)));
  const ahead = (one, other) => {
    const by = one.values.map((value, leaf) => world.weighed.sign * (value - other.values[leaf]));
    return by.every((each) => Math.abs(each) <= CLOSE) ? Infinity : Math.max(...by);
  };
  return signed(claim, Math.max(...mine.map((one) => Math.min(...rivals.map((other) => ahead(one, other))))));
}

// The smallest step up (or down) of what is followed as a number grows over its range.
function smallestStep(world, claim, name) {
  if (!world.data.moving.some((each) => each.name === name)) return null;
  const { low, high, at } = mover(world, name), plain = !(claim.on || claim.of || claim.given);
  const follow = (there, choice) => expected(there, claim.on, { ...claim.given, ...single(choice) });
  const curve = range(GRID).map((place) => {
    const there = at(low + ((high - low) * place) / (GRID - 1));
    if (there.problem) return null;
    const value = plain ? there.solved.total : follow(there, claim.of);
    return claim.than ? difference(value, follow(there, claim.than)) : value;
  });
  return curve.includes(null) ? null : Math.min(...curve.slice(1).map((value, place) => signed(claim, value - curve[place])));
}

function arises(world, given, choose) {
  const fitting = fittingNodes(world.solve(choose), given);
  return fitting[fitting.length - 1].some(Boolean);
}

// The lead of the chosen option over the others: `pick` of it over the histories that fit, the smallest over decisions.
function leadOf(world, claim, pick) {
  const solved = world.solved;
  const fitting = fittingNodes(solved, { ...claim.given, ...single(claim.about) });
  let smallest = Infinity;
  solved.levels.forEach((level, index) => {
    if (!level.decides || !(level.step in claim.about)) return;
    const chosen = world.data.steps[level.step].states.findIndex((state) => state.name === claim.about[level.step]);
    const leads = [];
    for (let node = 0; node < level.nodes; node++) {
      const start = node * level.width;
      if (!fitting[index][node] || level.children[start + chosen] < 0) continue;
      const others = range(level.width).filter((branch) => branch !== chosen).map((branch) => solved.edges[index][start + branch]);
      leads.push(solved.edges[index][start + chosen] - Math.max(-Infinity, ...others));
    }
    if (leads.length) smallest = Math.min(smallest, leads.reduce((a, b) => pick(a, b)));
  });
  return Number.isFinite(smallest) ? smallest : null;
}

// Nodes that some possible history leads to in which every named step so far is as wanted; last, the end.
function fittingNodes(solved, wanted) {
  let now = [true];
  const found = [];
  solved.levels.forEach((level, index) => {
    found.push(now);
    const after = new Array(solved.values[index + 1].length).fill(false), states = solved.data.steps[level.step].states;
    for (let edge = 0; edge < level.children.length; edge++) {
      const node = Math.floor(edge / level.width), branch = edge % level.width;
      const allowed = !(level.step in wanted) || wanted[level.step].includes(states[branch]?.name);
      const likely = level.decides || level.chances[level.chance[node]][branch] > 0;
      if (now[node] && level.children[edge] >= 0 && allowed && likely) after[level.children[edge]] = true;
    }
    now = after;
  });
  return found;
}

// Expected value of a consideration (0..100 of its scale; its unit for sums) or, without one, of the total.
function expected(world, on, given, choose) {
  const { data, tables } = world, counted = countedLeaves(world, on);
  const scale = data.combine === "weighted" ? 100 : 1;
  const start = tables.starts.reduce((sum, each) => sum + each.value * scale * (counted[each.leaf] ?? 0), 0);
  const found = conditional(world, given, (level, branch, node) => {
    if (!level.booking) return 0;
    const row = level.booking.row[node * level.width + branch];
    if (data.combine === "weighted") return level.parts.reduce((sum, part) => sum + part.values[row] * scale * (counted[part.leaf] ?? 0), 0);
    const booked = world.weighed.booked[tables.levels.indexOf(level)];
    return booked.reduce((sum, part) => (part.leaf in counted ? sum + part.rows[row] : sum), 0);
  }, choose);
  return found === null ? null : found + start;
}

// Leaves that make up what is measured, and how much each counts.
function countedLeaves(world, on) {
  const { data, shares } = world, found = {};
  const top = on ? [...everyConsideration(data.considerations)].find((each) => each.name === on) : null;
  const inside = top ? [...everyConsideration([top])].map((each) => each.name) : null;
  const names = inside ?? (on ? [on] : data.leaves.map((leaf) => leaf.name));
  const wanted = data.leaves.map((leaf) => leaf.name).filter((name) => names.includes(name));
  const whole = wanted.reduce((sum, name) => sum + (shares[name] ?? 0), 0);
  data.leaves.forEach((leaf, index) => {
    if (!wanted.includes(leaf.name)) return;
    if (data.combine === "sum" || (on && wanted.length === 1)) found[index] = 1;
    else found[index] = on ? shares[leaf.name] / whole : shares[leaf.name];
  });
  return found;
}

// A mean over the histories in which what is given holds. `mass` is the chance that events turn out so, `honour` the
// chance that given decisions arise and are taken so, `measure` what is added up.
function conditional(world, given, adds, choose) {
  const forced = { ...choose };
  for (const [name, states] of Object.entries(given)) if (world.data.steps[name]?.decides && states.length === 1) forced[name] = states[0];
  const solved = world.solve(forced);
  let mass = [1], honour = [1], measure = [0];
  for (let index = solved.levels.length - 1; index >= 0; index--) {
    const level = solved.levels[index], states = given[level.step];
    const now = { mass: [], honour: [], measure: [] };
    for (let node = 0; node < level.nodes; node++) {
      const options = range(level.width).filter((branch) => level.children[node * level.width + branch] >= 0).map((branch) => {
        const child = level.children[node * level.width + branch], name = stateName(world, level, branch);
        const kept = !states || states.includes(name) ? 1 : 0;
        const turn = level.decides ? 1 : kept, likely = mass[child] * turn;
        return { branch, mass: likely, measure: measure[child] * turn + likely * adds(level, branch, node), honour: honour[child] * (level.decides ? kept : 1) };
      });
      const found = level.decides ? honoured(solved, index, node, options) : averaged(level, node, options);
      for (const key of Object.keys(now)) now[key].push(found[key]);
    }
    ({ mass, honour, measure } = now);
  }
  return mass[0] > 0 && honour[0] > 0 ? measure[0] / mass[0] : null;
}

function averaged(level, node, options) {
  const chances = level.chances[level.chance[node]], found = { mass: 0, honour: 0, measure: 0 };
  for (const option of options) for (const key of Object.keys(found)) found[key] += chances[option.branch] * option[key];
  return found;
}

function honoured(solved, index, node, options) {
  const value = (option) => solved.edges[index][node * solved.levels[index].width + option.branch];
  const open = options.filter((option) => value(option) > -Infinity);
  if (!open.length) return options[0] ?? { mass: 0, honour: 0, measure: 0 };
  const wished = (option) => option.honour + (option.mass > 0 ? 1 : 0);
  const most = Math.max(...open.map(wished));
  const kept = open.filter((option) => wished(option) >= most - CLOSE);
  const best = Math.max(...kept.map(value));
  return kept.find((option) => value(option) >= best - within(best));
}
