// Bayes' rule: the chances of an event that stands above what it depends on.

import { range, sum } from "./arithmetic.js";

/**
 * The chances of a level's event for every code of what is known there.
 *
 * Multiplies the events' own tables, sums out what is hidden, and normalises over the event.
 *
 * @param {Object} structure with `factors` (each event's causes and rows) and `sizes` (states of each step)
 * @param {Function} ownChances rows of chances by event
 */
export function revisedChances(level, structure, ownChances) {
  const { factors, hidden, known } = level.evidence;
  const { sizes } = structure;
  const entry = (event, state) => {
    const { parents, rows } = structure.factors[event];
    const place = parents.reduce((code, parent) => code * sizes[parent] + state[parent], 0);
    return ownChances(event)[rows[place]][state[event]];
  };
  const summed = (place, state) => {
    if (place === hidden.length) return factors.reduce((product, event) => product * entry(event, state), 1);
    const cases = range(sizes[hidden[place]]);
    return sum(cases.map((number) => summed(place + 1, { ...state, [hidden[place]]: number })));
  };
  const revised = [];
  for (const code of new Set(level.chanceRows)) {
    const state = decoded(code, known, sizes);
    const joint = range(level.width).map((branch) => summed(0, { ...state, [level.step]: branch }));
    const total = sum(joint);
    revised[code] = joint.map((chance) => (total > 0 ? chance / total : 0));
  }
  return revised;
}

/** The states that a code stands for, by name: the last name counts fastest. */
function decoded(code, names, sizes) {
  const state = {};
  let rest = code;
  for (const name of [...names].reverse()) {
    state[name] = rest % sizes[name];
    rest = Math.floor(rest / sizes[name]);
  }
  return state;
}
