"""The value of options: bars, or the curve of one along a named number with the point where it stops paying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decision_model.analysis.time.option import OptionValue, ValueOfOption
from decision_model.figures.charts.bars import Bar, Bars, differences, paint_bars
from decision_model.figures.charts.break_even import break_even_chart
from decision_model.figures.charts.curves import paint_curves
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.style import Theme, option_colours
from decision_model.figures.page.words import Words, source_line
from decision_model.words.sentences import sentence

if TYPE_CHECKING:
    import pandas as pd


class OptionPicture:
    """Values of options to be drawn."""

    def __init__(self, result: ValueOfOption):
        self.result, self.model = result, result.model
        gains = [float(g) for each in result.ranked if each.break_even for g in each.break_even.gains]
        self.amounts = differences(self.model, [*(each.value for each in result.ranked), *gains])

    @property
    def words(self) -> Words:
        return Words(self._title(), self._subtitle(), source_line(self.model), self._description())

    def table(self) -> pd.DataFrame:
        return self.result.table()

    def page(self, theme: Theme) -> tuple[float, float]:
        return theme.size

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        named = [(each.title, each.break_even) for each in self.result.ranked if each.break_even]
        if named:
            caption = "What having it on the table is worth"
            paint_curves(opener, page, break_even_chart(self.model, named, self.amounts, page.theme, caption))
            return
        colours = option_colours(self.model, page.theme)
        rows = tuple(self._bar(each, colours[next(iter(each.options.items()))]) for each in self.result.ranked)
        head = f"What having it on the table is worth, {self.amounts.unit or 'points of 100'}"
        paint_bars(opener, page, Bars(rows, ("worth",), head, self._note()))

    def _bar(self, each: OptionValue, colour: str) -> Bar:
        decisions = ", ".join(self.model.steps[name].title for name in each.options)
        return Bar(each.title, decisions, each.value, (self.amounts.text(each.value),), colour=colour)

    def _note(self) -> str:
        reasons = " ".join(f"{out.title}: {sentence(out.reason)}" for out in self.result.excluded[:4])
        return f"Cannot be spared. {reasons}" if reasons else ""

    def _title(self) -> str:
        if not self.result.ranked:
            return "No option can be done without"
        first = self.result.ranked[0]
        if first.value <= 0 and not first.break_even:
            return "No option is worth anything that another would not bring"
        said = f"Having '{first.title}' on the table is worth {self.amounts.phrase(first.value)}"
        return f"{said}; it pays {first.break_even.sentence}" if first.break_even else said

    def _subtitle(self) -> str:
        return f"{self.model.title}. The best plan, less the best plan without the option"

    def _description(self) -> str:
        parts = ["What having each option on the table is worth"]
        for each in self.result.ranked[:12]:
            parts.append(f"{each.title}: {self.amounts.phrase(each.value)}")
            if each.break_even:
                parts.append(f"It pays {each.break_even.sentence}")
        parts += [f"{out.title} cannot be spared: {out.reason}" for out in self.result.excluded[:12]]
        return " ".join(sentence(part) for part in parts)


PICTURE = OptionPicture
