// Plans in words: short names that tell them apart, and sentences that say every case.

import { decidingSteps, optionsTaken, policyAfterTies } from "../engine/policy.js";
import { labelOf } from "./labels.js";
import { listed, quoted } from "./words.js";

const DEPENDS = "as things turn out";

/**
 * What the states of some steps are called beside each other, by step and number.
 *
 * All are led by their step's title where one title stands at two of the steps. `titleOf` gives what a state is called.
 */
export function stateNamer(data, steps, titleOf = labelOf) {
  const titles = steps.flatMap((step) => data.steps[step].states.map(titleOf));
  const isLed = new Set(titles).size < titles.length;
  return (step, state) => `${isLed ? `${data.steps[step].title}: ` : ""}${titleOf(data.steps[step].states[state])}`;
}

/** A name for options taken together (`{ decision: option }`, null where it does not arise). */
export function combinationTitle(data, options, titleOf = labelOf) {
  const name = stateNamer(data, Object.keys(options), titleOf);
  const numberOf = (decision, option) => data.steps[decision].states.findIndex((state) => state.name === option);
  const taken = Object.entries(options).filter(([, option]) => option !== null);
  return taken.map(([decision, option]) => name(decision, numberOf(decision, option))).join(", ") || "The given plan";
}

/** A name for a plan: what it takes at the given decisions, several options where that depends on events. */
export function planTitle(data, solution, decisions = decisionsOf(solution), titleOf = labelOf) {
  const taken = optionsTaken(solution);
  const arising = decisions.filter((name) => taken[name]);
  const last = arising.filter((name) => taken[name].size > 1).pop();
  const all = decisionsOf(solution).flatMap((step) => data.steps[step].states.map(titleOf));
  const isLed = new Set(all).size < all.length;
  const texts = arising.map((name) => {
    const options = data.steps[name].states.filter((_, index) => taken[name].has(index));
    const text = options.map(titleOf).join(" / ") + (name === last ? ` ${DEPENDS}` : "");
    return isLed ? `${data.steps[name].title}: ${text}` : text;
  });
  return texts.join(", ");
}

const decisionsOf = ({ levels }) => levels.filter(({ decides }) => decides).map(({ step }) => step);

/** Names for several plans: the decisions at which they differ, or their own sentences where that is not enough. */
export function planTitles(data, plans) {
  const taken = plans.map(optionsTaken);
  const decisions = plans.length ? decisionsOf(plans[0]) : [];
  const optionsAt = (options, name) => [...(options[name] ?? [])].sort().join();
  const differ = decisions.filter((name) => new Set(taken.map((options) => optionsAt(options, name))).size > 1);
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
  return solution.levels
    .map((level) => ({ level, choices: policy.filter((choice) => choice.decision === level.step) }))
    .filter(({ choices }) => choices.length)
    .map(({ level, choices }) => ({
      decision: data.steps[level.step].title + memoryText(data, level),
      text: casesText(data, order, choices),
    }));
}

/** What a decision of limited memory knows; nothing is said of one that knows all. */
function memoryText(data, { knows }) {
  if (!knows) return "";
  const known = knows.map((step) => quoted(data.steps[step].title));
  return known.length ? ` (knowing ${listed(known, "and")} alone)` : " (knowing nothing of what went before)";
}

/** Every option with its cases; the one whose cases are the longest to tell comes last, as "otherwise". */
function casesText(data, order, choices) {
  const { states } = data.steps[choices[0].decision];
  const names = decidingSteps(choices);
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
  const told = all.map(({ options, histories }) => {
    const own = [...histories.values()];
    const others = all.filter((other) => other.histories !== histories).flatMap((other) => [...other.histories.values()]);
    const shortest = shortestConditions(joinedHistories(own, names), own, others);
    const conditions = shortest.map((history) => historyText(data, order, history));
    const named = shortest.flatMap((history) => Object.values(history).flat()).length;
    return { options, named, text: `${options} if ${conditions.join(", or if ")}` };
  });
  const [longest, next] = [...told].sort((first, second) => second.named - first.named);
  if (longest.named === next.named) return told.map(({ text }) => text).join("; ");
  const rest = told.filter((each) => each !== longest).map(({ text }) => text);
  return [...rest, `otherwise ${longest.options}`].join("; ");
}

function optionsText(states, options) {
  const titles = options.map((option) => states[option].title);
  return titles.length === 1 ? titles[0] : `${listed(titles, "or")} (equally good)`;
}

/** Histories that differ in one name alone become one, with several states of that name. */
function joinedHistories(histories, names) {
  let joined = histories;
  for (const name of names) {
    const groups = new Map();
    for (const { [name]: own = [], ...others } of joined) {
      const key = JSON.stringify(others);
      const known = groups.get(key)?.own ?? [];
      groups.set(key, { others, own: [...new Set([...known, ...own])] });
    }
    joined = [...groups.values()].map(({ others, own }) => (own.length ? { ...others, [name]: own } : others));
  }
  return joined;
}

/** The same choice in fewer words: a step is named only where without it another choice would be meant. */
function shortestConditions(conditions, own, others) {
  const shorter = conditions.map((condition) => {
    let kept = condition;
    for (const name of Object.keys(condition)) {
      const { [name]: _, ...without } = kept;
      if (Object.keys(without).length && !others.some((history) => fits(history, without))) kept = without;
    }
    return kept;
  });
  return shorter.reduce((left, condition) => {
    const rest = left.filter((other) => other !== condition);
    const covered = own.filter((history) => fits(history, condition));
    return covered.every((history) => rest.some((other) => fits(history, other))) ? rest : left;
  }, shorter);
}

function fits(history, condition) {
  const names = Object.keys(condition);
  if (!names.length) return !Object.keys(history).length;
  return names.every((name) => name in history && condition[name].includes(history[name][0]));
}

/** `‘A’ or ‘B’, and ‘Demand’ is ‘High’`: the states of each step, in the order of the steps. */
function historyText(data, order, history) {
  const names = Object.keys(history).sort((first, second) => order.indexOf(first) - order.indexOf(second));
  if (!names.length) return "none of these arises";
  const shared = stepsThatShare(data, order);
  const severalStates = names.some((name) => history[name].length > 1);
  const texts = names.map((name) => {
    const either = listed(
      history[name].map((state) => quoted(data.steps[name].states[state].title)),
      "or",
    );
    return shared.has(name) ? `${quoted(data.steps[name].title)} is ${either}` : either;
  });
  return texts.join(severalStates ? ", and " : " and ");
}

/** The steps of which a state is called like one of another step. */
function stepsThatShare(data, order) {
  const owners = new Map();
  for (const step of order) {
    for (const { title } of data.steps[step].states) owners.set(title, [...(owners.get(title) ?? []), step]);
  }
  return new Set([...owners.values()].filter((steps) => steps.length > 1).flat());
}
