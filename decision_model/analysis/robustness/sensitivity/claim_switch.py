"""The single number whose smallest move turns the truth of a statement about a model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, stated_ranges, value_texts
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.model import DecisionModel, Draws
from decision_model.model.labels import number_labels
from decision_model.words.names import quoted

POINTS = 41
"""Values of a number at which a statement is looked at before a turning point is refined."""

ROUNDS, AT_ONCE = 10, 4
"""Where the margin does not change its sign the way between two such values is halved so often, in rounds of so many:
what the halvings of a round may come to ask is asked together."""

Margin = Callable[[DecisionModel], Draws]
Truth = Callable[[Draws], np.ndarray]


@dataclass(frozen=True)
class ClaimSwitch:
    """The single number whose smallest move over its range turns a verdict.

    `move` is the size of that move as a share of the number's range; `is_share` marks weights, whose values are 0 to 1.
    """

    label: str
    base: float
    at: float
    move: float
    is_share: bool = False

    @property
    def values(self) -> tuple[str, str]:
        """Its value where the verdict turns, and the present one, told apart."""
        at, base = value_texts(self.is_share, self.at, self.base)
        return at, base

    @property
    def cell(self) -> str:
        """The switch as a table says it: 'Chance of rain at 0.4 instead of 0.3'."""
        at, base = self.values
        return f"{self.label} at {at} instead of {base}"

    def __str__(self) -> str:
        at, base = self.values
        return f"{quoted(self.label)} at {at} instead of {base}"


@dataclass(frozen=True, eq=False)
class NumberSweeps:
    """Every ranged number of a model on its way from end to end, all in one model of many draws.

    `grid` (numbers, values) holds the values of each, its base among them; in `varied` draw (i, j) has number i at
    grid[i, j] and every other number where it was.
    """

    model: DecisionModel
    spans: tuple[NumberRange, ...]
    grid: np.ndarray
    varied: DecisionModel

    def nearest_switch(self, margin: Margin, truth: Truth) -> ClaimSwitch | None:
        """The turn of least move of a statement, by its margin and where that says it is true; None without any."""
        if not self.spans:
            return None
        base = bool(truth(margin(self.model)))
        margins = np.broadcast_to(margin(self.varied), self.grid.size).reshape(self.grid.shape)
        turned = (truth(margins) != base) & ~np.isnan(margins)
        best: ClaimSwitch | None = None
        for _, span, last_kept, beyond in sorted(self._brackets(turned), key=lambda bracket: bracket[0]):
            if best is not None and _move(span, last_kept) >= best.move:
                break
            at = _refined(self._along(span, margin), truth, last_kept, beyond)
            if best is None or _move(span, at) < best.move:
                label = number_labels(self.model)[span.address]
                best = ClaimSwitch(label, span.base, at, _move(span, at), span.is_share)
        return best

    def _along(self, span: NumberRange, margin: Margin) -> Callable[[Draws], Draws]:
        """The margin as a function of one number, the others where they are; a float of one, (n,) of several."""

        def of(value: Draws) -> Draws:
            found = margin(set_numbers(self.model, {span.address: value}, check="nothing"))
            return np.broadcast_to(found, value.shape) if isinstance(value, np.ndarray) else float(np.asarray(found))

        return of

    def _brackets(self, turned: np.ndarray) -> list[tuple[float, NumberRange, float, float]]:
        """For every number that turns it: the least move needed, the number, its last value kept, the first beyond."""
        brackets = []
        for span, values, turns in zip(self.spans, self.grid, turned, strict=True):
            if not turns.any():
                continue
            beyond = float(values[turns][np.argmin(np.abs(values[turns] - span.base))])
            low, high = sorted((beyond, span.base))
            between = values[(values >= low) & (values <= high) & ~turns]
            last_kept = float(between[np.argmin(np.abs(between - beyond))]) if between.size else span.base
            brackets.append((_move(span, last_kept), span, last_kept, beyond))
        return brackets


def number_sweeps(model: DecisionModel) -> NumberSweeps:
    """The model's ranged numbers on their ways, each alone; raises ModelError where a model breaks on the way."""
    spans = tuple(stated_ranges(model))
    grid = np.array([np.sort([*np.linspace(span.low, span.high, POINTS), span.base]) for span in spans])
    values = {span.address: np.full(grid.shape, np.nan) for span in spans}
    for row, span in enumerate(spans):
        values[span.address][row] = grid[row]
    varied = set_numbers(model, {address: column.ravel() for address, column in values.items()}) if spans else model
    return NumberSweeps(model, spans, grid, varied)


def _move(span: NumberRange, value: float) -> float:
    return abs(value - span.base) / (span.high - span.low)


def _refined(margin: Callable[[Draws], Draws], truth: Truth, last_kept: float, beyond: float) -> float:
    """Where between two values the truth turns: a root of the margin, or, where it only touches 0, by halving."""
    at_last = margin(last_kept)
    if at_last * margin(beyond) < 0:
        return float(brentq(margin, last_kept, beyond, xtol=1e-12))
    held = bool(truth(at_last))
    for _ in range(ROUNDS):
        ways = np.array([last_kept, beyond])
        for _ in range(AT_ONCE):
            ways = np.insert(ways, range(1, len(ways)), (ways[:-1] + ways[1:]) / 2)
        margins = np.asarray(margin(ways[1:-1]))
        keeps = truth(margins) == held
        low, high = 0, len(ways) - 1
        while high - low > 1:
            middle = (low + high) // 2
            if np.isnan(margins[middle - 1]):
                margin(float(ways[middle]))  # raises, and says why there is none
            low, high = (middle, high) if keeps[middle - 1] else (low, middle)
        last_kept, beyond = float(ways[low]), float(ways[high])
    return beyond
