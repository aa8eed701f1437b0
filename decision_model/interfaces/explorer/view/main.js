// Start: read the data, build the page, and follow every change in the next frame.

import { claimMargin } from "../engine/claims.js";
import { HistoryTree } from "../engine/history_tree.js";
import { ModelState } from "../engine/model_state.js";
import { numberRange } from "../engine/number_range.js";
import { policyAfterTies } from "../engine/policy.js";
import { ranked } from "../engine/ranking.js";
import { lotOf } from "../engine/story.js";
import { optimalIntervals } from "../engine/switching.js";
import { Amounts, commonAmounts } from "./amounts.js";
import { followParts } from "./address.js";
import { AnswerView } from "./answer_view.js";
import { AskFirst } from "./ask_first.js";
import { ClaimsView } from "./claims_view.js";
import { Downloads } from "./downloads.js";
import { find, NARROW } from "./elements.js";
import { InfoCard } from "./info_card.js";
import { lastMoveText } from "./last_move.js";
import { NumbersPanel } from "./numbers_panel.js";
import { planSentences, planTitles } from "./plan_words.js";
import { RankingView } from "./ranking_view.js";
import { SensitivityView } from "./sensitivity_view.js";
import { Settings } from "./settings.js";
import { StoryView } from "./story_view.js";
import { TakeAway } from "./take_away.js";
import { TreeView } from "./tree_view.js";
import { UndoButtons } from "./undo_buttons.js";
import { WeightsPanel } from "./weights_panel.js";
import { WhatIfsPanel } from "./what_ifs_panel.js";
import { amount, counted, listed, percent, wholePercents } from "./words.js";

class Explorer {
  constructor(data) {
    this.data = data;
    this.settings = new Settings(data);
    const amounts = new Amounts(data.amounts);
    this.amounts = amounts;
    this.controls = [
      new WeightsPanel(data, this.settings),
      new NumbersPanel(data, this.settings),
      new WhatIfsPanel(data, this.settings),
      new UndoButtons(this.settings),
      new TakeAway(data, this.settings),
    ];
    this.ranking = new RankingView(data, amounts);
    this.answer = new AnswerView(data, amounts);
    this.asks = new AskFirst(data, amounts, this.settings);
    this.story = new StoryView(data, amounts);
    this.views = [
      this.asks,
      this.story,
      ...[TreeView, SensitivityView].map((View) => new View(data, amounts)),
      new ClaimsView(data, amounts, this.settings),
    ];
    new Downloads(data, this.settings);
    new InfoCard();
    this.listen();
    this.refresh();
  }

  listen() {
    this.settings.listeners.push(() => this.askForFrame());
    addEventListener("resize", () => this.askForFrame());
    addEventListener("hashchange", () => {
      if (!this.settings.read(location.hash)) return;
      this.settings.open(location.hash);
      this.settings.move = null;
      this.askForFrame();
    });
    followParts();
    find("print").addEventListener("click", () => print());
  }

  askForFrame() {
    this.frame ||= requestAnimationFrame(() => this.refresh());
  }

  /** Shows the settings; where they make no sense, it says so above what held before. */
  refresh() {
    this.frame = 0;
    const next = new ModelState(this.data, this.settings.now, this.shown);
    for (const control of this.controls) control.show(next);
    const state = next.problem ? (this.shown ?? new ModelState(this.data, this.settings.start())) : next;
    this.asks.hide();
    if (this.settings.reader.isAsked) return;
    this.draw(state);
    this.answer.showProblem(next);
    this.answer.announce();
  }

  draw(state) {
    const happened = this.happened(state);
    this.shown = state;
    this.ranking.show(state);
    const statement = this.settings.isUnchanged ? this.data.statement : null;
    for (const view of this.views) view.show(state, statement);
    this.answer.show(state, this.ranking, { statement, happened });
  }

  /** What the last move did; nothing where there is none, or where settings do not fit together. */
  happened(state) {
    const { move, now } = this.settings;
    if (!move || state.settings !== now) return "";
    if (this.before?.settings !== move.before) this.before = new ModelState(this.data, move.before, this.shown);
    return this.before.problem ? "" : lastMoveText(this.data, this.amounts, { ...move, before: this.before }, state);
  }
}

/** The place of each decision's first option among all options, which gives every option its colour. */
function optionPlaces({ steps, structures }) {
  const renames = Object.assign({}, ...structures.map((structure) => structure.renames));
  const places = {};
  let count = 0;
  for (const [name, step] of Object.entries(steps)) {
    if (!step.decides || Object.values(renames).includes(name)) continue;
    places[name] = count;
    count += step.states.length;
  }
  for (const [name, early] of Object.entries(renames)) places[early] = places[name];
  return places;
}

const data = JSON.parse(find("data").textContent);
for (const structure of data.structures) structure.levels = structure.levels.map((place) => data.levels[place]);
data.optionPlaces = optionPlaces(data);
const page = new Explorer(data);
if (innerWidth < NARROW && find("whatifs")) find("whatifs").open = false;
document.documentElement.classList.add("live");

// For tests and for the curious: the same engine the page uses, at any settings.
globalThis.explorer = {
  data,
  settings: page.settings,
  stateAt: (settings) => new ModelState(data, settings),
  firstPlaces: (state, list) => page.ranking.firstPlaces.of(state, list, ranked(state, list).rows),
  headlineAt: (state) => page.answer.headline(state),
  story: page.story,
  lotOf,
  ...{ HistoryTree, claimMargin, numberRange, optimalIntervals, planSentences, planTitles, policyAfterTies, ranked },
  words: { amount, Amounts, commonAmounts, counted, listed, percent, wholePercents },
};
