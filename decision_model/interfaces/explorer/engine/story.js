// Stories: one history lived through, the reader choosing and chance drawing lots.

/** The largest of the whole numbers that lots are made of, plus one. */
const LOTS = 2 ** 32;

/**
 * The lot, from 0 to 1, that a step draws in a story: the same for the same story, whatever was chosen before.
 *
 * The name of the step is hashed (FNV-1a) with the number of the story, and stirred as in Mulberry32.
 */
export function lotOf(story, step) {
  let mixed = Math.imul(story, 0x9e3779b1) ^ 0x811c9dc5;
  for (const letter of step) mixed = Math.imul(mixed ^ letter.codePointAt(0), 0x01000193);
  mixed = (mixed + 0x6d2b79f5) | 0;
  let stirred = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  stirred ^= stirred + Math.imul(stirred ^ (stirred >>> 7), stirred | 61);
  return ((stirred ^ (stirred >>> 14)) >>> 0) / LOTS;
}

/** Of the nodes after an event the one on which a lot falls: each has as much room from 0 to 1 as its chance. */
export function drawnNode(branches, lot) {
  let end = 0;
  for (const node of branches) {
    end += node.branch.chance;
    if (lot < end) return node;
  }
  return branches[branches.length - 1];
}

/** What each leaf has added to the total in the history that leads to an end of the tree. */
export function pointsOf({ data, solution }, end) {
  const { factors, tables, byLeaf } = solution.totals;
  const points = new Array(data.leaves.length).fill(0);
  for (const { leaf, value } of tables.starts) points[leaf] += value * factors[leaf];
  end.trail.forEach((edge, index) => {
    for (const { leaf, rows } of byLeaf[index] ?? []) points[leaf] += rows[solution.levels[index].scoring.rowOfEdge[edge]];
  });
  return points;
}

/**
 * How a history, its nodes from the start to the end, came to its total: what the choices added to what was expected,
 * which is below 0 where they were not the best, and what the events did.
 */
export function accountOf(steps, nodes) {
  const account = { choices: 0, events: 0 };
  nodes.slice(1).forEach((node, place) => {
    const side = steps[nodes[place].step].decides ? "choices" : "events";
    account[side] += node.value - nodes[place].value;
  });
  return account;
}
