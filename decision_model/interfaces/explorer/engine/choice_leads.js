// Leads: how far the options of a claim are ahead, in the histories in which what is given holds.

import { range } from "./arithmetic.js";
import { asGiven, fitsGiven } from "./conditional.js";

/** Whether some possible history fits what is given when these options are taken. */
export function canArise(state, given, choose) {
  const fitting = fittingNodes(state.solve(choose), given);
  return fitting[fitting.length - 1].some(Boolean);
}

/** The lead of the chosen options over the others: `pick` of it over the histories that fit, the least over decisions. */
export function leadOf(state, claim, pick) {
  const { solution } = state;
  const fitting = fittingNodes(solution, { ...claim.given, ...asGiven(claim.about) });
  const leads = solution.levels.map((level, index) => {
    if (!level.decides || !(level.step in claim.about)) return [];
    if (solution.limited.length && solution.levels.slice(0, index).every((above) => above.decides)) {
      return [forcedLead(state, level.step, claim.about[level.step])];
    }
    const chosen = state.data.steps[level.step].states.findIndex((option) => option.name === claim.about[level.step]);
    const nodes = range(level.nodes).filter(
      (node) => fitting[index][node] && level.children[node * level.width + chosen] >= 0,
    );
    return nodes.map((node) => leadAt(solution, index, node, chosen));
  });
  const arising = leads.filter((atNodes) => atNodes.length);
  const picked = arising.map((atNodes) => atNodes.reduce((first, second) => pick(first, second)));
  const lead = Math.min(Infinity, ...picked);
  return Number.isFinite(lead) ? lead : null;
}

/** The lead of an option over the others of its decision, each forced: where memory is limited the rest may follow. */
function forcedLead(state, step, option) {
  const { withheld } = state.restrictions;
  const names = state.data.steps[step].states.map(({ name }) => name);
  const offered = names.filter((name) => !withheld[step]?.includes(name));
  const totalOf = (name) => state.totals.sign * state.solve({ [step]: name }).total;
  const others = offered.filter((name) => name !== option).map(totalOf);
  return (offered.includes(option) ? totalOf(option) : -Infinity) - Math.max(-Infinity, ...others);
}

function leadAt(solution, index, node, chosen) {
  const { width } = solution.levels[index];
  const edge = (branch) => solution.edges[index][node * width + branch];
  const others = range(width).filter((branch) => branch !== chosen);
  return edge(chosen) - Math.max(-Infinity, ...others.map(edge));
}

/** For each level, nodes that some possible history leads to in which every step so far is as given; last, the end. */
function fittingNodes(solution, given) {
  let now = [true];
  const fitting = [];
  solution.levels.forEach((level, index) => {
    fitting.push(now);
    const after = new Array(solution.values[index + 1].length).fill(false);
    for (let edge = 0; edge < level.children.length; edge++) {
      const node = Math.floor(edge / level.width);
      const branch = edge % level.width;
      const isPossible = level.decides || level.chances[level.chanceRows[node]][branch] > 0;
      const fits = fitsGiven(solution.data.steps, given, level.step, branch);
      if (now[node] && level.children[edge] >= 0 && fits && isPossible) after[level.children[edge]] = true;
    }
    now = after;
  });
  return [...fitting, now];
}
