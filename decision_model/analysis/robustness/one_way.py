"""One number over its range: every total, the best plan on each interval, and exactly where it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, decided_now, total_key, totals
from decision_model.analysis.effort import drawn, now
from decision_model.analysis.given_plan import GIVEN_PLAN, best_called, nothing_open
from decision_model.analysis.question import Ask, By, PointCount, Question, Span
from decision_model.analysis.result import Result, settled
from decision_model.analysis.robustness.sensitivity.candidate_plans import candidate_plans
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, number_range
from decision_model.analysis.robustness.sensitivity.optimal_intervals import (
    POINTS,
    OptimalInterval,
    SwitchingValue,
    named,
    optimal_intervals,
    short_titles,
    switching_values,
)
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.robustness.tornado import (
    finding_most_influential,
    influence_note,
    leaves_open,
    most_influential,
)
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import better
from decision_model.model import DecisionModel
from decision_model.words.names import quoted
from decision_model.words.sentences import capital, listed

if TYPE_CHECKING:
    import pandas as pd


LONG = 130
"""Characters above which a headline names no plans."""

MOST = 4
"""Switching values that such a headline gives at most."""


@dataclass(frozen=True)
class TotalsLine:
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
    The table has a row an interval or, with `every_value`, a row a value.
    """

    model: DecisionModel
    number: NumberRange
    by: tuple[str, ...]
    values: np.ndarray
    lines: tuple[TotalsLine, ...]
    best: np.ndarray
    intervals: tuple[OptimalInterval, ...]
    switches: tuple[SwitchingValue, ...]
    note: str = ""
    every_value: bool = False

    @property
    def statement(self) -> Statement:
        now = self.number.texts(self.number.base, *(switch.value for switch in self.switches))[0]
        detail = f"{quoted(self.number.label)} is {now} now and goes from {self.number.span}, all else held"
        changes = [f"At {self.number.text(switch.value)} {switch.change}" for switch in self.switches]
        notes = [note for note in (capital(self.number.note), self.note) if note]
        reasons = (*(changes if len(changes) > 1 else ()), *notes)
        turns = bool(self.switches)
        return Statement(self._headline(), detail, reasons, "" if turns else None, turns)

    def _headline(self) -> str:
        label, base = quoted(self.number.label), self.number.base
        if not self.switches:
            return f"{self._throughout()} with {label} anywhere from {self.number.span}"
        for switch in self.switches:
            if len(set(self.number.texts(switch.value, base))) == 1:
                below, above = switch.names
                return f"{below} and {above} are level with {label} as it stands, {self.number.text(base)}"
        headline = self._until() if self.number.low <= base <= self.number.high else self._in_order()
        return headline if len(headline) <= LONG else self._changes()

    def _until(self) -> str:
        """What is best at the base, and the nearest values to either side at which that changes."""
        base = self.number.base
        at = next(index for index, interval in enumerate(self.intervals) if interval.low <= base <= interval.high)
        home = self.intervals[at]
        above = next((interval for interval in self.intervals[at:] if interval.title != home.title), None)
        below = next((interval for interval in self.intervals[at::-1] if interval.title != home.title), None)
        ends = [f"rises above {self.number.text(above.low)} (then {self._instead(home, above)})"] if above else []
        ends += [f"falls below {self.number.text(below.high)} (then {self._instead(home, below)})"] if below else []
        verb = "are level and best" if home.level else "is best"
        return f"{home.name} {verb} until {quoted(self.number.label)} {' or '.join(ends)}"

    def _instead(self, home: OptimalInterval, successor: OptimalInterval) -> str:
        """What takes over, named by what sets it apart."""
        return named(short_titles(self.model, home, successor)[1], successor.level)

    def _in_order(self) -> str:
        """What is best from one end to the other."""
        parts = [f"{switch.names[0]} up to {self.number.text(switch.value)}" for switch in self.switches]
        best = ", then ".join([*parts, self.switches[-1].names[1]])
        return f"Along {quoted(self.number.label)} what is best is {best}"

    def _changes(self) -> str:
        """Where what is best changes, for plans whose names are too long for a headline."""
        values = self.number.texts(*(switch.value for switch in self.switches), self.number.base)
        at = listed(values[:-1], most=MOST)
        return f"What is best changes with {quoted(self.number.label)}, now {values[-1]}, at {at}"

    def _throughout(self) -> str:
        """What is best over all of the range."""
        if nothing_open(self.model):
            return f"{GIVEN_PLAN} is kept to"
        first = self.intervals[0]
        level = [title for title in first.level if all(title in interval.level for interval in self.intervals)]
        if not level:
            return f"{quoted(first.title)} stays best"
        whole = len(level) + 1 == len(self.lines)
        return f"{named(first.title, level)} are level{'' if whole else ' and best'}"

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._curve_columns() if self.every_value else self._interval_columns()

    def brief_rows(self, count: int) -> Sequence[int]:
        """From end to end of the range."""
        return [int(place) for place in np.linspace(0, count - 1, len(super().brief_rows(count))).round()]

    def rows(self) -> Iterable[Sequence[Any]]:
        return self._curve_rows() if self.every_value else self._interval_rows()

    def _curve_columns(self) -> tuple[Column, ...]:
        options = (Column(total_key(line.combination.options), line.title, Kind.points) for line in self.lines)
        kind = Kind.share if self.number.is_share else Kind.number
        best = Column("total_of_best_plan", best_called(self.model), Kind.points)
        lead = [Column("lead", "ahead of the next by", Kind.points)] if len(self.lines) > 1 else []
        return (Column("value", self.number.axis, kind), *options, best, *lead)

    def _curve_rows(self) -> Iterator[Sequence[Any]]:
        """One row a value, with every total there, and how far the best is ahead."""
        totals = np.stack([*(line.totals for line in self.lines), self.best]).T.tolist()
        for value, row in zip(self.values.tolist(), totals, strict=True):
            *behind, first = sorted(row[:-1], key=lambda total: better(self.model) * total)
            lead = [settled(abs(first - behind[-1]), *row)] if behind else []
            yield [self.number.cell(value), *(settled(total, *row) for total in row), *lead]

    def _interval_columns(self) -> tuple[Column, ...]:
        whole = f", share of {self.number.whole}" if self.number.is_share else ""
        kind = Kind.share if self.number.is_share else Kind.number
        return (
            Column("from", f"from{whole}", kind),
            Column("to", f"to{whole}", kind),
            Column("best", "best there", Kind.name),
            Column("total_from", "total at its start", Kind.points),
            Column("total_to", "total at its end", Kind.points),
            Column("plan", f"the {best_called(self.model)} there", brief=False),
        )

    def _interval_rows(self) -> Iterator[Sequence[Any]]:
        """One row an interval."""
        largest = [float(np.abs(line.totals).max()) for line in self.lines]
        limits = self.number.cells(*(end for interval in self.intervals for end in (interval.low, interval.high)))
        for interval, span in zip(self.intervals, zip(limits[::2], limits[1::2], strict=True), strict=True):
            ends = (settled(total, *largest, *interval.totals) for total in interval.totals)
            yield [*span, listed([interval.title, *interval.level]), *ends, " ".join(interval.sentences)]

    def curves(self) -> pd.DataFrame:
        """Every total at every value: one row a value, one column a combination, and the best plan's."""
        import pandas as pd

        columns = {line.title: line.totals for line in self.lines}
        return pd.DataFrame({self.number.address: self.values, "best plan": self.best, **columns})


