// The answer in one sentence, and the best plan in words.

import { element, fill, find } from "./elements.js";
import { planItems, planTitle } from "./plan_words.js";
import { problemText } from "./problem_words.js";
import { listed, quoted } from "./words.js";

/** How long the reader has to pause before the answer is announced to those who hear it, in milliseconds. */
const PAUSE = 700;

export class AnswerView {
  constructor(data, amounts) {
    Object.assign(this, { data, amounts });
    const shown = (entries) => (find("sticky-answer").hidden = entries[entries.length - 1].isIntersecting);
    new IntersectionObserver(shown).observe(find("answer"));
  }

  /** `verdict` is how sure the choice is at these settings, null where that is not known. */
  show(state, ranking, verdict) {
    const rows = (ranking.now ?? ranking.plans)?.rows ?? [];
    fill(find("answer-text"), this.sentence(state, ranking, rows, verdict));
    const adapting = ranking.now && ranking.isAdaptive ? this.adaptingText(state, ranking) : "";
    find("answer-more").textContent = [verdict?.sentence, adapting].filter(Boolean).join(" ");
    fill(find("sticky-answer"), [...find("answer-text").cloneNode(true).childNodes]);
    const items = planItems(this.data, state.solution);
    fill(
      find("plan"),
      items.map(({ decision, text }) => element("li", {}, element("b", {}, `${decision}:`), ` ${text}.`)),
    );
  }

  sentence(state, ranking, rows, verdict) {
    const total = this.amounts.phrase(state.solution.total);
    if (!rows.length) return [`${this.data.title}: `, element("strong", {}, total)];
    if (!ranking.now && ranking.isAdaptive) return this.adaptiveSentence(state, rows[0], total);
    return this.leadSentence(rows, verdict?.ending ?? "");
  }

  get opening() {
    return this.data.considerations.length ? "Best for these weights: " : "Best for these numbers: ";
  }

  leadSentence(rows, ending) {
    const [best, next] = rows;
    const lead = [this.opening, ...strongName(best.title), ` (${this.amounts.phrase(best.total)})`];
    const namesAt = (rank) => rows.filter((row) => row !== best && row.rank === rank).map((row) => quoted(row.title));
    if (namesAt(1).length) return [...lead, `, level with ${listed(namesAt(1))}.`];
    if (!next) return [...lead, "."];
    return [...lead, `, ${this.amounts.gap(next.gap)} ahead of ${listed(namesAt(next.rank))}${ending}.`];
  }

  adaptiveSentence(state, fixed, total) {
    const gap = this.amounts.gap(state.solution.total - fixed.total);
    const plan = element("strong", {}, `choose as things turn out: ${planTitle(this.data, state.solution)}`);
    return [this.opening, plan, ` (${total}), ${gap} ahead of always ${quoted(fixed.title)}.`];
  }

  adaptingText(state, ranking) {
    const [fixed] = ranking.plans.rows;
    const gap = this.amounts.gap(state.solution.total - fixed.total);
    const than = `the best plan fixed in advance (${quoted(fixed.title)})`;
    return `Choosing the rest as things turn out is worth ${gap} more than ${than}.`;
  }

  /** Says that settings make no sense together, if they do not; what held before stays below. */
  showProblem(state) {
    find("answer").classList.toggle("trouble", Boolean(state.problem));
    if (!state.problem) return;
    const opening = element("strong", {}, "These settings do not fit together: ");
    fill(find("answer-text"), opening, `${problemText(this.data, state.problem)}.`);
    find("answer-more").textContent = "Move a number back, or undo. Below, what held before.";
  }

  /** Announces the sentence after a pause, once for all moves before it. */
  announce() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => (find("announcement").textContent = find("answer-text").textContent), PAUSE);
  }
}

function strongName(title) {
  const [open, close] = quoted("\n").split("\n");
  return [open, element("strong", {}, title), close];
}
