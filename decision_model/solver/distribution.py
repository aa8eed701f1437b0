"""The distribution of the total under a policy, carried forward through the merged histories."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from decision_model.model import Decision
from decision_model.solver.policy_evaluation import best_branch
from decision_model.solver.solved import Solved

SAME = 1e-9
"""Totals closer than this (relative to the largest, at least 1) are one total."""

MOST = 200_000
"""Totals kept apart at one step; above that, near ones are pooled."""

TOGETHER = 2**21
"""Totals, times risk tolerances, that are worked through together."""

HALF = 0.5
"""Sums of utilities from which on the logarithm is taken from their distance to 1, which keeps its digits."""

BINS = 4_000
"""Into how many parts the span of the totals is cut when they are pooled."""


@dataclass(frozen=True, eq=False)
class Profile:
    """How likely each total is (also: risk profile, lottery).

    `totals` (n,) rise, `chances` (n,) are above 0 and add up to 1. `pooled` says how far a total may stand from where
    it belongs because near ones were pooled: 0 when the distribution is exact. `better` says which way is good.
    """

    totals: np.ndarray
    chances: np.ndarray
    pooled: float = 0.0
    better: Literal["higher", "lower"] = field(default="higher", kw_only=True)

    @cached_property
    def mean(self) -> float:
        """The expected total."""
        return float((self.chances * self.totals).sum())

    @cached_property
    def spread(self) -> float:
        """The standard deviation: the root of the mean squared distance from the mean."""
        return float(np.sqrt(self._moment(2)))

    @property
    def skewness(self) -> float | None:
        """Third standardised moment: below 0 when bad surprises reach further than good ones; None without spread."""
        return self._standardised(3)

    @property
    def kurtosis(self) -> float | None:
        """Fourth standardised moment less 3 (0 for a normal distribution); None without spread."""
        fourth = self._standardised(4)
        return None if fourth is None else fourth - 3.0

    @cached_property
    def cumulative(self) -> np.ndarray:
        """(n,): the chance of each total or less."""
        return np.minimum(np.cumsum(self.chances), 1.0)

    def quantile(self, share: float) -> float:
        """The smallest total that is reached or undercut with at least this chance."""
        place = np.searchsorted(self.cumulative, share - 1e-12)  # rounding of the sums may not skip a total
        return float(self.totals[min(int(place), len(self.totals) - 1)])

    def worse_than(self, floor: float) -> float:
        """The chance of a total below `floor`; above it where lower is better."""
        slack = SAME * max(1.0, abs(floor))
        worse = self.totals < floor - slack if self.better == "higher" else self.totals > floor + slack
        return float(self.chances[worse].sum())

    def tail_mean(self, share: float) -> float:
        """Mean of the worst `share` of the probability (also: conditional value at risk, expected shortfall).

        A total at the edge counts with the part of its chance that belongs (Rockafellar & Uryasev 2002).
        """
        worst_first = slice(None) if self.better == "higher" else slice(None, None, -1)
        totals, chances = self.totals[worst_first], self.chances[worst_first]
        before = np.concatenate([[0.0], np.cumsum(chances)[:-1]])
        counted = np.clip(share - before, 0.0, chances)
        return float((counted * totals).sum() / counted.sum())

    def certainty_equivalents(self, cautions: np.ndarray) -> np.ndarray:
        """(n,): the sure total that it is worth at each 1 / risk tolerance (n,), of which 0 is risk-neutral.

        As `criteria.certainty_equivalent` has it for the outcomes of one event.
        """
        sign = 1.0 if self.better == "higher" else -1.0
        most = max(1, TOGETHER // len(self.totals))
        parts = [self._equivalents(sign, cautions[low : low + most]) for low in range(0, len(cautions), most)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _equivalents(self, sign: float, cautions: np.ndarray) -> np.ndarray:
        averse = cautions > 0
        exponents = -sign * self.totals * cautions[averse, None]
        largest = exponents.max(axis=1)
        below = exponents - largest[:, None]
        added, short = ((self.chances * part).sum(axis=1) for part in (np.exp(below), np.expm1(below)))
        logged = np.where(added < HALF, np.log(added), np.log1p(np.maximum(short, -0.75)))
        equivalents = np.full(len(cautions), self.mean)
        equivalents[averse] = -sign * (largest + logged) / cautions[averse]
        return equivalents

    def _moment(self, power: int, unit: float = 1.0) -> float:
        """Central moment of the totals measured in a unit, so that large powers of large totals stay finite."""
        away = (self.totals - self.mean) / unit
        return float((self.chances * np.prod([away] * power, axis=0)).sum())

    def _standardised(self, power: int) -> float | None:
        if self.spread <= SAME * max(1.0, abs(self.mean)):
            return None
        return self._moment(power, self.spread)


@dataclass(frozen=True, eq=False)
class _Front:
    """What has been reached at one level: `nodes`, the total booked on the way and its chance, each (n,)."""

    nodes: np.ndarray
    totals: np.ndarray
    chances: np.ndarray
    pooled: float = 0.0


def profile(solution: Solved) -> Profile:
    """The distribution of the total under a solution's policy (ties: the first option in the file).

    Exact while there are at most 200,000 different totals at a step; see `Profile.pooled`.
    """
    front = _Front(np.zeros(1, dtype=np.int64), np.zeros(1), np.ones(1))
    for index in range(len(solution.rollback.levels)):
        front = _merged(_advanced(solution, front, index))
    offset = float(np.mean(solution.rollback.offset))
    return Profile(front.totals + offset, front.chances, front.pooled, better=solution.model.better)


def _advanced(solution: Solved, front: _Front, index: int) -> _Front:
    """Every branch that can be taken from what has been reached, with what it books."""
    rollback = solution.rollback
    level, added = rollback.levels[index], rollback.booked_totals(index)
    shares = _shares(solution, index, front.nodes)
    source, branch = np.nonzero(shares > 0)
    nodes, totals = front.nodes[source], front.totals[source]
    if added is not None and level.booking is not None:
        totals = totals + added[level.booking.row[nodes, branch]]
    return _Front(level.children[nodes, branch], totals, front.chances[source] * shares[source, branch], front.pooled)


def _shares(solution: Solved, index: int, nodes: np.ndarray) -> np.ndarray:
    """(nodes, branches): the event's chances, or 1 on the chosen option."""
    level = solution.rollback.levels[index]
    if isinstance(level.step, Decision):
        chosen = best_branch(solution.sweep.choices[index])[nodes]
        return np.eye(level.children.shape[1])[chosen]
    table, rows = solution.rollback.chance_table(index)
    return np.where(level.children[nodes] >= 0, table[:, rows[nodes]].T, 0.0)


def _merged(front: _Front) -> _Front:
    """Equal totals at one node become one."""
    order = np.lexsort((front.totals, front.nodes))
    nodes, totals, chances = front.nodes[order], front.totals[order], front.chances[order]
    near = SAME * max(1.0, float(np.abs(totals).max()))
    starts = np.flatnonzero(_changes(nodes) | (np.diff(totals, prepend=totals[0]) > near))
    pooled = front.pooled
    if len(starts) > MOST:
        width = float(np.ptp(totals)) / BINS
        starts = np.flatnonzero(_changes(nodes) | _changes(np.floor(totals / width)))
        pooled += width
    summed = np.add.reduceat(chances, starts)
    return _Front(nodes[starts], np.add.reduceat(chances * totals, starts) / summed, summed, pooled)


def _changes(sorted_values: np.ndarray) -> np.ndarray:
    """Where a value differs from the one before; the first counts as a change."""
    return np.concatenate([[True], sorted_values[1:] != sorted_values[:-1]])
