"""Totals that are no sums for whole arrays of values, and what each consideration's share of one is by definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import factorial

import numpy as np

from decision_model.model.aggregation import Interactions, joined, joint_worth, scaling_constant

Total = Callable[[np.ndarray], np.ndarray]
"""Values (considerations, ...) in 0..1 to a total (...) in 0..1."""


def multiplicative(constants: Sequence[float]) -> Total:
    """u = (product of (1 + K k_i u_i) - 1) / K: the multiplicative utility of Keeney & Raiffa (1976, ch. 6)."""
    k = np.asarray(constants, dtype=float)
    constant = scaling_constant(constants)

    def total(values: np.ndarray) -> np.ndarray:
        return joined(k.reshape(-1, *[1] * (values.ndim - 1)) * values, constant)

    return total


def interacting(shares: Sequence[float], interactions: Interactions) -> Total:
    """The Choquet integral with interactions between two or more (Grabisch 1997).

    `shares` are the importance (Shapley) indices phi, summing to 1. Of pairs alone it is
    sum phi_i u_i - 1/2 sum I_ij |u_i - u_j|; I_ij in -1..1, positive: both are needed together.
    """
    phi = np.asarray(shares, dtype=float)

    def total(values: np.ndarray) -> np.ndarray:
        whole = np.tensordot(phi, values, axes=1)
        for members, interaction in interactions.items():
            levels = np.sort(values[list(members)], axis=0)
            steps, worth = np.diff(levels, axis=0, prepend=0), joint_worth(len(members))
            whole = whole + interaction * sum(worth[len(members) - rank] * step for rank, step in enumerate(steps))
        return whole

    return total


def choquet(capacity: Mapping[frozenset[int], float], count: int) -> Total:
    """The Choquet integral for a capacity given on every subset of `count` considerations (Choquet 1954)."""

    def total(values: np.ndarray) -> np.ndarray:
        order = np.argsort(values, axis=0, kind="stable")
        flat, sequence = values.reshape(count, -1), order.reshape(count, -1)
        totals = np.zeros(flat.shape[1])
        for column in range(flat.shape[1]):
            previous = 0.0
            for place in range(count):
                value = flat[sequence[place, column], column]
                totals[column] += (value - previous) * capacity[frozenset(sequence[place:, column].tolist())]
                previous = value
        return totals.reshape(values.shape[1:])

    return total


def shapley(total: Total, values: np.ndarray) -> np.ndarray:
    """Each consideration's share of total(values) - total(0) by Shapley (1953): an array like `values`.

    The mean, over all orders in which considerations may be switched from 0 to their value, of what each adds.
    """
    count = len(values)
    worth = {members: total(_only(values, members)) for members in _subsets(range(count))}
    shares = np.zeros_like(values)
    for member in range(count):
        others = [index for index in range(count) if index != member]
        for members in _subsets(others):
            weight = factorial(len(members)) * factorial(count - len(members) - 1) / factorial(count)
            shares[member] += weight * (worth[tuple(sorted((*members, member)))] - worth[members])
    return shares


def _subsets(members: Sequence[int] | range) -> list[tuple[int, ...]]:
    return [subset for size in range(len(members) + 1) for subset in combinations(members, size)]


def _only(values: np.ndarray, members: tuple[int, ...]) -> np.ndarray:
    selected = np.zeros_like(values)
    selected[list(members)] = values[list(members)]
    return selected
