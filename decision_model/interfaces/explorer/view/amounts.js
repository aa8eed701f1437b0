// Amounts: totals, parts and differences, with their unit where a sentence needs it; as Python's `words/amounts.py`.

import { sum } from "../engine/arithmetic.js";
import { addingUp, amount, LARGE, powerOfTen, SAME_WITHIN, stepsOf, unrounded, writtenSteps } from "./words.js";

const THOUSANDS = [
  [1e12, "trillion"],
  [1e9, "billion"],
  [1e6, "million"],
];
/** Below this even the largest value is written as a multiple of a power of ten. */
const SMALLEST_PLAIN = 1e-3;
const MOST_DECIMALS = 6;
/** Decimals that totals get at most for their gap to be their difference as written. */
const GAP_DECIMALS = 3;
/** Decimals that the smallest of scaled numbers may need; where it needs more, all are written out in full. */
const SCALED_DECIMALS = 3;

/**
 * How totals are written: divided by `factor`, with `decimals`, in `unit`.
 *
 * `unit` begins with `scale`, the word for the factor (`million`); `own` is the file's; what is not larger than
 * `noise` is written as 0.
 */
export class Amounts {
  constructor({ factor, decimals, unit, weighted, scale, noise, own }) {
    Object.assign(this, { factor, decimals, unit, weighted, scale, noise, own });
  }

  /** The common way to write these totals; those of weighted considerations are always of 100. */
  common(values) {
    return this.weighted ? this : commonAmounts(values, this.own);
  }

  /** The bare number; one too small for the decimals is written with digits of its own. */
  text(value) {
    const steps = this.steps(value);
    if (steps === null || (steps === 0 && Math.abs(value) > this.noise)) return amount(value / this.factor);
    return this.written(steps);
  }

  /** The bare number among others; one that is not 0 but too small to show says so: `<0.1`. */
  part(value) {
    const steps = this.steps(value);
    return steps === null ? this.text(value) : this.stepped(steps, value);
  }

  /** The number with its unit, for sentences: `58.4 of 100`, `1.2 million USD`. */
  phrase(value) {
    return this.inUnit(this.text(value));
  }

  /** The number without its unit, but with the word for its scale: `−2.5 million`. */
  scaled(value) {
    return `${this.text(value)} ${this.scale}`.trim();
  }

  /** The size of a difference with its unit; one too small to show says so. */
  gap(value) {
    const size = this.size(value);
    return size.startsWith("<") ? `less than ${this.inUnit(size.slice(1))}` : this.inUnit(size);
  }

  /** The size of a difference without its unit, but with the word for its scale. */
  bare(value) {
    return `${this.size(value).replace("<", "less than ")} ${this.scale}`.trim();
  }

  /** The size of a difference inside a sentence: `0.8` where totals are of 100, `2.5 million USD` in a unit. */
  lead(value) {
    return this.weighted ? this.bare(value) : this.gap(value);
  }

  /** The size of a difference with its unit, which is points where totals are of 100: `0.8 points`. */
  difference(value) {
    return this.weighted ? `${this.bare(value)} points` : this.gap(value);
  }

  /** What stands over a column or along an axis: `Total, of 100`, `Total, million USD`. */
  head(caption) {
    return [caption, this.weighted ? "of 100" : this.unit].filter(Boolean).join(", ");
  }

  /** Parts written so that they add up to the total as it is written; one that then has no step of its own says so. */
  parts(values, total) {
    const whole = this.steps(total);
    const exact = values.map((value) => this.exact(value));
    const addsUp = whole !== null && Math.abs(sum(exact) - this.exact(total)) <= 1;
    if (!addsUp) return values.map((value) => this.text(value));
    const isThere = values.map((value) => Math.abs(value) > this.noise);
    return addingUp(exact, whole, isThere).map((steps, place) => this.stepped(steps, values[place]));
  }

  /** How far two totals are apart as they are written; less than half a step where they only look alike. */
  between(first, second) {
    const step = this.factor / 10 ** this.decimals;
    const rounded = (value) => (this.steps(value) === null ? value : this.steps(value) * step);
    const apart = Math.abs(rounded(first) - rounded(second));
    if (apart >= step / 2 || Math.abs(first - second) <= this.noise) return apart;
    return Math.min(Math.abs(first - second), step / 4);
  }

