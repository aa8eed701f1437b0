"""Tables of an office program: as many rows as can be read, in the deck's own table style."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decision_model.analysis.grid import Grid
from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Box, shared
from decision_model.interchange.writing.pptx.look import PT
from decision_model.interchange.writing.pptx.texts import set_paragraph
from decision_model.words.sentences import capital

TYPE = 14.0
LINE = 1.2
BESIDE, ABOVE = 6.0, 3.0
"""Points around the text of a cell, to the sides and above and below."""
LONGEST = 11.0
"""Ems of a word that is not broken."""


def table_rows(grid: Grid, room: Box) -> int | None:
    """How many rows of a table have room; None where its columns are too many to be read."""
    widths = _widths(grid, room.width)
    if widths is None:
        return None
    height = room.height - _row_height([capital(head) for head in grid.columns], widths, "bold")
    count = 0
    for row in grid.rows:
        height -= _row_height(row, widths)
        if height < 0:
            break
        count += 1
    return count or None


def add_table(slide: Any, grid: Grid, count: int, room: Box) -> Any:
    """The first rows of a table in a room; its graphic frame."""
    widths = _widths(grid, room.width)
    assert widths is not None
    rows = [tuple(capital(head) for head in grid.columns), *grid.rows[:count]]
    heights = [_row_height(row, widths, "normal" if place else "bold") for place, row in enumerate(rows)]
    sides = (round(side * PT) for side in (room.x, room.y, sum(widths), sum(heights)))
    frame = slide.shapes.add_table(len(rows), len(widths), *sides)
    table = frame.table
    for column, width in zip(table.columns, widths, strict=True):
        column.width = round(width * PT)
    for place, (row, texts, height) in enumerate(zip(table.rows, rows, heights, strict=True)):
        row.height = round(height * PT)
        for column, text in enumerate(texts):
            _cell(table.cell(place, column), text, grid.numeric[column], place == 0)
    return frame


def _cell(cell: Any, text: str, numeric: bool, is_head: bool) -> None:
    from pptx.enum.text import PP_ALIGN

    cell.margin_left = cell.margin_right = round(BESIDE * PT)
    cell.margin_top = cell.margin_bottom = round(ABOVE * PT)
    paragraph = cell.text_frame.paragraphs[0]
    set_paragraph(paragraph, text, TYPE, "bold" if is_head else "")
    if numeric:
        paragraph.alignment = PP_ALIGN.RIGHT


def _widths(grid: Grid, room: float) -> list[float] | None:
    """Widths of the columns, the widest giving way first; None where their words would be broken."""
    least, natural = [], []
    for place, head in enumerate(grid.columns):
        cells = [(capital(head), "bold"), *((row[place], "normal") for row in grid.rows)]
        words = max(fonts.longest_word(text, weight) for text, weight in cells)
        least.append(min(words, LONGEST) * TYPE + 2 * BESIDE + 2)
        natural.append(max(fonts.width(text, weight) for text, weight in cells) * TYPE + 2 * BESIDE + 4)
    if sum(least) > room:
        return None
    widths = shared(room, least, natural)
    spare = (room - sum(widths)) / len(widths)
    return [width + max(0.0, min(spare, 60.0)) for width in widths]


def _row_height(texts: Sequence[str], widths: Sequence[float], weight: str = "normal") -> float:
    lines = (
        len(fonts.wrap(text, width - 2 * BESIDE, TYPE, weight)) for text, width in zip(texts, widths, strict=True)
    )
    return max(lines, default=1) * LINE * TYPE + 2 * ABOVE
