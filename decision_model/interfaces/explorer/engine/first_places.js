// First places: under what share of the admissible weights each row of a list comes first.

import { range, slackAt, sum } from "./arithmetic.js";
import { worthOf } from "./certainty_equivalent.js";
import { TOTAL_RULES } from "./total_rules.js";
import { everyConsideration, groupsOf, sharesOf } from "./value_tree.js";

/** Branches that are folded back for one list at most: more would be felt between two key presses. */
const MOST_BRANCHES = 2e7;

/** What a share of 1 is written as. */
const WHOLE = 2 ** 16 - 1;

/** Counts first places over draws of the weights that the file admits; weights that are held fixed are as set. */
export class FirstPlaces {
  constructor(data) {
    this.data = data;
    this.draws = Object.assign({}, ...groupsOf(data.considerations).map((group) => drawnPoints(group, data.weightDraws)));
    this.count = Object.values(this.draws)[0]?.length ?? 0;
    this.fixed = [...everyConsideration(data.considerations)].filter(({ name }) => !(name in this.draws));
  }

  /**
   * The share of first places of each row of a ranked list; null where there is none to give.
   *
   * `source` says whose they are: "exact" at the file's own numbers, "counted" at the state's, or "file" where they
   * cannot be counted at the state's.
   *
   * @param {Object} list the list as the page holds it, with the `shares` that Python gives at the file's own numbers
   * @param {Object[]} rows its rows, solved
   * @returns {?{shares: number[], source: string}} in the order of `rows`
   */
  of(state, list, rows) {
    if (rows.length < 2) return null;
    const fileShares = list.shares && rows.map((row) => list.shares[row.index]);
    if (this.isAtFile(state)) return fileShares && { shares: fileShares, source: "exact" };
    if (this.isCountable(state, rows)) return { shares: this.counted(state, rows), source: "counted" };
    return fileShares && { shares: fileShares, source: "file" };
  }

  /** Whether everything but the weights that are drawn is as in the file. */
  isAtFile({ settings }) {
    const isFixedAtFile = this.fixed.every(({ name, weight }) => settings.weights[name] === weight);
    return isFixedAtFile && !settings.whatIfs.length && !Object.keys(settings.numbers).length;
  }

  /**
   * Whether there are draws, no what-if sets weights, which would admit others, no plan has to be searched for in each
   * draw, and it is not too much to do.
   */
  isCountable({ data, settings, tables, solution }, rows) {
    const setsWeights = data.whatIfs.some(({ name, weights }) => weights && settings.whatIfs.includes(name));
    const branches = sum(tables.levels.map((level) => level.children.length)) * rows.length * this.count;
    return this.count > 0 && !setsWeights && !solution.limited.length && branches <= MOST_BRANCHES;
  }

  counted(state, rows) {
    const points = this.addedPoints(state);
    const totals = rows.map((row) => totalsUnder(row.solution, points));
    const firsts = rows.map(() => 0);
    for (let draw = 0; draw < this.count; draw++) {
      const best = Math.max(...totals.map((drawn) => drawn[draw]));
      const leaders = rows.flatMap((_, place) => (totals[place][draw] >= best - slackAt(best) ? [place] : []));
      for (const place of leaders) firsts[place] += 1 / leaders.length;
    }
    return firsts.map((first) => first / this.count);
  }

  /** What every row of every level adds to the signed total in each draw, and what is there before the first step. */
  addedPoints(state) {
    if (state !== this.state) Object.assign(this, { state, points: this.newPoints(state) });
    return this.points;
  }

  newPoints(state) {
    const factors = this.factors(state);
    const weightedSum = (terms) => {
      const sums = new Float64Array(this.count);
      for (const { leaf, value } of terms) addTimes(sums, factors[leaf], state.totals.sign * value);
      return sums;
    };
    const termsOf = (parts, row) => parts.map(({ leaf, values }) => ({ leaf, value: values[row] }));
    const rowSums = ({ scoring, parts }) => range(scoring.rowCount).map((row) => weightedSum(termsOf(parts, row)));
    return {
      levels: state.tables.levels.map((level) => level.scoring && rowSums(level)),
      start: weightedSum(state.tables.starts),
    };
  }

