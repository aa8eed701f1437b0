// The panel of numbers: a slider for every chance, score or parameter that the page moves.

import { numbersWith } from "../engine/number_range.js";
import { element, fill, find } from "./elements.js";
import { sliderNote, SliderField } from "./slider_field.js";
import { amount } from "./words.js";

/** Values closer than this to the file's own are the file's own. */
const SAME = 1e-12;

/** Steps that a slider has at least. */
const STEPS = 40;

export class NumbersPanel {
  constructor(data, settings) {
    Object.assign(this, { data, settings });
    this.fields = {};
    const panel = find("numbers");
    if (!data.sliders.length) return void panel.remove();
    panel.querySelector("summary").append(element("span", { class: "count" }, String(data.sliders.length)));
    if (!data.considerations.length) panel.open = true;
    const note = "The file gives no range for some of these; a usual one is shown.";
    const guessed = data.sliders.some((slider) => slider.isGuessed) ? element("p", { class: "help" }, note) : null;
    fill(
      find("number-fields"),
      guessed,
      data.sliders.map((slider) => this.field(slider)),
    );
  }

  field(slider) {
    const id = `number-${slider.name}`;
    const factor = slider.isChance ? 100 : 1;
    const [low, high] = [slider.low * factor, slider.high * factor];
    const step = 10 ** Math.floor(Math.log10((high - low) / STEPS));
    const numbers = { low, high, step, unit: slider.isChance ? "%" : "", base: slider.base * factor };
    const write = (value) => this.write(slider, value / factor, id);
    const field = new SliderField(id, slider.title, numbers, { write, settle: () => this.settings.endMove() });
    const note = element("span", { class: "share" });
    this.fields[slider.name] = { field, note, slider, factor };
    const head = element("div", { class: "head" }, element("label", { for: id }, slider.title), note);
    return element("div", { class: "field" }, head, field.body, sliderNote(field.helpId, slider.title, [slider]));
  }

  write(slider, value, control) {
    const isBase = Math.abs(value - slider.base) < SAME;
    const numbers = numbersWith(this.data, this.settings.now.numbers, slider, isBase ? slider.base : value);
    if (isBase && !slider.along) delete numbers[slider.name];
    this.settings.change({ numbers }, control);
  }

  show(state) {
    for (const [name, { field, note, slider, factor }] of Object.entries(this.fields)) {
      const isFixed = name in state.replaced;
      const own = this.settings.now.numbers[name] ?? slider.base;
      const value = (isFixed ? state.tables.numbers.parameter(name) : own) * factor;
      field.show(value, `${amount(value)}${slider.isChance ? " percent" : ""}`, isFixed);
      note.textContent = isFixed ? "set by a what-if" : "";
    }
  }
}