@checked
def one_way(  # noqa: PLR0913 - the options of the question
    model: DecisionModel,
    number: Annotated[
        str | None, Ask("A parameter, a weight or any other number; without it, the one that matters most.", "ADDRESS")
    ] = None,
    between: Span = None,
    by: By = None,
    points: PointCount = POINTS,
    *,
    every_value: Annotated[bool, Ask("List the totals at every value, not the stretches.")] = False,
) -> OneWay:
    """Move one number over its range: every option's total, and exactly where the best one changes.

    Move one number over its range, everything else held (one-way sensitivity analysis).

    `number` is an address of `model.numbers`, or a consideration's name for its weight; `between` is its range, by
    default the file's, or else a usual one (see `number_range`). A weight moves as its share of its group, 0 to 1,
    and the others of the group keep their proportions. So do the other chances of a rule without `rest`.

    What competes is the plan as a whole; with `by`, the combinations of options of these decisions, the others best.
    Lines are shown for the combinations of `by`, by default of the decisions that come before any event. With
    later decisions in `by` they are plans that do the same whatever happens, and the best plan lies above them
    by what it gains from responding to events.

    Switching values are where the best plan (or the leading combination) changes. They are roots, not grid points:
    exact where totals are piecewise linear in the number (Eisner & Severance 1976), otherwise refined to machine
    precision from a look at `points` values. With `every_value` the table has all totals at each of these. Raises
    ModelError for an unknown number or a range that makes no sense.
    """
    if number is None:
        most = most_influential(model)[0]
        named_one = one_way(model, most, between, by, points, every_value=every_value)
        return replace(named_one, note=influence_note(model, most))
    moved = number_range(model, number, between)
    candidates = candidate_plans(model, by)
    compared = candidates.combinations or combinations(model, decided_now(model))[0]
    values = moved.grid(points)
    varied = set_numbers(model, {moved.address: values}, check="numbers")
    lines = tuple(
        TotalsLine(combination, np.broadcast_to(row, values.shape))
        for combination, row in zip(compared, totals(varied, compared), strict=True)
    )
    best = np.broadcast_to(np.asarray(solve(varied).total), values.shape)
    intervals = optimal_intervals(candidates, moved, points)
    switches = switching_values(intervals)
    return OneWay(model, moved, tuple(by or ()), values, lines, best, intervals, switches, every_value=every_value)


def _decided_now(model: DecisionModel) -> Mapping[str, Any]:
    return {"by": decided_now(model)}


def _work(model: DecisionModel) -> float:
    return finding_most_influential(model) + drawn(model, POINTS * (1 + now(model)))


QUESTION = Question(
    "The number that matters most",
    "One number is moved over its range, and each option's total follows. Where the lines cross, the best choice "
    "changes: that is a switching value.",
    leaves_open,
    _decided_now,
    order=30,
    work=_work,
)
