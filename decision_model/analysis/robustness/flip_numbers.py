"""For each single number the smallest change that makes something else best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.effort import each_moved
from decision_model.analysis.given_plan import GIVEN_PLAN, nothing_open
from decision_model.analysis.question import By, Question, decides
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.sensitivity.candidate_plans import CandidatePlans, candidate_plans
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, all_ranges, stated_ranges
from decision_model.analysis.robustness.sensitivity.optimal_intervals import (
    OptimalInterval,
    called,
    changes,
    named,
    optimal_intervals,
    short_titles,
)
from decision_model.analysis.robustness.tornado import POINTS, along, changed
from decision_model.analysis.statement import Statement
from decision_model.model import DecisionModel
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, listed

MOST_SENTENCES = 3
"""Numbers whose change a statement describes."""


@dataclass(frozen=True)
class NumberFlip:
    """The nearest value at which what is best changes; None: nothing within the range changes it.

    `leaving` is what is best at the base and `taking_over` what is best beyond that value, each with what is level with
    it; `share` is the change as a share of the way to that end of the range; `told` says what taking over changes, in
    less and less detail.
    """

    number: NumberRange
    value: float | None = None
    leaving: tuple[str, ...] = ()
    taking_over: tuple[str, ...] = ()
    share: float | None = None
    told: tuple[str, ...] = ()

    @property
    def change(self) -> float | None:
        """How far the value is from the base."""
        return None if self.value is None else self.value - self.number.base

    @property
    def now(self) -> str | None:
        """What is best at the base."""
        return listed(self.leaving) or None

    @property
    def becomes(self) -> str | None:
        """What is best beyond the value."""
        return listed(self.taking_over) or None

    @property
    def path(self) -> str:
        """From where to where the number goes: 'from 0.3 to 0.55'."""
        assert self.value is not None
        base, value = self.number.texts(self.number.base, self.value)
        return f"from {base} to {value}"

    @property
    def at_base(self) -> bool:
        """Whether what is best changes at the present value itself."""
        return self.value is not None and len(set(self.number.texts(self.number.base, self.value))) == 1

    @property
    def sentence(self) -> str:
        """What the number changes, and where."""
        label = quoted(self.number.label)
        if self.value is None:
            return f"No value of {label} from {self.number.span} changes what is best"
        if self.at_base:
            first, *others = dict.fromkeys((*self.leaving, *self.taking_over))
            return f"As {label} stands, {self.number.text(self.value)}, {named(first, others)} are level"
        leaving, taking_over = (named(names[0], names[1:]) for names in (self.leaving, self.taking_over))
        way = "rises" if self.value > self.number.base else "falls"
        verb = "give" if len(self.leaving) > 1 else "gives"
        return f"Once {label} {way} {self.path}, {leaving} {verb} way to {taking_over}"


@dataclass(frozen=True, repr=False)
class NumberFlips(Result):
    """The answer of `flip_numbers`: the number that flips with the smallest share of its range first."""

    model: DecisionModel
    by: tuple[str, ...]
    flips: tuple[NumberFlip, ...]
    left_out: tuple[str, ...]

    @property
    def statement(self) -> Statement:
        able = [flip for flip in self.flips if flip.value is not None]
        usual = sum(flip.number.origin == "usual" for flip in self.flips)
        detail = "Each number goes over its range by itself, all else held; switching values are exact"
        note = "For numbers without a stated range a usual one was tried, given in the table" if usual else ""
        return Statement(self._headline(able), detail, (*(flip.sentence for flip in able[:MOST_SENTENCES]), note))

    def _headline(self, able: Sequence[NumberFlip]) -> str:
        count = len(self.flips)
        if not count:
            return "The model has no number that could vary"
        if not able:
            if nothing_open(self.model):
                return f"{GIVEN_PLAN} is kept to, whatever the numbers are"
            tried = counted(count, "number") if count > 1 else quoted(self.flips[0].number.label)
            return f"No single number within its range changes what is best; tried: {tried}"
        first = able[0]
        if count == 1:
            return first.sentence
        most = f"{len(able)} of {count} numbers can each change what is best"
        if first.at_base:
            return f"{most}; {quoted(first.number.label)} does with any change"
        return f"{most}; {quoted(first.number.label)} needs the smallest change, {first.path}"

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("number", "number", Kind.name),
            Column("base", "now", Kind.number),
            Column("low", "tried from", Kind.number),
            Column("high", "to", Kind.number),
            Column("flips_at", "best changes at", Kind.number),
            Column("change", "a change of", Kind.number, brief=False),
            Column("share_of_range", "of the way to the end", Kind.share),
            Column("becomes", "what is best then", Kind.name),
            Column("note", "note", brief=False),
        )

    def other_rows(self, count: int) -> str:
        turning = sum(flip.value is not None for flip in self.flips[-count:])
        changing = f"{turning} of which can change" if turning else "none of which changes"
        return f"{counted(count, 'more number')}, {changing} what is best"

    def rows(self) -> Iterable[Sequence[Any]]:
        for flip in self.flips:
            number = flip.number
            cells = number.cells(number.base, number.low, number.high, flip.value)
            change = None if flip.change is None else number.cell(flip.change)
            yield [number.axis, *cells, change, flip.share, flip.becomes, number.note or None]


@checked
def flip_numbers(model: DecisionModel, by: By = None, all_numbers: bool = True) -> NumberFlips:
    """The smallest change of each single number that would change the answer.

    How far each single number has to go, the others at their base, until something else is best.

    The question is which assumption an opponent would attack: the one that need move least. It is the reverse of a
    tornado, which asks how far the total moves.

    Definition. For a number with base b and range [l, h], the switching values are where the best plan (or with `by`
    the leading combination of options of these decisions) changes along [l, h]; see `one_way` for how they are found
    (Eisner & Severance 1976). The flip is the one nearest to b in its share of the way, |v - b| / |h - b| above the
    base and |b - v| / |b - l| below. Weights and chances take the others of their group along in proportion.

    Numbers vary over their stated ranges, those without over the usual ones (see `number_range`, and the note of each;
    with `all_numbers` False they are left alone). Values are in each number's own unit: weights as shares of their
    group and chances in 0..1, scores on their scale. Formulas follow their parameters and do not vary by
    themselves.

    Returns a NumberFlips, one NumberFlip a number, the smallest share of the way first; those that nothing within the
    range turns come last, with `value` None. `left_out` names the numbers that could not be moved. Raises ModelError
    where `by` names no decision.

    Example: `flip_numbers(model).flips[0].sentence` might read "Once ‘p rain’ rises from 0.3 to 0.55, ‘Outside’ gives
    way to ‘Inside’".

    Reading it: a share near 0 means that the answer hangs on that number; a share near 1 that only its extreme turns
    it. It does not say how likely the move is, nor what two numbers do together (see `two_way`, `acceptability` with
    numbers, and `simulate`), and shares depend on how wide the ranges were stated.
    """
    numbers, left_out = all_ranges(model) if all_numbers else (stated_ranges(model), ())
    candidates = candidate_plans(model, by)
    changes = changed(candidates.totals(along(numbers, POINTS)), len(numbers)) if numbers else []
    flips = [_flip(candidates, number, change) for number, change in zip(numbers, changes, strict=True)]
    flips.sort(key=lambda flip: (flip.share is None, flip.share or 0.0))
    return NumberFlips(model, tuple(by or ()), tuple(flips), left_out)


def _flip(candidates: CandidatePlans, number: NumberRange, change: bool) -> NumberFlip:
    intervals = optimal_intervals(candidates, number) if change else ()
    if len(intervals) < 2:
        return NumberFlip(number)
    home = next(index for index, interval in enumerate(intervals) if interval.low <= number.base <= interval.high)
    near = [_crossing(candidates, number, intervals[home], intervals[home - 1], number.low)] if home else []
    near += (
        [_crossing(candidates, number, intervals[home], intervals[home + 1], number.high)]
        if home + 1 < len(intervals)
        else []
    )
    return min(near, key=lambda flip: flip.share or 0.0)


def _crossing(
    candidates: CandidatePlans, number: NumberRange, home: OptimalInterval, beyond: OptimalInterval, end: float
) -> NumberFlip:
    value = home.low if beyond.high <= home.low else home.high
    leaving, taking_over = short_titles(candidates.model, home, beyond)
    leaving = called(leaving, home.solution, home.level)
    taking_over = called(taking_over, beyond.solution, beyond.level)
    way = abs(end - number.base)
    share = abs(value - number.base) / way if way else 0.0
    return NumberFlip(number, value, (leaving, *home.level), (taking_over, *beyond.level), share, changes(home, beyond))


QUESTION = Question(
    "Which single number would turn the choice",
    "For each number the smallest move, the others as stated, after which something else is best. The first in the "
    "list is the assumption that an opponent would attack.",
    decides,
    order=70,
    in_run=False,
    work=each_moved,
)
