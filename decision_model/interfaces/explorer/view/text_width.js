// How wide a text will be drawn, and lines that are no wider than they may be.

const ruler = document.createElement("canvas").getContext("2d");
const known = new Map();

/** Pixels that a text takes in a CSS font. */
export function textWidth(text, font) {
  const key = font + text;
  if (!known.has(key)) {
    ruler.font = font;
    known.set(key, ruler.measureText(text).width);
  }
  return known.get(key);
}

/** The text in lines no wider than `most`; a single word may be wider. */
export function wrappedLines(text, font, most) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && textWidth(longer, font) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
