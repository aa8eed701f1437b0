// The best plan of decisions of limited memory, found exactly.
//
// From the last step back to the first, every plan that may still be best is kept, as the values that it leads to at each
// node: a decision multiplies the plans, one for each way of choosing in its sets; a plan that is nowhere better than
// another is dropped (multiple policy updating: Mauá, de Campos & Zaffalon 2012). Python drops more on the way, and ends
// at the same plan; how many there can be is bounded before the page is made.

import { firstBest, range, slackAt, sum } from "./arithmetic.js";
import { FollowedPlan, setValues } from "./followed_plan.js";

/** Values closer than this (relative to the largest, at least 1) are taken as the same when plans are compared. */
const NEAR = 1e-12;

/** Plans, those of the best mean, that each other one is compared with at most: a plan too many does no harm. */
const MOST_RIVALS = 32;

/** How often a plan is gone through at most to settle its ties. */
const ROUNDS = 50;

/**
 * The best plan, followed, with the first option in the file wherever options are level.
 *
 * Its `setEdges` hold, by the index of a limited decision's level, what each branch is worth where it is not known at
 * which node of a set one stands.
 */
export function bestFollowedPlan(solution) {
  const informed = new FollowedPlan(solution, {});
  const isForced = solution.limited.every((index) => hasNoChoice(informed, index));
  const plan = isForced ? forcedPlan(informed) : bestPlan(informed);
  const followed = settled(new FollowedPlan(solution, plan));
  const setEdges = Object.fromEntries(solution.limited.map((index) => [index, sharedEdges(followed, index)]));
  return { ...followed, setEdges };
}

/** Whether one option at most is on offer wherever a limited decision arises. */
function hasNoChoice({ levels, edges }, index) {
  const { sets, width } = levels[index];
  const offered = (node) => edges[index].subarray(node * width, (node + 1) * width).filter((edge) => edge > -Infinity);
  return sets.flat().every((node) => offered(node).length <= 1);
}

function forcedPlan({ solution, levels, chosen }) {
  const choices = (index) => levels[index].sets.map(([node]) => chosen[index][node]);
  return Object.fromEntries(solution.limited.map((index) => [index, choices(index)]));
}

function bestPlan(informed) {
  const { levels } = informed;
  let plans = [{ values: new Float64Array(1), plan: {} }];
  for (let index = levels.length - 1; index >= 0; index--) {
    plans = undominated(steppedBack(informed, index, plans));
  }
  const best = Math.max(...plans.map(({ values }) => values[0]));
  return plans.find(({ values }) => values[0] >= best - slackAt(best)).plan;
}

function steppedBack(informed, index, plans) {
  const { solution, levels } = informed;
  const folded = plans.map(({ plan, values }) => ({ plan, ...solution.folded(index, values) }));
  if (!levels[index].sets) return folded;
  const isFirst = levels.slice(0, index).every(({ decides }) => !decides);
  if (!isFirst) return folded.flatMap((each) => decided(levels[index], index, each));
  const shares = informed.setShares(index);
  return folded.map((each) => answered(informed, index, each, shares));
}

/** The best option in each set of a decision above which only events stand: there is no other way of deciding. */
function answered({ levels, riskTolerance }, index, { plan, values, edges }, shares) {
  const level = levels[index];
  const choices = setValues(level, edges, shares, riskTolerance).map((worth) => firstBest(worth, 0, level.width)[0]);
  const taken = values.slice();
  choices.forEach((branch, number) => take(taken, level, { edges, number, branch }));
  return { values: taken, plan: { ...plan, [index]: choices } };
}

/** A plan for each way of choosing in the sets of a decision. */
function decided(level, index, { plan, values, edges }) {
  let ways = [{ values, choices: [] }];
  level.sets.forEach((nodes, number) => {
    const branches = bestSomewhere(edges, nodes, level.width);
    ways = ways.flatMap((way) =>
      branches.map((branch) => {
        const taken = way.values.slice();
        take(taken, level, { edges, number, branch });
        return { values: taken, choices: [...way.choices, branch] };
      }),
    );
  });
  return ways.map((way) => ({ values: way.values, plan: { ...plan, [index]: way.choices } }));
}

function take(values, { sets, width }, { edges, number, branch }) {
  for (const node of sets[number]) values[node] = edges[node * width + branch];
}

/** The branches on offer in a set that are better than each other one at some node of it; of two alike the first. */
function bestSomewhere(edges, nodes, width) {
  const at = (node, branch) => edges[node * width + branch];
  const offered = range(width).filter((branch) => nodes.every((node) => at(node, branch) > -Infinity));
  const isBetter = (one, other) => nodes.some((node) => at(node, one) > at(node, other));
  return offered.filter((one) =>
    offered.every((other) => one === other || isBetter(one, other) || (one < other && !isBetter(other, one))),
  );
}

/** Without the plans that are nowhere better than another. */
function undominated(plans) {
  if (plans.length === 1) return plans;
  const sizeOf = ({ values }) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const near = NEAR * Math.max(...plans.map(sizeOf));
  const means = plans.map(({ values }) => sum(values) / values.length);
  const ranks = means.map((mean) => -Math.round(mean / near));
  const order = range(plans.length).sort((first, second) => ranks[first] - ranks[second] || first - second);
  const kept = [];
  for (const place of order) {
    const { values } = plans[place];
    const rivals = kept.slice(0, MOST_RIVALS);
    if (!rivals.some((other) => reaches(plans[other].values, values, near))) kept.push(place);
  }
  return kept.sort((first, second) => first - second).map((place) => plans[place]);
}

function reaches(values, others, near) {
  for (let node = 0; node < values.length; node++) if (!(values[node] >= others[node] - near)) return false;
  return true;
}

function settled(plan) {
  let followed = plan;
  for (let round = 0; round < ROUNDS; round++) {
    const before = followed;
    for (const index of [...followed.solution.limited].reverse()) {
      const choices = followed.bestChoices(index);
      if (choices.join() !== followed.plan[index].join()) followed = followed.answering(index, choices);
    }
    if (followed === before) break;
  }
  return followed;
}

/** The edges of a limited decision: at each node of a set what its branches are worth over the whole set. */
function sharedEdges(followed, index) {
  const { sets, width } = followed.levels[index];
  const edges = followed.edges[index].slice();
  followed.setValues(index).forEach((worth, number) => {
    for (const node of sets[number]) edges.set(worth, node * width);
  });
  return edges;
}
