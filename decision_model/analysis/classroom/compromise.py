"""A weighting that everybody can live with: whether there is one, and what it costs whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from decision_model.analysis.classroom.ballots import Weighings
from decision_model.analysis.classroom.votes import best_options
from decision_model.analysis.combinations import Combination, totals
from decision_model.analysis.result import NOISE
from decision_model.analysis.units import better
from decision_model.solver.policy_evaluation import tolerance

MIXED = (0.25, 0.5, 0.75)
"""How much of the one camp's mean weights is in a mixture of two camps."""
MOST_CAMPS = 12
"""The largest camps whose mean weights are mixed."""


@dataclass(frozen=True, eq=False)
class Compromise:
    """The weighting whose choice is regretted least by whoever regrets it most.

    A person's regret is how far the option falls short of that person's best, by that person's own weights. `largest`
    is the largest of the class, `satisfied` how many have none. `kind` says where the weighting comes from. `floor` is
    the least largest regret of any option, which no weighting can go below; `looked_at` is how many were tried.
    """

    option: int
    shares: tuple[float, ...]
    kind: str
    largest: float
    satisfied: int
    floor: float
    looked_at: int

    @property
    def is_least(self) -> bool:
        """Whether no weighting whatever can do better, and not only none of those that were looked at."""
        return self.largest <= self.floor + NOISE * max(1.0, abs(self.floor))


def chosen_by(weighings: Weighings, shares: np.ndarray, compared: Sequence[Combination]) -> np.ndarray:
    """(options, draws): the totals of the options under each of some weightings (names, draws), more is better."""
    drawn = totals(weighings.varied(shares), compared)
    columns = drawn if drawn.ndim == 2 else drawn[:, None]
    return better(weighings.model) * np.broadcast_to(columns, (len(columns), shares.shape[1]))


def compromise(weighings: Weighings, compared: Sequence[Combination], gains: np.ndarray) -> Compromise:
    """The best weighting among the class's median and mean, mixtures of two camps' means, and everybody's own.

    `gains` (options, persons) are everybody's own totals, more is better.
    """
    best = best_options(gains)
    highest = gains.max(axis=0)
    regrets = np.where(best, 0.0, highest - gains)
    worst = regrets.max(axis=1)
    tried = [*_mixtures(weighings, best), *(("the weighting of one of you", row) for row in weighings.shares.T)]
    shares = np.array([row for _, row in tried]).T
    chosen = best_options(chosen_by(weighings, shares, compared))
    costs = np.where(chosen, worst[:, None], np.inf)
    least = costs.min(axis=0)
    lowest = np.flatnonzero(least <= least.min() + tolerance(least.min())).tolist()
    first = [place for place in lowest if tried[place][0] == tried[lowest[0]][0]]
    option, place = min((int(np.argmin(costs[:, place])), place) for place in first)
    row = tuple(shares[:, place].tolist())
    satisfied = int(best[option].sum())
    return Compromise(
        option, row, tried[place][0], float(worst[option]), satisfied, float(worst.min()), shares.shape[1]
    )


def _mixtures(weighings: Weighings, best: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """The middle of the class, and what lies between the means of its largest camps."""
    yield "the median weighting", weighings.median
    yield "the mean weighting", weighings.mean
    alone = best & (best.sum(axis=0) == 1)
    order = np.argsort(-alone.sum(axis=1), kind="stable")[:MOST_CAMPS]
    means = [weighings.of(np.flatnonzero(alone[camp]).tolist()).mean for camp in order if alone[camp].any()]
    for place, first in enumerate(means):
        for second in means[:place]:
            yield from (
                ("a mixture of two camps\u2019 mean weightings", part * first + (1 - part) * second) for part in MIXED
            )
