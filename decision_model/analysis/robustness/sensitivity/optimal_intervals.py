"""The intervals of one number's range over which one plan stays best, with exact switching values between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.combinations import apart
from decision_model.analysis.plan_titles import changes as plan_changes
from decision_model.analysis.plan_titles import led_by_choice, plan_titles
from decision_model.analysis.robustness.sensitivity.candidate_plans import (
    NOISE,
    CandidatePlans,
    Plan,
    direction,
    first_best,
    last_zero,
)
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.model import DecisionModel
from decision_model.solver.rollback import TIE
from decision_model.words.names import quoted
from decision_model.words.sentences import listed

POINTS = 201
"""Values at which a range is looked at before its switching values are refined."""


WITHIN = (0.21, 0.5, 0.83)
"""Where within an interval options are compared: level at all of these, they are level throughout."""

MOST_NAMED = 3
"""Level options that a sentence names; of more it gives the number."""


@dataclass(frozen=True, eq=False)
class OptimalInterval:
    """From `low` to `high` the same plan is best.

    `totals` are the best totals at both ends, `solution` is the one in the middle and `title` what it does; `level` are
    the titles of other options that are as good throughout.
    """

    low: float
    high: float
    title: str
    totals: tuple[float, float]
    solution: Solution
    plan: Plan
    level: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What is best there, with whatever is level with it, for sentences."""
        return named(called(self.title, self.solution, self.level), self.level)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The plan in words."""
        return self.solution.plan


@dataclass(frozen=True)
class SwitchingValue:
    """Below `value` one plan is best, above it another; `total` is what both then reach.

    `names` are both for sentences, with what is level with them; `several` says that the first name is a plural.
    """

    value: float
    before: str
    after: str
    total: float
    names: tuple[str, str]
    several: bool

    @property
    def change(self) -> str:
        """What gives way to what, in words."""
        before, after = self.names
        return f"{before} {'give' if self.several else 'gives'} way to {after}"


def optimal_intervals(
    candidates: CandidatePlans, number: NumberRange, points: int = POINTS
) -> tuple[OptimalInterval, ...]:
    """The range cut where the best plan changes.

    Exact where totals are piecewise linear in the number, as they are in a weight, a chance or a score without risk
    tolerance: the best total is then convex, and solving at the intersections of the lines found so far finds every
    plan (Eisner & Severance 1976). For other totals a plan that is best only between two neighbouring points of the
    first look could be missed.
    """
    values = number.grid(points)
    lines = candidates.totals({number.address: values})
    winners, size = first_best(lines), float(np.abs(lines).max())
    pieces: list[tuple[float, float, Plan]] = []
    start, now = float(values[0]), int(winners[0])
    for index in np.flatnonzero(np.diff(winners)).tolist():
        cell = float(values[index]), float(values[index + 1])
        for value, after in _cell(candidates, number, cell, (now, int(winners[index + 1])), size):
            pieces.append((start, value, candidates.plans[now]))
            start, now = value, after
    pieces.append((start, float(values[-1]), candidates.plans[now]))
    return _titled_intervals(
        candidates, number, [piece for piece in pieces if piece[0] < piece[1] or piece[0] == number.base]
    )


def _cell(
    candidates: CandidatePlans, number: NumberRange, ends: tuple[float, float], best: tuple[int, int], size: float
) -> Iterator[tuple[float, int]]:
    """Switching values between two points at which different plans are best, with the plan that takes over.

    `best` are the plans at the two ends; `size` is that of the totals, for what counts as rounding.
    """
    (low, high), (before, after) = ends, best

    def ahead(values: np.ndarray) -> np.ndarray:
        model = set_numbers(candidates.model, {number.address: values}, check="nothing")
        gap = candidates.plans[after].total(model) - candidates.plans[before].total(model)
        return np.broadcast_to(gap, values.shape)

    root = last_zero(ahead, low, high, NOISE * max(1.0, size))
    if not _missing(candidates, number, root, before, after):
        yield root, after
        return
    between = int(np.argmax(candidates.totals({number.address: np.array([root])})[:, 0]))
    yield from _cell(candidates, number, (low, root), (before, between), size)
    yield from _cell(candidates, number, (root, high), (between, after), size)


def _missing(candidates: CandidatePlans, number: NumberRange, root: float, before: int, after: int) -> bool:
    """Whether a third plan is best where two are level."""
    at = set_numbers(candidates.model, {number.address: root}, check="nothing")
    known = max(float(candidates.plans[before].total(at)), float(candidates.plans[after].total(at)))
    return float(candidates.best_total(at)) > known + TIE * max(1.0, abs(known))


def _titled_intervals(
    candidates: CandidatePlans, number: NumberRange, pieces: Sequence[tuple[float, float, Plan]]
) -> tuple[OptimalInterval, ...]:
    """Intervals with titles; neighbours that do the same in every history that can arise are one."""
    solved = [candidates.best_plan({number.address: (low + high) / 2}) for low, high, _ in pieces]
    merged: list[tuple[float, float, Plan, Plan]] = []
    for (low, high, plan), middle in zip(pieces, solved, strict=True):
        if merged and _same(merged[-1][3], middle):
            merged[-1] = (merged[-1][0], high, *merged[-1][2:])
        else:
            merged.append((low, high, plan, middle))
    titles = plan_names(candidates.model, [middle for *_, middle in merged])
    totals = _totals(candidates, number, [merged[0][0], *(high for _, high, *_ in merged)])
    level = _level(candidates, number, [(low, high) for low, high, *_ in merged])
    return tuple(
        OptimalInterval(low, high, title, ends, middle.solution, plan, others)
        for (low, high, plan, middle), title, ends, others in zip(merged, titles, pairwise(totals), level, strict=True)
    )


def _level(
    candidates: CandidatePlans, number: NumberRange, ends: Sequence[tuple[float, float]]
) -> list[tuple[str, ...]]:
    """For each interval the titles of the options that are level with its best one, which stands first, throughout."""
    values = np.array([[low + part * (high - low) for part in WITHIN] for low, high in ends], dtype=float)
    best = candidates.best_options({number.address: values.ravel()}).reshape(-1, *values.shape)
    throughout = np.all(best, axis=2)
    titles = [option.title for option in candidates.options]
    wide = [low < high for low, high in ends]  # where two plans only meet at a point, neither is level with the other
    return [
        tuple(titles[at] for at in np.flatnonzero(throughout[:, place])[1:]) if wide[place] else ()
        for place in range(len(ends))
    ]


def _totals(candidates: CandidatePlans, number: NumberRange, values: Sequence[float]) -> list[float]:
    best = candidates.best_total(set_numbers(candidates.model, {number.address: np.array(values)}, check="nothing"))
    totals: list[float] = (direction(candidates.model) * np.broadcast_to(best, len(values))).tolist()
    return totals


def _same(first: Plan, second: Plan) -> bool:
    combined = [plan.combination.title if plan.combination else "" for plan in (first, second)]
    return first.solution.plan == second.solution.plan and combined[0] == combined[1]


def called(title: str, solution: Solution, level: Sequence[str]) -> str:
    """What a plan is called, led by its own option where options that are level with it are named beside it."""
    return led_by_choice(solution, title, level) if level else title


def named(title: str, level: Sequence[str]) -> str:
    """An option or plan with those that are level with it: ‘B’ and ‘B again’."""
    return listed([quoted(name) for name in (title, *level)], most=MOST_NAMED)


def plan_names(model: DecisionModel, plans: Sequence[Plan]) -> tuple[str, ...]:
    """What to call plans: their combination, or what sets them apart."""
    if all(plan.combination is not None for plan in plans):
        return tuple(plan.combination.title for plan in plans if plan.combination is not None)
    different = {plan.solution.plan: plan.solution for plan in plans}
    titles = dict(zip(different, plan_titles(model, list(different.values())), strict=True))
    return tuple(titles[plan.solution.plan] for plan in plans)


def short_titles(model: DecisionModel, left: OptimalInterval, right: OptimalInterval) -> tuple[str, str]:
    """What two intervals are called when nothing else is compared: only where they differ."""
    if left.plan.combination is not None and right.plan.combination is not None:
        first, second = apart(model, [left.plan.combination.options, right.plan.combination.options])
        return first, second
    first, second = plan_titles(model, [left.solution, right.solution])
    return first, second


def changes(home: OptimalInterval, other: OptimalInterval) -> tuple[str, ...]:
    """How what is best in an interval differs from what is best in another, in less and less detail."""
    if home.plan.combination is not None and other.plan.combination is not None:
        told: tuple[str, ...] = (short_titles(home.solution.model, home, other)[1],)
    else:
        told = plan_changes(home.solution, other.solution) or (other.title,)
    return listed([told[0], *other.level], most=MOST_NAMED), *told[1:]


def switching_values(intervals: Sequence[OptimalInterval]) -> tuple[SwitchingValue, ...]:
    """The switching values between optimal intervals, where what they are called changes."""
    return tuple(
        SwitchingValue(left.high, left.title, right.title, left.totals[1], (left.name, right.name), bool(left.level))
        for left, right in pairwise(intervals)
        if left.title != right.title
    )
