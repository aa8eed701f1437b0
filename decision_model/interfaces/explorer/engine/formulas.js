// Formulas over parameters, worked out by this interpreter and never run as code.

/** NaN for what is too large to be written: what has no value is NaN, and so is all made from it. */
const finite = (number) => (Number.isFinite(number) ? number : NaN);

/** Halves, also those that only rounding errors keep below, go away from 0. */
const rounded = (number) => Math.sign(number) * Math.round(Math.abs(number) + 1e-9);

const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => (b ? a / b : NaN),
  "^": (a, b) => (Number.isNaN(a) ? NaN : finite(a ** b)),
  negative: (a) => -a,
  min: Math.min,
  max: Math.max,
  exp: (a) => finite(Math.exp(a)),
  log: (a) => (a > 0 ? Math.log(a) : NaN),
  abs: Math.abs,
  round: rounded,
};

/**
 * The model's numbers at one setting.
 *
 * A formula is a number, the name of a parameter, or `{ operation, operands }`.
 */
export class Numbers {
  /**
   * @param {Object} parameters formulas by parameter
   * @param {Object} moved values set by hand, by parameter
   * @param {Object} replaced formulas that a what-if puts in a parameter's place
   */
  constructor(parameters, moved, replaced) {
    this.formulas = { ...parameters, ...moved, ...replaced };
    this.known = new Map();
  }

  parameter(name) {
    if (!this.known.has(name)) this.known.set(name, this.value(this.formulas[name]));
    return this.known.get(name);
  }

  value(formula) {
    if (typeof formula === "number") return formula;
    if (typeof formula === "string") return this.parameter(formula);
    const operands = formula.operands.map((operand) => this.value(operand));
    const operation = OPERATIONS[formula.operation];
    return operands.length > 1 ? operands.reduce((left, right) => operation(left, right)) : operation(operands[0]);
  }
}
