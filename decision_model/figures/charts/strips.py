"""Rows over one shared scale: a title, a strip to paint in, and columns of numbers; below them, if wanted, one plot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from decision_model.figures.charts.chart import Text, Ticks, ticks_across
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block, Box, Sheet, block, fitted, line, spread

T = TypeVar("T")
THICK = 0.22
"""Share of a row's height that its bar takes at least."""


@dataclass(frozen=True)
class Strip:
    """One row: `under` is a softer line below the title, `numbers` stand right of the strip, one a column.

    One that is a `heading` stands above those that follow it, across the whole width.
    """

    title: str
    numbers: tuple[str, ...] = ()
    under: str = ""
    strong: bool = False
    heading: bool = False


@dataclass(frozen=True)
class Strips:
    """What rows show. `heads` stand above the columns of numbers, `sample` leaves room for a sign before the titles.

    `second` is the share of the width that a second area right of the strips takes, with `second_head` above it.
    `panel` is the share of the height that a plot below the rows takes; without an `across_text` the scale has no
    ticks. `tall` is the least height of a row in ems; where there is room rows grow up to `stretch` times,
    and stand in the middle of what is left.
    """

    rows: tuple[Strip, ...]
    across: AxisScale
    heads: tuple[str, ...] = ()
    head: str = ""
    caption: str = ""
    across_text: Text | None = None
    panel: float = 0.0
    panel_margin: float = 0.0
    sample: float = 0.0
    note: str = ""
    second: float = 0.0
    second_head: str = ""
    tall: float = 2.2
    stretch: float = 2.2
    more: int = 0


@dataclass(frozen=True)
class StripRow:
    """A strip in its place: `box` is what its plot may fill, `second` the area right of it."""

    strip: Strip
    place: int
    box: Box
    second: Box
    title: Block
    under: Block
    numbers: tuple[Block, ...]


@dataclass(frozen=True)
class StripsLayout:
    """Where everything goes; `panel` is the box of the plot below, as wide as the strips."""

    rows: tuple[StripRow, ...]
    titles: float
    rights: tuple[float, ...]
    heads: tuple[Block, ...]
    heads_top: float
    head: Block
    second_head: Block
    ticks: Ticks
    caption: Block
    foot: Block
    panel: Box
    plot: Box
    more: Block
    size: float

    def x(self, across: AxisScale, value: float) -> float:
        return self.plot.x + self.plot.width * across.part(value)


def fit_strips(page: Sheet, strips: Strips) -> tuple[Sheet, Strips, StripsLayout]:
    """The rows in the largest type that fits; fewer of them where it could not be read."""
    sheet, layout, strips = fit_fewer(page, strips, lay_out)
    return sheet, strips, layout


def fit_fewer(page: Sheet, strips: Strips, attempt: Callable[..., T | None]) -> tuple[Sheet, T, Strips]:
    """What an attempt(page, strips=...) makes of the rows in the largest type that fits; fewer where it is too small.

    Returns the sheet, what was made, and the rows that are shown, which say how many more there are.
    """
    reduced = strips
    while True:
        least = page.theme.least if len(reduced.rows) > 1 else 0.0
        fit = fitted(page, partial(attempt, strips=reduced), least)
        if fit:
            return fit[0], fit[1], reduced
        fewer = len(reduced.rows) - max(1, int(0.15 * len(reduced.rows)))
        while fewer > 1 and reduced.rows[fewer - 1].heading:
            fewer -= 1
        hidden = sum(not row.heading for row in strips.rows[fewer:])
        reduced = replace(reduced, rows=reduced.rows[:fewer], more=strips.more + hidden)


def bar_height(row: Box, size: float, ems: float) -> float:
    """How high a bar in a row is: some ems of the type, at most half of the row, and in very high rows a part of it."""
    return min(0.5 * row.height, max(ems * size, THICK * row.height))


def below_ticks(page: Sheet) -> float:
    """How far below the plot its caption begins, where there are ticks."""
    return 0.4 * page.body + fonts.LINE * page.second


