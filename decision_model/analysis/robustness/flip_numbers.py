"""For each single number the smallest change that makes something else best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from decision_model.analysis.question import By, Question, decides
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.sensitivity.candidate_plans import CandidatePlans, candidate_plans
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, all_ranges, stated_ranges
from decision_model.analysis.robustness.sensitivity.optimal_intervals import (
    OptimalInterval,
    optimal_intervals,
    short_titles,
)
from decision_model.analysis.robustness.tornado import POINTS, along, changed
from decision_model.model import DecisionModel


@dataclass(frozen=True)
class NumberFlip:
    """The nearest value at which what is best changes; None: nothing within the range changes it.

    `now` is what is best at the base, `becomes` what takes over there; `share` is the change as a share of the way to
    that end of the range.
    """

    number: NumberRange
    value: float | None = None
    now: str | None = None
    becomes: str | None = None
    share: float | None = None

    @property
    def change(self) -> float | None:
        return None if self.value is None else self.value - self.number.base

    @property
    def sentence(self) -> str:
        number = self.number
        if self.value is None:
            return f"Nothing from {number.text(number.low)} to {number.text(number.high)} changes it: {number.label}."
        way = "rises" if self.value >= number.base else "falls"
        moved = f"{number.label} {way} from {number.text(number.base)} to {number.text(self.value)}"
        return f"Once {moved}, '{self.now}' gives way to '{self.becomes}'."


@dataclass(frozen=True, repr=False)
class NumberFlips(Result):
    """The answer of `flip_numbers`: the number that flips with the smallest share of its range first."""

    model: DecisionModel
    by: tuple[str, ...]
    flips: tuple[NumberFlip, ...]
    left_out: tuple[str, ...]

    @property
    def heading(self) -> str:
        able = [flip for flip in self.flips if flip.value is not None]
        if not able:
            return f"No single number within its range changes what is best ({len(self.flips)} tried)"
        return f"{len(able)} of {len(self.flips)} numbers alone can change what is best. {able[0].sentence}"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("number", "base", "low", "high", "flips_at", "change", "share_of_range", "becomes", "note")

    def rows(self) -> Iterable[Sequence[Any]]:
        for flip in self.flips:
            number = flip.number
            found = [flip.value, flip.change, flip.share, flip.becomes]
            yield [number.axis, number.base, number.low, number.high, *found, number.note or None]


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
    group in percent, chances in 0..1, scores on their scale. Formulas follow their parameters and do not vary by
    themselves.

    Returns a NumberFlips, one NumberFlip a number, the smallest share of the way first; those that nothing within the
    range turns come last, with `value` None. `left_out` names the numbers that could not be moved. Raises ModelError
    where `by` names no decision.

    Example: `flip_numbers(model).flips[0].sentence` might read "Once p rain rises from 0.3 to 0.55, 'Outside' gives way
    to 'Inside'."

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
    found = optimal_intervals(candidates, number) if change else ()
    if len(found) < 2:
        return NumberFlip(number)
    home = next(index for index, each in enumerate(found) if each.low <= number.base <= each.high)
    near = [_crossing(candidates, number, found[home], found[home - 1], number.low)] if home else []
    near += [_crossing(candidates, number, found[home], found[home + 1], number.high)] if home + 1 < len(found) else []
    return min(near, key=lambda flip: flip.share or 0.0)


def _crossing(
    candidates: CandidatePlans, number: NumberRange, home: OptimalInterval, beyond: OptimalInterval, end: float
) -> NumberFlip:
    value = home.low if beyond.high <= home.low else home.high
    now, becomes = short_titles(candidates.model, home, beyond)
    way = abs(end - number.base)
    return NumberFlip(number, value, now, becomes, abs(value - number.base) / way if way else 0.0)


QUESTION = Question(
    "Which single number would turn the choice",
    "For each number the smallest move, the others as stated, after which something else is best. The first in the "
    "list is the assumption that an opponent would attack.",
    decides,
    order=70,
    in_run=False,
)
