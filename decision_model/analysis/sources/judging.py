"""What the source's statements are tried on, and how each is judged from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from decision_model.analysis.robustness.admissible import Admissible, admissible, box_alone
from decision_model.analysis.robustness.sensitivity.claim_switch import ClaimSwitch, NumberSweeps, number_sweeps
from decision_model.analysis.sources.judged_claim import ABOUT_ALL, JudgedClaim
from decision_model.analysis.sources.margins import holds, margin
from decision_model.errors import ModelError
from decision_model.model import Claim, DecisionModel, Expectation


def because(error: ModelError) -> str:
    """What is wrong, and how to mend it, as it follows 'because'."""
    problem = error.problems[0]
    text = " ".join(filter(None, (problem.message, problem.remedy))).rstrip(".")
    return text[:1].lower() + text[1:]


def sweeps(model: DecisionModel) -> NumberSweeps | str:
    """Every ranged number on its way from end to end, or why that cannot be followed."""
    try:
        return number_sweeps(model)
    except ModelError as error:
        return because(error)


@dataclass(frozen=True, eq=False)
class Trial:
    """A model with what is tried of it: `drawn` over its admissible set, `ends` at the ends of it.

    `admitted` and `ends_admitted` (draws,) say in which of them the weights are admissible: others are left out.
    """

    model: DecisionModel
    drawn: DecisionModel
    ends: DecisionModel
    admitted: np.ndarray
    ends_admitted: np.ndarray

    def counts(self, claim: Claim) -> np.ndarray:
        """(2, 2): in how many draws, and at how many ends, a claim is true; and of how many that give it grounds.

        Ends are tried for "possible" and "necessary" alone. A claim without grounds has none in any draw.
        """
        expect = claim.expect
        try:
            ends = _count(self.ends, expect, self.ends_admitted) if expect.form in ABOUT_ALL else (0, 0)
            return np.array([_count(self.drawn, expect, self.admitted), ends])
        except ModelError:
            return np.zeros((2, 2), dtype=np.int64)


def trial(model: DecisionModel, draws: int, seed: int, chunk: int = 0) -> Trial:
    """What claims about a model are tried on; where there is no set of weights, its ranges alone."""
    allowed = admissible(model) if model.total_rule.adds_up else box_alone(model)
    drawn, ends = (
        allowed.drawn(draws, seed, with_numbers=True, ends=extreme, chunk=chunk) for extreme in (False, True)
    )
    return Trial(model, drawn, ends, allowed.admitted(drawn, draws), _inside(allowed, ends, draws))


def _inside(allowed: Admissible, varied: DecisionModel, count: int) -> np.ndarray:
    """(count,): at which ends the weights are admissible; they may be at none."""
    try:
        return allowed.admitted(varied, count)
    except ModelError:
        return np.zeros(count, dtype=bool)


def judged(
    model: DecisionModel,
    claim: Claim,
    counts: np.ndarray | str,
    along: NumberSweeps | str | None = None,
) -> JudgedClaim:
    """One claim's verdict from its counts over draws, or why there are none; with `along` also what would turn it."""
    try:
        base = float(np.asarray(margin(model, claim.expect)))
    except ModelError as error:
        return _untested(claim, because(error))
    if isinstance(counts, str):
        return _at_base(claim, base, counts)
    if claim.expect.form in ABOUT_ALL:
        return _about_all(claim, base, counts)
    turn, untried = _turn(claim, along)
    return JudgedClaim(claim, _is_true(claim, base), base, *_share(counts), turn, untried=untried)


def _untested(claim: Claim, reason: str) -> JudgedClaim:
    return JudgedClaim(claim, False, np.nan, np.nan, np.nan, None, untestable=reason)


def _at_base(claim: Claim, base: float, reason: str) -> JudgedClaim:
    """The verdict where nothing can be drawn: at the file's numbers, for claims that are about these."""
    if claim.expect.form in ABOUT_ALL:
        return _untested(claim, reason)
    untried = f"how widely cannot be told, because {reason}"
    return JudgedClaim(claim, _is_true(claim, base), base, np.nan, np.nan, None, untried=untried)


def _about_all(claim: Claim, base: float, counts: np.ndarray) -> JudgedClaim:
    """The verdict on a claim about all admissible weights and numbers at once."""
    true, grounds = counts.sum(axis=0).tolist()
    at_base = _is_true(claim, base)
    held = at_base or true > 0 if claim.expect.form == "possible" else at_base and true == grounds
    return JudgedClaim(claim, held, base, *_share(counts), None)


def _is_true(claim: Claim, base: float) -> bool:
    return bool(holds(claim.expect, base))


def _share(counts: np.ndarray) -> tuple[float, float]:
    """The share of draws in which a claim is true, of those that give it grounds, with its standard error."""
    true, grounds = counts[0].tolist()
    if not grounds:
        return float("nan"), float("nan")
    share = true / grounds
    return share, float(np.sqrt(share * (1 - share) / grounds))


def _turn(claim: Claim, along: NumberSweeps | str | None) -> tuple[ClaimSwitch | None, str]:
    """The nearest single change that turns a claim, None where none does; and why that cannot be told."""
    expect = claim.expect
    if along is None:
        return None, ""
    try:
        if not isinstance(along, str):
            return along.nearest_switch(lambda varied: margin(varied, expect), partial(holds, expect)), ""
        reason = along
    except ModelError as error:
        reason = because(error)
    return None, f"what turns it cannot be told, because {reason}"


def _count(varied: DecisionModel, expect: Expectation, admitted: np.ndarray) -> tuple[int, int]:
    """In how many admissible draws a statement is true, of how many; those with nothing to say are left out."""
    margins = np.broadcast_to(margin(varied, expect), len(admitted))
    stated = margins[admitted & ~np.isnan(margins)]
    return int(np.count_nonzero(holds(expect, stated))), len(stated)
