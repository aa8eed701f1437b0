"""Regret: a grid of what each option costs in hindsight, the largest of each row outlined."""

from __future__ import annotations

import numpy as np

from decision_model.analysis.combinations import apart
from decision_model.analysis.views.regret import Regret
from decision_model.figures.charts.grid import Cells, cell_text, fit_grid, write_heads
from decision_model.figures.charts.keyed import mixed
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.charts.strips import Strip, Strips, StripsLayout
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme, ink_on
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, sentence

NONE = 1e-9
"""Regrets no larger than this are none."""
DESCRIBED = 12
"""Options that are told in the description at most."""


class RegretPicture(ResultPicture):
    """A regret to be drawn: the option whose largest regret is smallest on top."""

    def __init__(self, result: Regret):
        super().__init__(result)
        self.order = np.argsort(result.regrets.max(axis=1).round(12), kind="stable").tolist()
        self.regrets = result.regrets[self.order]
        self.amounts = result.amounts
        self.titles = apart(self.model, [option.options for option in result.options], short=True)

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        fitted_page, strips, layout, cells = fit_grid(page, self.strips(), self.result.cases)
        _paint(opener(fitted_page), self, strips, layout, cells)

    def strips(self) -> Strips:
        least = self.result.minimax_regret.titles
        rows = [
            Strip(
                self.titles[number],
                (self.amounts.text(float(row.max())),),
                strong=self.result.options[number].title in least,
            )
            for number, row in zip(self.order, self.regrets, strict=True)
        ]
        return Strips(
            tuple(rows),
            AxisScale(0.0, 1.0),
            ("largest",),
            note=sentence(self.result.statement.detail),
            tall=2.0,
            stretch=2.0,
        )

    def subtitle(self) -> str:
        return (
            f"{self.model.title}. {self.amounts.head('How much better the best option would have been')}; 0 is the best"
        )

    def description(self) -> str:
        sizes = counted(len(self.order), "option"), counted(len(self.result.cases), "case")
        parts = [f"A grid of regrets: {sizes[0]} in {sizes[1]}"]
        for number, row in zip(self.order[:DESCRIBED], self.regrets, strict=False):
            worst = quoted(self.result.cases[int(row.argmax())])
            title = quoted(self.result.options[number].title)
            parts.append(f"{title}: at most {self.amounts.phrase(float(row.max()))}, in the case {worst}")
        hidden = len(self.order) - DESCRIBED
        parts += [counted(hidden, "more option follows", "more options follow")] if hidden > 0 else []
        return " ".join(sentence(part) for part in [*parts, self.result.statement.detail])


def _paint(page: Page, picture: RegretPicture, strips: Strips, layout: StripsLayout, cells: Cells) -> None:
    paint_frame(page, strips, layout)
    write_heads(page, cells)
    size, colours = layout.size, page.colours
    largest = float(picture.regrets.max()) or 1.0
    boxes, shades, outlines = [], [], []
    for row, regrets in zip(layout.rows, picture.regrets, strict=False):
        for column, regret in enumerate(regrets.tolist()):
            whole = cells.box(row.box, column)
            box = Box(
                whole.x + 0.06 * size, whole.y + 0.08 * size, whole.width - 0.12 * size, whole.height - 0.16 * size
            )
            shade = mixed(colours.ink, colours.paper, 1 - 0.62 * regret / largest)
            boxes.append(box)
            shades.append(shade)
            if regret > NONE and regret > regrets.max() - NONE:
                outlines.append(box)
            cell = picture.amounts.text(regret) if regret > NONE else "0"
            text = cell_text(cell, box, 0.85 * size, "normal" if regret > NONE else "bold")
            if text is not None:
                top = box.y + (box.height - text.height) / 2
                page.text(box.x + box.width / 2, top, text, ink_on(shade, colours), "center", gid="cell")
    page.boxes(boxes, shades, "cells", zorder=3, edge="faint", width=0.5 * page.sheet.stroke)
    page.boxes(outlines, "none", "largest", edge="accent", width=2.6 * page.sheet.stroke, zorder=3.6)


PICTURE = RegretPicture
