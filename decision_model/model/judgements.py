"""Weights of a group by what people can judge: comparisons in pairs, swings, an order, or what sets are worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite, nan
from typing import Any, Literal, cast

from decision_model.model.capacities import falls, indices
from decision_model.model.formulas import Constant
from decision_model.model.frozen_mapping import frozen
from decision_model.model.numbers import Basis, Citation, Number, NumberLike, citations, number
from decision_model.model.pairwise import ACCEPTABLE, Priorities, priorities
from decision_model.model.rank_weights import METHODS, Method, weights_of
from decision_model.model.titled import ADDED

Kind = Literal["pairwise", "swing", "order", "capacity"]


@dataclass(frozen=True)
class WeightJudgement:
    """What was judged of the weights of a group.

    `pairs` (a, b, ratio): a is so many times as important as b. `swings`: how much going from worst to best is worth,
    the largest being 100. `order`: most important first, ties together, made into weights by `method`. `sets`: what a
    set is worth, 0 to 1, where all in it is at its best and all else at its worst.
    """

    kind: Kind
    pairs: tuple[tuple[str, str, Number], ...] = ()
    swings: Mapping[str, Number] = field(default_factory=lambda: frozen({}))
    order: tuple[tuple[str, ...], ...] = ()
    method: Method = "centroid"
    basis: Basis = "elicited"
    note: str = ""
    cite: tuple[Citation, ...] = ()
    sets: Mapping[tuple[str, ...], Number] = field(default_factory=lambda: frozen({}), metadata=ADDED)

    @property
    def names(self) -> tuple[str, ...]:
        """What is judged, in the order in which it is named first."""
        named = [name for first, second, _ in self.pairs for name in (first, second)]
        grouped = [name for group in (*self.order, *self.sets) for name in group]
        return tuple(dict.fromkeys([*named, *self.swings, *grouped]))

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The ratios or swings, or what sets are worth."""
        return (*(ratio for _, _, ratio in self.pairs), *self.swings.values(), *self.sets.values())

    @property
    def is_whole(self) -> bool:
        """Whether weights follow from it: numbers are plain, every pair is compared once, something counts."""
        if any(stated.references or stated.draws for stated in self.numbers):
            return False
        values = [_value(stated) for stated in self.numbers]
        if not all(isfinite(value) for value in values):
            return False
        count = len(self.names)
        if self.kind == "pairwise":
            compared = {frozenset((first, second)) for first, second, _ in self.pairs}
            every = len(self.pairs) == len(compared) == count * (count - 1) // 2
            return every and bool(values) and min(values) > 0 and all(len(pair) > 1 for pair in compared)
        if self.kind == "capacity":
            worth = {frozenset(some): value for some, value in zip(self.sets, values, strict=True)}
            every = len(self.sets) == len(worth) == 2**count - 2
            return every and min(values) >= 0 and max(values) <= 1 and not any(falls(worth, self.names))
        if self.kind == "swing":
            return bool(values) and min(values) >= 0 and max(values) > 0
        ranked = [name for group in self.order for name in group]
        return bool(ranked) and len(set(ranked)) == len(ranked) and self.method in METHODS

    @property
    def priorities(self) -> Priorities | None:
        """Weights and consistency of comparisons in pairs, in the order of `names`."""
        if self.kind != "pairwise" or not self.is_whole:
            return None
        place = {name: index for index, name in enumerate(self.names)}
        matrix = [[1.0] * len(place) for _ in place]
        for first, second, ratio in self.pairs:
            value = _value(ratio)
            matrix[place[first]][place[second]] = value
            matrix[place[second]][place[first]] = 1 / value
        return priorities(matrix)

    @property
    def shares(self) -> Mapping[str, float]:
        """The weights, summing to 1; empty where none follow from it."""
        if not self.is_whole:
            return {}
        judged = self.priorities
        if judged is not None:
            return dict(zip(self.names, judged.weights, strict=True))
        if self.kind == "order":
            return weights_of(self.order, self.method)
        if self.kind == "capacity":
            return {names[0]: index for names, index in self._indices.items() if len(names) == 1}
        swings = {name: _value(stated) for name, stated in self.swings.items()}
        whole = sum(swings.values())
        return {name: points / whole for name, points in swings.items()}

    @property
    def _indices(self) -> Mapping[tuple[str, ...], float]:
        return indices({frozenset(some): _value(worth) for some, worth in self.sets.items()}, self.names)

    @property
    def interactions(self) -> Mapping[tuple[str, ...], Number]:
        """How strongly some work together, as follows from what sets are worth; empty for other judgements."""
        if self.kind != "capacity" or not self.is_whole:
            return {}
        strong = {names: index for names, index in self._indices.items() if len(names) > 1}
        return {
            names: Number(Constant(index), basis=self.basis, note=self.note, cite=self.cite)
            for names, index in strong.items()
        }

    @property
    def weights(self) -> Mapping[str, Number]:
        """The weights in points, 0 to 100, each with what is known of where it comes from."""
        note = " ".join(filter(None, (self.note, self.summary)))
        return frozen(
            {
                name: Number(Constant(100 * share), basis=self.basis, note=note, cite=self.cite)
                for name, share in self.shares.items()
            }
        )

    @property
    def is_consistent(self) -> bool:
        """Whether comparisons in pairs agree well enough with one another; true of other judgements."""
        judged = self.priorities
        return judged is None or judged.consistency_ratio() <= ACCEPTABLE

    @property
    def summary(self) -> str:
        """How the weights were judged, in a sentence."""
        judged = self.priorities
        if judged is None:
            return {
                "swing": "Judged by swings.",
                "order": f"From an order, by {self.method.replace('_', ' ')}.",
                "capacity": "From what sets of considerations are worth together, as are the interactions.",
            }.get(self.kind, "")
        return f"Judged in pairs; {self.ratio}.{self.least_consistent}"

    @property
    def ratio(self) -> str:
        """How far comparisons in pairs contradict one another: 'consistency ratio 0.044'; '' for other judgements."""
        judged = self.priorities
        if judged is None:
            return ""
        limit = "" if self.is_consistent else f", above {ACCEPTABLE:g}"
        return f"consistency ratio {judged.consistency_ratio():.3f}{limit}"

    @property
    def least_consistent(self) -> str:
        """The comparison that departs most from the weights of all of them, in a sentence; '' where all agree."""
        judged = self.priorities
        if judged is None or not judged.at_odds:
            return ""
        row, column = judged.at_odds[0]
        first, second, stated = self.comparison(self.names[row], self.names[column])
        shares = self.shares
        which = (
            "The least consistent judgement" if len(judged.at_odds) == 1 else "One of the least consistent judgements"
        )
        return (
            f" {which} is '{first}' against '{second}': {stated:.3g} to 1, "
            f"where all of them together make it {shares[first] / shares[second]:.3g} to 1."
        )

    def comparison(self, one: str, other: str) -> tuple[str, str, float]:
        """A pair as it was compared, with its ratio."""
        first, second, ratio = next(pair for pair in self.pairs if {pair[0], pair[1]} == {one, other})
        return first, second, _value(ratio)


