// Take away: pictures, a print, and the weights as text.

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
    const text = this.drawing(find(id));
    if (format === "svg") return this.save(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
    this.rastered(text, find(id).viewBox.baseVal).then((blob) => this.save(blob, `${name}.png`));
  }

  // A drawing that stands alone: light paper, its own style, a title and where it comes from.
  drawing(svg) {
    const copy = svg.cloneNode(true), { width, height } = svg.viewBox.baseVal, foot = 30;
    for (const each of copy.querySelectorAll("[tabindex],[data-path],[role],[data-info]")) for (const name of ["tabindex", "data-path", "role", "aria-level", "aria-expanded", "data-info"]) each.removeAttribute(name);
    for (const name of ["id", "role", "class"]) copy.removeAttribute(name);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height + foot);
    copy.setAttribute("viewBox", `0 0 ${width} ${height + foot}`);
    const source = `${this.data.title} · ${this.data.imprint}${location.hash ? " · own settings" : ""}`;
    copy.prepend(shape("title", {}, this.data.title), shape("style", {}, this.style()), shape("rect", { width: "100%", height: "100%", fill: "#ffffff" }));
    copy.append(shape("text", { class: "axis", x: 8, y: height + 18 }, source));
    return new XMLSerializer().serializeToString(copy);
  }

  // The page's rules for drawings in light colours and without variables, which few other programs know.
  style() {
    const rules = [...document.styleSheets[0].cssRules], light = rules.find((rule) => rule.selectorText === ":root").style;
    const own = rules.filter((rule) => rule.selectorText?.startsWith("svg ")).map((rule) => rule.cssText);
    return own.join("\n").replace(/var\((--\w+)\)/g, (_, name) => light.getPropertyValue(name));
  }

  async rastered(text, { width, height }) {
    const picture = new Image(), scale = Math.min(2, 8000 / Math.max(width, height));
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await picture.decode();
    const canvas = element("canvas", { width: Math.round(width * scale), height: Math.round((height + 30) * scale) });
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

  // A perspective: it pastes under `perspectives:` in a scenario, and into a class file.
  weightsText() {
    const weights = this.state.considerations.map((each) => `${each.name}: ${this.state.now.weights[each.name]}`);
    return `# ${this.data.title} · ${this.data.imprint}\nmine: {label: My weights, weights: {${weights.join(", ")}}}\n`;
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
    find("copied-note").textContent = done ? "Copied. It pastes under “perspectives:” in a scenario file." : "Press Ctrl+C (or ⌘C) to copy.";
  }
}
