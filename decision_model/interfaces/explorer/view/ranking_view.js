// The ranking: what competes, best first, with what each consideration adds.

import { isClose } from "../engine/arithmetic.js";
import { FirstPlaces } from "../engine/first_places.js";
import { isAdaptive, ranked } from "../engine/ranking.js";
import { BarScale, contributionBar, differences, gapBar, toldByGaps } from "./contribution_bar.js";
import { element, fill, find, hiddenText } from "./elements.js";
import { capitalCalled } from "./headline.js";
import { explained } from "./info_card.js";
import { labelOf, shortOf } from "./labels.js";
import { combinationTitle, planTitle } from "./plan_words.js";
import { exclusionText } from "./problem_words.js";
import { counted, percent } from "./words.js";

export class RankingView {
  constructor(data, amounts) {
    Object.assign(this, { data, amounts, firstPlaces: new FirstPlaces(data), wantsWhole: false });
    find("bars-kind").addEventListener("click", () => this.turnBars());
  }

  /** Ranks the choices to be made now (`now`) and the plans fixed in advance (`plans`), as far as there are any. */
  rank(state) {
    const { plans, now } = state.structure;
    this.now = now ? this.titled(state, now) : null;
    this.plans = plans ? this.titled(state, plans) : null;
    this.isAdaptive = this.plans ? isAdaptive(state, this.plans.rows) : false;
  }

  /** A list ranked, each row with its titles and how often it comes first. */
  titled(state, list) {
    const { rows, excluded } = ranked(state, list);
    const places = this.firstPlaces.of(state, list, rows);
    const withTitle = (row) => {
      const short = combinationTitle(this.data, row.options, shortOf);
      return { ...row, title: combinationTitle(this.data, row.options), short };
    };
    const withShare = (row, place) => ({ ...withTitle(row), first: places ? firstText(places, place) : "" });
    return { rows: rows.map(withShare), excluded: excluded.map(withTitle) };
  }

  /** From gaps to whole totals, or back. */
  turnBars() {
    this.wantsWhole = !this.wantsWhole;
    this.show(this.state);
  }

  show(state) {
    this.state = state;
    this.rank(state);
    const whole = [...(this.isAdaptive ? [this.bestPlanRow(state)] : []), ...(this.plans?.rows ?? [])];
    const rows = [...(this.now?.rows ?? []), ...whole];
    this.chooseBars([this.now?.rows ?? [], whole].filter((list) => list.length));
    this.written = this.listAmounts(whole.length ? whole : rows);
    if (!this.written.weighted) find("totals-unit").textContent = unitText(this.written);
    this.fillLists(rows, whole);
  }

  fillLists(rows, whole) {
    fill(
      find("ranking-lists"),
      this.now ? this.list("What to choose now", "Every later choice at its best.", this.now) : null,
      this.plans ? this.planList(whole) : null,
    );
    fill(find("ranking-table"), this.table(rows));
  }

  /** Gaps where totals are close, unless the reader wants whole totals; `lists` are the rows of each list. */
  chooseBars(lists) {
    const areClose = lists.some(toldByGaps);
    this.areGaps = areClose && !this.wantsWhole;
    const stacks = lists.map((rows) => rows.map((row) => this.parts(row, rows[0])));
    this.scale = new BarScale(stacks.flat());
    find("bars-note").hidden = !areClose;
    const [gapText, wholeText] = [
      "The totals are close together, so each bar shows how far a total is behind the first: left of the line what it " +
        "loses against that, right of it what it gains, and the blue tick what these come to.",
      "The totals are close together; each bar shows a whole total.",
    ];
    find("bars-note").firstElementChild.textContent = this.wantsWhole ? wholeText : gapText;
    find("bars-kind").textContent = this.wantsWhole ? "Show the gaps" : "Show whole totals";
  }

  bar(row, leader) {
    return (this.areGaps ? gapBar : contributionBar)(this.parts(row, leader), this.scale);
  }

  /** What the bar of a row is made of. */
  parts({ solution }, leader) {
    const { contributions } = solution;
    return this.areGaps ? differences(contributions, leader.solution.contributions) : contributions;
  }

  bestPlanRow(state) {
    const { solution } = state;
    const [title, short] = [labelOf, shortOf].map((titleOf) => planTitle(this.data, solution, undefined, titleOf));
    return { title, short, solution, total: solution.total, isBestPlan: true, called: capitalCalled(state), rank: 1 };
  }

  planList(rows) {
    const adaptive = "The best plan chooses as things turn out; the others do the same whatever happens.";
    return this.list(this.now ? "Whole plans" : "", this.isAdaptive ? adaptive : "", { ...this.plans, rows });
  }

