// Formulas over parameters, worked out by this interpreter and never run as code.

const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => (b === 0 ? NaN : a / b),
  "^": power,
  min: Math.min,
  max: Math.max,
};

const FUNCTIONS = {
  negative: (a) => -a,
  exp: (a) => finite(Math.exp(a)),
  log: (a) => (a > 0 ? Math.log(a) : NaN),
  abs: Math.abs,
  round: rounded,
};

/** What is rounded up: a half, or what only rounding in the last digits keeps below it. */
const HALF = 0.5 - 1e-9;

/** A number, or NaN for one that is too large to be written. What has no value is NaN, and so is all made from it. */
function finite(number) {
  return Number.isFinite(number) ? number : NaN;
}

/** Only a number above 0 has all powers: 0 has none below 0, and a number below 0 whole ones only. */
function power(base, exponent) {
  return Number.isNaN(base) ? NaN : finite(base ** exponent);
}

/** The nearest whole number, halves away from 0. */
function rounded(number) {
  const size = Math.abs(number);
  const below = Math.floor(size);
  return Math.sign(number) * (below + (size - below >= HALF ? 1 : 0));
}

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
    const ofOne = FUNCTIONS[formula.operation];
    return ofOne ? ofOne(operands[0]) : operands.reduce((left, right) => OPERATIONS[formula.operation](left, right));
  }
}
