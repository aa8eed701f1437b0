// The answer in one sentence, and the best plan in words.

import { element, fill, find } from "./elements.js";
import { bestPlanHeadline, calledOf, capitalCalled, givenPlanHeadline, namesOfBest } from "./headline.js";
import { namedNumber } from "./labels.js";
import { planItems } from "./plan_words.js";
import { problemText } from "./problem_words.js";
import { amount, listed, quoted, sentence } from "./words.js";

/** How long the reader has to pause before the answer is announced to those who hear it, in milliseconds. */
const PAUSE = 700;

/** Moved numbers that the sentence names at most. */
const MOST_NUMBERS = 3;

export class AnswerView {
  constructor(data, amounts) {
    Object.assign(this, { data, amounts });
    const update = (entries) => (find("sticky-answer").hidden = entries[entries.length - 1].isIntersecting);
    new IntersectionObserver(update).observe(find("answer"));
  }

  /**
   * `statement` is what Python says of the file's own numbers; null at any others. `happened` says what was moved just
   * now, and what came of it.
   */
  show(state, ranking, { statement, happened }) {
    const headline = statement?.headline ?? sentence(this.headline(state));
    const assumed = assumedText(this.data, state);
    find("just-happened").textContent = happened;
    const continued = assumed ? uncapitalised(headline) : headline;
    fill(find("answer-text"), assumed, emphasised(continued, namesOfBest(this.data, state.solution)));
    const adapting = ranking.isAdaptive ? this.adaptingText(state, ranking) : "";
    find("answer-more").textContent = [statement?.verdict, adapting].filter(Boolean).join(" ");
    for (const name of document.querySelectorAll(".plan-called")) {
      name.textContent = name.classList.contains("Capital") ? capitalCalled(state) : calledOf(state);
    }
    fill(find("sticky-answer"), [...find("answer-text").cloneNode(true).childNodes]);
    const items = planItems(this.data, state.solution);
    fill(
      find("plan"),
      items.map(({ decision, text }) => element("li", {}, element("b", {}, `${decision}:`), ` ${text}.`)),
    );
  }

  headline(state) {
    const { data, amounts } = this;
    return state.best ? givenPlanHeadline(data, amounts, state) : bestPlanHeadline(data, amounts, state.solution);
  }

  adaptingText(state, ranking) {
    const { written } = ranking;
    const [fixed] = ranking.plans.rows;
    const gap = written.lead(written.between(state.solution.total, fixed.total));
    return `Choosing as things turn out is worth ${gap} more than the best plan fixed in advance, ${quoted(fixed.title)}.`;
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
    const texts = () => ["just-happened", "answer-text"].map((id) => find(id).textContent);
    this.pause = setTimeout(() => (find("announcement").textContent = texts().filter(Boolean).join(" ")), PAUSE);
  }
}

/** A sentence as it goes on after other words; a name, which stands between quotation marks, is left as it is. */
const uncapitalised = (text) => text[0].toLowerCase() + text.slice(1);

/** `Under the what-if ‘A’ and with p at 40%, `: what the sentence after it assumes; null at the file's own numbers. */
function assumedText(data, { settings, replaced }) {
  const titles = data.whatIfs.filter(({ name }) => settings.whatIfs.includes(name)).map(({ title }) => quoted(title));
  const valueOf = ({ name, base }) => settings.numbers[name] ?? base;
  const moved = data.sliders.filter((slider) => !(slider.name in replaced) && valueOf(slider) !== slider.base);
  const values = moved.map((slider) => {
    const value = amount(valueOf(slider) * (slider.isChance ? 100 : 1));
    return `${namedNumber(slider)} at ${value}${slider.isChance ? "%" : ""}`;
  });
  const under = titles.length ? `under the what-if${titles.length > 1 ? "s" : ""} ${listed(titles)}` : "";
  const numbers = values.length ? `with ${listed(values, "and", MOST_NUMBERS)}` : "";
  const text = [under, numbers].filter(Boolean).join(" and ");
  return text ? `${text[0].toUpperCase()}${text.slice(1)}, ` : null;
}

/** A sentence with the first of these names that it quotes set in bold. */
function emphasised(text, names) {
  const name = names.find((candidate) => text.includes(quoted(candidate)));
  if (name === undefined) return [text];
  const start = text.indexOf(quoted(name)) + 1;
  return [text.slice(0, start), element("strong", {}, name), text.slice(start + name.length)];
}
