// Statements: the answer in one sentence, the best plan in words, the claims with their verdicts.

class Statements {
  constructor(data, amounts) {
    this.data = data;
    this.amounts = amounts;
    new IntersectionObserver((seen) => (find("brief").hidden = seen[seen.length - 1].isIntersecting)).observe(find("answer"));
  }

  show(world, ranking) {
    this.answer(world, ranking);
    fill(find("brief"), [...find("answer-text").cloneNode(true).childNodes]);
    fill(find("plan"), planSentences(this.data, world.solved).map((sentence) => this.planItem(sentence)));
    this.claims(world);
  }

  planItem(sentence) {
    const cut = sentence.indexOf(": ");
    return element("li", {}, element("b", {}, sentence.slice(0, cut + 1)), sentence.slice(cut + 1));
  }

  answer(world, ranking) {
    const rows = (ranking.now ?? ranking.plans)?.rows ?? [];
    const said = ranking.now || !ranking.adapts ? this.lead(rows) : this.adaptive(world, rows);
    const more = ranking.now && ranking.adapts ? this.more(world, ranking.plans.rows) : "";
    fill(find("answer-text"), said.length ? said : [`${this.data.title}: `, this.strong(this.amounts.phrase(world.solved.total))]);
    find("answer-more").textContent = more;
  }

  strong(text) {
    return element("strong", {}, text);
  }

  get opening() {
    return this.data.considerations.length ? "Best for these weights: " : "Best for these numbers: ";
  }

  lead(rows) {
    const level = rows.filter((row) => row.rank === 1);
    if (!rows.length) return [];
    const total = ` (${this.amounts.phrase(rows[0].total)})`;
    if (level.length > 1) {
      const rest = level.slice(1).map((row) => row.title);
      return [this.opening, this.strong(level[0].title), total, ", level with ", listed(rest), "."];
    }
    if (rows.length === 1) return [this.opening, this.strong(rows[0].title), total, "."];
    const next = rows.filter((row) => row.rank === rows[1].rank).map((row) => row.title);
    return [this.opening, this.strong(rows[0].title), total, `, ${this.amounts.gap(rows[1].gap)} ahead of ${listed(next)}.`];
  }

  adaptive(world, rows) {
    const gap = this.amounts.gap(world.solved.total - rows[0].total);
    return [this.opening, this.strong(`choose as things turn out: ${planTitle(this.data, world.solved)}`), ` (${this.amounts.phrase(world.solved.total)}), ${gap} ahead of always ${rows[0].title}.`];
  }

  more(world, rows) {
    const gap = this.amounts.gap(world.solved.total - rows[0].total);
    return `Choosing the rest as things turn out is worth ${gap} more than the best plan fixed in advance (${rows[0].title}).`;
  }

  trouble(world) {
    find("answer").classList.toggle("trouble", Boolean(world.problem));
    if (!world.problem) return;
    fill(find("answer-text"), this.strong("These settings do not fit together: "), `${world.problem}.`);
    find("answer-more").textContent = "Move a number back, or undo. Below, what held before.";
  }

  claims(world) {
    if (!this.data.claims.length) return find("claims")?.remove();
    const items = this.data.claims.map((claim) => this.claim(world, claim));
    const live = items.filter((item) => item.verdict === "holds").length;
    find("claim-count").textContent = `${live} of ${counted(items.length, "claim")} ${live === 1 ? "holds" : "hold"} now.`;
    fill(find("claim-list"), items.map((item) => item.body));
  }

  claim(world, claim) {
    const margin = claim.still ? null : claimMargin(world, claim);
    const now = margin === null ? !claim.fails : this.holds(claim, margin);
    const verdict = claim.trouble || now === undefined ? "cannot be told" : now ? "holds" : "fails";
    const note = this.verdictNote(claim, margin, now);
    const source = cited(claim);
    const mark = { holds: "✓", fails: "✗" }[verdict] ?? "?";
    const body = element("li", { class: verdict.split(" ")[0] }, element("span", { class: "mark", "aria-hidden": "true" }, mark), element("span", { class: "verdict" }, verdict), element("span", { class: "claim" }, claim.claim, source ? element("span", { class: "cited" }, ` ${source}`) : null, note ? element("span", { class: "help" }, note) : null));
    explained(body, () => ({ title: claim.claim, text: claim.trouble ? [claim.trouble] : [], elements: [claim] }));
    return { verdict, body };
  }

  // What may hold holds if it does now or under some weighting; what must hold has to under all.
  holds(claim, margin) {
    const now = claimHolds(claim, margin);
    if (claim.form === "possible") return now || claim.often > 0;
    return claim.form === "necessary" ? now && !(claim.often < 1) : now;
  }

  verdictNote(claim, margin, now) {
    if (claim.trouble) return claim.trouble;
    const often = claim.often === undefined ? "" : ` True for ${percent(claim.often)} of all admissible weights and numbers.`;
    return (margin === null ? "At the file’s own numbers; not followed here." : this.size(claim, margin, now)) + often;
  }

  size(claim, margin, now) {
    const size = this.amounts.gap(margin), best = claimHolds(claim, margin), exact = Math.abs(margin) < CLOSE;
    if (claim.form === "possible" || claim.form === "necessary") return best ? "Best at these settings." : `Not best at these settings, by ${size}.`;
    if (claim.form === "best") return exact ? "Level with another choice." : now ? `By ${size} at least.` : `Another choice is ahead by ${size}.`;
    if (exact) return claim.sign === "equal" || claim.sign === "zero" ? "The two are equal." : "There is no difference.";
    if (claim.form === "chance") return `By ${percent(Math.abs(margin), 1)}.`;
    return now ? `By ${size}.` : `Short by ${size}.`;
  }
}
