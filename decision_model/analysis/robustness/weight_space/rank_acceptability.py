"""How often each option is first, second and so on: counted over draws, or measured by volume."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import comb, prod
from typing import Any

import numpy as np

from decision_model.analysis.robustness.weight_space.envelope import SURE
from decision_model.analysis.robustness.weight_space.plans import distinct
from decision_model.analysis.robustness.weight_space.polytope import GeometryError
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet
from decision_model.solver.rollback import TIE

GROWTH = (1, 1, 1, 1, 1, 3, 8, 40)
"""What measuring one region costs in each dimension, in units of about a millisecond."""

BUDGET = 1_600
"""Units of cost above which draws are counted instead."""

TOGETHER = 8
"""Parts of the draws whose ranks are counted together."""


@dataclass(frozen=True, eq=False)
class Places:
    """`ranks` (n, n): share in which each option (row) takes each rank; options that tie share the ranks they span.

    `beats` (n, n): share in which the row's option is better than the column's, ties counted half; nan on the diagonal.
    `typical` (n, k): mean of the weights where it is first; nan where it never is. Each is None where not worked out.
    `level`: share in which several options come first, level.
    """

    first: np.ndarray
    ranks: np.ndarray | None
    beats: np.ndarray | None
    typical: np.ndarray | None
    level: float = 0.0


def counted(parts: Iterable[tuple[np.ndarray, np.ndarray | None]], ties: bool = True) -> Places:
    """Places from totals (n, draws), more is better, with the weights (k, draws) they belong to, part by part.

    Options whose totals are closer than rounding are level, and share the places that they span. With `ties` False no
    two are level but by chance, in a share of the draws that does not matter; the first in order then leads. That is
    faster.
    """
    return counts(parts, ties).places()


def counts(parts: Iterable[tuple[np.ndarray, np.ndarray | None]], ties: bool = True) -> Count:
    """What `counted` adds up, still open to the counts of further draws."""
    count = Count(ties)
    for totals, weights in parts:
        count.add(totals, weights)
    count.close()
    return count


class Count:
    """Ranks, pairwise wins and sums of weights at first places, added up over parts of the draws."""

    def __init__(self, ties: bool):
        self.ties = ties
        self.draws = 0
        self.shared = 0
        self.ranks: Any = 0.0
        self.wins: Any = 0.0
        self.moments: np.ndarray | None = None
        self.waiting: list[tuple[np.ndarray, np.ndarray | None]] = []

    def add(self, totals: np.ndarray, weights: np.ndarray | None) -> None:
        """Compare totals (n, draws); a part should be small enough to stay in the processor's cache."""
        above, level, wins = _with_ties(totals) if self.ties else _strictly(totals)
        self.wins = self.wins + wins
        self.draws += totals.shape[1]
        self.waiting.append((above, level))
        if level is not None:
            self.shared += int(np.count_nonzero(((above == 0) & (level > 0)).any(axis=0)))
        if len(self.waiting) == TOGETHER:
            self._rank()
        if weights is not None:
            first = (above == 0).astype(float)
            moments = (first if level is None else first / (1 + level)) @ weights.T
            self.moments = moments if self.moments is None else self.moments + moments

    def _rank(self) -> None:
        """How often each option takes each rank in the parts that wait: looked through together, being bytes."""
        above = np.concatenate([part for part, _ in self.waiting], axis=1)
        tied = [part for _, part in self.waiting if part is not None]
        level = np.concatenate(tied, axis=1) if tied else [None] * len(above)
        self.ranks = self.ranks + np.array([_spread(*part, len(above)) for part in zip(above, level, strict=True)])
        self.waiting = []

    def close(self) -> None:
        """Count what waits."""
        if self.waiting:
            self._rank()

    def __add__(self, other: Count) -> Count:
        """Over the draws of both, which are closed."""
        both = Count(self.ties)
        both.draws, both.shared = self.draws + other.draws, self.shared + other.shared
        both.ranks, both.wins = self.ranks + other.ranks, self.wins + other.wins
        if self.moments is not None and other.moments is not None:
            both.moments = self.moments + other.moments
        return both

    def places(self) -> Places:
        """The shares of what was counted."""
        first, beats, typical = self.ranks[:, :1], self.wins / self.draws, None
        np.fill_diagonal(beats, np.nan)
        if self.moments is not None:
            typical = self.moments / np.where(first > 0, first, np.nan)
        return Places(first[:, 0] / self.draws, self.ranks / self.draws, beats, typical, self.shared / self.draws)


def _strictly(totals: np.ndarray) -> tuple[np.ndarray, None, np.ndarray]:
    """How many options are above each (n, draws), and how often each beats each other (n, n), without ties."""
    count, draws = totals.shape
    above = np.empty(totals.shape, dtype=_small(count))
    above[:] = np.arange(count, dtype=above.dtype)[::-1, None]
    beats, wins = np.zeros((count, count)), np.empty((count - 1, draws), dtype=bool)
    near = _near(totals)
    for first in range(count - 1):
        others = slice(first + 1, None)
        won = np.greater(totals[first] + near, totals[others], out=wins[first:])
        ones = won.view(np.int8)
        above[others] += ones
        above[first] -= np.add.reduce(ones, axis=0, dtype=above.dtype)
        beats[first, others] = [np.count_nonzero(row) for row in won]
        beats[others, first] = draws - beats[first, others]
    return above, None, beats


