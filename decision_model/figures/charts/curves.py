"""A chart of curves, each with its name at its end, over one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from decision_model.figures.charts.chart import (
    DASHES,
    Frame,
    Text,
    Ticks,
    dashed,
    draw_grid,
    spread,
    ticks_across,
    ticks_up,
    write_across,
    write_up,
)
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block, Box, Sheet, block, fitted, line
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.plan_colours import Look
from decision_model.figures.page.scene import Point

NAMES = 0.32
"""Share of the page's width that names beside the plot take at most."""


@dataclass(frozen=True)
class Curve:
    """A named line of (across, up) points; where `leads` says so, stretches (low, high), it is drawn thick."""

    title: str
    points: tuple[Point, ...]
    look: Look
    leads: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Mark:
    """A value on the horizontal scale that is pointed out, with a text above the plot."""

    at: float
    text: str
    strong: bool = True


@dataclass(frozen=True)
class Chart:
    """What a chart of curves shows. `bands` are stretches of the horizontal scale that are tinted, `level` a line."""

    across: AxisScale
    up: AxisScale
    across_caption: str
    up_caption: str
    across_text: Text
    up_text: Text
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...] = ()
    bands: tuple[tuple[float, float], ...] = ()
    level: float | None = None
    last: str = ""
    note: str = ""
    more: int = 0


@dataclass(frozen=True)
class ChartLayout:
    """Where everything of a chart goes."""

    frame: Frame
    across: Ticks
    up: Ticks
    caption: Block
    head: Block
    names: tuple[tuple[float, Block], ...]
    marks: tuple[tuple[Mark, float, float, Block], ...]
    foot: Block
    last: Block
    size: float


def paint_curves(opener: Opener, page: Sheet, chart: Chart) -> tuple[Page, ChartLayout]:
    """The chart on a page, with as many curves as can be named in readable type; returns the page and its layout."""
    reduced = chart
    while True:
        fit = fitted(page, partial(lay_out, chart=reduced), page.theme.least if len(reduced.curves) > 1 else 0.0)
        if fit:
            canvas = opener(fit[0])
            _CurvesPainter(canvas, reduced, fit[1]).paint()
            return canvas, fit[1]
        fewer = max(1, int(0.8 * len(reduced.curves)))
        reduced = replace(reduced, curves=reduced.curves[:fewer], more=chart.more + len(chart.curves) - fewer)


def lay_out(page: Sheet, chart: Chart) -> ChartLayout | None:
    """Everything in its place at one size of type; None when it does not fit."""
    room, size = page.room, page.body
    small = page.second
    foot = block(chart.note, room.width, small) if chart.note else Block((), size)
    head = block(chart.up_caption, room.width, small, "bold")
    caption = block(chart.across_caption, room.width, small, "bold")
    last = line(chart.last, small) if chart.last else Block((), small)
    naming = max(small, min(size, page.theme.key))
    wide = _name_width(chart, room.width, naming)
    names = [block(title, wide, naming) for title in _titles(chart)]
    marks_high = 1.35 * size if chart.marks else 0.0
    above = head.height + 0.5 * size + marks_high
    below = 1.6 * size + caption.height + (foot.height + 0.5 * size if foot.lines else 0.0)
    box = Box(
        room.x, room.y + above, room.width - wide - (2.2 * size if wide else 0.6 * size), room.height - above - below
    )
    if box.height < max(7 * size, 0.35 * room.height) or sum(name.height for name in names) > box.height:
        return None
    up = ticks_up(chart.up, box.height, small, chart.up_text)
    margin = max(up.width + 0.8 * size, last.width / 4)
    frame = Frame(Box(box.x + margin, box.y, box.width - margin, box.height), chart.across, chart.up)
    if frame.box.width < max(0.38 * room.width, 8 * size):
        return None
    across = _across(chart, frame, small, last)
    marks = _marks(page, chart, frame, size)
    if marks is None or not across.values:
        return None
    tops = spread(_ends(chart, frame), [name.height for name in names], box.y, box.bottom) if names else []
    placed = tuple(zip(tops, names, strict=True))
    return ChartLayout(frame, across, up, caption, head, placed, marks, foot, last, size)


def _ends(chart: Chart, frame: Frame) -> list[float]:
    """How far down each curve ends, where its name would best stand."""
    ends = [frame.y(min(max(curve.points[-1][1], chart.up.low), chart.up.high)) for curve in chart.curves]
    return [*ends, frame.box.bottom] if chart.more else ends


def _titles(chart: Chart) -> list[str]:
    titles = [curve.title for curve in chart.curves]
    if titles == [""]:
        return []
    return [*titles, f"+{chart.more:,} more"] if chart.more else titles


def _name_width(chart: Chart, room: float, size: float) -> float:
    """The width of the names beside the plot: what they want, at most a share of the page, at least a word."""
    titles = _titles(chart)
    longest = max((line(title, size).width for title in titles), default=0.0)
    least = max((min(fonts.longest_word(title), 9.0) * size for title in titles), default=0.0)
    return min(longest, max(least, NAMES * room)) + (0.01 if titles else 0.0)


def _across(chart: Chart, frame: Frame, size: float, last: Block) -> Ticks:
    """Horizontal ticks; those that would meet the text at the right end are left out."""
    ticks = ticks_across(chart.across, frame.box.width, size, chart.across_text)
    edge = frame.box.right - last.width / 2 - size if last.lines else float("inf")
    clear = [(v, t) for v, t in zip(ticks.values, ticks.texts, strict=True) if frame.x(v) + t.width / 2 < edge]
    return Ticks(tuple(v for v, _ in clear), tuple(t for _, t in clear))


