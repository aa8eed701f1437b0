// What the source says, each claim with its verdict at the settings of the moment.

import { CLOSE } from "../engine/arithmetic.js";
import { claimHolds, claimMargin } from "../engine/claims.js";
import { element, fill, find } from "./elements.js";
import { explained } from "./info_card.js";
import { citations } from "./labels.js";
import { counted, percent } from "./words.js";

const MARKS = { holds: "✓", fails: "✗", "cannot be told": "?" };

const bestHereText = ({ size, isBest }) =>
  isBest ? "Best at these settings." : `Not best at these settings, by ${size}.`;

/** By how much a claim of some forms holds or fails; the others compare two sizes. */
const MARGIN_TEXTS = {
  possible: bestHereText,
  necessary: bestHereText,
  best: ({ size, isExact, holds }) => {
    if (isExact) return "Level with another choice.";
    return holds ? `By ${size} at least.` : `Another choice is ahead by ${size}.`;
  },
};

export class ClaimsView {
  constructor(data, amounts) {
    Object.assign(this, { data, amounts });
    this.texts = [...document.querySelectorAll("#claim-list .claim")].map((item) => item.textContent);
  }

  show(state) {
    const { claims } = this.data;
    if (!claims.length) return;
    const verdicts = claims.map((claim) => this.judged(state, claim));
    const count = verdicts.filter(({ verdict }) => verdict === "holds").length;
    find("claim-count").textContent =
      `${count} of ${counted(claims.length, "claim")} ${count === 1 ? "holds" : "hold"} now.`;
    fill(
      find("claim-list"),
      claims.map((claim, index) => this.item(claim, this.texts[index], verdicts[index])),
    );
  }

  judged(state, claim) {
    if (claim.untestable) return { verdict: "cannot be told", note: claim.untestable };
    const margin = claim.isLive ? claimMargin(state, claim) : null;
    const holds = margin === null ? claim.holds : holdsOverall(claim, margin);
    const often = "share" in claim ? ` True for ${percent(claim.share, 0)} of all admissible weights and numbers.` : "";
    const note =
      margin === null ? "At the file’s own numbers; not followed here." : this.marginText(claim, margin, holds);
    return { verdict: holds ? "holds" : "fails", note: note + often };
  }

  marginText(claim, margin, holds) {
    const size = this.amounts.difference(margin);
    const isExact = Math.abs(margin) < CLOSE;
    const write = MARGIN_TEXTS[claim.form];
    if (write) return write({ size, isExact, holds, isBest: claimHolds(claim, margin) });
    if (isExact) return ["equal", "zero"].includes(claim.sign) ? "The two are equal." : "There is no difference.";
    if (claim.form === "chance") return `By ${percent(Math.abs(margin))}.`;
    return holds ? `By ${size}.` : `Short by ${size}.`;
  }

  item(claim, text, { verdict, note }) {
    const source = citations(claim);
    const body = element(
      "li",
      { class: verdict.split(" ")[0] },
      element("span", { class: "mark", "aria-hidden": "true" }, MARKS[verdict]),
      element("span", { class: "verdict" }, verdict),
      element(
        "span",
        { class: "claim" },
        text,
        source ? element("span", { class: "cited" }, ` ${source}`) : null,
        element("span", { class: "help" }, note),
      ),
    );
    return explained(body, () => ({ title: text, text: claim.untestable ? [note] : [], elements: [claim] }));
  }
}

/** What may hold holds if it does now or under some weighting; what must hold has to under all. */
function holdsOverall(claim, margin) {
  const holdsNow = claimHolds(claim, margin);
  if (claim.form === "possible") return holdsNow || claim.share > 0;
  return claim.form === "necessary" ? holdsNow && !(claim.share < 1) : holdsNow;
}
