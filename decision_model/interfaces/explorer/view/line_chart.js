// A chart of totals against one number: plans as thin lines, the best of them as a thick one, and where it changes.

import { CLOSE, range } from "../engine/arithmetic.js";
import { shape } from "./elements.js";
import { textWidth, wrappedLines } from "./text_width.js";

const MARGIN = { left: 46, right: 14, top: 40, bottom: 58 };
const HEIGHT = 310;
const NARROWEST_CHART = 200;
const NAME_FONT = "600 12px system-ui, sans-serif";
const AXIS_FONT = "12px system-ui, sans-serif";
const NAME_LINE = 15;

/**
 * What is drawn.
 *
 * @typedef {Object} ChartContent
 * @property {number} low @property {number} high @property {number} now
 * @property {string} title @property {string} axisTitle
 * @property {Array<Array<[number, number]>>} lines points (value, total) of each plan
 * @property {Array<[number, number]>} best points of the best plan
 * @property {{from: number, to: number, title: string}[]} intervals
 * @property {Function} totalAt the best total at a value
 * @property {Object} texts `value(number)`, `tick(number)`, `total(number)` as they are written, and `unit` of totals
 * @property {{ofValue: number, ofTotal: number}} steps what ticks are multiples of
 */
export class LineChart {
  /** @param {ChartContent} content */
  constructor(content, room) {
    this.content = content;
    const totals = [...content.lines.flat(), ...content.best].map(([, total]) => total);
    this.ticks = niceTicks(Math.min(...totals), Math.max(...totals), 5, content.steps.ofTotal);
    const widest = Math.max(...this.ticks.map((tick) => textWidth(content.texts.total(tick), AXIS_FONT)));
    this.width = Math.max(NARROWEST_CHART, room);
    this.left = Math.max(MARGIN.left, Math.ceil(widest) + 12);
    this.right = this.width - MARGIN.right;
    this.bottom = HEIGHT - MARGIN.bottom;
  }

  x(value) {
    const { low, high } = this.content;
    return this.left + ((value - low) / (high - low)) * (this.right - this.left);
  }

  y(total) {
    const [lowest, highest] = [this.ticks[0], this.ticks[this.ticks.length - 1]];
    return this.bottom - ((total - lowest) / (highest - lowest || 1)) * (this.bottom - MARGIN.top);
  }

  paint(svg) {
    const { title, lines, best, intervals, totalAt } = this.content;
    svg.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
    svg.setAttribute("width", this.width);
    svg.setAttribute("height", HEIGHT);
    const dot = (value) => shape("circle", { class: "dot", cx: this.x(value), cy: this.y(totalAt(value)), r: 5 });
    svg.replaceChildren(
      shape("title", {}, title),
      ...this.totalAxis(),
      ...this.valueAxis(),
      ...lines.map((line) => shape("path", { class: "line", d: this.path(line) })),
      shape("path", { class: "envelope", d: this.path(best) }),
      ...this.nowLine(),
      ...intervals.slice(1).map((interval) => dot(interval.from)),
      ...intervals.flatMap((interval, place) => this.intervalName(interval, place)),
    );
  }

  path(points) {
    return `M${points.map(([value, total]) => `${this.x(value).toFixed(2)} ${this.y(total).toFixed(2)}`).join("L")}`;
  }

  totalAxis() {
    const { texts } = this.content;
    const unit = texts.unit ? [shape("text", { class: "axis", x: 0, y: 14 }, texts.unit)] : [];
    const labelled = (tick) => [
      shape("path", { class: "grid", d: `M${this.left} ${this.y(tick)}H${this.right}` }),
      this.axisText(texts.total(tick), this.left - 8, this.y(tick) + 4, "end"),
    ];
    return [...this.ticks.flatMap(labelled), ...unit];
  }

  valueAxis() {
    const { low, high, texts, steps, axisTitle } = this.content;
    const room = this.right - this.left;
    const ticks = niceTicks(low, high, room < 420 ? 3 : 5, steps.ofValue);
    const inside = ticks.filter((tick) => tick >= low - CLOSE && tick <= high + CLOSE);
    const anchor = (tick) => (this.x(tick) > this.right - 16 ? "end" : "middle");
    const labels = inside.map((tick) => this.axisText(texts.tick(tick), this.x(tick), this.bottom + 18, anchor(tick)));
    const [first, second, ...more] = wrappedLines(axisTitle, AXIS_FONT, room);
    const lines = [first, more.length ? `${second} …` : second].filter(Boolean);
    const middle = (this.left + this.right) / 2;
    return [...labels, ...lines.map((line, row) => this.axisText(line, middle, this.bottom + 37 + 14 * row, "middle"))];
  }

  axisText(text, x, y, anchor) {
    return shape("text", { class: "axis", x, y, "text-anchor": anchor }, text);
  }

  nowLine() {
    const { now, texts } = this.content;
    const at = this.x(now);
    const isAtEnd = at > this.width - 90;
    const place = { x: at + (isAtEnd ? -6 : 6), y: this.bottom - 6, "text-anchor": isAtEnd ? "end" : "start" };
    return [
      shape("path", { class: "now", d: `M${at} ${MARGIN.top - 12}V${this.bottom}` }),
      shape("text", { class: "axis strong", ...place }, `now ${texts.value(now)}`),
    ];
  }

  /** An interval is named above its line where there is room, and by its place in the list below otherwise. */
  intervalName({ from, to, title }, place) {
    const room = this.x(to) - this.x(from) - 14;
    const named = wrappedLines(title, NAME_FONT, Math.min(room, 260));
    const fits = named.length <= 3 && named.every((line) => textWidth(line, NAME_FONT) <= room);
    if (!fits && (room < 4 || this.content.intervals.length === 1)) return [];
    const lines = fits ? named : [String(place + 1)];
    const middle = (from + to) / 2;
    const half = Math.max(...lines.map((line) => textWidth(line, NAME_FONT))) / 2 / (this.x(1) - this.x(0));
    const below = [middle - half, middle, middle + half].map((value) => Math.min(Math.max(value, from), to));
    const highest = Math.min(...below.map((value) => this.y(this.content.totalAt(value))));
    const first = Math.max(14, highest - 10 - NAME_LINE * (lines.length - 1));
    const at = (row) => ({ x: this.x(middle), y: first + NAME_LINE * row, "text-anchor": "middle" });
    return lines.map((line, row) => shape("text", { class: "name", ...at(row) }, line));
  }
}

/** Multiples of 1, 2 or 5 times a power of ten (and of `unit`) from below `low` to above `high`, about `count` of them. */
function niceTicks(low, high, count, unit) {
  const span = Math.max((high - low) / unit, 1e-9);
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((multiple) => multiple * power).find((multiple) => multiple >= rough) * unit;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return range(last - first + 1).map((index) => (first + index) * step);
}
