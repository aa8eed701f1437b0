// Question first: the reader's own choice and weights, before any result; and then both beside each other.

import { policyOf } from "../engine/policy.js";
import { TOTAL_RULES } from "../engine/total_rules.js";
import { element, fill, find } from "./elements.js";
import { listed, quoted } from "./words.js";

/** Points that every weight has while the reader is asked. */
const ALIKE = 50;

export class AskFirst {
  constructor(data, amounts, settings) {
    Object.assign(this, { data, amounts, settings });
    this.who = data.considerations.length ? "your weights" : "these numbers";
    if (!settings.firstDecision) return;
    [this.decision, this.step] = settings.firstDecision;
    fill(
      find("ask-options"),
      this.step.states.map((state) => this.option(state)),
    );
    find("ask-form").addEventListener("submit", (event) => this.answer(event));
    find("ask-first").addEventListener("click", () => this.ask());
    find("ask-stop").addEventListener("click", () => this.stop());
    this.before = this.led();
    if (settings.reader.isAsked) settings.now = this.unled();
  }

  /** The settings with the file's weights where all are still alike. */
  led() {
    const { now } = this.settings;
    const isAlike = Object.values(now.weights).every((points) => points === ALIKE);
    return isAlike ? { ...now, weights: this.settings.fileWeights() } : now;
  }

  /** The settings with all weights alike where they are the file's, so that these do not lead the reader on. */
  unled() {
    const { considerations, now } = this.settings;
    const isFiles = considerations.every(({ name, weight }) => now.weights[name] === weight);
    if (!isFiles || TOTAL_RULES[this.data.combine].standAlone) return now;
    return { ...now, weights: Object.fromEntries(considerations.map(({ name }) => [name, ALIKE])) };
  }

  option({ name, title, note }) {
    const radio = element("input", { type: "radio", name: "choice", value: name, required: true, id: `ask-${name}` });
    const titleText = element("span", { class: "title" }, title, " ");
    const text = element("span", {}, titleText, note ? element("span", { class: "help" }, note) : null);
    return element("label", { class: "option", for: `ask-${name}` }, radio, text);
  }

  ask() {
    find("ask-form").reset();
    this.settings.past = [];
    this.settings.move = null;
    this.before = this.settings.now;
    this.settings.now = this.unled();
    this.settings.introduce({ choice: "", isAsked: true });
    find("ask-title").focus();
    scrollTo(0, 0);
  }

  stop() {
    this.settings.now = this.before;
    this.settings.introduce({ isAsked: false });
    find("ask-first").focus();
  }

  answer(event) {
    event.preventDefault();
    const choice = new FormData(event.target).get("choice");
    this.settings.past = [];
    this.settings.move = null;
    this.settings.introduce({ choice, isAsked: false });
    requestAnimationFrame(() => {
      find("chosen-title").focus({ preventScroll: true });
      scrollTo(0, 0);
    });
  }

  /** Hides every result while the reader is asked. */
  hide() {
    if (!this.step) return;
    const { isAsked } = this.settings.reader;
    document.body.classList.toggle("asking", isAsked);
    find("ask").hidden = find("ask-go").hidden = !isAsked;
    find("ask-stop").hidden = Boolean(this.data.predict);
  }

  /** The reader's choice beside what the weights choose now. */
  show(state) {
    const { choice } = this.settings.reader;
    if (!this.step) return;
    find("chosen").hidden = !choice;
    if (!choice) return;
    const best = this.bestOptions(state);
    const own = this.step.states.find(({ name }) => name === choice);
    const total = this.totalOf(state, choice);
    const totals = [state.solution.total, total ?? state.solution.total];
    const written = this.amounts.common(totals).withGap(...totals);
    const side = (head, title, value) =>
      element("div", {}, element("h3", {}, head), element("p", { class: "option" }, title), element("p", {}, value));
    const ownText = total === null ? "Not on offer at these settings" : written.phrase(total);
    fill(
      find("chosen-pair"),
      side("You chose", own.title, ownText),
      side(`${this.who[0].toUpperCase()}${this.who.slice(1)} choose`, best.title, written.phrase(state.solution.total)),
    );
    find("chosen-text").textContent = this.sentence(own, best, { total, written, state });
  }

  sentence(own, best, { total, written, state }) {
    const name = quoted(own.title);
    const isSame = best.names.length === 1 && best.names[0] === own.name;
    if (isSame) return `You chose ${name}, and so do ${this.who}.`;
    const opening = `You chose ${name}, ${this.who} choose ${best.text}`;
    if (best.names.includes(own.name)) return `${opening}.`;
    const gap = total === null ? null : written.lead(written.between(state.solution.total, total));
    return gap === null ? `${opening}.` : `${opening}, ${gap} ahead.`;
  }

  /** The options that the best plan takes at this decision: `names`, a `title` and a `text` for a sentence. */
  bestOptions(state) {
    const step = this.stepIn(state);
    const choices = policyOf(state.solution).filter(({ decision }) => decision === step);
    const numbers = [...new Set(choices.flatMap(({ options }) => options))].sort((first, second) => first - second);
    const states = numbers.map((number) => this.step.states[number]);
    const isLevel = choices.length === 1 && numbers.length > 1;
    const how = isLevel ? ", which are level" : ", as things turn out";
    const text = listed(states.map(({ title }) => quoted(title)), isLevel ? "and" : "or");
    const title = listed(states.map((each) => each.title), isLevel ? "and" : "or");
    return { names: states.map(({ name }) => name), title, text: numbers.length > 1 ? text + how : text };
  }

  /** What an option leads to if it is taken whatever happens; null where it is not on offer. */
  totalOf(state, option) {
    const step = this.stepIn(state);
    const number = this.step.states.findIndex(({ name }) => name === option);
    const solution = state.solve({ [step]: option });
    const isTaken = policyOf(solution).some(({ decision, options }) => decision === step && options.includes(number));
    return isTaken ? solution.total : null;
  }

  stepIn({ structure }) {
    return structure.renames[this.decision] ?? this.decision;
  }
}
