// The headline about the best plan, in the words of Python's `best_plan_headline`.

import { isClose } from "../engine/arithmetic.js";
import { choicesBeforeEvents, decidingSteps, policyOf } from "../engine/policy.js";
import { stateNamer } from "./plan_words.js";
import { listed, quoted } from "./words.js";

/** Options that are named at most. */
const MOST_NAMED = 3;

/** `‘Plan a bilateral’ is best: 58.4 of 100, 0.8 ahead of ‘Usual plans only’`, without a full stop. */
export function bestPlanHeadline(data, amounts, solution) {
  const taken = policyOf(solution);
  const now = choicesBeforeEvents(solution);
  const rival = rivalOf(solution, now);
  const common = amounts.common([solution.total, ...now.flatMap(({ values }) => values.map(({ total }) => total))]);
  const written = rival ? common.withGap(solution.total, rival.total) : common;
  const value = worth(data, written, solution);
  if (!taken.length) return `There is nothing to choose: ${value}`;
  if (!now.length) return `${firstLater(data, taken)}: ${value}`;
  const titles = titlesOf(data, now).map(quoted);
  if (titles.length > 1) return `${listed(titles, "and", MOST_NAMED)} are level: ${value}`;
  if (now.every((choice) => choice.values.length === 1)) return `${titles[0]} is the only choice: ${value}`;
  if (!rival) return `${titles[0]} is best: ${value}`;
  const lead = written.lead(written.between(solution.total, rival.total));
  const relation = data.lowerIsBetter ? "less than" : "ahead of";
  const rivalTitle = stateNamer(data, namedDecisions(now))(rival.decision, rival.option);
  return `${titles[0]} is best: ${value}, ${lead} ${relation} ${quoted(rivalTitle)}`;
}

/** `The given plan comes to 689 DKK, 37.5 DKK less than the best plan`: where a what-if gives a plan. */
export function givenPlanHeadline(data, amounts, { solution, best }) {
  const totals = [solution.total, best.total];
  const written = amounts.common(totals).withGap(...totals);
  const value = worth(data, written, solution);
  if (isClose(totals[1], totals[0])) return `The given plan is as good as the best: ${value}`;
  const gap = written.lead(written.between(...totals));
  return `The given plan comes to ${value}, ${gap} ${data.lowerIsBetter ? "more" : "less"} than the best plan`;
}

/** What the plan that is shown is called: one that is given need not be the best. */
export const calledOf = ({ best }) => (best ? "given plan" : "best plan");

/** The same at the start of a sentence. */
export const capitalCalled = ({ best }) => (best ? "Given plan" : "Best plan");

/** What the headline may call the best plan: all options taken now, or those of one decision. */
export function namesOfBest(data, solution) {
  const now = choicesBeforeEvents(solution);
  if (!now.length) return [];
  const name = stateNamer(data, namedDecisions(now));
  return [titlesOf(data, now)[0], ...now.map(({ decision, options }) => name(decision, options[0]))];
}

/**
 * Who leads before any event decides: the `titles` that are level at the top, and the `lead` over the best of the others.
 *
 * Without a choice before any event, or without another option, there is no `lead`.
 */
export function standing(data, amounts, solution) {
  const now = choicesBeforeEvents(solution);
  if (!now.length) return { titles: [], lead: null };
  const titles = titlesOf(data, now);
  const rival = rivalOf(solution, now);
  if (!rival || titles.length > 1) return { titles, lead: null };
  const written = amounts.common([solution.total, rival.total]).withGap(solution.total, rival.total);
  const rivalTitle = stateNamer(data, namedDecisions(now))(rival.decision, rival.option);
  return { titles, lead: written.lead(written.between(solution.total, rival.total)), rivalTitle };
}

/** What a plan is worth: `58.4 of 100`, `a total of 24`, `as much as a sure 250 USD`. */
export function worth(data, written, { total, totals }) {
  const phrase = written.phrase(total);
  if (totals.tables.riskTolerance !== null) return `as much as a sure ${phrase}`;
  return written.weighted || data.amounts.own ? phrase : `a total of ${phrase}`;
}

const namedDecisions = (choices) => choices.map(({ decision }) => decision);

/** The options taken now, in one title; one for each where the last decision's are level. */
function titlesOf(data, now) {
  const name = stateNamer(data, namedDecisions(now));
  const before = now.slice(0, -1).map(({ decision, options }) => name(decision, options[0]));
  const last = now[now.length - 1];
  return last.options.map((option) => [...before, name(last.decision, option)].join(", "));
}

/** The best that does otherwise at one of these decisions: its `decision`, `option` and `total`; null if there is none. */
function rivalOf(solution, now) {
  const { sign } = solution.totals;
  const rivals = now.flatMap(({ decision, options, values }) =>
    values.filter(({ option }) => !options.includes(option)).map((value) => ({ ...value, decision })),
  );
  return rivals.reduce((best, rival) => (!best || sign * rival.total > sign * best.total ? rival : best), null);
}

/** What is best at the first decision, where events come before it. */
function firstLater(data, taken) {
  const [{ decision }] = taken;
  const choices = taken.filter((choice) => choice.decision === decision);
  const name = stateNamer(data, [decision]);
  const names = [...new Set(choices.flatMap(({ options }) => options))].map((option) => quoted(name(decision, option)));
  const causes = decidingSteps(choices).map((step) => quoted(data.steps[step].title));
  if (causes.length) {
    return `${listed(names, "or", MOST_NAMED)} is best, depending on ${listed(causes, "and", MOST_NAMED)}`;
  }
  return names.length > 1 ? `${listed(names, "and", MOST_NAMED)} are level` : `${names[0]} is best`;
}
