"""A crowd of dots along a strip: one a person, beside each other where values are alike, and none out of the strip."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from decision_model.figures.page.layout import Box
from decision_model.figures.page.scene import Point

LARGEST, SMALLEST = 0.45, 0.11
"""Radius of a dot, in ems, where there is room and where there are hundreds."""
COVER = 0.22
"""The share of a strip that dots cover at most, were none upon another."""


def dot_radius(box: Box, count: int, size: float) -> float:
    """The radius of each of so many dots on a strip, in points."""
    room = sqrt(COVER * box.width * box.height / (4 * max(count, 1)))
    return min(LARGEST * size, 0.3 * box.height, max(SMALLEST * size, room))


def swarm(across: Sequence[float], box: Box, radius: float) -> list[Point]:
    """The centres of dots at these places across: stacked about the middle of the strip where they would touch.

    Dots go in columns as wide as they are; the dots of a column that is too tall lie upon one another evenly. The order
    of dots within a column is that in which they are given.
    """
    columns: dict[int, list[int]] = {}
    for place, x in enumerate(across):
        columns.setdefault(int((x - box.x) // (2 * radius)), []).append(place)
    centres: list[Point] = [(0.0, 0.0)] * len(across)
    middle, room = box.y + box.height / 2, box.height - 2 * radius
    for members in columns.values():
        step = min(2 * radius, room / (len(members) - 1)) if len(members) > 1 else 0.0
        top = middle - step * (len(members) - 1) / 2
        for row, place in enumerate(members):
            centres[place] = (across[place], top + step * row)
    return centres
