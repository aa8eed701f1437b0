"""Regret: a grid of what each option costs in hindsight, the largest of each row outlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decision_model.analysis.views.regret import Regret
from decision_model.figures.charts.bars import differences
from decision_model.figures.charts.grid import Cells, cell_text, fit_grid, write_heads
from decision_model.figures.charts.keyed import mixed
from decision_model.figures.charts.scales import Scale
from decision_model.figures.charts.strips import Strip, Strips, StripsLayout
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.style import Theme, ink_on
from decision_model.figures.page.words import Words, source_line
from decision_model.words.sentences import counted, listed, sentence

if TYPE_CHECKING:
    import pandas as pd

NOUGHT = 1e-9
"""Regrets no larger than this are none."""


class RegretPicture:
    """A regret to be drawn: the option whose largest regret is smallest on top."""

    def __init__(self, result: Regret):
        self.result, self.model = result, result.model
        self.order = np.argsort(result.regrets.max(axis=1).round(12), kind="stable").tolist()
        self.regrets = result.regrets[self.order]
        self.amounts = differences(self.model, self.regrets.ravel().tolist())

    @property
    def words(self) -> Words:
        return Words(self._title(), self._subtitle(), source_line(self.model), self._description())

    def table(self) -> pd.DataFrame:
        return self.result.table()

    def page(self, theme: Theme) -> tuple[float, float]:
        return theme.size

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        found, strips, layout, cells = fit_grid(page, self.strips(), self.result.cases)
        _paint(opener(found), self, strips, layout, cells)

    def strips(self) -> Strips:
        least = self.result.minimax_regret.titles
        titles = [self.result.options[number].title for number in self.order]
        rows = [
            Strip(title, (self.amounts.text(float(row.max())),), strong=title in least)
            for title, row in zip(titles, self.regrets, strict=True)
        ]
        return Strips(tuple(rows), Scale(0.0, 1.0), ("largest",), note=self._note(), tall=2.0, stretch=2.0)

    @property
    def _over(self) -> str:
        if isinstance(self.result.over, str):
            return "whoever's view holds"
        titles = [f"'{self.model.steps[name].title}'" for name in self.result.over]
        return f"however {listed(titles, most=3)} {'turn' if len(titles) > 1 else 'turns'} out"

    def _note(self) -> str:
        said = [
            f"{rule}: {listed(picked.titles, most=3)}"
            for rule, picked in (
                ("Best worst case", self.result.maximin),
                ("best best case", self.result.maximax),
                ("best plain mean", self.result.equal_likelihood),
            )
        ]
        if len({each.partition(": ")[2] for each in said}) == 1:
            rules = listed([each.partition(": ")[0].lower() for each in said], most=3)
            return f"For comparison. The rules of the {rules} all pick {listed(self.result.maximin.titles, most=3)}."
        return f"For comparison. {'; '.join(said)}."

    def _title(self) -> str:
        least = self.result.minimax_regret
        verb = "are" if len(least.titles) > 1 else "is"
        return f"{listed(least.titles, most=3)} {verb} regretted least: by {self.amounts.gap(least.value)} at most, {self._over}"

    def _subtitle(self) -> str:
        unit = self.amounts.unit or "points of 100"
        return f"{self.model.title}. How much better, in {unit}, the best option would have been; 0 is the best"

    def _description(self) -> str:
        parts = [
            f"A grid of regrets: {counted(len(self.order), 'option')} in {counted(len(self.result.cases), 'case')}"
        ]
        for number, row in zip(self.order[:12], self.regrets, strict=False):
            worst = self.result.cases[int(row.argmax())]
            title = self.result.options[number].title
            parts.append(f"{title}: at most {self.amounts.phrase(float(row.max()))}, in the case {worst}")
        if len(self.order) > 12:
            parts.append(f"{len(self.order) - 12} more options follow")
        return " ".join(sentence(part) for part in [*parts, self._note()])


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
            if regret > NOUGHT and regret > regrets.max() - NOUGHT:
                outlines.append(box)
            said = picture.amounts.text(regret) if regret > NOUGHT else "0"
            text = cell_text(said, box, 0.85 * size, "normal" if regret > NOUGHT else "bold")
            if text is not None:
                top = box.y + (box.height - text.height) / 2
                page.text(box.x + box.width / 2, top, text, ink_on(shade, colours), "center", gid="cell")
    page.boxes(boxes, shades, "cells", zorder=3, edge="faint", width=0.5 * page.sheet.stroke)
    page.boxes(outlines, "none", "largest", edge="accent", width=2.6 * page.sheet.stroke, zorder=3.6)


PICTURE = RegretPicture
