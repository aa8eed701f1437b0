"""A grid of cells: rows with titles and numbers, columns with heads above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from decision_model.figures.charts.keyed import Keyed
from decision_model.figures.charts.strips import Strips, StripsLayout, fit_fewer, lay_out
from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block, Box, Sheet, block, line
from decision_model.figures.page.page import Page, sign_key


@dataclass(frozen=True)
class Cells:
    """Where the cells of a grid stand: `left` and `width` of each column in points, the heads set to fit."""

    lefts: tuple[float, ...]
    width: float
    heads: tuple[Block, ...]
    bottom: float

    def box(self, row: Box, column: int) -> Box:
        return Box(self.lefts[column], row.y, self.width, row.height)


def fit_grid(
    page: Sheet, strips: Strips, heads: Sequence[str], signs: Mapping[str, str] | None = None
) -> tuple[Keyed, Strips, StripsLayout, Cells]:
    """The rows, and heads above their cells, in the largest type that fits; fewer rows where it could not be read.

    `signs` are what a key above the heads explains.
    """
    _, (keyed, layout, cells), strips = fit_fewer(page, strips, partial(_gridded, heads=heads, signs=signs or {}))
    return keyed, strips, layout, cells


def _gridded(
    page: Sheet, strips: Strips, heads: Sequence[str], signs: Mapping[str, str]
) -> tuple[Keyed, StripsLayout, Cells] | None:
    trial = lay_out(page, strips)
    if trial is None:
        return None
    width, small = trial.plot.width / max(1, len(heads)), page.second
    room = width - 0.6 * page.body
    if any(fonts.longest_word(head, "bold") * small > room for head in heads):
        return None
    blocks = tuple(block(head, room, small, "bold") for head in heads)
    tall = max((text.height for text in blocks), default=0.0)
    key = sign_key(signs, page.room.width, page.second)[1] + 0.5 * page.body if signs else 0.0
    if tall + key > 0.4 * page.room.height:
        return None
    keyed = Keyed(**{**page.__dict__, "key": tall + key})
    layout = lay_out(keyed, strips)
    if layout is None:
        return None
    lefts = tuple(layout.plot.x + number * width for number in range(len(heads)))
    return keyed, layout, Cells(lefts, width, blocks, layout.plot.y - 0.3 * page.body)


def write_heads(page: Page, cells: Cells) -> None:
    """The heads of the columns, standing on the first row."""
    for left, head in zip(cells.lefts, cells.heads, strict=True):
        page.text(left + cells.width / 2, cells.bottom - head.height, head, "soft", "center", gid="column")


def cell_text(text: str, box: Box, size: float, weight: str = "normal") -> Block | None:
    """A cell's number, or nothing where there is no room for it."""
    text_line = line(text, size, weight)
    return text_line if text_line.width + 0.4 * size < box.width and text_line.height < box.height else None
