// The value tree: considerations inside considerations, and what share of the total each has.

import { sum } from "./arithmetic.js";

export function* everyConsideration(group) {
  for (const each of group) {
    yield each;
    if (each.inside) yield* everyConsideration(each.inside);
  }
}

/**
 * Each consideration's share of the total, by name: points normalised in their group and multiplied down.
 *
 * In a group without any points all count alike.
 */
export function sharesOf(group, points, whole = 1) {
  const total = sum(group.map((each) => points[each.name]));
  const shares = {};
  for (const each of group) {
    shares[each.name] = whole * (total === 0 ? 1 / group.length : points[each.name] / total);
    if (each.inside) Object.assign(shares, sharesOf(each.inside, points, shares[each.name]));
  }
  return shares;
}

/** The group that a consideration stands in, itself included. */
export function groupOf(considerations, name) {
  if (considerations.some((each) => each.name === name)) return considerations;
  for (const each of considerations) {
    const found = each.inside && groupOf(each.inside, name);
    if (found) return found;
  }
  return null;
}

/** Points under which a consideration has this share of its group; the others keep their proportions. */
export function pointsAtShare(considerations, points, name, share) {
  const others = groupOf(considerations, name).filter((each) => each.name !== name);
  const rest = sum(others.map((each) => points[each.name]));
  const found = { ...points, [name]: 100 * share };
  for (const each of others) {
    found[each.name] = 100 * (1 - share) * (rest ? points[each.name] / rest : 1 / others.length);
  }
  return found;
}
