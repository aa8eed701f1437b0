// One number and the range over which it is moved: a weight, or a number with a slider.

import { sum } from "./arithmetic.js";
import { TOTAL_RULES } from "./total_rules.js";
import { everyConsideration, groupOf, pointsAtShare } from "./value_tree.js";

/**
 * A number that can be moved: from `low` to `high`, where it is `now` (null where a what-if sets it), and the state
 * `at` a value, all else as it is.
 *
 * `isWeight` marks a weight, whose value is its share of its group; `movesAlone` one whose group does not follow;
 * `isShare` what is written in percent.
 */
export function numberRange(state, name) {
  const slider = state.data.sliders.find((candidate) => candidate.name === name);
  if (slider) return sliderRange(state, slider);
  const consideration = [...everyConsideration(state.data.considerations)].find((candidate) => candidate.name === name);
  return weightRange(state, consideration);
}

function sliderRange(state, slider) {
  const { data, settings } = state;
  const now = slider.name in state.replaced ? null : (settings.numbers[slider.name] ?? slider.base);
  const at = (value) => state.changed({ numbers: numbersWith(data, settings.numbers, slider, value) });
  return { ...slider, isWeight: false, movesAlone: true, isShare: Boolean(slider.isChance), now, at };
}

function weightRange(state, consideration) {
  const { data, weights } = state;
  const { name } = consideration;
  const range = {
    name,
    title: consideration.label ?? consideration.title,
    low: 0,
    high: 1,
    isWeight: true,
    isShare: true,
  };
  if (TOTAL_RULES[data.combine].standAlone && data.considerations.includes(consideration)) {
    const at = (value) => state.changed({ weights: { ...weights, [name]: 100 * value } });
    return { ...range, movesAlone: true, now: weights[name] / 100, at };
  }
  const group = groupOf(data.considerations, name);
  const whole = sum(group.map((member) => weights[member.name]));
  const at = (share) => state.changed({ weights: pointsAtShare(data.considerations, weights, name, share) });
  return { ...range, movesAlone: false, now: whole ? weights[name] / whole : 1 / group.length, at };
}

/** Numbers with one of them set; the other chances of a rule that names them all keep their proportions. */
export function numbersWith(data, numbers, slider, value) {
  const others = slider.along ?? [];
  const now = (name) => numbers[name] ?? data.parameters[name];
  const whole = sum(others.map(now));
  const changed = { ...numbers, [slider.name]: value };
  for (const name of others) changed[name] = (1 - value) * (whole ? now(name) / whole : 1 / others.length);
  return changed;
}
