// Drawing: the decision tree, one column a step, laid out from the ends upwards.

const FONT = "12.5px system-ui, sans-serif", BOLD = "600 12.5px system-ui, sans-serif";
const LINE = 15, ROW = 30, SLANT = 15, WIDEST = [220, 160, 108], ROWS = 34, MOST_NODES = 1200;

class TreeView {
  constructor(data, amounts) {
    this.data = data;
    this.amounts = amounts;
    this.folds = new Map();
    this.zoom = null;
    this.box = find("tree-box");
    find("zoom-in").addEventListener("click", () => this.scaleBy(1.25));
    find("zoom-out").addEventListener("click", () => this.scaleBy(0.8));
    find("zoom-fit").addEventListener("click", () => this.fit());
    find("unfold").addEventListener("click", () => this.foldAll(false));
    find("fold").addEventListener("click", () => this.foldAll(true));
    find("tidy").addEventListener("click", () => this.foldAll(null));
    this.box.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.box.addEventListener("pointerdown", (event) => this.drag(event));
    this.box.addEventListener("click", (event) => this.clicked(event));
    this.box.addEventListener("keydown", (event) => this.pressed(event));
  }

  show(world) {
    this.world = world;
    this.spelled = new Spelled(world, world.structure.renames);
    const focused = document.activeElement?.closest?.("[data-path]")?.dataset.path;
    this.root = this.grown();
    this.layOut();
    this.paint(find("tree"));
    this.zoom ??= Math.min(1, Math.max(0.8, (this.box.clientWidth - 4) / this.width));
    this.resize();
    if (focused !== undefined) this.focus(focused);
  }

  // The nodes shown: the best plan as far as there is room, the rest folded, and whatever the reader (un)folded.
  grown() {
    const root = { ...this.spelled.root, parent: null, depth: 1 };
    let rows = 1, size = 1;
    const queue = [root];
    while (queue.length) {
      const node = queue.shift();
      if (!node.step) continue;
      const wish = this.fold ?? this.folds.get(node.path.join("."));
      const branches = this.spelled.branches(node);
      const open = wish === undefined ? node.reached && !node.twin && (rows + branches.length - 1 <= ROWS || node === root) : !wish;
      if ((!open && node !== root) || size > MOST_NODES) continue;
      node.open = true;
      node.below = branches.map((each) => ({ ...each, parent: node, depth: node.depth + 1 }));
      if (!this.data.steps[node.step].decides) this.markTwins(node.below);
      rows += branches.length - 1;
      size += branches.length;
      queue.push(...node.below);
    }
    this.size = size;
    this.cut = size > MOST_NODES;
    return root;
  }

  // Outcomes after which everything is the same: the likeliest is shown, the others are folded and say so.
  markTwins(branches) {
    const byChance = [...branches].filter((each) => each.step).sort((a, b) => b.branch.chance - a.branch.chance);
    byChance.forEach((each, index) => {
      each.twin = byChance.slice(0, index).find((other) => !other.twin && this.spelled.alike(each, other));
    });
  }

  // Labels run as wide as the window allows; where it is narrow, they break into more lines and the drawing scrolls.
  layOut() {
    for (this.widest of this.size > 200 ? WIDEST.slice(-1) : WIDEST) {
      this.arrange();
      if (this.width <= this.box.clientWidth) break;
    }
  }

