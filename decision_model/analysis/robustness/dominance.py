"""Dominance: which options are no worse than others in every respect, and which remain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations
from typing import Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import (
    Combination,
    combinations,
    decided_now,
    each_solved,
    expected_merits,
    later_choices,
)
from decision_model.analysis.question import By, Question, decides_by_sum
from decision_model.analysis.result import NOISE, Result
from decision_model.analysis.robustness.first_places import MOST_NAMED, all_of
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.analysis.statement import Statement
from decision_model.analysis.views.best_by_state import states
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels
from decision_model.solver.distribution import Profile, profile
from decision_model.solver.rollback import TIE
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, listed

TOGETHER = 1_048_576
"""Totals compared at a time, which bounds the memory."""

FEW = 40
"""Options up to which every pair of them is told."""

Pairs = tuple[tuple[str, str], ...]
"""Titles of options: the first of each pair dominates the second."""


@dataclass(frozen=True, repr=False)
class Dominance(Result):
    """The answer of `dominance`: matrices (n, n), True where the row's option dominates the column's.

    `values` (options, considerations) are expected scores in points of 0..100 (in the unit for sums), more is better.
    `statewise` is None where events depend on decisions, so that there are no common states.
    """

    model: DecisionModel
    by: tuple[str, ...]
    options: tuple[Combination, ...]
    values: np.ndarray = field(compare=False)
    expected: np.ndarray = field(compare=False)
    statewise: np.ndarray | None = field(compare=False)
    first_order: np.ndarray = field(compare=False)
    second_order: np.ndarray = field(compare=False)

    def pairs(self, kind: str = "expected") -> Pairs:
        """Who dominates whom, by title; kind is expected, statewise, first_order or second_order."""
        matrix = getattr(self, kind)
        titles = [option.title for option in self.options]
        return () if matrix is None else tuple((titles[a], titles[b]) for a, b in np.argwhere(matrix).tolist())

    @cached_property
    def efficient(self) -> tuple[Combination, ...]:
        """The options that no other dominates in expectation (also: Pareto-efficient)."""
        return tuple(
            o for o, beaten in zip(self.options, np.any(self.expected, axis=0).tolist(), strict=True) if not beaten
        )

    @cached_property
    def level(self) -> tuple[tuple[Combination, ...], ...]:
        """Groups of options that are level on every consideration, in file order."""
        near = TIE * max(1.0, float(np.abs(self.values).max(initial=0.0)))
        alike = np.all(np.abs(self.values[:, None] - self.values[None]) <= near, axis=2)
        groups = {tuple(np.flatnonzero(row).tolist()) for row in alike}
        return tuple(tuple(self.options[place] for place in group) for group in sorted(groups) if len(group) > 1)

    @cached_property
    def _ahead(self) -> np.ndarray:
        """(n, n): on how many considerations the row's option does better than the column's."""
        return np.stack([_is_better(own, self.values).sum(axis=1) for own in self.values])

    def better_on(self, one: int, other: int) -> tuple[str, ...]:
        """The considerations on which one option does better than another, by their places; the widest margin first."""
        gains = self.values[one] - self.values[other]
        ahead = np.flatnonzero(_is_better(self.values[one], self.values[other : other + 1])[0])
        labels = consideration_labels(self.model)
        widest = ahead[np.argsort(-gains[ahead].round(9), kind="stable")].tolist()
        return tuple(labels[self.model.leaves[place].name] for place in widest)

    @property
    def told(self) -> tuple[tuple[int, int], ...]:
        """Pairs of options by their places, from those in which the second is better on the fewest considerations.

        First comes what is nearest to dominating each option, then, among few options, every other pair.
        """
        ahead, places = self._ahead, range(len(self.options))
        nearest = [self._nearest(own) for own in places] if len(places) > 1 else []
        first = sorted(zip(nearest, places, strict=False), key=lambda pair: int(ahead[pair[1], pair[0]]))
        every = permutations(places, 2) if len(places) <= FEW else ()
        rest = sorted(every, key=lambda pair: int(ahead[pair[1], pair[0]]))
        kept: dict[frozenset[int], tuple[int, int]] = {}
        for pair in (*first, *rest):
            kept.setdefault(frozenset(pair), pair)
        return tuple(kept.values())

    def _nearest(self, own: int) -> int:
        """What an option is better than on the fewest considerations, of those what is better on the most."""
        order = np.lexsort((-self._ahead[:, own], self._ahead[own]))
        return next(place for place in order.tolist() if place != own)

    @property
    def statement(self) -> Statement:
        detail = (
            f"Compared by what each option comes to on each consideration{' on average' if self.model.events else ''}"
        )
        finding = None if len(self.efficient) == len(self.options) and not self.level else ""
        return Statement(self._headline(), detail, tuple(self._reasons()), finding)

    def _headline(self) -> str:
        remaining, count = [option.title for option in self.efficient], len(self.options)
        if count == 1:
            return f"{quoted(remaining[0])} has no rival"
        if any(len(group) == count for group in self.level):
            return f"{all_of(remaining)} are level on every consideration"
        level = next(
            (group for group in self.level if len(group) == len(remaining) and group[0] in self.efficient), None
        )
        if len(remaining) == 1 or level:
            which = f"{quoted(remaining[0])} is" if not level else f"{all_of(remaining)} are level and"
            return f"{which} at least as good as every other option on every consideration"
        if len(remaining) < count:
            beaten = f"{count - len(remaining)} of {counted(count, 'option')} can be set aside"
            rest = f"; {all_of(remaining)} remain" if len(remaining) <= MOST_NAMED else ""
            return f"{beaten}: another is at least as good on every consideration{rest}"
        if self.level:
            return "No option can be set aside: each is level with others or better on some consideration"
        return "No option can be set aside: against any other each does better on some consideration"

    def _reasons(self) -> Iterator[str]:
        """Which options are level, and which are better than others whatever happens."""
        for group in self.level:
            if len(group) < len(self.options):
                yield f"{all_of([option.title for option in group])} are level on every consideration"
        sure = self.pairs("statewise")
        for better, worse in sure[:MOST_NAMED]:
            yield f"Whatever happens {quoted(better)} does at least as well as {quoted(worse)}"
        if later := later_choices(self.model, self.by):
            yield later

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("better", "better", Kind.name),
            Column("worse", "worse", Kind.name),
            Column("expected", "in expectation"),
            Column("statewise", "whatever happens"),
            Column("first_order", "for everyone who wants more (first order)"),
            Column("second_order", "for everyone cautious (second order)"),
            Column("better_on", "better on", brief=False),
            Column("worse_on", "worse on", brief=False),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row for every ordered pair in which there is some dominance."""
        kinds = (self.expected, self.statewise, self.first_order, self.second_order)
        for a, better in enumerate(self.options):
            for b, worse in enumerate(self.options):
                holds = [None if kind is None else bool(kind[a, b]) for kind in kinds]
                if any(holds):
                    on = (listed(self.better_on(*pair)) or None for pair in ((a, b), (b, a)))
                    yield [better.title, worse.title, *holds, *on]


