"""The ranking: one stacked bar a combination, best first, with its total and its distance to the leader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from decision_model.analysis.choice.rank import Ranked, Ranking
from decision_model.analysis.units import amounts
from decision_model.figures.choice.rank_layout import RankingLayout, RankingSetter
from decision_model.figures.choice.rank_painter import RankingPainter
from decision_model.figures.choice.rank_words import ranking_words
from decision_model.figures.page.layout import Sheet, calmer, fitted, sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words

if TYPE_CHECKING:
    import pandas as pd


class RankingPicture:
    """A ranking to be drawn; `top` keeps the first rows only. Too many rows for the page are cut, with a count."""

    def __init__(self, ranking: Ranking, top: int | None = None):
        self.ranking, self.model = ranking, ranking.model
        self.shown = ranking.with_plan[: top or len(ranking.with_plan)]
        values = [each for row in ranking.with_plan for each in (row.total, row.gap)] + [float(ranking.best_plan.total)]
        self.amounts = amounts(self.model, values)
        self.setter = RankingSetter(ranking, self.amounts)

    @property
    def words(self) -> Words:
        return ranking_words(self.ranking, self.amounts)

    def table(self) -> pd.DataFrame:
        return self.ranking.table()

    def page(self, theme: Theme) -> tuple[float, float]:
        return theme.size

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        found, layout = self.fitting(page, theme.least)
        RankingPainter(opener(found), self.ranking, self.amounts, layout).paint()

    def fitting(self, page: Sheet, least: float) -> tuple[Sheet, RankingLayout]:
        """All rows if their type can be read; otherwise as many as fit."""
        count = len(self.shown)
        while count > 1:
            found = self.largest(page, self.shown[:count], least)
            if found:
                return found
            count = min(count - 1, round(0.9 * count))
        found = self.largest(page, self.shown[:1], 0.0)
        assert found is not None
        return found

    def largest(self, page: Sheet, shown: Sequence[Ranked], least: float) -> tuple[Sheet, RankingLayout] | None:
        """The largest type that fits; somewhat smaller type when that saves breaking titles into lines."""
        found = fitted(page, lambda trial: self.setter.lay_out(trial, shown), least)
        return found and calmer(page, found, lambda trial: self.setter.lay_out(trial, shown, calm=True), least)


PICTURE = RankingPicture
