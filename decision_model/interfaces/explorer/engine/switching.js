// Switching values: where the best plan changes as one number moves and everything else stays.

import { range, slackAt } from "./arithmetic.js";
import { worthOf } from "./certainty_equivalent.js";
import { signatureOf } from "./policy.js";
import { TOTAL_RULES } from "./total_rules.js";

/** Rounding of a difference of two totals, relative to them. */
const ROUNDING = 64 * Number.EPSILON;

/** Points at which a curve is looked at before its crossings are sought: a straight line needs three. */
const POINTS_OF_LINE = 3;
const POINTS_OF_CURVE = 41;

/** Halvings of a stretch in which more than one change of plan is sought. */
const DEEPEST = 60;

/**
 * The optimal intervals of a number, each with one best plan, and the exact switching values between them.
 *
 * @param {ModelState} state
 * @param {Object} moved what `numberRange` gives
 * @returns {{intervals: Object[], points: Object[]}} intervals `from`, `to` with a `solution`; solved points on the way
 */
export function optimalIntervals(state, moved) {
  const points = solvedPoints(state, moved);
  const plans = points.slice(0, 1).map((point) => ({ from: point.value, solution: point.solution }));
  for (let i = 1; i < points.length; i++) addSwitches(plans, moved, points[i - 1], points[i], 0);
  const end = points[points.length - 1]?.value;
  const intervals = plans.map((plan, index) => ({ ...plan, to: plans[index + 1]?.from ?? end }));
  return { intervals: withoutPoints(intervals), points };
}

/**
 * The number at even steps over its range and where it stands now, solved: the plan of the moment is among those found,
 * however short its interval. Values at which the model makes no sense are left out.
 */
function solvedPoints(state, moved) {
  const { low, high, now } = moved;
  const count = moved.isWeight && isLinear(state) ? POINTS_OF_LINE : POINTS_OF_CURVE;
  const steps = range(count).map((index) => low + ((high - low) * index) / (count - 1));
  const values = steps.includes(now) || !(now > low && now < high) ? steps : [...steps, now].sort((a, b) => a - b);
  return values.map((value) => pointAt(moved, value)).filter((point) => !point.state.problem);
}

/** Whether totals are straight lines in a weight's share. */
function isLinear(state) {
  const rule = TOTAL_RULES[state.data.combine];
  return rule.addsUp && rule.usesScales && state.tables.riskTolerance === null;
}

function pointAt(moved, value) {
  const state = moved.at(value);
  return { value, state, solution: state.solution };
}

/** Adds every change of plan between two points: where two plans cross, or where a third one is better there. */
function addSwitches(plans, moved, left, right, depth) {
  const { sign } = left.state.totals;
  const current = plans[plans.length - 1].solution;
  const gain = (point) => sign * (totalOfPlan(right.solution, point.state) - totalOfPlan(current, point.state));
  const [low, high] = [gain(left), gain(right)];
  const noise = ROUNDING * Math.max(1, Math.abs(left.solution.total), Math.abs(right.solution.total));
  if (high <= noise || depth > DEEPEST) return;
  const rising = { difference: (value) => gain(pointAt(moved, value)), noise };
  const cross = low >= -noise ? left.value : crossing(rising, [left.value, low], [right.value, high]);
  const middle = pointAt(moved, cross);
  const best = Math.max(...[current, right.solution].map((plan) => sign * totalOfPlan(plan, middle.state)));
  const third = sign * middle.solution.total > best + slackAt(best);
  if (third && cross > left.value && cross < right.value) {
    addSwitches(plans, moved, left, middle, depth + 1);
    addSwitches(plans, moved, middle, right, depth + 1);
  } else plans.push({ from: cross, solution: right.solution });
}

/** Total of a plan already chosen (its branches kept) in another state. */
function totalOfPlan(plan, state) {
  const { sign, start, added, tables } = state.totals;
  let after = [0];
  for (let index = plan.levels.length - 1; index >= 0; index--) {
    const level = tables.levels[index];
    const edgeAt = (edge) => {
      const child = level.children[edge];
      const points = added[index] ? sign * added[index][level.scoring.rowOfEdge[edge]] : 0;
      return child < 0 ? -Infinity : after[child] + points;
    };
    after = range(level.nodes).map((node) => {
      const first = node * level.width;
      if (level.decides) return edgeAt(first + plan.chosen[index][node]);
      const edges = range(level.width).map((branch) => edgeAt(first + branch));
      return worthOf(level.chances[level.chanceRows[node]], edges, 0, tables.riskTolerance);
    });
  }
  return sign * after[0] + start;
}

/** Where a rising difference leaves 0: the secant, which is exact on straight lines, guarded by halving. */
function crossing({ difference, noise }, [firstValue, firstGain], [lastValue, lastGain]) {
  let [left, low, right, high] = [firstValue, firstGain, lastValue, lastGain];
  for (let round = 0; round < 100; round++) {
    const secant = left - (low * (right - left)) / (high - low);
    const guess = round % 3 < 2 && secant > left && secant < right ? secant : (left + right) / 2;
    const gain = difference(guess);
    if (Math.abs(gain) <= noise || right - left <= 4 * Number.EPSILON * Math.abs(right)) return guess;
    if (gain < 0) [left, low] = [guess, gain];
    else [right, high] = [guess, gain];
  }
  return (left + right) / 2;
}

/** Plans that are best at a single point, where others tie with them, have no interval; equal neighbours are one. */
function withoutPoints(intervals) {
  const long = intervals.filter(({ from, to }) => to - from > ROUNDING * Math.max(1, Math.abs(to)));
  const joined = [];
  for (const interval of long.length ? long : intervals.slice(0, 1)) {
    const last = joined[joined.length - 1];
    if (last && signatureOf(last.solution) === signatureOf(interval.solution)) last.to = interval.to;
    else joined.push({ ...interval, from: last ? interval.from : intervals[0].from });
  }
  return joined;
}