@checked
def dominance(model: DecisionModel, by: By = None) -> Dominance:
    """Which options are better in everything, in expectation and whatever one's taste for risk.

    Which option dominates which, in four senses; options are combinations of the decisions `by`, the others best.

    *Expected*: no consideration is worse in expectation and one is better, so that no weights favour the other one.
    *Statewise*: the total is no worse however events turn out, and better in some state; needs events that no decision
    influences. *First order*: the chance of doing at least as well as any given total is no smaller and
    somewhere larger, so everybody who prefers more agrees (Hadar & Russell 1969). *Second order*: the same for the area
    under the distribution, so everybody who in addition dislikes risk agrees (Rothschild & Stiglitz 1970).
    Statewise implies first order, which implies second order.

    Raises ModelError for names that are no decisions.
    """
    if not model.total_rule.adds_up:
        message = f"with 'combine: {model.total_rule.name}' considerations count only together "
        message += "and cannot be compared one by one."
        raise ModelError([Problem(("combine",), message, "Use 'combine: weighted' for this question.")])
    names = tuple(by) if by else decided_now(model)
    compared, _ = combinations(model, names)
    merits, profiles = zip(
        *each_solved(model, compared, lambda plan: (expected_merits(plan), profile(plan))), strict=True
    )
    values = np.array(merits)
    first_order, second_order = stochastic_orders(profiles)
    return Dominance(
        model,
        names,
        compared,
        values,
        _everywhere(values),
        _by_state(model, compared),
        first_order,
        second_order,
    )


def _everywhere(values: np.ndarray) -> np.ndarray:
    """(n, n): where no entry of the row's values (n, m) is worse than the column's and one is better."""
    dominates = np.zeros((len(values), len(values)), dtype=bool)
    for place, own in enumerate(values):
        near = _near(np.maximum(np.abs(values), np.abs(own)))
        dominates[place] = np.all(own >= values - near, axis=1) & np.any(_is_better(own, values), axis=1)
    np.fill_diagonal(dominates, False)
    return dominates


def _is_better(own: np.ndarray, values: np.ndarray) -> np.ndarray:
    """(n, m): on which of m entries `own` (m,) does better than each of `values` (n, m)."""
    return np.asarray(own > values + _near(np.maximum(np.abs(values), np.abs(own))))


