// What just happened: what was moved from where to where, and whether the choice turned.

import { policyOf, signatureOf } from "../engine/policy.js";
import { everyConsideration } from "../engine/value_tree.js";
import { standing, worth } from "./headline.js";
import { labelOf, namedNumber } from "./labels.js";
import { sharePercents } from "./weights_panel.js";
import { amount, counted, listed, quoted } from "./words.js";

/** Changes that are named one by one at most. */
const MOST_TOLD = 2;

/**
 * `You moved Allied unity from 22 to 36%: the choice turned, ‘B’ now leads ‘A’ by 0.3.`
 *
 * Empty where nothing was moved, or where it came to nothing.
 *
 * @param {{before: ModelState, back: boolean}} move the state before the move, and whether the move took another back
 */
export function lastMoveText(data, amounts, { before, back }, state) {
  const changes = changesBetween(data, before, state);
  if (!changes.length) return "";
  const opening = back ? "You took that back and" : "You";
  return `${opening} ${listed(changes, "and", MOST_TOLD + 1)}: ${consequence(data, amounts, before, state)}.`;
}

/** What differs between two states, in words that go on after `you`. */
function changesBetween(data, before, state) {
  const [weights, numbers] = [weightChanges(data, before, state), numberChanges(data, before, state)];
  const moved = weights.length + numbers.length > MOST_TOLD ? [shortMoves(weights, numbers)] : [...weights, ...numbers];
  return [...switchChanges(data, before, state), ...moved];
}

function shortMoves(weights, numbers) {
  const counts = [weights.length && counted(weights.length, "weight"), numbers.length && counted(numbers.length, "number")];
  return `moved ${listed(counts.filter(Boolean))}`;
}

function weightChanges(data, before, state) {
  const [shareBefore, shareNow] = [sharePercents(data, before), sharePercents(data, state)];
  const isMoved = ({ name }) => before.settings.weights[name] !== state.settings.weights[name];
  return [...everyConsideration(data.considerations)].filter(isMoved).map((consideration) => {
    const [from, to] = [shareBefore(consideration), shareNow(consideration)];
    const points = [before, state].map(({ settings }) => amount(settings.weights[consideration.name]));
    const text = from === to ? `${points[0]} to ${points[1]} points` : `${from} to ${to}%`;
    return `moved ${labelOf(consideration)} from ${text}`;
  });
}

function numberChanges(data, before, state) {
  const valueIn = ({ settings }, slider) => settings.numbers[slider.name] ?? slider.base;
  const change = (slider) => Math.abs(valueIn(state, slider) - valueIn(before, slider));
  const moved = data.sliders.filter(change);
  // The chances of a rule move together, and the one that was taken hold of moves furthest.
  const follows = (slider) => moved.some((other) => other.along?.includes(slider.name) && change(other) > change(slider));
  return moved.filter((slider) => !follows(slider)).map((slider) => {
    const [from, to] = [before, state].map((each) => amount(valueIn(each, slider) * (slider.isChance ? 100 : 1)));
    return `moved ${namedNumber(slider)} from ${from} to ${to}${slider.isChance ? "%" : ""}`;
  });
}

function switchChanges(data, before, state) {
  const titles = (names, others) =>
    data.whatIfs.filter(({ name }) => names.includes(name) && !others.includes(name)).map(({ title }) => quoted(title));
  const [was, is] = [before.settings.whatIfs, state.settings.whatIfs];
  const [on, off] = [titles(is, was), titles(was, is)];
  return [on.length ? `switched on ${listed(on)}` : "", off.length ? `switched off ${listed(off)}` : ""].filter(Boolean);
}

/** Whether the choice turned, and what leads by how much; of a plan without a lead, what it is worth. */
function consequence(data, amounts, before, state) {
  const [was, is] = [standing(data, amounts, before.solution), standing(data, amounts, state.solution)];
  const isTurned = was.titles.join("\n") !== is.titles.join("\n");
  const lead = leadText(data, amounts, { was, is, before, state }, isTurned);
  const hasChoice = policyOf(state.solution).length > 0;
  return hasChoice ? `${whatTurned(isTurned, is, before, state)}, ${lead}` : lead;
}

function whatTurned(isTurned, is, before, state) {
  if (isTurned) return "the choice turned";
  if (signatureOf(before.solution) === signatureOf(state.solution)) return "the choice stays";
  return is.titles.length ? "the first choice stays and a later one turned" : "the plan turned";
}

function leadText(data, amounts, { was, is, before, state }, isTurned) {
  if (is.titles.length > 1) return `${listed(is.titles.map(quoted), "and", 3)} are level`;
  if (is.lead !== null) {
    const lead = `${quoted(is.titles[0])} ${isTurned ? "now leads" : "leads"} ${quoted(is.rivalTitle)} by ${is.lead}`;
    return isTurned || was.lead === null ? lead : `${lead} (before: ${was.lead})`;
  }
  const written = amounts.common([before.solution.total, state.solution.total]);
  return `it is worth ${[state, before].map(({ solution }) => worth(data, written, solution)).join(" (before: ")})`;
}
