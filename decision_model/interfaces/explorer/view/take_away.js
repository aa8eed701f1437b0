// What the reader takes away: a link with everything in it, and the weights as an entry to paste into a scenario.

import { find } from "./elements.js";

export class TakeAway {
  constructor(data, settings) {
    Object.assign(this, { data, settings });
    const pastes = "Copied. It pastes under “perspectives:” in a scenario or class file.";
    const opens = "Copied. It opens this page with your weights, numbers, what-ifs, name and first choice.";
    find("copy")?.addEventListener("click", () => this.copy(this.text(), pastes));
    find("copy-link").addEventListener("click", () => this.copy(settings.link, opens));
    this.name = find("your-name");
    this.name.addEventListener("input", () => settings.introduce({ name: this.name.value.trim() }));
  }

  async copy(text, note) {
    const area = find("copied-text");
    area.value = text;
    find("copied").hidden = false;
    area.select();
    find("copied-note").textContent = (await copied(text)) ? note : "Press Ctrl+C (or ⌘C) to copy.";
  }

  /** The reader's name, in its field and on paper; and whether the link was made for another version. */
  show() {
    const { name, id } = this.settings.reader;
    if (this.name.value.trim() !== name) this.name.value = name;
    find("signed").hidden = !name;
    find("signed").textContent = name ? `Set by ${name}` : "";
    const isOther = Boolean(id) && id !== this.data.id;
    find("other-version").hidden = !isOther;
    if (!isOther) return;
    const versions = `This link was made for another version of this scenario (${id}; this page has ${this.data.id}).`;
    const fits = "What it sets is shown here as far as it fits, and the answer may be another.";
    const nothing = "What it sets does not fit here and was left out.";
    find("other-version").textContent = `${versions} ${this.settings.wasRefused ? nothing : fits}`;
  }

  /** A comment that says of which scenario, and a perspective under the reader's own name. */
  text() {
    const { considerations, now, reader } = this.settings;
    const { name } = reader;
    const weights = considerations.map(({ name: key }) => `${key}: ${now.weights[key]}`).join(", ");
    const source = `# ${this.data.title} · ${this.data.imprint}`.replace(/[\s\x85]+/g, " ").trim();
    const entry = `${this.entryName(name)}: {label: ${yamlText(name || "My weights")}, weights: {${weights}}}`;
    return `  ${source}\n  ${entry}\n`;
  }

  /** One word of letters and digits that begins with a letter, means nothing to YAML, and names no view of the file. */
  entryName(name) {
    const letters = name
      .normalize("NFC")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "_");
    const word = letters.replace(/^_+|_+$/g, "") || "mine";
    const plain = /^(\P{L}|(true|false|null)$)/u.test(word) ? `group_${word}` : word;
    return this.data.perspectives.some((perspective) => perspective.name === plain) ? `${plain}_own` : plain;
  }
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

/** A text between quotes as YAML reads it, whatever it holds. */
function yamlText(text) {
  const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(/[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g, escaped);
}
