"""Every number that has a range, one at a time, sorted by how much the total swings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.effort import moved
from decision_model.analysis.given_plan import nothing_open
from decision_model.analysis.question import Ask, Bounds, By, Question, decides
from decision_model.analysis.result import FEW, Result, settled
from decision_model.analysis.robustness.sensitivity.candidate_plans import (
    CandidatePlans,
    candidate_plans,
    direction,
    first_best,
)
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, all_ranges, stated_ranges
from decision_model.analysis.robustness.sensitivity.optimal_intervals import (
    OptimalInterval,
    SwitchingValue,
    named,
    optimal_intervals,
    switching_values,
)
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import amounts
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.model.labels import number_labels
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.numbers import amount
from decision_model.words.percent import percent
from decision_model.words.sentences import counted, listed

TWO = 2
SORTED = 15
"""Bars that are all listed."""
MOST_LEFT_OUT = 6
"""Numbers that could not vary of which a sentence gives the names."""

POINTS = 21
"""Values along each bar at which the best plan is looked for."""


@dataclass(frozen=True, eq=False)
class TornadoBar:
    """One number from its low to its high end, the others at their base.

    `fixed` holds the totals at both ends with the plan kept as it is, `best` with the plan chosen anew; `reach` the
    least and the greatest best total on the way. `intervals` and `switches` say where which plan is best.
    """

    number: NumberRange
    fixed: tuple[float, float]
    best: tuple[float, float]
    reach: tuple[float, float]
    intervals: tuple[OptimalInterval, ...]
    switches: tuple[SwitchingValue, ...]

    @property
    def swing(self) -> float:
        """From the least to the greatest total of either kind."""
        least, greatest = min(*self.fixed, *self.reach), max(*self.fixed, *self.reach)
        return settled(greatest - least, least, greatest)


@dataclass(frozen=True, repr=False, eq=False)
class Tornado(Result):
    """The answer of `tornado`: bars with the longest first; `total` is the base's, `title` what is then best.

    `swing` is how far numbers without a range were varied, `left_out` the labels of those that could not be; `level`
    are the titles of options that are level at the base, empty where one is best.
    """

    model: DecisionModel
    by: tuple[str, ...]
    total: float
    title: str
    bars: tuple[TornadoBar, ...]
    swing: float | None
    left_out: tuple[str, ...]
    level: tuple[str, ...]

    @property
    def statement(self) -> Statement:
        reasons = []
        if self.level:
            reasons.append(f"At the numbers as stated {named(self.level[0], self.level[1:])} are level")
        if self.swing is not None:
            reasons.append(f"Numbers without a range vary by {percent(self.swing)} of their size up and down")
        if self.left_out:
            reasons.append(f"Could not vary: {listed([quoted(label) for label in self.left_out], most=MOST_LEFT_OUT)}")
        detail = "Each number goes over its range by itself, all else held; switching values are exact"
        return Statement(self._headline(), detail, tuple(reasons))

    def _headline(self) -> str:
        longest, count = self.bars[0], len(self.bars)
        changing = sum(bool(bar.switches) for bar in self.bars)
        if not longest.swing and not changing:
            return "No number by itself changes the total or what is best"
        by = self.amounts.gap(longest.swing)
        if nothing_open(self.model):
            return f"{quoted(longest.number.label)} moves the total of the given plan most, by {by}"
        if count == 1:
            whether = "and" if changing else "but"
            can = "can change" if changing else "cannot change"
            return f"{quoted(longest.number.label)} moves the total by {by} {whether} {can} what is best"
        most = f"{quoted(longest.number.label)} moves the total most, by {by}"
        if not changing:
            return f"{most}; no number by itself changes what is best"
        return f"{most}; {changing} of {count} numbers can change what is best"

    @property
    def amounts(self) -> Amounts:
        """How the totals along the bars are written."""
        return amounts(self.model, [self.total, *(end for bar in self.bars for end in (*bar.fixed, *bar.reach))])

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("number", "number", Kind.name),
            Column("base", "now", Kind.number),
            Column("low", "low", Kind.number),
            Column("high", "high", Kind.number),
            Column("fixed_low", "total at low, plan kept", Kind.points, brief=False),
            Column("fixed_high", "total at high, plan kept", Kind.points, brief=False),
            Column("best_low", "total at low", Kind.points),
            Column("best_high", "total at high", Kind.points),
            Column("swing", "moves the total by", Kind.points, brief=False),
            Column("switches_at", "best changes at", Kind.number),
            Column("becomes", "what is best then", Kind.name, brief=False),
            Column("note", "note", brief=False),
        )

    def brief_rows(self, count: int) -> Sequence[int]:
        """Bars are sorted, so that a shorter table than others tells what matters."""
        return range(count if count <= SORTED else FEW)

    def other_rows(self, count: int) -> str:
        longest = self.bars[-count].swing
        most = f"the total by {amount(longest, 2)} at most" if longest else "the total not at all"
        turning = sum(bool(bar.switches) for bar in self.bars[-count:])
        turned = f", {turning} of which can change what is best" if turning else ""
        return f"{counted(count, 'more number')} that {'move' if count > 1 else 'moves'} {most}{turned}"

    def rows(self) -> Iterable[Sequence[Any]]:
        for bar in self.bars:
            number = bar.number
            switches = [switch.value for switch in bar.switches]
            base, low, high, *values = number.cells(number.base, number.low, number.high, *switches)
            others = [interval for interval in bar.intervals if not interval.low <= number.base <= interval.high]
            titles = "; ".join(listed([interval.title, *interval.level]) for interval in others)
            ends = [base, low, high, *bar.fixed, *bar.best, bar.swing]
            yield [number.axis, *ends, tuple(values) or None, titles or None, number.note or None]


@checked
def tornado(
    model: DecisionModel,
    by: By = None,
    all_numbers: Annotated[bool, Ask("Also numbers without a stated range.")] = False,
    swing: Annotated[float, Bounds(0)] = 0.2,
) -> Tornado:
    """Move every ranged number by itself: which ones matter, and which change the answer.

    Move every number that carries a range to both ends, one at a time (tornado diagram; Howard 1988).

    Each bar gives the total at both ends twice: with the plan of the base kept, and with the plan chosen anew. The
    second is never worse than the first; where it is better, what is best has changed, and the exact switching values
    are given (see `one_way`, also for `by` and for what moves along with weights and chances).

    `all_numbers` adds those without a range, moved by `swing` of their size up and down (cut to where the model makes
    sense). Bars are sorted by the span of all their totals. Raises ModelError when no number can vary.
    """
    numbers, left_out = all_ranges(model, swing) if all_numbers else (stated_ranges(model), ())
    if not numbers:
        raise ModelError([Problem((), "no number of the model has a range.", "State ranges, or move all numbers.")])
    candidates = candidate_plans(model, by)
    stacked = along(numbers, POINTS)
    lines = candidates.totals(stacked)
    sign = direction(model)
    fixed, best = (np.split(sign * totals, len(numbers)) for totals in (lines[0], lines.max(axis=0)))
    bars = [
        _bar(candidates, number, kept_totals, best_totals, change)
        for number, kept_totals, best_totals, change in zip(
            numbers, fixed, best, changed(lines, len(numbers)), strict=True
        )
    ]
    title = (
        candidates.base.combination.title if candidates.base.combination else " ".join(candidates.base.solution.plan)
    )
    total = float(np.asarray(candidates.base.solution.total))
    bars.sort(key=lambda bar: -bar.swing)
    swing_used = swing if all_numbers else None
    level = _level_at_base(candidates, numbers[0])
    return Tornado(model, tuple(by or ()), total, title, tuple(bars), swing_used, left_out, level)


def _level_at_base(candidates: CandidatePlans, number: NumberRange) -> tuple[str, ...]:
    """Titles of the options that reach the best total at the model's own numbers, where several do."""
    best = np.flatnonzero(candidates.best_options({number.address: np.array([number.base])})[:, 0])
    return tuple(candidates.options[place].title for place in best) if len(best) > 1 else ()


