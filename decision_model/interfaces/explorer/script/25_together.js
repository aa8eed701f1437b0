// Together: totals that are not sums, shared out to the considerations by Shapley; only in pages that need it.

const TOGETHER = {
  // u = (product of (1 + K k u) - 1) / K, with the K that makes the best of everything worth 1.
  multiplicative(weighed) {
    const constants = weighed.data.considerations.map((each) => weighed.given[each.name] / 100);
    if (constants.filter((each) => each > 0).length < 2) weighed.problem = "at least two weights have to be above 0";
    const scaling = weighed.problem ? 0 : scalingConstant(constants.filter((each) => each > 0));
    return (values) => {
      if (scaling === 0) return values.reduce((sum, value, index) => sum + constants[index] * value, 0);
      return (values.reduce((product, value, index) => product * (1 + scaling * constants[index] * value), 1) - 1) / scaling;
    };
  },

  // The 2-additive Choquet integral: weighted values less half of each interaction times how far two values differ.
  choquet(weighed) {
    const { considerations, interactions } = weighed.data, whole = considerations.reduce((sum, each) => sum + weighed.given[each.name], 0);
    const shares = considerations.map((each) => (whole ? weighed.given[each.name] / whole : 1 / considerations.length));
    const pairs = interactions.map(([i, j, entry]) => [i, j, weighed.tables.numbers.at(entry)]);
    shares.forEach((share, index) => {
      const pull = pairs.filter(([i, j]) => i === index || j === index).reduce((sum, [, , strength]) => sum + Math.abs(strength), 0);
      if (pull / 2 > share + CLOSE) weighed.problem = `the interactions of “${considerations[index].title}” are too strong for its weight`;
    });
    return (values) => pairs.reduce((sum, [i, j, strength]) => sum - (strength * Math.abs(values[i] - values[j])) / 2, values.reduce((sum, value, index) => sum + shares[index] * value, 0));
  },
};

// The K other than 0 of 1 + K = product of (1 + K k): below 0 where the constants sum to more than 1, else above.
function scalingConstant(constants) {
  const sum = constants.reduce((total, each) => total + each, 0);
  if (Math.abs(sum - 1) < 1e-12) return 0;
  if (Math.max(...constants) === 1) return -1;
  const surplus = (scaling) => Math.expm1(constants.reduce((logs, each) => logs + Math.log1p(scaling * each), 0) - Math.log1p(scaling));
  let [low, high] = sum > 1 ? [-1 + 1e-15, -1e-12] : [1e-12, 1];
  while (sum < 1 && surplus(high) < 0) high *= 2;
  const rising = surplus(low) < 0;
  for (let round = 0; round < 200; round++) {
    const middle = (low + high) / 2;
    if (surplus(middle) < 0 === rising) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

// Points that each leaf adds in each row of a level.
function sharedOut(weighed, level, total) {
  const { data, shares } = weighed, places = Object.fromEntries(data.leaves.map((leaf, index) => [leaf.name, index]));
  const groups = data.considerations.map((top) => [...everyConsideration([top])].filter((each) => each.name in places).map((each) => each.name));
  const parts = level.parts.map((part) => ({ leaf: part.leaf, rows: new Float64Array(part.values.length) }));
  const value = Object.fromEntries(level.parts.map((part) => [part.leaf, part.values]));
  const target = Object.fromEntries(parts.map((part) => [part.leaf, part.rows]));
  for (let row = 0; row < level.booking.rows; row++) {
    const within = groups.map((names) => insideOf(names, shares).map(([name, share]) => [places[name], share * value[places[name]][row]]));
    const values = within.map((group) => group.reduce((sum, [, part]) => sum + part, 0));
    shapley(total, values).forEach((added, index) => {
      for (const [leaf, part] of within[index]) target[leaf][row] = 100 * added * (values[index] > 0 ? part / values[index] : 1 / within[index].length);
    });
  }
  return parts;
}

function insideOf(names, shares) {
  const whole = names.reduce((sum, name) => sum + shares[name], 0);
  return names.map((name) => [name, whole ? shares[name] / whole : 1 / names.length]);
}

// The mean, over all orders in which values may come in, of what each adds.
function shapley(total, values) {
  const count = values.length, factorials = [1];
  for (let i = 1; i <= count; i++) factorials.push(i * factorials[i - 1]);
  const worth = range(2 ** count).map((members) => total(values.map((value, index) => (members & (1 << index) ? value : 0))));
  const size = (members) => range(count).filter((index) => members & (1 << index)).length;
  const sizes = worth.map((_, members) => size(members));
  return values.map((_, each) => worth.reduce((sum, before, members) => {
    if (members & (1 << each)) return sum;
    const weight = (factorials[sizes[members]] * factorials[count - sizes[members] - 1]) / factorials[count];
    return sum + weight * (worth[members | (1 << each)] - before);
  }, 0));
}
