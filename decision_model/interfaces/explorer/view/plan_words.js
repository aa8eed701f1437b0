// Plans in words: short names that tell them apart, and sentences that say every case.

import { optionsTaken, policyAfterTies } from "../engine/policy.js";
import { labelOf } from "./labels.js";
import { listed, quoted } from "./words.js";

const DEPENDS = "as things turn out";

/** A name for options taken together (`{ decision: option }`, null where it does not arise). */
export function combinationTitle(data, options) {
  const taken = Object.entries(options).filter(([, option]) => option !== null);
  const titles = taken.map(([decision, option]) => {
    const state = data.steps[decision].states.find((each) => each.name === option);
    return [decision, state.title];
  });
  return titledTogether(data, Object.keys(options), titles);
}

/** A name for a plan: what it takes at the given decisions, several options where that depends on events. */
export function planTitle(data, solution, decisions = null) {
  const taken = optionsTaken(solution);
  const names = decisions ?? Object.keys(taken);
  const arising = names.filter((name) => taken[name]);
  const last = arising.filter((name) => taken[name].size > 1).pop();
  const titles = arising.map((name) => {
    const options = data.steps[name].states.filter((_, index) => taken[name].has(index));
    const text = options.map((state) => state.title).join(" / ");
    return [name, name === last ? `${text} ${DEPENDS}` : text];
  });
  return titledTogether(data, names, titles);
}

/** Texts by decision, with the decision before each where options of two decisions are called the same. */
function titledTogether(data, decisions, titles) {
  const options = decisions.flatMap((name) => data.steps[name].states.map((state) => state.title));
  const isPlain = new Set(options).size === options.length;
  return titles.map(([name, text]) => (isPlain ? text : `${data.steps[name].title}: ${text}`)).join(", ");
}

/** Names for several plans: the decisions at which they differ, or their own sentences where that is not enough. */
export function planTitles(data, plans) {
  const taken = plans.map(optionsTaken);
  const decisions = [...new Set(taken.flatMap((each) => Object.keys(each)))];
  const optionsAt = (each, name) => [...(each[name] ?? [])].sort().join();
  const differ = decisions.filter((name) => new Set(taken.map((each) => optionsAt(each, name))).size > 1);
  const titles = plans.map((plan) => planTitle(data, plan, differ.length ? differ : decisions));
  if (new Set(titles).size === titles.length) return titles;
  const sentences = plans.map((plan) => planSentences(data, plan));
  const shared = sentences[0].filter((sentence) => sentences.every((other) => other.includes(sentence)));
  return titles.map((title, index) => {
    const own = sentences[index].filter((sentence) => !shared.includes(sentence));
    const isShared = titles.filter((other) => other === title).length > 1;
    return isShared && own.length ? own.map((sentence) => sentence.replace(/\.$/, "")).join("; ") : title;
  });
}

/** The plan in plain sentences, one a decision. */
export const planSentences = (data, solution) =>
  planItems(data, solution).map(({ decision, text }) => `${decision}: ${text}.`);

/**
 * What the plan takes at each decision that it can reach, naming only what makes a difference.
 *
 * After options that are level it says what follows each of them.
 */
export function planItems(data, solution) {
  const order = solution.levels.map((level) => level.step);
  const policy = policyAfterTies(solution);
  return order
    .map((step) => ({ step, choices: policy.filter((choice) => choice.decision === step) }))
    .filter(({ choices }) => choices.length)
    .map(({ step, choices }) => ({ decision: data.steps[step].title, text: casesText(data, order, choices) }));
}

function casesText(data, order, choices) {
  const { states } = data.steps[choices[0].decision];
  const names = namesThatDecide(choices);
  const cases = new Map();
  for (const choice of choices) {
    const key = choice.options.join();
    if (!cases.has(key)) cases.set(key, { options: optionsText(states, choice.options), histories: new Map() });
    const known = names.filter((name) => name in choice.history);
    const history = Object.fromEntries(known.map((name) => [name, [choice.history[name]]]));
    cases.get(key).histories.set(JSON.stringify(history), history);
  }
  const all = [...cases.values()];
  if (all.length === 1) return all[0].options;
  return all
    .map(({ options, histories }) => {
      const conditions = joinedHistories([...histories.values()], names).map((each) => historyText(data, order, each));
      return `${options} if ${conditions.join(", or if ")}`;
    })
    .join("; ");
}

function optionsText(states, options) {
  const titles = options.map((option) => states[option].title);
  return titles.length === 1 ? titles[0] : `${titles.join(" or ")} (equally good)`;
}

/** A small set of names from whose states the choice follows: drop, from the earliest on, what is not needed. */
function namesThatDecide(choices) {
  let names = [...new Set(choices.flatMap((choice) => Object.keys(choice.history)))];
  for (const name of names) {
    const rest = names.filter((each) => each !== name);
    if (decide(choices, rest)) names = rest;
  }
  return names;
}

function decide(choices, names) {
  const seen = new Map();
  return choices.every((choice) => {
    const key = JSON.stringify(names.map((name) => choice.history[name] ?? null));
    const options = choice.options.join();
    if (!seen.has(key)) seen.set(key, options);
    return seen.get(key) === options;
  });
}

/** Histories that differ in one name alone become one, with several states of that name. */
function joinedHistories(histories, names) {
  let found = histories;
  for (const name of names) {
    const groups = new Map();
    for (const { [name]: own = [], ...others } of found) {
      const key = JSON.stringify(others);
      const known = groups.get(key)?.own ?? [];
      groups.set(key, { others, own: [...new Set([...known, ...own])] });
    }
    found = [...groups.values()].map(({ others, own }) => (own.length ? { ...others, [name]: own } : others));
  }
  return found;
}

/** `‘A’ or ‘B’, and ‘C’`: the states of each step in the order of the steps. */
function historyText(data, order, history) {
  const names = Object.keys(history).sort((one, other) => order.indexOf(one) - order.indexOf(other));
  if (!names.length) return "none of these arises";
  const severalStates = names.some((name) => history[name].length > 1);
  const texts = names.map((name) => {
    const labels = history[name].map((state) => quoted(labelOf(data.steps[name].states[state])));
    return listed(labels, "or");
  });
  return texts.join(severalStates ? ", and " : " and ");
}
