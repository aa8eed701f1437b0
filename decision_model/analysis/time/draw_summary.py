"""Means, spreads and quantiles of many draws, put together from chunks in their order; and counts of first places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum, sqrt

import numpy as np

from decision_model.analysis.result import settled
from decision_model.solver.rollback import TIE

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)

BIN_COUNT = 16_384
"""Bins across the span of the first chunk, in which further draws are counted."""


@dataclass(frozen=True)
class Summary:
    """Mean, standard deviation and quantiles (see QUANTILES) of a total over all draws."""

    mean: float
    deviation: float
    quantiles: tuple[float, ...]

    @property
    def cells(self) -> tuple[float, ...]:
        """As a row of the table shows them."""
        deviation = settled(self.deviation, self.mean, *self.quantiles)
        return (self.mean, deviation, *self.quantiles)


@dataclass(frozen=True, eq=False)
class Part:
    """What a chunk's draws add up to: how many, their mean, squared distances from it, ends, and counts by bin."""

    draws: int
    mean: float
    squares: float
    low: float
    high: float
    counts: np.ndarray


@dataclass(frozen=True)
class Bins:
    """Even bins over the span of a first chunk; the outermost also count what lies beyond."""

    low: float
    width: float

    def part(self, totals: np.ndarray) -> Part:
        """The draws (n,) of a chunk, counted."""
        places = np.clip((totals - self.low) / self.width, 0, BIN_COUNT - 1).astype(np.int64)
        mean = float(totals.mean())
        squares = float(np.square(totals - mean).sum())
        counts = np.bincount(places, minlength=BIN_COUNT)
        return Part(len(totals), mean, squares, float(totals.min()), float(totals.max()), counts)


@dataclass(frozen=True, eq=False)
class Tally:
    """A total over the chunks so far: the draws of the first, and what each chunk adds up to."""

    first: np.ndarray
    grid: Bins
    draws: tuple[int, ...]
    means: tuple[float, ...]
    squares: tuple[float, ...]
    ends: tuple[float, float]
    counts: np.ndarray

    @classmethod
    def begun(cls, totals: np.ndarray) -> Tally:
        """The first chunk, which says what bins there are."""
        low = float(totals.min())
        width = float(totals.max() - low) / BIN_COUNT
        grid = Bins(low, width or 1.0)
        part = grid.part(totals)
        return cls(totals, grid, (part.draws,), (part.mean,), (part.squares,), (part.low, part.high), part.counts)

    def with_part(self, part: Part) -> Tally:
        """One chunk more."""
        return replace(
            self,
            draws=(*self.draws, part.draws),
            means=(*self.means, part.mean),
            squares=(*self.squares, part.squares),
            ends=(min(self.ends[0], part.low), max(self.ends[1], part.high)),
            counts=self.counts + part.counts,
        )

    def summary(self) -> Summary:
        """Exact for one chunk; beyond it quantiles are exact to a bin."""
        if len(self.draws) == 1:
            quantiles = np.quantile(self.first, QUANTILES)
            return Summary(float(self.first.mean()), float(self.first.std()), tuple(quantiles.tolist()))
        total = sum(self.draws)
        parts = list(zip(self.draws, self.means, strict=True))
        mean = fsum(draws * own / total for draws, own in parts)
        between = fsum(draws * (own - mean) ** 2 for draws, own in parts)
        return Summary(mean, sqrt((fsum(self.squares) + between) / total), self._quantiles(total))

    def _quantiles(self, total: int) -> tuple[float, ...]:
        """Where the counts reach each share, straight within a bin."""
        edges = self.grid.low + self.grid.width * np.arange(BIN_COUNT + 1.0)
        edges[0], edges[-1] = self.ends
        reached = np.concatenate([[0], np.cumsum(self.counts)])
        wanted = np.array(QUANTILES) * total
        place = np.searchsorted(reached, wanted, side="left")
        below, above = reached[place - 1], reached[place]
        part = (wanted - below) / (above - below)
        quantiles = edges[place - 1] + part * (edges[place] - edges[place - 1])
        return tuple(np.clip(quantiles, *self.ends).tolist())


def first_places(totals: np.ndarray) -> np.ndarray:
    """(n, n) counts: in how many draws each row of totals (n, draws), more is better, is first among so many level."""
    best = totals.max(axis=0)
    leading = totals >= best - TIE * np.maximum(1.0, np.abs(best))
    together = leading.sum(axis=0) - 1
    return np.stack([np.bincount(together[row], minlength=len(totals)) for row in leading])
