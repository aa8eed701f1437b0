"""Dominance: two options consideration by consideration, more in pairs, each with what it does better on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from decision_model.analysis.robustness.dominance import Dominance
from decision_model.analysis.units import amounts, better
from decision_model.figures.charts.grid import Cell, CellGrid, Row, fit_grid
from decision_model.figures.charts.grid_painter import paint_grid
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.model.labels import consideration_labels
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import capital, counted, listed, sentence

SENSES: Mapping[str, str] = {
    "expected": "no worse on any consideration",
    "statewise": "no worse whatever happens",
    "first_order": "better for all who want more",
    "second_order": "better for all who also shun risk",
}
"""Senses of dominance in words; of the last three, which are about totals, a pair tells the strongest."""

NAMED = 8
"""How many pairs of a sense the long description names."""

LISTED = ((20, True), (20, False), (4, False), (2, False))
"""Considerations that are named together at most, and whether totals are compared too: less where room is short."""

PAIRS = 60
"""Pairs that are tried at most: no page has room for more."""


class DominancePicture(ResultPicture):
    """A dominance to be drawn: a row a pair of options; one that dominates another is filled."""

    result: Dominance

    def __init__(self, result: Dominance):
        super().__init__(result)
        matrices = {sense: getattr(result, sense) for sense in SENSES}
        self.senses = {sense: matrix for sense, matrix in matrices.items() if matrix is not None and matrix.any()}

    @cached_property
    def scores(self) -> Amounts:
        """How the scores of the options are written."""
        return amounts(self.model, self.result.values.ravel())

    @property
    def is_side_by_side(self) -> bool:
        """Whether there are two options, so that there is room for each of their scores."""
        return len(self.result.options) == 2

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        if self.is_side_by_side:
            grids = [self.side_by_side(theme, differing=differing) for differing in (False, True)]
        else:
            grids = [self.grid(theme, *said) for said in LISTED]
        page, layout = fit_grid(sheet(self.words, theme, width, height), grids)
        paint_grid(opener(page), layout)

    def side_by_side(self, theme: Theme, differing: bool) -> CellGrid:
        """Two options in columns, a row a consideration, or one on which they differ, the better of the two filled.

        The last row says what that comes to.
        """
        colours, labels = self._colours(theme), consideration_labels(self.model)
        ahead = [self.result.better_on(one, 1 - one) for one in (0, 1)]
        rows = []
        for place, leaf in enumerate(self.model.leaves):
            own, label = (better(self.model) * self.result.values[:, place]).tolist(), labels[leaf.name]
            if any(label in labels_ahead for labels_ahead in ahead) or not differing:
                fills = [colour if label in on else "" for on, colour in zip(ahead, colours, strict=True)]
                cells = zip(own, fills, strict=True)
                rows.append(Row(label, tuple(Cell(self.scores.text(score), "", fill) for score, fill in cells)))
        hidden = len(self.model.leaves) - len(rows)
        last = Row("In all", tuple(self._in_all(one, colours[one]) for one in (0, 1)), strong=True)
        heads = tuple(option.title for option in self.result.options)
        return CellGrid((*rows, last), heads, ("consideration", "option"), hidden=(hidden, 0))

    def _in_all(self, one: int, colour: str) -> Cell:
        """On how many considerations an option does better than the only other; filled if it dominates that."""
        count = len(self.result.better_on(one, 1 - one))
        said = f"better on {count} of {len(self.model.leaves)}" if count else self._better(one, 1 - one, 0)
        return Cell(said, self._total(one, 1 - one), colour if self.result.expected[one, 1 - one] else "")

    def _colours(self, theme: Theme) -> list[str]:
        return [look.colour for look in looks(self.model, [option.options for option in self.result.options], theme)]

    def grid(self, theme: Theme, most: int, totals: bool) -> CellGrid:
        """The pairs in two columns, with at most so many considerations named in a cell, and with totals or without."""
        colours = self._colours(theme)
        pairs, count = self.result.told[:PAIRS], len(colours)
        rows = [Row("", tuple(self._cell(*way, most, totals, colours) for way in (pair, pair[::-1]))) for pair in pairs]
        if count == 1:
            rows = [Row("", (Cell(self.result.options[0].title, mark=colours[0]),))]
        hidden = count * (count - 1) // 2 - len(pairs)
        return CellGrid(tuple(rows), ("",) * min(count, 2), ("pair", "column"), hidden=(hidden, 0), left=True)

    def _cell(self, one: int, other: int, most: int, totals: bool, colours: Sequence[str]) -> Cell:
        """An option and how it compares with another: 'better on Allied unity and Firmness'; filled if it dominates."""
        said = [self._better(one, other, most), self._total(one, other) if totals else ""]
        fill = colours[one] if self.result.expected[one, other] else ""
        return Cell(self.result.options[one].title, "; ".join(filter(None, said)), fill, mark=colours[one])

    def _better(self, one: int, other: int, most: int) -> str:
        better = self.result.better_on(one, other)
        if better:
            return f"better on {listed(better, most=most)}"
        if self.result.expected[other, one]:
            return "better on nothing, so it can be set aside"
        return "level on everything"

    def _total(self, one: int, other: int) -> str:
        """The strongest sense in which its total dominates the other's."""
        holds = [sense for sense, matrix in self.senses.items() if matrix[one, other] and sense != "expected"]
        return f"its total is {SENSES[holds[0]]}" if holds else ""

    def subtitle(self) -> str:
        if self.is_side_by_side:
            scores = self.scores.head("Average scores" if self.model.events else "Scores")
            return f"{self.model.title}. {scores}; filled: the better one"
        average = "On average, what" if self.model.events else "What"
        return f"{self.model.title}. {average} each of two does better on; filled: no worse on anything"

    def description(self) -> str:
        parts = [f"Pairs of {counted(len(self.result.options), 'option')} with what each does better on"]
        for one, other in self.result.told[:NAMED]:
            pair = ((one, other), (other, one))
            told = (f"{quoted(self.result.options[a].title)} is {self._better(a, b, NAMED)}" for a, b in pair)
            parts.append("; ".join(told))
        for sense in self.senses:
            pairs = [f"{quoted(better)} over {quoted(worse)}" for better, worse in self.result.pairs(sense)]
            rest = f"; {len(pairs) - NAMED} more" if len(pairs) > NAMED else ""
            parts.append(f"{SENSES[sense]}: {'; '.join(pairs[:NAMED])}{rest}")
        for group in self.result.level:
            parts.append(f"level on every consideration: {listed([quoted(option.title) for option in group])}")
        return " ".join(sentence(capital(part)) for part in parts)


PICTURE = DominancePicture
