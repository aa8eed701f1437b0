"""Two numbers at once: which plan is best where, with exact boundaries where they are straight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.effort import drawn
from decision_model.analysis.given_plan import GIVEN_PLAN, best_called, nothing_open
from decision_model.analysis.question import RANGE, Ask, Bounds, By, Question
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.sensitivity.candidate_plans import (
    candidate_plans,
    direction,
)
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, largest_sum, number_range
from decision_model.analysis.robustness.sensitivity.optimal_regions import Region, optimal_regions
from decision_model.analysis.robustness.sensitivity.set_numbers import addressed, others, rest, set_numbers
from decision_model.analysis.robustness.tornado import (
    TWO,
    finding_most_influential,
    influence_note,
    leaves_open,
    most_influential,
)
from decision_model.analysis.statement import Statement
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import listed

POINTS = 100
"""Values each way, where it is not said how many."""

MOST_POINTS = 1_000
"""Values each way at most: a million points, each with a total of every plan."""

LONG = 80
"""Characters above which a headline does not name a plan."""

WIDE = 130
"""Characters above which a headline does not name the numbers."""


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
        spans = [f"{quoted(number.label)} goes from {number.span}" for number in self._pair]
        method = "borders are exact" if self.exact else f"read off {len(self.xs)} \u00d7 {len(self.ys)} values"
        notes = [f"{quoted(number.label)}: {number.note}" for number in self._pair if number.note]
        return Statement(
            self._headline(), f"{' and '.join(spans)}, all else held ({method})", (*notes, self.note), None
        )

    def _headline(self) -> str:
        pair = f"{quoted(self.across.label)} and {quoted(self.up.label)}"
        if nothing_open(self.model):
            return f"{GIVEN_PLAN} is kept to wherever {pair} lie in their ranges"
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
            *(self._at(number) for number in self._pair),
            Column("plan", f"the {best_called(self.model)} there", brief=False),
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
        for region in self.regions:
            point = (number.cell(value) for number, value in zip(self._pair, region.inside, strict=True))
            yield [listed([region.title, *region.level]), region.share, *point, " ".join(region.sentences)]


@checked
def two_way(  # noqa: PLR0913 - the options of the question
    model: DecisionModel,
    across: Annotated[str | None, Ask("The number from left to right.", "ADDRESS")] = None,
    up: Annotated[str | None, Ask("The number from bottom to top.", "ADDRESS")] = None,
    across_between: Annotated[tuple[float, float] | None, Ask("The range from left to right.", RANGE)] = None,
    up_between: Annotated[tuple[float, float] | None, Ask("The range from bottom to top.", RANGE)] = None,
    by: By = None,
    points: Annotated[int, Bounds(2, MOST_POINTS)] = POINTS,
) -> TwoWay:
    """Move two numbers at once: a map of what is best where; without names, the two that matter most.

    Move two numbers over their ranges together and map which plan is best (two-way sensitivity analysis).

    Numbers, ranges, `by` and proportions are those of `one_way`. The grid has `points` values each way (the base is
    added). Where every plan's total is a plane over the map (two weights of one group, say, or two scores), regions
    are exact polygons: the best total is then convex, and it is checked at every corner that no plan is missing (Eisner
    & Severance 1976, in two dimensions). Otherwise boundaries are curved; regions and shares are those of the grid.

    Raises ModelError for an unknown number, the same number twice, ranges that make no sense together, and what would
    take hours.
    """
    if across is None or up is None:
        chosen = two_most_influential(model, across or up)
        pair = chosen if up is None else chosen[::-1]
        note = influence_note(
            model, *(address for address, named in zip(pair, (across, up), strict=True) if named is None)
        )
        return replace(two_way(model, *pair, across_between, up_between, by, points), note=note)
    numbers = number_range(model, across, across_between), number_range(model, up, up_between)
    if numbers[0].address == numbers[1].address:
        raise ModelError([Problem(("up",), "a map needs two different numbers.", "Name another, or move one alone.")])
    if _are_one(model, numbers[0].address, numbers[1].address):
        problem = "the two chances are all of their rule: what one is not, the other is."
        raise ModelError([Problem(("up",), problem, "Name another number, or move one alone.")])
    whole = largest_sum(model, *numbers)
    _check_corners(model, numbers, whole)
    candidates = candidate_plans(model, by)
    xs, ys = (number.grid(points) for number in numbers)
    regions, winner, totals = optimal_regions(candidates, numbers, (xs, ys), whole)
    exact = any(region.outlines for region in regions)
    return TwoWay(model, *numbers, tuple(by or ()), xs, ys, regions, winner, totals, exact, len(candidates.options))


def _check_corners(model: DecisionModel, numbers: tuple[NumberRange, NumberRange], whole: float) -> None:
    across, up = numbers
    for x, y in product((across.low, across.high), (up.low, up.high)):
        if x + y <= whole:
            try:
                set_numbers(model, {across.address: x, up.address: y})
            except ModelError as error:
                problem = f"at {across.text(x)} and {up.text(y)} the model makes no sense: {error.first}"
                raise ModelError([Problem((across.address, up.address), problem, "Narrow a range.")]) from error


def _region_at(result: TwoWay, x: float, y: float) -> int:
    inside = result.across.low <= x <= result.across.high and result.up.low <= y <= result.up.high
    if not inside:
        return -1
    return int(result.winner[np.abs(result.ys - y).argmin(), np.abs(result.xs - x).argmin()])


def two_most_influential(model: DecisionModel, taken: str | None = None) -> tuple[str, str]:
    """The two most influential numbers, or one already `taken` with the most influential other."""
    own = addressed(model, taken).address if taken else None
    addresses = [address for address in most_influential(model) if address != own]
    if own is None and addresses:
        own = addresses.pop(0)
    other = next((address for address in addresses if own is not None and not _are_one(model, own, address)), None)
    if own is None or other is None:
        raise ModelError([Problem((), "there are no two numbers that could vary.", "Move one alone.")])
    return own, other


def _are_one(model: DecisionModel, first: str, second: str) -> bool:
    """Whether two chances are all of a rule: what one of them is not, the other is."""
    alike = model.numbers[first].kind == model.numbers[second].kind == "chance" if first in model.numbers else False
    rule = first.rpartition(".")[0]
    if not alike or rule != second.rpartition(".")[0]:
        return False
    return rest(model, first) is None and len(others(model, first)) == 1


def _leaves_two_open(model: DecisionModel) -> bool:
    return leaves_open(model, TWO)


def _work(model: DecisionModel) -> float:
    return finding_most_influential(model) + drawn(model, 2 * POINTS**2)


QUESTION = Question(
    "The two numbers that matter most",
    "A map of what is best when two numbers move together. Ask where on it you would place yourself, and how far it is "
    "to the border.",
    _leaves_two_open,
    order=40,
    tabulated=False,
    work=_work,
)
