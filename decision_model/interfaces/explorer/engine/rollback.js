// Rollback: from the end to the start, level by level; a decision takes the best branch, an event the mean.

import { firstBest, range, slackAt } from "./arithmetic.js";
import { worthOf } from "./certainty_equivalent.js";
import { bestFollowedPlan } from "./plan_search.js";

/**
 * One solution. Totals inside it are signed, so that more is always better.
 *
 * `values[level][node]` is what a node is worth from there on, `edges[level][node * width + branch]` each of its
 * branches, `chosen[level][node]` the first best branch of a decision. At a decision of limited memory a branch is worth
 * what it is worth over all nodes that the decision cannot tell apart.
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
    this.limited = range(this.levels.length).filter((index) => this.levels[index].sets);
    if (this.limited.length) this.takeBestPlan();
    else this.foldBack();
    this.total = totals.sign * this.values[0][0] + totals.start;
  }

  foldBack() {
    Object.assign(this, { values: [], edges: [], chosen: [] });
    this.values[this.levels.length] = new Float64Array(1);
    for (let index = this.levels.length - 1; index >= 0; index--) {
      const { edges, values, chosen } = this.folded(index, this.values[index + 1]);
      this.edges[index] = edges;
      this.values[index] = values;
      this.chosen[index] = chosen;
    }
  }

  /** The best plan of decisions of limited memory; an option's value there is that over all nodes it may stand at. */
  takeBestPlan() {
    const { values, edges, chosen, setEdges } = bestFollowedPlan(this);
    Object.assign(this, { values, chosen, edges: edges.map((own, index) => setEdges[index] ?? own) });
  }

  /** A level worked out from the values after it: its nodes' `values`, its `edges`, and what is `chosen` at a decision. */
  folded(index, after) {
    const level = this.levels[index];
    const edges = this.edgeValues(index, after);
    if (level.decides) this.closeEdges(level, edges);
    const values = new Float64Array(level.nodes);
    const chosen = level.decides ? new Int32Array(level.nodes) : null;
    const { riskTolerance } = this.totals.tables;
    for (let node = 0; node < level.nodes; node++) {
      const start = node * level.width;
      if (chosen) [chosen[node], values[node]] = firstBest(edges, start, level.width);
      else values[node] = worthOf(level.chances[level.chanceRows[node]], edges, start, riskTolerance);
    }
    return { edges, values, chosen };
  }

  edgeValues(index, after) {
    const level = this.levels[index];
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
    const { width } = this.levels[index];
    const edges = this.edges[index].subarray(node * width, (node + 1) * width);
    const best = Math.max(...edges);
    return range(width).filter((branch) => edges[branch] >= best - slackAt(best));
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
