"""The decision tree: every history in order, what it is worth, and what the best plan does."""

from __future__ import annotations

from collections.abc import Mapping

from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.choice.tree import DecisionTree, tree
from decision_model.figures.page.layout import CALM, Box, Sheet, fitted, sheet
from decision_model.figures.page.page import Opener, fill_key, sign_key
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.figures.tree.cutting import Cut, cut, start_at, ways
from decision_model.figures.tree.layout import TreeLayout, lay_out
from decision_model.figures.tree.painter import KEY, TreePainter
from decision_model.figures.tree.texts import TreeTexts
from decision_model.figures.tree.words import tree_description, tree_subtitle
from decision_model.model.labels import consideration_labels, step_labels, step_state_labels

HIGHEST = 400.0  # inches: no renderer takes much more
STRUCK = 0.95
"""How much smaller than readable type may be where that lets the rejected options be shown, struck out."""


class TreePicture(ResultPicture):
    """A decision tree to be drawn, the part of it that was asked for; the options can ask for another one.

    A tree too large for its page is folded, and then cut, until its type is large enough to read; `whole=True`
    or `fold=False` keeps all of it, however small.
    """

    def __init__(  # noqa: PLR0913 - what may be said of the part that is drawn
        self,
        result: Solution | DecisionTree,
        depth: int | None = None,
        only_best: bool = False,
        start: Mapping[str, str] | None = None,
        fold: bool | None = None,
        whole: bool = False,
    ):
        super().__init__(result if isinstance(result, DecisionTree) else tree(result))
        self.tree: DecisionTree = self.result
        part = self.tree.part
        self.root, self.way = start_at(self.model, self.tree.root, start or part.start)
        fold = part.fold if fold is None else fold
        self.cuts = ways(whole, fold, Cut(depth or part.depth, only_best or part.only_best))
        self.measured: dict[tuple[Cut, bool], TreeTexts] = {}
        self.amounts = self.tree.solution.amounts(node.value for node in self.root.walk())

    def subtitle(self) -> str:
        return tree_subtitle(self.tree, self.root, self.way, self.amounts)

    def description(self) -> str:
        return tree_description(self.tree, self.root, self.way, self.amounts)

    def page(self, theme: Theme) -> tuple[float, float]:
        """The theme's page; for a whole tree one that is high enough to read it."""
        width, height = theme.size
        if len(self.cuts) > 1:
            return width, height
        rows = sum(1 for twig in cut(self.root, self.cuts[0]).walk() if not twig.twigs)
        return width, min(HIGHEST, max(height, 0.34 * height + rows * 1.75 * theme.least / 72))

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        fitted_page, layout = self.fitting(sheet(self.words, theme, width, height), theme.least)
        TreePainter(opener(fitted_page), self.model, self.amounts, layout).paint(self.key_box(fitted_page))

    def fitting(self, page: Sheet, least: float) -> tuple[Sheet, TreeLayout]:
        """The mildest cut whose type is large enough; the last one in whatever type it takes.

        Short labels are used where whole ones would be broken into lines or do not fit.
        """
        for rules in self.cuts:
            least_here = STRUCK * least if rules.closed and not rules.only_best else least
            for short in self.lengths:
                fit = self.largest(page, self.texts(rules, short), least_here)
                if fit and (fit[1].lines < 2 or short == self.lengths[-1]):
                    return fit
        fit = self.largest(page, self.texts(self.cuts[-1], self.lengths[-1]), 0.0)
        assert fit is not None
        return fit

    @property
    def lengths(self) -> tuple[bool, ...]:
        """Whether labels are short: first not, then, if there are short ones, so."""
        return (False, True) if any(state.short for step in self.model.sequence for state in step.states) else (False,)

    def texts(self, rules: Cut, short: bool) -> TreeTexts:
        """The texts of a cut, measured once."""
        if (rules, short) not in self.measured:
            self.measured[rules, short] = self._texts(rules, short)
        return self.measured[rules, short]

    def _texts(self, rules: Cut, short: bool) -> TreeTexts:
        heads, labels = step_labels(self.model), step_state_labels(self.model, short)
        return TreeTexts(cut(self.root, rules), heads, labels, self.amounts, self.filled)

    @property
    def filled(self) -> bool:
        """Whether bars of contributions stand at the ends."""
        return any(node.contributions for node in self.root.walk())

    def largest(self, page: Sheet, texts: TreeTexts, least: float) -> tuple[Sheet, TreeLayout] | None:
        """The largest type that fits; somewhat smaller type when that breaks labels into fewer lines."""
        fit = self.fit(page, texts, least)
        if fit is None:
            return None
        least = max(least, CALM * fit[0].body)
        calmer = (self.fit(page, texts, least, lines) for lines in range(1, fit[1].lines))
        return next((layout for layout in calmer if layout), fit)

    def fit(
        self, page: Sheet, texts: TreeTexts, least: float, lines: int | None = None
    ) -> tuple[Sheet, TreeLayout] | None:
        return fitted(page, lambda trial: lay_out(texts, trial.body, self.room(trial), lines), least)

    def room(self, page: Sheet) -> Box:
        room, key = page.room, self.key_box(page)
        return Box(room.x, room.y, room.width, key.y - room.y - 0.5 * page.second)

    def key_box(self, page: Sheet) -> Box:
        room, size = page.room, page.second
        labels = consideration_labels(self.model, short=True)
        names = [labels[leaf.name] for leaf in self.model.leaves] if self.filled else []
        height = sign_key(KEY, room.width, size)[1] + 0.3 * size + fill_key(names, room.width, size)[1]
        return Box(room.x, room.bottom - height, room.width, height)


PICTURE = TreePicture
