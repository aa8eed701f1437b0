"""A risk tolerance told as a coin toss: what one would rather have for sure than heads one total, tails another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, expm1, floor, isinf, log1p, log10

ROUND = (5.0, 2.0, 1.0)
LEAST_STEPS = 6
"""Round numbers between the worst and the best total at least, of which heads and tails are two."""
FINER = 5
"""Parts of such a step that are round enough for the sum that is as good as the toss."""
NEAR = 20
"""Distances from a round sum, in so many parts of it, that count as the same."""

MOST_FINER = 8
"""Decimals that a sum may get so that it can be told apart."""


@dataclass(frozen=True)
class CoinToss:
    """Heads or tails with an even chance, as totals of a model; tails is the worse."""

    heads: float
    tails: float

    @property
    def mean(self) -> float:
        return (self.heads + self.tails) / 2

    def sure(self, tolerance: float) -> float:
        """The sum for sure that is as good as the toss at a risk tolerance, by exponential utility (Pratt 1964).

        -R ln of the mean of exp(-t/R), with t counted from nothing in the direction of the choice: nearer to tails the
        more cautious one is, the mean where R is infinite, nearer to heads for one who seeks risk (R below 0).
        """
        if isinf(tolerance):
            return self.mean
        size, gap = abs(tolerance), abs(self.heads - self.tails)
        gain = -size * log1p(expm1(-gap / size) / 2)
        start, towards = (self.tails, self.heads) if tolerance > 0 else (self.heads, self.tails)
        return start + (gain if towards > start else -gain)

    def rounded(self, *sums: float) -> tuple[float, ...]:
        """Sums to a hundredth of what is at stake or so, finer where they would read like one another or the toss."""
        first = 2 - floor(log10(abs(self.heads - self.tails)))
        fixed = {self.heads, self.tails, self.mean}
        for decimals in range(first, first + MOST_FINER):
            found = tuple(round(each, decimals) for each in sums)
            if len(fixed.union(found)) == len(fixed.union(sums)):
                return found
        return sums


def coin_toss(low: float, high: float, sign: float, tolerances: Sequence[float]) -> CoinToss:
    """Round heads and tails from `low` to `high` for which the sums that are as good at some tolerances are round too.

    `sign` is 1 where more is better, -1 where less is. Of several the one with the most at stake.
    """
    step = _step(high - low)
    marks = [step * number for number in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]
    tosses = [CoinToss(*pair[::-1]) if sign > 0 else CoinToss(*pair) for pair in combinations(marks, 2)]

    def merit(toss: CoinToss) -> tuple[int, int, float]:
        sums = [toss.sure(tolerance) for tolerance in tolerances]
        unit = step / FINER
        told = [min(abs(each - toss.mean), abs(each - toss.tails)) > unit / 2 for each in sums]
        away = sum(abs(each / unit - round(each / unit)) for each in sums)
        return told.count(False), floor(NEAR * away + 1e-6), -abs(toss.heads - toss.tails)

    return min(tosses, key=merit)


def _step(span: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that goes into a span often enough."""
    most = span / LEAST_STEPS
    power = 10.0 ** floor(log10(most))
    return next(first * power for first in ROUND if first * power <= most * (1 + 1e-9))
