"""How often each option is first, second and so on: counted over draws, or measured by volume."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import comb, prod

import numpy as np

from decision_model.analysis.engine.rollback import TIE
from decision_model.analysis.weighing.plans import distinct
from decision_model.analysis.weighing.polytope import GeometryError
from decision_model.analysis.weighing.weight_set import WeightSet

GROWTH = (1, 1, 1, 1, 1, 3, 8, 40)
"""What measuring one region costs in each dimension, in units of about a millisecond."""

BUDGET = 1_600
"""Units of cost above which draws are counted instead."""


@dataclass(frozen=True, eq=False)
class Places:
    """`ranks` (n, n): share in which each option (row) takes each rank; options that tie share the ranks they span.

    `beats` (n, n): share in which the row's option is better than the column's, ties counted half; nan on the diagonal.
    `typical` (n, k): mean of the weights where it is first; nan where it never is. Each is None where not worked out.
    """

    first: np.ndarray
    ranks: np.ndarray | None
    beats: np.ndarray | None
    typical: np.ndarray | None


def counted(parts: Iterable[tuple[np.ndarray, np.ndarray | None]], ties: bool = True) -> Places:
    """Places from totals (n, draws), more is better, with the weights (k, draws) they belong to, part by part.

    With `ties` False no two options are taken to be level, which is faster.
    """
    found = [(_Count(totals, weights, ties), totals.shape[1]) for totals, weights in parts]
    draws = sum(size for _, size in found)
    ranks = np.sum([count.ranks for count, _ in found], axis=0)
    beats = np.sum([count.beats for count, _ in found], axis=0) / draws
    np.fill_diagonal(beats, np.nan)
    moments = [count.moments for count, _ in found if count.moments is not None]
    typical = np.sum(moments, axis=0) / np.where(ranks[:, :1] > 0, ranks[:, :1], np.nan) if moments else None
    return Places(ranks[:, 0] / draws, ranks / draws, beats, typical)


class _Count:
    """Ranks, pairwise wins and sums of weights at first places in one part of the draws."""

    def __init__(self, totals: np.ndarray, weights: np.ndarray | None, ties: bool):
        self.totals = totals
        self.count, self.draws = totals.shape
        self.small = np.int8 if self.count < 128 else np.int16
        self.above, self.level = np.zeros((2, self.count, self.draws), dtype=self.small)
        self.beats = np.zeros((self.count, self.count))
        compare = self._with_ties if ties else self._strictly
        compare()
        self.ranks = np.array([_spread(*each, self.count) for each in zip(self.above, self.level, strict=True)])
        first = (self.above == 0).astype(float)
        self.moments = None if weights is None else (first / (1 + self.level) if ties else first) @ weights.T
        del self.totals, self.above, self.level

    def _strictly(self) -> None:
        wins = np.empty(self.draws, dtype=bool)
        ones = wins.view(np.int8)
        for one, other in combinations(range(self.count), 2):
            np.greater(self.totals[one], self.totals[other], out=wins)
            self.above[other] += ones
            self.above[one] -= ones
            self.beats[one, other] = np.count_nonzero(wins)
            self.beats[other, one] = self.draws - self.beats[one, other]
        self.above += np.arange(self.count, dtype=self.small)[::-1, None]

    def _with_ties(self) -> None:
        near = TIE * max(1.0, float(np.abs(self.totals).max(initial=0.0)))
        for one, other in combinations(range(self.count), 2):
            difference = self.totals[one] - self.totals[other]
            wins, losses = difference > near, difference < -near
            tied = ~(wins | losses)
            self.above[other] += wins
            self.above[one] += losses
            self.level[one] += tied
            self.level[other] += tied
            self.beats[one, other] = np.count_nonzero(wins) + np.count_nonzero(tied) / 2
            self.beats[other, one] = self.draws - self.beats[one, other]


def _spread(above: np.ndarray, level: np.ndarray, count: int) -> np.ndarray:
    """(ranks,): how often one option takes each rank, its ties spread evenly over the ranks they span."""
    if not level.any():
        return np.array([np.count_nonzero(above == place) for place in range(count)], dtype=float)
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
    cost = GROWTH[weights.dimension] if weights.small else BUDGET + 1
    if sum(len(each) for each in pieces) * cost > BUDGET:
        return None
    first, typical = _highest(pieces, weights)
    pairs, sums = comb(len(pieces), 2) * cost, _sums(pieces) * cost
    beats = _tried(lambda: _pairwise(pieces, weights)) if pairs <= BUDGET else None
    ranks = _tried(lambda: _ranks(pieces, weights, first)) if sums <= BUDGET else None
    return Places(first, ranks, beats, typical)


def _tried(measure: Callable[[], np.ndarray]) -> np.ndarray | None:
    try:
        return measure()
    except GeometryError:
        return None


def _highest(pieces: Sequence[np.ndarray], weights: WeightSet) -> tuple[np.ndarray, np.ndarray]:
    """Share in which each option is first, (n,), and its typical weights, (n, k)."""
    belongs = np.repeat(np.arange(len(pieces)), [len(each) for each in pieces])
    shares, centres = _shares(np.vstack(pieces), belongs, len(pieces), weights)
    first = shares.sum(axis=1)
    moments = np.einsum("no,ok->nk", shares, np.where(np.isnan(centres), 0.0, centres))
    return first, moments / np.where(first > 0, first, np.nan)[:, None]


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
    for one, other in combinations(range(len(pieces)), 2):
        share = _highest([pieces[one], pieces[other]], weights)[0]
        beats[one, other], beats[other, one] = share
    return beats


def _sums(pieces: Sequence[np.ndarray]) -> int:
    """How many sums of vectors of several options there are, one each."""
    return prod(1 + len(each) for each in pieces) - 2


def _ranks(pieces: Sequence[np.ndarray], weights: WeightSet, first: np.ndarray) -> np.ndarray:
    count = len(pieces)
    within = np.ones((count, count + 1))
    within[:, 0], within[:, 1] = 0.0, first
    for size in range(2, count):
        within[:, size] = _among(size, pieces, weights)
    return np.maximum(np.diff(within, axis=1), 0.0)


def _among(size: int, pieces: Sequence[np.ndarray], weights: WeightSet) -> np.ndarray:
    """(n,): share in which each option is among the first `size`."""
    groups = list(combinations(range(len(pieces)), size))
    sums = [np.array([sum(chosen) for chosen in product(*(pieces[o] for o in group))]) for group in groups]
    belongs = np.repeat(np.arange(len(groups)), [len(each) for each in sums])
    shares = _shares(np.vstack(sums) / size, belongs, len(groups), weights)[0].sum(axis=1)
    members = np.zeros((len(groups), len(pieces)))
    for number, group in enumerate(groups):
        members[number, list(group)] = 1.0
    return shares @ members