def _near(sizes: np.ndarray) -> np.ndarray:
    """How far apart level entries may be, (n, m) from their sizes: by their own, and what rounding may make of all.

    A very large entry does not make small ones of other rows level.
    """
    return np.maximum(TIE * np.maximum(1.0, sizes), NOISE * sizes.max(axis=1, keepdims=True, initial=0.0))


def _by_state(model: DecisionModel, compared: Sequence[Combination]) -> np.ndarray | None:
    events = [event.name for event in model.events]
    if not events:
        return None
    try:
        by_state = states(model, compared, events)
    except ModelError:
        return None
    return _everywhere(direction(model) * by_state.totals)


@dataclass(frozen=True, eq=False)
class _Distributions:
    """Several distributions as rows: `totals` (n, m) rising in the direction of better, chances of each or less.

    Shorter ones repeat their last total. `reached` (n, m + 1) begins with 0.
    """

    totals: np.ndarray
    reached: np.ndarray

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> _Distributions:
        longest = max(len(risk.totals) for risk in profiles)
        totals, chances = np.zeros((2, len(profiles), longest))
        for row, risk in enumerate(profiles):
            way = slice(None, None, -1) if risk.better == "lower" else slice(None)
            signed = (-1.0 if risk.better == "lower" else 1.0) * risk.totals[way]
            totals[row] = np.pad(signed, (0, longest - len(signed)), mode="edge")
            chances[row, : len(signed)] = risk.chances[way]
        return cls(totals, np.hstack([np.zeros((len(profiles), 1)), np.cumsum(chances, axis=1)]))

    def rows(self, rows: slice) -> _Distributions:
        """Some of them."""
        return _Distributions(self.totals[rows], self.reached[rows])

    def cumulative(self, at: np.ndarray) -> np.ndarray:
        """(n, k): the chance in each row of the total at (n, k) or less."""
        places = [own.searchsorted(row, side="right") for own, row in zip(self.totals, at, strict=True)]
        return np.take_along_axis(self.reached, np.array(places), axis=1)


def stochastic_orders(profiles: Sequence[Profile]) -> tuple[np.ndarray, np.ndarray]:
    """(n, n) each: where the row's distribution dominates the column's in the first and in the second order."""
    whole = _Distributions.of(profiles)
    count, longest = whole.totals.shape
    dominates = np.zeros((2, count, count), dtype=bool)
    block = max(1, TOGETHER // (2 * longest))
    for place in range(count):
        for low in range(0, count, block):
            rows = slice(low, min(low + block, count))
            dominates[:, place, rows] = _orders(whole.rows(slice(place, place + 1)), whole.rows(rows))
    dominates[:, range(count), range(count)] = False
    return dominates[0], dominates[1]


def _orders(better: _Distributions, worse: _Distributions) -> tuple[np.ndarray, np.ndarray]:
    """(n,) each: whether the one distribution dominates each of n others in the first and in the second order."""
    count = len(worse.totals)
    own = np.broadcast_to(better.totals, (count, better.totals.shape[1]))
    totals = np.sort(np.hstack([own, worse.totals]), axis=1)
    near = _near(np.abs(totals))
    # of totals that are level the last stands for all
    kept = np.hstack([np.diff(totals, axis=1) > near[:, 1:], np.ones((count, 1), dtype=bool)])
    at = totals + near
    ahead = better.reached[0][np.searchsorted(better.totals[0], at, side="right")]
    behind = worse.cumulative(at)
    first = np.all((ahead <= behind + TIE) | ~kept, axis=1) & np.any((ahead < behind - TIE) & kept, axis=1)
    area = np.cumsum(np.where(kept, (behind - ahead) * _to_next(totals, kept), 0.0), axis=1)
    level = np.maximum(TIE, NOISE * np.ptp(totals, axis=1, keepdims=True))
    return first, np.all(area >= -level, axis=1) & np.any(area > level, axis=1)


def _to_next(totals: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """(n, m): how far it is from each total to the next that is kept; 0 from the last."""
    places = np.where(kept, np.arange(totals.shape[1]), totals.shape[1] - 1)
    after = np.minimum.accumulate(places[:, ::-1], axis=1)[:, ::-1]
    following = np.hstack([after[:, 1:], after[:, -1:]])
    return np.take_along_axis(totals, following, axis=1) - totals


QUESTION = Question(
    "Dominance",
    "One option dominates another if it is at least as good in every respect and better in one. Nobody who shares the "
    "beliefs, whatever their weights, should then take the other.",
    decides_by_sum,
    order=90,
)
