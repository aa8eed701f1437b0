"""The ranking: a bar a combination, best first, with its total and its distance to the leader.

Where totals are close the bars are what each gains and loses against the leader; elsewhere they are the totals.
"""

from __future__ import annotations

from collections.abc import Sequence

from decision_model.analysis.choice.rank import RISK, RISK_TITLE, Ranked, Ranking
from decision_model.analysis.units import total_word
from decision_model.figures.choice.rank_layout import RankingLayout, RankingSetter
from decision_model.figures.choice.rank_painter import RankingPainter
from decision_model.figures.page.layout import CALM, Sheet, fitted, sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.model.labels import consideration_labels, step_labels
from decision_model.words.amounts import adding_up
from decision_model.words.names import quoted
from decision_model.words.sentences import capital, counted, listed, sentence

DESCRIBED = 12
"""Rows that are told in the description at most."""


class RankingPicture(ResultPicture):
    """A ranking to be drawn; `top` keeps the first rows only. Too many rows for the page are cut, with a count."""

    def __init__(self, result: Ranking, top: int | None = None):
        super().__init__(result)
        self.shown = result.with_plan[: top or len(result.with_plan)]
        self.amounts = result.amounts
        self.setter = RankingSetter(result, self.amounts)

    def subtitle(self) -> str:
        heads = step_labels(self.model)
        by = listed([quoted(heads[name]) for name in self.result.by], most=6)
        free = set(self.result.by) < {decision.name for decision in self.model.decisions}
        rest = ", the other decisions at their best" if free else ""
        reasons = "".join(f". {reason}" for reason in self.result.statement.reasons)
        return f"{self.model.title}. {capital(total_word(self.model))} by {by}{rest}{reasons}"

    def description(self) -> str:
        number = counted(len(self.result.ranked), "combination")
        kind = "Bars of what the totals gain and lose against the leader's" if self.setter.gaps else "Stacked bars"
        parts = [f"{kind}, by {total_word(self.model)} of {number}, best first"]
        parts += [self._row(row) for row in self.result.with_plan[:DESCRIBED]]
        hidden = len(self.result.with_plan) - DESCRIBED
        parts += [counted(hidden, "more row follows", "more rows follow")] if hidden > 0 else []
        parts += [self._composition()] if self.result.ranked else []
        parts += [f"{quoted(out.title)} cannot be taken: {out.reason}" for out in self.result.excluded[:DESCRIBED]]
        return " ".join(sentence(part) for part in parts)

    def _row(self, row: Ranked) -> str:
        behind = f", {self.amounts.gap(self.result.behind(row))} behind" if row.gap else ""
        return f"{f'{row.rank}. ' if row.rank else ''}{quoted(row.title)}: {self.amounts.text(row.total)}{behind}"

    def _composition(self) -> str:
        first = self.result.ranked[0]
        labels = {**consideration_labels(self.model), RISK: RISK_TITLE}
        parts = adding_up(first.parts, first.total, self.amounts)
        named = listed([f"{quoted(labels[name])} {text}" for name, text in parts.items()], most=20)
        return f"The total of {quoted(first.title)} is made of {named}"

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        fitted_page, layout = self.fitting(page, theme.least)
        RankingPainter(opener(fitted_page), self.setter, layout).paint()

    def fitting(self, page: Sheet, least: float) -> tuple[Sheet, RankingLayout]:
        """All rows if their type can be read; otherwise as many as fit."""
        count = len(self.shown)
        while count > 1:
            fit = self.largest(page, self.shown[:count], least)
            if fit:
                return fit
            count = min(count - 1, round(0.9 * count))
        fit = self.largest(page, self.shown[:1], 0.0)
        assert fit is not None
        return fit

    def largest(self, page: Sheet, rows: Sequence[Ranked], least: float) -> tuple[Sheet, RankingLayout] | None:
        """The largest type that fits; somewhat smaller type or short labels when that saves breaking titles."""

        def fit(short: bool, calm: bool, smallest: float) -> tuple[Sheet, RankingLayout] | None:
            return fitted(page, lambda trial: self.setter.lay_out(trial, rows, short, calm), smallest)

        lengths = self.setter.lengths
        found = next(filter(None, (fit(short, False, least) for short in lengths)), None)
        if found is None:
            return None
        smallest = max(least, CALM * found[0].body)
        return next(filter(None, (fit(short, True, smallest) for short in lengths)), found)


PICTURE = RankingPicture
