"""The regions of two numbers' ranges in which one plan is best, with exact outlines where totals are planes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.robustness.sensitivity.candidate_plans import CandidatePlans, direction, first_best
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange
from decision_model.analysis.robustness.sensitivity.optimal_intervals import WITHIN, called, named, plan_names
from decision_model.analysis.robustness.sensitivity.polygons import (
    Polygon,
    area,
    centre,
    halves,
    planes_through,
    rectangle,
)

STRAIGHT = 1e-9
"""How far totals may stray from a plane, relative to their size, and still count as one."""


@dataclass(frozen=True, eq=False)
class Region:
    """Where one plan is best: its share of the admissible area, and its outlines where they are exact.

    `solution` is the plan at `inside`: the middle of its outline, or where on the grid it is furthest ahead. `level`
    are the titles of other options that are as good throughout.
    """

    title: str
    share: float
    outlines: tuple[Polygon, ...]
    inside: tuple[float, float]
    solution: Solution
    level: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What is best there, with whatever is level with it, for sentences."""
        return named(called(self.title, self.solution, self.level), self.level)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The plan in words."""
        return self.solution.plan


def optimal_regions(
    candidates: CandidatePlans,
    numbers: tuple[NumberRange, NumberRange],
    axes: tuple[np.ndarray, np.ndarray],
    whole: float,
) -> tuple[tuple[Region, ...], np.ndarray, np.ndarray]:
    """The regions, the largest first; which of them each point of the grid lies in; the totals (regions, ys, xs).

    `axes` are the values (xs,) and (ys,) of the two numbers, `whole` is the most that they can be together. Points
    beyond it lie in no region (-1). Outlines are exact where each plan's total is a plane over the grid.
    """
    x, y = (grid.ravel() for grid in np.meshgrid(*axes))
    inside = x + y <= whole * (1 + 1e-12)  # sums of grid values may exceed the whole by rounding
    totals = candidates.totals(_at(numbers, x, np.where(inside, y, np.maximum(whole - x, 0.0))))
    planes = _planes(x[inside], y[inside], totals[:, inside])
    polygons: list[Polygon] = []
    if planes is not None:
        planes, polygons = _corners_checked(candidates, numbers, whole, planes)
        totals = np.stack([a * x + b * y + c for a, b, c in planes])
    return _map(candidates, numbers, axes, np.where(inside, totals, -np.inf), polygons)


def _map(
    candidates: CandidatePlans,
    numbers: tuple[NumberRange, NumberRange],
    axes: tuple[np.ndarray, np.ndarray],
    lines: np.ndarray,
    cells: list[Polygon],
) -> tuple[tuple[Region, ...], np.ndarray, np.ndarray]:
    """The regions, the largest first; which of them each point of the grid lies in; the totals (regions, ys, xs)."""
    x, y = (grid.ravel() for grid in np.meshgrid(*axes))
    best_somewhere = _with_room(cells) if cells else np.unique(first_best(lines)[np.isfinite(lines[0])]).tolist()
    lines, cells = lines[best_somewhere], [cells[plan] for plan in best_somewhere] if cells else []
    winners = np.where(np.isfinite(lines[0]), first_best(lines), -1)
    points = [centre(cell) for cell in cells] or [_furthest(lines, winners, x, y, plan) for plan in range(len(lines))]
    plans = [candidates.best_plan(_at(numbers, *(np.array(value) for value in point))) for point in points]
    by_title = _by_title(plan_names(candidates.model, plans))
    shares = {title: _share(group, cells, winners) for title, group in by_title.items()}
    titles = sorted(by_title, key=lambda title: -shares[title])
    region_of_plan = np.full(len(plans) + 1, -1)  # the last one is that of points without a winner
    for region, title in enumerate(titles):
        region_of_plan[by_title[title]] = region
    region_at = region_of_plan[winners]
    regions = tuple(
        Region(
            title,
            shares[title],
            tuple(cells[plan] for plan in by_title[title] if cells),
            points[by_title[title][0]],
            plans[by_title[title][0]].solution,
            _level(candidates, numbers, x[region_at == region], y[region_at == region]),
        )
        for region, title in enumerate(titles)
    )
    shape = (len(axes[1]), len(axes[0]))
    totals = np.stack([lines[by_title[title]].max(axis=0).reshape(shape) for title in titles])
    return regions, region_at.reshape(shape), direction(candidates.model) * totals


def _at(numbers: tuple[NumberRange, NumberRange], x: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    return {numbers[0].address: x, numbers[1].address: y}


def _planes(x: np.ndarray, y: np.ndarray, lines: np.ndarray) -> np.ndarray | None:
    """Each plan's total as a x + b y + c, (plans, 3); None when one of them is no plane."""
    fixed = _far_apart(x, y)
    fitted = planes_through(x[fixed], y[fixed], lines[:, fixed])
    a, b, c = (column[:, None] for column in fitted.T)
    off = np.abs(a * x + b * y + c - lines).max()
    return fitted if off <= STRAIGHT * max(1.0, float(np.abs(lines).max())) else None


