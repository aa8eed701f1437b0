// World: the model under one setting of weights, numbers and what-ifs, solved; everything the page shows comes from it.

class World {
  constructor(data, settings, before) {
    this.data = data;
    this.settings = settings;
    const active = data.whatifs.filter((each) => settings.whatifs.includes(each.name));
    this.timed = active.find((each) => each.structure > 0)?.structure ?? 0;
    this.structure = data.structures[this.timed];
    const replaced = Object.assign({}, ...active.map((each) => each.parameters));
    this.replaced = replaced;
    this.points = { ...settings.weights, ...Object.assign({}, ...active.map((each) => each.weights)) };
    this.choices = this.masks(active);
    const same = before && before.timed === this.timed && sameNumbers(before.settings, settings);
    this.tables = same ? before.tables : new Tables(data, this.structure, new Numbers(data, settings.numbers, replaced));
    this.shares = shareOut(data.considerations, this.points, 1, {});
    this.weighed = new Weighed(this.tables, this.points, this.shares);
    this.problem = this.tables.problem || this.weighed.problem;
    this.solved = this.problem ? null : this.solve({});
  }

  masks(active) {
    const named = (name) => this.structure.renames[name] ?? name;
    const forced = {}, withheld = {}, by = {};
    for (const [name, option] of Object.entries(this.data.forced)) forced[named(name)] = option;
    for (const [name, options] of Object.entries(this.data.withheld)) withheld[named(name)] = [...options];
    for (const each of active) {
      for (const [name, option] of Object.entries(each.choose ?? {})) {
        forced[named(name)] = option;
        by[named(name)] = each.title;
      }
      for (const [name, option] of Object.entries(each.without ?? {})) {
        (withheld[named(name)] ??= []).push(option);
        by[named(name)] = each.title;
      }
    }
    return { forced, withheld, by };
  }

  solve(choose, without = {}) {
    const { forced, withheld } = this.choices;
    const gone = { ...withheld };
    for (const [name, option] of Object.entries(without)) gone[name] = [...(gone[name] ?? []), option];
    return new Solved(this.weighed, { ...forced, ...choose }, gone);
  }

  // The same numbers and weights in another structure, or under other weights; for claims and sensitivity.
  beside(changes) {
    const { structure, ...others } = changes;
    const other = new World(this.data, { ...this.settings, ...others }, this);
    if (structure === undefined || structure === other.timed) return other;
    other.structure = this.data.structures[structure];
    other.timed = structure;
    const active = this.data.whatifs.filter((each) => other.settings.whatifs.includes(each.name));
    other.choices = other.masks(active);
    other.tables = new Tables(this.data, other.structure, new Numbers(this.data, other.settings.numbers, other.replaced));
    other.weighed = new Weighed(other.tables, other.points, other.shares);
    other.solved = other.solve({});
    return other;
  }

  // A list of combinations scored, best first; those at odds with what is forced or withheld come apart.
  ranked(list) {
    const sign = this.weighed.sign, found = [], out = [];
    list.rows.forEach((row, index) => {
      const reason = this.atOdds(row);
      if (reason) return void out.push({ title: row.title, reason });
      const solved = this.solve(chosen(row));
      found.push({ ...row, index, solved, total: solved.total, share: this.timed ? null : list.shares?.[index] ?? null });
    });
    found.sort((a, b) => sign * (b.total - a.total) || a.index - b.index);
    const near = (a, b) => Math.abs(a - b) <= within(a);
    for (const row of found) {
      row.rank = found.findIndex((other) => near(row.total, other.total)) + 1;
      row.tied = found.filter((other) => near(row.total, other.total)).length > 1;
      row.gap = Math.max(0, sign * (found[0].total - row.total));
    }
    return { rows: found, excluded: [...list.excluded, ...out] };
  }

  atOdds(row) {
    const { forced, withheld, by } = this.choices;
    for (const [name, option] of Object.entries(row.options)) {
      const other = name in forced && option !== null && forced[name] !== option;
      if (other || withheld[name]?.includes(option)) return by[name] ? `ruled out by “${by[name]}”` : "ruled out";
    }
    return "";
  }

  // Whether choosing as things turn out beats every plan fixed in advance.
  adapts(rows) {
    return rows.length > 0 && Math.abs(this.solved.total - rows[0].total) > within(rows[0].total);
  }
}

// What taking a combination forces.
function chosen({ needs, options }) {
  return { ...needs, ...Object.fromEntries(Object.entries(options).filter(([, option]) => option !== null)) };
}

function sameNumbers(a, b) {
  const keys = Object.keys(b.numbers);
  return (
    a.whatifs.join() === b.whatifs.join() &&
    keys.length === Object.keys(a.numbers).length &&
    keys.every((name) => a.numbers[name] === b.numbers[name])
  );
}
