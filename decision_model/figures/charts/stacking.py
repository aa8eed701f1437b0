"""Stacked bars: gains to one side of zero, losses to the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def stacked(contributions: Mapping[str, float]) -> list[tuple[str, float, float]]:
    """Each consideration's stretch of the bar, in file order."""
    parts = []
    gains = losses = 0.0
    for name, amount in contributions.items():
        if amount >= 0:
            parts.append((name, gains, gains + amount))
            gains += amount
        else:
            parts.append((name, losses + amount, losses))
            losses += amount
    return parts


def extent(values: Iterable[float]) -> tuple[float, float]:
    """Where a stacked bar begins and ends."""
    amounts = list(values)
    return sum(value for value in amounts if value < 0), sum(value for value in amounts if value > 0)