  arrange() {
    const levels = this.spelled.levels;
    this.nodes = [];
    const place = (node, top) => {
      this.nodes.push(node);
      node.words = this.words(node);
      const own = ROW + LINE * (node.words.lines.length - 1);
      let bottom = top;
      for (const each of node.below ?? []) bottom = place(each, bottom);
      node.bottom = Math.max(bottom, top + own);
      node.y = node.below ? (node.below[0].y + node.below[node.below.length - 1].y) / 2 : top + own - 9;
      return node.open ? (node.bottom = Math.max(node.bottom, node.y + ROW / 2)) : node.bottom; // its value stands below the line
    };
    this.bottom = place(this.root, 46);
    const width = new Array(levels.length + 1).fill(0);
    for (const node of this.nodes) {
      if (!node.parent) continue;
      const skipped = node.index - node.parent.index;
      width[node.parent.index] = Math.max(width[node.parent.index], skipped === 1 ? node.words.width : Math.min(node.words.width, 90));
    }
    const used = new Set(this.nodes.map((node) => node.index));
    this.x = [16 + measured(this.amounts.text(this.root.value), BOLD)];
    for (let index = 0; index < levels.length; index++) this.x.push(this.x[index] + (used.has(index) ? Math.max(width[index], 52) + SLANT + 20 : 0));
    const most = Math.max(...this.nodes.map((node) => (node.step && node.open ? 0 : measured(this.after(node), BOLD))));
    this.width = Math.ceil(this.x[levels.length] + 26 + most);
    this.height = Math.ceil(this.bottom + 10);
  }

  words(node) {
    if (!node.branch) return { lines: [], chance: "", value: "", width: 0 };
    const { state, chance, best } = node.branch, font = node.reached && best ? BOLD : FONT;
    const lines = wrapped(state.title, font, this.widest), said = chance === null ? "" : percent(chance);
    const value = node.step && node.open ? this.amounts.text(node.value) : "";
    const chip = chance === null ? 13 : 0;
    const longest = Math.max(...lines.map((line, index) => measured(line, font) + (index === lines.length - 1 && said ? 7 + measured(said, font) : 0)));
    return { lines, chance: said, value, chip, width: longest + chip + (node.branch.rejected ? 10 : 0) };
  }

  after(node) {
    return `${this.amounts.text(node.value)}  ${this.foldedNote(node)}`;
  }

  foldedNote(node) {
    if (!node.step || node.open) return "";
    return node.twin ? `as after “${node.twin.branch.state.title}”` : counted(node.ends, "end");
  }

  paint(svg) {
    svg.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    svg.setAttribute("role", "tree");
    const lines = [...this.nodes].sort((a, b) => (a.reached ? 1 : 0) - (b.reached ? 1 : 0));
    svg.replaceChildren(shape("g", { "aria-hidden": "true" }, this.headings(), lines.map((node) => this.line(node))), shape("g", {}, this.nodes.map((node) => this.item(node))));
    svg.setAttribute("aria-label", `Decision tree. ${this.amounts.phrase(this.root.value)} at the start. Arrow keys move and fold.`);
    find("tree-note").textContent = this.cut ? `Only the first ${grouped(String(MOST_NODES))} nodes are drawn; fold some branches to open others.` : "";
  }

  headings() {
    const levels = this.spelled.levels, used = new Set(this.nodes.filter((node) => node.open).map((node) => node.index));
    return levels.flatMap((level, index) => {
      if (!used.has(index)) return [];
      const room = this.x[index + 1] - this.x[index] - 10;
      const lines = wrapped(this.data.steps[level.step].title, FONT, room).slice(0, 3);
      return lines.map((line, row) => shape("text", { class: "heading", x: this.x[index] - 6, y: 14 + row * 13 }, line));
    });
  }

  line(node) {
    if (!node.parent) return null;
    const from = this.x[node.parent.index], to = this.x[node.index], { y } = node, kind = this.kind(node);
    const path = shape("path", { class: `branch ${kind}`, d: `M${from} ${node.parent.y}L${from + SLANT} ${y}H${to}` });
    if (!node.branch.rejected) return path;
    const x = from + SLANT + 3;
    return shape("g", {}, path, shape("path", { class: "struck", d: `M${x} ${y + 5}l5 -10m4 0l-5 10` }));
  }

  kind(node) {
    if (node.reached) return "best";
    return node.branch?.rejected ? "rejected" : "other";
  }

