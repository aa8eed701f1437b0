"""Scales of a chart: where a value stands between two ends, and round numbers to mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, isfinite, log10

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
EPS = 1e-9


@dataclass(frozen=True)
class AxisScale:
    """From `low` to `high`, even or logarithmic."""

    low: float
    high: float
    log: bool = False

    def part(self, value: float) -> float:
        """Where a value stands: 0 at the low end, 1 at the high one."""
        if self.log:
            return log10(value / self.low) / log10(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def ticks(self, most: int) -> list[float]:
        """At most so many round values between the ends."""
        return _powers(self.low, self.high, most) if self.log else _even(self.low, self.high, most)

    def widened(self, to: Sequence[float] = ()) -> AxisScale:
        """Room for more values, and a little air on both sides of an even scale."""
        low, high = min([self.low, *to]), max([self.high, *to])
        air = 0.0 if self.log else 0.03 * (high - low)
        return AxisScale(low - air, high + air, self.log)


def scale(values: Sequence[float], log: bool = False) -> AxisScale:
    """The scale that holds some values; wider than a point."""
    finite = [value for value in values if isfinite(value)]
    low, high = min(finite, default=0.0), max(finite, default=1.0)
    if high - low <= EPS * max(abs(low), abs(high)):
        reach = 0.5 * abs(low) if low else 0.5
        return AxisScale(low / 2, high * 2, True) if log else AxisScale(low - reach, high + reach)
    return AxisScale(low, high, log)


def _even(low: float, high: float, most: int) -> list[float]:
    """Multiples of the smallest round step that needs no more than so many."""
    size = floor(log10((high - low) / max(1, most)))
    for power in (size, size + 1):
        for step in (base * 10.0**power for base in STEPS):
            first, last = ceil(low / step - EPS), floor(high / step + EPS)
            if last - first + 1 <= most:
                return [round(number * step, 12 - power) for number in range(first, last + 1)]
    return []


def _powers(low: float, high: float, most: int) -> list[float]:
    """Powers of ten, with their doubles and halves where there is room."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    for bases in ((1, 2, 5), (1, 3), (1,)):
        powers_in_reach = [float(f"{base}e{power}") for power in powers for base in bases]
        inside = [value for value in powers_in_reach if low * (1 - EPS) <= value <= high * (1 + EPS)]
        if len(inside) <= most:
            return inside
    every = ceil(len(inside) / max(1, most))
    return inside[::every]


def marked(
    axis: AxisScale, room: float, gap: float, text: Callable[[float], str], width: Callable[[str], float]
) -> list[float]:
    """As many ticks as fit beside each other in a room, their texts at least `gap` apart."""
    for most in range(9, 0, -1):
        ticks = axis.ticks(most)
        ends = [(room * axis.part(tick), width(text(tick)) / 2) for tick in ticks]
        if ticks and all(b - b_half - a - a_half >= gap for (a, a_half), (b, b_half) in pairwise(ends)):
            return ticks
    return []
