// Words: numbers as they are read, and plans in plain sentences.

class Amounts {
  constructor({ factor, decimals, unit }, weighted) {
    Object.assign(this, { factor, decimals, unit, weighted });
  }

  text(value) {
    const scaled = Number((value / this.factor).toFixed(9)); // equal totals look equal, however they were summed
    const shown = grouped((Math.abs(scaled) * (1 + 1e-13)).toFixed(this.decimals)); // halves are rounded up
    return scaled < 0 && /[1-9]/.test(shown) ? `−${shown}` : shown;
  }

  phrase(value) {
    return this.weighted ? this.text(value) : `${this.text(value)} ${this.unit}`.trim();
  }

  gap(value) {
    const least = this.factor * 10 ** -this.decimals;
    const size = Math.abs(value);
    const said = size > 0 && size < least / 2 ? `less than ${this.text(least)}` : this.text(size);
    const noun = this.weighted ? (said === "1.0" ? "point" : "points") : this.unit;
    return `${said} ${noun}`.trim();
  }
}

// Thousands parted by commas, decimals left alone.
function grouped(digits) {
  const [whole, part] = digits.split(".");
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined ? parted : `${parted}.${part}`;
}

// A chance in percent; neither 0% nor 100% unless it is.
function percent(chance, digits = 0) {
  const hundredths = chance * 100, least = 10 ** -digits;
  if (hundredths > 0 && hundredths < least / 2) return `<${least}%`;
  if (hundredths < 100 && hundredths > 100 - least / 2) return `>${(100 - least).toFixed(digits)}%`;
  return `${Number(hundredths.toFixed(digits))}%`;
}

// Shares as whole percents that add up to 100: the largest remainders are rounded up.
function wholePercents(shares) {
  const names = Object.keys(shares), down = {}, left = {};
  for (const name of names) {
    down[name] = Math.floor(shares[name] * 100 + CLOSE);
    left[name] = shares[name] * 100 - down[name];
  }
  let missing = Math.round(names.reduce((sum, name) => sum + shares[name], 0) * 100) - names.reduce((sum, name) => sum + down[name], 0);
  for (const name of [...names].sort((a, b) => left[b] - left[a])) if (missing-- > 0) down[name]++;
  return down;
}

function listed(items, word = "and") {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${word} ${items[items.length - 1]}`;
}

const counted = (number, noun, several = `${noun}s`) => `${grouped(String(number))} ${number === 1 ? noun : several}`;

// The options a solved plan takes at each decision, in file order.
function optionsTaken(solved) {
  const taken = {};
  for (const choice of solved.policy) (taken[choice.decision] ??= new Set()).add(choice.options[0]);
  return taken;
}

// A short name for a plan: what it takes at the given decisions, several as things turn out where that depends on events.
function planTitle(data, solved, decisions) {
  const taken = optionsTaken(solved);
  const names = decisions ?? Object.keys(taken);
  const titles = names.flatMap((name) => data.steps[name].states.map((state) => state.title));
  const plain = new Set(titles).size === titles.length;
  const last = names.filter((name) => taken[name]?.size > 1).pop();
  const parts = names.filter((name) => taken[name]).map((name) => {
    const options = data.steps[name].states.filter((_, index) => taken[name].has(index)).map((state) => state.title);
    const said = options.join(" / ") + (name === last ? " as things turn out" : "");
    return plain ? said : `${data.steps[name].title}: ${said}`;
  });
  return parts.join(", ");
}

// Names for several plans: only the decisions at which they differ, and their sentences where that is not enough.
function planTitles(data, plans) {
  const all = [...new Set(plans.flatMap((solved) => Object.keys(optionsTaken(solved))))];
  const differ = all.filter((name) => new Set(plans.map((solved) => [...(optionsTaken(solved)[name] ?? [])].sort().join())).size > 1);
  const titles = plans.map((solved) => planTitle(data, solved, differ.length ? differ : all));
  if (new Set(titles).size === titles.length) return titles;
  const told = plans.map((solved) => planSentences(data, solved));
  const shared = told[0].filter((sentence) => told.every((other) => other.includes(sentence)));
  return told.map((sentences, index) => {
    const own = sentences.filter((sentence) => !shared.includes(sentence)).map((sentence) => sentence.replace(/\.$/, ""));
    return titles.filter((title) => title === titles[index]).length > 1 && own.length ? own.join("; ") : titles[index];
  });
}

// The policy in plain sentences, one a decision, naming only what makes a difference.
function planSentences(data, solved) {
  const order = solved.levels.map((level) => level.step);
  const sentences = [];
  for (const step of order) {
    const choices = solved.policy.filter((choice) => choice.decision === step);
    if (choices.length) sentences.push(`${data.steps[step].title}: ${saidCases(data, order, choices)}.`);
  }
  return sentences;
}

function saidCases(data, order, choices) {
  const states = data.steps[choices[0].decision].states;
  const said = (options) => {
    const titles = options.map((option) => states[option].title);
    return titles.length === 1 ? titles[0] : `${titles.join(" or ")} (equally good)`;
  };
  const names = tellingNames(choices);
  const cases = new Map();
  for (const choice of choices) {
    const key = choice.options.join();
    if (!cases.has(key)) cases.set(key, { options: choice.options, histories: new Map() });
    const history = Object.fromEntries(names.filter((name) => name in choice.history).map((name) => [name, [choice.history[name]]]));
    cases.get(key).histories.set(JSON.stringify(history), history);
  }
  if (cases.size === 1) return said(choices[0].options);
  return [...cases.values()]
    .map((each) => `${said(each.options)} if ${joined([...each.histories.values()], names).map((one) => saidCase(data, order, one)).join(", or if ")}`)
    .join("; ");
}

// A small set of names from whose states the choice follows: drop, from the earliest on, what is not needed.
function tellingNames(choices) {
  let names = [...new Set(choices.flatMap((choice) => Object.keys(choice.history)))];
  for (const name of [...names]) {
    const rest = names.filter((each) => each !== name), seen = new Map();
    const enough = choices.every((choice) => {
      const key = JSON.stringify(rest.map((each) => choice.history[each] ?? null)), options = choice.options.join();
      if (!seen.has(key)) seen.set(key, options);
      return seen.get(key) === options;
    });
    if (enough) names = rest;
  }
  return names;
}

// Histories that differ in one name alone are said as one.
function joined(cases, names) {
  for (const name of names) {
    const grouped = new Map();
    for (const each of cases) {
      const { [name]: own = [], ...others } = each, key = JSON.stringify(others);
      const known = grouped.get(key)?.own ?? [];
      grouped.set(key, { others, own: [...new Set([...known, ...own])] });
    }
    cases = [...grouped.values()].map(({ others, own }) => (own.length ? { ...others, [name]: own } : others));
  }
  return cases;
}

function saidCase(data, order, each) {
  const names = Object.keys(each).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const said = names.map((name) => each[name].map((state) => `‘${data.steps[name].states[state].title}’`).join(" or "));
  return said.length ? said.join(" and ") : "none of these arises";
}

const BASES = {
  source: "The source gives this number.",
  ordinal: "The source gives the direction; the size is ours.",
  elicited: "Somebody was asked for this number.",
  assumption: "Our assumption; no source gives the number.",
};

// What a source is, as the page's own list says it.
function sourceTitle(source) {
  const term = [...document.querySelectorAll("#sources dt")].find((each) => each.textContent === source);
  return term ? term.nextElementSibling.firstElementChild.textContent : "";
}

// “memo S11, S14”: all that an element cites.
function cited(element) {
  return (element.cite ?? []).join(", ");
}
