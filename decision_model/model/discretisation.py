"""A few values with chances that stand in for a continuous distribution."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from decision_model.model.distributions import Distribution
from decision_model.model.moments import part_of_mean
from decision_model.model.quantiles import beta_between, quantile

Method = Literal["pearson_tukey", "swanson", "bracket_means", "bracket_medians", "moments"]
METHODS: tuple[str, ...] = get_args(Method)

FRACTILES: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "pearson_tukey": ((0.05, 0.5, 0.95), (0.185, 0.63, 0.185)),
    "swanson": ((0.1, 0.5, 0.9), (0.3, 0.4, 0.3)),
}
"""The fractiles that three points stand at, and their chances: extended Pearson-Tukey, extended Swanson-Megill.

Both by Keefer & Bodily (1983), Three-point approximations for continuous random variables, Management Science 29.
"""

MOST = 50
"""Points that stand in for a distribution at most."""

DIGITS = 12
"""Significant digits of a value: rounded above what differs between processors."""

WITH_POINTS: tuple[str, ...] = ("uniform", "pert", "beta", "normal", "gamma", "exponential")
"""Kinds of distributions whose moments a few points can have exactly: those with classical orthogonal polynomials."""


@dataclass(frozen=True)
class Discretisation:
    """How a distribution is cut into `points` values with chances; three for the methods by fractiles."""

    distribution: Distribution
    method: Method
    points: int = 3

    @property
    def is_by_fractiles(self) -> bool:
        """Whether its points stand at stated fractiles: low, middle and high."""
        return self.method in FRACTILES


def stand_in(cut: Discretisation) -> tuple[tuple[float, float], ...]:
    """The values, rising, that stand in for a distribution, each with its chance."""
    values, chances = _METHODS[cut.method](cut)
    return tuple((float(f"{value:.{DIGITS}g}"), chance) for value, chance in zip(values, chances, strict=True))


def stand_in_moments(cut: Discretisation) -> tuple[float, float]:
    """Mean and standard deviation of the values that stand in."""
    points = stand_in(cut)
    mean = math.fsum(value * chance for value, chance in points)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 * chance for value, chance in points))


Points = tuple[list[float], list[float]]


def _at_fractiles(cut: Discretisation) -> Points:
    fractiles, chances = FRACTILES[cut.method]
    return quantile(cut.distribution, np.array(fractiles)).tolist(), list(chances)


def _bracket_means(cut: Discretisation) -> Points:
    """The mean within each of equally likely brackets, which keeps the mean (Smith 1993, Management Science 39)."""
    parts = part_of_mean(cut.distribution, np.arange(cut.points + 1) / cut.points)
    return (cut.points * np.diff(parts)).tolist(), [1 / cut.points] * cut.points


def _bracket_medians(cut: Discretisation) -> Points:
    """The median of each of equally likely brackets (McNamee & Celona 1987; Smith 1993)."""
    middles = (np.arange(cut.points) + 0.5) / cut.points
    return quantile(cut.distribution, middles).tolist(), [1 / cut.points] * cut.points


def _moments(cut: Discretisation) -> Points:
    """Gaussian quadrature: n points that have the first 2n - 1 moments of the distribution.

    (Miller & Rice 1983, Discrete approximations of probability distributions, Management Science 29.) From the
    recurrence of the orthogonal polynomials, as eigenvalues and eigenvectors (Golub & Welsch 1969).
    """
    middle, shift, (diagonal, beside) = _polynomials(cut.distribution, np.arange(cut.points, dtype=float))
    matrix = np.diag(diagonal) + np.diag(np.sqrt(beside[1:]), 1) + np.diag(np.sqrt(beside[1:]), -1)
    nodes, vectors = np.linalg.eigh(matrix)
    chances = [float(f"{weight:.{DIGITS}g}") for weight in (vectors[0] ** 2).tolist()]
    return (middle + shift * nodes).tolist(), chances


def _polynomials(spread: Distribution, order: np.ndarray) -> tuple[float, float, tuple[np.ndarray, np.ndarray]]:
    """A distribution as `middle + shift x`, and the recurrence of the polynomials orthogonal under that of x.

    They are Hermite's, Jacobi's or Laguerre's (Gautschi 2004, table 1.1).
    """
    if spread.kind == "normal":
        return *spread.parameters, (0 * order, order)  # type: ignore[return-value]
    if spread.kind in ("gamma", "exponential"):
        shape, scale = spread.parameters if spread.kind == "gamma" else (1.0, spread.parameters[0])
        return 0.0, scale, (2 * order + shape, order * (order + shape - 1))
    a, b, low, high = (1.0, 1.0, *spread.parameters) if spread.kind == "uniform" else beta_between(spread)
    return (low + high) / 2, (high - low) / 2, _jacobi(order, b - 1, a - 1)


def _jacobi(order: np.ndarray, alpha: float, beta: float) -> tuple[np.ndarray, np.ndarray]:
    both = 2 * order + alpha + beta
    first = (beta - alpha) / (alpha + beta + 2)
    diagonal = np.append(first, (beta**2 - alpha**2) / (both[1:] * (both[1:] + 2)))
    second = 4 * (1 + alpha) * (1 + beta) / ((2 + alpha + beta) ** 2 * (3 + alpha + beta))
    later, sums = order[2:], both[2:]
    rest = 4 * later * (later + alpha) * (later + beta) * (later + alpha + beta) / (sums**2 * (sums**2 - 1))
    return diagonal, np.concatenate([[1.0, second], rest])


_METHODS: dict[str, Callable[[Discretisation], Points]] = {
    **dict.fromkeys(FRACTILES, _at_fractiles),
    "bracket_means": _bracket_means,
    "bracket_medians": _bracket_medians,
    "moments": _moments,
}
