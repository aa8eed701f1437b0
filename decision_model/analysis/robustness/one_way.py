"""One number over its range: every total, the best plan on each stretch, and exactly where it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.combinations import Combination, combinations, decided_now, totals
from decision_model.analysis.question import Ask, By, Question, Span
from decision_model.analysis.result import Result, settled
from decision_model.analysis.robustness.sensitivity.candidate_plans import CandidatePlans, candidate_plans
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, number_range
from decision_model.analysis.robustness.sensitivity.optimal_intervals import (
    POINTS,
    OptimalInterval,
    SwitchingValue,
    optimal_intervals,
    switching_values,
)
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.robustness.tornado import leaves_open, telling, tells_most
from decision_model.model import DecisionModel

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Line:
    """A combination's totals over the range, (values,); the decisions it leaves open are best at each value."""

    combination: Combination
    totals: np.ndarray

    @property
    def title(self) -> str:
        return self.combination.title


@dataclass(frozen=True, repr=False, eq=False)
class OneWay(Result):
    """The answer of `one_way`.

    `values` (values,) are where totals were taken, the base among them; `lines` the combinations' totals there, `best`
    (values,) the best plan's. `intervals` cover the range from low to high; `switches` are the values between them.
    """

    model: DecisionModel
    number: NumberRange
    by: tuple[str, ...]
    values: np.ndarray
    lines: tuple[Line, ...]
    best: np.ndarray
    intervals: tuple[OptimalInterval, ...]
    switches: tuple[SwitchingValue, ...]
    note: str = ""

    @property
    def heading(self) -> str:
        low, high = (self.number.text(end) for end in (self.number.low, self.number.high))
        if not self.switches:
            return f"{self.intervals[0].title} stays best for {self.number.label} from {low} to {high}"
        parts = [f"{each.before} up to {self.number.text(each.value)}" for each in self.switches]
        said = ", then ".join([*parts, self.switches[-1].after])
        return f"{self.number.label} (now {self.number.text(self.number.base)}): {said}"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("from", "to", "best", "total_from", "total_to", "plan")

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row a stretch."""
        known = [float(np.abs(line.totals).max()) for line in self.lines]
        for each in self.intervals:
            ends = (settled(total, *known, *each.totals) for total in each.totals)
            yield [each.low, each.high, each.title, *ends, " ".join(each.sentences)]

    def curves(self) -> pd.DataFrame:
        """Every total at every value: one row a value, one column a combination, and the best plan's."""
        import pandas as pd

        columns = {each.title: each.totals for each in self.lines}
        return pd.DataFrame({self.number.address: self.values, "best plan": self.best, **columns})


def one_way(
    model: DecisionModel,
    number: Annotated[
        str | None, Ask("A parameter, a weight or any other number; without it, the one that tells most.", "ADDRESS")
    ] = None,
    between: Span = None,
    by: By = None,
    points: int = POINTS,
) -> OneWay:
    """Move one number over its range: every option's total, and exactly where the best one changes.

    Move one number over its range, everything else held (one-way sensitivity analysis).

    `number` is an address of `model.numbers`, or a consideration's name for its weight; `between` is its range, by
    default the file's, or else a usual one (see `number_range`). A weight moves as its share of its group, in percent,
    and the others of the group keep their proportions. So do the other chances of a rule without `rest`.

    What competes is the plan as a whole; with `by`, the combinations of options of these decisions, the others best.
    Lines are shown for the combinations of `by`, by default of the decisions that come before any event. With
    later decisions in `by` they are plans that do the same whatever happens, and the best plan lies above them
    by what it gains from responding to events.

    Switching values are where the best plan (or the leading combination) changes. They are roots, not grid points:
    exact where totals are piecewise linear in the number (Eisner & Severance 1976), otherwise refined to machine
    precision from a look at `points` values. Raises ModelError for an unknown number or a range that makes no
    sense.
    """
    if number is None:
        most = telling(model)[0]
        return replace(one_way(model, most, between, by, points), note=tells_most(model, most))
    chosen = number_range(model, number, between)
    candidates = candidate_plans(model, by)
    shown = candidates.combinations or combinations(model, decided_now(model))[0]
    values = chosen.grid(points)
    varied = set_numbers(model, {chosen.address: values}, check="numbers")
    found = optimal_intervals(candidates, chosen, points)
    lines = tuple(Line(each, row) for each, row in zip(shown, totals(varied, shown), strict=True))
    return OneWay(
        model,
        chosen,
        tuple(by or ()),
        values,
        tuple(Line(line.combination, np.broadcast_to(line.totals, values.shape)) for line in lines),
        _best(candidates, varied, values),
        found,
        switching_values(found),
    )


def _best(candidates: CandidatePlans, varied: DecisionModel, values: np.ndarray) -> np.ndarray:
    return np.broadcast_to(np.asarray(solve(varied).total), values.shape)


def _what_is_chosen_now(model: DecisionModel) -> Mapping[str, Any]:
    return {"by": decided_now(model)}


QUESTION = Question(
    "The most telling number",
    "One number is moved over its range, and each option's total follows. Where the lines cross, the best choice "
    "changes: that is a switching value.",
    leaves_open,
    _what_is_chosen_now,
    order=30,
)
