"""Convex polygons cut by straight lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

Point = tuple[float, float]
Polygon = tuple[Point, ...]


def rectangle(across: tuple[float, float], up: tuple[float, float]) -> Polygon:
    """The corners of a rectangle from two ranges (low, high), in order round it."""
    (left, right), (bottom, top) = across, up
    return ((left, bottom), (right, bottom), (right, top), (left, top))


def halves(polygon: Polygon, sides: Iterable[Sequence[float]]) -> Polygon:
    """What is left of a convex polygon where a x + b y + c >= 0 for every (a, b, c) (Sutherland & Hodgman 1974)."""
    for a, b, c in sides:
        if not polygon:
            break
        polygon = _half(polygon, a, b, c)
    return polygon


def _half(polygon: Polygon, a: float, b: float, c: float) -> Polygon:
    kept: list[Point] = []
    heights = [a * x + b * y + c for x, y in polygon]
    if min(heights) >= 0:
        return polygon
    for index, (corner, height) in enumerate(zip(polygon, heights, strict=True)):
        last, before = polygon[index - 1], heights[index - 1]
        if (height < 0) != (before < 0) and before != 0 and height != 0:
            share = before / (before - height)
            kept.append((last[0] + share * (corner[0] - last[0]), last[1] + share * (corner[1] - last[1])))
        if height >= 0:
            kept.append(corner)
    return tuple(dict.fromkeys(kept))


def planes_through(x: np.ndarray, y: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """(n, 3): a, b, c of the planes a x + b y + c through three points (3,), from the heights (n, 3) there.

    By Cramer's rule, element by element.
    """
    right, across = x[1:] - x[0], y[1:] - y[0]
    rise, climb = (heights[:, place] - heights[:, 0] for place in (1, 2))
    spread = right[0] * across[1] - right[1] * across[0]
    a = (rise * across[1] - climb * across[0]) / spread
    b = (climb * right[0] - rise * right[1]) / spread
    return np.stack([a, b, heights[:, 0] - a * x[0] - b * y[0]], axis=1)


def area(polygon: Polygon) -> float:
    """By the shoelace formula."""
    pairs = zip(polygon, (*polygon[1:], *polygon[:1]), strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def centre(polygon: Polygon) -> Point:
    """The mean of the corners, which lies inside a convex polygon."""
    return sum(x for x, _ in polygon) / len(polygon), sum(y for _, y in polygon) / len(polygon)