  /** The factor of each leaf in each draw, kept until a weight that is held fixed changes. */
  factors({ weights }) {
    const key = this.fixed.map(({ name }) => weights[name]).join();
    if (key !== this.factorsKey) Object.assign(this, { factorsKey: key, knownFactors: this.newFactors(weights) });
    return this.knownFactors;
  }

  newFactors(weights) {
    const { leaves, considerations, combine } = this.data;
    const factors = leaves.map(() => new Float64Array(this.count));
    const drawn = Object.entries(this.draws);
    for (let draw = 0; draw < this.count; draw++) {
      const own = Object.fromEntries(drawn.map(([name, values]) => [name, values[draw]]));
      const shares = sharesOf(considerations, { ...weights, ...own });
      leaves.forEach(({ name }, leaf) => (factors[leaf][draw] = TOTAL_RULES[combine].factor(shares[name])));
    }
    return factors;
  }
}

/** The signed totals of a solution in each draw: its decisions taken anew among the options that are open in it. */
function totalsUnder(solution, { levels, start }) {
  let after = [start];
  for (let index = solution.levels.length - 1; index >= 0; index--) {
    const level = solution.levels[index];
    const below = after;
    const totalsOf = (edge) => {
      if (!(solution.edges[index][edge] > -Infinity)) return null;
      const child = below[level.children[edge]];
      return levels[index] ? plus(child, levels[index][level.scoring.rowOfEdge[edge]]) : child;
    };
    const branches = (node) => range(level.width).map((branch) => totalsOf(node * level.width + branch));
    const fold = level.decides ? largest : expected;
    after = range(level.nodes).map((node) => fold(branches(node), level, node, solution.totals.tables.riskTolerance));
  }
  return after[0];
}

function largest(branches) {
  const open = branches.filter(Boolean);
  if (open.length < 2) return open[0] ?? null;
  return open[0].map((total, draw) => open.reduce((best, branch) => Math.max(best, branch[draw]), total));
}

function expected(branches, level, node, riskTolerance) {
  const chances = level.chances[level.chanceRows[node]];
  const [first] = branches.filter((branch, place) => branch && chances[place] > 0);
  if (!first) return branches.find(Boolean) ?? null;
  if (riskTolerance !== null) {
    return first.map((_, draw) => worthOf(chances, branches.map((branch) => branch?.[draw]), 0, riskTolerance));
  }
  const means = new Float64Array(first.length);
  branches.forEach((branch, place) => chances[place] > 0 && addTimes(means, branch, chances[place]));
  return means;
}

function plus(first, second) {
  const sums = first.slice();
  addTimes(sums, second, 1);
  return sums;
}

function addTimes(sums, drawn, factor) {
  for (let draw = 0; draw < sums.length; draw++) sums[draw] += factor * drawn[draw];
}

/** Points by draw of a group's members, the last of which has what the others leave; none where they are held fixed. */
function drawnPoints(group, texts) {
  const [last, ...others] = [...group].reverse().map(({ name }) => name);
  const drawn = Object.fromEntries(others.filter((name) => name in texts).map((name) => [name, sixteenBits(texts[name])]));
  const values = Object.values(drawn);
  if (values.length) drawn[last] = values[0].map((_, draw) => Math.max(0, WHOLE - sum(values.map((own) => own[draw]))));
  return drawn;
}

/** Whole numbers of two bytes each, the higher first. */
function sixteenBits(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return Float64Array.from({ length: bytes.length / 2 }, (_, place) => 256 * bytes[2 * place] + bytes[2 * place + 1]);
}
