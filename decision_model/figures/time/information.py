"""What is worth finding out: ranked bars, reports within the outline of what certainty would be worth."""

from __future__ import annotations

from decision_model.analysis.time.information import Information, InformationValue, events_quoted
from decision_model.figures.charts.bars import Bar, Bars, paint_bars
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.model.labels import step_labels
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, counted, sentence


class InformationPicture(ResultPicture):
    """An information value to be drawn."""

    def __init__(self, result: InformationValue):
        super().__init__(result)
        self.amounts = result.amounts
        self.labels = step_labels(self.model)

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        rows = tuple(self._bar(row) for row in self.result.shown)
        bars = Bars(rows, ("worth",), self.amounts.head("Value of knowing"), self._note())
        paint_bars(opener, sheet(self.words, theme, width, height), bars)

    def _bar(self, information: Information) -> Bar:
        before = f"before {self.labels[information.before]}"
        if information.kind == "report":
            share = f", {percent(information.share)} of certainty" if information.share is not None else ""
            price = f", {self.amounts.text(information.net)} after its price" if information.net is not None else ""
            before = f"a report, {before}{share}{price}"
        whole = information.value / information.share if information.share else None
        return Bar(information.title, before, information.value, (self.amounts.text(information.value),), whole)

    def _note(self) -> str:
        reasons = " ".join(capital(sentence(out.reason)) for out in self.result.excluded[:4])
        return f"Left out. {reasons}" if reasons else ""

    def subtitle(self) -> str:
        return f"{self.model.title}. What one should at most give up to know each event before deciding"

    def description(self) -> str:
        ranked = self.result.shown
        parts = [f"Ranked bars of {counted(len(ranked), 'piece')} of information"]
        for row in ranked[:12]:
            share = f", {percent(row.share)} of what certainty would be worth" if row.share is not None else ""
            events = f"{events_quoted(self.model, row) or row.title}, known before {quoted(self.labels[row.before])}"
            price = f", {self.amounts.phrase(row.net)} after its price" if row.net is not None else ""
            parts.append(f"{events}: {self.amounts.phrase(row.value)}{share}{price}")
        parts += [f"{quoted(out.title)} is left out: {out.reason}" for out in self.result.excluded[:12]]
        return " ".join(sentence(part) for part in parts)


PICTURE = InformationPicture
