// Amounts: totals, parts and differences as the page writes them, with their unit where a sentence needs it.

import { CLOSE } from "../engine/arithmetic.js";
import { decimalText, MINUS, numberText, roundedTogether } from "./words.js";

/** How the totals of a page are written: divided by `factor`, with `decimals`, and the word (`million`) that says so. */
export class Amounts {
  constructor({ factor, decimals, word, unit }, isWeighted) {
    Object.assign(this, { factor, decimals, word, unit, isWeighted });
  }

  /** A bare number that stands alone; one that is too small for the common form is written in full. */
  text(value) {
    const scaled = this.scaled(value);
    if (scaled !== 0 && this.isTooSmall(scaled)) return numberText(Number(value.toPrecision(9)), 4);
    return this.word && scaled !== 0 ? `${this.axisText(value)} ${this.word}` : this.axisText(value);
  }

  /** A bare number beside others of the same kind, whose common factor `axisUnit` gives. */
  axisText(value) {
    return decimalText(this.scaled(value), this.decimals);
  }

  get axisUnit() {
    return [this.word, this.unit].filter(Boolean).join(" ");
  }

  /** Rounded so that equal totals look equal, however they were summed. */
  scaled(value) {
    return Number((value / this.factor).toFixed(9));
  }

  isTooSmall(scaled) {
    return Math.abs(scaled) < (this.word ? 1 : 0.5 * 10 ** -this.decimals);
  }

  /** A number with its unit, for sentences. */
  phrase(value) {
    return this.isWeighted ? this.text(value) : `${this.text(value)} ${this.unit}`.trim();
  }

  /** A difference with its unit; one too small to show says so. */
  gap(value) {
    const least = this.factor * 10 ** -this.decimals;
    const size = Math.abs(value);
    const text = size > 0 && size < least / 2 ? `less than ${this.text(least)}` : this.text(size);
    const noun = this.isWeighted ? (text === this.text(1) ? "point" : "points") : this.unit;
    return `${text} ${noun}`.trim();
  }

  /** Parts of a total, rounded so that what is printed adds up; one that is there but rounds to 0 says so. */
  parts(values) {
    const unit = this.factor * 10 ** -this.decimals;
    return roundedTogether(values.map((value) => value / unit)).map((count, index) => {
      const isLost = count === 0 && Math.abs(values[index]) > CLOSE * this.factor;
      if (!isLost) return this.text(count * unit);
      return values[index] > 0 ? `<${this.text(unit)}` : `>${MINUS}${this.text(unit)}`;
    });
  }
}
