// Words: one function for each rule by which a text is written; nothing else in the page formats a text.

import { CLOSE, sum } from "../engine/arithmetic.js";

/** Every minus that a reader sees; a hyphen is only for machines. */
export const MINUS = "\u2212";

/** A name set apart from the sentence it stands in. */
export const quoted = (name) => `‘${name}’`;

/** `A`, `A and B`, `A, B and C`. */
export function listed(items, word = "and") {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${word} ${items[items.length - 1]}`;
}

/** `1 claim`, `2 claims`, `1,200 ends`. */
export function counted(number, noun, plural = `${noun}s`) {
  return `${numberText(number)} ${number === 1 ? noun : plural}`;
}

/** A number with as many significant digits as it needs, at most `digits`, and commas between thousands. */
export function numberText(value, digits = 5) {
  const whole = Math.floor(Math.log10(Math.abs(value) || 1)) + 1;
  const format = significantDigits(Math.min(21, Math.max(digits, whole)));
  return format.format(value + 0).replace("-", MINUS); // + 0, as there is a -0
}

const formats = new Map();

function significantDigits(maximumSignificantDigits) {
  if (!formats.has(maximumSignificantDigits)) {
    formats.set(maximumSignificantDigits, new Intl.NumberFormat("en-US", { maximumSignificantDigits }));
  }
  return formats.get(maximumSignificantDigits);
}

/** A number with a fixed number of decimals; halves are rounded up. */
export function decimalText(value, decimals) {
  const size = (Math.abs(value) * (1 + 1e-13)).toFixed(decimals);
  const [whole, part] = size.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const text = part === undefined ? grouped : `${grouped}.${part}`;
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text;
}

/** A share in percent; neither 0% nor 100% unless it is. */
export function percent(share, digits = 0) {
  const hundredths = share * 100;
  const least = 10 ** -digits;
  if (hundredths > 0 && hundredths < least / 2) return `<${least}%`;
  if (hundredths < 100 && hundredths > 100 - least / 2) return `>${(100 - least).toFixed(digits)}%`;
  return `${Number(hundredths.toFixed(digits))}%`.replace("-", MINUS);
}

/** Whole numbers near these that add up to the sum, itself rounded: the largest remainders are rounded up. */
export function roundedTogether(numbers) {
  const total = sum(numbers);
  const rounded = Math.sign(total) * Math.round(Math.abs(total) * (1 + 1e-13)); // halves away from 0, as in decimalText
  const down = numbers.map((number) => Math.floor(number + CLOSE));
  const missing = rounded - sum(down);
  const byRemainder = numbers.map((_, index) => index).sort((a, b) => numbers[b] - down[b] - (numbers[a] - down[a]));
  for (const index of byRemainder.slice(0, Math.max(0, missing))) down[index]++;
  return down;
}

/** Shares, by name, as whole percents that add up to 100. */
export function wholePercents(shares) {
  const names = Object.keys(shares);
  const rounded = roundedTogether(names.map((name) => shares[name] * 100));
  return Object.fromEntries(names.map((name, index) => [name, rounded[index]]));
}

/** The fewest digits, from `least` on, with which `text(value, digits)` of no other value reads like that of `value`. */
export function digitsToTellApart(value, others, text, least, most = 12) {
  const apart = (digits) => others.every((other) => other === value || text(other, digits) !== text(value, digits));
  for (let digits = least; digits < most; digits++) if (apart(digits)) return digits;
  return most;
}
