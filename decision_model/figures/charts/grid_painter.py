"""Paints a grid of cells: its heads, its titles, and the cells with what they say."""

from __future__ import annotations

from decision_model.figures.charts.grid import GridLayout, PlacedCell, PlacedRow
from decision_model.figures.page.layout import Box
from decision_model.figures.page.page import Page
from decision_model.figures.page.style import ink_on

GAP = 0.08
"""Ems that are left free around a cell."""
MARK = 0.35
"""Ems that the stripe of a marked cell is wide."""


def paint_grid(page: Page, layout: GridLayout) -> None:
    """Everything on the page but its key, if it has one."""
    page.head()
    for x, head in layout.heads:
        page.text(x, layout.heads_bottom - head.height, head, "soft", layout.align, gid="column")
    x, head = layout.beside_head
    page.text(x, layout.heads_bottom - head.height, head, "soft", gid="head")
    for row in layout.rows:
        _words(page, row)
    _boxes(page, layout)
    room = page.sheet.room
    page.text(room.x, layout.more_top, layout.more, "soft", gid="more")
    page.text(room.x, room.bottom - layout.note.height, layout.note, "soft", gid="note")
    rules = [[(room.x, row.box.y), (room.right, row.box.y)] for row in layout.rows if row.row.strong]
    page.lines(rules, "faint", page.sheet.stroke, "rules", 3.7)


def _words(page: Page, row: PlacedRow) -> None:
    middle = row.box.y + row.box.height / 2
    page.text(page.sheet.room.x, middle - row.title.height / 2, row.title, gid="title-of-row")
    page.text(row.beside_left, middle - row.beside.height / 2, row.beside, "soft", gid="reason")
    for placed in row.cells:
        for place, (x, y, text) in enumerate(placed.texts):
            second = place > 0 or not placed.cell.text
            ink = ink_on(placed.cell.fill, page.colours) if placed.cell.fill else "soft" if second else "ink"
            page.text(x, y, text, ink, placed.align, gid="cell-under" if second else "cell")


def _boxes(page: Page, layout: GridLayout) -> None:
    cells = [cell for row in layout.rows for cell in row.cells]
    stroke = page.sheet.stroke
    shades = [cell.cell.fill or page.colours.paper for cell in cells]
    boxes = [_inside(cell, layout.size) for cell in cells]
    page.boxes(boxes, shades, "cells", zorder=3, edge="faint", width=0.5 * stroke)
    marked = [(box, cell.cell.mark) for box, cell in zip(boxes, cells, strict=True) if cell.cell.mark]
    stripes = [Box(box.x, box.y, MARK * layout.size, box.height) for box, _ in marked]
    page.boxes(stripes, [mark for _, mark in marked], "marks", zorder=3.1)
    filled = [box for box, cell in zip(boxes, cells, strict=True) if cell.cell.fill]
    page.boxes(filled, "none", "preferred", zorder=3.2, edge="ink", width=0.8 * stroke)
    outlined = [box for box, cell in zip(boxes, cells, strict=True) if cell.cell.outlined]
    page.boxes(outlined, "none", "largest", zorder=3.6, edge="accent", width=2.2 * stroke)


def _inside(cell: PlacedCell, size: float) -> Box:
    box, gap = cell.box, GAP * size
    return Box(box.x + gap, box.y + gap, box.width - 2 * gap, box.height - 2 * gap)
