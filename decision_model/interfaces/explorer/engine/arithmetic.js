// Comparisons with a tolerance, and the few loops that every other file of the engine uses.

/** Totals, chances and scores closer than this count as equal, as in Python. */
export const CLOSE = 1e-9;

/** How far from a number another may lie and still count as equal to it. */
export const slackAt = (value) => CLOSE * Math.max(1, Math.abs(value));

export const isClose = (first, second) => Math.abs(first - second) <= slackAt(first);

export const range = (count) => Array.from({ length: count }, (_, index) => index);

export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** Of some numbers beside each other the first that is level with the largest, by its place, and the largest. */
export function firstBest(numbers, start, width) {
  let best = -Infinity;
  for (let place = 0; place < width; place++) best = Math.max(best, numbers[start + place]);
  let first = 0;
  if (best > -Infinity) while (numbers[start + first] < best - slackAt(best)) first++;
  return [first, best];
}
