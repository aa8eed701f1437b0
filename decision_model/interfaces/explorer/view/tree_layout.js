// Where the nodes of the tree stand: one column a step, laid out from the ends upwards.

import { range } from "../engine/arithmetic.js";
import { labelOf, shortOf } from "./labels.js";
import { textWidth, wrappedLines } from "./text_width.js";
import { counted, percent, quoted } from "./words.js";

export const FONT = "12.5px system-ui, sans-serif";
export const BOLD = "600 12.5px system-ui, sans-serif";
export const SLANT = 15;
export const LINE = 15;

const ROW = 30;
const TOP = 46;
const NARROWEST_COLUMN = 52;
const AFTER_LABEL = 20;
/** Widest labels that are tried, until the drawing fits the window: in full, then short; a large tree takes the last. */
const LABELS = [
  { widest: 220, titleOf: labelOf },
  ...[220, 160, 108].map((widest) => ({ widest, titleOf: shortOf })),
];
const LARGE_TREE = 200;
/** Widest label of a branch that passes over columns, which has room enough. */
const PASSING = 90;

/** Columns `x` by level, and each of `nodes` with its `y` and its `words`. */
export class TreeLayout {
  /**
   * @param {Object} root what `grownTree` gives
   * @param {number} size how many nodes there are
   * @param {number} levelCount
   * @param {Amounts} amounts
   * @param {number} room pixels that the window has
   */
  constructor(root, size, levelCount, amounts, room) {
    Object.assign(this, { root, levelCount, amounts });
    for (const labels of size > LARGE_TREE ? LABELS.slice(-1) : LABELS) {
      Object.assign(this, labels);
      this.arrange();
      if (this.width <= room) break;
    }
  }

  arrange() {
    this.nodes = [];
    this.height = Math.ceil(this.placeRows(this.root, TOP) + 10);
    this.x = this.columns();
    const after = this.nodes.map((node) => (node.step && node.isOpen ? 0 : this.endWidth(node)));
    this.width = Math.ceil(this.x[this.levelCount] + 26 + Math.max(...after));
  }

  /** Places a node and all below it from `top` on; gives where they end. */
  placeRows(node, top) {
    this.nodes.push(node);
    node.words = this.words(node);
    const own = ROW + LINE * (node.words.lines.length - 1);
    let bottom = top;
    for (const child of node.below ?? []) bottom = this.placeRows(child, bottom);
    const last = node.below?.[node.below.length - 1];
    node.y = node.below ? (node.below[0].y + last.y) / 2 : top + own - 9;
    const end = Math.max(bottom, top + own);
    return node.isOpen ? Math.max(end, node.y + ROW / 2) : end; // an open node's value stands below its line
  }

  columns() {
    const widths = new Array(this.levelCount + 1).fill(0);
    for (const node of this.nodes.filter((candidate) => candidate.parent)) {
      const isNext = node.index - node.parent.index === 1;
      const width = isNext ? node.words.width : Math.min(node.words.width, PASSING);
      widths[node.parent.index] = Math.max(widths[node.parent.index], width);
    }
    const used = new Set(this.nodes.map((node) => node.index));
    const x = [16 + textWidth(this.amounts.scaled(this.root.value), BOLD)];
    for (const index of range(this.levelCount)) {
      x.push(x[index] + (used.has(index) ? Math.max(widths[index], NARROWEST_COLUMN) + SLANT + AFTER_LABEL : 0));
    }
    return x;
  }

  /** The label of the branch that leads to a node in lines, with its chance, and how wide they are. */
  words(node) {
    if (!node.branch) return { lines: [], chance: "", value: "", width: 0 };
    const { state, chance, best, rejected } = node.branch;
    const font = node.reached && best ? BOLD : FONT;
    const lines = wrappedLines(this.titleOf(state), font, this.widest);
    const chanceText = chance === null ? "" : percent(chance);
    const chip = chance === null ? 13 : 0;
    const widths = lines.map((line) => textWidth(line, font));
    if (chanceText) widths[widths.length - 1] += 7 + textWidth(chanceText, font);
    const value = node.step && node.isOpen ? this.amounts.scaled(node.value) : "";
    return { lines, chance: chanceText, value, chip, width: Math.max(...widths) + chip + (rejected ? 10 : 0) };
  }

  endWidth(node) {
    return textWidth(`${this.amounts.scaled(node.value)}  ${foldedNote(node, this.titleOf)}`, BOLD);
  }
}

/** What a folded node hides. */
export function foldedNote(node, titleOf = labelOf) {
  if (!node.step || node.isOpen) return "";
  return node.twin ? `as after ${quoted(titleOf(node.twin.branch.state))}` : counted(node.ends, "end");
}
