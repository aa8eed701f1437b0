"""Two numbers at once: which plan is best where, with exact boundaries where they are straight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from decision_model.analysis.result import Result
from decision_model.analysis.solve import Solution
from decision_model.analysis.varying.contest import Contest, contest, direction, first_best
from decision_model.analysis.varying.moved import moved
from decision_model.analysis.varying.moving import Moving, moving, room_of_two
from decision_model.analysis.varying.polygons import Polygon, area, centre, halves, planes_through, rectangle
from decision_model.analysis.varying.stretches import titled
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel

STRAIGHT = 1e-9
"""How far totals may stray from a plane, relative to their size, and still count as one."""


@dataclass(frozen=True, eq=False)
class Region:
    """Where one plan is best: its share of the admissible area, and its outlines where they are exact.

    `solution` is the plan at `inside`: the middle of its outline, or where on the grid it is furthest ahead.
    """

    title: str
    share: float
    outlines: tuple[Polygon, ...]
    inside: tuple[float, float]
    solution: Solution

    @property
    def sentences(self) -> tuple[str, ...]:
        """The plan in words."""
        return self.solution.plan


@dataclass(frozen=True, repr=False, eq=False)
class TwoWay(Result):
    """The answer of `two_way`.

    `across` and `up` are the numbers, `xs` and `ys` their values on the grid; `winner` (ys, xs) says which region each
    point belongs to (-1 where the two cannot stand together) and `totals` (regions, ys, xs) what each region's plans
    reach there. `exact` says whether regions have exact outlines.
    """

    model: DecisionModel
    across: Moving
    up: Moving
    by: tuple[str, ...]
    xs: np.ndarray
    ys: np.ndarray
    regions: tuple[Region, ...]
    winner: np.ndarray
    totals: np.ndarray
    exact: bool

    @property
    def base(self) -> int:
        """The region in which the model's own numbers lie; -1 when they lie outside the map."""
        return _region_at(self, self.across.base, self.up.base)

    @property
    def sign(self) -> float:
        """1 where more is better, -1 where less is."""
        return direction(self.model)

    @property
    def heading(self) -> str:
        largest = max(self.regions, key=lambda each: each.share)
        if len(self.regions) == 1:
            return f"{largest.title} is best whatever {self.across.label} and {self.up.label} are"
        return f"{largest.title} is best on {largest.share:.0%} of the map of {self.across.label} and {self.up.label}"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("best", "share", self.across.address, self.up.address, "plan")

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row a region, with a point inside it."""
        for each in self.regions:
            yield [each.title, each.share, *each.inside, " ".join(each.sentences)]


def two_way(
    model: DecisionModel,
    across: str,
    up: str,
    across_between: tuple[float, float] | None = None,
    up_between: tuple[float, float] | None = None,
    by: Sequence[str] | None = None,
    points: int = 100,
) -> TwoWay:
    """Move two numbers over their ranges together and map which plan is best (two-way sensitivity analysis).

    Numbers, ranges, `by` and proportions are those of `one_way`. The grid has `points` values each way (the base is
    added). Where every plan's total is a plane over the map (two weights of one group, say, or two scores), regions
    are exact polygons: the best total is then convex, and it is checked at every corner that no plan is missing (Eisner
    & Severance 1976, in two dimensions). Otherwise boundaries are curved; regions and shares are those of the grid.

    Raises ModelError for an unknown number, the same number twice, and ranges that make no sense together.
    """
    numbers = moving(model, across, across_between), moving(model, up, up_between)
    if numbers[0].address == numbers[1].address:
        raise ModelError([Problem((across,), "a map needs two different numbers.", "Name another, or use one_way.")])
    whole = room_of_two(model, *numbers)
    _check_corners(model, numbers, whole)
    rivals = contest(model, by)
    xs, ys = (number.grid(points) for number in numbers)
    x, y = (each.ravel() for each in np.meshgrid(xs, ys))
    inside = x + y <= whole * (1 + 1e-12)
    lines = rivals.cover(_at(numbers, x, np.where(inside, y, np.maximum(whole - x, 0.0))))
    planes = _planes(x[inside], y[inside], lines[:, inside])
    cells: list[Polygon] = []
    if planes is not None:
        planes, cells = _corners_checked(rivals, numbers, whole, planes)
        lines = np.stack([a * x + b * y + c for a, b, c in planes])
    return _map(model, numbers, tuple(by or ()), rivals, (xs, ys), np.where(inside, lines, -np.inf), cells)


def _check_corners(model: DecisionModel, numbers: tuple[Moving, Moving], whole: float) -> None:
    across, up = numbers
    for x, y in product((across.low, across.high), (up.low, up.high)):
        if x + y <= whole:
            try:
                moved(model, {across.address: x, up.address: y})
            except ModelError as error:
                problem = f"at {x:g} and {y:g} the model makes no sense: {error.problems[0]}"
                raise ModelError([Problem((across.address, up.address), problem, "Narrow a range.")]) from error


def _at(numbers: tuple[Moving, Moving], x: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
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
    u, v = ((each - each[0]) / (float(np.ptp(each)) or 1.0) for each in (x, y))
    second = int(np.argmax((u * u + v * v).round(9)))
    return [0, second, int(np.argmax(np.abs(u * v[second] - v * u[second]).round(9)))]


def _corners_checked(
    rivals: Contest, numbers: tuple[Moving, Moving], whole: float, planes: np.ndarray
) -> tuple[np.ndarray, list[Polygon]]:
    """Each plan's polygon, once no corner of any has a better plan than those known."""
    domain = rectangle(*((number.low, number.high) for number in numbers))
    domain = halves(domain, [(-1.0, -1.0, whole)]) if np.isfinite(whole) else domain
    while True:
        cells = [halves(domain, [(plane - other).tolist() for other in planes]) for plane in planes]
        corners = np.array(sorted({corner for cell in cells for corner in cell}))
        known = len(rivals.plans)
        x, y = corners[:, 0], corners[:, 1]
        lines = rivals.cover(_at(numbers, x, y))
        if len(rivals.plans) == known:
            return planes, cells
        more = _planes(x, y, lines[known:])
        assert more is not None
        planes = np.concatenate([planes, more])


