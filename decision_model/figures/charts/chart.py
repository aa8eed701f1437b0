"""A frame with two scales on a page: grid, ticks, curves, and labels beside them that never overlap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from decision_model.analysis.robustness.sensitivity.number_range import NumberRange
from decision_model.figures.charts.scales import AxisScale, marked
from decision_model.figures.page.layout import Block, Box, line
from decision_model.figures.page.page import Page
from decision_model.figures.page.scene import Point
from decision_model.words.numbers import MINUS

Text = Callable[[float], str]
DASHES: tuple[tuple[float, ...] | None, ...] = (None, (0.9, 0.6), (0.1, 0.5), (1.2, 0.6, 0.1, 0.6))
"""Line styles for curves that share a colour: strokes and gaps in ems, wide enough for round ends."""


@dataclass(frozen=True)
class Ticks:
    """Values to mark along one scale, and how they are written."""

    values: tuple[float, ...]
    texts: tuple[Block, ...]

    @property
    def width(self) -> float:
        return max((text.width for text in self.texts), default=0.0)

    @property
    def height(self) -> float:
        return max((text.height for text in self.texts), default=0.0)


def round_text(factor: float = 1.0, sign: str = "") -> Text:
    """How round values are written on a scale: all their digits, in the unit that the factor and the sign stand for."""
    return lambda value: f"{value / factor:,.10g}{sign}".replace("-", MINUS)


def range_text(number: NumberRange) -> Text:
    """How round values of a number are written on its scale; those of shares in percent."""
    return round_text(0.01, "%") if number.is_share else round_text()


def ticks_across(scale: AxisScale, room: float, size: float, text: Text) -> Ticks:
    """Ticks of a horizontal scale, as many as leave an em between their texts and stay near its ends."""
    values = marked(scale, room, 1.2 * size, text, lambda label: line(label, size).width)
    return Ticks(tuple(values), tuple(line(text(value), size) for value in values))


def ticks_up(scale: AxisScale, room: float, size: float, text: Text) -> Ticks:
    """Ticks of a vertical scale, as many as leave room for their texts."""
    values = scale.ticks(max(1, min(7, int(room / (2.2 * size)))))
    return Ticks(tuple(values), tuple(line(text(value), size) for value in values))


@dataclass(frozen=True)
class Frame:
    """A plot's box and its scales, in points of the page."""

    box: Box
    across: AxisScale
    up: AxisScale

    def x(self, value: float) -> float:
        return self.box.x + self.box.width * self.across.part(value)

    def y(self, value: float) -> float:
        return self.box.bottom - self.box.height * self.up.part(value)

    def point(self, across: float, up: float) -> Point:
        return self.x(across), self.y(up)


def draw_grid(page: Page, frame: Frame, across: Ticks, up: Ticks) -> None:
    """Fine lines at the ticks, a stronger one at the foot."""
    box, stroke = frame.box, page.sheet.stroke
    level = [[(box.x, frame.y(value)), (box.right, frame.y(value))] for value in up.values]
    upright = [[(frame.x(value), box.y), (frame.x(value), box.bottom)] for value in across.values]
    page.lines([*level, *upright], "band", 0.8 * stroke, "grid", 1)
    page.lines([[(box.x, box.bottom), (box.right, box.bottom)]], "faint", stroke, "axis", 1.5)


def write_across(page: Page, frame: Frame, ticks: Ticks, size: float) -> None:
    """The texts of the horizontal ticks, below the frame; those at the ends are kept on the page."""
    for value, text in zip(ticks.values, ticks.texts, strict=True):
        left = min(max(frame.x(value) - text.width / 2, page.sheet.room.x), page.sheet.room.right - text.width)
        page.text(left, frame.box.bottom + 0.35 * size, text, "soft", gid="tick")


def write_up(page: Page, frame: Frame, ticks: Ticks, size: float) -> None:
    """The texts of the vertical ticks, left of the frame, and just clear of those below it."""
    for value, text in zip(ticks.values, ticks.texts, strict=True):
        top = min(frame.y(value) - text.height / 2, frame.box.bottom + 0.3 * size - text.height)
        page.text(frame.box.x - 0.5 * size, top, text, "soft", "right", gid="tick")


def spread(centres: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Tops of labels as near to their centres as can be without overlapping, between two bounds.

    Neighbours that would overlap move apart evenly: isotonic regression of what is left of the centres once the heights
    of those above are taken off (pool adjacent violators; Ayer et al. 1955).
    """
    order = sorted(range(len(centres)), key=lambda label: centres[label])
    above = [sum(heights[label] for label in order[:place]) for place in range(len(order))]
    pools: list[tuple[float, int]] = []
    for place, label in enumerate(order):
        mean, count = centres[label] - heights[label] / 2 - above[place], 1
        while pools and pools[-1][0] > mean:
            before, weight = pools.pop()
            mean, count = (before * weight + mean * count) / (weight + count), weight + count
        pools.append((mean, count))
    free = [mean for mean, count in pools for _ in range(count)]
    most = bottom - sum(heights)
    tops = [0.0] * len(order)
    for place, label in enumerate(order):
        tops[label] = min(max(free[place], top), max(top, most)) + above[place]
    return tops


def dashed(points: Sequence[Point], pattern: Sequence[float] | None, em: float) -> list[list[Point]]:
    """A polyline cut into the strokes of a line style; whole where there is none."""
    if pattern is None:
        return [list(points)]
    lengths = [length * em for length in pattern]
    strokes: list[list[Point]] = [[points[0]]]
    place, left = 0, lengths[0]
    for start, end in pairwise(points):
        while (reach := ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5) > left:
            share = left / reach
            start = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
            if place % 2 == 0:
                strokes[-1].append(start)
            else:
                strokes.append([start])
            place = (place + 1) % len(lengths)
            left = lengths[place]
        left -= reach
        if place % 2 == 0:
            strokes[-1].append(end)
    return [stroke for stroke in strokes if len(stroke) > 1]
