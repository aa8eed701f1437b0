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
      data.whatIfs.map((each) => this.field(each)),
    );
  }

  field(each) {
    const id = `whatif-${each.name}`;
    const isImpossible = each.structure < 0;
    const onchange = () => this.flip(each, box.checked);
    const box = element("input", { type: "checkbox", role: "switch", id, disabled: isImpossible, onchange });
    this.switches[each.name] = box;
    const row = element("div", { class: "switch" }, box, element("label", { for: id }, each.title));
    return explained(row, () => ({ title: each.title, elements: [each] }));
  }

  /** Two what-ifs that both change what is known or decided when cannot hold together: the later one stays. */
  flip(each, isOn) {
    const changesTiming = (one) => isOn && one.structure > 0 && each.structure > 0;
    const isKept = (one) => this.settings.now.whatIfs.includes(one.name) && !changesTiming(one);
    const chosen = this.data.whatIfs.filter((one) => (one === each ? isOn : isKept(one)));
    this.settings.change({ whatIfs: chosen.map((one) => one.name) }, null);
  }

  show() {
    for (const [name, box] of Object.entries(this.switches)) box.checked = this.settings.now.whatIfs.includes(name);
  }
}
