"""Quantiles of distributions, and the shares that lie below a value."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from decision_model.model.distributions import LEAST, Distribution, log_parameters, pert_shapes, quantile_points


def share_below(spread: Distribution, value: float) -> float:
    """The probability of at most a value."""
    return float(np.clip(_SHARES_BELOW[spread.kind](spread, value), 0.0, 1.0))


def quantile(spread: Distribution, share: np.ndarray) -> np.ndarray:
    """The value below which each share of the probability lies."""
    return np.asarray(_QUANTILES[spread.kind](spread, share))


def _uniform_below(spread: Distribution, value: float) -> float:
    low, high = spread.parameters
    return (value - low) / (high - low) if low < value < high else float(value >= high)


def _uniform(spread: Distribution, share: np.ndarray) -> np.ndarray:
    low, high = spread.parameters
    return low + share * (high - low)


def _triangular_below(spread: Distribution, value: float) -> float:
    low, mode, high = spread.parameters
    if value <= low or value >= high:
        return float(value >= high)
    if value < mode:
        return (value - low) ** 2 / ((high - low) * (mode - low))
    return 1 - (high - value) ** 2 / ((high - low) * (high - mode))


def _triangular(spread: Distribution, share: np.ndarray) -> np.ndarray:
    low, mode, high = spread.parameters
    below_mode = low + np.sqrt(share * (high - low) * (mode - low))
    above_mode = high - np.sqrt((1 - share) * (high - low) * (high - mode))
    return np.where(share * (high - low) < mode - low, below_mode, above_mode)


def beta_between(spread: Distribution) -> tuple[float, float, float, float]:
    """The two shapes of a beta or PERT distribution, and the ends between which it lies."""
    if spread.kind == "beta":
        return (*spread.parameters, 0.0, 1.0)  # type: ignore[return-value]
    low, mode, high = spread.parameters
    return (*pert_shapes(low, mode, high), low, high)


def _beta_below(spread: Distribution, value: float) -> float:
    from scipy.special import betainc

    a, b, low, high = beta_between(spread)
    if not low < high:
        return float(value >= low)
    return float(betainc(a, b, np.clip((value - low) / (high - low), 0.0, 1.0)))


def _beta(spread: Distribution, share: np.ndarray) -> np.ndarray:
    from scipy.special import betaincinv

    a, b, low, high = beta_between(spread)
    return low + (high - low) * np.asarray(betaincinv(a, b, share))


def _normal_below(spread: Distribution, value: float) -> float:
    from scipy.special import ndtr

    mean, sd = spread.parameters
    return float(ndtr((value - mean) / sd)) if sd else float(value >= mean)


def _normal(spread: Distribution, share: np.ndarray) -> np.ndarray:
    from scipy.special import ndtri

    mean, sd = spread.parameters
    return np.asarray(mean + sd * ndtri(np.clip(share, 1e-300, 1 - 1e-16)))


def _lognormal_below(spread: Distribution, value: float) -> float:
    from scipy.special import ndtr

    mean, sd = log_parameters(spread)
    return float(ndtr((np.log(value) - mean) / sd)) if value > 0 else 0.0


def _lognormal(spread: Distribution, share: np.ndarray) -> np.ndarray:
    from scipy.special import ndtri

    mean, sd = log_parameters(spread)
    return np.asarray(np.exp(mean + sd * ndtri(_inside(share))))


def _gamma_below(spread: Distribution, value: float) -> float:
    from scipy.special import gammainc

    shape, scale = spread.parameters
    return float(gammainc(shape, value / scale)) if value > 0 else 0.0


def _gamma(spread: Distribution, share: np.ndarray) -> np.ndarray:
    from scipy.special import gammaincinv

    shape, scale = spread.parameters
    return scale * np.asarray(gammaincinv(shape, _inside(share)))


def _exponential_below(spread: Distribution, value: float) -> float:
    return float(-np.expm1(-max(value, 0.0) / spread.parameters[0]))


def _exponential(spread: Distribution, share: np.ndarray) -> np.ndarray:
    return -spread.parameters[0] * np.log1p(-_inside(share))


def _inside(share: np.ndarray) -> np.ndarray:
    """Shares that are neither 0 nor 1, where a tail has no end."""
    return np.clip(share, LEAST, 1 - 2 * LEAST)


def _discrete_below(spread: Distribution, value: float) -> float:
    return float(sum(chance for point, chance in spread.points if point <= value))


def _discrete(spread: Distribution, share: np.ndarray) -> np.ndarray:
    values, chances = np.array(sorted(point for point in spread.points if point[1] > 0)).T
    below = np.cumsum(chances)[:-1]
    return np.asarray(values[np.searchsorted(below, share, side="right")])


def _quantiles_below(spread: Distribution, value: float) -> float:
    shares, values = np.array(quantile_points(spread)).T
    return float(np.interp(value, values, shares))


def _quantiles(spread: Distribution, share: np.ndarray) -> np.ndarray:
    shares, values = np.array(quantile_points(spread)).T
    return np.asarray(np.interp(share, shares, values))


_SHARES_BELOW: dict[str, Callable[[Distribution, float], float]] = {
    "uniform": _uniform_below,
    "triangular": _triangular_below,
    "pert": _beta_below,
    "beta": _beta_below,
    "normal": _normal_below,
    "lognormal": _lognormal_below,
    "gamma": _gamma_below,
    "exponential": _exponential_below,
    "discrete": _discrete_below,
    "quantiles": _quantiles_below,
}
_QUANTILES: dict[str, Callable[[Distribution, np.ndarray], np.ndarray]] = {
    "uniform": _uniform,
    "triangular": _triangular,
    "pert": _beta,
    "beta": _beta,
    "normal": _normal,
    "lognormal": _lognormal,
    "gamma": _gamma,
    "exponential": _exponential,
    "discrete": _discrete,
    "quantiles": _quantiles,
}
