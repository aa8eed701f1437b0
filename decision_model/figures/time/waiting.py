"""The value of waiting: bars, or its curve along a named number with the point where waiting stops paying."""

from __future__ import annotations

from decision_model.analysis.time.waiting import ValueOfWaiting, Waiting
from decision_model.figures.charts.bars import Bar, Bars, differences, paint_bars
from decision_model.figures.charts.break_even import break_even_chart
from decision_model.figures.charts.curves import paint_curves
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.words.names import quoted
from decision_model.words.sentences import sentence


class WaitingPicture(ResultPicture):
    """A value of waiting to be drawn."""

    def __init__(self, result: ValueOfWaiting):
        super().__init__(result)
        gains = [float(g) for each in result.waited if each.break_even for g in each.break_even.gains]
        self.amounts = differences(self.model, [*(each.value for each in result.waited), *gains])

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

    def subtitle(self) -> str:
        return f"{self.model.title}. The best that can be done as things become known, less the best by deciding early"

    def description(self) -> str:
        parts = ["What leaving decisions open is worth"]
        for each in self.result.waited[:12]:
            until = self.model.steps[each.until].title
            parts.append(f"{quoted(each.title)} until after {quoted(until)}: {self.amounts.phrase(each.value)}")
            if each.break_even:
                parts.append(f"It pays {each.break_even.sentence}")
            parts.append(f"Decided early, the best is {self.amounts.text(each.early_total)}")
            if each.awaited:
                parts.append(f"What is worth waiting for is {quoted(self.model.steps[each.awaited].title)}")
        return " ".join(sentence(part) for part in parts)


PICTURE = WaitingPicture
