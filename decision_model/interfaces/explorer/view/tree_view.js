// The decision tree: what is shown of it, and how it answers to mouse and keyboard.

import { HistoryTree } from "../engine/history_tree.js";
import { find, NARROW } from "./elements.js";
import { Folds, grownTree, MOST_NODES, pathKey } from "./tree_growth.js";
import { TreeList } from "./tree_list.js";
import { TreeLayout } from "./tree_layout.js";
import { TreePainter } from "./tree_painter.js";
import { TreeZoom } from "./tree_zoom.js";
import { counted } from "./words.js";

export class TreeView {
  constructor(data, amounts) {
    Object.assign(this, { data, amounts });
    this.folds = new Folds();
    this.box = find("tree-box");
    this.zoom = new TreeZoom(this.box, find("tree"));
    this.list = new TreeList(data, amounts);
    this.isList = innerWidth < NARROW;
    find("tree-kind").addEventListener("click", () => this.turn());
    find("unfold").addEventListener("click", () => this.foldAll(false));
    find("fold").addEventListener("click", () => this.foldAll(true));
    find("best-plan-only").addEventListener("click", () => this.foldAll());
    this.box.addEventListener("click", (event) => this.clicked(event));
    this.box.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** From the drawing to the list, or back. */
  turn() {
    this.isList = !this.isList;
    this.show(this.state);
  }

  /** `statement` is what Python says of the file's own numbers, among that whether the choice is too close to call. */
  show(state, statement = this.statement) {
    Object.assign(this, { state, statement });
    const isClose = Boolean(statement?.isClose);
    const tree = new HistoryTree(state, state.structure.renames, isClose);
    find("tree-card").classList.toggle("close", isClose);
    find("tree-card").classList.toggle("listed", this.isList);
    find("tree-list").hidden = !this.isList;
    find("tree-kind").textContent = this.isList ? "As a drawing" : "As a list";
    if (this.isList) this.list.show(tree);
    else this.draw(tree);
  }

  draw(tree) {
    const focused = document.activeElement?.closest?.("[data-path]")?.dataset.path;
    const { root, size } = grownTree(tree, this.folds);
    const layout = new TreeLayout(root, size, tree.levels.length, this.amounts, this.box.clientWidth);
    this.nodes = layout.nodes;
    new TreePainter(this.data, this.amounts, tree, layout).paint(find("tree"));
    const cut = `Only the first ${counted(MOST_NODES, "node")} are drawn; fold some branches to open others.`;
    find("tree-note").textContent = size > MOST_NODES ? cut : "";
    this.zoom.resize(layout.width, layout.height);
    if (focused !== undefined) this.focus(focused);
  }

  toggle(node) {
    const path = pathKey(node);
    this.folds.keep(this.nodes);
    this.folds.set(path, Boolean(node.isOpen));
    this.show(this.state);
    this.focus(path);
  }

  /** Everything folded or unfolded, or back to the best plan. */
  foldAll(isFolded) {
    this.folds.clear(isFolded);
    this.show(this.state);
    if (isFolded === undefined) this.box.scrollTo(0, 0);
  }

  clicked(event) {
    const node = this.nodeOf(event);
    if (node?.step && !this.zoom.isDragged) this.toggle(node);
  }

  pressed(event) {
    const node = this.nodeOf(event);
    if (!node) return;
    const place = this.nodes.indexOf(node);
    const flip = () => node.step && this.toggle(node);
    const moves = {
      ArrowDown: () => this.focusNode(this.nodes[place + 1]),
      ArrowUp: () => this.focusNode(this.nodes[place - 1]),
      ArrowRight: () => (node.step && !node.isOpen ? flip() : this.focusNode(node.below?.[0])),
      ArrowLeft: () => (node.isOpen && node.parent ? flip() : this.focusNode(node.parent)),
      Home: () => this.focusNode(this.nodes[0]),
      End: () => this.focusNode(this.nodes[this.nodes.length - 1]),
      Enter: flip,
      " ": flip,
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  }

  nodeOf(event) {
    const path = event.target.closest("[data-path]")?.dataset.path;
    return path === undefined ? null : this.nodes.find((node) => pathKey(node) === path);
  }

  focusNode(node) {
    if (node) this.focus(pathKey(node));
  }

  focus(path) {
    const items = [...this.box.querySelectorAll("[data-path]")];
    const item = items.find((candidate) => candidate.dataset.path === path);
    if (!item) return;
    for (const candidate of items) candidate.setAttribute("tabindex", candidate === item ? 0 : -1);
    item.focus();
  }
}
