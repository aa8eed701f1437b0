// The panel of numbers: a slider for every chance, score or parameter that the page moves.

import { numbersWith } from "../engine/number_range.js";
import { element, fill, find } from "./elements.js";
import { explained } from "./info_card.js";
import { helpLine, SliderField } from "./slider_field.js";
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
    const guessed = data.sliders.some((each) => each.isGuessed) ? element("p", { class: "help" }, note) : null;
    fill(
      find("number-fields"),
      guessed,
      data.sliders.map((each) => this.field(each)),
    );
  }

  field(each) {
    const id = `number-${each.name}`;
    const factor = each.isChance ? 100 : 1;
    const [low, high] = [each.low * factor, each.high * factor];
    const step = 10 ** Math.floor(Math.log10((high - low) / STEPS));
    const numbers = { low, high, step, unit: each.isChance ? "%" : "", base: each.base * factor };
    const write = (value) => this.write(each, value / factor, id);
    const field = new SliderField(id, each.title, numbers, { write, settle: () => this.settings.endMove() });
    const note = element("span", { class: "share" });
    this.fields[each.name] = { field, note, each, factor };
    const head = element("div", { class: "head" }, element("label", { for: id }, each.title), note);
    const row = element("div", { class: "field" }, head, field.body, helpLine(field.helpId, each, each));
    return explained(row, () => ({ title: each.title, elements: [each] }));
  }

  write(slider, value, control) {
    const isBase = Math.abs(value - slider.base) < SAME;
    const numbers = numbersWith(this.data, this.settings.now.numbers, slider, isBase ? slider.base : value);
    if (isBase && !slider.along) delete numbers[slider.name];
    this.settings.change({ numbers }, control);
  }

  show(state) {
    for (const [name, { field, note, each, factor }] of Object.entries(this.fields)) {
      const isFixed = name in state.replaced;
      const own = this.settings.now.numbers[name] ?? each.base;
      const value = (isFixed ? state.tables.numbers.parameter(name) : own) * factor;
      field.show(value, `${amount(value)}${each.isChance ? " percent" : ""}`, isFixed);
      note.textContent = isFixed ? "set by a what-if" : "";
    }
  }
}
