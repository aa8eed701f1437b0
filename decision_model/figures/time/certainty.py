"""Certainty equivalents as curves over risk tolerance, with the tolerances at which the choice switches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decision_model.analysis.time.certainty import CertaintyEquivalents, Equivalents
from decision_model.analysis.units import amounts, better
from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.curves import Chart, Curve, Mark, paint_curves
from decision_model.figures.charts.scales import Scale, scale
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words, source_line
from decision_model.words.amounts import Amounts
from decision_model.words.numbers import amount
from decision_model.words.sentences import listed, sentence

if TYPE_CHECKING:
    import pandas as pd

Stretches = tuple[tuple[float, float], ...]


class CertaintyPicture:
    """Certainty equivalents to be drawn: one curve a combination, thick where it is best."""

    def __init__(self, result: CertaintyEquivalents):
        self.result, self.model = result, result.model
        self.amounts: Amounts = amounts(self.model, [float(v) for each in result.compared for v in each.totals])
        self.finite = [each for each in result.tolerances if np.isfinite(each)]

    @property
    def words(self) -> Words:
        return Words(self._title(), self._subtitle(), source_line(self.model), self._description())

    def table(self) -> pd.DataFrame:
        return self.result.table()

    def page(self, theme: Theme) -> tuple[float, float]:
        return theme.size

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        paint_curves(opener, sheet(self.words, theme, width, height), self.chart(theme))

    def chart(self, theme: Theme) -> Chart:
        ordered = sorted(self.result.compared, key=lambda each: -better(self.model) * float(each.totals[-1]))
        styles = dict(zip(
            (each.title for each in self.result.compared),
            looks(self.model, [each.options for each in self.result.compared], theme),
            strict=True,
        ))  # fmt: skip
        curves = tuple(Curve(each.title, self._points(each), styles[each.title], self.leads(each)) for each in ordered)
        values = [up for each in curves for _, up in each.points]
        marks = [Mark(each.at, amount(each.at, 3)) for each in self.result.switches]
        own = self._own()
        if own is not None:
            marks.append(Mark(own, f"now {amount(own, 3)}", strong=False))
        return Chart(
            Scale(self.finite[0], self.finite[-1], log=True),
            scale(values).widened(),
            f"Risk tolerance{self._in_unit()}: caution on the left, risk-neutral on the right",
            f"Certainty equivalent, {self.amounts.unit or 'of 100'}",
            round_text(),
            round_text(self.amounts.factor),
            curves,
            tuple(marks),
        )

    def _points(self, each: Equivalents) -> tuple[tuple[float, float], ...]:
        pairs = zip(self.result.tolerances, each.totals, strict=True)
        return tuple((tolerance, float(total)) for tolerance, total in pairs if np.isfinite(tolerance))

    def leads(self, each: Equivalents) -> Stretches:
        """Over which tolerances a combination is best."""
        switches = self.result.switches
        ends = [self.finite[0], *(switch.at for switch in switches), self.finite[-1]]
        titles = [*(switch.below for switch in switches), switches[-1].above] if switches else [self.result.leader(-1)]
        return tuple((ends[i], ends[i + 1]) for i, title in enumerate(titles) if title == each.title)

    def _own(self) -> float | None:
        """The model's own risk tolerance, where it lies within what is shown."""
        if self.model.risk_tolerance is None:
            return None
        own = float(np.mean(self.model.risk_tolerance.at(self.model.values)))
        return own if self.finite[0] <= own <= self.finite[-1] else None

    def _in_unit(self) -> str:
        return f", {self.model.unit}" if self.model.unit else ", in points of the total"

    def _title(self) -> str:
        switches = self.result.switches
        if not switches:
            return f"{self.result.leader(-1)} is best however cautious the decision maker"
        unit = f" {self.model.unit}" if self.model.unit else ""
        said = [f"{switches[0].below} below a risk tolerance of {amount(switches[0].at, 3)}{unit}"]
        said += [f"{each.below} up to {amount(each.at, 3)}" for each in switches[1:]]
        return f"Caution decides: {', '.join([*said, f'{switches[-1].above} above that'])}"

    def _subtitle(self) -> str:
        by = listed([self.model.steps[name].title for name in self.result.by], most=4)
        return f"{self.model.title}. What each choice of {by} is worth for sure; the thick line is the best"

    def _description(self) -> str:
        parts = ["Curves of certainty equivalents over risk tolerance on a logarithmic scale"]
        for each in self.result.compared:
            first, last = (self.amounts.text(float(each.totals[place])) for place in (0, -1))
            parts.append(f"{each.title} rises from {first} at {amount(self.finite[0], 3)} to {last} when risk-neutral")
        parts += [
            f"At {amount(each.at, 4)} the best passes from {each.below} to {each.above}"
            for each in self.result.switches
        ]
        return " ".join(sentence(part) for part in parts)


PICTURE = CertaintyPicture