def by_influence(model: DecisionModel, all_numbers: bool = False) -> list[NumberRange]:
    """The numbers of a tornado: those first along which what is best changes, then by how far the totals move.

    From a look at the values along each bar, without the exact switching values. Empty where none can vary.
    """
    return list(model.once((by_influence, all_numbers), lambda: _by_influence(model, all_numbers)))


def _by_influence(model: DecisionModel, all_numbers: bool) -> Sequence[NumberRange]:
    numbers = all_ranges(model)[0] if all_numbers else stated_ranges(model)
    if not numbers:
        return ()
    lines = candidate_plans(model, None).totals(along(numbers, POINTS))
    reached = np.split(np.stack([lines[0], lines.max(axis=0)]), len(numbers), axis=1)
    turns = changed(lines, len(numbers))
    order = sorted(range(len(numbers)), key=lambda index: (not turns[index], -np.ptp(reached[index])))
    return [numbers[index] for index in order]


def along(numbers: Sequence[NumberRange], points: int) -> dict[str, np.ndarray]:
    """Draws in which each number in turn runs over its range while the others stay (NaN), for `set_numbers`."""
    values = {number.address: np.full(len(numbers) * points, np.nan) for number in numbers}
    for index, number in enumerate(numbers):
        values[number.address][index * points : (index + 1) * points] = np.linspace(number.low, number.high, points)
    return values


