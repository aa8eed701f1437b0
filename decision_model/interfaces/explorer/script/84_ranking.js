// Ranking: what competes, best first, with what each consideration adds.

class RankingView {
  constructor(data, amounts) {
    this.data = data;
    this.amounts = amounts;
  }

  show(world) {
    const { plans, now } = world.structure, lists = [];
    this.now = now ? world.ranked(now) : null;
    this.plans = plans ? world.ranked(plans) : null;
    this.adapts = this.plans ? world.adapts(this.plans.rows) : false;
    const best = { title: planTitle(this.data, world.solved), solved: world.solved, total: world.solved.total, plan: true, rank: 1, gap: 0 };
    const rows = [...(this.adapts ? [best] : []), ...(this.plans?.rows ?? [])];
    const scale = new Scale([...(this.now?.rows ?? []), ...rows].map((row) => row.solved.contributions));
    if (this.now) lists.push(this.list("What to choose now", "Every later choice at its best.", this.now.rows, this.now.excluded, scale));
    if (this.plans) {
      const told = this.adapts ? "The best plan chooses as things turn out; the others do the same whatever happens." : "";
      const heading = this.now ? "Whole plans" : "";
      lists.push(this.list(heading, told, rows, this.plans.excluded, scale));
    }
    fill(find("ranking-lists"), lists);
    fill(find("ranking-table"), this.table([...(this.now?.rows ?? []), ...rows]));
  }

  list(heading, told, rows, excluded, scale) {
    const leader = rows[0];
    const items = rows.map((row) => this.row(row, leader, scale));
    const out = excluded.length ? this.excluded(excluded) : null;
    return element("section", { class: "ranked" }, heading ? element("h3", {}, heading) : null, told ? element("p", { class: "help" }, told) : null, element("ol", { role: "list" }, items), out);
  }

  row(row, leader, scale) {
    const lead = row === leader || (row.rank === 1 && !leader.plan);
    const gap = row === leader ? "" : this.sameAs(row, leader) ? "level" : this.behind(row.total - leader.total);
    const share = row.share === null || row.share === undefined ? null : `first in ${percent(row.share)}`;
    const tag = row.plan ? element("span", { class: "tag" }, "Best plan") : null;
    const item = element(
      "li",
      { class: lead ? "lead" : null },
      element("span", { class: "rank" }, row.plan ? "★" : `${row.rank}.`),
      element("span", { class: "name" }, tag, tag ? " " : "", row.title),
      this.bar(row.solved.contributions, scale),
      element("span", { class: "total" }, hidden("total "), this.amounts.text(row.total)),
      element("span", { class: "gap" }, gap && gap !== "level" ? hidden("against the first ") : "", gap),
      element("span", { class: "first" }, share ?? ""),
    );
    return explained(item, () => ({ title: row.title, text: this.parts(row) }));
  }

  behind(difference) {
    const said = this.amounts.text(difference);
    return difference > 0 ? `+${said}` : said;
  }

  sameAs(row, leader) {
    return Math.abs(row.total - leader.total) <= within(row.total);
  }

  parts(row) {
    return this.data.leaves.map((leaf, index) => `${leaf.title}: ${this.amounts.text(row.solved.contributions[index])}`);
  }

  // Parts above nought to the right of it, parts below to the left.
  bar(parts, scale) {
    const bar = element("span", { class: "bar", "aria-hidden": "true" });
    const sides = { plus: 0, minus: 0 };
    parts.forEach((part, index) => {
      if (!part) return;
      const side = part > 0 ? "plus" : "minus", from = sides[side];
      sides[side] += part;
      const piece = element("i", { class: `c${index % 8} t${Math.floor(index / 2) % 5}` });
      piece.style.left = `${scale.at(Math.min(from, from + part))}%`;
      piece.style.width = `${scale.at(Math.abs(part)) - scale.at(0)}%`;
      bar.append(piece);
    });
    if (scale.low < 0) {
      const nought = element("b", {});
      nought.style.left = `${scale.at(0)}%`;
      bar.append(nought);
    }
    return bar;
  }

  excluded(excluded) {
    const items = excluded.map((each) => element("li", {}, `${each.title}: ${each.reason}`));
    return element("details", { class: "excluded" }, element("summary", {}, `${counted(excluded.length, "combination")} cannot be taken`), element("ul", {}, items));
  }

  table(rows) {
    const { leaves } = this.data;
    const head = ["Plan", "Total", ...leaves.map((leaf) => leaf.title)].map((title) => element("th", { scope: "col" }, title));
    const body = rows.map((row) => {
      const cells = [row.total, ...row.solved.contributions].map((value) => element("td", {}, this.amounts.text(value)));
      return element("tr", {}, element("th", { scope: "row" }, row.title), cells);
    });
    return element("table", {}, element("thead", {}, element("tr", {}, head)), element("tbody", {}, body));
  }
}

// From totals to percent of a bar's width.
class Scale {
  constructor(stacks) {
    const sum = (parts, sign) => parts.filter((part) => part * sign > 0).reduce((total, part) => total + part, 0);
    this.low = Math.min(0, ...stacks.map((parts) => sum(parts, -1)));
    this.high = Math.max(0, ...stacks.map((parts) => sum(parts, 1))) || 1;
  }

  at(value) {
    return (100 * (value - this.low)) / (this.high - this.low);
  }
}