def lay_out(page: Sheet, strips: Strips) -> StripsLayout | None:
    """Everything in its place at one size of type; None when it does not fit."""
    room, size = page.room, page.body
    small = page.second
    sizes = (size, small, page.first)
    columns = _columns(strips, room, sizes)
    if columns is None:
        return None
    wide, rights, plot_left, end_right = columns
    plot_right = plot_left + (1 - strips.second) * (end_right - plot_left) - (1.2 * size if strips.second else 0.0)
    second = plot_left + (1 - strips.second) * (end_right - plot_left)
    second_head = block(strips.second_head, end_right - second, small, "bold") if strips.second else Block((), small)
    heads = tuple(line(text, small, "bold") for text in strips.heads)
    head = block(strips.head, plot_right - plot_left, small, "bold") if strips.head else Block((), small)
    foot = block(strips.note, room.width, small if strips.rows else page.first) if strips.note else Block((), size)
    caption = block(strips.caption, plot_right - plot_left, small, "bold") if strips.caption else Block((), small)
    more = line(f"+{strips.more:,} more", small) if strips.more else Block((), size)
    top = room.y + max([head.height, second_head.height, *(text.height for text in heads)], default=0.0) + 0.5 * size
    axis = (below_ticks(page) if strips.across_text else 0.0) + (caption.height + 0.2 * size if caption.lines else 0.0)
    bottom = room.bottom - axis - (foot.height + 0.5 * size if foot.lines else 0.0)
    panel_height = strips.panel * (bottom - top)
    rows_bottom = bottom - panel_height - (more.height + 0.3 * size if more.lines else 0.0)
    rows = _rows(strips, wide, (plot_left, plot_right), (second, end_right), sizes)
    rows = _evened(rows, rows_bottom - top)
    needed = sum(row.box.height for row in rows)
    if needed > rows_bottom - top or foot.height > 0.35 * room.height or (strips.panel and panel_height < 6 * size):
        return None
    stretch, drop = spread(needed, rows_bottom - top, strips.stretch)
    drop = 0.0 if strips.panel else drop
    placed = _stretched(rows, top + drop, stretch)
    top, end = top + drop, placed[-1].box.bottom if placed else top
    gap = 1.6 * size if strips.panel else 0.0
    start = end + gap + (more.height + 0.3 * size if more.lines else 0.0)
    panel = Box(plot_left, start, plot_right - plot_left, max(bottom - start, 0.0) if strips.panel else 0.0)
    plot = Box(plot_left, top, plot_right - plot_left, (panel.bottom if strips.panel else end) - top)
    ticks = ticks_across(strips.across, plot.width, small, strips.across_text) if strips.across_text else Ticks((), ())
    if strips.across_text and not ticks.values:
        return None
    titles = room.x + strips.sample * size
    words = (heads, room.y + drop, head, second_head, ticks, caption, foot)
    return StripsLayout(placed, titles, rights, *words, panel, plot, more, size)


def _columns(
    strips: Strips, room: Box, sizes: tuple[float, float, float]
) -> tuple[float, tuple[float, ...], float, float] | None:
    """Width of the titles, right edges of the columns of numbers, left and right edge of the strips."""
    size, small, large = sizes
    widths = []
    for place in range(max([len(strips.heads), *(len(row.numbers) for row in strips.rows)], default=0)):
        needed = [
            line(row.numbers[place], large if row.strong else size, "bold").width
            for row in strips.rows
            if place < len(row.numbers)
        ]
        head = [line(strips.heads[place], small, "bold").width] if place < len(strips.heads) else []
        widths.append(max([*needed, *head], default=0.0) + 1.2 * size)
    sample = strips.sample * size
    free = room.width - sum(widths) - sample - 1.4 * size - strips.panel_margin * size
    named = [row for row in strips.rows if not row.heading]
    longest = max((_title_width(row, large if row.strong else size, small) for row in named), default=0.0)
    least = max(
        (min(fonts.longest_word(row.title, "bold"), 9.0) * (large if row.strong else size) for row in named),
        default=0.0,
    )
    wide = min(longest, max(least, 0.4 * free))
    plot_left = room.x + sample + wide + 0.9 * size + strips.panel_margin * size
    plot_right = room.right - sum(widths) - 0.5 * size
    if plot_right - plot_left < 0.3 * room.width:
        return None
    rights, right = [], plot_right + 0.5 * size
    for width in widths:
        right += width
        rights.append(right)
    return wide, tuple(rights), plot_left, plot_right


def _title_width(row: Strip, size: float, small: float) -> float:
    title = line(row.title, size, "bold").width
    return max(title, line(row.under, small).width) + 0.01


def _rows(
    strips: Strips,
    wide: float,
    first: tuple[float, float],
    second: tuple[float, float],
    sizes: tuple[float, float, float],
) -> list[StripRow]:
    (size, small, large), rows = sizes, []
    for place, strip in enumerate(strips.rows):
        box, beside = (Box(left, 0.0, right - left, 0.0) for left, right in (first, second))
        if strip.heading:
            head = block(strip.title, second[1] - first[0] + wide, small, "bold")
            row = StripRow(strip, place, box, beside, head, Block((), size), ())
            rows.append(_at_height(row, 0.0, head.height + 0.4 * size))
            continue
        weight, own = ("bold", large) if strip.strong else ("normal", size)
        title = block(strip.title, wide + 0.01, own, weight)
        under = block(strip.under, wide + 0.01, small) if strip.under else Block((), size)
        numbers = tuple(line(number, own, weight) for number in strip.numbers)
        height = max(title.height + under.height + 0.5 * size, strips.tall * size)
        rows.append(_at_height(StripRow(strip, place, box, beside, title, under, numbers), 0.0, height))
    return rows


def _evened(rows: list[StripRow], room: float) -> list[StripRow]:
    """Rows of one height, where there is room for that; headings keep theirs."""
    tallest = max((row.box.height for row in rows if not row.strip.heading), default=0.0)
    evened = [row if row.strip.heading else _at_height(row, row.box.y, tallest) for row in rows]
    return evened if sum(row.box.height for row in evened) <= room else rows


def _at_height(row: StripRow, top: float, height: float) -> StripRow:
    """A row with its areas at another height."""
    return replace(row, box=replace(row.box, y=top, height=height), second=replace(row.second, y=top, height=height))


def _stretched(rows: Sequence[StripRow], top: float, stretch: float) -> tuple[StripRow, ...]:
    placed = []
    for row in rows:
        height = row.box.height * stretch
        placed.append(_at_height(row, top, height))
        top += height
    return tuple(placed)
