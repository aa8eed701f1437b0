"""All cases at once: what is preferred in each, by how much, and which consideration drives it."""

from __future__ import annotations

from collections.abc import Sequence

from decision_model.analysis.choice.rank import Ranked
from decision_model.analysis.combinations import apart
from decision_model.analysis.views.compare import Comparison, View
from decision_model.figures.charts.grid import Cell, CellGrid, Row, fit_grid
from decision_model.figures.charts.grid_painter import paint_grid
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.model.labels import consideration_labels
from decision_model.words.amounts import Amounts
from decision_model.words.numbers import NOTHING, gained
from decision_model.words.sentences import counted, listed, sentence

KINDS = ("case", "choice")
NAMED = (100, 20, 10, 5)
"""Cases that are named together at most where they prefer the same; fewer where there is no room for more."""


class ComparisonPicture(ResultPicture):
    """A comparison to be drawn: cases by choices, what is preferred filled; those that prefer the same together."""

    result: Comparison

    def __init__(self, result: Comparison):
        super().__init__(result)
        self.amounts: Amounts = result.amounts
        self.short = apart(self.model, [dict(zip(result.by, key, strict=True)) for key in result.keys], short=True)
        order = {leaders: place for place, leaders in enumerate(result.groups)}
        self.views = sorted(result.views, key=lambda view: order.get(view.leaders, 0) if _is_free(view) else len(order))

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page, layout = fit_grid(sheet(self.words, theme, width, height), self.grids(theme))
        paint_grid(opener(page), layout)

    def grids(self, theme: Theme) -> list[CellGrid]:
        """From saying the most to saying the least: every case, then what is preferred with how many prefer it."""
        every = range(len(self.result.options))
        leading = [place for place in every if any(self._leads(view, place) for view in self.views)]
        grids = [self._by_case(theme, every, told=True), self._by_case(theme, every), self._by_choice(theme)]
        if len(leading) < len(every):
            grids += [self._by_case(theme, leading, told=True), self._by_case(theme, leading)]
        return [*grids, *(self._by_preference(theme, most) for most in NAMED)]

    def _by_case(self, theme: Theme, places: Sequence[int], told: bool = False) -> CellGrid:
        """A row a case, a column a choice; what drives the lead is `told` at the end of the row."""
        cells = self._cells(theme)
        rows = [
            Row(view.label, tuple(cells[view.label][place] for place in places), self.reason(view) if told else "")
            for view in self.views
        ]
        heads = tuple(self.short[place] for place in places)
        head = "Why it is ahead" if told else ""
        return CellGrid(tuple(rows), heads, KINDS, head, hidden=(0, len(self.short) - len(places)))

    def _by_choice(self, theme: Theme) -> CellGrid:
        """A row a choice, a column a case."""
        cells = self._cells(theme)
        rows = [
            Row(title, tuple(cells[view.label][place] for view in self.views)) for place, title in enumerate(self.short)
        ]
        return CellGrid(tuple(rows), tuple(view.label for view in self.views), KINDS[::-1])

    def _by_preference(self, theme: Theme, most: int) -> CellGrid:
        """A row for what is preferred in some case: in how many, by how much, and in which."""
        rows, colours = [], self._colours(theme)
        for leaders in dict.fromkeys(view.leaders for view in self.views):
            views = [view for view in self.views if view.leaders == leaders]
            places = [self.result.options.index(leader) for leader in leaders]
            share = f"{len(views)} of {len(self.views)}"
            names = listed([view.label for view in views], most=most)
            lead = " to ".join(dict.fromkeys(self._lead(view) for view in (_least(views), _most(views))))
            title = " or ".join(self.short[place] for place in places)
            rows.append(Row(title, (Cell(share, "", colours[places[0]]), Cell(lead)), names))
        return CellGrid(tuple(rows), ("first in", "ahead by"), ("choice", "column"), "Namely")

    def _cells(self, theme: Theme) -> dict[str, list[Cell]]:
        """What each case says of each choice, by the case."""
        colours = self._colours(theme)
        return {
            view.label: [self._cell(view, place, colours[place]) for place in range(len(colours))]
            for view in self.views
        }

    def _cell(self, view: View, place: int, colour: str) -> Cell:
        row = view.ranked[place]
        if row is None:
            return Cell(NOTHING)
        total = self.amounts.text(row.total)
        if not self._leads(view, place):
            return Cell(total)
        return Cell(total, f"by {self._lead(view)}" if view.lead else "level" if view.rival else "", colour)

    def _lead(self, view: View) -> str:
        """How far what is preferred in a case is ahead of the next, as both are written."""
        best, *others = sorted((row for row in view.ranked if row), key=lambda row: row.rank)
        behind = [row for row in others if row.rank > 1]
        if len(view.leaders) > 1 or not behind:
            return "0" if behind or others else NOTHING
        return self.amounts.bare(self.amounts.between(best.total, behind[0].total))

    def _leads(self, view: View, place: int) -> bool:
        return self.result.options[place] in view.leaders

    def reason(self, view: View) -> str:
        """'Morale in Berlin (+1.6)', and over which choice where that is not the next best."""
        if view.rival is None:
            return "nothing else can be taken"
        if len(view.leaders) > 1 or view.driver is None:
            return ""
        label = consideration_labels(self.model)[view.driver]
        said = f"{label} ({gained(self.amounts.text(view.drivers[view.driver]))})"
        place = self.result.options.index(view.rival)
        nearest = min(row.rank for row in view.ranked if row and row.rank > 1)
        rival = view.ranked[place]
        return said if rival and rival.rank == nearest else f"{said}, over {self.result.called[view.rival]}"

    def _colours(self, theme: Theme) -> list[str]:
        """The colour of each choice."""
        rows = [self._ranked_somewhere(place) for place in range(len(self.result.options))]
        own = [dict(zip(self.result.by, row.options.values(), strict=True)) for row in rows]
        return [look.colour for look in looks(self.model, own, theme)]

    def _ranked_somewhere(self, place: int) -> Ranked:
        return next(row for view in self.result.views if (row := view.ranked[place]) is not None)

    def subtitle(self) -> str:
        return f"{self.model.title}. {self.amounts.head('Totals')}; filled: what comes first, and by how much"

    def description(self) -> str:
        choices = counted(len(self.result.options), "choice")
        parts = [f"A grid of {counted(len(self.result.views), 'case')} by {choices}, what comes first in each filled"]
        return " ".join(sentence(part) for part in [*parts, *self.result.statement.reasons])


def _is_free(view: View) -> bool:
    return view.rival is not None


def _least(views: Sequence[View]) -> View:
    return min(views, key=lambda view: view.lead)


def _most(views: Sequence[View]) -> View:
    return max(views, key=lambda view: view.lead)


PICTURE = ComparisonPicture
