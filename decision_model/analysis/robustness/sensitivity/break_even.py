"""Up to which value of one number something pays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, number_range, widened
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
    than nothing, their inner ends exact to floating point. `beyond` is the nearest value outside a range of the file at
    which it starts or stops paying, looked for where there is none inside.
    """

    number: NumberRange
    values: np.ndarray
    gains: np.ndarray
    pays: tuple[tuple[float, float], ...]
    beyond: float | None = None

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
            inside = f"for {'every' if self.pays else 'no'} value of {name} from {low} to {high}"
            if self.beyond is None:
                return inside
            return f"{inside}, and {'stops' if self.pays else 'begins'} beyond that range, at {self.text(self.beyond)}"
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

    The number is any of the model's, by its address; it moves over `between`, or the range the file states. Where
    nothing turns within a range of the file, as much again is looked at beyond each end. Raises ModelError for an
    unknown number and for a range in which the model makes no sense.
    """
    number = number_range(model, address, between)
    sign = direction(model)

    def curves(values: np.ndarray) -> np.ndarray:
        pair = [np.broadcast_to(np.asarray(totals(values)), values.shape) for totals in (worse, better)]
        return sign * np.stack(pair)

    values = np.linspace(number.low, number.high, POINTS)
    worse_totals, better_totals = curves(values)
    pays = _pays(curves, values)
    found = BreakEven(number, values, better_totals - worse_totals, pays)
    if found.at or number.origin != "stated":
        return found
    wider = widened(model, number)
    reach = np.linspace(wider.low, wider.high, 2 * POINTS)
    turns = [crossing.at for crossing in switches(curves, reach)]
    return replace(found, beyond=min(turns, key=lambda value: abs(value - number.base), default=None))


def _pays(curves: Callable[[np.ndarray], np.ndarray], values: np.ndarray) -> tuple[tuple[float, float], ...]:
    """The intervals over which the second curve lies above the first."""
    crossings = switches(curves, values)
    ends = [values[0], *(crossing.at for crossing in crossings), values[-1]]
    leads = [crossing.before == 1 for crossing in crossings]
    first, second = curves(values[:1])
    leads.append(crossings[-1].after == 1 if crossings else bool(second[0] > first[0]))
    return tuple(interval for interval, leading in zip(pairwise(ends), leads, strict=True) if leading)
