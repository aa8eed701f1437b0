// The panel of weights: a slider a consideration, and weights to start from.

import { element, fill, find, swatch } from "./elements.js";
import { sliderNote, SliderField } from "./slider_field.js";
import { labelOf } from "./labels.js";
import { counted, quoted, wholePercents } from "./words.js";

/** What gives a consideration's share of the total in whole percents that add up to 100 over all leaves. */
export function sharePercents(data, state) {
  const whole = wholePercents(Object.fromEntries(data.leaves.map(({ name }) => [name, state.shares[name] ?? 0])));
  const shareOf = ({ name, inside }) =>
    inside ? inside.reduce((total, child) => total + shareOf(child), 0) : whole[name];
  return shareOf;
}

export class WeightsPanel {
  constructor(data, settings) {
    Object.assign(this, { data, settings });
    this.fields = {};
    this.leafPlaces = Object.fromEntries(data.leaves.map((leaf, index) => [leaf.name, index]));
    if (!data.considerations.length) return void find("weights").remove();
    const groups = data.considerations.map((consideration) => this.field(consideration));
    fill(find("weight-fields"), this.presetLine(), this.presetNote, groups);
  }

  presetLine() {
    this.preset = element("select", { id: "preset", onchange: () => this.choosePreset() });
    const choices = this.settings.presets().map(({ name, title }) => element("option", { value: name }, title));
    this.preset.append(...choices);
    this.preset.append(element("option", { value: "own", disabled: true }, "My own weights"));
    this.presetNote = element("p", { class: "help", id: "preset-note" });
    return element("p", { class: "preset" }, element("label", { for: "preset" }, "Start from"), this.preset);
  }

  choosePreset() {
    const chosen = this.settings.presets().find((preset) => preset.name === this.preset.value);
    this.settings.change({ weights: { ...chosen.weights } }, null);
  }

  field(consideration) {
    const id = `weight-${consideration.name}`;
    const write = (value) =>
      this.settings.change({ weights: { ...this.settings.now.weights, [consideration.name]: value } }, id);
    const numbers = { low: 0, high: 100, step: 1, unit: "", base: consideration.weight, range: consideration.range };
    const settle = () => this.settings.endMove();
    const field = new SliderField(id, labelOf(consideration), numbers, { write, settle });
    const share = element("output", { class: "share", for: id });
    this.fields[consideration.name] = { field, share, consideration };
    const place = this.leafPlaces[consideration.name];
    const label = element("label", { for: id }, place === undefined ? null : swatch(place), consideration.title);
    const head = element("div", { class: "head" }, label, share);
    const grounds = [consideration, consideration.weightGrounds];
    const row = element("div", { class: "field" }, head, field.body, sliderNote(field.helpId, labelOf(consideration), grounds));
    return consideration.inside ? element("div", {}, row, this.group(consideration)) : row;
  }

  group(consideration) {
    const label = `Inside ${quoted(labelOf(consideration))}`;
    const fields = consideration.inside.map((child) => this.field(child));
    return element("div", { class: "inside", role: "group", "aria-label": label }, fields);
  }

  show(state) {
    const shareOf = sharePercents(this.data, state);
    const isWeighed = ({ name, inside }) => (inside ? inside.some(isWeighed) : state.shares[name] > 0);
    for (const [name, { field, share, consideration }] of Object.entries(this.fields)) {
      const points = state.weights[name];
      const isFixed = name in state.replacedWeights;
      const percents = shareOf(consideration);
      const text = percents || !isWeighed(consideration) ? String(percents) : "<1"; // nothing but 0 reads 0
      const spoken = text.replace("<", "less than ");
      field.show(points, `${counted(points, "point")}, ${spoken} percent of the total`, isFixed);
      share.textContent = `${text}%`;
    }
    this.showPreset();
  }

  showPreset() {
    if (!this.preset) return;
    const preset = this.settings.preset;
    this.preset.value = preset ? preset.name : "own";
    this.presetNote.textContent = preset?.about?.note ?? "";
  }
}
