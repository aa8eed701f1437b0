// The card beside whatever is pointed at or focused: its note, its citation and what its number rests on.

import { element, fill } from "./elements.js";
import { BASES, sourceTitle } from "./labels.js";

const descriptions = new WeakMap();
const EDGE = 8;

/** Lets a target show a card. `describe` gives its `title`, lines of `text`, and `elements` with notes and citations. */
export function explained(target, describe) {
  descriptions.set(target, describe);
  target.setAttribute("data-info", "");
  return target;
}

export class InfoCard {
  constructor() {
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
    const describe = target && descriptions.get(target);
    const lines = describe ? cardLines(describe()) : [];
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

  /** Beside the target where there is room, else below or above it, always inside the window. */
  place(box) {
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const fitsBeside = innerWidth - box.right > width + 2 * EDGE && box.width < innerWidth / 2;
    const fitsBelow = innerHeight - box.bottom > height + 2 * EDGE;
    const besideTop = fitsBelow ? box.bottom + EDGE : box.top - height - EDGE;
    const left = fitsBeside ? box.right + EDGE : Math.min(Math.max(EDGE, box.left), innerWidth - width - EDGE);
    const top = fitsBeside ? box.top : besideTop;
    this.card.style.left = `${left + scrollX}px`;
    this.card.style.top = `${Math.min(Math.max(EDGE, top), Math.max(EDGE, innerHeight - height - EDGE)) + scrollY}px`;
  }
}

function cardLines({ title, text = [], elements = [] }) {
  const lines = [...text.map((line) => element("p", {}, line)), ...noteLines(elements)];
  return lines.length && title ? [element("h3", {}, title), ...lines] : lines;
}

/** The notes of some elements, their sources and what their numbers rest on, a paragraph each. */
export function noteLines(elements) {
  const lines = [];
  for (const part of elements.filter(Boolean)) {
    if (part.note) lines.push(element("p", {}, part.note));
    lines.push(...sourceLines(part.cite ?? []));
    if (part.basis) lines.push(element("p", { class: "basis" }, BASES[part.basis]));
  }
  return lines;
}

/** One line for each source, with all the places in it. */
function sourceLines(cite) {
  const places = new Map();
  for (const citation of cite) {
    const [source] = citation.split(" ");
    places.set(source, [...(places.get(source) ?? []), citation.slice(source.length + 1)]);
  }
  return [...places].map(([source, locators]) => {
    const short = `${source} ${locators.join(", ")}`.trim();
    return element("p", { class: "cited" }, element("b", {}, short), `: ${sourceTitle(source)}`);
  });
}
