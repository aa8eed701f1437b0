// Risk: what a gamble is worth to somebody with a constant risk tolerance.

/**
 * -R ln(sum of p exp(-t / R)), kept stable for large |t / R|.
 *
 * @param {number[]} chances p of each branch
 * @param {ArrayLike<number>} totals t of each branch, from place `start` on
 * @param {number} tolerance R
 */
export function certaintyEquivalent(chances, totals, start, tolerance) {
  let largest = -Infinity;
  chances.forEach((chance, branch) => {
    if (chance > 0) largest = Math.max(largest, -totals[start + branch] / tolerance);
  });
  if (!Number.isFinite(largest)) return 0;
  let scaled = 0;
  chances.forEach((chance, branch) => {
    if (chance > 0) scaled += chance * Math.exp(-totals[start + branch] / tolerance - largest);
  });
  return -tolerance * (largest + Math.log(scaled));
}

/** What the branches of an event are worth together: their mean, or its certainty equivalent. */
export function worthOf(chances, totals, start, tolerance) {
  if (tolerance !== null) return certaintyEquivalent(chances, totals, start, tolerance);
  let mean = 0;
  for (let branch = 0; branch < chances.length; branch++) {
    if (chances[branch] > 0) mean += chances[branch] * totals[start + branch];
  }
  return mean;
}
