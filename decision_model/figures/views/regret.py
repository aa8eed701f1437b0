"""Regret: what each option costs in hindsight in each case, the best of a case filled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from decision_model.analysis.combinations import apart
from decision_model.analysis.views.regret import Regret
from decision_model.figures.charts.grid import Cell, CellGrid, Row, fit_grid
from decision_model.figures.charts.grid_painter import paint_grid
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, listed, sentence

NONE = 1e-9
"""Regrets no larger than this are none."""
DESCRIBED = 12
"""Options that are told in the description at most."""
NAMED = (20, 5, 2)
"""Cases that are named together at most where the same is best; fewer where there is no room for more."""
KINDS = ("case", "option")
LARGEST = "Largest (outlined)"


class RegretPicture(ResultPicture):
    """A regret to be drawn: the option whose largest regret is smallest comes first."""

    result: Regret

    def __init__(self, result: Regret):
        super().__init__(result)
        self.order = np.argsort(result.regrets.max(axis=1).round(12), kind="stable").tolist()
        self.regrets = result.regrets[self.order]
        self.amounts: Amounts = result.amounts
        titles = apart(self.model, [option.options for option in result.options], short=True)
        self.titles = tuple(titles[place] for place in self.order)
        self.least = [result.options[place].title in result.minimax_regret.titles for place in self.order]

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page, layout = fit_grid(sheet(self.words, theme, width, height), self.grids(theme))
        paint_grid(opener(page), layout)

    def grids(self, theme: Theme) -> list[CellGrid]:
        """From saying the most to saying the least: every case, then those in which the same is best together."""
        note, cases, groups = sentence(self.result.statement.detail), self.result.cases, self._groups()
        grids, by_option = [self._by_case(theme, note), self._by_case(theme)], self._by_option(theme)
        if len(groups) == len(cases):
            return [*grids, by_option]
        return [*grids, by_option, *(self._grouped(theme, groups, most) for most in NAMED), by_option]

    def _by_case(self, theme: Theme, note: str = "") -> CellGrid:
        """A row a case, a column an option, and below them each option's largest regret."""
        rows = [
            Row(case, tuple(row[place] for row in self._cells(theme))) for place, case in enumerate(self.result.cases)
        ]
        return CellGrid((*rows, self._largest(theme)), self.titles, KINDS, note=note)

    def _grouped(self, theme: Theme, groups: Sequence[Sequence[int]], most: int) -> CellGrid:
        """The same with a row for all cases in which the same is best."""
        cells, rows = self._cells(theme), []
        for group in groups:
            names = f"{len(group)} of {len(self.result.cases)}: "
            names += listed([self.result.cases[place] for place in group], most=most)
            worst = [max(group, key=lambda place: float(regrets[place])) for regrets in self.regrets]
            rows.append(Row(names, tuple(row[place] for row, place in zip(cells, worst, strict=True))))
        return CellGrid((*rows, self._largest(theme)), self.titles, KINDS)

    def _by_option(self, theme: Theme) -> CellGrid:
        """A row an option, a column a case, after its largest regret."""
        cells, largest = self._cells(theme), self._largest(theme).cells
        rows = [Row(title, (most, *row)) for title, most, row in zip(self.titles, largest, cells, strict=True)]
        return CellGrid(tuple(rows), (LARGEST, *self.result.cases), KINDS[::-1])

    def _groups(self) -> list[list[int]]:
        """Cases by what is best in them, in file order."""
        groups: dict[tuple[int, ...], list[int]] = {}
        for place, column in enumerate(self.regrets.T):
            groups.setdefault(tuple(np.flatnonzero(column <= NONE).tolist()), []).append(place)
        return list(groups.values())

    def _cells(self, theme: Theme) -> list[list[Cell]]:
        """Each option's regret in each case: filled where there is none, outlined where it is its largest."""
        rows = []
        for regrets, colour in zip(self.regrets, self._colours(theme), strict=True):
            largest = float(regrets.max())
            rows.append(
                [
                    Cell(self._text(regret), "", colour)
                    if regret <= NONE
                    else Cell(self._text(regret), outlined=regret > largest - NONE)
                    for regret in regrets.tolist()
                ]
            )
        return rows

    def _largest(self, theme: Theme) -> Row:
        cells = zip(self.regrets.max(axis=1).tolist(), self.least, self._colours(theme), strict=True)
        return Row(
            LARGEST,
            tuple(Cell(self._text(most), "", colour if least else "") for most, least, colour in cells),
            strong=True,
        )

    def _text(self, regret: float) -> str:
        return self.amounts.text(regret) if regret > NONE else "0"

    def _colours(self, theme: Theme) -> list[str]:
        own = [self.result.options[place].options for place in self.order]
        return [look.colour for look in looks(self.model, own, theme)]

    def subtitle(self) -> str:
        return f"{self.model.title}. {self.amounts.head('How far each is behind the best')}; filled: the best"

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


PICTURE = RegretPicture
