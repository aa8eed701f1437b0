// Why settings make no sense together, and why a combination cannot be taken.

import { labelOf } from "./labels.js";
import { amount, quoted } from "./words.js";

const PROBLEMS = {
  chances: (data, { step }) => `the chances of ${quoted(data.steps[step].title)} do not add up to 100%`,
  formula: () => "a formula has no value, such as 1 / 0",
  riskTolerance: () => "the risk tolerance is zero",
  scale: (data, { leaf, worst, best }) =>
    `a score of ${quoted(labelOf(data.leaves[leaf]))} leaves its scale from ${amount(worst)} to ${amount(best)}`,
  fewWeights: () => "at least two weights have to be above 0",
  interactions: (data, { consideration }) =>
    `the interactions of ${quoted(labelOf(data.considerations[consideration]))} are too strong for its weight`,
};

export const problemText = (data, problem) => PROBLEMS[problem.kind](data, problem);

export function exclusionText({ reason, ruledOutBy }) {
  return reason ?? (ruledOutBy ? `ruled out by ${quoted(ruledOutBy)}` : "ruled out");
}