def changed(lines: np.ndarray, numbers: int) -> list[bool]:
    """For each number whether the base plan falls short of the best anywhere along it; lines as of `along`."""
    return [bool(np.any(along_one)) for along_one in np.split(first_best(lines), numbers)]


def _bar(
    candidates: CandidatePlans, number: NumberRange, fixed: np.ndarray, best: np.ndarray, change: bool
) -> TornadoBar:
    intervals = optimal_intervals(candidates, number) if change else ()
    turns = switching_values(intervals)
    along = [*best.tolist(), *(switch.total for switch in turns)]
    return TornadoBar(number, _ends(fixed), _ends(best), (min(along), max(along)), intervals, turns)


def _ends(totals: np.ndarray) -> tuple[float, float]:
    return float(totals[0]), float(totals[-1])


def most_influential(model: DecisionModel) -> list[str]:
    """Addresses of the most influential numbers: those with a range, or where these are too few all."""
    numbers = by_influence(model, all_numbers=len(stated_ranges(model)) < TWO)
    if not numbers:
        raise ModelError([Problem((), "no number of the model can vary.", "State one with a range.")])
    return [number.address for number in numbers]


def influence_note(model: DecisionModel, *addresses: str) -> str:
    """Which numbers were chosen where nobody named them."""
    known = number_labels(model)
    labels = [f"{quoted(known[address])} ({address})" for address in addresses]
    return (
        f"{listed(labels)} {'matter' if len(labels) > 1 else 'matters'} most. The question ‘numbers’ lists the others"
    )


def leaves_open(model: DecisionModel, count: int = 1) -> bool:
    """Whether so many numbers have a range."""
    return decides(model) and len(stated_ranges(model)) >= count


def finding_most_influential(model: DecisionModel) -> float:
    """Visits while every number that has a range is moved over it."""
    return moved(model, POINTS)


QUESTION = Question(
    "Which numbers matter most",
    "Each number is moved over its range while the others stay. Long bars deserve an argument; a mark shows where the "
    "best choice changes.",
    leaves_open,
    order=20,
    row_by_row=True,
    work=finding_most_influential,
)
