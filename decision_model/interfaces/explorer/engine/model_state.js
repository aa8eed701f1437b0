// The state of the model: solved under one setting of weights, numbers and what-ifs.

import { Numbers } from "./formulas.js";
import { Solution } from "./rollback.js";
import { Tables } from "./tables.js";
import { Totals } from "./totals.js";
import { everyConsideration, sharesOf } from "./value_tree.js";

/**
 * Everything that the page shows comes from one of these.
 *
 * `problem` says why these settings make no sense together; then there is no `solution`.
 */
export class ModelState {
  /**
   * @param {Object} data the page's data block
   * @param {Object} settings `{ weights, numbers, whatIfs }`: points and values by name, names of what-ifs
   * @param {ModelState} before an earlier state, whose tables are used again where no number has changed
   * @param {number} structureIndex the structure to use; that of the what-ifs where none is given
   */
  constructor(data, settings, before = null, structureIndex = null) {
    this.data = data;
    this.settings = settings;
    const active = data.whatIfs.filter((whatIf) => settings.whatIfs.includes(whatIf.name));
    this.structureIndex = structureIndex ?? active.find((whatIf) => whatIf.structure > 0)?.structure ?? 0;
    this.structure = data.structures[this.structureIndex];
    this.replaced = Object.assign({}, ...active.map((whatIf) => whatIf.parameters));
    this.restrictions = restrictionsOf(data, this.structure.renames, active);
    this.tables = this.reusable(before) ? before.tables : this.newTables();
    this.replacedWeights = Object.assign({}, ...active.map((whatIf) => whatIf.weights));
    this.weights = { ...settings.weights, ...this.stated({ ...this.followingWeights(), ...this.replacedWeights }) };
    this.shares = sharesOf(data.considerations, this.weights);
    this.totals = new Totals(this.tables, this.weights, this.shares);
    this.problem = this.tables.problem ?? this.totals.problem;
    this.solution = this.problem ? null : this.solve();
  }

  /** The formulas of weights that the file has as formulas and that are not set otherwise, by name. */
  followingWeights() {
    const isFollowing = ({ name, weight, weightFormula }) => weightFormula && this.settings.weights[name] === weight;
    const following = [...everyConsideration(this.data.considerations)].filter(isFollowing);
    return Object.fromEntries(following.map(({ name, weightFormula }) => [name, weightFormula]));
  }

  /** Formulas worked out at the numbers of the moment. */
  stated(formulas) {
    return Object.fromEntries(
      Object.entries(formulas).map(([name, formula]) => [name, this.tables.number(formula)]),
    );
  }

  newTables() {
    const numbers = new Numbers(this.data.parameters, this.settings.numbers, this.replaced);
    return new Tables(this.data, this.structure, numbers);
  }

  reusable(before) {
    return before?.structureIndex === this.structureIndex && sameNumbers(before.settings, this.settings);
  }

  /** The model solved with more choices forced, more options withheld (one a decision), or free of a given plan. */
  solve(choose = {}, without = {}, isFree) {
    const { forced, withheld } = this.restrictions;
    const notOnOffer = { ...withheld };
    for (const [name, option] of Object.entries(without)) notOnOffer[name] = [...(notOnOffer[name] ?? []), option];
    return new Solution(this.totals, { ...forced, ...choose }, notOnOffer, isFree);
  }

  /** The solution of the best plan, where another one is given; null where none is. */
  get best() {
    return this.tables.levels.some((level) => level.follows) ? this.solve({}, {}, true) : null;
  }

  /** The state beside this one with some settings changed. */
  changed(settings) {
    return new ModelState(this.data, { ...this.settings, ...settings }, this);
  }

  /** The same numbers and weights in another structure. */
  inStructure(index) {
    return index === this.structureIndex ? this : new ModelState(this.data, this.settings, this, index);
  }
}

/** What is forced and withheld, by decision, and the title of the what-if that says so. */
function restrictionsOf(data, renames, active) {
  const renamed = (name) => renames[name] ?? name;
  const forced = {};
  const withheld = {};
  const because = {};
  for (const [name, option] of Object.entries(data.forced)) forced[renamed(name)] = option;
  for (const [name, options] of Object.entries(data.withheld)) withheld[renamed(name)] = [...options];
  for (const whatIf of active) {
    for (const [name, option] of Object.entries(whatIf.choose ?? {})) {
      forced[renamed(name)] = option;
      because[renamed(name)] = whatIf.title;
    }
    for (const [name, option] of Object.entries(whatIf.without ?? {})) {
      (withheld[renamed(name)] ??= []).push(option);
      because[renamed(name)] = whatIf.title;
    }
  }
  return { forced, withheld, because };
}

function sameNumbers(settings, before) {
  const names = Object.keys(before.numbers);
  return (
    settings.whatIfs.join() === before.whatIfs.join() &&
    names.length === Object.keys(settings.numbers).length &&
    names.every((name) => settings.numbers[name] === before.numbers[name])
  );
}
