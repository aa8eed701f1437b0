// Take away: pictures, a print, and the weights as text.

const HEAD = "600 15px system-ui, sans-serif";

class TakeAway {
  constructor(data, state) {
    this.data = data;
    this.state = state;
    for (const button of document.querySelectorAll("[data-picture]")) {
      button.addEventListener("click", () => this.picture(button.dataset.picture, button.dataset.format));
    }
    find("print").addEventListener("click", () => print());
    find("copy")?.addEventListener("click", () => this.copy());
  }

  picture(id, format) {
    const name = `${this.data.name}-${id === "tree" ? "tree" : "sensitivity"}`;
    const drawn = this.drawing(find(id));
    if (format === "svg") return this.save(new Blob([drawn.text], { type: "image/svg+xml" }), `${name}.svg`);
    this.rastered(drawn).then((blob) => this.save(blob, `${name}.png`));
  }

  // A drawing that stands alone: light paper, its own style, the answer above it and where it comes from below.
  drawing(svg) {
    const copy = svg.cloneNode(true), { width, height } = svg.viewBox.baseVal;
    const head = wrapped(find("answer-text").textContent, HEAD, width - 16), above = 10 + 20 * head.length;
    const said = svg.id === "curves" ? [...find("switching").children].map((each) => each.textContent) : [];
    const foot = said.flatMap((text) => wrapped(text, "13px system-ui, sans-serif", width - 16)), tall = height + above + 18 * foot.length + 30;
    for (const each of copy.querySelectorAll("*")) for (const name of ["tabindex", "data-path", "role", "aria-level", "aria-expanded", "data-info"]) each.removeAttribute(name);
    for (const name of ["id", "role", "class"]) copy.removeAttribute(name);
    const box = { xmlns: "http://www.w3.org/2000/svg", width, height: tall, viewBox: `0 ${-above} ${width} ${tall}` };
    for (const [name, value] of Object.entries(box)) copy.setAttribute(name, value);
    copy.prepend(shape("title", {}, this.data.title), shape("style", {}, this.style()), shape("rect", { y: -above, width: "100%", height: "100%", fill: "#ffffff" }));
    const source = `${this.data.title} · ${this.data.imprint}${location.hash ? " · own settings" : ""}`;
    copy.append(...head.map((line, row) => shape("text", { class: "head", x: 8, y: 20 * (row + 1) - above }, line)), ...foot.map((line, row) => shape("text", { x: 8, y: height + 12 + 18 * row }, line)), shape("text", { class: "axis", x: 8, y: tall - above - 12 }, source));
    return { text: new XMLSerializer().serializeToString(copy), width, height: tall };
  }

  // The page's rules for drawings in light colours and without variables, which few other programs know.
  style() {
    const rules = [...document.styleSheets[0].cssRules], light = rules.find((rule) => rule.selectorText === ":root").style;
    const own = rules.filter((rule) => rule.selectorText?.startsWith("svg ")).map((rule) => rule.cssText);
    return own.join("\n").replace(/var\((--\w+)\)/g, (_, name) => light.getPropertyValue(name));
  }

  async rastered({ text, width, height }) {
    const picture = new Image(), scale = Math.min(2, 8000 / Math.max(width, height));
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await picture.decode();
    const canvas = element("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  save(blob, name) {
    const link = element("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  // A perspective under the reader's own name: it pastes below `perspectives:` in a scenario or in a class file.
  weightsText() {
    const said = find("whose").value.trim(), weights = this.state.considerations.map((each) => `${each.name}: ${this.state.now.weights[each.name]}`);
    const entry = `${this.perspectiveName(said)}: {label: ${quoted(said || "My weights")}, weights: {${weights.join(", ")}}}`;
    return `  # ${this.data.title} · ${this.data.imprint}`.replace(/[\s\x85]+/g, " ").replace(/^ /, "  ") + `\n  ${entry}\n`;
  }

  // One word of letters and digits that begins with a letter, means nothing to YAML, and names no view of the file.
  perspectiveName(said) {
    const word = said.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "") || "mine";
    const name = /^(\P{L}|(true|false|null)$)/u.test(word) ? `group_${word}` : word;
    return this.data.perspectives.some((each) => each.name === name) ? `${name}_own` : name;
  }

  async copy() {
    const box = find("copied"), area = box.querySelector("textarea");
    area.value = this.weightsText();
    box.hidden = false;
    area.select();
    let done = false;
    try {
      await navigator.clipboard.writeText(area.value);
      done = true;
    } catch {
      done = document.execCommand("copy");
    }
    find("copied-note").textContent = done ? "Copied. It pastes under “perspectives:” in a scenario or class file." : "Press Ctrl+C (or ⌘C) to copy.";
  }
}

// A text between quotes as YAML reads it, whatever it holds.
function quoted(text) {
  return JSON.stringify(text).replace(/[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
