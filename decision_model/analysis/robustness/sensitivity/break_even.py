"""Up to which value of one number something pays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, number_range
from decision_model.analysis.robustness.sensitivity.switches import switches
from decision_model.model import DecisionModel, Draws
from decision_model.words.names import quoted

POINTS = 201

Totals = Callable[[np.ndarray], Draws]
"""Values of a number (n,) to the totals of a variation, (n,) or one for all."""


@dataclass(frozen=True, eq=False)
class BreakEven:
    """What something is worth as a number moves over its range, and where it stops paying.

    `values` (n,) and `gains` (n,) are for drawing; `pays` lists the intervals (low, high) over which it is worth more
    than nothing, their inner ends exact to floating point.
    """

    number: NumberRange
    values: np.ndarray
    gains: np.ndarray
    pays: tuple[tuple[float, float], ...]

    @property
    def at(self) -> tuple[float, ...]:
        """The values at which it starts or stops paying."""
        inner = (end for interval in self.pays for end in interval if self.number.low < end < self.number.high)
        return tuple(dict.fromkeys(inner))

    @property
    def sentence(self) -> str:
        """Where it pays, as the end of a sentence that begins with 'it pays'."""
        name, low, high = quoted(self.number.label), self.text(self.number.low), self.text(self.number.high)
        if not self.at:
            return f"for {'every' if self.pays else 'no'} value of {name} from {low} to {high}"
        return f"while {name} is {' or '.join(self._interval(*interval) for interval in self.pays)}"

    def text(self, value: float) -> str:
        """A value of the number, told apart from the present one and from where it stops paying."""
        return self.number.texts(value, self.number.base, *self.at)[0]

    def _interval(self, start: float, end: float) -> str:
        if start <= self.number.low:
            return f"below {self.text(end)}"
        if end >= self.number.high:
            return f"above {self.text(start)}"
        return f"between {self.text(start)} and {self.text(end)}"


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

    values = np.linspace(number.low, number.high, POINTS)
    worse_totals, better_totals = curves(values)
    crossings = switches(curves, values)
    ends = [number.low, *(crossing.at for crossing in crossings), number.high]
    better_leads = [crossing.before == 1 for crossing in crossings]
    better_leads.append(crossings[-1].after == 1 if crossings else bool(better_totals[0] > worse_totals[0]))
    intervals = zip(pairwise(ends), better_leads, strict=True)
    pays = tuple(interval for interval, leads in intervals if leads)
    return BreakEven(number, values, better_totals - worse_totals, pays)
