// The story: the sequence lived through step by step, the reader choosing, lots drawn, and what came of it.

import { HistoryTree } from "../engine/history_tree.js";
import { accountOf, drawnNode, lotOf, pointsOf } from "../engine/story.js";
import { element, fill, find, swatch } from "./elements.js";
import { worth } from "./headline.js";
import { labelOf } from "./labels.js";
import { percent, quoted } from "./words.js";

/** Numbers that a new story may get. */
const STORIES = 1000;

export class StoryView {
  constructor(data, amounts) {
    Object.assign(this, { data, amounts, dialog: find("story") });
    find("play")?.addEventListener("click", () => this.open());
    find("story-close")?.addEventListener("click", () => this.dialog.close());
  }

  show(state) {
    this.state = state; // the next story is told at these settings
  }

  open() {
    this.dialog.showModal();
    this.begin(1 + Math.floor(Math.random() * STORIES));
  }

  /** From the start; the same `story` draws the same lots. */
  begin(story) {
    this.story = story;
    const solution = this.state.best ?? this.state.solution;
    this.played = { data: this.data, solution, structure: this.state.structure };
    this.tree = new HistoryTree(this.played, this.state.structure.renames);
    this.nodes = [this.tree.root];
    this.tell();
  }

  get node() {
    return this.nodes[this.nodes.length - 1];
  }

  goTo(node) {
    this.nodes.push(node);
    this.tell();
  }

  /** What has happened, and what comes next; those who hear the page are led to what has just happened. */
  tell() {
    const happened = this.nodes.length > 1 ? this.happenedText(this.node) : "";
    const before = this.nodes.slice(1, -1).map((node) => element("li", {}, this.happenedText(node)));
    const news = element("p", { class: "news", tabindex: "-1" }, happened || this.openingText());
    const next = this.node.step ? this.step() : this.ending();
    fill(
      find("story-body"),
      before.length ? element("ol", { class: "story-log", "aria-label": "So far" }, before) : null,
      news,
      next,
    );
    this.dialog.scrollTop = 0;
    news.focus();
  }

  openingText() {
    const weighed = this.data.considerations.length ? "your weights" : "the page’s numbers";
    return `You decide where there is something to choose, chance draws where events decide, and ${weighed} say what it was worth.`;
  }

  happenedText(node) {
    const { step, state, chance } = node.branch;
    const { title } = this.data.steps[step];
    if (chance === null) return `${title}: you chose ${quoted(state.title)}.`;
    return `${title}: it came to ${quoted(state.title)}, which had a chance of ${percent(chance)}.`;
  }

  step() {
    const step = this.data.steps[this.node.step];
    const branches = this.tree.branches(this.node);
    const note = step.note ? element("p", { class: "help" }, step.note) : null;
    const parts = step.decides ? this.choices(branches) : this.lot(branches);
    return element("section", {}, element("h3", {}, step.title), note, parts);
  }

  choices(branches) {
    const items = branches.map((node) => {
      const { state } = node.branch;
      const note = state.note ? element("span", { class: "help" }, state.note) : null;
      const title = element("span", { class: "title" }, state.title);
      return element("li", {}, element("button", { type: "button", onclick: () => this.goTo(node) }, title, note));
    });
    return [element("p", {}, "What do you do?"), element("ul", { class: "choices" }, items)];
  }

  lot(branches) {
    const chances = branches.map(({ branch }) => element("li", {}, `${branch.state.title}: ${percent(branch.chance)}`));
    const draw = () => this.goTo(drawnNode(branches, lotOf(this.story, this.node.step)));
    return [
      element("p", {}, "This is not yours to choose. It may come to:"),
      element("ul", { class: "chances" }, chances),
      element("button", { type: "button", class: "main", onclick: draw }, "See what happens"),
    ];
  }

  ending() {
    const [start] = this.nodes;
    const end = this.node;
    const written = this.amounts.common([...this.nodes.map(({ value }) => value), start.value - end.value]);
    const { totals } = this.played.solution;
    const expected = worth(this.data, written, { total: start.value, totals });
    const verb = totals.tables.riskTolerance === null ? "could be expected to give" : "was worth";
    return element(
      "section",
      {},
      element("h3", {}, "What came of it"),
      element("p", {}, `Your story ends with ${written.phrase(end.value)}. At the start, the best plan ${verb} ${expected}.`),
      this.accountLine(written),
      this.course(written),
      this.parts(written),
      this.again(),
    );
  }

  points() {
    return pointsOf(this.played, this.node);
  }

  account() {
    return accountOf(this.data.steps, this.nodes);
  }

  /** What the choices and what chance did; nothing where a step's value is not the mean of what follows. */
  accountLine(written) {
    const { solution } = this.played;
    if (solution.totals.tables.riskTolerance !== null || solution.limited.length) return null;
    const { choices, events } = this.account();
    const { sign } = solution.totals;
    const isFree = Math.abs(choices) < 1e-9;
    const cost = isFree ? "Your choices were the best there were" : `Your choices gave away ${written.lead(choices)}`;
    const help = sign * events < 0 ? "took" : "added";
    const luck = Math.abs(events) < 1e-9 ? "chance changed nothing" : `chance ${help} ${written.lead(events)}`;
    return element("p", {}, `${cost}; ${luck}. A good choice can end badly, and a bad one well.`);
  }

  /** What was still to be expected after each step. */
  course(written) {
    const cells = this.nodes.map((node) => [
      node.branch ? this.data.steps[node.branch.step].title : "At the start",
      node.branch ? node.branch.state.title : "",
      written.text(node.value),
    ]);
    const row = ([step, state, value]) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, step),
        element("td", { class: "text" }, state),
        element("td", {}, value),
      );
    const heads = ["Step", "What happened", "Expected then"].map((text, place) =>
      element("th", { scope: "col", class: place === 1 ? "text" : null }, text),
    );
    const table = element(
      "table",
      {},
      element("thead", {}, element("tr", {}, heads)),
      element("tbody", {}, cells.map(row)),
    );
    const region = { tabindex: "0", role: "region", "aria-label": "The course of the story as a table" };
    return element("div", { class: "scroll", ...region }, table);
  }

  /** What each consideration got out of it. */
  parts(written) {
    const { leaves } = this.data;
    if (leaves.length < 2) return null;
    const points = written.parts(this.points(), this.node.value);
    const items = leaves.map((leaf, place) => element("li", {}, swatch(place), `${labelOf(leaf)}: ${points[place]}`));
    return [element("h3", {}, "Where the points come from"), element("ul", { class: "chances" }, items)];
  }

  again() {
    const same = () => this.begin(this.story);
    const other = () => this.begin((this.story % STORIES) + 1);
    return element(
      "p",
      { class: "tools" },
      element("button", { type: "button", class: "main", onclick: same }, "Again, with the same luck"),
      element("button", { type: "button", onclick: other }, "Again, with other luck"),
      element("span", { class: "help" }, `Story ${this.story} always draws the same lots.`),
    );
  }
}