def _marks(page: Sheet, chart: Chart, frame: Frame, size: float) -> tuple[tuple[Mark, float, float, Block], ...] | None:
    """Texts of the marks in one row above the plot, moved aside where they would meet; None when they do not fit."""
    room = page.room
    marks = sorted(chart.marks, key=lambda mark: mark.at)
    texts = [line(mark.text, page.second, "bold" if mark.strong else "normal") for mark in marks]
    widths = [text.width + 0.8 * size for text in texts]
    if sum(widths) > room.width:
        return None
    lefts = spread([frame.x(mark.at) for mark in marks], widths, room.x, room.right)
    top = frame.box.y - 1.35 * size
    return tuple((mark, left + 0.4 * size, top, text) for mark, left, text in zip(marks, lefts, texts, strict=True))


class _CurvesPainter:
    def __init__(self, page: Page, chart: Chart, layout: ChartLayout):
        self.page, self.chart, self.layout = page, chart, layout
        self.frame, self.size, self.stroke = layout.frame, layout.size, page.sheet.stroke

    def paint(self) -> None:
        page, layout, box = self.page, self.layout, self.frame.box
        page.head()
        self.bands()
        draw_grid(page, self.frame, layout.across, layout.up)
        write_across(page, self.frame, layout.across, self.size)
        write_up(page, self.frame, layout.up, self.size)
        page.text(page.sheet.room.x, page.sheet.room.y, layout.head, "soft", gid="head")
        left = max(page.sheet.room.x, box.x + (box.width - layout.caption.width) / 2)
        page.text(left, box.bottom + 1.55 * self.size, layout.caption, "soft", gid="caption")
        foot = page.sheet.room.bottom - layout.foot.height
        page.text(page.sheet.room.x, foot, layout.foot, "soft", gid="note")
        if layout.last.lines:
            end = min(box.right + layout.last.width / 2, page.sheet.room.right) - layout.last.width
            page.text(end, box.bottom + 0.35 * self.size, layout.last, "soft", gid="tick")
        self.marks()
        self.curves()
        self.names()

    def bands(self) -> None:
        """Tinted stretches, and the line that everything is read against."""
        box = self.frame.box
        stretches = [(self.frame.x(low), self.frame.x(high)) for low, high in self.chart.bands]
        bands = [Box(left, box.y, right - left, box.height) for left, right in stretches if right > left]
        self.page.boxes(bands, "tint", "bands", zorder=0.5)
        if self.chart.level is not None:
            y = self.frame.y(self.chart.level)
            self.page.lines([[(box.x, y), (box.right, y)]], "ink", self.stroke, "level", 2)

    def marks(self) -> None:
        """What is pointed out on the horizontal scale: its text above the plot and a line through it."""
        box = self.frame.box
        for strong, colour, gid in ((True, "accent", "marks"), (False, "soft", "soft-marks")):
            paths = []
            for mark, left, top, text in self.layout.marks:
                if mark.strong == strong:
                    self.page.text(left, top, text, colour, gid="mark")
                    x, middle = self.frame.x(mark.at), left + text.width / 2
                    paths.append([(middle, top + text.height), (x, box.y), (x, box.bottom)])
            self.page.lines(paths, colour, 1.1 * self.stroke, gid, 2.2, dashed=not strong)

    def curves(self) -> None:
        """Every curve, those that stand first in the list on top; thick where they lead."""
        curves = self.chart.curves[::-1]
        self.stroke_all([(curve, curve.points) for curve in curves], 1.8, "curves", 3)
        leading = [(curve, _between(curve.points, *stretch)) for curve in curves for stretch in curve.leads]
        self.stroke_all(leading, 4.2, "leading", 3.2)

    def stroke_all(self, lines: Sequence[tuple[Curve, Sequence[Point]]], width: float, gid: str, zorder: float) -> None:
        """Lines in their curves' colours and styles, as one collection."""
        strokes: list[Sequence[Point]] = []
        colours: list[str] = []
        for curve, points in lines:
            path = [self.frame.point(*point) for point in points]
            cut = dashed(path, DASHES[curve.look.style % len(DASHES)], self.size)
            strokes += cut
            colours += [self.page.colour(curve.look.colour)] * len(cut)
        self.page.lines(strokes, colours, width * self.stroke, gid, zorder)

    def names(self) -> None:
        """Each curve's name beside its end, tied to it by a fine line."""
        right = self.frame.box.right
        left = right + 1.9 * self.size
        ties, colours = [], []
        for place, (top, name) in enumerate(self.layout.names):
            curve = self.chart.curves[place] if place < len(self.chart.curves) else None
            self.page.text(left, top, name, "ink" if curve else "soft", gid="name")
            if curve:
                end = self.frame.y(min(max(curve.points[-1][1], self.chart.up.low), self.chart.up.high))
                middle = top + name.height / 2
                ties.append([(right, end), (right + 0.9 * self.size, middle), (left - 0.3 * self.size, middle)])
                colours.append(self.page.colour(curve.look.colour))
        self.page.lines(ties, colours, self.stroke, "ties", 2.5)


def _between(points: Sequence[Point], low: float, high: float) -> list[Point]:
    """The part of a line from `low` to `high`, its ends put in where they fall between points."""
    inner = [point for point in points if low < point[0] < high]
    return [_on(points, low), *inner, _on(points, high)]


def _on(points: Sequence[Point], across: float) -> Point:
    for (a, b), (c, d) in pairwise(points):
        if a <= across <= c:
            return (across, b if c == a else b + (d - b) * (across - a) / (c - a))
    return points[0] if across < points[0][0] else points[-1]
