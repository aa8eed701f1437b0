"""Weights that stand for an order of importance."""

from __future__ import annotations

from collections.abc import Sequence


def centroid(places: int) -> list[float]:
    """Rank-order centroid weights of `places` ranks, summing to 1 (Barron & Barrett 1996).

    The i-th of n gets (1/n) times the sum of 1/j for j = i..n: the mean of all weights that fall in that order.
    """
    return [sum(1 / j for j in range(rank, places + 1)) / places for rank in range(1, places + 1)]


def weights_of(order: Sequence[Sequence[str]]) -> dict[str, float]:
    """Weights for names in order, most important first: their centroid, ties sharing the mean of their places."""
    shares = centroid(sum(len(group) for group in order))
    weights: dict[str, float] = {}
    place = 0
    for group in order:
        mean = sum(shares[place : place + len(group)]) / len(group)
        weights.update(dict.fromkeys(group, mean))
        place += len(group)
    return weights
