// Bars of contributions: parts above 0 to the right of it, parts below to the left.

import { sum } from "../engine/arithmetic.js";
import { element, fillClasses } from "./elements.js";

/** From totals to percent of a bar's width, the same for all bars of the page. */
export class BarScale {
  /** @param {number[][]} stacks the parts of every bar */
  constructor(stacks) {
    const sumOf = (parts, sign) => sum(parts.filter((part) => part * sign > 0));
    this.low = Math.min(0, ...stacks.map((parts) => sumOf(parts, -1)));
    this.high = Math.max(0, ...stacks.map((parts) => sumOf(parts, 1))) || 1;
  }

  at(value) {
    return (100 * (value - this.low)) / (this.high - this.low);
  }
}

/** Totals whose spread is a smaller part than this of the largest look alike as bars, and are drawn as gaps. */
const CLOSE_PART = 1 / 4;

/** Whether totals are so close, beside their size, that bars from 0 would look alike. */
export function lookAlike(totals) {
  const spread = Math.max(...totals) - Math.min(...totals);
  return totals.length > 1 && spread > 0 && spread < CLOSE_PART * Math.max(...totals.map(Math.abs));
}

/** A bar from the right end, where the first stands, as long as a total lies behind it; `part` from 0 to 1. */
export function gapBar(part) {
  const bar = element("span", { class: part > 0 ? "bar gaps" : "bar gaps none", "aria-hidden": "true" }, element("b", {}));
  const piece = element("i", {});
  piece.style.width = `${100 * part}%`;
  if (part > 0) bar.append(piece);
  return bar;
}

export function contributionBar(parts, scale) {
  const bar = element("span", { class: "bar", "aria-hidden": "true" });
  const ends = { positive: 0, negative: 0 };
  parts.forEach((part, place) => {
    if (!part) return;
    const side = part > 0 ? "positive" : "negative";
    const from = ends[side];
    ends[side] += part;
    const piece = element("i", { class: fillClasses(place) });
    piece.style.left = `${scale.at(Math.min(from, from + part))}%`;
    piece.style.width = `${scale.at(Math.abs(part)) - scale.at(0)}%`;
    bar.append(piece);
  });
  if (scale.low < 0) {
    const zeroLine = element("b", {});
    zeroLine.style.left = `${scale.at(0)}%`;
    bar.append(zeroLine);
  }
  return bar;
}
