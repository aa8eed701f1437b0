"""Ranked bars: what each of several things is worth, in the words of a table and the length of a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision_model.analysis.units import differences as differences
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.charts.strips import Strip, Strips, StripsLayout, bar_height, fit_strips
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, Sheet
from decision_model.figures.page.page import Opener, Page


@dataclass(frozen=True)
class Bar:
    """One row: its words, the length of its bar and, where it is part of a whole, the length of that.

    One without numbers is the heading of those that follow it, and has no bar.
    """

    title: str
    under: str
    value: float
    numbers: tuple[str, ...]
    whole: float | None = None
    colour: str = "accent"


@dataclass(frozen=True)
class Bars:
    """Bars in order; those that are ranked have their first emphasised where it is worth something."""

    rows: tuple[Bar, ...]
    heads: tuple[str, ...]
    head: str
    note: str = ""
    is_ranked: bool = True
    longest: float | None = None
    """What a bar across the whole chart stands for, where it is not the longest of the rows."""

    def strips(self) -> Strips:
        values = [end for row in self.rows for end in (row.value, row.whole or 0.0, self.longest or 0.0)]
        low, high = min([0.0, *values]), max([0.0, *values])
        across = AxisScale(low, high if high > low else low + 1.0)
        first = next((place for place, row in enumerate(self.rows) if row.numbers), 0)
        rows = [
            Strip(
                row.title,
                row.numbers,
                row.under,
                strong=self.is_ranked and place == first and row.value > 0,
                heading=not row.numbers,
            )
            for place, row in enumerate(self.rows)
        ]
        heads, head = (self.heads, self.head) if rows else ((), "")
        return Strips(tuple(rows), across, heads, head, note=self.note)


def paint_bars(opener: Opener, page: Sheet, bars: Bars) -> None:
    """The bars on a page, as many as can be read."""
    sheet, strips, layout = fit_strips(page, bars.strips())
    canvas = opener(sheet)
    paint_frame(canvas, strips, layout)
    _paint(canvas, strips, layout, bars.rows)


def _paint(page: Page, strips: Strips, layout: StripsLayout, rows: Sequence[Bar]) -> None:
    parts, colours, wholes = [], [], []
    zero = layout.x(strips.across, 0.0)
    for row, bar in zip(layout.rows, rows, strict=False):
        if row.strip.heading:
            continue
        tall = bar_height(row.box, layout.size, 1.5)
        top = row.box.y + (row.box.height - tall) / 2
        end = layout.x(strips.across, bar.value)
        parts.append(Box(min(zero, end), top, abs(end - zero), tall))
        colours.append(page.colour(bar.colour if bar.value > 0 else "faint"))
        if bar.whole is not None:
            wholes.append(Box(zero, top, layout.x(strips.across, bar.whole) - zero, tall))
    page.boxes(parts, colours, "bars", zorder=3)
    page.boxes(wholes, "none", "wholes", edge="soft", width=page.sheet.stroke, zorder=3.4)
    stretches = [[(zero, row.box.y), (zero, row.box.bottom)] for row in layout.rows if not row.strip.heading]
    page.lines(stretches, "faint", page.sheet.stroke, "zero", 3.6)
