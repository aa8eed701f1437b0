"""What is worth finding out: ranked bars, reports within the outline of what certainty would be worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decision_model.analysis.time.information import Information, InformationValue
from decision_model.figures.charts.bars import Bar, Bars, differences, paint_bars
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words, source_line
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, counted, sentence

if TYPE_CHECKING:
    import pandas as pd


class InformationPicture:
    """An information value to be drawn."""

    def __init__(self, result: InformationValue):
        self.result, self.model = result, result.model
        self.amounts = differences(self.model, [each.value for each in result.ranked])

    @property
    def words(self) -> Words:
        return Words(self._title(), self._subtitle(), source_line(self.model), self._description())

    def table(self) -> pd.DataFrame:
        return self.result.table()

    def page(self, theme: Theme) -> tuple[float, float]:
        return theme.size

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        rows = tuple(self._bar(each) for each in self.result.ranked)
        bars = Bars(rows, ("worth",), f"Value of knowing, {self.amounts.unit or 'points of 100'}", self._note())
        paint_bars(opener, sheet(self.words, theme, width, height), bars)

    def _bar(self, each: Information) -> Bar:
        before = f"before {self.model.steps[each.before].title}"
        if each.kind == "report":
            share = f", {percent(each.share)} of certainty" if each.share is not None else ""
            before = f"a report, {before}{share}"
        whole = each.value / each.share if each.share else None
        return Bar(each.title, before, each.value, (self.amounts.text(each.value),), whole)

    def _note(self) -> str:
        reasons = " ".join(capital(sentence(out.reason)) for out in self.result.excluded[:4])
        return f"Left out. {reasons}" if reasons else ""

    def _title(self) -> str:
        ranked = self.result.ranked
        if not ranked:
            return "Nothing can be found out before deciding"
        if ranked[0].value <= 0:
            return "Nothing is worth finding out: the same choices are best whatever comes"
        best = next((each for each in ranked if len(each.events) == 1), ranked[0])
        before = self.model.steps[best.before].title
        return f"'{best.title}' is most worth knowing: up to {self.amounts.phrase(best.value)}, before '{before}'"

    def _subtitle(self) -> str:
        return f"{self.model.title}. What one should at most give up to know each event before deciding"

    def _description(self) -> str:
        ranked = self.result.ranked
        parts = [f"Ranked bars of {counted(len(ranked), 'piece')} of information"]
        for each in ranked[:12]:
            share = f", {percent(each.share)} of what certainty would be worth" if each.share is not None else ""
            before = self.model.steps[each.before].title
            parts.append(f"{each.title}, known before {before}: {self.amounts.phrase(each.value)}{share}")
        parts += [f"{out.title} is left out: {out.reason}" for out in self.result.excluded[:12]]
        return " ".join(sentence(part) for part in parts)


PICTURE = InformationPicture
