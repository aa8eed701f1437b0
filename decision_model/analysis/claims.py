"""The source's statements judged by the model: do they hold, how widely, and what would turn them?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import brentq

from decision_model.analysis.admissible import admissible
from decision_model.analysis.margins import holds, margin
from decision_model.analysis.result import Result, amount
from decision_model.analysis.varying.moved import moved
from decision_model.analysis.varying.moving import Moving, ranged
from decision_model.model import Claim, DecisionModel, Draws

POINTS = 41
"""Values of a number at which the margin is looked at before a turning point is refined."""


@dataclass(frozen=True)
class Turn:
    """The single number whose smallest move over its range turns a verdict.

    `move` is the size of that move as a share of the number's range.
    """

    label: str
    base: float
    at: float
    move: float

    def __str__(self) -> str:
        return f"{self.label} at {amount(self.at)} instead of {amount(self.base)}"


@dataclass(frozen=True)
class Verdict:
    """One claim judged.

    `holds` at the file's numbers ("possible": for at least one admissible weighting and set of numbers; "necessary":
    for all tried); `margin` how far from turning at base; `share` of the admissible set in which the statement is
    true, with its standard error; `turn` the nearest single change that turns it, None when no number does over
    its range, and for claims about all numbers at once.
    """

    claim: Claim
    holds: bool
    margin: float
    share: float
    error: float
    turn: Turn | None

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        found = "holds" if self.holds else "fails"
        if np.isnan(self.share):
            return f"{found} at the numbers of the file"
        where = f"for {self.share:.0%} of all admissible weights and numbers"
        if self.claim.expect.form in ("possible", "necessary"):
            return f"{found}: true {where}"
        said = f"{found} at the numbers of the file, and {where}"
        return said + (f"; it turns with {self.turn}" if self.turn else "; no single number turns it")


@dataclass(frozen=True, repr=False)
class Verdicts(Result):
    """The answer of `check_claims`."""

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


def check_claims(model: DecisionModel, draws: int = 2_000, seed: int = 0) -> Verdicts:
    """What the source says, judged by the model: does it hold, how widely, and what would turn it?

    The question is whether the model agrees with the text it was made from. A claim is a statement of the source in
    one of the forms of Expectation: an option best given a history, possible or necessary; one score, total or chance
    lower or higher than another; an interaction; the value of information, of waiting or of an option; a total
    monotone in a parameter; no dominance.

    Definition. Every form has a margin: how far the statement is from turning, above 0 where it holds, below where it
    fails (see `margin`), in units of what it compares. It is worked out at the file's numbers; in `draws` draws from
    the admissible set, weights uniform on the part of the simplex that ranges leave and other numbers uniform over
    their ranges (as in SMAA, Lahdelma & Salminen 2001); and along each ranged number by itself. `share` is the share of
    draws in which the statement is true, with the standard error sqrt(s (1 - s) / draws); `turn` is the single move,
    smallest as a share of the number's range, that turns the verdict, found on a grid and refined to a root.
    "possible" holds where its choice is best in any draw or at base, "necessary" where it is in all.

    Returns a Verdicts with one Verdict a claim, in file order. "monotone" and "undominated" are judged at the file's
    numbers alone: `share` and `error` are NaN there. The seed is always used and kept. Raises ModelError for a claim
    without grounds in the model (an unknown name, nothing to compare, a history that cannot happen).

    Example: `[each.sentence for each in check_claims(model).verdicts if not each.holds]`.

    Reading it: "holds" means that the claim follows from the numbers of the file; a share near 1 that it hardly depends
    on them, a low share that it is this reading of the source that makes it true. It does not say that the source was
    right, and a necessary claim is only as sure as the draws: none that was tried contradicts it.
    """
    if not model.claims:
        return Verdicts(model, draws, seed, ())
    drawn = _drawn(model, draws, seed)
    spans = ranged(model)
    return Verdicts(model, draws, seed, tuple(_judged(model, drawn, spans, claim, draws) for claim in model.claims))


def _drawn(model: DecisionModel, draws: int, seed: int) -> DecisionModel:
    """The model over its admissible set; where weights are no shares of a whole, over its ranges alone."""
    if model.adds_up:
        return admissible(model).drawn(draws, seed, with_numbers=True)
    generator = np.random.default_rng(seed)
    box = {address: each.number.range for address, each in model.numbers.items() if each.number.range}
    return model.varied(numbers={address: generator.uniform(*limits, draws) for address, limits in box.items()})


def _judged(model: DecisionModel, drawn: DecisionModel, spans: Sequence[Moving], claim: Claim, draws: int) -> Verdict:
    expect = claim.expect
    base = float(np.asarray(margin(model, expect)))
    at_base = bool(holds(expect, base))
    if expect.form in ("monotone", "undominated"):
        return Verdict(claim, at_base, base, float("nan"), float("nan"), None)
    margins = np.broadcast_to(margin(drawn, expect), draws)
    everywhere = holds(expect, margins)[~np.isnan(margins)]
    share = float(everywhere.mean())
    error = float(np.sqrt(share * (1 - share) / draws))
    verdict = at_base
    if expect.form == "possible":
        verdict = at_base or bool(everywhere.any())
    elif expect.form == "necessary":
        verdict = at_base and bool(everywhere.all())
    anywhere = expect.form in ("possible", "necessary")
    return Verdict(claim, verdict, base, share, error, None if anywhere else _turn(model, claim, spans, at_base))


def _turn(model: DecisionModel, claim: Claim, spans: Sequence[Moving], at_base: bool) -> Turn | None:
    """The nearest turning point along any one ranged number: a grid in one pass, then a root."""
    found = [turn for span in spans if (turn := _along(model, claim, span, at_base)) is not None]
    return min(found, key=lambda turn: turn.move, default=None)


def _along(model: DecisionModel, claim: Claim, span: Moving, at_base: bool) -> Turn | None:
    grid = np.unique(np.append(np.linspace(span.low, span.high, POINTS), span.base))
    truths = np.broadcast_to(holds(claim.expect, _margin_at(model, claim, span, grid)), grid.shape)
    turned = grid[truths != at_base]
    if not turned.size:
        return None
    near = float(turned[np.argmin(np.abs(turned - span.base))])
    between = grid[(grid > min(near, span.base)) & (grid < max(near, span.base))]
    last = float(between[-1] if near > span.base else between[0]) if between.size else span.base
    at = _refined(model, claim, span, last, near)
    return Turn(span.label, span.base, at, abs(at - span.base) / (span.high - span.low))


def _margin_at(model: DecisionModel, claim: Claim, span: Moving, values: Draws) -> Draws:
    return margin(moved(model, {span.address: values}), claim.expect)


def _refined(model: DecisionModel, claim: Claim, span: Moving, kept: float, turned: float) -> float:
    def at(value: float) -> float:
        return float(np.asarray(_margin_at(model, claim, span, value)))

    if at(kept) * at(turned) >= 0:
        return turned
    return float(brentq(at, kept, turned, xtol=1e-12))
