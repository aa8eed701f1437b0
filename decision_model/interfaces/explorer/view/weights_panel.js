// The panel of weights: a slider a consideration, and weights to start from.

import { element, fill, find, swatch } from "./elements.js";
import { explained } from "./info_card.js";
import { helpLine, SliderField } from "./slider_field.js";
import { labelOf } from "./labels.js";
import { counted, quoted, wholePercents } from "./words.js";

export class WeightsPanel {
  constructor(data, settings) {
    Object.assign(this, { data, settings });
    this.fields = {};
    this.leafPlaces = Object.fromEntries(data.leaves.map((leaf, index) => [leaf.name, index]));
    if (!data.considerations.length) return void find("weights").remove();
    const groups = data.considerations.map((each) => this.field(each));
    fill(find("weight-fields"), this.presetLine(), this.presetNote, groups);
  }

  presetLine() {
    this.preset = element("select", { id: "preset", onchange: () => this.choosePreset() });
    for (const each of this.settings.presets()) this.preset.append(element("option", { value: each.name }, each.title));
    this.preset.append(element("option", { value: "own", disabled: true }, "My own weights"));
    this.presetNote = element("p", { class: "help", id: "preset-note" });
    return element("p", { class: "preset" }, element("label", { for: "preset" }, "Start from"), this.preset);
  }

  choosePreset() {
    const chosen = this.settings.presets().find((each) => each.name === this.preset.value);
    this.settings.change({ weights: { ...chosen.weights } }, null);
  }

  field(each) {
    const id = `weight-${each.name}`;
    const write = (value) =>
      this.settings.change({ weights: { ...this.settings.now.weights, [each.name]: value } }, id);
    const numbers = { low: 0, high: 100, step: 1, unit: "", base: each.weight, range: each.range };
    const field = new SliderField(id, labelOf(each), numbers, { write, settle: () => this.settings.endMove() });
    const share = element("output", { class: "share", for: id });
    this.fields[each.name] = { field, share, each };
    const place = this.leafPlaces[each.name];
    const label = element("label", { for: id }, place === undefined ? null : swatch(place), each.title);
    const head = element("div", { class: "head" }, label, share);
    const row = element("div", { class: "field" }, head, field.body, helpLine(field.helpId, each, each.weightGrounds));
    explained(row, () => ({ title: labelOf(each), elements: [each, each.weightGrounds] }));
    return each.inside ? element("div", {}, row, this.group(each)) : row;
  }

  group(each) {
    const label = `Inside ${quoted(labelOf(each))}`;
    const fields = each.inside.map((child) => this.field(child));
    return element("div", { class: "inside", role: "group", "aria-label": label }, fields);
  }

  show(state) {
    const shares = this.data.leaves.map((leaf) => [leaf.name, state.shares[leaf.name] ?? 0]);
    const whole = wholePercents(Object.fromEntries(shares));
    const shareOf = ({ name, inside }) =>
      inside ? inside.reduce((total, child) => total + shareOf(child), 0) : whole[name];
    const isWeighed = ({ name, inside }) => (inside ? inside.some(isWeighed) : state.shares[name] > 0);
    for (const [name, { field, share, each }] of Object.entries(this.fields)) {
      const points = state.weights[name];
      const isFixed = points !== this.settings.now.weights[name];
      const text = shareOf(each) || !isWeighed(each) ? String(shareOf(each)) : "<1"; // nothing but 0 reads 0
      const spoken = text.replace("<", "less than ");
      field.show(points, `${counted(points, "point")}, ${spoken} percent of the total`, isFixed);
      share.textContent = `${text}%`;
    }
    this.showPreset();
  }

  showPreset() {
    if (!this.preset) return;
    const found = this.settings.preset;
    this.preset.value = found ? found.name : "own";
    this.presetNote.textContent = found?.about?.note ?? "";
  }
}
