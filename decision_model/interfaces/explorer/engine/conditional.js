// Expected values over the histories in which something given holds.

import { CLOSE, range, slackAt, sum } from "./arithmetic.js";
import { TOTAL_RULES } from "./total_rules.js";
import { everyConsideration } from "./value_tree.js";

/** One state a step as lists of states that may hold. */
export const asGiven = (states = {}) =>
  Object.fromEntries(Object.entries(states).map(([name, state]) => [name, [state]]));

const stateName = (steps, step, branch) => steps[step].states[branch]?.name;

/**
 * The expected value of a consideration (0..100 of its scale; its unit for sums) or, without one, of the total.
 *
 * @param {?string} consideration
 * @param {Object} given the states that may hold, by step
 * @param {Object} choose options to be taken, by decision
 * @returns {?number} null where no possible history fits
 */
export function expectedValue(state, consideration, given, choose = {}) {
  const { factors, parts } = measuredLeaves(state, consideration);
  const start = sum(state.tables.starts.map(({ leaf, value }) => value * (factors[leaf] ?? 0)));
  const pointsOf = (level, branch, node) => {
    if (!level.scoring) return 0;
    const row = level.scoring.rowOfEdge[node * level.width + branch];
    return parts.get(level).reduce((total, { factor, rows }) => total + factor * rows[row], 0);
  };
  const mean = conditionalMean(state, given, pointsOf, choose);
  return mean === null ? null : mean + start;
}

/**
 * What is measured: the factor with which each leaf counts, and what leaves add in the rows of each level.
 *
 * Where weighted values add up these are values and shares of 100; otherwise what the total itself is made of.
 */
function measuredLeaves(state, consideration) {
  const rule = TOTAL_RULES[state.data.combine];
  const isWeightedSum = rule.addsUp && rule.usesScales;
  const names = leafNames(state.data, consideration);
  const shareOf = (name) => (consideration ? shareWithin(state, names, name) : state.shares[name]);
  const factors = {};
  state.data.leaves.forEach(({ name }, index) => {
    if (names.includes(name)) factors[index] = isWeightedSum ? 100 * shareOf(name) : 1;
  });
  const rowsOf = (level, index) =>
    isWeightedSum ? level.parts.map(({ leaf, values }) => ({ leaf, rows: values })) : state.totals.byLeaf[index];
  const counted = (level, index) =>
    (level.scoring ? rowsOf(level, index) : [])
      .filter(({ leaf }) => leaf in factors)
      .map(({ leaf, rows }) => ({ factor: factors[leaf], rows }));
  return { factors, parts: new Map(state.tables.levels.map((level, index) => [level, counted(level, index)])) };
}

function leafNames(data, consideration) {
  const all = data.leaves.map((leaf) => leaf.name);
  if (!consideration) return all;
  const top = [...everyConsideration(data.considerations)].find((element) => element.name === consideration);
  const inside = top ? [...everyConsideration([top])].map((element) => element.name) : [consideration];
  return all.filter((name) => inside.includes(name));
}

function shareWithin(state, names, name) {
  if (names.length === 1) return 1;
  return state.shares[name] / sum(names.map((leaf) => state.shares[leaf]));
}

/** The chance of an event's outcome in the histories in which `given` holds; null where none is possible. */
export function conditionalChance(state, event, outcome, given) {
  const isOutcome = (level, branch) => level.step === event && stateName(state.data.steps, event, branch) === outcome;
  return conditionalMean(state, given, (level, branch) => (isOutcome(level, branch) ? 1 : 0));
}

/**
 * The mean, over the histories in which `given` holds, of what `pointsOf(level, branch, node)` adds up to.
 *
 * Backwards through the levels with three sums a node: `mass`, the chance that events turn out as given; `taken`, the
 * chance that given decisions arise and are taken so; `measure`, what is added up where they do.
 */
function conditionalMean(state, given, pointsOf, choose = {}) {
  const solution = state.solve({ ...choose, ...givenChoices(state.data.steps, given) });
  let after = [{ mass: 1, taken: 1, measure: 0 }];
  for (let index = solution.levels.length - 1; index >= 0; index--) {
    const level = solution.levels[index];
    const fits = (branch) => fitsGiven(state.data.steps, given, level.step, branch);
    const below = after;
    const branches = range(level.nodes).map((node) => {
      const open = range(level.width).filter((branch) => level.children[node * level.width + branch] >= 0);
      return open.map((branch) => {
        const child = below[level.children[node * level.width + branch]];
        return branchSums(level, branch, child, fits(branch), pointsOf(level, branch, node));
      });
    });
    const takenAt = level.decides ? takenBranches(solution, index, branches) : null;
    after = range(level.nodes).map((node) => takenAt?.(node) ?? averaged(level, node, branches[node]));
  }
  const [{ mass, taken, measure }] = after;
  return mass > 0 && taken > 0 ? measure / mass : null;
}

/** Decisions for which one option is given: they are forced. */
function givenChoices(steps, given) {
  const single = Object.entries(given).filter(([name, states]) => steps[name]?.decides && states.length === 1);
  return Object.fromEntries(single.map(([name, [option]]) => [name, option]));
}

export function fitsGiven(steps, given, step, branch) {
  return !(step in given) || given[step].includes(stateName(steps, step, branch));
}

function branchSums(level, branch, child, fits, points) {
  const turn = level.decides || fits ? 1 : 0;
  const mass = child.mass * turn;
  const taken = child.taken * (level.decides && !fits ? 0 : 1);
  return { branch, mass, taken, measure: child.measure * turn + mass * points };
}

function averaged(level, node, branches) {
  const chances = level.chances[level.chanceRows[node]];
  const mean = (key) => sum(branches.map((sums) => chances[sums.branch] * sums[key]));
  return { mass: mean("mass"), taken: mean("taken"), measure: mean("measure") };
}

const fulfilmentOf = ({ taken, mass }) => taken + (mass > 0 ? 1 : 0);

/** What gives the branch that a decision takes at a node, by the sums of all branches of all nodes. */
function takenBranches(solution, index, branches) {
  const inSet = {};
  for (const nodes of solution.levels[index].sets ?? []) {
    const best = mostFulfilled(nodes.map((node) => branches[node]));
    for (const node of nodes) inSet[node] = best;
  }
  return (node) => takenBranch(solution, index, node, branches[node], inSet[node]);
}

/** How far each branch may fulfil what is given at one of several nodes that cannot be told apart. */
function mostFulfilled(nodes) {
  const best = {};
  for (const sums of nodes.flat()) best[sums.branch] = Math.max(best[sums.branch] ?? 0, fulfilmentOf(sums));
  return best;
}

/** The branch that a decision takes: one under which what is given comes about, and of these the best. */
function takenBranch(solution, index, node, branches, inSet) {
  const value = ({ branch }) => solution.edges[index][node * solution.levels[index].width + branch];
  const open = branches.filter((branch) => value(branch) > -Infinity);
  if (!open.length) return branches[0] ?? { mass: 0, taken: 0, measure: 0 };
  const fulfilment = (sums) => inSet?.[sums.branch] ?? fulfilmentOf(sums);
  const most = Math.max(...open.map(fulfilment));
  const fulfilling = open.filter((branch) => fulfilment(branch) >= most - CLOSE);
  const best = Math.max(...fulfilling.map(value));
  return fulfilling.find((branch) => value(branch) >= best - slackAt(best));
}
