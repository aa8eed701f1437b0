// Info: a card beside whatever is pointed at or focused, with its note, its citation and what its number rests on.

const infos = new WeakMap();

function explained(target, about) {
  infos.set(target, about);
  target.setAttribute("data-info", "");
  return target;
}

class InfoCard {
  constructor(data) {
    this.data = data;
    this.card = element("div", { id: "info", role: "tooltip", hidden: true });
    document.body.append(this.card);
    document.addEventListener("pointerover", (event) => event.pointerType !== "touch" && this.point(event));
    document.addEventListener("focusin", (event) => event.target.matches(":focus-visible") && this.point(event));
    document.addEventListener("focusout", () => this.close());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    document.addEventListener("scroll", () => this.close(), true);
  }

  point(event) {
    if (this.card.contains(event.target)) return;
    const target = event.target.closest("[data-info]");
    if (target === this.target) return;
    this.close();
    const about = target && infos.get(target);
    const lines = about ? this.lines(about()) : [];
    if (!lines.length) return;
    this.target = target;
    fill(this.card, lines);
    this.card.hidden = false;
    this.place(target.getBoundingClientRect());
  }

  close() {
    this.target = null;
    this.card.hidden = true;
  }

  lines({ title, text = [], elements = [] }) {
    const found = text.map((line) => element("p", {}, line));
    for (const each of elements.filter(Boolean)) {
      if (each.note) found.push(element("p", {}, each.note));
      for (const source of new Set((each.cite ?? []).map((cite) => cite.split(" ")[0]))) {
        const locators = each.cite.filter((cite) => cite.split(" ")[0] === source).map((cite) => cite.slice(source.length + 1));
        const short = `${source} ${locators.join(", ")}`.trim();
        found.push(element("p", { class: "cited" }, element("b", {}, short), `: ${sourceTitle(source)}`));
      }
      if (each.basis) found.push(element("p", { class: "basis" }, BASES[each.basis]));
    }
    return found.length && title ? [element("h3", {}, title), ...found] : found;
  }

  // Beside the element where there is room, else below or above it, always inside the window.
  place(box) {
    const { offsetWidth: width, offsetHeight: height } = this.card, edge = 8;
    const right = innerWidth - box.right > width + 2 * edge && box.width < innerWidth / 2;
    const below = innerHeight - box.bottom > height + 2 * edge;
    const left = right ? box.right + edge : Math.min(Math.max(edge, box.left), innerWidth - width - edge);
    const top = right ? box.top : below ? box.bottom + edge : box.top - height - edge;
    this.card.style.left = `${left + scrollX}px`;
    this.card.style.top = `${Math.min(Math.max(edge, top), Math.max(edge, innerHeight - height - edge)) + scrollY}px`;
  }
}
