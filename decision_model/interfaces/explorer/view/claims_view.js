// What the source says, each claim with its verdict at the settings of the moment.

import { CLOSE } from "../engine/arithmetic.js";
import { admitsAsFile, claimHolds, claimMargin } from "../engine/claims.js";
import { element, fill, find } from "./elements.js";
import { explained } from "./info_card.js";
import { citations } from "./labels.js";
import { counted, percent } from "./words.js";

const MARKS = { firm: "✓", "turns easily": "✓", holds: "✓", fails: "✗", "cannot be told": "?", "cannot be tested": "?" };
const HOLD = ["firm", "turns easily", "holds"];

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
  constructor(data, amounts, settings) {
    Object.assign(this, { data, amounts, settings });
    this.texts = [...document.querySelectorAll("#claim-list .claim")].map((item) => item.textContent);
  }

  show(state) {
    const { claims } = this.data;
    if (!claims.length) return;
    const isFile = this.settings.areOfFile(state.settings);
    const admitted = admitsAsFile(state);
    const verdicts = claims.map((claim) => (isFile ? this.ofFile(state, claim) : this.judged(state, claim, admitted)));
    find("claim-count").textContent = isFile ? fileCountText(verdicts) : countText(verdicts);
    fill(
      find("claim-list"),
      claims.map((claim, index) => this.item(claim, this.texts[index], verdicts[index])),
    );
  }

  /** How a claim stands at the file’s own numbers, which takes more than the page works out itself. */
  ofFile(state, claim) {
    if (claim.untestable) return untested(claim);
    const margin = claim.isLive ? claimMargin(state, claim) : null;
    const by = margin === null ? "" : this.marginText(claim, margin, claim.holds);
    const turn = claim.turn ? `Turns with ${claim.turn}.` : "";
    return { verdict: claim.verdict, note: [by, shareText(claim, true).trim(), turn].filter(Boolean).join(" ") };
  }

  /** `admitted` says whether the file's weights and numbers leave the same open here as in the file. */
  judged(state, claim, admitted) {
    if (claim.untestable) return untested(claim);
    const margin = claim.isLive ? claimMargin(state, claim) : null;
    if (margin === null) {
      const note = `At the file’s own numbers; not followed here.${shareText(claim, true)}`;
      return { verdict: fileVerdict(claim), note, isAtFile: true };
    }
    const verdict = verdictHere(claim, claimHolds(claim, margin), admitted);
    return { verdict, note: this.marginText(claim, margin, verdict === "holds") + shareText(claim, admitted) };
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

const untested = ({ untestable }) => ({ verdict: "cannot be tested", note: `Because ${untestable}.` });

/** `All 4 claims hold at the file’s own numbers, 3 of them firmly.` */
function fileCountText(verdicts) {
  const firm = verdicts.filter(({ verdict }) => verdict === "firm").length;
  const firmly = firm ? `, ${firm} of them firmly` : "";
  return `${heldText(verdicts)} at the file’s own numbers${firmly}.`;
}

function heldText(verdicts) {
  const held = verdicts.filter(({ verdict }) => HOLD.includes(verdict)).length;
  return `${held} of ${counted(verdicts.length, "claim")} ${held === 1 ? "holds" : "hold"}`;
}

/** `3 of 4 claims hold at the numbers as moved.`, what that does not tell, and how many verdicts are the file's. */
function countText(verdicts) {
  const kept = verdicts.filter(({ isAtFile }) => isAtFile).length;
  const text = `${heldText(verdicts)} at the numbers as moved; how firmly is known at the file’s own numbers alone.`;
  return kept ? `${text} Of these verdicts ${kept} ${kept === 1 ? "is" : "are"} at the file’s own numbers.` : text;
}

/** How widely a claim is true, worked out for the file: marked as the file's where other things are admitted here. */
function shareText(claim, admitted) {
  if (!("share" in claim)) return "";
  const share = `for ${percent(claim.share, 0)} of all weights and numbers that the file allows.`;
  return admitted ? ` True ${share}` : ` At the file’s own numbers, true ${share}`;
}

const fileVerdict = ({ holds }) => (holds ? "holds" : "fails");

/**
 * What may hold holds if it does now or somewhere among what the file admits; what must hold has to in all of it.
 *
 * Where other things are admitted than in the file, only what is seen now decides.
 */
function verdictHere(claim, holdsNow, admitted) {
  const isDecided = { possible: holdsNow, necessary: !holdsNow }[claim.form] ?? true;
  if (isDecided) return holdsNow ? "holds" : "fails";
  return admitted ? fileVerdict(claim) : "cannot be told";
}