  // One node with the words of the branch that leads to it: an item of the tree for the keyboard and the ear.
  item(node) {
    const path = node.path.join("."), x = this.x[node.index], folded = node.step && !node.open;
    const item = shape("g", { class: `node ${this.kind(node)}`, role: "treeitem", "aria-level": node.depth, "aria-label": this.said(node), tabindex: node.parent ? -1 : 0, "data-path": path });
    if (node.step) item.setAttribute("aria-expanded", node.open ? "true" : "false");
    item.append(...this.branchWords(node), this.symbol(node, x));
    const bold = node.reached ? "value strong" : "value";
    if (!node.step || folded) {
      item.append(shape("text", { class: bold, x: x + 13, y: node.y + 4 }, this.amounts.text(node.value)));
      if (folded) item.append(shape("text", { class: "ends", x: x + 13 + measured(this.amounts.text(node.value), BOLD) + 6, y: node.y + 4 }, this.foldedNote(node)));
    } else if (!node.parent) item.append(shape("text", { class: bold, x: x - 12, y: node.y + 4, "text-anchor": "end" }, this.amounts.text(node.value)));
    return explained(item, () => this.about(node));
  }

  branchWords(node) {
    if (!node.branch) return [];
    const { lines, chance, value, chip } = node.words, left = this.x[node.parent.index] + SLANT + 4 + (node.branch.rejected ? 10 : 0);
    const top = node.y - 6 - LINE * (lines.length - 1), last = lines.length - 1;
    const found = lines.map((line, row) => {
      const text = shape("text", { class: "label", x: left + chip, y: top + row * LINE }, line);
      if (row === last && chance) text.append(shape("tspan", { class: "chance", dx: 6 }, chance));
      return text;
    });
    if (chip) {
      const place = this.optionPlace(node.branch);
      found.push(shape("rect", { class: `chip o${place % 8}`, x: left, y: top - 9, width: 9, height: 9, rx: 2 }));
    }
    if (value) found.push(shape("text", { class: `value${node.reached ? " strong" : ""}`, x: this.x[node.index] - 11, y: node.y + 14, "text-anchor": "end" }, value));
    return found;
  }

  optionPlace({ step, number }) {
    const own = this.data.optionPlaces[step] ?? 0;
    return own + number;
  }

  symbol(node, x) {
    const { y } = node;
    if (!node.step) return shape("path", { class: "mark end", d: `M${x + 8} ${y - 6}V${y + 6}L${x - 2} ${y}Z` });
    const decides = this.data.steps[node.step].decides;
    const mark = decides ? shape("rect", { class: "mark decision", x: x - 7, y: y - 7, width: 14, height: 14 }) : shape("circle", { class: "mark event", cx: x, cy: y, r: 7.5 });
    const plus = node.open ? null : shape("path", { class: "plus", d: `M${x - 4} ${y}h8M${x} ${y - 4}v8` });
    return shape("g", {}, shape("rect", { class: "target", x: x - 12, y: y - 12, width: 24, height: 24 }), mark, plus);
  }

  said(node) {
    const parts = [];
    if (node.branch) parts.push(node.branch.state.title + (node.branch.chance === null ? "" : `, ${percent(node.branch.chance)}`));
    if (node.branch?.rejected) parts.push("rejected");
    else if (node.reached && node.branch) parts.push(node.branch.chance === null ? "best" : "on the best plan");
    if (node.step) parts.push(`then ${this.data.steps[node.step].title}, ${this.data.steps[node.step].decides ? "we choose" : "events decide"}`);
    if (this.foldedNote(node)) parts.push(`folded, ${this.foldedNote(node)}`);
    parts.push(`worth ${this.amounts.phrase(node.value)}`);
    return parts.join("; ");
  }

  about(node) {
    const step = node.step ? this.data.steps[node.step] : null, state = node.branch?.state;
    const text = [`Worth ${this.amounts.phrase(node.value)}; comes about with ${percent(node.chance, 1)} if our choices lead here.`];
    const elements = [state, this.rule(node.branch, node)];
    if (step) elements.push({ note: `${step.decides ? "We choose" : "Events decide"} next: ${step.title}.` }, step);
    return { title: state ? state.title : step?.title, text, elements };
  }

