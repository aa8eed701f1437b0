// Controls: weights, numbers with ranges, what-ifs.

class Controls {
  constructor(data, state) {
    this.data = data;
    this.state = state;
    this.weights = {};
    this.numbers = {};
    this.switches = {};
    this.leafPlace = Object.fromEntries(data.leaves.map((leaf, index) => [leaf.name, index]));
    this.buildWeights();
    this.buildNumbers();
    this.buildSwitches();
    find("undo").addEventListener("click", () => state.undo());
    find("reset").addEventListener("click", () => state.reset());
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z" && !/number|text/.test(event.target.type)) {
        event.preventDefault();
        state.undo();
      }
    });
  }

  buildWeights() {
    const panel = find("weights");
    if (!this.data.considerations.length) return panel.remove();
    this.preset = element("select", { id: "preset", onchange: () => this.choosePreset() });
    for (const each of this.state.presets()) this.preset.append(element("option", { value: each.name }, each.title));
    this.preset.append(element("option", { value: "own", disabled: true }, "My own weights"));
    this.presetNote = element("p", { class: "help", id: "preset-note" });
    const start = element("p", { class: "preset" }, element("label", { for: "preset" }, "Start from"), this.preset);
    fill(find("weight-fields"), start, this.presetNote, this.data.considerations.map((each) => this.weightField(each)));
  }

  choosePreset() {
    const chosen = this.state.presets().find((each) => each.name === this.preset.value);
    this.state.change({ weights: { ...chosen.weights } }, null);
  }

  weightField(each) {
    const id = `weight-${each.name}`, place = this.leafPlace[each.name];
    const write = (value) => this.state.change({ weights: { ...this.state.now.weights, [each.name]: value } }, id);
    const share = element("output", { class: "share", for: id });
    const field = new Field(id, each.title, { low: 0, high: 100, step: 1, unit: "", base: each.weight, range: each.range }, write, () => this.state.settle());
    this.weights[each.name] = { field, share, each };
    const head = element("div", { class: "head" }, element("label", { for: id }, place === undefined ? null : swatch(place), each.title), share);
    const row = element("div", { class: "field" }, head, field.body, helpText(each, field.help, each.weighing));
    explained(row, () => ({ title: each.title, elements: [each, each.weighing] }));
    if (!each.inside) return row;
    const inner = element("div", { class: "inside", role: "group", "aria-label": `Inside ${each.title}` }, each.inside.map((child) => this.weightField(child)));
    return element("div", {}, row, inner);
  }

  buildNumbers() {
    const panel = find("numbers"), moving = this.data.moving;
    if (!moving.length) return panel.remove();
    panel.querySelector("summary").append(element("span", { class: "count" }, String(moving.length)));
    if (!this.data.considerations.length) panel.open = true;
    const guessed = moving.filter((each) => each.guessed).length;
    const note = guessed ? element("p", { class: "help" }, "The file gives no range for some of these; a usual one is shown.") : null;
    fill(find("number-fields"), note, moving.map((each) => this.numberField(each)));
  }

  numberField(each) {
    const id = `number-${each.name}`, factor = each.chance ? 100 : 1;
    const write = (value) => {
      const same = Math.abs(value / factor - each.base) < 1e-12, numbers = withNumber(this.data, this.state.now.numbers, each, same ? each.base : value / factor);
      if (same && !each.along) delete numbers[each.name];
      this.state.change({ numbers }, id);
    };
    const [low, high] = [each.low * factor, each.high * factor], step = 10 ** Math.floor(Math.log10((high - low) / 40));
    const field = new Field(id, each.title, { low, high, step, unit: each.chance ? "%" : "", base: each.base * factor }, write, () => this.state.settle());
    const note = element("span", { class: "share" });
    this.numbers[each.name] = { field, note, each, factor };
    const head = element("div", { class: "head" }, element("label", { for: id }, each.title), note);
    const row = element("div", { class: "field" }, head, field.body, helpText(each, field.help, each));
    return explained(row, () => ({ title: each.title, elements: [each] }));
  }

  buildSwitches() {
    const panel = find("whatifs");
    if (!this.data.whatifs.length) return panel.remove();
    panel.querySelector("summary").append(element("span", { class: "count" }, String(this.data.whatifs.length)));
    fill(find("whatif-fields"), this.data.whatifs.map((each) => this.switchField(each)));
  }

  switchField(each) {
    const id = `whatif-${each.name}`;
    const box = element("input", { type: "checkbox", role: "switch", id, disabled: each.structure < 0, onchange: () => this.flip(each, box.checked) });
    this.switches[each.name] = box;
    const row = element("div", { class: "switch" }, box, element("label", { for: id }, each.title));
    return explained(row, () => ({ title: each.title, elements: [each] }));
  }

  // Two what-ifs that both change what is known or decided when cannot hold together: the later one stays.
  flip(each, on) {
    const timed = (name) => this.data.whatifs.find((one) => one.name === name).structure > 0;
    const others = this.state.now.whatifs.filter((name) => name !== each.name && !(on && each.structure > 0 && timed(name)));
    const chosen = on ? [...others, each.name] : others;
    const whatifs = this.data.whatifs.map((one) => one.name).filter((name) => chosen.includes(name));
    this.state.change({ whatifs }, null);
  }

  show(world) {
    const whole = wholePercents(this.leafShares(world));
    const inside = (each) => (each.inside ? each.inside.reduce((sum, child) => sum + inside(child), 0) : whole[each.name]);
    for (const [name, { field, share, each }] of Object.entries(this.weights)) {
      const fixed = name in world.points && world.points[name] !== this.state.now.weights[name];
      field.show(world.points[name], fixed, `${plainNumber(world.points[name])} points, ${inside(each)} percent of the total`);
      share.textContent = `${inside(each)}%`;
    }
    for (const [name, { field, note, each, factor }] of Object.entries(this.numbers)) {
      const fixed = name in world.replaced;
      const value = (fixed ? world.tables.numbers.parameter(name) : this.state.now.numbers[name] ?? each.base) * factor;
      field.show(value, fixed, `${plainNumber(value)}${each.chance ? " percent" : ""}`);
      note.textContent = fixed ? "set by a what-if" : "";
    }
    for (const [name, box] of Object.entries(this.switches)) box.checked = this.state.now.whatifs.includes(name);
    this.showPreset();
    find("undo").disabled = !this.state.past.length;
    find("reset").disabled = this.state.pristine;
  }

  leafShares(world) {
    return Object.fromEntries(this.data.leaves.map((leaf) => [leaf.name, world.shares[leaf.name] ?? 0]));
  }

  showPreset() {
    if (!this.preset) return;
    const found = this.state.preset;
    this.preset.value = found ? found.name : "own";
    this.presetNote.textContent = found?.about?.note ?? "";
  }
}

