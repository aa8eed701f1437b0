"""Weights that stand for an order of importance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Literal, get_args

Method = Literal["centroid", "rank_sum", "reciprocal"]
METHODS: tuple[str, ...] = get_args(Method)


def centroid(places: int) -> list[float]:
    """Rank-order centroid weights of `places` ranks, summing to 1 (Barron & Barrett 1996).

    The i-th of n gets (1/n) times the sum of 1/j for j = i..n: the mean of all weights that fall in that order.
    """
    tails = accumulate(1 / rank for rank in range(places, 0, -1))
    return [tail / places for tail in tails][::-1]


def rank_sum(places: int) -> list[float]:
    """Weights that fall evenly, summing to 1: the i-th of n gets 2(n + 1 - i) / n(n + 1) (Stillwell et al. 1981)."""
    return [2 * (places + 1 - rank) / (places * (places + 1)) for rank in range(1, places + 1)]


def reciprocal(places: int) -> list[float]:
    """Weights as 1, 1/2, 1/3 and so on, made to sum to 1 (Stillwell et al. 1981)."""
    whole = sum(1 / rank for rank in range(1, places + 1))
    return [1 / rank / whole for rank in range(1, places + 1)]


_SHARES: dict[str, Callable[[int], list[float]]] = {
    "centroid": centroid,
    "rank_sum": rank_sum,
    "reciprocal": reciprocal,
}


def weights_of(order: Sequence[Sequence[str]], method: str = "centroid") -> dict[str, float]:
    """Weights for names in order, most important first, ties sharing the mean of their places."""
    shares = _SHARES[method](sum(len(group) for group in order))
    weights: dict[str, float] = {}
    place = 0
    for group in order:
        mean = sum(shares[place : place + len(group)]) / len(group)
        weights.update(dict.fromkeys(group, mean))
        place += len(group)
    return weights
