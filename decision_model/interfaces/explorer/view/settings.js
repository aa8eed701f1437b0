// Settings: what the reader has set, the way back, and its place in the address.

import { everyConsideration } from "../engine/value_tree.js";
import { fieldsOf, readerFields, readerOf } from "./address.js";

/** Moves of one control count as one where less than this lies between them, in milliseconds. */
const ONE_MOVE = 2000;

/**
 * The settings `now`: weights in points, numbers and what-ifs by name.
 *
 * `move` is the last thing that was done to them: the settings `before` it, and whether it was taken `back`. `reader`
 * is who has set them, and what they chose before they saw a result.
 */
export class Settings {
  constructor(data) {
    this.data = data;
    this.considerations = [...everyConsideration(data.considerations)];
    this.firstDecision = Object.entries(data.steps).find(([, step]) => step.decides);
    this.open(location.hash);
    this.past = [];
    this.touched = null;
    this.move = null;
    this.listeners = [];
  }

  /** Takes over what an address holds. */
  open(hash) {
    const read = this.read(hash);
    this.wasRefused = hash.length > 1 && !read;
    this.now = read ?? this.start();
    this.reader = this.readReader(hash);
  }

  /** The file's own settings. */
  start() {
    return { weights: this.fileWeights(), numbers: {}, whatIfs: [] };
  }

  fileWeights() {
    return Object.fromEntries(this.considerations.map((consideration) => [consideration.name, consideration.weight]));
  }

  /** `control` names what is being moved: one drag is one step back. */
  change(changes, control) {
    if (control !== this.touched || control === null) this.past.push(this.now);
    this.touched = control;
    this.move = { before: this.beginning(control), back: false, control, at: performance.now() };
    this.set({ ...this.now, ...changes });
  }

  /** The settings before a move; quick moves of one control, such as by key, are one. */
  beginning(control) {
    const { before, control: last, at } = this.move ?? {};
    const goesOn = control !== null && last === control && performance.now() - at < ONE_MOVE;
    return goesOn ? before : this.past[this.past.length - 1];
  }

  set(now) {
    this.now = now;
    this.write();
    for (const listener of this.listeners) listener();
  }

  /** The drag is over: the next move is a step of its own. */
  endMove() {
    this.touched = null;
  }

  undo() {
    if (!this.past.length) return;
    this.touched = null;
    this.move = { before: this.now, back: true };
    this.set(this.past.pop());
  }

  reset() {
    this.change(this.start(), null);
  }

  get isUnchanged() {
    return this.areOfFile(this.now);
  }

  /** Whether settings are the file's own. */
  areOfFile(settings) {
    return JSON.stringify(settings) === JSON.stringify(this.start());
  }

  /** Weights to start from: the file's, every perspective on top of them, all alike. */
  presets() {
    const file = this.fileWeights();
    const equal = Object.fromEntries(this.considerations.map((consideration) => [consideration.name, 50]));
    const views = this.data.perspectives.map((perspective) => ({
      name: `view:${perspective.name}`,
      title: perspective.title,
      about: perspective,
      weights: { ...file, ...perspective.weights },
    }));
    return [
      { name: "file", title: "The file’s own weights", weights: file },
      ...views,
      { name: "equal", title: "All alike", weights: equal },
    ];
  }

  get preset() {
    const isSet = ({ weights }) => Object.keys(weights).every((name) => weights[name] === this.now.weights[name]);
    return this.presets().find(isSet);
  }

  /** Who reads, from an address; a page that asks first does so until it holds a choice. */
  readReader(hash) {
    const options = this.firstDecision?.[1].states.map(({ name }) => name) ?? [];
    const reader = readerOf(hash, options);
    const asks = this.firstDecision && (reader.isAsked || (this.data.predict && !reader.choice));
    return { ...reader, isAsked: Boolean(asks) };
  }

  /** Changes who reads or what they chose. */
  introduce(changes) {
    this.reader = { ...this.reader, ...changes };
    this.set(this.now);
  }

  /** Everything that is set, and who has set it, as the fields of an address. */
  fields() {
    const parts = [];
    if (this.considerations.length) parts.push(`w=${this.considerations.map(({ name }) => this.now.weights[name])}`);
    const numbers = Object.entries(this.now.numbers).map(([name, value]) => `${encodeURIComponent(name)}:${value}`);
    if (numbers.length) parts.push(`n=${numbers.join()}`);
    if (this.now.whatIfs.length) parts.push(`i=${this.now.whatIfs.map(encodeURIComponent).join()}`);
    return [...parts, `id=${this.data.id}`, ...readerFields(this.reader)].join("&");
  }

  /** The page's address with everything in it. */
  get link() {
    return `${location.href.split("#")[0]}#${this.fields()}`;
  }

  write() {
    const isBare = this.isUnchanged && !readerFields(this.reader).length;
    try {
      history.replaceState(null, "", isBare ? location.pathname + location.search : `#${this.fields()}`);
    } catch {
      // A page inside a notebook has no address of its own.
    }
  }

  /** Settings from an address; null for anything that does not fit this page, so that a broken one is ignored. */
  read(hash) {
    if (hash.length < 2) return null;
    const fields = fieldsOf(hash);
    try {
      const weights = fields.w === undefined ? this.fileWeights() : this.readWeights(fields.w);
      const numbers = this.readNumbers(fields.n);
      const whatIfs = this.readWhatIfs(fields.i);
      return weights && numbers && whatIfs ? { weights, numbers, whatIfs } : null;
    } catch {
      return null;
    }
  }

  readWeights(text = "") {
    const weights = text ? text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part))) : [];
    const fits = weights.every((value) => value >= 0 && value <= 100);
    if (weights.length !== this.considerations.length || !fits) return null;
    return Object.fromEntries(this.considerations.map((consideration, index) => [consideration.name, weights[index]]));
  }

  readNumbers(text = "") {
    const numbers = {};
    for (const pair of text ? text.split(",") : []) {
      const cut = pair.lastIndexOf(":");
      const name = decodeURIComponent(pair.slice(0, cut));
      const value = Number(pair.slice(cut + 1));
      const ends = this.endsOf(name);
      if (!ends || !(value >= ends.low && value <= ends.high)) return null;
      numbers[name] = value;
    }
    return numbers;
  }

  /** From where to where a number may be set; chances that follow another's slider may be anything. */
  endsOf(name) {
    const follows = this.data.sliders.some((slider) => slider.along?.includes(name));
    return this.data.sliders.find((slider) => slider.name === name) ?? (follows ? { low: 0, high: 1 } : null);
  }

  readWhatIfs(text = "") {
    const names = text ? text.split(",").map(decodeURIComponent) : [];
    return names.every((name) => this.data.whatIfs.some((whatIf) => whatIf.name === name)) ? names : null;
  }
}
