"""The value of options and, below it, of waiting: bars, or a curve along a named number with where it stops paying."""

from __future__ import annotations

from dataclasses import replace

from decision_model.analysis.time.gain import gain_amounts
from decision_model.analysis.time.option import OptionValue, ValueOfOption
from decision_model.analysis.time.waiting import decisions_quoted
from decision_model.figures.charts.bars import Bar, Bars, paint_bars
from decision_model.figures.charts.break_even import break_even_chart
from decision_model.figures.charts.curves import paint_curves
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme, option_colours
from decision_model.figures.time.waiting import waiting_bar
from decision_model.model.labels import step_labels
from decision_model.words.names import quoted
from decision_model.words.sentences import sentence

MOST = 4
"""Options shown at most where waiting is shown below them."""


class OptionPicture(ResultPicture):
    """Values of options to be drawn."""

    def __init__(self, result: ValueOfOption):
        super().__init__(result)
        values = [row.value for row in result.ranked]
        self.amounts = gain_amounts(self.model, [*values, *(wait.value for wait in result.waited)])

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        named = [(row.title, row.break_even) for row in self.result.ranked if row.break_even]
        if named:
            caption = "What having it on the table is worth"
            paint_curves(opener, page, break_even_chart(named, self.amounts, page.theme, caption))
            return
        paint_bars(opener, page, Bars(self.rows(theme), ("worth",), self._head(), self._note()))

    def rows(self, theme: Theme) -> tuple[Bar, ...]:
        """Every option; where decisions can wait the most valuable ones, and below them what waiting is worth."""
        colours, ranked = option_colours(self.model, theme), self.result.ranked
        options = [self._bar(row, colours[next(iter(row.options.items()))]) for row in ranked]
        if not self.result.waited:
            return tuple(options)
        shown = [replace(bar, under="") for bar in options[:MOST]]
        having = "Having an option on the table" + (f" (the first {MOST} of {len(ranked)})" if ranked[MOST:] else "")
        waited = [waiting_bar(self.model, wait, self.amounts) for wait in self.result.waited]
        return (Bar(having, "", 0.0, ()), *shown, Bar("Leaving a decision open", "", 0.0, ()), *waited)

    def _head(self) -> str:
        return self.amounts.head("What it is worth" if self.result.waited else "What having it on the table is worth")

    def _bar(self, row: OptionValue, colour: str) -> Bar:
        labels = step_labels(self.model)
        decisions = ", ".join(labels[name] for name in row.options)
        return Bar(row.title, decisions, row.value, (self.amounts.text(row.value),), colour=colour)

    def _note(self) -> str:
        reasons = " ".join(f"{out.title}: {sentence(out.reason)}" for out in self.result.excluded[:4])
        return f"Cannot be spared. {reasons}" if reasons else ""

    def subtitle(self) -> str:
        waited = ", or with the decision taken early" if self.result.waited else ""
        return f"{self.model.title}. The best plan, less the best plan without the option{waited}"

    def description(self) -> str:
        parts = ["What having each option on the table is worth"]
        for row in self.result.ranked[:12]:
            parts.append(f"{quoted(row.title)}: {self.amounts.phrase(row.value)}")
            if row.break_even:
                parts.append(f"It pays {row.break_even.sentence}")
        labels = step_labels(self.model)
        for wait in self.result.waited[:12]:
            until, worth = quoted(labels[wait.until]), self.amounts.phrase(wait.value)
            parts.append(f"Leaving {decisions_quoted(self.model, wait)} open until after {until}: {worth}")
        parts += [f"{quoted(out.title)} cannot be spared: {out.reason}" for out in self.result.excluded[:12]]
        return " ".join(sentence(part) for part in parts)


PICTURE = OptionPicture
