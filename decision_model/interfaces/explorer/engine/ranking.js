// Ranking: combinations of options, each forced, with the other decisions at their best.

import { isClose } from "./arithmetic.js";

/**
 * Combinations scored, best first, and those that cannot be taken.
 *
 * Each row holds its `options`, `solution`, `total`, `rank`, `gap` to the first, and `share` of the admissible weights
 * under which it comes first; a row that is `excluded` its `reason`, or the title of what rules it out.
 */
export function ranked(state, list) {
  const { sign } = state.totals;
  const rows = [];
  const excluded = list.excluded.map((row) => ({ ...row }));
  list.rows.forEach((row, index) => {
    const clash = clashOf(state, row);
    if (clash) return void excluded.push({ options: row.options, ruledOutBy: clash.because });
    const solution = state.solve(choicesOf(row));
    const share = state.structureIndex ? null : (list.shares?.[index] ?? null);
    rows.push({ ...row, index, solution, total: solution.total, share });
  });
  rows.sort((first, second) => sign * (second.total - first.total) || first.index - second.index);
  for (const row of rows) {
    row.rank = rows.findIndex((other) => isClose(row.total, other.total)) + 1;
    row.gap = Math.max(0, sign * (rows[0].total - row.total));
  }
  return { rows, excluded };
}

/** What taking a combination forces. */
export function choicesOf({ needs, options }) {
  return { ...needs, ...Object.fromEntries(Object.entries(options).filter(([, option]) => option !== null)) };
}

/** Whether a combination is at odds with what is forced or withheld, and because of which what-if, if of any. */
export function clashOf(state, row) {
  const { forced, withheld, because } = state.restrictions;
  for (const [name, option] of Object.entries(row.options)) {
    const otherIsForced = name in forced && option !== null && forced[name] !== option;
    if (otherIsForced || withheld[name]?.includes(option)) return { because: because[name] ?? "" };
  }
  return null;
}

/** Whether choosing as things turn out beats every plan fixed in advance. */
export function isAdaptive(state, rows) {
  return rows.length > 0 && !isClose(rows[0].total, state.solution.total);
}