def _far_apart(x: np.ndarray, y: np.ndarray) -> list[int]:
    """Three points that span the others well: the first, the one furthest from it, the one furthest from both's line.

    Each number is measured by its range; of points equally far the first.
    """
    u, v = ((values - values[0]) / (float(np.ptp(values)) or 1.0) for values in (x, y))
    second = int(np.argmax((u * u + v * v).round(9)))
    return [0, second, int(np.argmax(np.abs(u * v[second] - v * u[second]).round(9)))]


def _corners_checked(
    candidates: CandidatePlans, numbers: tuple[NumberRange, NumberRange], whole: float, planes: np.ndarray
) -> tuple[np.ndarray, list[Polygon]]:
    """Each plan's polygon, once no corner of any has a better plan than those known."""
    domain = rectangle(*((number.low, number.high) for number in numbers))
    domain = halves(domain, [(-1.0, -1.0, whole)]) if np.isfinite(whole) else domain
    while True:
        cells = [halves(domain, [(plane - rival).tolist() for rival in planes]) for plane in planes]
        corners = np.array(sorted({corner for cell in cells for corner in cell}))
        known = len(candidates.plans)
        x, y = corners[:, 0], corners[:, 1]
        lines = candidates.totals(_at(numbers, x, y))
        if len(candidates.plans) == known:
            return planes, cells
        more = _planes(x, y, lines[known:])
        assert more is not None
        planes = np.concatenate([planes, more])


def _level(
    candidates: CandidatePlans, numbers: tuple[NumberRange, NumberRange], x: np.ndarray, y: np.ndarray
) -> tuple[str, ...]:
    """Titles of the options that are level with the first of the best at points spread over a region of the grid."""
    if not len(x):
        return ()
    spread = (np.array(WITHIN) * len(x)).astype(int)
    best = candidates.best_options(_at(numbers, x[spread], y[spread]))
    return tuple(candidates.options[place].title for place in np.flatnonzero(np.all(best, axis=1))[1:])


def _with_room(cells: Sequence[Polygon]) -> list[int]:
    """The plans whose polygon is more than a line."""
    whole = sum(area(cell) for cell in cells)
    return [index for index, cell in enumerate(cells) if area(cell) > 1e-12 * whole]


def _furthest(lines: np.ndarray, winners: np.ndarray, x: np.ndarray, y: np.ndarray, index: int) -> tuple[float, float]:
    """The point of the grid at which a plan is furthest ahead of the others."""
    own = np.flatnonzero(winners == index)
    others = np.delete(lines, index, axis=0)[:, own]
    at = own[np.argmax(lines[index, own] - others.max(axis=0))] if len(others) else own[len(own) // 2]
    return float(x[at]), float(y[at])


def _by_title(titles: Sequence[str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for index, title in enumerate(titles):
        groups.setdefault(title, []).append(index)
    return groups


def _share(group: Sequence[int], cells: Sequence[Polygon], winners: np.ndarray) -> float:
    if cells:
        return sum(area(cells[index]) for index in group) / sum(area(cell) for cell in cells)
    return float(np.isin(winners, group).sum() / np.sum(winners >= 0))
