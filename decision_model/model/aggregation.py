"""Totals that are not sums: the multiplicative form and the Choquet integral, shared out by Shapley."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import factorial

import numpy as np

from decision_model.errors import ModelError

Total = Callable[[np.ndarray], np.ndarray]
"""Values (considerations, ...) in 0..1 to a total (...) in 0..1."""


def scaling_constant(constants: Sequence[float]) -> float:
    """The K of 1 + K = product of (1 + K k_i), other than 0 (Keeney & Raiffa 1976, ch. 6); 0 when the k_i sum to 1.

    Below 0 when they sum to more than 1 (considerations can stand in for one another), above 0 when to less. Divided by
    K the equation is a polynomial that rises through 0 once on either side, without the digits lost near K = 0.
    Raises ModelError unless every k_i lies in 0..1 and at least two are above 0.
    """
    k = np.asarray([constant for constant in constants if constant > 0], dtype=float)
    if np.any(np.asarray(constants) < 0) or np.any(k > 1) or len(k) < 2:
        raise ModelError("Scaling constants lie between 0 and 1, and at least two of them above 0.")
    terms = _symmetric_sums(k.tolist())
    if abs(terms[1] - 1) < 1e-12:  # they sum to 1 but for rounding
        return 0.0
    if k.max() == 1:
        return -1.0
    terms[1] -= 1.0
    if terms[1] > 0:
        return _root(terms[1:], -1.0, 0.0)
    high = 1.0
    while _polynomial(terms[1:], high) < 0:
        high *= 2
    return _root(terms[1:], 0.0, high)


def _symmetric_sums(numbers: Sequence[float]) -> list[float]:
    """The coefficients of product of (1 + x k_i) in x, from the constant one on."""
    terms = [1.0]
    for number in numbers:
        terms = [own + number * before for own, before in zip([*terms, 0.0], [0.0, *terms], strict=True)]
    return terms


def _polynomial(terms: Sequence[float], at: float) -> float:
    value = 0.0
    for term in reversed(terms):
        value = value * at + term
    return value


def _root(terms: Sequence[float], low: float, high: float) -> float:
    """Where a polynomial that rises from below to above 0 between two numbers is 0, halved down to the last digit.

    Sums and products alone, so that the digits are the same on every processor.
    """
    while low < (middle := 0.5 * (low + high)) < high:
        low, high = (middle, high) if _polynomial(terms, middle) < 0 else (low, middle)
    return high


def multiplicative(constants: Sequence[float]) -> Total:
    """u = (product of (1 + K k_i u_i) - 1) / K: the multiplicative utility of Keeney & Raiffa (1976, ch. 6)."""
    k = np.asarray(constants, dtype=float)
    constant = scaling_constant(constants)

    def total(values: np.ndarray) -> np.ndarray:
        parts = np.tensordot(k, values, axes=1)
        if constant == 0:
            return parts
        shaped = k.reshape(-1, *[1] * (values.ndim - 1))
        return (np.prod(1 + constant * shaped * values, axis=0) - 1) / constant

    return total


def two_additive(shares: Sequence[float], interactions: Mapping[tuple[int, int], float]) -> Total:
    """The 2-additive Choquet integral: sum phi_i u_i - 1/2 sum I_ij |u_i - u_j| (Grabisch 1997).

    `shares` are the importance (Shapley) indices phi, summing to 1; I_ij in -1..1, positive: both are needed together.
    """
    phi = np.asarray(shares, dtype=float)

    def total(values: np.ndarray) -> np.ndarray:
        whole = np.tensordot(phi, values, axes=1)
        for (i, j), interaction in interactions.items():
            whole = whole - 0.5 * interaction * np.abs(values[i] - values[j])
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
