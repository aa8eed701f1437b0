// Where one phone stands among the others: a strip of dots for each weight.

const SVG = "http://www.w3.org/2000/svg";

function drawn(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** One weight: everybody's share as a dot over 0 to 100 percent, those that are alike upon one another. */
export function strip({ title, all: everybody, own, median }) {
  const item = document.createElement("li");
  const words = document.createElement("p");
  words.textContent = `${title}: you ${own}%, the middle of the class ${median}%`;
  const heights = new Map();
  const dots = everybody.map((share) => {
    const place = heights.get(share) ?? 0;
    heights.set(share, place + 1);
    return drawn("circle", { class: "other", cx: share, cy: 9 - Math.min(2 * place, 8), r: 0.9 });
  });
  const ends = { y1: 0, y2: 10 };
  const picture = drawn("svg", { viewBox: "-2 -1 104 12", class: "standing", "aria-hidden": "true" });
  picture.append(
    drawn("line", { class: "ground", x1: 0, x2: 100, y1: 10, y2: 10 }),
    drawn("line", { class: "middle", x1: median, x2: median, ...ends }),
    ...dots,
    drawn("circle", { class: "own", cx: own, cy: 9, r: 1.8 }),
  );
  item.append(words, picture);
  return item;
}
