"""Weights that stand for an order of importance."""

from __future__ import annotations


def centroid(places: int) -> list[float]:
    """Rank-order centroid weights of `places` ranks, summing to 1 (Barron & Barrett 1996).

    The i-th of n gets (1/n) times the sum of 1/j for j = i..n: the mean of all weights that fall in that order.
    """
    return [sum(1 / j for j in range(rank, places + 1)) / places for rank in range(1, places + 1)]
