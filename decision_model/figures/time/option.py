"""The value of options: bars, or the curve of one along a named number with the point where it stops paying."""

from __future__ import annotations

from decision_model.analysis.time.option import OptionValue, ValueOfOption
from decision_model.figures.charts.bars import Bar, Bars, paint_bars
from decision_model.figures.charts.break_even import break_even_chart
from decision_model.figures.charts.curves import paint_curves
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme, option_colours
from decision_model.model.labels import step_labels
from decision_model.words.names import quoted
from decision_model.words.sentences import sentence


class OptionPicture(ResultPicture):
    """Values of options to be drawn."""

    def __init__(self, result: ValueOfOption):
        super().__init__(result)
        self.amounts = result.amounts

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        named = [(row.title, row.break_even) for row in self.result.ranked if row.break_even]
        if named:
            caption = "What having it on the table is worth"
            paint_curves(opener, page, break_even_chart(named, self.amounts, page.theme, caption))
            return
        colours = option_colours(self.model, page.theme)
        rows = tuple(self._bar(row, colours[next(iter(row.options.items()))]) for row in self.result.ranked)
        head = self.amounts.head("What having it on the table is worth")
        paint_bars(opener, page, Bars(rows, ("worth",), head, self._note()))

    def _bar(self, row: OptionValue, colour: str) -> Bar:
        labels = step_labels(self.model)
        decisions = ", ".join(labels[name] for name in row.options)
        return Bar(row.title, decisions, row.value, (self.amounts.text(row.value),), colour=colour)

    def _note(self) -> str:
        reasons = " ".join(f"{out.title}: {sentence(out.reason)}" for out in self.result.excluded[:4])
        return f"Cannot be spared. {reasons}" if reasons else ""

    def subtitle(self) -> str:
        return f"{self.model.title}. The best plan, less the best plan without the option"

    def description(self) -> str:
        parts = ["What having each option on the table is worth"]
        for row in self.result.ranked[:12]:
            parts.append(f"{quoted(row.title)}: {self.amounts.phrase(row.value)}")
            if row.break_even:
                parts.append(f"It pays {row.break_even.sentence}")
        parts += [f"{quoted(out.title)} cannot be spared: {out.reason}" for out in self.result.excluded[:12]]
        return " ".join(sentence(part) for part in parts)


PICTURE = OptionPicture
