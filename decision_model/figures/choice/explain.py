"""Why one choice beats another: a waterfall from the one total to the other, consideration by consideration."""

from __future__ import annotations

from decision_model.analysis.choice.explain import Explanation
from decision_model.analysis.units import better
from decision_model.figures.charts.waterfall import Fall, falls, paint_waterfall
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Fill, Theme, consideration_fills
from decision_model.words.sentences import sentence


class ExplanationPicture(ResultPicture):
    """An explanation to be drawn; considerations that tell nothing apart are left out."""

    def __init__(self, result: Explanation):
        super().__init__(result)
        self.amounts = result.amounts
        turned = result.gap < 0
        self.ahead, self.behind = (result.second, result.first) if turned else (result.first, result.second)
        self.sign = -1.0 if turned else 1.0

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        note = " ".join(sentence(reason) for reason in self.result.statement.reasons[1:])
        paint_waterfall(opener, sheet(self.words, theme, width, height), self.rows(theme), self.amounts, note)

    def rows(self, theme: Theme) -> list[Fall]:
        """From the total of the one behind, through what each consideration adds, to that of the one ahead."""
        fills = consideration_fills(self.model, theme)
        risk = Fill(theme.colours.faint, "plain")
        steps = [(title, by, fills.get(name, risk)) for name, title, by in self._differences()]
        return falls((self.behind.title, self.behind.total), steps, (self.ahead.title, self.ahead.total))

    def _differences(self) -> list[tuple[str, str, float]]:
        """Differences on the shown scale, those for the one ahead first, the largest first."""
        way = better(self.model) * self.sign
        parts = [(part.name, part.title, way * part.difference) for part in self.result.parts]
        parts += [("", "Caution", way * self.result.risk)] if self.model.risk_tolerance is not None else []
        least = 1e-9 * max(1.0, abs(self.ahead.total))
        return sorted((part for part in parts if abs(part[2]) > least), key=lambda part: -better(self.model) * part[2])

    def subtitle(self) -> str:
        return f"{self.model.title}. From the one total to the other: what each consideration adds or takes away"

    def description(self) -> str:
        return " ".join([*self.result.statement.sentences, sentence(self.subtitle())])


PICTURE = ExplanationPicture
