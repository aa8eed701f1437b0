// Words: one function for each rule by which a text is written, the same as in Python's `words`.

/** Every minus that a reader sees; a hyphen is only for machines. */
export const MINUS = "\u2212";

/** What stands where there is no number. */
const NO_NUMBER = "\u2013";

/** From LARGE on, and below TINY, a number is written as a multiple of a power of ten. */
export const LARGE = 1e15;
const TINY = 1e-6;

/** Digits up to which computed numbers are sure. */
const SURE = 12;

/** How far a share that is the whole may be from 1, however it was summed. */
const WHOLE_WITHIN = 1e-11;

/** How far apart (relative to the largest value) equal numbers may be, however they were summed. */
export const SAME_WITHIN = 1e-14;

/** A name set apart from the sentence it stands in. */
export const quoted = (name) => `‘${name}’`;

/** The text with a full stop, unless it ends as a sentence does. */
export const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** `A`, `A and B`, `A, B and C`; beyond `most` items `A, B and 4 more`. */
export function listed(items, word = "and", most = Infinity) {
  if (items.length > most) return listed([...items.slice(0, most - 1), `${items.length - most + 1} more`], word);
  if (items.length < 2) return items.join("");
  if (items.some((item) => item.includes(",") && !item.startsWith("‘"))) return items.join("; ");
  return `${items.slice(0, -1).join(", ")} ${word} ${items[items.length - 1]}`;
}

/** `1 claim`, `2 claims`, `1,200 ends`. */
export function counted(number, noun, plural = `${noun}s`) {
  return `${grouped(String(number))} ${number === 1 ? noun : plural}`;
}

/** A number with enough digits to tell it apart; nothing but 0 is written as 0. */
export function amount(value, digits = 4) {
  if (Number.isNaN(value)) return NO_NUMBER;
  if (value === 0) return "0";
  const text = Number.isFinite(value) ? sizeText(Math.abs(value), digits) : "∞";
  return value < 0 ? `${MINUS}${text}` : text;
}

function sizeText(size, digits) {
  const [digit, power] = size.toExponential(digits - 1).split("e").map(Number);
  if (size >= LARGE || size < TINY) return `${withoutZeros(fixedText(digit, digits - 1))} ${powerOfTen(power)}`;
  const [, own] = size.toExponential().split("e").map(Number);
  return withoutZeros(fixedText(size, Math.max(0, digits - 1 - own)));
}

/** `×10⁻⁹`. */
export const powerOfTen = (power) => `×10${[...String(power)].map((letter) => RAISED[letter]).join("")}`;

const RAISED = Object.fromEntries([..."0123456789-"].map((letter, place) => [letter, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"[place]]));

/** How many units of the last decimal a size is written as: halves up, whatever rounding has left of them. */
export function stepsOf(size, decimals) {
  const scaled = size * Number(`1e${decimals}`);
  return Math.floor(scaled + 0.5 + Math.min(1e-9 + SAME_WITHIN * scaled, 1e-3));
}

/** A size with a fixed number of decimals, and commas between thousands. */
const fixedText = (size, decimals) => writtenSteps(stepsOf(size, decimals), decimals);

/** So many units of the last decimal: `55.8` for 558 where there is one. */
export function writtenSteps(steps, decimals) {
  const unit = Number(`1e${decimals}`);
  const whole = Math.floor(Math.abs(steps) / unit);
  const part = String(Math.abs(steps) - whole * unit).padStart(decimals, "0");
  const text = grouped(String(whole)) + (decimals ? `.${part}` : "");
  return steps < 0 ? `${MINUS}${text}` : text;
}

/** Commas between thousands. */
function grouped(digits) {
  const [whole, part] = digits.split(".");
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined ? text : `${text}.${part}`;
}

const withoutZeros = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** A share in percent, no longer than it must be; only what is nothing says 0%, only what is the whole 100%. */
export function percent(share, digits = 1) {
  if (!Number.isFinite(share)) return NO_NUMBER;
  if (share < 0) return `${MINUS}${percent(-share, digits)}`;
  const decimals = share > 0 && share < 0.01 ? digits + 1 : digits;
  const steps = stepsOf(100 * share, decimals);
  return edgeText(share, steps, decimals) ?? `${withoutZeros(writtenSteps(steps, decimals))}%`;
}

/** The text of a share too small to show, or too near to the whole; null of others. */
function edgeText(share, steps, digits) {
  const whole = 100 * 10 ** digits;
  if (share > 0 && steps === 0) return `less than ${writtenSteps(1, digits)}%`;
  return share < 1 - WHOLE_WITHIN && steps >= whole ? `more than ${writtenSteps(whole - 1, digits)}%` : null;
}

/** Whole numbers that add up to `whole` (largest remainders are rounded up), no further than one from their own. */
export function addingUp(exact, whole, isThere = exact.map((part) => part !== 0)) {
  const steps = exact.map(Math.floor);
  const places = exact.map((_, place) => place).filter((place) => isThere[place]);
  places.sort((first, second) => steps[first] - exact[first] - (steps[second] - exact[second]));
  const missing = whole - steps.reduce((total, step) => total + step, 0);
  for (let count = 0; places.length && count < Math.abs(missing); count++) {
    const place = count % places.length;
    steps[missing > 0 ? places[place] : places[places.length - 1 - place]] += Math.sign(missing);
  }
  return steps;
}

/** A value in whole steps where only rounding keeps it from them. */
export function unrounded(value) {
  const nearest = Math.round(value);
  return Math.abs(value - nearest) <= 1e-9 * Math.max(1, Math.abs(value)) ? nearest : value;
}

/** Shares, by name, as whole percents that add up to 100. */
export function wholePercents(shares) {
  const names = Object.keys(shares);
  const exact = names.map((name) => unrounded(100 * shares[name]));
  const whole = Math.round(exact.reduce((total, share) => total + share, 0));
  const steps = addingUp(exact, whole);
  return Object.fromEntries(names.map((name, index) => [name, steps[index]]));
}

/** The fewest digits, from `least` on, with which `text(value, digits)` of no other value reads like that of `value`. */
export function digitsToTellApart(value, others, text, least, most = SURE) {
  const areApart = (digits) => others.every((other) => other === value || text(other, digits) !== text(value, digits));
  for (let digits = least; digits < most; digits++) if (areApart(digits)) return digits;
  return most;
}
