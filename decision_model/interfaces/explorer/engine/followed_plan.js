// Followed plans: a decision of limited memory takes one option in all histories that it cannot tell apart.

import { firstBest, range } from "./arithmetic.js";
import { worthOf } from "./certainty_equivalent.js";

/**
 * A plan of the limited decisions, followed through a solution's tables; the other decisions do best.
 *
 * `plan` holds, by the index of a level, the branch taken in each of its sets; a limited decision that it leaves out does
 * best at every node, as if it knew all. `values`, `edges` and `chosen` are as in a solution.
 */
export class FollowedPlan {
  /** @param {FollowedPlan=} before one that does the same below level `last` */
  constructor(solution, plan, before = null, last = solution.levels.length - 1) {
    Object.assign(this, { solution, plan, levels: solution.levels });
    this.values = before ? [...before.values] : [];
    this.edges = before ? [...before.edges] : [];
    this.chosen = before ? [...before.chosen] : [];
    if (!before) this.values[last + 1] = new Float64Array(1);
    for (let index = last; index >= 0; index--) this.foldBack(index);
  }

  foldBack(index) {
    const { edges, values, chosen } = this.solution.folded(index, this.values[index + 1]);
    this.edges[index] = edges;
    this.values[index] = values;
    this.chosen[index] = chosen;
    if (!(index in this.plan)) return;
    const { sets, width } = this.levels[index];
    sets.forEach((nodes, number) => {
      for (const node of nodes) {
        chosen[node] = this.plan[index][number];
        values[node] = edges[node * width + chosen[node]];
      }
    });
  }

  /** The plan with other choices at one decision: what stands below it stays as it is. */
  answering(index, choices) {
    return new FollowedPlan(this.solution, { ...this.plan, [index]: choices }, this, index);
  }

  /** The first of the best options in each set of a decision. */
  bestChoices(index) {
    return this.setValues(index).map((values) => firstBest(values, 0, values.length)[0]);
  }

  /** What each option of a limited decision is worth in each of its sets. */
  setValues(index) {
    return setValues(this.levels[index], this.edges[index], this.setShares(index), this.riskTolerance);
  }

  get riskTolerance() {
    return this.solution.totals.tables.riskTolerance;
  }

  /**
   * How much the nodes of each set of a decision count beside each other.
   *
   * In a set that the plan never leads to, histories weigh as if every option above were taken equally often; in one that
   * cannot arise, all alike.
   */
  setShares(index) {
    const own = this.carriedTo(index, false);
    let mixed = null;
    return this.levels[index].sets.map((nodes) => {
      const shares = sharesAmong(nodes.map((node) => own[node]));
      if (shares) return shares;
      mixed ??= this.carriedTo(index, true);
      return sharesAmong(nodes.map((node) => mixed[node])) ?? nodes.map(() => 1 / nodes.length);
    });
  }

  /**
   * The logarithm of how much each node of a level counts: its chance, under a risk tolerance R times the mean of
   * exp(-t / R) of what was added on the way. `isMixed` takes every option on offer equally often.
   */
  carriedTo(index, isMixed) {
    let carried = [0];
    for (let above = 0; above < index; above++) carried = this.carriedPast(above, carried, isMixed);
    return carried;
  }

  carriedPast(index, carried, isMixed) {
    const { children, width, nodes } = this.levels[index];
    const after = new Float64Array(this.values[index + 1].length).fill(-Infinity);
    for (let node = 0; node < nodes; node++) {
      if (carried[node] === -Infinity) continue;
      const parts = this.partsOf(index, node, isMixed);
      for (let branch = 0; branch < width; branch++) {
        const edge = node * width + branch;
        if (!(parts[branch] > 0) || children[edge] < 0) continue;
        const flow = carried[node] + Math.log(parts[branch]) + this.logFactor(index, edge);
        after[children[edge]] = logOfSum(after[children[edge]], flow);
      }
    }
    return after;
  }

  /** The part that each branch of a node takes. */
  partsOf(index, node, isMixed) {
    const level = this.levels[index];
    if (!level.decides) return level.chances[level.chanceRows[node]];
    if (!isMixed) return range(level.width).map((branch) => (branch === this.chosen[index][node] ? 1 : 0));
    const isOffered = range(level.width).map((branch) => this.edges[index][node * level.width + branch] > -Infinity);
    const count = isOffered.filter(Boolean).length;
    return isOffered.map((offered) => (offered ? 1 / count : 0));
  }

  logFactor(index, edge) {
    const { added, sign } = this.solution.totals;
    if (this.riskTolerance === null || !added[index]) return 0;
    return (-sign * added[index][this.levels[index].scoring.rowOfEdge[edge]]) / this.riskTolerance;
  }
}

/** What each option is worth in each set: its mean, or certainty equivalent, over the nodes of the set. */
export function setValues({ sets, width }, edges, shares, riskTolerance) {
  return sets.map((nodes, number) =>
    range(width).map((branch) => {
      if (edges[nodes[0] * width + branch] === -Infinity) return -Infinity;
      const values = nodes.map((node) => edges[node * width + branch]);
      return worthOf(shares[number], values, 0, riskTolerance);
    }),
  );
}

/** Shares of 1 from logarithms; null where all are of nothing. */
function sharesAmong(logarithms) {
  const largest = Math.max(...logarithms);
  if (largest === -Infinity) return null;
  const parts = logarithms.map((logarithm) => Math.exp(logarithm - largest));
  const whole = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / whole);
}

function logOfSum(first, second) {
  const largest = Math.max(first, second);
  return largest === -Infinity ? largest : largest + Math.log1p(Math.exp(-Math.abs(first - second)));
}
