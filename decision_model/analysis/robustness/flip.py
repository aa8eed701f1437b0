"""Flip: the smallest change of weights that makes a rival as good as the winner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, apart, combinations, decided_now
from decision_model.analysis.question import By, Question
from decision_model.analysis.result import Result, settled
from decision_model.analysis.robustness.admissible import Ordered, weights
from decision_model.analysis.robustness.first_places import VariedSet, all_of, always_first
from decision_model.analysis.robustness.flip_sentences import ComparedWeights, by_name, flip_sentence, typed_share
from decision_model.analysis.robustness.weight_space.orders import Order
from decision_model.analysis.robustness.weight_space.plans import NEAR, insist_linear, is_straight, worths_of
from decision_model.analysis.robustness.weight_space.projection import DIGITS, nearest_shares
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet
from decision_model.analysis.robustness.winners import all_known, always_best, level_throughout
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import amounts
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels
from decision_model.model.weight_shares import undivided
from decision_model.words.names import quoted
from decision_model.words.percent import percent

LONG = 130
"""Characters above which a headline does not say which weights change."""


@dataclass(frozen=True)
class WeightFlip:
    """What it takes to make one rival level with the winner.

    `gap` is how far it is behind at the base weights; `weights` are the nearest admissible weights at which it is
    level, each as a share of its group (what `varied(shares=...)` takes), `distance` their Euclidean distance from the
    base weights, both as shares of the whole, `total` what winner and rival are worth there, `leader` what leads there
    if a third option does. All of these are None where nothing admissible makes it level. `sentence` names every weight
    that changes, with the digits at which winner and rival are level as printed. `level` says that it is level with the
    winner under all admissible weights.
    """

    options: Mapping[str, str | None]
    title: str
    gap: float
    weights: Mapping[str, float] | None
    distance: float | None
    total: float | None
    leader: str | None
    sentence: str
    level: bool = False

    @property
    def recipe(self) -> str | None:
        """The weights as the options of a command that make winner and rival level."""
        if self.weights is None:
            return None
        return " ".join(f"--weight {name}={typed_share(share)}%" for name, share in self.weights.items())


@dataclass(frozen=True, repr=False)
class Flip(Result):
    """The answer of `flip`: rivals by distance, those that nothing makes level last. `base` are the base shares.

    `always` says that the winner is at least as good as every rival under all admissible weights, which is proved;
    `complete` that no plan of any option can have been missed.
    """

    model: DecisionModel
    by: tuple[str, ...]
    order: Order | None
    winner: Combination
    base: Mapping[str, float]
    flips: tuple[WeightFlip, ...]
    complete: bool
    always: bool

    @property
    def varied(self) -> VariedSet:
        """What varies."""
        return VariedSet(self.model, order=self.order)

    @property
    def level(self) -> tuple[str, ...]:
        """The winner, and the rivals that are level with it whatever the admissible weights."""
        return (self.winner.title, *(flip.title for flip in self.flips if flip.level))

    @property
    def statement(self) -> Statement:
        able = [flip for flip in self.flips if flip.weights is not None and not flip.level]
        detail = f"{self.varied.detail} (exact)" if self.always or not able else able[0].sentence
        reasons = (*self._lead(), *self._typed_in(able))
        return Statement(self._headline(able), detail, reasons, turns=bool(able) and not self.always)

    def _headline(self, reachable: Sequence[WeightFlip]) -> str:
        winner, now = all_of(self.level), [flip.title for flip in reachable if flip.gap <= NEAR]
        if self.always:
            first = always_first(self.level, self.varied, len(self.flips) + 1)
            return f"{first}; {all_of([flip.title for flip in reachable])} can only draw level" if reachable else first
        if now:
            return f"{all_of([*self.level, *now])} are level at the weights as stated"
        if not reachable:
            return f"No weights that the file allows are known under which a rival of {winner} draws level"
        stays = "stay" if len(self.level) > 1 else "stays"
        rival = reachable[0].title
        if len(self.level) == 1:
            first, rival = apart(self.model, [self.winner.options, reachable[0].options])
            winner = quoted(first)
        for shift in _shifts(self.model, self.base, reachable[0]):
            headline = f"{winner} {stays} first until {shift}; then {quoted(rival)} is level"
            if len(headline) <= LONG:
                break
        return headline

    def _lead(self) -> Iterator[str]:
        """By how much the winner leads at the weights as stated."""
        behind = [flip for flip in self.flips if flip.gap > NEAR]
        if behind:
            next_best = min(behind, key=lambda flip: flip.gap)
            lead = amounts(self.model, [next_best.gap]).gap(next_best.gap)
            winner, rival = apart(self.model, [self.winner.options, next_best.options])
            yield f"At the weights as stated {quoted(winner)} leads {quoted(rival)} by {lead}"

    def _typed_in(self, able: Sequence[WeightFlip]) -> Iterator[str]:
        """What to type for the nearest change, where the sentence rounds the weights."""
        if able and not self.always and able[0].gap > NEAR and not self._exactly_said(able[0]):
            yield f"To see it, ask with {able[0].recipe}"

    def _exactly_said(self, nearest: WeightFlip) -> bool:
        assert nearest.weights is not None
        changed = [share for name, share in nearest.weights.items() if abs(share - self.base[name]) > NEAR]
        return all(f"to {typed_share(share)}%" in nearest.sentence for share in changed)

    @property
    def columns(self) -> tuple[Column, ...]:
        labels = consideration_labels(self.model)
        return (
            Column("rival", "rival", Kind.name),
            Column("gap", "behind by", Kind.points),
            Column("distance", "distance between the weights", Kind.number, brief=False),
            *(Column(f"weight_change.{name}", f"change in weight: {labels[name]}", Kind.share) for name in self.base),
            Column("leads_there", "what leads there", Kind.name),
            Column("recipe", "options that make it level", brief=False),
            Column("note", "note"),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        for flip in self.flips:
            if flip.weights is None:
                yield [
                    flip.title,
                    flip.gap,
                    None,
                    *[None] * len(self.base),
                    None,
                    None,
                    "no weights that the file allows make it level",
                ]
                continue
            changes = [settled(flip.weights[name] - share, 1.0) for name, share in self.base.items()]
            note = f"level under all {self.varied.noun} that the file allows" if flip.level else None
            yield [flip.title, flip.gap, flip.distance, *changes, flip.leader, flip.recipe, note]


@checked
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
    option_plans = worths_of(compared, model, allowed)
    pieces = [option.vectors for option in option_plans]
    now = np.array([(piece @ allowed.base).max() for piece in pieces])
    winner = int(np.argmax(now >= now.max() - NEAR))
    comparison = ComparedWeights(model, compared, pieces, allowed, winner)
    flips = [_flip(comparison, number) for number in range(len(compared)) if number != winner]
    flips.sort(key=lambda flip: np.inf if flip.distance is None else round(flip.distance, DIGITS))
    base = by_name(allowed, allowed.base)
    complete = all_known(model, names, option_plans)
    always = complete and bool(always_best(pieces, [winner], allowed))
    return Flip(model, names, order, compared[winner], base, tuple(flips), complete, always)


def _flip(comparison: ComparedWeights, rival: int) -> WeightFlip:
    """The nearest admissible weights at which a rival is level with the best option."""
    compared, pieces, allowed, winner = comparison.options, comparison.pieces, comparison.allowed, comparison.winner
    ahead, behind = (float((pieces[option_index] @ allowed.base).max()) for option_index in (winner, rival))
    gap = settled(ahead - behind, ahead, behind)
    option, title = compared[rival].options, compared[rival].title
    shares = nearest_level(pieces[rival], pieces[winner], allowed)
    if shares is None:
        sentence = f"No weights that the file allows make {quoted(title)} level with {quoted(compared[winner].title)}"
        return WeightFlip(option, title, gap, None, None, None, None, sentence)
    totals = np.array([(piece @ shares).max() for piece in pieces])
    leads = int(np.argmax(totals >= totals.max() - NEAR))
    leader = compared[leads].title if totals[leads] > totals[winner] + NEAR else None
    level = level_throughout(pieces[rival], pieces[winner], allowed)
    named = by_name(allowed, shares)
    sentence = flip_sentence(comparison, rival, named, leader)
    sentence = f"{quoted(title)} is level under all weights that the file allows" if level else sentence
    distance = settled(_distance(shares, allowed), 1.0)
    return WeightFlip(option, title, gap, named, distance, float(totals[winner]), leader, sentence, level)


def nearest_level(rival: np.ndarray, winner: np.ndarray, allowed: WeightSet) -> np.ndarray | None:
    """The admissible shares (k,) nearest to the base at which the rival is no worse than the winner; None without any.

    Vectors are (pieces, k); each total is the highest of vectors @ w. For one vector the nearest shares are unique,
    being a projection on a convex set; of vectors whose shares are equally near the first counts.
    """
    candidates = [nearest_shares(allowed, winner - vector, np.zeros(len(winner))) for vector in rival]
    return min(
        (shares for shares in candidates if shares is not None),
        key=lambda shares: round(_distance(shares, allowed), DIGITS),
        default=None,
    )


def _distance(shares: np.ndarray, allowed: WeightSet) -> float:
    return sqrt(fsum((shares - allowed.base) ** 2))


def _shifts(model: DecisionModel, base: Mapping[str, float], flip: WeightFlip) -> tuple[str, str]:
    """How much weight moves, with where it moves and without: '4.2% of the weight moves, mostly from ‘A’ to ‘B’'."""
    assert flip.weights is not None
    there, before = undivided(model, flip.weights), undivided(model, base)
    changes = {name: there[name] - share for name, share in before.items()}
    labels = consideration_labels(model)
    falls, rises = min(changes, key=changes.__getitem__), max(changes, key=changes.__getitem__)
    share = percent(sum(change for change in changes.values() if change > 0))
    mostly = ", mostly" if sum(abs(change) > NEAR for change in changes.values()) > 2 else ""
    moves = f"{share} of the weight moves"
    return f"{moves}{mostly} from {quoted(labels[falls])} to {quoted(labels[rises])}", moves


QUESTION = Question(
    "What would turn the choice",
    "For each rival the smallest change of weights that makes it as good as the winner. A small change means: whoever "
    "disagrees about the weights need not be unreasonable to disagree about the choice.",
    is_straight,
    order=60,
    row_by_row=True,
)
