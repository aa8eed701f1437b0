"""Every number that has a range, one at a time, sorted by how much the total swings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.question import Ask, By, Question, decides
from decision_model.analysis.result import Result, settled
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
    optimal_intervals,
    switching_values,
)
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.words.numbers import amount
from decision_model.words.sentences import listed

TWO = 2
POINTS = 21
"""Values along each bar at which the best plan is looked for."""


@dataclass(frozen=True, eq=False)
class Bar:
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

    `swing` is how far numbers without a range were moved, `left_out` the labels of those that could not be.
    """

    model: DecisionModel
    by: tuple[str, ...]
    total: float
    title: str
    bars: tuple[Bar, ...]
    swing: float | None
    left_out: tuple[str, ...]

    @property
    def heading(self) -> str:
        longest = self.bars[0]
        low, high = longest.reach
        said = f"{longest.number.label} moves the total most, from {amount(low)} to {amount(high)}"
        count = sum(bool(bar.switches) for bar in self.bars)
        if not count:
            return f"{said}; no number alone changes what is best"
        return f"{said}; {count} of {len(self.bars)} numbers can each change what is best"

    @property
    def columns(self) -> tuple[str, ...]:
        ends = ("fixed_low", "fixed_high", "best_low", "best_high")
        return ("number", "base", "low", "high", *ends, "swing", "switches_at", "becomes", "note")

    def rows(self) -> Iterable[Sequence[Any]]:
        for bar in self.bars:
            number = bar.number
            values = tuple(switch.value for switch in bar.switches)
            titles = "; ".join(each.title for each in bar.intervals if not each.low <= number.base <= each.high)
            ends = [number.base, number.low, number.high, *bar.fixed, *bar.best, bar.swing]
            yield [number.axis, *ends, values or None, titles or None, number.note or None]


def tornado(
    model: DecisionModel,
    by: By = None,
    all_numbers: Annotated[bool, Ask("Also numbers without a stated range.")] = False,
    swing: float = 0.2,
) -> Tornado:
    """Move every ranged number by itself: which ones matter, and which change the answer.

    Move every number that carries a range to both ends, one at a time (tornado diagram; Howard 1988).

    Each bar gives the total at both ends twice: with the plan of the base kept, and with the plan chosen anew. The
    second is never worse than the first; where it is better, what is best has changed, and the exact switching values
    are given (see `one_way`, also for `by` and for what moves along with weights and chances).

    `all_numbers` adds those without a range, moved by `swing` of their size up and down (cut to where the model makes
    sense). Bars are sorted by the span of all their totals. Raises ModelError when no number can be moved.
    """
    numbers, left_out = all_ranges(model, swing) if all_numbers else (stated_ranges(model), ())
    if not numbers:
        raise ModelError([Problem((), "no number of the model has a range.", "State ranges, or ask for all numbers.")])
    candidates = candidate_plans(model, by)
    stacked = along(numbers, POINTS)
    lines = candidates.totals(stacked)
    sign = direction(model)
    fixed, best = (np.split(sign * totals, len(numbers)) for totals in (lines[0], lines.max(axis=0)))
    bars = [
        _bar(candidates, number, kept, chosen, change)
        for number, kept, chosen, change in zip(numbers, fixed, best, changed(lines, len(numbers)), strict=True)
    ]
    title = (
        candidates.base.combination.title if candidates.base.combination else " ".join(candidates.base.solution.plan)
    )
    total = float(np.asarray(candidates.base.solution.total))
    bars.sort(key=lambda bar: -bar.swing)
    return Tornado(model, tuple(by or ()), total, title, tuple(bars), swing if all_numbers else None, left_out)


def most_telling(model: DecisionModel, all_numbers: bool = False) -> list[NumberRange]:
    """The numbers of a tornado: those first along which what is best changes, then by how far the totals move.

    From a look at the values along each bar, without the exact switching values. Empty where none can be moved.
    """
    numbers = all_ranges(model)[0] if all_numbers else stated_ranges(model)
    if not numbers:
        return []
    lines = candidate_plans(model, None).totals(along(numbers, POINTS))
    reached = np.split(np.stack([lines[0], lines.max(axis=0)]), len(numbers), axis=1)
    turns = changed(lines, len(numbers))
    order = sorted(range(len(numbers)), key=lambda each: (not turns[each], -np.ptp(reached[each])))
    return [numbers[each] for each in order]


def along(numbers: Sequence[NumberRange], points: int) -> dict[str, np.ndarray]:
    """Draws in which each number in turn runs over its range while the others stay (NaN), for `set_numbers`."""
    values = {number.address: np.full(len(numbers) * points, np.nan) for number in numbers}
    for index, number in enumerate(numbers):
        values[number.address][index * points : (index + 1) * points] = np.linspace(number.low, number.high, points)
    return values


def changed(lines: np.ndarray, numbers: int) -> list[bool]:
    """For each number whether the base plan falls short of the best anywhere along it; lines as of `along`."""
    return [bool(np.any(along_one)) for along_one in np.split(first_best(lines), numbers)]


def _bar(candidates: CandidatePlans, number: NumberRange, fixed: np.ndarray, best: np.ndarray, change: bool) -> Bar:
    found = optimal_intervals(candidates, number) if change else ()
    turns = switching_values(found)
    along = [*best.tolist(), *(each.total for each in turns)]
    return Bar(number, _ends(fixed), _ends(best), (min(along), max(along)), found, turns)


def _ends(totals: np.ndarray) -> tuple[float, float]:
    return float(totals[0]), float(totals[-1])


def telling(model: DecisionModel) -> list[str]:
    """Addresses of the numbers that tell most, those with a range, or where there are too few of them all."""
    found = most_telling(model, all_numbers=len(stated_ranges(model)) < TWO)
    if not found:
        raise ModelError([Problem((), "no number of the model can be moved.", "State one with a range.")])
    return [number.address for number in found]


def tells_most(model: DecisionModel, *addresses: str) -> str:
    """Which numbers were chosen where nobody named them."""
    labels = [f"{model.numbers[each].label} ({each})" for each in addresses]
    return f"{listed(labels)} {'tell' if len(labels) > 1 else 'tells'} most. The question ‘numbers’ lists the others."


def leaves_open(model: DecisionModel, count: int = 1) -> bool:
    """Whether so many numbers have a range."""
    return decides(model) and len(stated_ranges(model)) >= count


QUESTION = Question(
    "Which numbers matter most",
    "Each number is moved over its range while the others stay. Long bars deserve an argument; a mark shows where the "
    "best choice changes.",
    leaves_open,
    order=20,
)
