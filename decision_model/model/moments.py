"""Mean and standard deviation of distributions, and the parts of the mean that lie below a quantile, in closed form."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from decision_model.model.distributions import Distribution, log_parameters, quantile_points
from decision_model.model.quantiles import beta_between, quantile


def moments(spread: Distribution) -> tuple[float, float]:
    """Mean and standard deviation."""
    return _MOMENTS[spread.kind](spread)


def part_of_mean(spread: Distribution, shares: np.ndarray) -> np.ndarray:
    """What the values below the quantiles of some shares, 0 to 1, add to the mean: the quantiles summed up to them.

    With F the share below x and f the density it is the integral of x f(x) up to the quantile (the first partial
    moment; Winkler, Roodman & Britney 1972, who give the closed forms).
    """
    shares = np.asarray(shares, dtype=float)
    inner = (shares > 0) & (shares < 1)
    parts = np.where(shares >= 1, moments(spread)[0], 0.0)
    if inner.any():
        parts[inner] = _PARTS[spread.kind](spread, shares[inner])
    return parts


def _even_pieces(spread: Distribution) -> tuple[np.ndarray, np.ndarray]:
    """Shares and values between which a distribution is even, from share 0 to 1."""
    points = quantile_points(spread) if spread.kind == "quantiles" else tuple(enumerate(spread.parameters))
    shares, values = np.array(points).T
    return shares, values


def _of_pieces(spread: Distribution) -> tuple[float, float]:
    shares, values = _even_pieces(spread)
    widths, low, high = np.diff(shares), values[:-1], values[1:]
    mean = math.fsum((widths * (low + high) / 2).tolist())
    low, high = low - mean, high - mean
    return mean, math.sqrt(max(math.fsum((widths * (low**2 + low * high + high**2) / 3).tolist()), 0.0))


def _part_of_pieces(spread: Distribution, shares: np.ndarray) -> np.ndarray:
    known, values = _even_pieces(spread)
    below = np.concatenate([[0.0], np.cumsum(np.diff(known) * (values[:-1] + values[1:]) / 2)])
    piece = np.searchsorted(known, shares, side="right") - 1
    return np.asarray(below[piece] + (shares - known[piece]) * (values[piece] + quantile(spread, shares)) / 2)


def _of_triangle(spread: Distribution) -> tuple[float, float]:
    low, mode, high = spread.parameters
    left, right = mode - low, high - mode
    return low + (2 * left + right) / 3, math.sqrt((left**2 + left * right + right**2) / 18)


def _part_of_triangle(spread: Distribution, shares: np.ndarray) -> np.ndarray:
    low, mode, high = spread.parameters
    rising = low * shares + 2 / 3 * np.sqrt((high - low) * (mode - low)) * shares**1.5
    above = 1 - shares
    falling = high * above - 2 / 3 * np.sqrt((high - low) * (high - mode)) * above**1.5
    return np.where(shares * (high - low) < mode - low, rising, moments(spread)[0] - falling)


def _of_beta(spread: Distribution) -> tuple[float, float]:
    a, b, low, high = beta_between(spread)
    mean = a / (a + b)
    return low + (high - low) * mean, (high - low) * math.sqrt(mean * (1 - mean) / (a + b + 1))


def _part_of_beta(spread: Distribution, shares: np.ndarray) -> np.ndarray:
    from scipy.special import betainc, betaincinv

    a, b, low, high = beta_between(spread)
    part = a / (a + b) * np.asarray(betainc(a + 1, b, betaincinv(a, b, shares)))
    return low * shares + (high - low) * part


def _part_of_normal(spread: Distribution, shares: np.ndarray) -> np.ndarray:
    from scipy.special import ndtri

    mean, sd = spread.parameters
    return mean * shares - sd * np.exp(-(ndtri(shares) ** 2) / 2) / math.sqrt(2 * math.pi)


def _part_of_lognormal(spread: Distribution, shares: np.ndarray) -> np.ndarray:
    from scipy.special import ndtr, ndtri

    return spread.parameters[0] * np.asarray(ndtr(ndtri(shares) - log_parameters(spread)[1]))


def _part_of_gamma(spread: Distribution, shares: np.ndarray) -> np.ndarray:
    from scipy.special import gammainc, gammaincinv

    shape, scale = spread.parameters
    return shape * scale * np.asarray(gammainc(shape + 1, gammaincinv(shape, shares)))


def _part_of_exponential(spread: Distribution, shares: np.ndarray) -> np.ndarray:
    return spread.parameters[0] * (shares + (1 - shares) * np.log1p(-shares))


def _of_points(spread: Distribution) -> tuple[float, float]:
    mean = math.fsum(value * chance for value, chance in spread.points)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 * chance for value, chance in spread.points))


def _part_of_points(spread: Distribution, shares: np.ndarray) -> np.ndarray:
    values, chances = np.array(sorted(point for point in spread.points if point[1] > 0)).T
    known, below = (np.concatenate([[0.0], np.cumsum(steps)]) for steps in (chances, values * chances))
    return np.interp(shares, known, below)


_MOMENTS: dict[str, Callable[[Distribution], tuple[float, float]]] = {
    "uniform": _of_pieces,
    "triangular": _of_triangle,
    "pert": _of_beta,
    "beta": _of_beta,
    "normal": lambda spread: (spread.parameters[0], spread.parameters[1]),
    "lognormal": lambda spread: (spread.parameters[0], spread.parameters[1]),
    "gamma": lambda spread: (math.prod(spread.parameters), math.sqrt(spread.parameters[0]) * spread.parameters[1]),
    "exponential": lambda spread: (spread.parameters[0], spread.parameters[0]),
    "discrete": _of_points,
    "quantiles": _of_pieces,
}
_PARTS: dict[str, Callable[[Distribution, np.ndarray], np.ndarray]] = {
    "uniform": _part_of_pieces,
    "triangular": _part_of_triangle,
    "pert": _part_of_beta,
    "beta": _part_of_beta,
    "normal": _part_of_normal,
    "lognormal": _part_of_lognormal,
    "gamma": _part_of_gamma,
    "exponential": _part_of_exponential,
    "discrete": _part_of_points,
    "quantiles": _part_of_pieces,
}
