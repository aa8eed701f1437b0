"""How likely each outcome is: a bar each, with an outline where its chance was another before something was given."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from decision_model.analysis.given_plan import best_called
from decision_model.analysis.time.chances import Chances, Likelihood
from decision_model.figures.charts.bars import Bar, Bars, paint_bars
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.model.labels import step_labels
from decision_model.words.names import quoted
from decision_model.words.percent import percent, percents_apart
from decision_model.words.sentences import sentence

NAMED = 12
"""How many outcomes the long description names."""


class ChancesPicture(ResultPicture):
    """Chances to be drawn."""

    result: Chances

    def __init__(self, result: Chances):
        super().__init__(result)
        self.shown = result.of_other_events if result.given else result.likelihoods

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        heads = ("chance", "before") if self.result.given else ("chance",)
        rows = tuple(self._rows())
        note = "The outline is the chance before." if self.result.given else ""
        head = f"How likely each outcome is under the {best_called(self.model)}"
        bars = Bars(rows, heads, head, note, is_ranked=False, longest=1.0)
        paint_bars(opener, sheet(self.words, theme, width, height), bars)

    def _rows(self) -> Iterator[Bar]:
        """Every event, with its outcomes below it."""
        labels = step_labels(self.model)
        for event, rows in groupby(self.shown, key=lambda row: row.event):
            yield Bar(labels[event], "", 0.0, ())
            yield from map(self._bar, rows)

    def _bar(self, row: Likelihood) -> Bar:
        if not self.result.given:
            return Bar(self.result.label(row), "", row.chance, (percent(row.chance),))
        return Bar(self.result.label(row), "", row.chance, percents_apart(row.chance, row.before), row.before)

    def subtitle(self) -> str:
        return f"{self.model.title}. The chance of each outcome, over all that the {best_called(self.model)} leads to"

    def description(self) -> str:
        parts = ["A bar for the chance of each outcome"]
        labels = step_labels(self.model)
        for row in self.shown[:NAMED]:
            before = f", {percent(row.before)} before" if self.result.given else ""
            parts.append(
                f"{quoted(labels[row.event])}, {quoted(self.result.label(row))}: {percent(row.chance)}{before}"
            )
        return " ".join(sentence(part) for part in parts)


PICTURE = ChancesPicture
