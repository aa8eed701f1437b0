// Tables: a structure filled with numbers, once for every change of the numbers and not for a change of weights.

import { CLOSE, sum } from "./arithmetic.js";
import { revisedChances } from "./bayes.js";
import { valueOnScale } from "./scales.js";
import { TOTAL_RULES } from "./total_rules.js";

/** The size that no number exceeds. */
const LARGEST = 1e100;

/** A structure's levels with their chances and values; `problem` says what in these numbers makes no sense. */
export class Tables {
  constructor(data, structure, numbers) {
    this.data = data;
    this.structure = structure;
    this.numbers = numbers;
    this.rule = TOTAL_RULES[data.combine];
    this.problem = null;
    this.chancesByEvent = {};
    this.levels = structure.levels.map((level) => this.filled(level));
    this.starts = structure.starts.map(({ leaf, score }) => this.startOf(leaf, this.number(score)));
    this.riskTolerance = data.riskTolerance in numbers.formulas ? this.number(data.riskTolerance) : null;
    this.check();
  }

  report(problem) {
    this.problem ??= problem;
  }

  /** A formula's value; reported where it has none, or one too large. */
  number(formula) {
    const value = this.numbers.value(formula);
    if (!(Math.abs(value) <= LARGEST)) this.report({ kind: "formula" });
    return value;
  }

  filled(level) {
    const filled = { ...level, nodes: level.children.length / level.width };
    if (!level.decides) {
      const own = (event) => this.ownChances(event);
      filled.chances = level.evidence ? revisedChances(level, this.structure, own) : own(level.step);
    }
    if (level.scoring) filled.parts = level.scoring.parts.map((part) => this.part(part));
    return filled;
  }

  /** An event's chances as the file states them: a row for each rule, then for absence, then for no rule at all. */
  ownChances(event) {
    this.chancesByEvent[event] ??= this.data.chances[event].map((row) => this.chancesOf(row, event));
    return this.chancesByEvent[event];
  }

  chancesOf(row, event) {
    if (row === null) return this.data.steps[event].states.map(() => 0).concat(0);
    const isRest = (entry) => entry !== null && entry.rest === true;
    const stated = row.map((entry) => (entry === null || isRest(entry) ? 0 : this.number(entry)));
    const total = sum(stated);
    const rest = row.findIndex(isRest);
    const impossible = stated.some((chance) => !(chance >= -CLOSE && chance <= 1 + CLOSE)) || total > 1 + CLOSE;
    if (impossible || (rest < 0 && total < 1 - CLOSE)) this.report({ kind: "chances", step: event });
    if (rest >= 0)
      stated[rest] = Math.max(
        stated.reduce((left, chance) => left - chance, 1),
        0,
      );
    return stated;
  }

  /** What one consideration adds in each row: scores in a common unit, or values from 0 to 1. */
  part({ leaf, isWhole, rows }) {
    const scores = rows.map((row) => sum(row.map((entry) => this.number(entry))));
    return { leaf, isWhole, scores, values: scores.map((score) => this.valueOf(leaf, score, isWhole)) };
  }

  valueOf(leaf, score, isWhole) {
    return this.rule.usesScales ? valueOnScale(this.data.leaves[leaf], score, isWhole) : score;
  }

  startOf(leaf, score) {
    return { leaf, score, value: this.valueOf(leaf, score, true) };
  }

  check() {
    for (const event of Object.keys(this.data.chances)) this.ownChances(event);
    for (const name of Object.keys(this.data.parameters)) this.number(name);
    if (this.riskTolerance === 0) this.report({ kind: "riskTolerance" });
    if (this.rule.usesScales) this.data.leaves.forEach((leaf, index) => leaf.beyond || this.checkScale(leaf, index));
  }

  /** A score may not leave its scale in any history: the lowest and the highest sum of its parts along every path. */
  checkScale(leaf, index) {
    const [worst, best] = leaf.scale ?? [0, 100];
    const start = this.starts.find((entry) => entry.leaf === index)?.score ?? 0;
    const low = start + this.extremeSum(index, Math.min);
    const high = start + this.extremeSum(index, Math.max);
    const slack = CLOSE * Math.max(1, Math.abs(best), Math.abs(worst));
    if (low < Math.min(worst, best) - slack || high > Math.max(worst, best) + slack) {
      this.report({ kind: "scale", leaf: index, worst, best });
    }
  }

  extremeSum(leaf, pick) {
    let after = [0];
    for (const level of [...this.levels].reverse()) {
      const part = level.parts?.find((candidate) => candidate.leaf === leaf);
      const now = new Array(level.nodes).fill(null);
      for (let edge = 0; edge < level.children.length; edge++) {
        if (level.children[edge] < 0) continue;
        const node = Math.floor(edge / level.width);
        const sumHere = after[level.children[edge]] + (part ? part.scores[level.scoring.rowOfEdge[edge]] : 0);
        now[node] = now[node] === null ? sumHere : pick(now[node], sumHere);
      }
      after = now;
    }
    return after[0];
  }
}
