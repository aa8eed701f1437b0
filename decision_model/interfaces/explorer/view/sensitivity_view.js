// Sensitivity: one number moved from end to end, the best plan on each interval, and exactly where it changes.

import { isClose } from "../engine/arithmetic.js";
import { numberRange } from "../engine/number_range.js";
import { choicesOf, clashOf } from "../engine/ranking.js";
import { optimalIntervals } from "../engine/switching.js";
import { everyConsideration, groupOf } from "../engine/value_tree.js";
import { element, fill, find } from "./elements.js";
import { labelOf } from "./labels.js";
import { LineChart } from "./line_chart.js";
import { combinationTitle, planTitles } from "./plan_words.js";
import { amount, digitsToTellApart, listed, percent, quoted } from "./words.js";

/** Plans above which only the best is drawn. */
const MOST_LINES = 40;
/** Digits that a value is written with where no more are needed to tell it from the value now. */
const LEAST_DIGITS = { percent: 1, number: 5 };

export class SensitivityView {
  constructor(data, amounts) {
    Object.assign(this, { data, amounts });
    this.choice = find("moved-number");
    this.choice.addEventListener("change", () => this.show(this.state));
    const inGroups = (consideration) => groupOf(data.considerations, consideration.name).length > 1;
    const weights = [...everyConsideration(data.considerations)].filter(inGroups);
    fill(this.choice, optionGroup("Weights", weights), optionGroup("Chances and scores", data.sliders));
    if (!weights.length && !data.sliders.length) find("sensitivity").remove();
  }

  show(state) {
    this.state = state;
    if (!this.choice.isConnected || !this.choice.value) return;
    this.moved = numberRange(state, this.choice.value);
    if (this.moved.now === null) {
      return void this.blank("A what-if sets this number; switch it off to see what moving it does.");
    }
    const { intervals, points } = optimalIntervals(state, this.moved);
    if (!intervals.length) return void this.blank("No value of this number makes sense with the others as they are.");
    this.plans = this.comparedPlans();
    const titles = planTitles(
      this.data,
      intervals.map((interval) => interval.solution),
    );
    this.intervals = intervals.map((interval, index) => {
      return { ...interval, title: this.levelTitle(interval) ?? titles[index] };
    });
    this.digits = this.digitsNeeded();
    const others = this.moved.movesAlone
      ? "Everything else stays as it is."
      : "The other weights keep their proportions.";
    find("moved-note").textContent = others;
    const svg = find("curves");
    new LineChart(this.content(points), svg.parentElement.clientWidth).paint(svg);
    fill(find("switching"), this.sentences());
  }

  blank(text) {
    fill(find("switching"), element("li", {}, text));
    find("curves").replaceChildren();
  }

  content(points) {
    const { low, high, now, title, isShare, isWeight, movesAlone } = this.moved;
    const totalAt = (value) => this.moved.at(value).solution.total;
    const switches = this.intervals.slice(1).map((interval) => [interval.from, totalAt(interval.from)]);
    const solved = points.map((point) => [point.value, point.solution.total]);
    return {
      ...{ low, high, now, totalAt },
      title: `Totals as ${quoted(title)} changes`,
      axisTitle: isWeight && !movesAlone ? `Share of the weight given to ${quoted(title)}` : title,
      lines: this.planLines(points),
      best: [...solved, ...switches].sort(([first], [second]) => first - second),
      intervals: this.intervals,
      texts: {
        value: (value) => this.valueText(value),
        tick: (value) =>
          isShare ? percent(Number(value.toPrecision(6)), 4) : amount(Number(value.toPrecision(6)), 6),
        total: (total) => this.amounts.text(total),
        unit: this.amounts.unit,
      },
      steps: { ofValue: isShare ? 0.01 : 1, ofTotal: this.amounts.factor },
    };
  }

  /** The plans fixed in advance that can be taken; none where there are too many to draw. */
  comparedPlans() {
    const rows = this.state.structure.plans?.rows ?? [];
    return rows.length > MOST_LINES ? [] : rows.filter((row) => !clashOf(this.state, row));
  }

  planLines(points) {
    const totals = (row) => points.map((point) => [point.value, point.state.solve(choicesOf(row)).total]);
    return this.plans.map(totals);
  }

  /** A title for plans that are level all over an interval; null where one alone is best. */
  levelTitle({ from, to }) {
    const states = [1 / 3, 2 / 3].map((part) => this.moved.at(from + part * (to - from)));
    const isLevel = (row) => states.every((state) => isClose(state.solve(choicesOf(row)).total, state.solution.total));
    const level = this.plans.filter(isLevel).map((row) => quoted(combinationTitle(this.data, row.options)));
    return level.length > 1 ? `${listed(level)}, level` : null;
  }

  /** One sentence an interval, however short it is. */
  sentences() {
    const { now } = this.moved;
    return this.intervals.map((interval, index) => {
      const place = this.intervals.length > 1 ? `${index + 1}. ` : "";
      const range = element("b", {}, this.rangeText(interval));
      const [mark, here] = now >= interval.from && now <= interval.to ? ["here", " (now)"] : [null, ""];
      return element("li", { class: mark }, place, range, `: ${interval.title}`, here);
    });
  }

  rangeText(interval) {
    const isFirst = interval === this.intervals[0];
    const isLast = interval === this.intervals[this.intervals.length - 1];
    if (isFirst && isLast) return "Throughout";
    if (isFirst) return `Up to ${this.valueText(interval.to)}`;
    if (isLast) return `From ${this.valueText(interval.from)}`;
    return `From ${this.valueText(interval.from)} to ${this.valueText(interval.to)}`;
  }

  valueText(value, digits = this.digits) {
    return this.moved.isShare ? percent(value, digits) : amount(value, digits);
  }

  /** As many digits as it takes for no switching value to read like the value now. */
  digitsNeeded() {
    const switches = this.intervals.slice(1).map((interval) => interval.from);
    const least = this.moved.isShare ? LEAST_DIGITS.percent : LEAST_DIGITS.number;
    return digitsToTellApart(this.moved.now, switches, (value, digits) => this.valueText(value, digits), least);
  }
}

function optionGroup(label, items) {
  if (!items.length) return null;
  return element(
    "optgroup",
    { label },
    items.map((item) => element("option", { value: item.name }, labelOf(item))),
  );
}
