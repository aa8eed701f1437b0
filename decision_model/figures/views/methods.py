"""Other methods: a grid of options by methods, each cell the place that a method gives, first places filled."""

from __future__ import annotations

import numpy as np

from decision_model.analysis.views.methods import METHODS, Methods
from decision_model.figures.charts.grid import Cell, CellGrid, Row, fit_grid
from decision_model.figures.charts.grid_painter import paint_grid
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
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
        page, layout = fit_grid(sheet(self.words, theme, width, height), [self.grid(theme)])
        paint_grid(opener(page), layout)

    def grid(self, theme: Theme) -> CellGrid:
        """A row an option, a column a method."""
        options = [self.result.options[place] for place in self.order]
        colours = [look.colour for look in looks(self.model, [option.options for option in options], theme)]
        rows = []
        for option, place, colour in zip(options, self.order, colours, strict=True):
            ranks = self.result.ranks[place].tolist()
            rows.append(Row(option.title, tuple(Cell(str(rank), "", colour if rank == 1 else "") for rank in ranks)))
        return CellGrid(tuple(rows), tuple(method.title for method in METHODS), ("option", "method"))

    def subtitle(self) -> str:
        return f"{self.model.title}. Each option\u2019s place by method, from the same values and weights"

    def description(self) -> str:
        parts = [f"A grid of {counted(len(self.order), 'option')} by {counted(len(METHODS), 'method')}"]
        for place in self.order[:NAMED]:
            places = zip(METHODS, self.result.ranks[place].tolist(), strict=True)
            by_method = [f"{rank} by {method.title}" for method, rank in places]
            parts.append(f"{quoted(self.result.options[place].title)}: place {listed(by_method)}")
        hidden = len(self.order) - NAMED
        parts += [counted(hidden, "more option follows", "more options follow")] if hidden > 0 else []
        return " ".join(sentence(part) for part in parts)


PICTURE = MethodsPicture
