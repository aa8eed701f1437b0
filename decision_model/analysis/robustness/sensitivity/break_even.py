"""Up to which value of one number something pays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, number_range
from decision_model.analysis.robustness.sensitivity.switches import switches
from decision_model.model import DecisionModel, Draws
from decision_model.words.numbers import amount

POINTS = 201

Totals = Callable[[np.ndarray], Draws]
"""Values of a number (n,) to the totals of a variation, (n,) or one for all."""


@dataclass(frozen=True, eq=False)
class BreakEven:
    """What something is worth as a number moves over its range, and where it stops paying.

    `values` (n,) and `gains` (n,) are for drawing; `pays` lists the stretches (low, high) over which it is worth more
    than nothing, their inner ends exact to floating point.
    """

    number: NumberRange
    values: np.ndarray
    gains: np.ndarray
    pays: tuple[tuple[float, float], ...]

    @property
    def at(self) -> tuple[float, ...]:
        """The values at which it starts or stops paying."""
        inner = (end for stretch in self.pays for end in stretch if end not in (self.number.low, self.number.high))
        return tuple(dict.fromkeys(inner))

    @property
    def sentence(self) -> str:
        """Where it pays, as the end of a sentence that begins with 'it pays'."""
        low, high, name = self.number.low, self.number.high, self.number.label
        if not self.pays:
            return f"for no value of '{name}' from {amount(low)} to {amount(high)}"
        if self.pays == ((low, high),):
            return f"for every value of '{name}' from {amount(low)} to {amount(high)}"
        return f"while '{name}' is " + " or ".join(_stretch(start, end, low, high) for start, end in self.pays)


def _stretch(start: float, end: float, low: float, high: float) -> str:
    if start == low:
        return f"below {amount(end)}"
    if end == high:
        return f"above {amount(start)}"
    return f"between {amount(start)} and {amount(end)}"


def break_even(
    model: DecisionModel, address: str, better: Totals, worse: Totals, between: tuple[float, float] | None = None
) -> BreakEven:
    """Where along a number the variation `better` yields more than `worse`.

    The number is any of the model's, by its address; it moves over `between`, or the range the file states. Raises
    ModelError for an unknown number and for a range in which the model makes no sense.
    """
    number = number_range(model, address, between)
    sign = direction(model)

    def curves(values: np.ndarray) -> np.ndarray:
        pair = [np.broadcast_to(np.asarray(totals(values)), values.shape) for totals in (worse, better)]
        return sign * np.stack(pair)

    points = np.linspace(number.low, number.high, POINTS)
    worth = curves(points)
    found = switches(curves, points)
    ends = [number.low, *(each.at for each in found), number.high]
    ahead = [each.before == 1 for each in found]
    ahead.append(found[-1].after == 1 if found else bool(worth[1, 0] > worth[0, 0]))
    pays = tuple((ends[i], ends[i + 1]) for i, pays in enumerate(ahead) if pays)
    return BreakEven(number, points, worth[1] - worth[0], pays)
