// Undo and reset, by button and by keyboard.

import { find } from "./elements.js";

export class UndoButtons {
  constructor(settings) {
    this.settings = settings;
    find("undo").addEventListener("click", () => settings.undo());
    find("reset").addEventListener("click", () => settings.reset());
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  pressed(event) {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z";
    if (!isUndo || /number|text/.test(event.target.type)) return;
    event.preventDefault();
    this.settings.undo();
  }

  show() {
    find("undo").disabled = !this.settings.past.length;
    find("reset").disabled = this.settings.isUnchanged;
  }
}
