"""One statement of the source, judged: the words for how well it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, isnan

from decision_model.analysis.columns import ShareCell, WrittenCell
from decision_model.analysis.robustness.sensitivity.claim_switch import ClaimSwitch
from decision_model.analysis.time.gain import gain_amounts
from decision_model.analysis.verdict import EDGE, FIRM, LEANING, TWO_THIRDS
from decision_model.model import Claim, DecisionModel
from decision_model.words.percent import percent

ABOUT_ALL = ("possible", "necessary")
"""The forms that speak of all admissible weights and numbers at once."""


class ClaimVerdict(StrEnum):
    """How well a claim stands; `holds` where how widely it does cannot be told."""

    firm = "firm"
    shaky = "turns easily"
    holds = "holds"
    fails = "fails"
    untestable = "cannot be tested"


EASY = 0.5
"""Share of its range by which a number that is moved no further turns a claim easily."""

CLAIM_RULE = (
    f"A claim is firm if it holds and is true in at least {percent(FIRM)} of random trials, or in at least "
    f"{TWO_THIRDS} of them where no single number turns it within {percent(EASY)} of its range; "
    "it turns easily if it holds and is not"
)
"""The verdicts in words, for wherever they are explained."""


@dataclass(frozen=True)
class JudgedClaim:
    """One claim judged.

    `holds` at the file's numbers ("possible": for at least one admissible weighting and set of numbers; "necessary":
    for all that were tried, ends included); `margin` how far from turning at base; `share` of the admissible set in
    which the statement is true, with its standard error; `turn` the nearest single change that turns it, None when no
    number does over its range, and for claims about all numbers at once. `untestable` says why a claim cannot be tested
    at all (it then does not hold, and margin and share are NaN), `untried` what about it cannot be told, and why.
    """

    claim: Claim
    holds: bool
    margin: float
    share: float
    error: float
    turn: ClaimSwitch | None
    untestable: str = ""
    untried: str = ""

    @property
    def verdict(self) -> ClaimVerdict:
        """How well it stands, by `CLAIM_RULE`. Claims about all numbers at once are firm if they hold."""
        if self.untestable:
            return ClaimVerdict.untestable
        if not self.holds:
            return ClaimVerdict.fails
        if self.is_about_all_numbers:
            return ClaimVerdict.firm
        if isnan(self.share):
            return ClaimVerdict.holds
        if self.share >= FIRM - EDGE:
            return ClaimVerdict.firm
        if self.share < LEANING - EDGE or (self.turn and self.turn.move < EASY):
            return ClaimVerdict.shaky
        return ClaimVerdict.holds if self.untried else ClaimVerdict.firm

    @property
    def found(self) -> str:
        """'holds', 'fails' or 'cannot be tested': what it comes to at the numbers of the file."""
        return ClaimVerdict.holds.value if self.holds else self.verdict.value

    @property
    def text(self) -> str:
        """The claim's own words, without a full stop."""
        return self.claim.text.rstrip(".")

    def margin_cell(self, model: DecisionModel) -> float:
        """The margin as a table has it: written in percent for chances, else in points or in the model's unit."""
        if not isfinite(self.margin):
            return self.margin
        if self.claim.expect.form == "chance":
            return ShareCell(self.margin)
        return WrittenCell(self.margin, gain_amounts(model, [self.margin]).phrase(self.margin))

    @property
    def is_about_all_numbers(self) -> bool:
        """Whether it is a claim about all admissible weights and numbers at once, and not about the file's own."""
        return self.claim.expect.form in ABOUT_ALL

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        if self.untestable:
            return f"{self.found}, because {self.untestable}"
        where = f"in {percent(self.share)} of random trials of the weights and numbers that the file allows"
        if isnan(self.share):
            return f"{self.found} at the numbers of the file; {self.untried or 'no trial tells how widely'}"
        if self.is_about_all_numbers:
            return f"{self.found}: it is true {where}"
        turns = f"it turns with {self.turn}" if self.turn else self.untried or "no single number turns it"
        how = {ClaimVerdict.firm: " firmly", ClaimVerdict.shaky: ", but turns easily,"}.get(self.verdict, "")
        return f"{self.found}{how} at the numbers of the file and is true {where}; {turns}"
