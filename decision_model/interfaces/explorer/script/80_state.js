// State: the settings of the moment, the way back, and their place in the address.

class State {
  constructor(data) {
    this.data = data;
    this.considerations = [...everyConsideration(data.considerations)];
    this.now = this.read(location.hash) ?? this.start();
    this.past = [];
    this.touched = null;
    this.listeners = [];
  }

  start() {
    return { weights: this.fileWeights(), numbers: {}, whatifs: [] };
  }

  fileWeights() {
    return Object.fromEntries(this.considerations.map((each) => [each.name, each.weight]));
  }

  // `control` names what is being moved: one drag is one step back.
  change(changes, control) {
    if (control !== this.touched || control === null) this.past.push(this.now);
    this.touched = control;
    this.set({ ...this.now, ...changes });
  }

  set(now) {
    this.now = now;
    this.write();
    for (const listener of this.listeners) listener();
  }

  settle() {
    this.touched = null;
  }

  undo() {
    if (!this.past.length) return;
    this.touched = null;
    this.set(this.past.pop());
  }

  reset() {
    this.change(this.start(), null);
  }

  get pristine() {
    return JSON.stringify(this.now) === JSON.stringify(this.start());
  }

  // The presets: the file's weights, all alike, and every perspective on top of the file's.
  presets() {
    const file = this.fileWeights();
    const equal = Object.fromEntries(this.considerations.map((each) => [each.name, 50]));
    const views = this.data.perspectives.map((each) => ({ name: `view:${each.name}`, title: each.title, about: each, weights: { ...file, ...each.weights } }));
    return [{ name: "file", title: "The file’s own weights", weights: file }, ...views, { name: "equal", title: "All alike", weights: equal }];
  }

  get preset() {
    return this.presets().find(({ weights }) => Object.keys(weights).every((name) => weights[name] === this.now.weights[name]));
  }

  write() {
    const parts = [];
    if (this.considerations.length) parts.push(`w=${this.considerations.map((each) => this.now.weights[each.name]).join()}`);
    const numbers = Object.entries(this.now.numbers).map(([name, value]) => `${encodeURIComponent(name)}:${value}`);
    if (numbers.length) parts.push(`n=${numbers.join()}`);
    if (this.now.whatifs.length) parts.push(`i=${this.now.whatifs.map(encodeURIComponent).join()}`);
    try {
      history.replaceState(null, "", this.pristine ? location.pathname + location.search : `#${parts.join("&")}`);
    } catch {
      // A page inside a notebook has no address of its own.
    }
  }

  // Settings from an address; null for anything that does not fit this page, so that a broken one is ignored.
  read(hash) {
    if (hash.length < 2) return null;
    const fields = Object.fromEntries(hash.slice(1).split("&").map((part) => [part.slice(0, 1), part.slice(2)]));
    const found = this.start();
    try {
      if (!("w" in fields) && this.considerations.length) return null;
      const weights = fields.w ? fields.w.split(",").map((text) => (text.trim() === "" ? NaN : Number(text))) : [];
      if (weights.length !== this.considerations.length || !weights.every((value) => value >= 0 && value <= 100)) return null;
      this.considerations.forEach((each, index) => (found.weights[each.name] = weights[index]));
      for (const pair of fields.n ? fields.n.split(",") : []) {
        const cut = pair.lastIndexOf(":"), name = decodeURIComponent(pair.slice(0, cut)), value = Number(pair.slice(cut + 1));
        const along = this.data.moving.some((each) => each.along?.includes(name)) ? { low: 0, high: 1 } : null;
        const ends = this.data.moving.find((each) => each.name === name) ?? along;
        if (!ends || !(value >= ends.low && value <= ends.high)) return null;
        found.numbers[name] = value;
      }
      const known = this.data.whatifs.map((each) => each.name);
      found.whatifs = fields.i ? fields.i.split(",").map(decodeURIComponent) : [];
      return found.whatifs.every((name) => known.includes(name)) ? found : null;
    } catch {
      return null;
    }
  }
}
