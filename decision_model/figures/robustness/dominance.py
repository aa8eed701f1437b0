"""Dominance: a grid of who leaves whom behind, and in which sense."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from decision_model.analysis.combinations import Combination
from decision_model.analysis.robustness.dominance import Dominance
from decision_model.figures.charts.grid import Cells, fit_grid, write_heads
from decision_model.figures.charts.keyed import Keyed
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.charts.strips import Strip, Strips, StripsLayout
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import SHAPES, Opener, Page
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.scene import Point
from decision_model.figures.page.style import Theme
from decision_model.words.names import quoted
from decision_model.words.sentences import capital, counted, listed, sentence

SIGNS: Mapping[str, str] = {
    "expected": "no worse on any consideration",
    "statewise": "no worse whatever happens",
    "first_order": "better for all who want more",
    "second_order": "better for all who also shun risk",
}
"""Senses of dominance and how the key says them; of the last three a cell shows the strongest."""


NAMED = 8
"""How many pairs of a sense the long description names."""


class DominancePicture(ResultPicture):
    """A dominance to be drawn: rows dominate columns."""

    def __init__(self, result: Dominance):
        super().__init__(result)
        matrices = {sense: getattr(result, sense) for sense in SIGNS}
        self.signs = {sense: SIGNS[sense] for sense, matrix in matrices.items() if matrix is not None and matrix.any()}

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        heads = [str(place + 1) for place in range(len(self.result.options))]
        fitted_page, strips, layout, cells = fit_grid(page, self.strips(), heads, self.signs)
        _DominancePainter(opener(fitted_page), self, strips, layout, cells).paint()

    def strips(self) -> Strips:
        efficient = self.result.efficient
        beaten = np.any(self.result.expected, axis=0).tolist()
        rows = [
            Strip(
                f"{place + 1}. {option.title}",
                ("dominated" if beaten[place] else self._level(option),),
                strong=option in efficient,
            )
            for place, option in enumerate(self.result.options)
        ]
        return Strips(tuple(rows), AxisScale(0.0, 1.0), ("",), tall=1.9, stretch=1.8)

    def _level(self, option: Combination) -> str:
        """Which others an option is level with, by their numbers in the grid."""
        group = next((group for group in self.result.level if option in group), ())
        others = [str(self.result.options.index(rival) + 1) for rival in group if rival is not option]
        return f"level with {listed(others, most=3)}" if others else ""

    def subtitle(self) -> str:
        return f"{self.model.title}. A sign says that the option of its row dominates that of its column"

    def description(self) -> str:
        parts = [f"A grid of dominance among {counted(len(self.result.options), 'option')}"]
        for sense, meaning in self.signs.items():
            pairs = [f"{quoted(better)} over {quoted(worse)}" for better, worse in self.result.pairs(sense)]
            rest = f"; {len(pairs) - NAMED} more" if len(pairs) > NAMED else ""
            parts.append(f"{meaning}: {'; '.join(pairs[:NAMED])}{rest}")
        for group in self.result.level:
            parts.append(f"level on every consideration: {listed([quoted(option.title) for option in group])}")
        return " ".join(sentence(capital(part)) for part in parts)


class _DominancePainter:
    def __init__(self, page: Page, picture: DominancePicture, strips: Strips, layout: StripsLayout, cells: Cells):
        self.page, self.picture, self.strips, self.layout, self.cells = page, picture, strips, layout, cells
        self.size = layout.size
        self.centres: dict[str, list[Point]] = {sense: [] for sense in SIGNS}

    def paint(self) -> None:
        paint_frame(self.page, self.strips, self.layout)
        write_heads(self.page, self.cells)
        sheet = self.page.sheet
        assert isinstance(sheet, Keyed)
        self.page.signs(sheet.whole, self.picture.signs, 0.85 * self.size, self.in_key)
        self.grid()
        result = self.picture.result
        for row in self.layout.rows:
            for column in range(len(result.options)):
                self.cell(row.place, column, self.layout.rows.index(row))
        self.marks()

    def in_key(self, sense: str, x: float, y: float) -> None:
        self.centres[sense].append((x + 0.8 * self.size, y))

    def grid(self) -> None:
        """Fine lines between cells, and a stroke where an option meets itself."""
        rows, cells = self.layout.rows, self.cells
        if not rows:
            return
        left, right = cells.lefts[0], cells.lefts[-1] + cells.width
        level = [[(left, y), (right, y)] for y in [*(row.box.y for row in rows), rows[-1].box.bottom]]
        upright = [[(x, rows[0].box.y), (x, rows[-1].box.bottom)] for x in [*cells.lefts, right]]
        self.page.lines([*level, *upright], "faint", 0.5 * self.page.sheet.stroke, "cells", 1.5)
        diagonal = [cells.box(row.box, place) for place, row in enumerate(rows)]
        self.page.boxes(diagonal, "band", "self", zorder=1.2)

    def cell(self, better: int, worse: int, place: int) -> None:
        result = self.picture.result
        box = self.cells.box(self.layout.rows[place].box, worse)
        matrices = {sense: getattr(result, sense) for sense in SIGNS}
        holds = [sense for sense, matrix in matrices.items() if matrix is not None and matrix[better, worse]]
        drawn = [sense for sense in holds if sense == "expected"] + [s for s in holds if s != "expected"][:1]
        y, distance = box.y + box.height / 2, min(0.6 * self.size, 0.24 * box.width)
        for sense, aside in zip(drawn, (-distance, distance) if len(drawn) > 1 else (0.0,), strict=False):
            self.centres[sense].append((box.x + box.width / 2 + aside, y))

    def marks(self) -> None:
        radius, stroke = min(0.4 * self.size, 0.17 * self.cells.width), 1.4 * self.page.sheet.stroke
        look = {"edge": "ink", "width": stroke, "zorder": 3.5}
        self.page.marks("decision", self.centres["expected"], 0.85 * radius, "expected", colour="accent", zorder=3.5)
        self.page.marks("event", self.centres["second_order"], radius, "second_order", colour="paper", **look)
        self.page.marks("event", self.centres["first_order"], radius, "first_order", colour="ink", **look)
        outline = SHAPES["end"]
        triangles = [[(x - radius * v, y - radius * u) for u, v in outline] for x, y in self.centres["statewise"]]
        self.page.polygons(triangles, "ink", "statewise", zorder=3.5)


PICTURE = DominancePicture
