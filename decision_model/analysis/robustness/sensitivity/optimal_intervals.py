"""The stretches of one number's range over which one plan stays best, with exact switching values between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.plan_titles import plan_titles
from decision_model.analysis.robustness.sensitivity.candidate_plans import (
    NOISE,
    Contest,
    Plan,
    direction,
    first_best,
    last_nought,
)
from decision_model.analysis.robustness.sensitivity.number_range import Moving
from decision_model.analysis.robustness.sensitivity.set_numbers import moved
from decision_model.model import DecisionModel
from decision_model.solver.rollback import TIE

POINTS = 201
"""Values at which a range is looked at before its switching values are refined."""


@dataclass(frozen=True, eq=False)
class Stretch:
    """From `low` to `high` the same plan is best.

    `totals` are the best totals at both ends, `solution` is the one in the middle and `title` what it does.
    """

    low: float
    high: float
    title: str
    totals: tuple[float, float]
    solution: Solution
    plan: Plan

    @property
    def sentences(self) -> tuple[str, ...]:
        """The plan in words."""
        return self.solution.plan


@dataclass(frozen=True)
class SwitchingValue:
    """Below `value` one plan is best, above it another; `total` is what both then reach."""

    value: float
    before: str
    after: str
    total: float


def stretches(rivals: Contest, number: Moving, points: int = POINTS) -> tuple[Stretch, ...]:
    """The range cut where the best plan changes.

    Exact where totals are piecewise linear in the number, as they are in a weight, a chance or a score without risk
    tolerance: the best total is then convex, and solving at the intersections of the lines found so far finds every
    plan (Eisner & Severance 1976). For other totals a plan that is best only between two neighbouring points of the
    first look could be missed.
    """
    values = number.grid(points)
    lines = rivals.cover({number.address: values})
    winners, size = first_best(lines), float(np.abs(lines).max())
    pieces: list[tuple[float, float, Plan]] = []
    start, now = float(values[0]), int(winners[0])
    for index in np.flatnonzero(np.diff(winners)).tolist():
        cell = float(values[index]), float(values[index + 1])
        for value, after in _cell(rivals, number, *cell, now, int(winners[index + 1]), size):
            pieces.append((start, value, rivals.plans[now]))
            start, now = value, after
    pieces.append((start, float(values[-1]), rivals.plans[now]))
    return _told(rivals, number, [each for each in pieces if each[0] < each[1] or each[0] == number.base])


def _cell(
    rivals: Contest, number: Moving, low: float, high: float, before: int, after: int, size: float
) -> Iterator[tuple[float, int]]:
    """Switching values between two points at which different plans are best, with the plan that takes over."""

    def ahead(values: np.ndarray) -> np.ndarray:
        model = moved(rivals.model, {number.address: values}, check="nothing")
        gap = rivals.plans[after].total(model) - rivals.plans[before].total(model)
        return np.broadcast_to(gap, values.shape)

    root = last_nought(ahead, low, high, NOISE * max(1.0, size))
    if not _missing(rivals, number, root, before, after):
        yield root, after
        return
    between = int(np.argmax(rivals.cover({number.address: np.array([root])})[:, 0]))
    yield from _cell(rivals, number, low, root, before, between, size)
    yield from _cell(rivals, number, root, high, between, after, size)


def _missing(rivals: Contest, number: Moving, root: float, before: int, after: int) -> bool:
    """Whether a third plan is best where two are level."""
    at = moved(rivals.model, {number.address: root}, check="nothing")
    known = max(float(rivals.plans[before].total(at)), float(rivals.plans[after].total(at)))
    return float(rivals.best(at)) > known + TIE * max(1.0, abs(known))


def _told(rivals: Contest, number: Moving, pieces: Sequence[tuple[float, float, Plan]]) -> tuple[Stretch, ...]:
    """Stretches with titles; neighbours that do the same in every history that can arise are one."""
    solved = [rivals.leader({number.address: (low + high) / 2}) for low, high, _ in pieces]
    merged: list[tuple[float, float, Plan, Plan]] = []
    for (low, high, plan), middle in zip(pieces, solved, strict=True):
        if merged and _same(merged[-1][3], middle):
            merged[-1] = (merged[-1][0], high, *merged[-1][2:])
        else:
            merged.append((low, high, plan, middle))
    titles = titled(rivals.model, [middle for *_, middle in merged])
    totals = _totals(rivals, number, [merged[0][0], *(high for _, high, *_ in merged)])
    return tuple(
        Stretch(low, high, title, ends, middle.solution, plan)
        for (low, high, plan, middle), title, ends in zip(merged, titles, pairwise(totals), strict=True)
    )


def _totals(rivals: Contest, number: Moving, values: Sequence[float]) -> list[float]:
    best = rivals.best(moved(rivals.model, {number.address: np.array(values)}, check="nothing"))
    totals: list[float] = (direction(rivals.model) * np.broadcast_to(best, len(values))).tolist()
    return totals


def _same(one: Plan, other: Plan) -> bool:
    combined = [each.combination.title if each.combination else "" for each in (one, other)]
    return one.solution.plan == other.solution.plan and combined[0] == combined[1]


def titled(model: DecisionModel, plans: Sequence[Plan]) -> tuple[str, ...]:
    """What to call plans: their combination, or what sets them apart."""
    if all(plan.combination is not None for plan in plans):
        return tuple(plan.combination.title for plan in plans if plan.combination is not None)
    return plan_titles(model, [plan.solution for plan in plans])


def told_apart(model: DecisionModel, one: Stretch, other: Stretch) -> tuple[str, str]:
    """What two stretches are called when nothing else is compared: only where they differ."""
    if one.plan.combination is not None:
        return one.title, other.title
    first, second = plan_titles(model, [one.solution, other.solution])
    return first, second


def switches(found: Sequence[Stretch]) -> tuple[SwitchingValue, ...]:
    """The switching values between stretches, where what they are called changes."""
    return tuple(
        SwitchingValue(left.high, left.title, right.title, left.totals[1])
        for left, right in pairwise(found)
        if left.title != right.title
    )
