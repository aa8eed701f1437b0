// The reader's weights as an entry to paste below `perspectives:` in a scenario or in a class file.

import { find } from "./elements.js";

export class CopiedWeights {
  constructor(data, settings) {
    Object.assign(this, { data, settings });
    find("copy")?.addEventListener("click", () => this.copy());
  }

  async copy() {
    const box = find("copied");
    const area = box.querySelector("textarea");
    area.value = this.text();
    box.hidden = false;
    area.select();
    const isDone = await copied(area.value);
    const note = "Copied. It pastes under “perspectives:” in a scenario or class file.";
    find("copied-note").textContent = isDone ? note : "Press Ctrl+C (or ⌘C) to copy.";
  }

  /** A comment that says of which scenario, and a perspective under the reader's own name. */
  text() {
    const name = find("your-name").value.trim();
    const { considerations, now } = this.settings;
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
