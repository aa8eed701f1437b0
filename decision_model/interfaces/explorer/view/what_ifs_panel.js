// The panel of what-ifs: a switch each.

import { element, fill, find } from "./elements.js";
import { explained } from "./info_card.js";

export class WhatIfsPanel {
  constructor(data, settings) {
    Object.assign(this, { data, settings });
    this.switches = {};
    const panel = find("whatifs");
    if (!data.whatIfs.length) return void panel.remove();
    panel.querySelector("summary").append(element("span", { class: "count" }, String(data.whatIfs.length)));
    fill(
      find("whatif-fields"),
      data.whatIfs.map((whatIf) => this.field(whatIf)),
    );
  }

  field(whatIf) {
    const id = `whatif-${whatIf.name}`;
    const isImpossible = whatIf.structure < 0;
    const onchange = () => this.flip(whatIf, box.checked);
    const box = element("input", { type: "checkbox", role: "switch", id, disabled: isImpossible, onchange });
    this.switches[whatIf.name] = box;
    const row = element("div", { class: "switch" }, box, element("label", { for: id }, whatIf.title));
    return explained(row, () => ({ title: whatIf.title, elements: [whatIf] }));
  }

  /** Two what-ifs that both change what is known or decided when cannot hold together: the later one stays. */
  flip(flipped, isOn) {
    const changesTiming = (whatIf) => isOn && whatIf.structure > 0 && flipped.structure > 0;
    const isKept = (whatIf) => this.settings.now.whatIfs.includes(whatIf.name) && !changesTiming(whatIf);
    const chosen = this.data.whatIfs.filter((whatIf) => (whatIf === flipped ? isOn : isKept(whatIf)));
    this.settings.change({ whatIfs: chosen.map((whatIf) => whatIf.name) }, null);
  }

  show() {
    for (const [name, box] of Object.entries(this.switches)) box.checked = this.settings.now.whatIfs.includes(name);
  }
}