def _with_ties(totals: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How many options are above each and how many level with it (n, draws), and how often each beats each (n, n)."""
    count, draws = totals.shape
    above, level = np.zeros((2, count, draws), dtype=_small(count))
    beats = np.zeros((count, count))
    near = _near(totals)
    for first, second in combinations(range(count), 2):
        difference = totals[first] - totals[second]
        wins, losses = difference > near, difference < -near
        tied = ~(wins | losses)
        above[second] += wins
        above[first] += losses
        level[first] += tied
        level[second] += tied
        beats[first, second] = np.count_nonzero(wins) + np.count_nonzero(tied) / 2
        beats[second, first] = draws - beats[first, second]
    return above, level, beats


def _near(totals: np.ndarray) -> float:
    """Totals closer than this are level."""
    return TIE * max(1.0, float(totals.max(initial=0.0)), -float(totals.min(initial=0.0)))


def _small(count: int) -> type[np.signedinteger[Any]]:
    return np.int8 if count < 128 else np.int16


def _spread(above: np.ndarray, level: np.ndarray | None, count: int) -> np.ndarray:
    """(ranks,): how often one option takes each rank, its ties spread evenly over the ranks they span."""
    if level is None or not level.any():
        counts = [np.count_nonzero(above == place) for place in range(count - 1)]
        return np.array([*counts, len(above) - sum(counts)], dtype=float)
    cases = np.bincount(above.astype(np.int32) * count + level, minlength=count * count).reshape(count, count)
    ranks = np.zeros(count)
    for better, tied in np.argwhere(cases):
        ranks[better : better + tied + 1] += cases[better, tied] / (tied + 1)
    return ranks


def measured(pieces: Sequence[np.ndarray], weights: WeightSet) -> Places | None:
    """Places by volume, for options whose total is the highest of vectors @ w, each (pieces, k); None if too costly.

    The options whose totals are the r highest have the highest sum of any r options, so the share in which an option
    is among the first r is the volume of regions of an envelope over such sums. Raises GeometryError.
    """
    cost = GROWTH[weights.dimension] if weights.measurable else BUDGET + 1
    if sum(len(piece) for piece in pieces) * cost > BUDGET:
        return None
    first, typical, level = _highest(pieces, weights)
    pairs, sums = comb(len(pieces), 2) * cost, _sums(pieces) * cost
    beats = _tried(lambda: _pairwise(pieces, weights)) if pairs <= BUDGET else None
    ranks = _tried(lambda: _ranks(pieces, weights, first)) if sums <= BUDGET else None
    return Places(first, ranks, beats, typical, level)


def _tried(measure: Callable[[], np.ndarray]) -> np.ndarray | None:
    try:
        return measure()
    except GeometryError:
        return None


def _highest(pieces: Sequence[np.ndarray], weights: WeightSet) -> tuple[np.ndarray, np.ndarray, float]:
    """Share in which each option is first, (n,), its typical weights, (n, k), and in which several are first."""
    belongs = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
    shares, centres = _shares(np.vstack(pieces), belongs, len(pieces), weights)
    first = shares.sum(axis=1)
    moments = np.einsum("no,ok->nk", shares, np.where(np.isnan(centres), 0.0, centres))
    level = float(shares[:, (shares > 0).sum(axis=0) > 1].sum().round(SURE))
    return first, moments / np.where(first > 0, first, np.nan)[:, None], level


def _shares(vectors: np.ndarray, belongs: np.ndarray, owners: int, weights: WeightSet) -> tuple[np.ndarray, np.ndarray]:
    """Share of each distinct vector's region that goes to each owner, (owners, n), and the regions' centres, (n, k).

    A region that several owners hold is divided among them evenly.
    """
    alike, inverse = distinct(vectors, weights)
    held = np.zeros((owners, len(alike)))
    held[belongs, inverse] = 1.0
    volumes, centres = weights.envelope(alike / 100).shares
    return held / held.sum(axis=0) * volumes, weights.shares(centres)


def _pairwise(pieces: Sequence[np.ndarray], weights: WeightSet) -> np.ndarray:
    beats = np.full((len(pieces), len(pieces)), np.nan)
    for first, second in combinations(range(len(pieces)), 2):
        share = _highest([pieces[first], pieces[second]], weights)[0]
        beats[first, second], beats[second, first] = share
    return beats


def _sums(pieces: Sequence[np.ndarray]) -> int:
    """How many sums of vectors of several options there are, one each."""
    return prod(1 + len(piece) for piece in pieces) - 2


def _ranks(pieces: Sequence[np.ndarray], weights: WeightSet, first: np.ndarray) -> np.ndarray:
    count = len(pieces)
    within = np.ones((count, count + 1))
    within[:, 0], within[:, 1] = 0.0, first
    for size in range(2, count):
        within[:, size] = _among(size, pieces, weights)
    return np.maximum(np.diff(within, axis=1).round(SURE), 0.0)


def _among(size: int, pieces: Sequence[np.ndarray], weights: WeightSet) -> np.ndarray:
    """(n,): share in which each option is among the first `size`."""
    groups = list(combinations(range(len(pieces)), size))
    sums = [np.array([sum(chosen) for chosen in product(*(pieces[o] for o in group))]) for group in groups]
    belongs = np.repeat(np.arange(len(groups)), [len(group_sums) for group_sums in sums])
    shares = _shares(np.vstack(sums) / size, belongs, len(groups), weights)[0].sum(axis=1)
    members = np.zeros((len(groups), len(pieces)))
    for number, group in enumerate(groups):
        members[number, list(group)] = 1.0
    return shares @ members
