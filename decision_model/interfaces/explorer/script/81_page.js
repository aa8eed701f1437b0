// Page: small helpers for elements; text only ever enters as text.

const find = (id) => document.getElementById(id);

function element(tag, attributes = {}, ...children) {
  return furnished(document.createElement(tag), attributes, children);
}

function shape(tag, attributes = {}, ...children) {
  return furnished(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function furnished(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

function fill(parent, ...children) {
  parent.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
}

const hidden = (text) => element("span", { class: "unseen" }, text);

function swatch(index) {
  return element("span", { class: `swatch c${index % 8} t${Math.floor(index / 2) % 5}`, "aria-hidden": "true" });
}

// Text broken into lines no wider than `most`, measured as it will be drawn.
const ruler = document.createElement("canvas").getContext("2d"), widths = new Map();

function measured(text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    ruler.font = font;
    widths.set(key, ruler.measureText(text).width);
  }
  return widths.get(key);
}

function wrapped(text, font, most) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && measured(longer, font) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
