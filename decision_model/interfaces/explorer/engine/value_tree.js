// The value tree: considerations inside considerations, and what share of the total each has.

import { sum } from "./arithmetic.js";

export function* everyConsideration(group) {
  for (const consideration of group) {
    yield consideration;
    if (consideration.inside) yield* everyConsideration(consideration.inside);
  }
}

/**
 * Each consideration's share of the total, by name: points normalised in their group and multiplied down.
 *
 * In a group without any points all count alike.
 */
export function sharesOf(group, points, whole = 1) {
  const total = sum(group.map((member) => points[member.name]));
  const shares = {};
  for (const member of group) {
    shares[member.name] = whole * (total === 0 ? 1 / group.length : points[member.name] / total);
    if (member.inside) Object.assign(shares, sharesOf(member.inside, points, shares[member.name]));
  }
  return shares;
}

/** Every group of considerations, the top-level one first. */
export const groupsOf = (considerations) => [
  considerations,
  ...considerations.flatMap(({ inside }) => (inside ? groupsOf(inside) : [])),
];

/** The group that a consideration stands in, itself included. */
export function groupOf(considerations, name) {
  if (considerations.some((consideration) => consideration.name === name)) return considerations;
  for (const consideration of considerations) {
    const group = consideration.inside && groupOf(consideration.inside, name);
    if (group) return group;
  }
  return null;
}

/** Points under which a consideration has this share of its group; the others keep their proportions. */
export function pointsAtShare(considerations, points, name, share) {
  const others = groupOf(considerations, name).filter((member) => member.name !== name);
  const rest = sum(others.map((member) => points[member.name]));
  const changed = { ...points, [name]: 100 * share };
  for (const member of others) {
    changed[member.name] = 100 * (1 - share) * (rest ? points[member.name] / rest : 1 / others.length);
  }
  return changed;
}
