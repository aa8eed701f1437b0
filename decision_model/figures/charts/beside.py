"""Texts beside rows: in one size of type, little smaller than that of the titles, or beside fewer rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from decision_model.figures.charts.strips import StripRow, Strips, StripsLayout, fit_fewer, lay_out
from decision_model.figures.page.layout import Block, Sheet, block, line
from decision_model.figures.page.page import Page

Paragraphs = tuple[str, ...]


def fit_beside(page: Sheet, strips: Strips, texts: Sequence[Paragraphs]) -> tuple[Sheet, Strips, StripsLayout]:
    """The rows in the largest type that fits, as many as leave room for the text in the second area of each."""
    fitted_page, layout, strips = fit_fewer(page, strips, partial(_lay_out, texts=texts))
    return fitted_page, strips, layout


def paint_beside(page: Page, layout: StripsLayout, texts: Sequence[Paragraphs]) -> None:
    """Texts in the second area of their rows; a single row's is cut where it has no room for all of it."""
    rows = list(zip(layout.rows, texts, strict=False))
    for row, text in rows:
        beside = _cut(_wrapped(row, text, page.sheet.second), row)
        page.text(row.second.x, row.box.y + (row.box.height - beside.height) / 2, beside, "accent", gid="beside")


def _lay_out(page: Sheet, strips: Strips, texts: Sequence[Paragraphs]) -> StripsLayout | None:
    layout = lay_out(page, strips)
    if layout is None or len(layout.rows) < 2:
        return layout
    rows = zip(layout.rows, texts, strict=False)
    return layout if all(_fits(row, text, page.second) for row, text in rows) else None


def _wrapped(row: StripRow, text: Paragraphs, size: float) -> Block:
    """Every paragraph on lines of its own."""
    return Block(tuple(part for paragraph in text for part in block(paragraph, row.second.width, size).lines), size)


def _fits(row: StripRow, text: Paragraphs, size: float) -> bool:
    return _wrapped(row, text, size).height <= 0.9 * row.box.height


def _cut(text: Block, row: StripRow) -> Block:
    """As many lines as the row has room for."""
    if text.height <= row.box.height:
        return text
    count = max(1, int(row.box.height * len(text.lines) / text.height))
    return Block((*text.lines[: count - 1], _shortened(text.lines[count - 1], row.second.width, text.size)), text.size)


def _shortened(text: str, room: float, size: float) -> str:
    while len(text) > 1 and line(f"{text} \u2026", size).width > room:
        text = text[:-1]
    return f"{text.rstrip()} \u2026"
