"""Dominance: which options are no worse than others in every respect, and which remain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, decided_now
from decision_model.analysis.question import By, Question, decides
from decision_model.analysis.result import NOISE, Result
from decision_model.analysis.robustness.first_places import MOST_NAMED, all_of
from decision_model.analysis.statement import Statement
from decision_model.analysis.views.best_by_state import states
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.solver.conditional import expected
from decision_model.solver.distribution import Profile, profile
from decision_model.solver.rollback import TIE
from decision_model.words.names import quoted
from decision_model.words.sentences import counted

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

    @property
    def statement(self) -> Statement:
        detail = (
            f"Compared by what each option comes to on each consideration{' on average' if self.model.events else ''}"
        )
        return Statement(self._headline(), detail, tuple(self._reasons()))

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

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("better", "better", Kind.name),
            Column("worse", "worse", Kind.name),
            Column("expected", "in expectation"),
            Column("statewise", "whatever happens"),
            Column("first_order", "for everyone who wants more (first order)"),
            Column("second_order", "for everyone cautious (second order)"),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row for every ordered pair in which there is some dominance."""
        kinds = (self.expected, self.statewise, self.first_order, self.second_order)
        for a, better in enumerate(self.options):
            for b, worse in enumerate(self.options):
                holds = [None if kind is None else bool(kind[a, b]) for kind in kinds]
                if any(holds):
                    yield [better.title, worse.title, *holds]


def dominance(model: DecisionModel, by: By = None) -> Dominance:
    """Which options are better in everything, in expectation and whatever one's taste for risk.

    Which option dominates which, in four senses; options are combinations of the decisions `by`, the others best.

    *Expected*: no consideration is worse in expectation and one is better, so that no weights favour the other one.
    *Statewise*: the total is no worse however events turn out, and better in some state; needs events that no decision
    influences. *First order*: the chance of doing at least as well as any given total is no smaller and
    somewhere larger, so everybody who prefers more agrees (Hadar & Russell 1969). *Second order*: the same for the area
    under the distribution, so everybody who in addition dislikes risk agrees (Rothschild & Stiglitz 1970).
    Statewise implies first order, which implies second order.
    """
    if not model.total_rule.adds_up:
        message = f"with 'combine: {model.total_rule.name}' considerations count only together "
        message += "and cannot be compared one by one."
        raise ModelError([Problem(("combine",), message, "Use 'combine: weighted' for this question.")])
    names = tuple(by) if by else decided_now(model)
    compared, _ = combinations(model, names)
    varied = [option.of(model) for option in compared]
    sign = -1.0 if model.better == "lower" else 1.0
    values = sign * np.array([[float(expected(forced, leaf.name, {})) for leaf in model.leaves] for forced in varied])
    profiles = [profile(solve(forced)) for forced in varied]
    return Dominance(
        model,
        names,
        compared,
        values,
        _matrix(values, _everywhere),
        _by_state(model, compared),
        _matrix(profiles, _first_order),
        _matrix(profiles, _second_order),
    )


def _matrix(items: Sequence[Any] | np.ndarray, dominates: Callable[[Any, Any], bool]) -> np.ndarray:
    return np.array([[a is not b and dominates(a, b) for b in items] for a in items], dtype=bool)


def _everywhere(better: np.ndarray, worse: np.ndarray) -> bool:
    """No entry is worse and one is better."""
    near = _near(better, worse)
    return bool(np.all(better >= worse - near) and np.any(better > worse + near))


def _near(*values: np.ndarray) -> np.ndarray:
    """How far apart level entries may be: (n,) from arrays (n,), by their own size and what rounding may make of all.

    A very large entry does not make small ones level.
    """
    sizes = np.max(np.abs(np.stack(values)), axis=0)
    return np.maximum(TIE * np.maximum(1.0, sizes), NOISE * float(sizes.max(initial=0.0)))


def _by_state(model: DecisionModel, compared: Sequence[Combination]) -> np.ndarray | None:
    events = [event.name for event in model.events]
    if not events:
        return None
    try:
        by_state = states(model, compared, events)
    except ModelError:
        return None
    sign = -1.0 if model.better == "lower" else 1.0
    return _matrix(list(sign * by_state.totals), _everywhere)


def _first_order(better: Profile, worse: Profile) -> bool:
    _, ahead, behind = _distributions(better, worse)
    return bool(np.all(ahead <= behind + TIE) and np.any(ahead < behind - TIE))


def _second_order(better: Profile, worse: Profile) -> bool:
    totals, ahead, behind = _distributions(better, worse)
    area = np.cumsum((behind - ahead)[:-1] * np.diff(totals))
    near = max(TIE, NOISE * float(np.ptp(totals)))
    return bool(np.all(area >= -near) and np.any(area > near))


def _distributions(one: Profile, other: Profile) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All totals of the two, rising in the direction of better, and the chance of each or less under either."""
    sign = -1.0 if one.better == "lower" else 1.0
    totals = np.unique(np.concatenate([sign * one.totals, sign * other.totals]))
    totals = totals[np.concatenate([np.diff(totals) > _near(totals)[1:], [True]])]
    near = _near(totals)
    return (
        totals,
        _cumulative(sign * one.totals, one.chances, totals + near),
        _cumulative(sign * other.totals, other.chances, totals + near),
    )


def _cumulative(values: np.ndarray, chances: np.ndarray, at: np.ndarray) -> np.ndarray:
    order = np.argsort(values, kind="stable")
    reached = np.concatenate([[0.0], np.cumsum(chances[order])])
    return reached[np.searchsorted(values[order], at, side="right")]


QUESTION = Question(
    "Dominance",
    "One option dominates another if it is at least as good in every respect and better in one. Nobody who shares the "
    "beliefs, whatever their weights, should then take the other.",
    decides,
    order=90,
)
