// Shapley values: a total that is no sum, shared out to the considerations.

import { range, sum } from "./arithmetic.js";
import { everyConsideration } from "./value_tree.js";

/**
 * The points that each leaf adds in each row of a level, under a joint total of the top-level values.
 *
 * What a top-level consideration adds is divided among its leaves by their part of its value.
 */
export function sharedOut(data, shares, level, total) {
  const places = Object.fromEntries(data.leaves.map((leaf, index) => [leaf.name, index]));
  const groups = data.considerations.map((top) => leavesInside(top, places, shares));
  const parts = level.parts.map(({ leaf, values }) => ({ leaf, rows: new Float64Array(values.length) }));
  const values = Object.fromEntries(level.parts.map((part) => [part.leaf, part.values]));
  const added = Object.fromEntries(parts.map((part) => [part.leaf, part.rows]));
  for (let row = 0; row < level.scoring.rowCount; row++) {
    const inside = groups.map((group) => group.map(({ leaf, share }) => ({ leaf, value: share * values[leaf][row] })));
    const tops = inside.map((group) => sum(group.map(({ value }) => value)));
    shapley(total, tops).forEach((points, top) => {
      for (const { leaf, value } of inside[top]) {
        added[leaf][row] = 100 * points * (tops[top] > 0 ? value / tops[top] : 1 / inside[top].length);
      }
    });
  }
  return parts;
}

/** The leaves of a top-level consideration, by place, each with its share of it. */
function leavesInside(top, places, shares) {
  const names = [...everyConsideration([top])].map(({ name }) => name).filter((name) => name in places);
  const whole = sum(names.map((name) => shares[name]));
  return names.map((name) => ({ leaf: places[name], share: whole ? shares[name] / whole : 1 / names.length }));
}

/** The mean, over all orders in which values may come in, of what each adds. Sets of values are bit masks. */
function shapley(total, values) {
  const count = values.length;
  const factorials = [1];
  for (let i = 1; i <= count; i++) factorials.push(i * factorials[i - 1]);
  const sets = range(2 ** count);
  const worth = sets.map((members) => total(values.map((value, index) => (members & (1 << index) ? value : 0))));
  const sizes = sets.map((members) => range(count).filter((index) => members & (1 << index)).length);
  return range(count).map((index) => {
    const without = sets.filter((members) => !(members & (1 << index)));
    return sum(
      without.map((members) => {
        const orders = (factorials[sizes[members]] * factorials[count - sizes[members] - 1]) / factorials[count];
        return orders * (worth[members | (1 << index)] - worth[members]);
      }),
    );
  });
}