  // What the chance on this branch rests on, where the file says it of that very rule.
  rule(branch, node) {
    if (!branch || branch.chance === null) return null;
    const level = this.spelled.levels[node.parent.index];
    return level.evidence ? { note: "Revised in the light of what is known here (Bayes)." } : this.data.steps[branch.step].rules?.[level.chance[node.parent.place]];
  }

  // Folding, by mouse and keyboard.
  toggle(path, fold) {
    this.remember();
    this.folds.set(path, fold);
    this.show(this.world);
    this.focus(path);
  }

  // Everything shown now becomes the reader's own choice, so that one click changes one thing.
  remember() {
    for (const node of this.nodes) if (node.step) this.folds.set(node.path.join("."), !node.open);
    this.fold = undefined;
  }

  foldAll(fold) {
    this.folds.clear();
    this.fold = fold ?? undefined;
    this.show(this.world);
    if (fold === null) this.box.scrollTo(0, 0);
  }

  clicked(event) {
    const item = event.target.closest("[data-path]");
    if (!item || this.dragged) return;
    const node = this.at(item.dataset.path);
    if (node?.step) this.toggle(item.dataset.path, node.open);
  }

  pressed(event) {
    const item = event.target.closest("[data-path]");
    if (!item) return;
    const node = this.at(item.dataset.path), place = this.nodes.indexOf(node);
    const moves = {
      ArrowDown: () => this.focus(this.nodes[place + 1]?.path.join(".")),
      ArrowUp: () => this.focus(this.nodes[place - 1]?.path.join(".")),
      ArrowRight: () => (node.step && !node.open ? this.toggle(item.dataset.path, false) : this.focus(node.below?.[0].path.join("."))),
      ArrowLeft: () => (node.open && node.parent ? this.toggle(item.dataset.path, true) : this.focus(node.parent?.path.join("."))),
      Home: () => this.focus(""),
      End: () => this.focus(this.nodes[this.nodes.length - 1].path.join(".")),
      Enter: () => node.step && this.toggle(item.dataset.path, node.open),
      " ": () => node.step && this.toggle(item.dataset.path, node.open),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  }

  at(path) {
    return this.nodes.find((node) => node.path.join(".") === path);
  }

  focus(path) {
    if (path === undefined) return;
    const items = [...this.box.querySelectorAll("[data-path]")], item = items.find((each) => each.dataset.path === path);
    if (!item) return;
    for (const each of items) each.setAttribute("tabindex", each === item ? 0 : -1);
    item.focus({ preventScroll: false });
  }

  // Pan and zoom move the drawing alone.
  resize() {
    const svg = find("tree");
    svg.setAttribute("width", Math.round(this.width * this.zoom));
    svg.setAttribute("height", Math.round(this.height * this.zoom));
  }

  scaleBy(factor) {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.box, before = this.zoom;
    this.zoom = Math.min(3, Math.max(0.2, this.zoom * factor));
    this.resize();
    const grown = this.zoom / before;
    this.box.scrollTo((scrollLeft + clientWidth / 2) * grown - clientWidth / 2, (scrollTop + clientHeight / 2) * grown - clientHeight / 2);
  }

  fit() {
    this.zoom = Math.min(1, (this.box.clientWidth - 4) / this.width);
    this.resize();
    this.box.scrollTo(0, 0);
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.scaleBy(event.deltaY < 0 ? 1.1 : 1 / 1.1);
  }

  drag(start) {
    this.dragged = false;
    if (start.button !== 0 || start.pointerType === "touch") return;
    const { scrollLeft, scrollTop } = this.box;
    const move = (event) => {
      const [dx, dy] = [event.clientX - start.clientX, event.clientY - start.clientY];
      if (Math.abs(dx) + Math.abs(dy) > 4) this.dragged = true;
      if (this.dragged) this.box.scrollTo(scrollLeft - dx, scrollTop - dy);
    };
    const stop = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", stop);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
  }
}
