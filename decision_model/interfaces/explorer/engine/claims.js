// Claims: what the source says, tested at the numbers and weights of the moment.

import { CLOSE, range } from "./arithmetic.js";
import { canArise, leadOf } from "./choice_leads.js";
import { asGiven, conditionalChance, expectedValue } from "./conditional.js";
import { numberRange } from "./number_range.js";
import { choicesOf, ranked } from "./ranking.js";
import { everyConsideration } from "./value_tree.js";

/** Values at which a claim about growth is looked at, as in Python. */
const GRID = 21;

/** What compares orders or times of choice has no ground to stand on where choices are moved in time already. */
const ABOUT_TIMING = ["interaction", "waiting", "information"];

/** Signs of claims that hold at a difference of exactly 0. */
const WEAK_SIGNS = ["zero", "equal", "rising", "falling"];

/** By how much a claim holds: above 0 it does, below it fails; null where the page cannot tell. */
export function claimMargin(state, claim) {
  const claimState = statedFor(state, claim);
  if (claimState.problem || (claimState.structureIndex && ABOUT_TIMING.includes(claim.form))) return null;
  return MARGINS[claim.form](claimState, claim);
}

export function claimHolds(claim, margin) {
  const isStrict = claim.form === "undominated" || (claim.sign && !WEAK_SIGNS.includes(claim.sign));
  return isStrict ? margin > CLOSE : margin >= -CLOSE;
}

/**
 * Whether the weights and numbers that may be true beside a state's are those of the file: no what-if is active, and
 * only numbers that the file leaves open have been moved.
 */
export function admitsAsFile({ data, settings }) {
  const isOpen = (address) => data.drawn.includes(address);
  const areWeightsOpen = [...everyConsideration(data.considerations)].every(
    ({ name, weight }) => settings.weights[name] === weight || isOpen(`${name}.weight`),
  );
  return areWeightsOpen && !settings.whatIfs.length && Object.keys(settings.numbers).every(isOpen);
}

/** The state a claim speaks of: under its what-if and its perspective. */
function statedFor(state, claim) {
  let claimState = state;
  const { whatIfs } = state.settings;
  if (claim.whatIf && !whatIfs.includes(claim.whatIf)) {
    claimState = claimState.changed({ whatIfs: [...whatIfs, claim.whatIf] });
  }
  if (claim.perspective) {
    const view = state.data.perspectives.find((perspective) => perspective.name === claim.perspective);
    claimState = claimState.changed({ weights: { ...claimState.settings.weights, ...view.weights } });
  }
  return claimState;
}

const MARGINS = {
  best: (state, claim) => leadOf(state, claim, Math.min),
  possible: (state, claim) => leadOf(state, claim, Math.max),
  necessary: (state, claim) => leadOf(state, claim, Math.min),
  score: comparedValues,
  total: comparedValues,
  chance: comparedChances,
  interaction: interactionMargin,
  undominated: undominatedMargin,
  monotone: monotoneMargin,
  option: (state, claim) => signed(claim, gain(state, state.solution, state.solve({}, claim.about))),
  waiting: (state, claim) => signed(claim, gain(state, state.solution, state.inStructure(claim.structure).solution)),
  information: (state, claim) =>
    signed(claim, gain(state, state.inStructure(claim.structure).solution, state.solution)),
};

const difference = (first, second) => (first === null || second === null ? null : first - second);

const gain = (state, better, worse) => state.totals.sign * (better.total - worse.total);

function signed(claim, value) {
  if (value === null || !Number.isFinite(value)) return null;
  if (["lower", "negative", "falling"].includes(claim.sign)) return -value;
  return ["equal", "zero"].includes(claim.sign) ? -Math.abs(value) : value;
}

function comparedValues(state, claim) {
  const given = claim.given ?? {};
  const measure = (states) => expectedValue(state, claim.on, { ...given, ...asGiven(states) });
  return signed(claim, difference(measure(claim.about), measure(claim.than)));
}

