"""Draws of uncertain numbers: from ranges, distributions and, for what adds up to a whole, Dirichlet."""

from __future__ import annotations

from zlib import crc32

import numpy as np

from decision_model.errors import ModelError, Problem
from decision_model.model import Distribution
from decision_model.model.quantiles import quantile, share_below

Range = tuple[float, float]


def chunk_generator(*entropy: int) -> np.random.Generator:
    """Random numbers of a seed and what else tells streams apart, the number of the chunk of draws last."""
    *others, chunk = entropy
    return np.random.default_rng([*others, chunk] if chunk else others)


def generator(seed: int, name: str, chunk: int = 0) -> np.random.Generator:
    """Random numbers of one name, for a chunk of draws: they stay the same whatever else is drawn."""
    return chunk_generator(seed, crc32(name.encode()), chunk)


def drawn(spread: Distribution | Range, within: Range | None, uniform: np.ndarray) -> np.ndarray:
    """Values of a distribution (truncated to `within`) or of an even range, from even draws in 0..1.

    By inversion: the draw is the share of the probability that lies below the value (Devroye 1986).
    """
    if not isinstance(spread, Distribution):
        return spread[0] + uniform * (spread[1] - spread[0])
    low, high = spread.ends
    if not low < high and (within is None or within[0] <= low <= within[1]):
        return np.full(uniform.shape, low)
    below, above = (0.0, 1.0) if within is None else _shares_within(spread, within)
    if above <= below:
        problem = f"none of its {spread.kind} distribution lies within its range."
        raise ModelError([Problem(("distribution",), problem, "Widen the range or move the distribution.")])
    values = quantile(spread, below + uniform * (above - below))
    return values if within is None else np.clip(values, *within)


def _shares_within(spread: Distribution, within: Range) -> Range:
    """The probability below a range, and that below it or within it; a single value at its lower end is within."""
    lowest = np.nextafter(within[0], -np.inf) if spread.kind == "discrete" else within[0]
    return share_below(spread, float(lowest)), share_below(spread, within[1])


def support(spread: Distribution) -> Range | None:
    """The lowest and the highest value that a distribution allows; None where it has no end on some side."""
    return spread.ends if spread.is_bounded else None


def dirichlet(shares: np.ndarray, concentration: float, draws: int, random: np.random.Generator) -> np.ndarray:
    """(parts, draws): parts of a whole around `shares`, adding up to 1; shares of 0 stay 0.

    `concentration` is the sum of the Dirichlet parameters: the larger, the closer to `shares` (Ferguson 1973).
    """
    alphas = concentration * shares / shares.sum()
    log_gammas = np.stack([_log_gamma_draws(alpha, draws, random) for alpha in alphas])
    gammas = np.exp(log_gammas - log_gammas.max(axis=0))
    return np.asarray(gammas / gammas.sum(axis=0))


def _log_gamma_draws(shape: float, draws: int, random: np.random.Generator) -> np.ndarray:
    """Logarithms of gamma draws, which for small shapes are too small to be written out (Stuart 1962)."""
    if shape == 0:
        return np.full(draws, -np.inf)
    return np.asarray(np.log(random.standard_gamma(shape + 1, draws)) + np.log1p(-random.random(draws)) / shape)