def _map(
    model: DecisionModel,
    numbers: tuple[Moving, Moving],
    by: tuple[str, ...],
    rivals: Contest,
    axes: tuple[np.ndarray, np.ndarray],
    lines: np.ndarray,
    cells: list[Polygon],
) -> TwoWay:
    x, y = (each.ravel() for each in np.meshgrid(*axes))
    seen = _with_room(cells) if cells else np.unique(first_best(lines)[np.isfinite(lines[0])]).tolist()
    lines, cells = lines[seen], [cells[index] for index in seen] if cells else []
    winners = np.where(np.isfinite(lines[0]), first_best(lines), -1)
    points = [centre(cell) for cell in cells] or [_furthest(lines, winners, x, y, index) for index in range(len(seen))]
    plans = [rivals.leader(_at(numbers, *(np.array(each) for each in point))) for point in points]
    groups = _by_title(titled(model, plans))
    regions = [
        Region(
            title,
            _share(group, cells, winners),
            tuple(cells[i] for i in group if cells),
            points[group[0]],
            plans[group[0]].solution,
        )
        for title, group in groups.items()
    ]
    order = sorted(range(len(regions)), key=lambda index: -regions[index].share)
    members = [list(groups.values())[index] for index in order]
    belongs = np.full(len(seen) + 1, -1)
    for region, group in enumerate(members):
        belongs[group] = region
    shape = (len(axes[1]), len(axes[0]))
    totals = direction(model) * np.stack([lines[group].max(axis=0).reshape(shape) for group in members])
    found = tuple(regions[index] for index in order)
    return TwoWay(model, *numbers, by, *axes, found, belongs[winners].reshape(shape), totals, bool(cells))


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


def _region_at(found: TwoWay, x: float, y: float) -> int:
    inside = found.across.low <= x <= found.across.high and found.up.low <= y <= found.up.high
    if not inside:
        return -1
    return int(found.winner[np.abs(found.ys - y).argmin(), np.abs(found.xs - x).argmin()])