function comparedChances(state, claim) {
  const [[event, outcome]] = Object.entries(claim.about);
  const given = claim.given ?? {};
  const measure = (states) => conditionalChance(state, event, outcome, { ...given, ...asGiven(states) });
  return signed(claim, difference(measure({}), measure(claim.than)));
}

/** s(a,b) - s(a,b0) - s(a0,b) + s(a0,b0) for the reference options nearest to turning the claim. */
function interactionMargin(state, claim) {
  const [[decision, option], [otherDecision, otherOption]] = Object.entries(claim.about);
  const margins = references(state, claim, decision, option).flatMap((reference) =>
    references(state, claim, otherDecision, otherOption).map((otherReference) => {
      const measure = (first, second) => cornerValue(state, claim, { [decision]: first, [otherDecision]: second });
      const both = measure(option, otherOption);
      const corners = [measure(option, otherReference), measure(reference, otherOption)];
      const neither = measure(reference, otherReference);
      if ([both, ...corners, neither].includes(null)) return null;
      return signed(claim, both - corners[0] - corners[1] + neither);
    }),
  );
  const known = margins.filter((margin) => margin !== null);
  return known.length ? Math.min(...known) : null;
}

/** The options that an option is compared with: the one named, or all others. */
function references(state, claim, decision, option) {
  if (claim.than?.[decision]) return [claim.than[decision]];
  return state.data.steps[decision].states.map(({ name }) => name).filter((name) => name !== option);
}

function cornerValue(state, claim, options) {
  const given = { ...claim.given, ...asGiven(options) };
  return canArise(state, given, options) ? expectedValue(state, claim.on, given) : null;
}

/**
 * Of every way of taking the choice the least advantage, in some consideration, over a rival, and of these the largest;
 * a rival that is level in everything is none.
 */
function undominatedMargin(state, claim) {
  if (!state.structure.plans) return null;
  const rows = ranked(state, state.structure.plans).rows.map((row) => ({
    isMeant: Object.entries(claim.about).every(([name, option]) => row.options[name] === option),
    values: state.data.leaves.map((leaf) => expectedValue(state, leaf.name, claim.given ?? {}, choicesOf(row))),
  }));
  const known = rows.filter((row) => !row.values.includes(null));
  const rivals = known.filter((row) => !row.isMeant);
  const advantage = (row, rival) => {
    const differences = row.values.map((value, leaf) => state.totals.sign * (value - rival.values[leaf]));
    return differences.every((points) => Math.abs(points) <= CLOSE) ? Infinity : Math.max(...differences);
  };
  const least = known
    .filter((row) => row.isMeant)
    .map((row) => Math.min(...rivals.map((rival) => advantage(row, rival))));
  return signed(claim, Math.max(...least));
}

function monotoneMargin(state, claim) {
  const steps = claim.about.map((name) => smallestStep(state, claim, name));
  return steps.includes(null) ? null : Math.min(...steps);
}

/** The smallest step up (or down) of what is followed as a number grows over its range. */
function smallestStep(state, claim, name) {
  if (!state.data.sliders.some((slider) => slider.name === name)) return null;
  const moved = numberRange(state, name);
  const isTotal = !(claim.on || claim.of || claim.given);
  const follow = (pointState, choice) => expectedValue(pointState, claim.on, { ...claim.given, ...asGiven(choice) });
  const curve = range(GRID).map((place) => {
    const pointState = moved.at(moved.low + ((moved.high - moved.low) * place) / (GRID - 1));
    if (pointState.problem) return null;
    const value = isTotal ? pointState.solution.total : follow(pointState, claim.of);
    return claim.than ? difference(value, follow(pointState, claim.than)) : value;
  });
  if (curve.includes(null)) return null;
  return Math.min(...curve.slice(1).map((value, place) => signed(claim, value - curve[place])));
}
