"""Other methods: a grid of options by methods, each cell the place that a method gives, first places filled."""

from __future__ import annotations

import numpy as np

from decision_model.analysis.views.methods import METHODS, Methods
from decision_model.figures.charts.grid import Cells, cell_text, fit_grid, write_heads
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.charts.strips import Strip, Strips, StripsLayout
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme, ink_on
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, listed, sentence

NAMED = 12
"""How many options the long description names."""


class MethodsPicture(ResultPicture):
    """Places by method to be drawn, the options that do best over all methods first."""

    result: Methods

    def __init__(self, result: Methods):
        super().__init__(result)
        self.order = np.argsort(result.ranks.sum(axis=1), kind="stable").tolist()

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        fitted_page, strips, layout, cells = fit_grid(page, self.strips(), [method.title for method in METHODS])
        _paint(opener(fitted_page), self, strips, layout, cells)

    def strips(self) -> Strips:
        rows = [Strip(self.result.options[place].title, ()) for place in self.order]
        return Strips(tuple(rows), AxisScale(0.0, 1.0), (), tall=1.9, stretch=1.8)

    def subtitle(self) -> str:
        return f"{self.model.title}. The place that each method gives an option, from the same values and weights"

    def description(self) -> str:
        parts = [f"A grid of {counted(len(self.order), 'option')} by {counted(len(METHODS), 'method')}"]
        for place in self.order[:NAMED]:
            places = zip(METHODS, self.result.ranks[place].tolist(), strict=True)
            by_method = [f"{rank} by {method.title}" for method, rank in places]
            parts.append(f"{quoted(self.result.options[place].title)}: place {listed(by_method)}")
        hidden = len(self.order) - NAMED
        parts += [counted(hidden, "more option follows", "more options follow")] if hidden > 0 else []
        return " ".join(sentence(part) for part in parts)


def _paint(page: Page, picture: MethodsPicture, strips: Strips, layout: StripsLayout, cells: Cells) -> None:
    paint_frame(page, strips, layout)
    write_heads(page, cells)
    size, boxes, shades = layout.size, [], []
    for row, place in zip(layout.rows, picture.order, strict=False):
        for column, rank in enumerate(picture.result.ranks[place].tolist()):
            whole, gap = cells.box(row.box, column), 0.08 * size
            box = Box(whole.x + gap, whole.y + gap, whole.width - 2 * gap, whole.height - 2 * gap)
            shade = page.colour("accent" if rank == 1 else "paper")
            boxes.append(box)
            shades.append(shade)
            text = cell_text(str(rank), box, size, "bold" if rank == 1 else "normal")
            if text is not None:
                top = box.y + (box.height - text.height) / 2
                page.text(box.x + box.width / 2, top, text, ink_on(shade, page.colours), "center", gid="cell")
    page.boxes(boxes, shades, "cells", zorder=3, edge="faint", width=0.5 * page.sheet.stroke)


PICTURE = MethodsPicture
