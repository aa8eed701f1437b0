// The drawing of a laid-out tree.

import { shape } from "./elements.js";
import { explained } from "./info_card.js";
import { textWidth, wrappedLines } from "./text_width.js";
import { pathKey } from "./tree_growth.js";
import { BOLD, FONT, foldedNote, LINE, SLANT } from "./tree_layout.js";
import { percent, quoted } from "./words.js";

/** Paints one layout of a `HistoryTree` into an SVG element. */
export class TreePainter {
  constructor(data, amounts, tree, layout) {
    Object.assign(this, { data, amounts, tree, layout });
  }

  paint(svg) {
    const { nodes, width, height, root } = this.layout;
    const bestLast = [...nodes].sort((a, b) => (a.reached ? 1 : 0) - (b.reached ? 1 : 0));
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("role", "tree");
    const value = this.amounts.phrase(root.value);
    svg.setAttribute("aria-label", `Decision tree. ${value} at the start. Arrow keys move and fold.`);
    svg.replaceChildren(
      shape(
        "g",
        { "aria-hidden": "true" },
        this.headings(),
        bestLast.map((node) => this.line(node)),
      ),
      shape(
        "g",
        {},
        nodes.map((node) => this.item(node)),
      ),
    );
  }

  headings() {
    const { nodes, x } = this.layout;
    const used = new Set(nodes.filter((node) => node.isOpen).map((node) => node.index));
    return this.tree.levels.flatMap((level, index) => {
      if (!used.has(index)) return [];
      const room = x[index + 1] - x[index] - 10;
      const lines = wrappedLines(this.data.steps[level.step].title, FONT, room).slice(0, 3);
      return lines.map((line, row) => shape("text", { class: "heading", x: x[index] - 6, y: 14 + row * 13 }, line));
    });
  }

  line(node) {
    if (!node.parent) return null;
    const { x } = this.layout;
    const from = x[node.parent.index];
    const d = `M${from} ${node.parent.y}L${from + SLANT} ${node.y}H${x[node.index]}`;
    const path = shape("path", { class: `branch ${kindOf(node)}`, d });
    if (!node.branch.rejected) return path;
    const stroke = `M${from + SLANT + 3} ${node.y + 5}l5 -10m4 0l-5 10`;
    return shape("g", {}, path, shape("path", { class: "struck", d: stroke }));
  }

  /** One node with the words of the branch that leads to it: an item of the tree for the keyboard and the ear. */
  item(node) {
    const attributes = {
      class: `node ${kindOf(node)}`,
      role: "treeitem",
      "aria-level": node.depth,
      "aria-label": this.spokenText(node),
      "aria-expanded": node.step ? String(Boolean(node.isOpen)) : null,
      tabindex: node.parent ? -1 : 0,
      "data-path": pathKey(node),
    };
    const item = shape("g", attributes, this.branchWords(node), this.symbol(node), this.valueWords(node));
    return explained(item, () => this.card(node));
  }

  branchWords(node) {
    if (!node.branch) return [];
    const { lines, chance, value, chip } = node.words;
    const { x } = this.layout;
    const left = x[node.parent.index] + SLANT + 4 + (node.branch.rejected ? 10 : 0);
    const last = lines.length - 1;
    const top = node.y - 6 - LINE * last;
    const words = lines.map((line, row) =>
      shape("text", { class: "label", x: left + chip, y: top + row * LINE }, line),
    );
    if (chance) words[last].append(shape("tspan", { class: "chance", dx: 6 }, chance));
    if (chip) words.push(this.optionChip(node.branch, left, top - 9));
    if (value) {
      const place = { x: x[node.index] - 11, y: node.y + 14, "text-anchor": "end" };
      words.push(shape("text", { class: valueClass(node), ...place }, value));
    }
    return words;
  }

  optionChip({ step, number }, x, y) {
    const place = (this.data.optionPlaces[step] ?? 0) + number;
    return shape("rect", { class: `chip option-${place}`, x, y, width: 9, height: 9, rx: 2 });
  }

  /** The value of an end, of a folded node with what it hides, and of the root; others stand with their branch. */
  valueWords(node) {
    const { x } = this.layout;
    const value = this.amounts.scaled(node.value);
    const y = node.y + 4;
    if (node.step && node.isOpen) {
      const place = { x: x[node.index] - 12, y, "text-anchor": "end" };
      return node.parent ? [] : [shape("text", { class: valueClass(node), ...place }, value)];
    }
    const left = x[node.index] + 13;
    const words = [shape("text", { class: valueClass(node), x: left, y }, value)];
    const note = foldedNote(node, this.layout.titleOf);
    if (note) words.push(shape("text", { class: "ends", x: left + textWidth(value, BOLD) + 6, y }, note));
    return words;
  }

  symbol(node) {
    const { y } = node;
    const x = this.layout.x[node.index];
    if (!node.step) return shape("path", { class: "mark end", d: `M${x + 8} ${y - 6}V${y + 6}L${x - 2} ${y}Z` });
    const mark = this.data.steps[node.step].decides
      ? shape("rect", { class: "mark decision", x: x - 7, y: y - 7, width: 14, height: 14 })
      : shape("circle", { class: "mark event", cx: x, cy: y, r: 7.5 });
    const plus = node.isOpen ? null : shape("path", { class: "plus", d: `M${x - 4} ${y}h8M${x} ${y - 4}v8` });
    return shape("g", {}, shape("rect", { class: "target", x: x - 12, y: y - 12, width: 24, height: 24 }), mark, plus);
  }

  /** A node for those who hear it. */
  spokenText(node) {
    const parts = [];
    const { branch } = node;
    if (branch) parts.push(branch.state.title + (branch.chance === null ? "" : `, ${percent(branch.chance)}`));
    if (branch) parts.push(...becomes(node));
    if (node.step) parts.push(`then ${this.data.steps[node.step].title}, ${this.whoDecides(node.step)}`);
    if (foldedNote(node)) parts.push(`folded, ${foldedNote(node)}`);
    return [...parts, `worth ${this.amounts.phrase(node.value)}`].join("; ");
  }

  whoDecides(step) {
    return this.data.steps[step].decides ? "we choose" : "events decide";
  }

  /** The card of a node. */
  card(node) {
    const step = node.step ? this.data.steps[node.step] : null;
    const state = node.branch?.state;
    const worth = `Worth ${this.amounts.phrase(node.value)}`;
    const text = [`${worth}; comes about with ${percent(node.chance)} if our choices lead here.`];
    if (step) text.push(`Next, ${this.whoDecides(node.step)}: ${quoted(step.title)}.`);
    return { title: (state ?? step)?.title, text, elements: [state, this.chanceGrounds(node), step] };
  }

  /** What the chance on a branch rests on, where the file says it of that very rule. */
  chanceGrounds({ branch, parent }) {
    if (!branch || branch.chance === null) return null;
    const level = this.tree.levels[parent.index];
    if (level.evidence) return { note: "Revised in the light of what is known here (Bayes)." };
    return this.data.steps[branch.step].rules?.[level.chanceRows[parent.place]];
  }
}

/** What the plan makes of the branch that leads to a node, in a word for those who hear it; none for other branches. */
function becomes({ branch, reached }) {
  if (branch.rejected) return ["rejected"];
  if (branch.near) return ["close behind"];
  if (!reached) return [];
  return [branch.chance === null ? "taken" : "on the plan"];
}

export function kindOf(node) {
  if (node.reached) return "best";
  if (node.branch?.near) return "near";
  return node.branch?.rejected ? "rejected" : "other";
}

const valueClass = (node) => (node.reached ? "value strong" : "value");
