// Sensitivity: one number moved from end to end, the best plan on each stretch, and exactly where it changes.

const CHART = { left: 46, right: 14, top: 40, bottom: 58, height: 310 };

class SensitivityView {
  constructor(data, amounts) {
    this.data = data;
    this.amounts = amounts;
    this.choice = find("moved");
    this.choice.addEventListener("change", () => this.show(this.world));
    const group = (label, items) => (items.length ? element("optgroup", { label }, items.map((each) => element("option", { value: each.name }, each.title))) : null);
    const several = [...everyConsideration(data.considerations)].filter((each) => siblingsOf(data, each.name).length > 1);
    fill(this.choice, group("Weights", several), group("Chances and scores", data.moving));
    if (!several.length && !data.moving.length) find("sensitivity").remove();
  }

  show(world) {
    this.world = world;
    if (!this.choice.isConnected || !this.choice.value) return;
    const moved = mover(world, this.choice.value);
    if (moved.now === null) return this.blank("A what-if sets this number; switch it off to see what moving it does.");
    const { found, points } = stretches(world, moved);
    if (!found.length) return this.blank("No value of this number makes sense with the others as they are.");
    this.moved = moved;
    this.found = found;
    const titles = planTitles(this.data, found.map((each) => each.solved));
    found.forEach((each, index) => (each.title = titles[index]));
    find("moved-note").textContent = moved.weight && !moved.alone ? "The other weights keep their proportions." : "Everything else stays as it is.";
    this.draw(points);
    fill(find("switching"), this.sentences());
  }

  blank(text) {
    fill(find("switching"), element("li", {}, text));
    find("curves").replaceChildren();
    this.found = null;
  }

  said(value) {
    return this.moved.chance ? percent(value, 1) : Number(value.toPrecision(5)).toLocaleString("en-US", { maximumSignificantDigits: 5 }).replace("-", "−");
  }

  // One sentence a stretch; those shorter than half a percent of the range are left out.
  sentences() {
    const { low, high } = this.moved, least = 0.005 * (high - low);
    const shown = this.found.filter((each) => each.to - each.from >= least || this.found.length === 1);
    return shown.map((each, index) => {
      const first = index === 0, last = index === shown.length - 1;
      const range = first && last ? "Throughout" : first ? `Up to ${this.said(each.to)}` : last ? `From ${this.said(each.from)}` : `From ${this.said(each.from)} to ${this.said(each.to)}`;
      const here = this.moved.now >= each.from && this.moved.now <= each.to;
      const number = this.found.length > 1 ? `${this.found.indexOf(each) + 1}. ` : "";
      return element("li", { class: here ? "here" : null }, number, element("b", {}, range), `: ${each.title}`, here ? " (now)" : "");
    });
  }

  draw(points) {
    const svg = find("curves"), width = Math.max(200, svg.parentElement.clientWidth), { moved } = this;
    const inner = { left: CHART.left, right: width - CHART.right, top: CHART.top, bottom: CHART.height - CHART.bottom };
    const lines = this.lines(points), best = this.envelope(points);
    const totals = [...lines.flat(), ...best].map(([, total]) => total);
    const ticks = niceTicks(Math.min(...totals), Math.max(...totals), 5, this.amounts.factor);
    const [bottom, top] = [ticks[0], ticks[ticks.length - 1]];
    const x = (value) => inner.left + ((value - moved.low) / (moved.high - moved.low)) * (inner.right - inner.left);
    const y = (total) => inner.bottom - ((total - bottom) / (top - bottom || 1)) * (inner.bottom - inner.top);
    const path = (line) => `M${line.map(([value, total]) => `${x(value).toFixed(2)} ${y(total).toFixed(2)}`).join("L")}`;
    svg.setAttribute("viewBox", `0 0 ${width} ${CHART.height}`);
    svg.setAttribute("width", width);
    svg.setAttribute("height", CHART.height);
    svg.replaceChildren(
      shape("title", {}, `Totals as ${moved.title} changes`),
      ...ticks.map((tick) => shape("path", { class: "grid", d: `M${inner.left} ${y(tick)}H${inner.right}` })),
      ...ticks.map((tick) => shape("text", { class: "axis", x: inner.left - 8, y: y(tick) + 4, "text-anchor": "end" }, this.amounts.text(tick))),
      ...this.ticksBelow(x, inner),
      ...lines.map((line) => shape("path", { class: "line", d: path(line) })),
      shape("path", { class: "envelope", d: path(best) }),
      ...this.nowLine(x, inner, width),
      ...this.found.slice(1).map((each) => shape("circle", { class: "dot", cx: x(each.from), cy: y(this.totalAt(each.from)), r: 5 })),
      ...this.labels(x, y, inner),
    );
  }

