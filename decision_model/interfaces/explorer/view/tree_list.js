// The decision tree as a list that opens, for small screens and for those who would rather read than look.

import { element, fill, find, hiddenText, shape } from "./elements.js";
import { pathKey } from "./tree_growth.js";
import { kindOf } from "./tree_painter.js";
import { percent } from "./words.js";

const NODE_MARKS = {
  decides: () => shape("rect", { class: "mark decision", x: 2, y: 2, width: 12, height: 12 }),
  event: () => shape("circle", { class: "mark event", cx: 8, cy: 8, r: 6.5 }),
  end: () => shape("path", { class: "mark end", d: "M13 2V14L3 8Z" }),
};

export class TreeList {
  constructor(data, amounts) {
    Object.assign(this, { data, amounts, opened: new Set([""]) });
  }

  show(tree) {
    this.tree = tree;
    fill(find("tree-list"), element("ul", { class: "tree-list" }, this.item(tree.root)));
  }

  item(node) {
    if (!node.step) return element("li", { class: kindOf(node) }, element("p", { class: "row" }, this.words(node)));
    const below = element("ul", {});
    const path = pathKey(node);
    const fold = () => {
      if (!details.open) return void this.opened.delete(path);
      this.opened.add(path);
      if (!below.childElementCount) this.unfold(node, below);
    };
    const summary = element("summary", { class: "row" }, this.words(node));
    const details = element("details", { open: this.opened.has(path), ontoggle: fold }, summary, below);
    if (details.open) this.unfold(node, below);
    return element("li", { class: kindOf(node) }, details);
  }

  unfold(node, below) {
    const step = this.data.steps[node.step];
    const who = step.decides ? "we choose" : "events decide";
    fill(
      below,
      element("li", { class: "asked" }, `${step.title} (${who})`),
      this.tree.branches(node).map((branch) => this.item(branch)),
    );
  }

  words(node) {
    const kind = this.data.steps[node.step]?.decides ? "decides" : "event";
    const mark = shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, NODE_MARKS[node.step ? kind : "end"]());
    const { branch } = node;
    const chance = branch?.chance === null || !branch ? null : element("span", { class: "odds" }, percent(branch.chance));
    const title = branch ? branch.state.title : "The start";
    return [
      mark,
      element("span", { class: "title" }, title, " ", chance, hiddenText(spokenKind(node))),
      element("span", { class: "worth" }, hiddenText("worth "), this.amounts.scaled(node.value)),
    ];
  }
}

function spokenKind({ branch, reached }) {
  if (branch?.rejected) return ", rejected,";
  if (branch?.near) return ", close behind,";
  return branch && reached ? ", on the plan," : "";
}
