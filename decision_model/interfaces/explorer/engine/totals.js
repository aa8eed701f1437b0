// Totals: what every row of every level adds to the total under some weights.

import { sum } from "./arithmetic.js";
import { sharedOut } from "./shapley.js";
import { TOTAL_RULES } from "./total_rules.js";

/**
 * `byLeaf[level]` holds what each leaf adds in each row, `added[level]` what they add together, `start` what is there
 * before the first step. `sign` is -1 where a lower total is better.
 */
export class Totals {
  constructor(tables, weights, shares) {
    const { data } = tables;
    Object.assign(this, { tables, data, weights, shares });
    this.rule = TOTAL_RULES[data.combine];
    this.sign = data.lowerIsBetter ? -1 : 1;
    this.factors = data.leaves.map((leaf) => (this.rule.addsUp ? this.rule.factor(shares[leaf.name]) : 1));
    const joint = this.rule.addsUp ? null : this.rule.jointTotal(data, weights, tables.numbers);
    this.problem = joint?.problem ?? null;
    const leafPoints = (level) => (joint ? sharedOut(data, shares, level, joint.total) : this.scaled(level));
    this.byLeaf = tables.levels.map((level) => (level.scoring ? leafPoints(level) : null));
    this.added = tables.levels.map((level, index) => (level.scoring ? rowSums(level, this.byLeaf[index]) : null));
    this.start = sum(tables.starts.map(({ leaf, value }) => value * this.factors[leaf]));
  }

  scaled(level) {
    return level.parts.map(({ leaf, values }) => ({ leaf, rows: values.map((value) => value * this.factors[leaf]) }));
  }
}

function rowSums(level, parts) {
  const sums = new Float64Array(level.scoring.rowCount);
  for (const { rows } of parts) for (let row = 0; row < sums.length; row++) sums[row] += rows[row];
  return sums;
}
