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
