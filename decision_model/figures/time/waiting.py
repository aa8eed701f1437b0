"""The value of waiting: bars, or its curve along a named number with the point where waiting stops paying."""

from __future__ import annotations

from decision_model.analysis.time.waiting import ValueOfWaiting, Waiting, decisions_quoted
from decision_model.analysis.units import amounts
from decision_model.figures.charts.bars import Bar, Bars, paint_bars
from decision_model.figures.charts.break_even import break_even_chart
from decision_model.figures.charts.curves import paint_curves
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.model import DecisionModel
from decision_model.model.labels import step_labels
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import sentence


class WaitingPicture(ResultPicture):
    """A value of waiting to be drawn."""

    def __init__(self, result: ValueOfWaiting):
        super().__init__(result)
        self.amounts = result.amounts
        self.labels = step_labels(self.model)

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        named = [(wait.title, wait.break_even) for wait in self.result.waited if wait.break_even]
        if named:
            chart = break_even_chart(named, self.amounts, page.theme, "What waiting is worth")
            paint_curves(opener, page, chart)
            return
        rows = tuple(waiting_bar(self.model, row, self.amounts) for row in self.result.waited)
        paint_bars(opener, page, Bars(rows, ("worth",), self.amounts.head("What waiting is worth")))

    def subtitle(self) -> str:
        return f"{self.model.title}. The best that can be done as things become known, less the best by deciding early"

    def description(self) -> str:
        parts = ["What leaving decisions open is worth"]
        totals = amounts(self.model, [waited.early_total for waited in self.result.waited])
        for waited in self.result.waited[:12]:
            until, worth = quoted(self.labels[waited.until]), self.amounts.phrase(waited.value)
            parts.append(f"{decisions_quoted(self.model, waited)} until after {until}: {worth}")
            if waited.break_even:
                parts.append(f"It pays {waited.break_even.sentence}")
            parts.append(f"Decided early, the best is {totals.phrase(waited.early_total)}")
            if waited.awaited:
                parts.append(f"What is worth waiting for is {quoted(self.labels[waited.awaited])}")
        return " ".join(sentence(part) for part in parts)


def waiting_bar(model: DecisionModel, waited: Waiting, amounts: Amounts) -> Bar:
    """What leaving some decisions open is worth, with the step before which they could be taken."""
    until = f"against deciding before {step_labels(model)[waited.until]}"
    return Bar(waited.title, until, waited.value, (amounts.text(waited.value),))


PICTURE = WaitingPicture
