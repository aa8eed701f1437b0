// Scales: a score as a value from 0 to 1.

/**
 * The value of a score; `isWhole` says whether it is all of the score or an addition to it.
 *
 * A consideration without a scale of its own is scored from 0 to 100.
 */
export function valueOnScale(leaf, score, isWhole) {
  if (!leaf.scale) return score / 100;
  const [worst, best] = leaf.scale;
  if (!isWhole) return score / (best - worst);
  const read = leaf.beyond === "hold" ? held(score, worst, best) : score;
  return leaf.points ? interpolated(leaf, read) : (read - worst) / (best - worst);
}

/** The nearest score on the scale. */
const held = (score, worst, best) => Math.min(Math.max(score, Math.min(worst, best)), Math.max(worst, best));

/** On the lines between given points; beyond them level, or along the outermost lines. */
function interpolated({ points, beyond }, score) {
  const last = points.length - 1;
  if (beyond !== "extend" && score <= points[0][0]) return points[0][1];
  if (beyond !== "extend" && score >= points[last][0]) return points[last][1];
  let right = 1;
  while (right < last && score > points[right][0]) right++;
  const [[leftScore, leftValue], [rightScore, rightValue]] = points.slice(right - 1, right + 1);
  return leftValue + ((score - leftScore) * (rightValue - leftValue)) / (rightScore - leftScore);
}
