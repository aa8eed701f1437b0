"""Two numbers at once: which plan is best where, with exact boundaries where they are straight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.question import RANGE, Ask, By, Question
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.sensitivity.candidate_plans import (
    CandidatePlans,
    candidate_plans,
    direction,
    first_best,
)
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, largest_sum, number_range
from decision_model.analysis.robustness.sensitivity.optimal_intervals import WITHIN, named, plan_names
from decision_model.analysis.robustness.sensitivity.polygons import (
    Polygon,
    area,
    centre,
    halves,
    planes_through,
    rectangle,
)
from decision_model.analysis.robustness.sensitivity.set_numbers import addressed, set_numbers
from decision_model.analysis.robustness.tornado import TWO, influence_note, leaves_open, most_influential
from decision_model.analysis.statement import Statement
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import listed

LONG = 80
"""Characters above which a headline does not name a plan."""

WIDE = 130
"""Characters above which a headline does not name the numbers."""

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
        return named(self.title, self.level)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The plan in words."""
        return self.solution.plan


@dataclass(frozen=True, repr=False, eq=False)
class TwoWay(Result):
    """The answer of `two_way`.

    `across` and `up` are the numbers, `xs` and `ys` their values on the grid; `winner` (ys, xs) says which region each
    point belongs to (-1 where the two cannot stand together) and `totals` (regions, ys, xs) what each region's plans
    reach there. `exact` says whether regions have exact outlines, `compared` how many options there are to be best.
    """

    model: DecisionModel
    across: NumberRange
    up: NumberRange
    by: tuple[str, ...]
    xs: np.ndarray
    ys: np.ndarray
    regions: tuple[Region, ...]
    winner: np.ndarray
    totals: np.ndarray
    exact: bool
    compared: int
    note: str = ""

    @property
    def base(self) -> int:
        """The region in which the model's own numbers lie; -1 when they lie outside the map."""
        return _region_at(self, self.across.base, self.up.base)

    @property
    def sign(self) -> float:
        """1 where more is better, -1 where less is."""
        return direction(self.model)

    @property
    def statement(self) -> Statement:
        spans = [f"{quoted(each.label)} goes from {each.span}" for each in self._pair]
        how = "borders are exact" if self.exact else f"read off {len(self.xs)} \u00d7 {len(self.ys)} values"
        notes = [f"{quoted(each.label)}: {each.note}" for each in self._pair if each.note]
        return Statement(self._headline(), f"{' and '.join(spans)}, all else held ({how})", (*notes, self.note))

    def _headline(self) -> str:
        pair = f"{quoted(self.across.label)} and {quoted(self.up.label)}"
        home = self.regions[max(self.base, 0)]
        verb = "are level and best" if home.level else "is best"
        if len(self.regions) == 1:
            whole = len(home.level) + 1 == self.compared
            return f"{home.name} {'are level' if whole else verb} wherever {pair} lie in their ranges"
        map_of = f"{percent(home.share)} of the map of {pair}"
        if len(home.name) > LONG:
            return f"The plan that is best {'now' if self.base >= 0 else 'most often'} is best on {map_of}"
        best = f"{home.name} {verb} now and on" if self.base >= 0 else f"{home.name} {verb} on"
        headline = f"{best} {map_of}"
        return headline if len(headline) <= WIDE else f"{best} {percent(home.share)} of the map of two numbers"

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("best", "best", Kind.name),
            Column("share", "share of the map", Kind.share),
            *(self._at(each) for each in self._pair),
            Column("plan", "the best plan there", brief=False),
        )

    @staticmethod
    def _at(number: NumberRange) -> Column:
        kind = Kind.share if number.is_share else Kind.number
        return Column(f"at.{number.address}", f"a point in it: {number.axis}", kind, brief=False)

    @property
    def _pair(self) -> tuple[NumberRange, NumberRange]:
        return self.across, self.up

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row a region, with a point inside it."""
        for each in self.regions:
            point = (number.cell(value) for number, value in zip(self._pair, each.inside, strict=True))
            yield [listed([each.title, *each.level]), each.share, *point, " ".join(each.sentences)]


def two_way(  # noqa: PLR0913 - the options of the question
    model: DecisionModel,
    across: Annotated[str | None, Ask("The number from left to right.", "ADDRESS")] = None,
    up: Annotated[str | None, Ask("The number from bottom to top.", "ADDRESS")] = None,
    across_between: Annotated[tuple[float, float] | None, Ask("The range from left to right.", RANGE)] = None,
    up_between: Annotated[tuple[float, float] | None, Ask("The range from bottom to top.", RANGE)] = None,
    by: By = None,
    points: int = 100,
) -> TwoWay:
    """Move two numbers at once: a map of what is best where; without names, the two that matter most.

    Move two numbers over their ranges together and map which plan is best (two-way sensitivity analysis).

    Numbers, ranges, `by` and proportions are those of `one_way`. The grid has `points` values each way (the base is
    added). Where every plan's total is a plane over the map (two weights of one group, say, or two scores), regions
    are exact polygons: the best total is then convex, and it is checked at every corner that no plan is missing (Eisner
    & Severance 1976, in two dimensions). Otherwise boundaries are curved; regions and shares are those of the grid.

    Raises ModelError for an unknown number, the same number twice, and ranges that make no sense together.
    """
    if across is None or up is None:
        chosen = two_most_influential(model, across or up)
        pair = chosen if up is None else chosen[::-1]
        note = influence_note(model, *(each for each, given in zip(pair, (across, up), strict=True) if given is None))
        return replace(two_way(model, *pair, across_between, up_between, by, points), note=note)
    numbers = number_range(model, across, across_between), number_range(model, up, up_between)
    if numbers[0].address == numbers[1].address:
        raise ModelError([Problem(("up",), "a map needs two different numbers.", "Name another, or move one alone.")])
    whole = largest_sum(model, *numbers)
    _check_corners(model, numbers, whole)
    candidates = candidate_plans(model, by)
    xs, ys = (number.grid(points) for number in numbers)
    x, y = (each.ravel() for each in np.meshgrid(xs, ys))
    inside = x + y <= whole * (1 + 1e-12)
    lines = candidates.totals(_at(numbers, x, np.where(inside, y, np.maximum(whole - x, 0.0))))
    planes = _planes(x[inside], y[inside], lines[:, inside])
    cells: list[Polygon] = []
    if planes is not None:
        planes, cells = _corners_checked(candidates, numbers, whole, planes)
        lines = np.stack([a * x + b * y + c for a, b, c in planes])
    regions, winner, totals = _map(candidates, numbers, (xs, ys), np.where(inside, lines, -np.inf), cells)
    count = len(candidates.options)
    return TwoWay(model, *numbers, tuple(by or ()), xs, ys, regions, winner, totals, bool(cells), count)


def _check_corners(model: DecisionModel, numbers: tuple[NumberRange, NumberRange], whole: float) -> None:
    across, up = numbers
    for x, y in product((across.low, across.high), (up.low, up.high)):
        if x + y <= whole:
            try:
                set_numbers(model, {across.address: x, up.address: y})
            except ModelError as error:
                problem = f"at {across.text(x)} and {up.text(y)} the model makes no sense: {error.problems[0]}"
                raise ModelError([Problem((across.address, up.address), problem, "Narrow a range.")]) from error


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
    u, v = ((each - each[0]) / (float(np.ptp(each)) or 1.0) for each in (x, y))
    second = int(np.argmax((u * u + v * v).round(9)))
    return [0, second, int(np.argmax(np.abs(u * v[second] - v * u[second]).round(9)))]


def _corners_checked(
    candidates: CandidatePlans, numbers: tuple[NumberRange, NumberRange], whole: float, planes: np.ndarray
) -> tuple[np.ndarray, list[Polygon]]:
    """Each plan's polygon, once no corner of any has a better plan than those known."""
    domain = rectangle(*((number.low, number.high) for number in numbers))
    domain = halves(domain, [(-1.0, -1.0, whole)]) if np.isfinite(whole) else domain
    while True:
        cells = [halves(domain, [(plane - other).tolist() for other in planes]) for plane in planes]
        corners = np.array(sorted({corner for cell in cells for corner in cell}))
        known = len(candidates.plans)
        x, y = corners[:, 0], corners[:, 1]
        lines = candidates.totals(_at(numbers, x, y))
        if len(candidates.plans) == known:
            return planes, cells
        more = _planes(x, y, lines[known:])
        assert more is not None
        planes = np.concatenate([planes, more])


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


def _region_at(found: TwoWay, x: float, y: float) -> int:
    inside = found.across.low <= x <= found.across.high and found.up.low <= y <= found.up.high
    if not inside:
        return -1
    return int(found.winner[np.abs(found.ys - y).argmin(), np.abs(found.xs - x).argmin()])


def two_most_influential(model: DecisionModel, taken: str | None = None) -> tuple[str, str]:
    """The two most influential numbers, or one already `taken` with the most influential other."""
    own = addressed(model, taken).address if taken else None
    found = [each for each in most_influential(model) if each != own]
    if len(found) < (1 if own else TWO):
        raise ModelError([Problem((), "there are no two numbers that could vary.", "Move one alone.")])
    return (own, found[0]) if own else (found[0], found[1])


def _leaves_two_open(model: DecisionModel) -> bool:
    return leaves_open(model, TWO)


QUESTION = Question(
    "The two numbers that matter most",
    "A map of what is best when two numbers move together. Ask where on it you would place yourself, and how far it is "
    "to the border.",
    _leaves_two_open,
    order=40,
    tabulated=False,
)
