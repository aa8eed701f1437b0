"""Tables of an office program: as many rows as can be read, in the deck's own table style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from decision_model.analysis.grid import Grid
from decision_model.figures.charts.grid import CellGrid
from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Box, shared
from decision_model.figures.page.style import LIGHT, ink_on
from decision_model.interchange.writing.pptx.look import PT
from decision_model.interchange.writing.pptx.texts import paint, set_paragraph
from decision_model.words.sentences import capital

SIZES = (18.0, 16.0, 14.0)
"""Sizes of type to try, in points."""
LINE = 1.2
BESIDE, ABOVE = 6.0, 3.0
"""Points around the text of a cell, to the sides and above and below."""
HEAD_LINES = 2
"""Lines that the head of a column may take without widening it."""
LONGEST = 11.0
"""Ems of a word that is not broken."""
FEWEST = 4
"""Columns that a table keeps at least, from its first, for the sake of more rows."""
SPARE = 120.0
"""Points that a column is widened by at most where there is room."""


@dataclass(frozen=True)
class TextCell:
    """A cell of a table on a slide: its text, a fill (#rrggbb) or none, and whether it is set bold."""

    text: str
    fill: str = ""
    strong: bool = False

    @property
    def weight(self) -> str:
        return "bold" if self.strong else "normal"


@dataclass(frozen=True)
class TextTable:
    """A table to be set: heads, rows, which columns stand to the right, and how many rows are left out already."""

    heads: tuple[str, ...]
    rows: tuple[tuple[TextCell, ...], ...]
    numeric: tuple[bool, ...]
    more: int = 0
    size: float = SIZES[-1]

    def first_columns(self, count: int) -> TextTable:
        """The table with its first columns alone."""
        rows = tuple(row[:count] for row in self.rows)
        return replace(self, heads=self.heads[:count], rows=rows, numeric=self.numeric[:count])

    @property
    def head_row(self) -> tuple[TextCell, ...]:
        return tuple(TextCell(capital(head), strong=True) for head in self.heads)


def of_grid(grid: Grid) -> TextTable:
    """The table of a result."""
    rows = tuple(tuple(TextCell(text) for text in row) for row in grid.rows)
    return TextTable(grid.columns, rows, grid.numeric, grid.more)


def of_cells(grid: CellGrid) -> TextTable:
    """A grid of cells as a table: titles of rows first, what is said beside them last."""
    beside = any(row.beside for row in grid.rows)
    heads = ("", *grid.heads, *([grid.beside_head] if beside else []))
    rows = tuple(
        (
            TextCell(row.title, strong=row.strong),
            *(
                TextCell(f"{c.text}  {c.under}".strip(), c.fill, bool(c.fill) or c.outlined or row.strong)
                for c in row.cells
            ),
            *([TextCell(row.beside)] if beside else []),
        )
        for row in grid.rows
    )
    numeric = (False, *[not grid.left] * len(grid.heads), *([False] if beside else []))
    return TextTable(heads, rows, numeric, grid.hidden[0])


def fitted_table(tables: Sequence[TextTable], room: Box) -> tuple[TextTable, int] | None:
    """The first table that shows all its rows, or else most, and how many; None where none can be read.

    The type is as large as shows them all; columns are left out from the last, down to a few, where that shows more.
    """
    best: tuple[TextTable, int] | None = None
    for table in (replace(each, size=size) for size in SIZES for each in tables):
        for count in range(len(table.heads), min(FEWEST, len(table.heads)) - 1, -1):
            trial = table.first_columns(count)
            rows = _rows(trial, room)
            if best is None or rows >= best[1]:
                best = trial, rows
            if rows == len(table.rows):
                return trial, rows
            if table.size > SIZES[-1]:
                break
    return best if best and best[1] else None


def _rows(table: TextTable, room: Box) -> int:
    """How many rows of a table have room; 0 where its columns are too many to be read."""
    widths = _widths(table, room.width)
    if widths is None:
        return 0
    height = room.height - _row_height(table.head_row, widths, table.size)
    count = 0
    for row in table.rows:
        height -= _row_height(row, widths, table.size)
        if height < 0:
            break
        count += 1
    return count


def add_table(slide: Any, table: TextTable, count: int, room: Box) -> Any:
    """The first rows of a table in a room; its graphic frame."""
    widths = _widths(table, room.width)
    assert widths is not None
    rows = [table.head_row, *table.rows[:count]]
    heights = [_row_height(row, widths, table.size) for row in rows]
    sides = (round(side * PT) for side in (room.x, room.y, sum(widths), sum(heights)))
    frame = slide.shapes.add_table(len(rows), len(widths), *sides)
    drawn = frame.table
    drawn.horz_banding = not any(cell.fill for row in rows for cell in row)
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = round(width * PT)
    for place, (row, cells, height) in enumerate(zip(drawn.rows, rows, heights, strict=True)):
        row.height = round(height * PT)
        for column, cell in enumerate(cells):
            _fill(drawn.cell(place, column), cell, table.numeric[column], table.size)
    return frame


def _fill(target: Any, cell: TextCell, numeric: bool, size: float) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

    target.margin_left = target.margin_right = round(BESIDE * PT)
    target.margin_top = target.margin_bottom = round(ABOVE * PT)
    target.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = target.text_frame.paragraphs[0]
    set_paragraph(paragraph, cell.text, size, "bold" if cell.strong else "")
    if numeric:
        paragraph.alignment = PP_ALIGN.RIGHT
    if cell.fill and cell.text:
        target.fill.solid()
        paint(target.fill.fore_color, cell.fill)
        paint(paragraph.runs[0].font.color, ink_on(cell.fill, LIGHT))


def _widths(table: TextTable, room: float) -> list[float] | None:
    """Widths of the columns, the widest giving way first; None where their words would be broken."""
    least, natural = [], []
    for head, *column in zip(table.head_row, *table.rows, strict=True):
        words = max(fonts.longest_word(cell.text, cell.weight) for cell in (head, *column))
        least.append(min(words, LONGEST) * table.size + 2 * BESIDE + 2)
        texts = [fonts.width(cell.text, cell.weight) for cell in column]
        natural.append(max(words, fonts.width(head.text, "bold") / HEAD_LINES, *texts) * table.size + 2 * BESIDE + 4)
    if sum(least) > room:
        return None
    widths = shared(room, least, natural)
    spare = (room - sum(widths)) / len(widths)
    return [width + max(0.0, min(spare, SPARE)) for width in widths]


def _row_height(cells: Sequence[TextCell], widths: Sequence[float], size: float) -> float:
    lines = (
        len(fonts.wrap(cell.text, width - 2 * BESIDE, size, cell.weight))
        for cell, width in zip(cells, widths, strict=True)
    )
    return max(lines, default=1) * LINE * size + 2 * ABOVE
