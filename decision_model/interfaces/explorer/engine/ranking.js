// Ranking: combinations of options, each forced, with the other decisions at their best.

import { isClose } from "./arithmetic.js";
import { optionsTaken } from "./policy.js";

/**
 * Combinations scored, best first, and those that cannot be taken.
 *
 * Each row holds its `options`, `solution`, `total`, `rank` and `gap` to the first; a row that is `excluded` its
 * `reason`, or the title of what rules it out.
 */
export function ranked(state, list) {
  const { sign } = state.totals;
  const rows = [];
  const excluded = list.excluded.map((row) => ({ ...row }));
  list.rows.forEach((row, index) => {
    const clash = clashOf(state, row);
    if (clash) return void excluded.push({ options: row.options, ruledOutBy: clash.because });
    const solution = state.solve(choicesOf(row));
    rows.push({ ...row, index, solution, total: solution.total });
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
  const { withheld, because } = state.restrictions;
  for (const [name, option] of Object.entries(row.options)) {
    if (withheld[name]?.includes(option) || otherIsForced(state, row, name)) return { because: because[name] ?? "" };
  }
  return null;
}

/** Whether another option of a decision is forced, and on offer beside the rest of a combination. */
function otherIsForced(state, row, name) {
  const forced = state.restrictions.forced[name];
  if (forced === undefined || [null, forced].includes(row.options[name])) return false;
  const number = state.data.steps[name].states.findIndex((option) => option.name === forced);
  return Boolean(optionsTaken(state.solve({ ...choicesOf(row), [name]: forced }))[name]?.has(number));
}

/** Whether choosing as things turn out beats every plan fixed in advance. */
export function isAdaptive(state, rows) {
  return rows.length > 0 && !isClose(rows[0].total, state.solution.total);
}
