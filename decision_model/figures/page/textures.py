"""Textures drawn as plain strokes cut to their box, so that every viewer shows the same ones."""

from __future__ import annotations

from collections.abc import Iterator

from decision_model.figures.page.layout import Box

Stroke = tuple[tuple[float, float], tuple[float, float]]


def strokes(box: Box, texture: str, spacing: float) -> Iterator[Stroke]:
    """The strokes of a texture inside a box."""
    if texture in ("rising", "crossed"):
        yield from _slanted(box, spacing, rising=True)
    if texture in ("falling", "crossed"):
        yield from _slanted(box, spacing, rising=False)
    if texture == "level":
        yield from _level(box, spacing * 0.8)


def _level(box: Box, spacing: float) -> Iterator[Stroke]:
    count = max(1, round(box.height / spacing))
    for number in range(1, count):
        y = box.y + box.height * number / count
        yield (box.x, y), (box.right, y)


def _slanted(box: Box, spacing: float, rising: bool) -> Iterator[Stroke]:
    """Lines at 45 degrees on a grid of the page, so that neighbouring boxes continue each other."""
    step = spacing * 1.4
    low, high = (box.x + box.y, box.right + box.bottom) if rising else (box.x - box.bottom, box.right - box.y)
    for number in range(int(low // step) + 1, int(high // step) + 1):
        at = number * step
        if rising:
            left, right = max(box.x, at - box.bottom), min(box.right, at - box.y)
            ends = (left, at - left), (right, at - right)
        else:
            left, right = max(box.x, at + box.y), min(box.right, at + box.bottom)
            ends = (left, left - at), (right, right - at)
        if right > left:
            yield ends
