// Policies: the choices that a solution comes to, each with the history in which it is made.

import { range } from "./arithmetic.js";

/**
 * The choices of the plan that takes the first of several options that are level.
 *
 * Each is `{ decision, history, options }`: states by step, and the numbers of all options that are level there.
 */
export function policyOf(solution) {
  return choicesWhere(solution, solution.reach);
}

/** The choices that follow from any option that is level with the best, also after a tie. */
export function policyAfterTies(solution) {
  const taken = (index, node, branch) => {
    const decides = solution.levels[index].decides;
    if (!decides) return solution.chanceOf(index, node, branch) > 0 ? 1 : 0;
    return solution.bestBranches(index, node).includes(branch) ? 1 : 0;
  };
  return choicesWhere(solution, solution.followed(taken));
}

function choicesWhere(solution, reach) {
  const policy = [];
  solution.levels.forEach((level, index) => {
    if (!level.decides) return;
    const count = solution.data.steps[level.step].states.length;
    for (const node of toldApart(level, reach[index])) {
      const options = solution.bestBranches(index, node).filter((branch) => branch < count);
      const history = historyOf(solution.data, level, node);
      if (options.length) policy.push({ decision: level.step, history, options });
    }
  });
  return policy;
}

/** The nodes of a decision that can be reached; of those that it cannot tell apart the first. */
function toldApart(level, reach) {
  const reached = (nodes) => nodes.filter((node) => reach[node] > 0);
  if (!level.sets) return reached(range(level.nodes));
  return level.sets.flatMap((nodes) => reached(nodes).slice(0, 1));
}

/**
 * The choices made before any event, up to the first at which options are level.
 *
 * Each is `{ decision, options, values }`: the numbers of all options that are level, and of every `option` on offer the
 * `total` that it leads to.
 */
export function choicesBeforeEvents(solution) {
  const choices = [];
  let node = 0;
  for (const [index, level] of solution.levels.entries()) {
    if (!level.decides) break;
    const count = solution.data.steps[level.step].states.length;
    const edgeAt = (option) => solution.edges[index][node * level.width + option];
    const offered = range(Math.min(count, level.width)).filter((option) => edgeAt(option) > -Infinity);
    if (offered.length) {
      const behind = (option) => solution.totals.sign * (edgeAt(option) - solution.values[index][node]);
      const values = offered.map((option) => ({ option, total: solution.total + behind(option) }));
      const options = solution.bestBranches(index, node).filter((branch) => branch < count);
      choices.push({ decision: level.step, options, values });
      if (options.length > 1) break;
    }
    node = level.children[node * level.width + solution.chosen[index][node]];
  }
  return choices;
}

/** A small set of steps from whose states the choice follows: drop, from the earliest on, what is not needed. */
export function decidingSteps(choices) {
  let names = [...new Set(choices.flatMap((choice) => Object.keys(choice.history)))];
  for (const name of names) {
    const rest = names.filter((other) => other !== name);
    if (decide(choices, rest)) names = rest;
  }
  return names;
}

function decide(choices, names) {
  const seen = new Map();
  return choices.every((choice) => {
    const key = JSON.stringify(names.map((name) => choice.history[name] ?? null));
    const options = choice.options.join();
    if (!seen.has(key)) seen.set(key, options);
    return seen.get(key) === options;
  });
}

/** The states that a decision still knows at a node, by step; steps that did not arise are left out. */
function historyOf(data, level, node) {
  const history = {};
  level.remembered.forEach((name, place) => {
    const state = level.rememberedStates[node * level.remembered.length + place];
    if (state < data.steps[name].states.length) history[name] = state;
  });
  return history;
}

/** The options that a plan takes at each decision, as sets of numbers by decision. */
export function optionsTaken(solution) {
  const taken = {};
  for (const choice of policyOf(solution)) (taken[choice.decision] ??= new Set()).add(choice.options[0]);
  return taken;
}

/** What a plan takes in every case it can come to: equal for two solutions with the same plan. */
export function signatureOf(solution) {
  return JSON.stringify(policyOf(solution).map((choice) => [choice.decision, choice.history, choice.options[0]]));
}
