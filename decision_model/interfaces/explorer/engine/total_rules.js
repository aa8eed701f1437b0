// Total rules: how values become one total. Nothing else asks which rule it is.

import { CLOSE, sum } from "./arithmetic.js";

/**
 * The rules by the name that a file gives them.
 *
 * `usesScales`: scores become values from 0 to 1. `addsUp`: a total is the sum of what each consideration adds, each
 * value times its `factor`; otherwise `jointTotal` gives the total of the top-level values, from 0 to 1.
 * `standAlone`: a weight means something without the others of its group.
 */
export const TOTAL_RULES = {
  weighted: { usesScales: true, addsUp: true, standAlone: false, factor: (share) => 100 * share },
  sum: { usesScales: false, addsUp: true, standAlone: false, factor: () => 1 },
  multiplicative: { usesScales: true, addsUp: false, standAlone: true, jointTotal: multiplicative },
  choquet: { usesScales: true, addsUp: false, standAlone: false, jointTotal: choquet },
};

/** u = (product of (1 + K k u) - 1) / K, with the K that makes the best of everything worth 1 (Keeney & Raiffa). */
function multiplicative(data, weights) {
  const constants = data.considerations.map(({ name }) => weights[name] / 100);
  const positive = constants.filter((constant) => constant > 0);
  const problem = positive.length < 2 ? { kind: "fewWeights" } : null;
  const scaling = problem ? 0 : scalingConstant(positive);
  const total = (values) => {
    if (scaling === 0) return sum(values.map((value, index) => constants[index] * value));
    const product = values.reduce((result, value, index) => result * (1 + scaling * constants[index] * value), 1);
    return (product - 1) / scaling;
  };
  return { total, problem };
}

/** The Choquet integral: weighted values, and what each interaction adds from one value of its members to the next. */
function choquet(data, weights, numbers) {
  const { considerations } = data;
  const whole = sum(considerations.map(({ name }) => weights[name]));
  const shares = considerations.map(({ name }) => (whole ? weights[name] / whole : 1 / considerations.length));
  const together = data.interactions.map((each) => ({ ...each, strength: numbers.value(each.strength) }));
  const tooStrong = shares.findIndex((share, index) => {
    const own = together.filter(({ between }) => between.includes(index));
    return share + leastGain(index, own) < -CLOSE;
  });
  const total = (values) => {
    const alone = sum(values.map((value, index) => shares[index] * value));
    return alone + sum(together.map((each) => each.strength * jointValue(each, values)));
  };
  return { total, problem: tooStrong < 0 ? null : { kind: "interactions", consideration: tooStrong } };
}

/** What an interaction of strength 1 adds: from one value of its members to the next, the worth of all that good. */
function jointValue({ between, worth }, values) {
  const levels = between.map((member) => values[member]).sort((a, b) => a - b);
  const steps = levels.map((level, rank) => level - (rank ? levels[rank - 1] : 0));
  return sum(steps.map((step, rank) => step * worth[levels.length - rank]));
}

/** The least that interactions add to what a consideration is worth, whichever others are at their best. */
function leastGain(index, own) {
  const gain = (each, best) => each.strength * (each.worth[best + 1] - each.worth[best]);
  if (own.every(({ between }) => between.length === 2)) {
    return sum(own.map((each) => Math.min(gain(each, 0), gain(each, 1))));
  }
  const others = [...new Set(own.flatMap(({ between }) => between))].filter((member) => member !== index);
  let least = Infinity;
  for (let mask = 0; mask < 2 ** others.length; mask++) {
    const isBest = (member) => ((mask >> others.indexOf(member)) & 1) === 1 && member !== index;
    least = Math.min(least, sum(own.map((each) => gain(each, each.between.filter(isBest).length))));
  }
  return least;
}

/** The K other than 0 of 1 + K = product of (1 + K k): below 0 where the constants sum to more than 1, else above. */
function scalingConstant(constants) {
  const whole = sum(constants);
  if (Math.abs(whole - 1) < 1e-12) return 0;
  if (Math.max(...constants) === 1) return -1;
  const surplus = (scaling) => {
    const logs = sum(constants.map((constant) => Math.log1p(scaling * constant)));
    return Math.expm1(logs - Math.log1p(scaling));
  };
  let [low, high] = whole > 1 ? [-1 + 1e-15, -1e-12] : [1e-12, 1];
  if (whole < 1) while (surplus(high) < 0) high *= 2;
  const rising = surplus(low) < 0;
  for (let round = 0; round < 200; round++) {
    const middle = (low + high) / 2;
    if (surplus(middle) < 0 === rising) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
