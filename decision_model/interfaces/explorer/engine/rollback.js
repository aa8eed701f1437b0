// Rollback: from the end to the start, level by level; a decision takes the best branch, an event the mean.

import { range, slackAt } from "./arithmetic.js";
import { worthOf } from "./certainty_equivalent.js";

/**
 * One solution. Totals inside it are signed, so that more is always better.
 *
 * `values[level][node]` is what a node is worth from there on, `edges[level][node * width + branch]` each of its
 * branches, `chosen[level][node]` the first best branch of a decision.
 */
export class Solution {
  /**
   * @param {Totals} totals
   * @param {Object} forced the option to be taken, by decision
   * @param {Object} withheld options that are not on offer, by decision
   * @param {boolean=} isFree whether decisions do their best where a plan is given
   */
  constructor(totals, forced, withheld, isFree) {
    Object.assign(this, { totals, forced, withheld, isFree, data: totals.data, levels: totals.tables.levels });
    this.values = [];
    this.edges = [];
    this.chosen = [];
    this.values[this.levels.length] = new Float64Array(1);
    for (let index = this.levels.length - 1; index >= 0; index--) this.foldBack(index);
    this.total = totals.sign * this.values[0][0] + totals.start;
  }

  foldBack(index) {
    const level = this.levels[index];
    const edges = this.edgeValues(index);
    const values = new Float64Array(level.nodes);
    if (level.decides) {
      this.closeEdges(level, edges);
      this.chosen[index] = new Int32Array(level.nodes);
    }
    const { riskTolerance } = this.totals.tables;
    for (let node = 0; node < level.nodes; node++) {
      const start = node * level.width;
      if (level.decides) {
        const [first, best] = firstBest(edges, start, level.width);
        this.chosen[index][node] = first;
        values[node] = best;
      } else values[node] = worthOf(level.chances[level.chanceRows[node]], edges, start, riskTolerance);
    }
    this.edges[index] = edges;
    this.values[index] = values;
  }

  edgeValues(index) {
    const level = this.levels[index];
    const after = this.values[index + 1];
    const added = this.totals.added[index];
    const { sign } = this.totals;
    const edges = new Float64Array(level.children.length);
    for (let edge = 0; edge < edges.length; edge++) {
      const child = level.children[edge];
      const points = added ? sign * added[level.scoring.rowOfEdge[edge]] : 0;
      edges[edge] = child < 0 ? -Infinity : after[child] + points;
    }
    return edges;
  }

  /** Withheld options are not on offer; a forced one, or that of a given plan, is taken wherever it is. */
  closeEdges(level, edges) {
    const names = this.data.steps[level.step].states.map((state) => state.name);
    const withheld = (this.withheld[level.step] ?? []).map((name) => names.indexOf(name));
    for (let start = 0; start < edges.length; start += level.width) {
      for (const branch of withheld) edges[start + branch] = -Infinity;
      const taken = this.takenAt(level, names, start / level.width);
      if (taken < 0 || edges[start + taken] === -Infinity) continue;
      for (let branch = 0; branch < level.width; branch++) if (branch !== taken) edges[start + branch] = -Infinity;
    }
  }

  /** The option that is forced at a node of a decision, or that a given plan takes there; -1 where there is none. */
  takenAt({ step, follows }, names, node) {
    if (step in this.forced) return names.indexOf(this.forced[step]);
    return this.isFree ? -1 : (follows?.[node] ?? -1);
  }

  /** All branches of a decision that are level with the best. */
  bestBranches(index, node) {
    const level = this.levels[index];
    const best = this.values[index][node];
    return range(level.width).filter(
      (branch) => this.edges[index][node * level.width + branch] >= best - slackAt(best),
    );
  }

  /** The chance of a branch; 1 for the option that is chosen. */
  chanceOf(index, node, branch) {
    const level = this.levels[index];
    if (level.decides) return this.chosen[index][node] === branch ? 1 : 0;
    return level.chances[level.chanceRows[node]][branch];
  }

  /** The chance of every node if the first best option is always taken. */
  get reach() {
    this.knownReach ??= this.followed((index, node, branch) => this.chanceOf(index, node, branch));
    return this.knownReach;
  }

  /** What flows from the start to every node, when `part` of a node's flow goes down each of its branches. */
  followed(part) {
    const flows = [[1]];
    this.levels.forEach((level, index) => {
      const after = new Array(this.values[index + 1].length).fill(0);
      for (let edge = 0; edge < level.children.length; edge++) {
        if (level.children[edge] < 0) continue;
        const node = Math.floor(edge / level.width);
        const flow = flows[index][node];
        if (flow > 0) after[level.children[edge]] += flow * part(index, node, edge % level.width);
      }
      flows.push(after);
    });
    return flows;
  }

  /** What each leaf adds to the expected total. */
  get contributions() {
    this.knownContributions ??= this.contributionsByLeaf();
    return this.knownContributions;
  }

  contributionsByLeaf() {
    const { factors, tables, byLeaf } = this.totals;
    const contributions = new Array(this.data.leaves.length).fill(0);
    for (const start of tables.starts) contributions[start.leaf] += start.value * factors[start.leaf];
    this.levels.forEach((level, index) => {
      if (!level.scoring) return;
      for (let edge = 0; edge < level.children.length; edge++) {
        if (level.children[edge] < 0) continue;
        const node = Math.floor(edge / level.width);
        const flow = this.reach[index][node] * this.chanceOf(index, node, edge % level.width);
        if (!flow) continue;
        for (const { leaf, rows } of byLeaf[index]) contributions[leaf] += flow * rows[level.scoring.rowOfEdge[edge]];
      }
    });
    return contributions;
  }
}

/** The first branch that is level with the best, and what the best is worth. */
function firstBest(edges, start, width) {
  let best = -Infinity;
  for (let branch = 0; branch < width; branch++) best = Math.max(best, edges[start + branch]);
  let first = 0;
  if (best > -Infinity) while (edges[start + first] < best - slackAt(best)) first++;
  return [first, best];
}
