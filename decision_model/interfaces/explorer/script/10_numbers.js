// Numbers: formulas over parameters, worked out by this interpreter and never run as code.

const NEVER = -1, CERTAIN = -2, REST = -3;
const CLOSE = 1e-9; // totals, chances and scores closer than this count as equal, as in Python

const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  min: Math.min,
  max: Math.max,
};

class Numbers {
  // `moved` holds values set by hand, `replaced` other formulas (by index) that stand in for parameters.
  constructor(data, moved, replaced) {
    this.data = data;
    this.moved = moved;
    this.replaced = replaced;
    this.known = new Map();
  }

  parameter(name) {
    if (name in this.replaced) return this.at(this.replaced[name]);
    return name in this.moved ? this.moved[name] : this.at(this.data.parameters[name]);
  }

  at(index) {
    if (!this.known.has(index)) this.known.set(index, this.work(this.data.numbers[index]));
    return this.known.get(index);
  }

  work(entry) {
    if (typeof entry === "number") return entry;
    if (typeof entry === "string") return this.parameter(entry);
    const operands = entry.slice(1).map((index) => this.at(index));
    return entry[0] === "negative" ? -operands[0] : operands.reduce(OPERATIONS[entry[0]]);
  }
}

// Each leaf's share of the whole: points normalised in their group and multiplied down; nothing weighed = all alike.
function shareOut(group, points, whole, shares) {
  const total = group.reduce((sum, each) => sum + points[each.name], 0);
  for (const each of group) {
    const share = whole * (total === 0 ? 1 / group.length : points[each.name] / total);
    shares[each.name] = share;
    if (each.inside) shareOut(each.inside, points, share, shares);
  }
  return shares;
}

function* everyConsideration(group) {
  for (const each of group) {
    yield each;
    if (each.inside) yield* everyConsideration(each.inside);
  }
}
