// Bars of contributions: parts above 0 to the right of it, parts below to the left.

import { sum } from "../engine/arithmetic.js";
import { element, fillClasses } from "./elements.js";

/** From totals to percent of a bar's width, the same for all bars of the page. */
export class BarScale {
  /** @param {number[][]} stacks the parts of every bar */
  constructor(stacks) {
    const sumOf = (parts, sign) => sum(parts.filter((part) => part * sign > 0));
    this.low = Math.min(0, ...stacks.map((parts) => sumOf(parts, -1)));
    this.high = Math.max(0, ...stacks.map((parts) => sumOf(parts, 1)));
    if (this.high === this.low) this.high = this.low + 1;
  }

  at(value) {
    return (100 * (value - this.low)) / (this.high - this.low);
  }
}

/** Share of the longest bar below which two bars look equally long, as on the slides. */
const CLOSE_BARS = 0.05;

/** Parts that differ by no more than this of the largest are alike. */
const SAME_PART = 1e-9;

/** Whether bars show distances to the leader: where the nearest row that is behind is so by little, as bars go. */
export function toldByGaps(rows) {
  const behind = rows.slice(1).map(({ total }) => Math.abs(total - rows[0].total)).filter((gap) => gap > SAME_PART);
  const { low, high } = new BarScale(rows.map(({ solution }) => solution.contributions));
  return behind.length > 0 && Math.min(...behind) < CLOSE_BARS * (high - low);
}

/** What each part adds to a total more, or less, than it adds to the leader's; 0 where it is alike. */
export function differences(parts, leader) {
  const noise = SAME_PART * Math.max(1, ...[...parts, ...leader].map(Math.abs));
  return parts.map((part, place) => (Math.abs(part - leader[place]) > noise ? part - leader[place] : 0));
}

/** A bar of differences to the leader, which stands at the upright line; a tick says what they come to in sum. */
export function gapBar(parts, scale) {
  const bar = contributionBar(parts, scale, ["bar", "gaps", ...(parts.some(Boolean) ? [] : ["none"])]);
  if (scale.low === 0) bar.append(lineAt(scale.at(0), ""));
  if (parts.some((part) => part > 0) && parts.some((part) => part < 0)) bar.append(lineAt(scale.at(sum(parts)), "sum"));
  return bar;
}

function lineAt(place, name) {
  const line = element("b", name ? { class: name } : {});
  line.style.left = `${place}%`;
  return line;
}

export function contributionBar(parts, scale, classes = ["bar"]) {
  const bar = element("span", { class: classes.join(" "), "aria-hidden": "true" });
  const ends = { positive: 0, negative: 0 };
  parts.forEach((part, place) => {
    if (!part) return;
    const side = part > 0 ? "positive" : "negative";
    const from = ends[side];
    ends[side] += part;
    const piece = element("i", { class: `${fillClasses(place)} ${part < 0 ? "less" : ""}`.trim() });
    piece.style.left = `${scale.at(Math.min(from, from + part))}%`;
    piece.style.width = `${scale.at(Math.abs(part)) - scale.at(0)}%`;
    bar.append(piece);
  });
  if (scale.low < 0) bar.append(lineAt(scale.at(0), ""));
  return bar;
}
