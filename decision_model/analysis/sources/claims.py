"""The source's statements judged by the model: do they hold, how widely, and what would turn them?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from decision_model.analysis.question import DrawCount, Question, Seed
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.admissible import admissible, box_alone
from decision_model.analysis.robustness.sensitivity.claim_switch import ClaimSwitch, NumberSweeps, number_sweeps
from decision_model.analysis.sources.margins import holds, margin
from decision_model.model import Claim, DecisionModel, Expectation


@dataclass(frozen=True)
class Verdict:
    """One claim judged.

    `holds` at the file's numbers ("possible": for at least one admissible weighting and set of numbers; "necessary":
    for all that were tried, ends included); `margin` how far from turning at base; `share` of the admissible set in
    which the statement is true, with its standard error; `turn` the nearest single change that turns it, None when no
    number does over its range, and for claims about all numbers at once.
    """

    claim: Claim
    holds: bool
    margin: float
    share: float
    error: float
    turn: ClaimSwitch | None

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        found = "holds" if self.holds else "fails"
        where = f"for {self.share:.0%} of all admissible weights and numbers"
        if self.claim.expect.form in ("possible", "necessary"):
            return f"{found}: true {where}"
        said = f"{found} at the numbers of the file, and {where}"
        return said + (f"; it turns with {self.turn}" if self.turn else "; no single number turns it")


@dataclass(frozen=True, repr=False)
class Verdicts(Result):
    """The answer of `claims`."""

    model: DecisionModel
    draws: int
    seed: int
    verdicts: tuple[Verdict, ...]

    @property
    def heading(self) -> str:
        if not self.verdicts:
            return f"{self.model.title}: the file makes no claims"
        held = sum(verdict.holds for verdict in self.verdicts)
        return f"{held} of the {len(self.verdicts)} claims hold"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("claim", "cite", "verdict", "margin", "share", "error", "turns with")

    def rows(self) -> Iterable[Sequence[Any]]:
        for each in self.verdicts:
            cite = ", ".join(str(citation) for citation in each.claim.cite)
            turn = str(each.turn) if each.turn else None
            yield each.claim.text, cite, "holds" if each.holds else "fails", each.margin, each.share, each.error, turn


def claims(model: DecisionModel, draws: DrawCount = 2_000, seed: Seed = 0) -> Verdicts:
    """Judge the statements of the source: do they hold here, how widely, and what would turn them.

    What the source says, judged by the model: does it hold, how widely, and what would turn it?

    The question is whether the model agrees with the text it was made from. A claim is a statement of the source in
    one of the forms of Expectation: an option best given a history, possible or necessary; one score, total or chance
    lower or higher than another; an interaction; the value of information, of waiting or of an option; a total
    monotone in a parameter; no dominance.

    Definition. Every form has a margin: how far the statement is from turning, above 0 where it holds, below where it
    fails (see `margin`), in units of what it compares. It is worked out at the file's numbers; in `draws` draws from
    the admissible set, weights uniform on the part of the simplex that ranges leave and other numbers uniform over
    their ranges (as in SMAA, Lahdelma & Salminen 2001); and along each ranged number by itself. `share` is the share of
    draws in which the statement is true, with the standard error sqrt(s (1 - s) / draws); `turn` is the single move,
    smallest as a share of the number's range, that turns the verdict, found on a grid and refined to a root, or by
    halving where the margin only touches 0. "possible" holds where its choice is best in any draw or at base,
    "necessary" where it is in all; both also try as many draws of ends alone: corners of the set of weights, with every
    other number at an end of its range, where totals that are linear in each number have their extremes.

    Returns a Verdicts with one Verdict a claim, in file order; `share` is NaN where no draw gives a claim grounds. The
    seed is always used and kept. Raises ModelError for a claim without grounds in the model (an unknown name, nothing
    to compare, a history that cannot happen).

    Example: `[each.sentence for each in claims(model).verdicts if not each.holds]`.

    Reading it: "holds" means that the claim follows from the numbers of the file; a share near 1 that it hardly depends
    on them, a low share that it is this reading of the source that makes it true. It does not say that the source was
    right, and a necessary claim is only as sure as the draws: none that was tried contradicts it.
    """
    if not model.claims:
        return Verdicts(model, draws, seed, ())
    tried, along = trial(model, draws, seed), number_sweeps(model)
    return Verdicts(model, draws, seed, tuple(judged(tried, claim, along) for claim in model.claims))


@dataclass(frozen=True, eq=False)
class Trial:
    """A model with what is tried of it: `drawn` over its admissible set, `ends` at the ends of it, in `draws` each."""

    model: DecisionModel
    drawn: DecisionModel
    ends: DecisionModel
    draws: int


def trial(model: DecisionModel, draws: int, seed: int) -> Trial:
    """What claims about a model are tried on; where there is no set of weights, its ranges alone."""
    allowed = admissible(model) if model.total_rule.adds_up else box_alone(model)
    drawn, ends = (allowed.drawn(draws, seed, with_numbers=True, ends=extreme) for extreme in (False, True))
    return Trial(model, drawn, ends, draws)


def judged(tried: Trial, claim: Claim, along: NumberSweeps | None = None) -> Verdict:
    """One claim's verdict; what would turn it is looked for `along` the model's ways, if given."""
    expect = claim.expect
    base = float(np.asarray(margin(tried.model, expect)))
    at_base = bool(holds(expect, base))
    everywhere = _held(tried.drawn, expect, tried.draws)
    share = float(everywhere.mean()) if everywhere.size else float("nan")
    error = float(np.sqrt(share * (1 - share) / tried.draws))
    if expect.form in ("possible", "necessary"):
        cases = np.concatenate([[at_base], everywhere, _held(tried.ends, expect, tried.draws)])
        verdict = bool(cases.any() if expect.form == "possible" else cases.all())
        return Verdict(claim, verdict, base, share, error, None)
    turn = None
    if along is not None:
        turn = along.nearest_switch(lambda varied: margin(varied, expect), lambda margins: holds(expect, margins))
    return Verdict(claim, at_base, base, share, error, turn)


def _held(varied: DecisionModel, expect: Expectation, draws: int) -> np.ndarray:
    """In which draws a statement is true; those in which there is nothing to say are left out."""
    margins = np.broadcast_to(margin(varied, expect), draws)
    return holds(expect, margins)[~np.isnan(margins)]


def _makes_claims(model: DecisionModel) -> bool:
    return bool(model.claims)


QUESTION = Question(
    "The source's claims, judged",
    "What the source says, stated so that the model can be asked. That a claim holds means: it follows from the "
    "numbers assumed here. The bar shows for how many admissible weights and numbers it does.",
    _makes_claims,
    order=10,
    row_by_row=True,
)