  totalAt(value) {
    return this.moved.at(value).solved.total;
  }

  ticksBelow(x, inner) {
    const { low, high, chance } = this.moved, count = inner.right - inner.left < 420 ? 3 : 5;
    const inside = niceTicks(low, high, count, chance ? 0.01 : 1).filter((tick) => tick >= low - CLOSE && tick <= high + CLOSE);
    const said = (tick) => (chance ? `${Number((tick * 100).toPrecision(6))}%` : Number(tick.toPrecision(6)).toLocaleString("en-US").replace("-", "−"));
    const anchor = (tick) => (x(tick) > inner.right - 16 ? "end" : "middle");
    const labels = inside.map((tick) => shape("text", { class: "axis", x: x(tick), y: inner.bottom + 18, "text-anchor": anchor(tick) }, said(tick)));
    const what = wrapped(this.moved.weight && !this.moved.alone ? `Share of the weight given to “${this.moved.title}”` : this.moved.title, "12px system-ui, sans-serif", inner.right - inner.left);
    if (what.length > 2) what.splice(1, what.length, `${what[1]} …`);
    return [...labels, ...what.map((line, row) => shape("text", { class: "axis", x: (inner.left + inner.right) / 2, y: inner.bottom + 37 + 14 * row, "text-anchor": "middle" }, line))];
  }

  nowLine(x, inner, width) {
    const at = x(this.moved.now), right = at > width - 90;
    return [
      shape("path", { class: "now", d: `M${at} ${inner.top - 12}V${inner.bottom}` }),
      shape("text", { class: "axis strong", x: at + (right ? -6 : 6), y: inner.bottom - 6, "text-anchor": right ? "end" : "start" }, `now ${this.said(this.moved.now)}`),
    ];
  }

  // Every plan fixed in advance, as a thin line.
  lines(points) {
    const rows = this.world.structure.plans?.rows ?? [];
    if (rows.length > 40) return [];
    return rows.filter((row) => !this.world.atOdds(row)).map((row) => {
      const choose = chosen(row);
      return points.map((point) => [point.value, point.world.solve(choose).total]);
    });
  }

  envelope(points) {
    const edges = this.found.slice(1).map((each) => [each.from, this.totalAt(each.from)]);
    return [...points.map((point) => [point.value, point.solved.total]), ...edges].sort((a, b) => a[0] - b[0]);
  }

  // A stretch is labelled above its line, by name where there is room and by its place in the list below otherwise.
  labels(x, y, inner) {
    const font = "600 12px system-ui, sans-serif";
    return this.found.flatMap((each, place) => {
      const room = x(each.to) - x(each.from) - 14, middle = (each.from + each.to) / 2;
      const named = wrapped(each.title, font, Math.min(room, 260));
      const fits = named.length <= 3 && named.every((line) => measured(line, font) <= room);
      if (!fits && (room < 4 || this.found.length === 1)) return [];
      const lines = fits ? named : [String(place + 1)];
      const half = Math.max(...lines.map((line) => measured(line, font))) / 2 / (x(1) - x(0));
      const above = Math.min(...[middle - half, middle, middle + half].map((value) => y(this.totalAt(Math.min(Math.max(value, each.from), each.to)))));
      const first = Math.max(14, above - 10 - 15 * (lines.length - 1));
      return lines.map((line, row) => shape("text", { class: "name", x: x(middle), y: first + 15 * row, "text-anchor": "middle" }, line));
    });
  }
}

function niceTicks(low, high, count, unit) {
  const span = Math.max((high - low) / unit, 1e-9), raw = span / count, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= raw) * unit;
  const first = Math.floor(low / step + 1e-9), last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return range(last - first + 1).map((i) => (first + i) * step);
}