  /** These amounts with as few more decimals as it takes for a gap to be the difference of two totals as written. */
  withGap(first, second) {
    for (let decimals = this.decimals; decimals <= GAP_DECIMALS; decimals++) {
      const finer = new Amounts({ ...this, decimals });
      if (finer.subtracts(first, second)) return finer;
    }
    return this;
  }

  /** Whether two totals as written are as far apart as their difference as written, which shows if it is not 0. */
  subtracts(first, second) {
    const [firstSteps, secondSteps, gap] = [first, second, first - second].map((value) => this.steps(value));
    if ([firstSteps, secondSteps, gap].includes(null)) return true;
    return firstSteps - secondSteps === gap && (gap !== 0 || Math.abs(first - second) <= this.noise);
  }

  /** A value written as so many units of the last decimal; one that is not 0 but has none is less than one. */
  stepped(steps, value) {
    if (steps || Math.abs(value) <= this.noise) return this.written(steps);
    return value > 0 ? `<${this.written(1)}` : `>${this.written(-1)}`;
  }

  /** How many units of the last decimal a value is written as, halves away from 0; null where it is too large. */
  steps(value) {
    const size = Math.abs(value) / this.factor;
    if (!(size < LARGE)) return null;
    const steps = stepsOf(size, this.decimals);
    return value > 0 ? steps : -steps;
  }

  /** So many units of the last decimal. */
  written(steps) {
    return writtenSteps(steps, this.decimals);
  }

  exact(value) {
    if (Math.abs(value) <= this.noise) return 0;
    return unrounded((value / this.factor) * 10 ** this.decimals);
  }

  inUnit(text) {
    return this.weighted ? `${text} of 100` : `${text} ${this.unit}`.trim();
  }

  size(value) {
    const isLost = this.steps(value) === 0 && Math.abs(value) > this.noise;
    return isLost ? `<${this.written(1)}` : this.text(Math.abs(value));
  }
}

/** The common way to write totals in a unit of their own. */
export function commonAmounts(values, own) {
  const known = values.filter(Number.isFinite);
  const largest = Math.max(0, ...known.map(Math.abs));
  const noise = SAME_WITHIN * largest;
  const sizes = known.map(Math.abs).filter((size) => size > noise);
  const least = sizes.length ? Math.min(...sizes) : 0;
  const [factor, scale] = commonScale(largest, least);
  const scaled = known.map((value) => value / factor);
  const decimals = decimalsFor(scaled, largest / factor, least / factor);
  return new Amounts({ factor, decimals, unit: `${scale} ${own}`.trim(), weighted: false, scale, noise, own });
}

/** What all values are divided by, and the word for it; values too far apart for one scale are left as they are. */
function commonScale(largest, least) {
  if (largest >= LARGE || (largest > 0 && largest < SMALLEST_PLAIN)) {
    const power = powerOf(largest);
    const isNear = least >= 10 ** (power - MOST_DECIMALS);
    return isNear ? [Number(`1e${power}`), powerOfTen(power)] : [1, ""];
  }
  const fits = ([factor]) => largest >= 10 * factor && least >= factor * 10 ** -SCALED_DECIMALS;
  return THOUSANDS.find(fits) ?? [1, ""];
}

/** As few decimals as all values need; no more than give the largest four digits, or the least one. */
function decimalsFor(values, largest, least) {
  if (!largest) return 0;
  const [forLargest, forLeast] = [3 - powerOf(largest), -powerOf(least)];
  const most = Math.min(MOST_DECIMALS, Math.max(0, forLargest, forLeast <= MOST_DECIMALS ? forLeast : 0));
  for (let digits = 0; digits < most; digits++) {
    const isExact = (value) => Math.abs(value - Number(value.toFixed(digits))) < 1e-9;
    if (values.every(isExact)) return digits;
  }
  return most;
}

/** The power of ten of a number's first digit. */
const powerOf = (size) => Number(size.toExponential().split("e")[1]);
