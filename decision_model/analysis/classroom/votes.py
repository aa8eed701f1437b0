"""What rules of voting make of everybody's own totals: plurality, Borda, and Condorcet's winner or cycle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np

from decision_model.solver.policy_evaluation import tolerance


@dataclass(frozen=True, eq=False)
class Votes:
    """The votes of persons who rank the options by their own totals; levels stand as levels.

    `firsts` (options,) are first places, each shared evenly among options that are level. `borda` (options,) counts for
    every person how many other options one beats, half for those it is level with (Borda 1781; Black 1976). `prefer`
    (options, options) is how many persons put the one of the row before the one of the column.
    """

    firsts: np.ndarray
    borda: np.ndarray
    prefer: np.ndarray

    @property
    def plurality(self) -> tuple[int, ...]:
        """The places of the options with most first places."""
        return _highest(self.firsts)

    @property
    def borda_winners(self) -> tuple[int, ...]:
        """The places of the options with most points by Borda's rule."""
        return _highest(self.borda)

    @cached_property
    def condorcet(self) -> int | None:
        """The place of the option that beats every other one by a majority (Condorcet 1785); None without one."""
        wins = (self.prefer > self.prefer.T).sum(axis=1) == len(self.prefer) - 1
        return int(np.argmax(wins)) if wins.any() else None

    @cached_property
    def cycle(self) -> tuple[int, ...]:
        """Options of which each beats the next, and the last the first, among those no option outside beats.

        A shortest one; empty where there is a Condorcet winner, and where majorities are level.
        """
        if self.condorcet is not None:
            return ()
        beats = nx.DiGraph()
        beats.add_nodes_from(range(len(self.prefer)))
        beats.add_edges_from(zip(*(places.tolist() for places in np.nonzero(self.prefer > self.prefer.T)), strict=True))
        return tuple(min(nx.simple_cycles(beats.subgraph(self.top), length_bound=4), key=_by_length, default=()))

    @cached_property
    def top(self) -> tuple[int, ...]:
        """The smallest set of options of which each beats every option outside of it (Smith 1973)."""
        not_beaten = nx.DiGraph()
        not_beaten.add_nodes_from(range(len(self.prefer)))
        at_least = zip(*(places.tolist() for places in np.nonzero(self.prefer >= self.prefer.T)), strict=True)
        not_beaten.add_edges_from(at_least)
        parts = nx.condensation(not_beaten)
        first = next(node for node in parts if not parts.in_degree(node))
        return tuple(sorted(parts.nodes[first]["members"]))


def votes(gains: np.ndarray) -> Votes:
    """The votes of persons whose own totals are `gains` (options, persons), more is better."""
    best = best_options(gains)
    within = tolerance(gains.max(axis=0))
    prefer = np.array([(gains[place] > gains + within).sum(axis=1) for place in range(len(gains))])
    level = gains.shape[1] - prefer - prefer.T
    np.fill_diagonal(level, 0)
    shared = best / best.sum(axis=0)
    return Votes(np.cumsum(shared, axis=1)[:, -1].round(9), (prefer + level / 2).sum(axis=1), prefer)


def best_options(gains: np.ndarray) -> np.ndarray:
    """(options, persons): which options are best for each person, all those that are level."""
    highest = gains.max(axis=0)
    return np.asarray(gains >= highest - tolerance(highest))


def disagreement(best: np.ndarray) -> float:
    """The chance that two different persons, picked at random, do not want the same option.

    Where options are level for a person each is wanted alike. In a large class this is 1 less the sum of the squared
    shares of first places (Simpson 1949); 0 for a single person.
    """
    wanted = best / best.sum(axis=0)
    count = wanted.shape[1]
    if count < 2:
        return 0.0
    pairs = float(np.cumsum(np.cumsum(wanted, axis=1)[:, -1] ** 2)[-1]) - float(np.cumsum((wanted**2).ravel())[-1])
    return max(0.0, round(1 - pairs / (count * (count - 1)), 12))


def _highest(scores: np.ndarray) -> tuple[int, ...]:
    return tuple(np.flatnonzero(scores >= scores.max() - 1e-9).tolist())


def _by_length(cycle: Iterable[int]) -> tuple[int, ...]:
    places = tuple(cycle)
    return (len(places), *places)