def _value(stated: Number) -> float:
    """A plain number's value; NaN where it divides by 0, say."""
    try:
        return float(stated.at({}))
    except ArithmeticError:
        return nan


def judgement(  # noqa: PLR0913 - the four kinds of judgement, and what is known of them
    *,
    pairwise: Mapping[tuple[str, str], NumberLike] | None = None,
    swing: Mapping[str, NumberLike] | None = None,
    order: Iterable[str | Sequence[str]] | None = None,
    method: Method = "centroid",
    capacity: Mapping[tuple[str, ...], NumberLike] | None = None,
    basis: Basis = "elicited",
    note: str = "",
    cite: Any = None,
) -> WeightJudgement:
    """A WeightJudgement of one kind: ratios by pair, swings by name, names in order (ties in a list), worth by set."""
    given = {"pairwise": pairwise, "swing": swing, "capacity": capacity}
    kind = cast("Kind", next((name for name, stated in given.items() if stated is not None), "order"))
    return WeightJudgement(
        kind,
        tuple((*pair, number(ratio)) for pair, ratio in (pairwise or {}).items()),
        frozen({name: number(points) for name, points in (swing or {}).items()}),
        tuple((names,) if isinstance(names, str) else tuple(names) for names in order or ()),
        method,
        basis,
        note,
        citations(cite),
        frozen({tuple(some): number(worth) for some, worth in (capacity or {}).items()}),
    )
