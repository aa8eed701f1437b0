// Formulas over parameters, worked out by this interpreter and never run as code.

const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  min: Math.min,
  max: Math.max,
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
    return formula.operation === "negative" ? -operands[0] : operands.reduce(OPERATIONS[formula.operation]);
  }
}
