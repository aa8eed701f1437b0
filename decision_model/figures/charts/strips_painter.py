"""Paints what all rows share: titles, numbers, heads, ticks, captions and notes."""

from __future__ import annotations

from collections.abc import Sequence

from decision_model.figures.charts.chart import DASHES, dashed
from decision_model.figures.charts.strips import StripRow, Strips, StripsLayout, below_ticks
from decision_model.figures.page.layout import Box
from decision_model.figures.page.page import Page
from decision_model.figures.page.plan_colours import Look
from decision_model.figures.page.scene import Point


def paint_frame(page: Page, strips: Strips, layout: StripsLayout) -> None:
    """Words, grid and numbers; the strips themselves and the panel are the caller's to paint."""
    page.head()
    bands(page, layout)
    grid(page, strips, layout)
    for right, head in zip(layout.rights, layout.heads, strict=False):
        page.text(right, layout.heads_top, head, "soft", "right", gid="head")
    page.text(layout.plot.x, layout.heads_top, layout.head, "soft", gid="head")
    if layout.rows:
        page.text(layout.rows[0].second.x, layout.heads_top, layout.second_head, "soft", gid="head")
    for row in layout.rows:
        words(page, layout, row)
    room, size = page.sheet.room, layout.size
    left = layout.plot.x + (layout.plot.width - layout.caption.width) / 2
    below = layout.plot.bottom + (below_ticks(page.sheet) if layout.ticks.values else 0.2 * size)
    page.text(left, below, layout.caption, "soft", gid="caption")
    note = room.bottom - layout.foot.height if layout.rows else room.y + 0.4 * (room.height - layout.foot.height)
    page.text(room.x, note, layout.foot, "soft", gid="note")
    end = layout.rows[-1].box.bottom if layout.rows else layout.plot.y
    page.text(layout.titles, end + 0.2 * size, layout.more, "soft", gid="more")


def bands(page: Page, layout: StripsLayout) -> None:
    """Every strong row on a tint."""
    room = page.sheet.room
    strong = [row.box for row in layout.rows if row.strip.strong]
    boxes = [Box(room.x - 0.3 * layout.size, b.y, room.width + 0.6 * layout.size, b.height) for b in strong]
    page.boxes(boxes, "tint", "leaders", zorder=0.5)


def grid(page: Page, strips: Strips, layout: StripsLayout) -> None:
    """Upright lines at the ticks through all rows and the panel, with their values at the foot."""
    plot, stroke, size = layout.plot, page.sheet.stroke, layout.size
    for value, text in zip(layout.ticks.values, layout.ticks.texts, strict=True):
        x = layout.x(strips.across, value)
        left = min(max(x - text.width / 2, page.sheet.room.x), page.sheet.room.right - text.width)
        page.text(left, plot.bottom + 0.35 * size, text, "soft", gid="tick")
    across = [layout.x(strips.across, value) for value in layout.ticks.values]
    lines = [[(x, plot.y), (x, plot.bottom)] for x in across]
    page.lines(lines, "band", 0.8 * stroke, "grid", 1)
    if layout.ticks.values:
        page.lines([[(plot.x, plot.bottom), (plot.right, plot.bottom)]], "faint", stroke, "axis", 1.5)


def words(page: Page, layout: StripsLayout, row: StripRow) -> None:
    """A row's title with what stands under it, and its numbers."""
    middle = row.box.y + row.box.height / 2
    top = middle - (row.title.height + row.under.height) / 2
    colour, kind = ("soft", "heading-of-rows") if row.strip.heading else ("ink", "title-of-row")
    page.text(layout.titles, top, row.title, colour, gid=kind)
    page.text(layout.titles, top + row.title.height, row.under, "soft", gid="under")
    for right, number in zip(layout.rights, row.numbers, strict=False):
        page.text(right, middle - number.height / 2, number, align="right", gid="number")


def samples(page: Page, layout: StripsLayout, styles: Sequence[Look]) -> None:
    """A piece of each row's line before its title."""
    left = page.sheet.room.x
    strokes: list[Sequence[Point]] = []
    colours: list[str] = []
    for row, look in zip(layout.rows, styles, strict=False):
        y = row.box.y + row.box.height / 2
        cut = dashed([(left, y), (left + 2.5 * layout.size, y)], DASHES[look.style % len(DASHES)], layout.size)
        strokes += cut
        colours += [page.colour(look.colour)] * len(cut)
    page.lines(strokes, colours, 2.6 * page.sheet.stroke, "samples", 3)
