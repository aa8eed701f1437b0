// Elements of the page; text only ever enters as text.

/** Windows narrower than this, in pixels, open with the what-ifs closed and the tree as a list. */
export const NARROW = 860;

export const find = (id) => document.getElementById(id);

/** An HTML element. Attributes that are null or false are left out; `on...` adds a listener. */
export function element(tag, attributes = {}, ...children) {
  return withAttributes(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function shape(tag, attributes = {}, ...children) {
  return withAttributes(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function withAttributes(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  fill(node, ...children);
  return node;
}

/** Puts these children, and nothing else, into a parent. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
}

/** Text for screen readers alone. */
export const hiddenText = (text) => element("span", { class: "visually-hidden" }, text);

/** The colour and the texture of a consideration, by its place. */
export const fillClasses = (place) => `colour-${place} texture-${Math.floor(place / 2) % 5}`;

export function swatch(place) {
  return element("span", { class: `swatch ${fillClasses(place)}`, "aria-hidden": "true" });
}
