// Pictures to take away: the tree or the curves as SVG or PNG, on light paper and with the answer above.

import { element, find, shape } from "./elements.js";
import { wrappedLines } from "./text_width.js";

const HEAD_FONT = "600 15px system-ui, sans-serif";
const FOOT_FONT = "13px system-ui, sans-serif";
const HEAD_LINE = 20;
const FOOT_LINE = 18;
const INDENT = 8;
/** Pixels a side that browsers still paint. */
const LARGEST_SIDE = 8000;
/** What only the live page needs. */
const LIVE_ATTRIBUTES = ["tabindex", "data-path", "role", "aria-level", "aria-expanded", "data-info"];

export class Downloads {
  constructor(data, settings) {
    Object.assign(this, { data, settings });
    for (const button of document.querySelectorAll("[data-picture]")) {
      button.addEventListener("click", () => this.take(button.dataset.picture, button.dataset.format));
    }
  }

  async take(id, format) {
    const name = `${this.data.name}-${id === "tree" ? "tree" : "sensitivity"}`;
    const picture = this.standingAlone(find(id));
    if (format === "svg") save(new Blob([picture.text], { type: "image/svg+xml" }), `${name}.svg`);
    else save(await rastered(picture), `${name}.png`);
  }

  /** The SVG with its own style, the answer above it, what the curves say and where it comes from below. */
  standingAlone(svg) {
    const copy = svg.cloneNode(true);
    const { width, height } = svg.viewBox.baseVal;
    for (const node of copy.querySelectorAll("*")) for (const name of LIVE_ATTRIBUTES) node.removeAttribute(name);
    for (const name of ["id", "role", "class"]) copy.removeAttribute(name);
    const head = wrappedLines(find("answer-text").textContent, HEAD_FONT, width - 2 * INDENT);
    const sentences = svg.id === "curves" ? [...find("switching").children].map((item) => item.textContent) : [];
    const foot = sentences.flatMap((text) => wrappedLines(text, FOOT_FONT, width - 2 * INDENT));
    const above = 10 + HEAD_LINE * head.length;
    const fullHeight = height + above + FOOT_LINE * foot.length + 30;
    const box = { width, height: fullHeight, viewBox: `0 ${-above} ${width} ${fullHeight}` };
    for (const [name, value] of Object.entries(box)) copy.setAttribute(name, value);
    const paper = shape("rect", { y: -above, width: "100%", height: "100%", fill: "#ffffff" });
    copy.prepend(shape("title", {}, this.data.title), shape("style", {}, lightStyle()), paper);
    const headAt = (row) => ({ class: "head", x: INDENT, y: HEAD_LINE * (row + 1) - above });
    const footAt = (row) => ({ x: INDENT, y: height + 12 + FOOT_LINE * row });
    copy.append(
      ...head.map((line, row) => shape("text", headAt(row), line)),
      ...foot.map((line, row) => shape("text", footAt(row), line)),
      shape("text", { class: "axis", x: INDENT, y: fullHeight - above - 12 }, this.source()),
    );
    return { text: new XMLSerializer().serializeToString(copy), width, height: fullHeight };
  }

  source() {
    return `${this.data.title} · ${this.data.imprint}${this.settings.isUnchanged ? "" : " · own settings"}`;
  }
}

/** The page's rules for drawings in light colours and without variables, which few other programs know. */
function lightStyle() {
  const rules = [...document.styleSheets[0].cssRules];
  const light = rules.find((rule) => rule.selectorText === ":root").style;
  const drawing = rules.filter((rule) => rule.selectorText?.startsWith("svg ")).map((rule) => rule.cssText);
  return drawing.join("\n").replace(/var\((--\w+)\)/g, (_, name) => light.getPropertyValue(name));
}

async function rastered({ text, width, height }) {
  const picture = new Image();
  const scale = Math.min(2, LARGEST_SIDE / Math.max(width, height));
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = element("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function save(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