// A slider with a number field beside it, a tick where the file stands and a band for the range it states.
class Field {
  constructor(id, title, { low, high, step, unit, base, range: band }, write, settle) {
    this.help = `${id}-help`;
    this.low = low;
    this.high = high;
    const bounds = { min: tidy(low), max: tidy(high) };
    this.slider = element("input", { type: "range", id, ...bounds, step, "aria-describedby": this.help, oninput: () => write(Number(this.slider.value)), onchange: settle });
    this.number = element("input", { type: "number", ...bounds, step: "any", "aria-label": `${title}${unit ? ", in percent" : ", number"}`, oninput: () => (this.typing = true), onchange: () => this.typed(write, settle) });
    const tick = element("span", { class: "tick", title: `In the file: ${plainNumber(base)}${unit}` });
    const track = element("span", { class: "track", "aria-hidden": "true" }, this.band(band), tick);
    tick.style.setProperty("--at", this.part(base));
    this.body = element("div", { class: "slider" }, element("span", { class: "rail" }, track, this.slider), element("span", { class: "number" }, this.number, unit ? element("span", { "aria-hidden": "true" }, unit) : null));
  }

  part(value) {
    return Math.min(1, Math.max(0, (value - this.low) / (this.high - this.low)));
  }

  band(ends) {
    if (!ends) return null;
    const band = element("span", { class: "band" });
    band.style.setProperty("--from", this.part(ends[0]));
    band.style.setProperty("--to", this.part(ends[1]));
    return band;
  }

  typed(write, settle) {
    this.typing = false;
    const value = this.number.value.trim() === "" ? NaN : Number(this.number.value);
    if (Number.isFinite(value)) write(Math.min(this.high, Math.max(this.low, value)));
    else this.number.value = plainNumber(this.shown);
    settle();
  }

  show(value, fixed, said) {
    this.shown = value;
    this.slider.value = value;
    this.slider.style.setProperty("--part", this.part(value));
    this.slider.setAttribute("aria-valuetext", said);
    if (!this.typing) this.number.value = plainNumber(value);
    this.slider.disabled = this.number.disabled = fixed;
  }
}

const tidy = (value) => Number(value.toPrecision(12));
const plainNumber = (value) => String(Math.abs(value) < 1e5 ? Number(value.toPrecision(5)) : Math.round(value));

function helpText(each, id, about) {
  const source = cited(each);
  const guess = about?.basis === "assumption" ? "our assumption" : "";
  const parts = [each.note, [source, guess].filter(Boolean).join(" · ")].filter(Boolean);
  return element("p", { class: "help", id }, parts[0] ?? "", parts[1] ? element("span", { class: "cited" }, ` ${parts[1]}`) : null);
}
