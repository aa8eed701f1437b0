"""The value of waiting: bars, or its curve along a named number with the point where waiting stops paying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decision_model.analysis.value_of_waiting import ValueOfWaiting, Waiting, said_of
from decision_model.figures.charts.bars import Bar, Bars, differences, paint_bars
from decision_model.figures.charts.break_even import break_even_chart
from decision_model.figures.charts.curves import paint_curves
from decision_model.figures.sheet.layout import sheet
from decision_model.figures.sheet.page import Opener
from decision_model.figures.sheet.style import Theme
from decision_model.figures.sheet.words import Words, sentence, source_line

if TYPE_CHECKING:
    import pandas as pd


class WaitingPicture:
    """A value of waiting to be drawn."""

    def __init__(self, result: ValueOfWaiting):
        self.result, self.model = result, result.model
        gains = [float(g) for each in result.waited if each.break_even for g in each.break_even.gains]
        self.amounts = differences(self.model, [*(each.value for each in result.waited), *gains])

    @property
    def words(self) -> Words:
        return Words(self._title(), self._subtitle(), source_line(self.model), self._description())

    def table(self) -> pd.DataFrame:
        return self.result.table()

    def page(self, theme: Theme) -> tuple[float, float]:
        return theme.size

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        named = [(each.title, each.break_even) for each in self.result.waited if each.break_even]
        if named:
            chart = break_even_chart(self.model, named, self.amounts, page.theme, "What waiting is worth")
            paint_curves(opener, page, chart)
            return
        rows = tuple(self._bar(each) for each in self.result.waited)
        head = f"What waiting is worth, {self.amounts.unit or 'points of 100'}"
        paint_bars(opener, page, Bars(rows, ("worth",), head))

    def _bar(self, each: Waiting) -> Bar:
        until = f"against deciding before {self.model.steps[each.until].title}"
        return Bar(each.title, until, each.value, (self.amounts.text(each.value),))

    def _title(self) -> str:
        if not self.result.waited:
            return "No decision can be taken earlier than it is"
        first = self.result.waited[0]
        said = said_of(self.model, first, self.amounts.phrase(abs(first.value)))
        return f"{said}; it pays {first.break_even.sentence}" if first.break_even else said

    def _subtitle(self) -> str:
        return f"{self.model.title}. The best that can be done as things become known, less the best by deciding early"

    def _description(self) -> str:
        parts = ["What leaving decisions open is worth"]
        for each in self.result.waited[:12]:
            until = self.model.steps[each.until].title
            parts.append(f"{each.title} until after {until}: {self.amounts.phrase(each.value)}")
            if each.break_even:
                parts.append(f"It pays {each.break_even.sentence}")
            parts.append(f"Decided early, the best is {self.amounts.text(each.early_total)}")
            if each.awaited:
                parts.append(f"What is worth waiting for is {self.model.steps[each.awaited].title}")
        return " ".join(sentence(part) for part in parts)
