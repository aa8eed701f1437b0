// The tree: histories spelled out from merged nodes, one node at a time, only as far as they are shown.

import { CLOSE, isClose, range, sum } from "./arithmetic.js";

/** Nodes that two futures are compared on before they count as different. */
const MOST_COMPARED = 200;

/** The decision tree of a solved state; steps in `passed` only carry out what was decided above and are not shown. */
export class HistoryTree {
  constructor(state, passed = {}, isTooClose = false) {
    this.steps = state.data.steps;
    this.passed = passed;
    this.solution = state.solution;
    this.levels = state.solution.levels;
    this.endCounts = this.countEnds();
    this.near = "";
    if (isTooClose) this.near = this.closeBehind();
  }

  /** The path to what comes next to the best where that is too close to call: of what is decided first. */
  closeBehind() {
    const rejected = [];
    let node = this.root;
    while (node?.step && this.levels[node.index].decides) {
      const below = this.branches(node);
      for (const each of below) {
        if (each.branch.rejected) rejected.push({ path: each.path.join(), behind: Math.abs(each.value - node.value) });
      }
      node = below.find((each) => each.branch.best);
    }
    const [nearest] = rejected.sort((one, other) => one.behind - other.behind);
    return nearest?.path ?? "";
  }

  /**
   * The first node.
   *
   * A node holds its level's `index` and `place` there, the total `collected` on the way, its `chance`, whether the
   * best plan can have `reached` it, the `path` of branch numbers and the `branch` that lead to it, the `trail` of edges
   * there, a number a level, the next `step` (null at an end), its `value`, and how many `ends` follow.
   */
  get root() {
    const nothing = { path: [], trail: [], branch: null };
    const start = { collected: this.solution.totals.start, chance: 1, reached: true, ...nothing };
    return this.node(0, 0, start);
  }

  node(startIndex, startPlace, above) {
    let [index, place, collected] = [startIndex, startPlace, above.collected];
    const passed = [];
    while (index < this.levels.length) {
      const edge = this.onlyEdge(this.levels[index], place);
      if (edge < 0) break;
      collected += this.addedOn(index, edge);
      place = this.levels[index].children[edge];
      passed.push(edge);
      index++;
    }
    const isEnd = index === this.levels.length;
    const value = isEnd ? collected : this.solution.totals.sign * this.solution.values[index][place] + collected;
    const step = isEnd ? null : this.levels[index].step;
    const trail = passed.length ? [...above.trail, ...passed] : above.trail;
    return { ...above, index, place, collected, step, value, trail, ends: this.endCounts[index][place] };
  }

  /** The edge that leads past a step that does not arise, or -1 where the step has to be shown. */
  onlyEdge(level, place) {
    const absent = this.steps[level.step].states.length;
    const start = place * level.width;
    const open = range(level.width).filter((branch) => level.children[start + branch] >= 0);
    return open.length === 1 && (open[0] === absent || level.step in this.passed) ? start + open[0] : -1;
  }

  /** The nodes that follow a node, each with the branch that leads to it. */
  branches(node) {
    if (!node.step) return [];
    const level = this.levels[node.index];
    const best = level.decides ? this.solution.bestBranches(node.index, node.place) : null;
    return range(level.width)
      .filter((branch) => this.isOpen(node, branch))
      .map((branch) => this.below(node, branch, best));
  }

  isOpen(node, branch) {
    const level = this.levels[node.index];
    const edge = node.place * level.width + branch;
    if (level.children[edge] < 0) return false;
    if (level.decides) return this.solution.edges[node.index][edge] > -Infinity;
    return this.solution.chanceOf(node.index, node.place, branch) !== 0;
  }

  below(node, number, best) {
    const level = this.levels[node.index];
    const edge = node.place * level.width + number;
    const chance = level.decides ? null : this.solution.chanceOf(node.index, node.place, number);
    const state = this.steps[level.step].states[number] ?? { name: "", title: "does not arise" };
    const isBest = best ? best.includes(number) : true;
    const near = this.near !== "" && [...node.path, number].join() === this.near;
    const rejected = best !== null && !isBest && !near;
    const branch = { step: level.step, number, state, chance, best: isBest, rejected, near };
    return this.node(node.index + 1, level.children[edge], {
      trail: [...node.trail, edge],
      collected: node.collected + this.addedOn(node.index, edge),
      chance: node.chance * (chance ?? 1),
      reached: node.reached && isBest,
      path: [...node.path, number],
      branch,
    });
  }

  /** Whether two nodes stand before the same future: same steps, chances, choices and values. */
  sameFuture(first, second, budget = { left: MOST_COMPARED }) {
    if (first.step !== second.step || first.ends !== second.ends || !isClose(first.value, second.value)) return false;
    if (budget.left-- < 0) return false;
    const belowFirst = this.branches(first);
    const belowSecond = this.branches(second);
    if (belowFirst.length !== belowSecond.length) return false;
    return belowFirst.every(
      (node, index) =>
        sameBranch(node.branch, belowSecond[index].branch) && this.sameFuture(node, belowSecond[index], budget),
    );
  }

  addedOn(index, edge) {
    const added = this.solution.totals.added[index];
    return added ? added[this.levels[index].scoring.rowOfEdge[edge]] : 0;
  }

  /** How many histories follow each merged node, impossible ones left out. */
  countEnds() {
    const counts = [];
    counts[this.levels.length] = [1];
    for (let index = this.levels.length - 1; index >= 0; index--) {
      const level = this.levels[index];
      const possible = (node, branch) => level.decides || this.solution.chanceOf(index, node, branch) > 0;
      counts[index] = range(level.nodes).map((node) =>
        sum(
          range(level.width).map((branch) => {
            const child = level.children[node * level.width + branch];
            return child >= 0 && possible(node, branch) ? counts[index + 1][child] : 0;
          }),
        ),
      );
    }
    return counts;
  }
}

function sameBranch(first, second) {
  return first.number === second.number && first.best === second.best && Math.abs(first.chance - second.chance) < CLOSE;
}
