"""Flip: the smallest change of weights that makes a rival as good as the winner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Any

import numpy as np

from decision_model.analysis.combinations import Combination, combinations, decided_now
from decision_model.analysis.question import By, Question
from decision_model.analysis.result import Result, settled
from decision_model.analysis.robustness.admissible import Order, Ordered, weights
from decision_model.analysis.robustness.weight_space.plans import NEAR, insist_linear, is_straight, plans_of
from decision_model.analysis.robustness.weight_space.projection import DIGITS, nearest_shares
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet
from decision_model.model import DecisionModel
from decision_model.words.numbers import amount
from decision_model.words.percent import percent
from decision_model.words.sentences import listed

TOLD = 3
"""Weights whose change a sentence names."""


@dataclass(frozen=True)
class WeightFlip:
    """What it takes to make one rival level with the winner.

    `gap` is how far it is behind at the base weights; `weights` are the nearest admissible shares at which it is level,
    `distance` their Euclidean distance from the base shares, `total` what winner and rival are worth there,
    `leader` what leads there if a third option does. All of these are None where nothing admissible makes it level.
    """

    options: Mapping[str, str | None]
    title: str
    gap: float
    weights: Mapping[str, float] | None
    distance: float | None
    total: float | None
    leader: str | None
    sentence: str


@dataclass(frozen=True, repr=False)
class Flip(Result):
    """The answer of `flip`: rivals by distance, those that nothing makes level last. `base` are the base shares."""

    model: DecisionModel
    by: tuple[str, ...]
    order: Order | None
    winner: Combination
    base: Mapping[str, float]
    flips: tuple[WeightFlip, ...]
    complete: bool

    @property
    def heading(self) -> str:
        able = [each for each in self.flips if each.weights is not None]
        if not self.flips:
            return f"{self.winner.title} has no rival"
        if not able:
            return f"{self.winner.title} stays ahead of every rival: nothing admissible flips it"
        return f"{self.winner.title} leads by {amount(min(each.gap for each in self.flips))}. {able[0].sentence}"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("rival", "gap", "distance", *(f"change {name}" for name in self.base), "leads there", "note")

    def rows(self) -> Iterable[Sequence[Any]]:
        for each in self.flips:
            if each.weights is None:
                yield [each.title, each.gap, None, *[None] * len(self.base), None, "nothing admissible flips it"]
                continue
            changes = [settled(each.weights[name] - share, 1.0) for name, share in self.base.items()]
            yield [each.title, each.gap, each.distance, *changes, each.leader, None]


def flip(model: DecisionModel, by: By = None, order: Ordered = None) -> Flip:
    """The smallest change of weights that would make each rival level with the winner.

    For each rival the admissible weights nearest to the base weights under which it is as good as the winner.

    Options are the combinations of the decisions `by` (default: those of the first stage), the others best. The winner
    is the best option at the base weights, the first in the file where several are. "Nearest" is Euclidean distance
    between shares of the top-level considerations; the set is that of `admissible`. Each answer is the projection on
    a polytope, exact to 12 decimals of a share: at it, winner and rival are level. Where a rival can follow several
    plans, each is tried. "Nothing admissible flips it" is an answer too.

    Compare the sensitivity of additive models in Rios Insua & French (1991), who look for the nearest competitor so.
    Raises ModelError for models that are no weighted sums or have a risk tolerance, and for an empty set of weights.
    """
    insist_linear(model, "The smallest flip")
    names = tuple(by) if by else decided_now(model)
    compared, _ = combinations(model, names)
    allowed = weights(model, order)
    found = plans_of(compared, model, allowed)
    pieces = [each.vectors for each in found]
    now = np.array([(each @ allowed.base).max() for each in pieces])
    winner = int(np.argmax(now >= now.max() - NEAR))
    flips = [
        _flip(model, number, winner, compared, pieces, allowed) for number in range(len(compared)) if number != winner
    ]
    flips.sort(key=lambda each: np.inf if each.distance is None else round(each.distance, DIGITS))
    base = dict(zip(allowed.names, allowed.base.tolist(), strict=True))
    complete = all(each.complete for each in found)
    return Flip(model, names, order, compared[winner], base, tuple(flips), complete)


def _flip(
    model: DecisionModel,
    rival: int,
    winner: int,
    compared: Sequence[Combination],
    pieces: Sequence[np.ndarray],
    allowed: WeightSet,
) -> WeightFlip:
    ahead, behind = (float((pieces[each] @ allowed.base).max()) for each in (winner, rival))
    gap = settled(ahead - behind, ahead, behind)
    option, title = compared[rival].options, compared[rival].title
    shares = nearest_level(pieces[rival], pieces[winner], allowed)
    if shares is None:
        sentence = f"Nothing admissible makes {title} level with {compared[winner].title}."
        return WeightFlip(option, title, gap, None, None, None, None, sentence)
    totals = np.array([(each @ shares).max() for each in pieces])
    leads = int(np.argmax(totals >= totals.max() - NEAR))
    leader = compared[leads].title if totals[leads] > totals[winner] + NEAR else None
    sentence = _sentence(model, title, shares, allowed.base, leader)
    named = dict(zip(allowed.names, shares.tolist(), strict=True))
    distance = settled(_distance(shares, allowed), 1.0)
    return WeightFlip(option, title, gap, named, distance, float(totals[winner]), leader, sentence)


def nearest_level(rival: np.ndarray, winner: np.ndarray, allowed: WeightSet) -> np.ndarray | None:
    """The admissible shares (k,) nearest to the base at which the rival is no worse than the winner; None without any.

    Vectors are (pieces, k); each total is the highest of vectors @ w. For one vector the nearest shares are unique,
    being a projection on a convex set; of vectors whose shares are equally near the first counts.
    """
    found = [nearest_shares(allowed, winner - vector, np.zeros(len(winner))) for vector in rival]
    return min(
        (shares for shares in found if shares is not None),
        key=lambda shares: round(_distance(shares, allowed), DIGITS),
        default=None,
    )


def _distance(shares: np.ndarray, allowed: WeightSet) -> float:
    return sqrt(fsum((shares - allowed.base) ** 2))


def _sentence(model: DecisionModel, title: str, shares: np.ndarray, base: np.ndarray, leader: str | None) -> str:
    change = shares - base
    if np.abs(change).max() < NEAR:
        return f"{title} is level already."
    largest = np.argsort(-np.abs(change).round(9), kind="stable")
    told = [place for place in largest[:TOLD] if abs(change[place]) > 0.2 * np.abs(change).max()]
    said = [_moved(model.considerations[place].title, base[place], shares[place]) for place in told]
    others = ", though " + leader + " would then lead" if leader else ""
    return f"{title} draws level once {listed(said)}{others}."


def _moved(title: str, before: float, after: float) -> str:
    """How a weight changes, with as many digits as the change needs."""
    way = "rises" if after > before else "falls"
    digits = next((d for d in range(1, 6) if abs(after - before) * 100 >= 2 * 10.0**-d), 6)
    return f"the weight of {title} {way} from {percent(before, digits)} to {percent(after, digits)}"


QUESTION = Question(
    "What would turn the choice",
    "For each rival the smallest change of weights that makes it as good as the winner. A small change means: whoever "
    "disagrees about the weights need not be unreasonable to disagree about the choice.",
    is_straight,
    order=60,
    row_by_row=True,
)
