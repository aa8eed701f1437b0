// A slider with a number field beside it, a tick where the file stands and a band for the range it states.

import { element } from "./elements.js";
import { noteLines } from "./info_card.js";
import { amount } from "./words.js";

/** Digits that a number field shows; larger numbers are shown as whole ones. */
const FIELD_DIGITS = 5;
const LARGE_NUMBER = 10 ** FIELD_DIGITS;

export class SliderField {
  /**
   * @param {string} id of the slider
   * @param {string} title
   * @param {Object} numbers `low`, `high`, `step`, `unit`, the file's own value `base` and its `range`, if it states one
   * @param {Object} on `write(value)` while it is moved, `settle()` when it rests
   */
  constructor(id, title, { low, high, step, unit, base, range }, on) {
    Object.assign(this, { low, high, on, helpId: `${id}-help` });
    const ends = { min: inputValue(low, 12), max: inputValue(high, 12) };
    this.slider = element("input", {
      type: "range",
      id,
      ...ends,
      step,
      "aria-describedby": this.helpId,
      oninput: () => on.write(Number(this.slider.value)),
      onchange: on.settle,
    });
    this.number = element("input", {
      type: "number",
      ...ends,
      step: "any",
      "aria-label": `${title}${unit ? ", in percent" : ", number"}`,
      oninput: () => (this.isTyping = true),
      onchange: () => this.readTyped(),
    });
    const track = element("span", { class: "track", "aria-hidden": "true" }, this.band(range), this.tick(base, unit));
    const unitText = unit ? element("span", { "aria-hidden": "true" }, unit) : null;
    const rail = element("span", { class: "rail" }, track, this.slider);
    this.body = element("div", { class: "slider" }, rail, element("span", { class: "number" }, this.number, unitText));
  }

  /** How far along the track a value lies, from 0 to 1. */
  part(value) {
    return Math.min(1, Math.max(0, (value - this.low) / (this.high - this.low)));
  }

  tick(base, unit) {
    const tick = element("span", { class: "tick", title: `In the file: ${amount(base)}${unit}` });
    tick.style.setProperty("--at", this.part(base));
    return tick;
  }

  band(ends) {
    if (!ends) return null;
    const band = element("span", { class: "band" });
    band.style.setProperty("--from", this.part(ends[0]));
    band.style.setProperty("--to", this.part(ends[1]));
    return band;
  }

  readTyped() {
    this.isTyping = false;
    const value = this.number.value.trim() === "" ? NaN : Number(this.number.value);
    if (Number.isFinite(value)) this.on.write(Math.min(this.high, Math.max(this.low, value)));
    else this.number.value = inputValue(this.shown);
    this.on.settle();
  }

  /** Shows a value, read aloud as `text`; a fixed one cannot be moved. */
  show(value, text, isFixed) {
    this.shown = value;
    this.slider.value = value;
    this.slider.style.setProperty("--part", this.part(value));
    this.slider.setAttribute("aria-valuetext", text);
    if (!this.isTyping) this.number.value = inputValue(value);
    this.slider.disabled = this.number.disabled = isFixed;
  }
}

/** A number as an input holds it: with a hyphen and without commas. */
function inputValue(value, digits = FIELD_DIGITS) {
  return String(Math.abs(value) < LARGE_NUMBER ? Number(value.toPrecision(digits)) : Math.round(value));
}

/**
 * What stands below a slider: its note, its sources and what its number rests on, folded to one line.
 *
 * A button opens it; without a note it is not there.
 */
export function sliderNote(id, title, parts) {
  const lines = noteLines(parts);
  const note = element("div", { class: "note", id }, lines);
  if (!lines.length) return [note];
  const flip = () => {
    const isOpen = note.classList.toggle("open");
    button.setAttribute("aria-expanded", String(isOpen));
    button.textContent = isOpen ? "less" : "more";
  };
  const says = { "aria-expanded": "false", "aria-controls": id, "aria-label": `Note on ${title}` };
  const button = element("button", { type: "button", class: "link note-button", ...says, onclick: flip }, "more");
  return [element("div", { class: "noted" }, note, button)];
}
