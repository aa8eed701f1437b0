"""Why one choice beats another: a waterfall from the one total to the other, consideration by consideration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decision_model.analysis.choice.explain import Explanation
from decision_model.analysis.units import better
from decision_model.figures.charts.bars import differences
from decision_model.figures.charts.waterfall import Fall, falls, paint_waterfall
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.style import Fill, Theme, consideration_fills
from decision_model.figures.page.words import Words, source_line
from decision_model.words.amounts import Amounts
from decision_model.words.sentences import sentence

if TYPE_CHECKING:
    import pandas as pd


class ExplanationPicture:
    """An explanation to be drawn; considerations that tell nothing apart are left out."""

    def __init__(self, result: Explanation):
        self.result, self.model = result, result.model
        gaps = [part.difference for part in result.parts] + [result.gap, result.risk]
        self.amounts: Amounts = differences(self.model, gaps)
        turned = result.gap < 0
        self.ahead, self.behind = (result.second, result.first) if turned else (result.first, result.second)
        self.sign = -1.0 if turned else 1.0

    @property
    def words(self) -> Words:
        return Words(self._title(), self._subtitle(), source_line(self.model), self._description())

    def table(self) -> pd.DataFrame:
        return self.result.table()

    def page(self, theme: Theme) -> tuple[float, float]:
        return theme.size

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page, note = sheet(self.words, theme, width, height), " ".join(self.result.statement.sentences[2:])
        paint_waterfall(opener, page, self.rows(theme), self.amounts, note)

    def rows(self, theme: Theme) -> list[Fall]:
        """From the total of the one behind, through what each consideration adds, to that of the one ahead."""
        fills = consideration_fills(self.model, theme)
        risk = Fill(theme.colours.faint, "plain")
        steps = [(title, by, fills.get(name, risk)) for name, title, by in self._differences()]
        return falls((self.behind.title, self.behind.total), steps, (self.ahead.title, self.ahead.total))

    def _differences(self) -> list[tuple[str, str, float]]:
        """Differences on the shown scale, those for the one ahead first, the largest first."""
        way = better(self.model) * self.sign
        found = [(part.name, part.title, way * part.difference) for part in self.result.parts]
        found += [("", "Caution", way * self.result.risk)] if self.model.risk_tolerance is not None else []
        least = 1e-9 * max(1.0, abs(self.ahead.total))
        return sorted((each for each in found if abs(each[2]) > least), key=lambda each: -better(self.model) * each[2])

    def _title(self) -> str:
        if not self._differences() or not self.amounts.text(abs(self.result.gap)).strip("0.,"):
            return f"{self.ahead.title} and {self.behind.title} are level at {self.amounts.phrase(self.ahead.total)}"
        lead = f"{self.ahead.title} beats {self.behind.title} by {self.amounts.phrase(abs(self.result.gap))}"
        first = self._differences()[0]
        return f"{lead}, above all on {first[1]}" if better(self.model) * first[2] > 0 else lead

    def _subtitle(self) -> str:
        return f"{self.model.title}. From the one total to the other: what each consideration adds or takes away"

    def _description(self) -> str:
        parts = [*self.result.statement.sentences]
        parts += [f"{title}: {self.amounts.text(by)}" for _, title, by in self._differences()]
        return " ".join(sentence(part) for part in parts)


PICTURE = ExplanationPicture
