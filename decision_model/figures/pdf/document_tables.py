"""Tables of a booklet: columns as wide as their content asks, cells wrapped, the type as large as the page allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block, Box, block
from decision_model.figures.page.page import Page

LARGEST, LEAST, STEP = 7.8, 5.4, 0.3
PAD = 4.0
HEAD = 8.0
"""Ems up to which a head asks for a line of its own."""


@dataclass(frozen=True)
class Table:
    """Texts in columns; `numeric` columns stand to the right, and no row is lower than `least` points."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    least: float = 0.0


@dataclass(frozen=True)
class Line:
    """One row set."""

    cells: tuple[Block, ...]
    height: float


@dataclass(frozen=True)
class TableLayout:
    """A table set: the left edges and widths of its columns, its head and its rows."""

    table: Table
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    head: Line
    rows: tuple[Line, ...]

    def paint(self, page: Page, x: float, y: float, place: int) -> None:
        """The row at a place, or the head (-1)."""
        line = self.head if place < 0 else self.rows[place]
        right = x + self.lefts[-1] + self.widths[-1] + PAD
        if place < 0:
            page.boxes([Box(x, y, right - x, line.height)], "band", "head", zorder=1)
        page.lines([[(x, y + line.height), (right, y + line.height)]], "faint", 0.4, "rule", 1.5)
        for left, width, cell, numeric in zip(self.lefts, self.widths, line.cells, self.table.numeric, strict=True):
            at, align = (x + left + width, "right") if numeric else (x + left, "left")
            page.text(at, y + PAD / 2, cell, "soft" if place < 0 else "ink", align, gid="cell")


def lay_out_table(table: Table, room: float) -> TableLayout:
    """The table in the largest type in which no word is broken; in the smallest one whatever happens."""
    size = LARGEST
    while size > LEAST and sum(_least_widths(table, size)) > room:
        size -= STEP
    widths = _widths(_least_widths(table, size), _natural_widths(table, size), room - 2 * PAD * len(table.columns))
    lefts, left = [], PAD
    for width in widths:
        lefts.append(left)
        left += width + 2 * PAD
    lines = (_line(row, widths, size) for row in table.rows)
    rows = tuple(replace(line, height=max(line.height, table.least)) for line in lines)
    return TableLayout(table, tuple(lefts), tuple(widths), _line(table.columns, widths, size, "bold"), rows)


def _line(cells: Sequence[str], widths: Sequence[float], size: float, weight: str = "normal") -> Line:
    blocks = tuple(block(cell, width + 0.01, size, weight) for cell, width in zip(cells, widths, strict=True))
    return Line(blocks, max((cell.height for cell in blocks), default=size) + PAD)


def _columns(table: Table) -> list[list[str]]:
    return [[row[place] for row in table.rows] for place in range(len(table.columns))]


def _least_widths(table: Table, size: float) -> list[float]:
    """The longest word of every column, with the space around it."""
    heads = [fonts.longest_word(head, "bold") for head in table.columns]
    bodies = [max((fonts.longest_word(cell) for cell in cells), default=0.0) for cells in _columns(table)]
    return [size * max(widths) + 2 * PAD for widths in zip(heads, bodies, strict=True)]


def _natural_widths(table: Table, size: float) -> list[float]:
    """Every column on one line a row, within reason."""
    longest = [max((fonts.width(cell) for cell in cells), default=0.0) for cells in _columns(table)]
    heads = [min(fonts.width(head, "bold"), HEAD) for head in table.columns]
    return [size * max(min(width, 45.0), head) for width, head in zip(longest, heads, strict=True)]


def _widths(least: Sequence[float], natural: Sequence[float], room: float) -> list[float]:
    """The least widths, and what is left of the room shared out as far as columns want more."""
    base = [width - 2 * PAD for width in least]
    if sum(base) >= room:
        return [width * room / sum(base) for width in base]
    lacking = [max(0.0, want - have) for want, have in zip(natural, base, strict=True)]
    share = min(1.0, (room - sum(base)) / sum(lacking)) if sum(lacking) else 0.0
    return [have + share * width for have, width in zip(base, lacking, strict=True)]
