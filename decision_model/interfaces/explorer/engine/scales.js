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
  return leaf.points ? interpolated(leaf.points, score) : (score - worst) / (best - worst);
}

/** On the straight lines between given points, level beyond their ends. */
function interpolated(points, score) {
  if (score <= points[0][0]) return points[0][1];
  for (let i = 1; i < points.length; i++) {
    const [left, low] = points[i - 1];
    const [right, high] = points[i];
    if (score <= right) return low + ((score - left) * (high - low)) / (right - left);
  }
  return points[points.length - 1][1];
}