  /** How the totals of a list are written: as Python's `rank` does, the lead of the first as the two totals are apart. */
  listAmounts(rows) {
    if (!rows.length) return this.amounts;
    const [first] = rows;
    const written = this.amounts.common(rows.flatMap(({ total }) => [total, Math.abs(total - first.total)]));
    const behind = rows.find((row) => !isClose(row.total, first.total));
    return behind ? written.withGap(first.total, behind.total) : written;
  }

  list(heading, note, { rows, excluded }) {
    const written = this.listAmounts(rows);
    const unit = written.unit === this.written.unit ? "" : `${unitText(written)}.`;
    const notes = [note, unit].filter(Boolean).join(" ");
    return element(
      "section",
      { class: "ranked" },
      heading ? element("h3", {}, heading) : null,
      notes ? element("p", { class: "help" }, notes) : null,
      element(
        "ol",
        { role: "list" },
        rows.map((row) => this.row(row, rows[0], written)),
      ),
      excluded.length ? this.excludedList(excluded) : null,
    );
  }

  row(row, leader, written) {
    const leads = row === leader || (row.rank === 1 && !leader.isBestPlan);
    const tag = row.isBestPlan ? [element("span", { class: "tag" }, row.called), " "] : [];
    const item = element(
      "li",
      { class: leads ? "lead" : null },
      element("span", { class: "rank" }, row.isBestPlan ? "★" : `${row.rank}.`),
      element("span", { class: "name" }, ...tag, ...nameTexts(row)),
      this.bar(row, leader),
      element("span", { class: "total" }, hiddenText("total "), written.text(row.total)),
      element("span", { class: "gap" }, ...gapTexts(row, leader, written)),
      element("span", { class: "first-share" }, row.first ?? ""),
    );
    return explained(item, () => ({ title: row.title, text: this.partLines(row, written) }));
  }

  partLines({ solution }, written) {
    const parts = written.parts(solution.contributions, solution.total);
    return this.data.leaves.map((leaf, index) => `${labelOf(leaf)}: ${parts[index]}`);
  }

  excludedList(excluded) {
    const items = excluded.map((row) => element("li", {}, `${row.title}: ${exclusionText(row)}`));
    const summary = element("summary", {}, `${counted(excluded.length, "combination")} cannot be taken`);
    return element("details", { class: "excluded" }, summary, element("ul", {}, items));
  }

  table(rows) {
    const written = this.listAmounts(rows);
    const titles = ["Plan", written.head("Total")].map((title) => element("th", { scope: "col" }, title));
    const head = element("tr", {}, titles, this.data.leaves.map(columnHead));
    const body = rows.map(({ title, total, solution }) => {
      const cells = [written.text(total), ...written.parts(solution.contributions, solution.total)];
      return element(
        "tr",
        {},
        element("th", { scope: "row" }, title),
        cells.map((cell) => element("td", {}, cell)),
      );
    });
    return element("table", {}, element("thead", {}, head), element("tbody", {}, body));
  }
}

/** What totals in a unit of their own are counted in. */
const unitText = ({ unit }) => (unit ? `Totals in ${unit}` : "Totals");

/** `first in 12%`; `first in about 12%` where draws were counted that do not all agree; nothing where it is stale. */
function firstText({ shares, source }, place) {
  if (source === "file") return "";
  const isRough = source === "counted" && shares[place] > 0 && shares[place] < 1;
  return `first in ${isRough ? "about " : ""}${percent(shares[place], 0)}`;
}

/** A column's head: short on the screen, in full for the ear and where it is pointed at. */
function columnHead(leaf) {
  const [full, short] = [labelOf(leaf), shortOf(leaf)];
  const further = short === full ? {} : { title: full, "aria-label": full };
  return element("th", { scope: "col", ...further }, short);
}

/** A row's title; on narrow screens its short one is seen instead, and the full one is heard. */
function nameTexts({ title, short }) {
  if (short === title) return [title];
  return [
    element("span", { class: "full-name" }, title),
    element("span", { class: "short-name", title, "aria-hidden": "true" }, short),
  ];
}

/** How far a total is from the first, as the difference of the two as they are written. */
function gapTexts(row, leader, written) {
  if (row === leader) return [];
  if (isClose(row.total, leader.total)) return ["level"];
  const size = written.between(row.total, leader.total);
  const isMore = row.total > leader.total;
  return [hiddenText("against the first "), isMore ? `+${written.part(size)}` : written.part(-size)];
}
