"""Tables of a document in its table style: heads that repeat on every page, rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decision_model.analysis.grid import Grid
from decision_model.figures.page import fonts
from decision_model.interchange.document.plain import cleaned
from decision_model.interchange.writing.docx.styles import TABLE
from decision_model.interchange.writing.docx.texts import add_text
from decision_model.words.sentences import capital

SIZES = {"": 8.5, "Narrow ": 6.5}
"""Sizes of type by how the styles of their cells begin; the smaller one for tables of many columns."""
BESIDE = 8.0
"""Points that the margins of a cell take."""
HEAD_LINES = 2
"""Lines that the head of a column may take without widening it."""
FAIR = 1.2
"""Equal parts of the room up to which a column is as wide as its texts."""
LONGEST = 10.0
"""Ems of a word that is not broken."""


def add_table(document: Any, grid: Grid, inches: float, title: str) -> None:
    """A table across the column, with its alternative text."""
    from docx.shared import Pt

    heads = [capital(head) for head in grid.columns]
    table = document.add_table(len(grid.rows) + 1, len(heads), style=TABLE)
    table.autofit = False
    style, widths = _widths(heads, grid.rows, 72 * inches)
    for column, width in zip(table.columns, widths, strict=True):
        column._gridCol.w = Pt(width)
    for place, (row, texts) in enumerate(zip(table._tbl.tr_lst, (heads, *grid.rows), strict=True)):
        _row(row, place == 0)
        for cell, text, numeric, width in zip(row.tc_lst, texts, grid.numeric, widths, strict=True):
            cell.width = Pt(width)
            _cell(document, cell, text, f"{style}Table {'Number' if numeric else 'Text'}")
    said = f"Table of {len(grid.rows):,} rows: {', '.join(heads)}"
    for tag, text in (("w:tblCaption", title), ("w:tblDescription", said)):
        table._tbl.tblPr.append(_valued(tag, cleaned(text)))


def _row(row: Any, is_head: bool) -> None:
    """A row that is not broken across pages; the head stands on every page."""
    properties = row.get_or_add_trPr()
    properties.append(_valued("w:cantSplit"))
    if is_head:
        properties.append(_valued("w:tblHeader"))


def _cell(document: Any, cell: Any, text: str, style: str) -> None:
    from docx.text.paragraph import Paragraph

    paragraph = Paragraph(cell.p_lst[0], document._body)
    paragraph.style = document.styles[style]
    add_text(paragraph, text)


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]], room: float) -> tuple[str, list[float]]:
    """How the styles of cells begin, and widths in points that fill the column."""
    columns = list(zip(*rows, strict=True))
    for style, size in SIZES.items():  # noqa: B007 - the last one where none fits
        words = [
            max(fonts.longest_word(head, "bold"), *map(fonts.longest_word, column))
            for head, column in zip(heads, columns, strict=True)
        ]
        least = [min(word, LONGEST) * size + BESIDE for word in words]
        natural = [
            max(word, fonts.width(head, "bold") / HEAD_LINES, *map(fonts.width, column)) * size + BESIDE
            for word, head, column in zip(words, heads, columns, strict=True)
        ]
        if sum(least) <= room:
            break
    return style, _filling(room, least, natural)


def _filling(room: float, least: Sequence[float], natural: Sequence[float]) -> list[float]:
    """Widths that fill a room: short columns as wide as they are, of what is left long ones by what they still want."""
    fair, widths = FAIR * room / len(least), list(least)
    for place in sorted(range(len(least)), key=lambda place: natural[place]):
        left = room - sum(widths) + widths[place]
        if natural[place] <= min(fair, left):
            widths[place] = natural[place]
    wanted = [max(0.0, whole - own) for own, whole in zip(widths, natural, strict=True)]
    spare = room - sum(widths)
    if spare <= 0 or sum(wanted) <= spare:
        whole = [max(pair) for pair in zip(widths, natural, strict=True)] if spare > 0 else widths
        return [width * room / sum(whole) for width in whole]
    return [own + spare * more / sum(wanted) for own, more in zip(widths, wanted, strict=True)]


def _valued(tag: str, value: str | None = None) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    if value is not None:
        element.set(qn("w:val"), value)
    return element
