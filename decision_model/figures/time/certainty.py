"""Certainty equivalents as curves over risk tolerance, with the tolerances at which the choice switches."""

from __future__ import annotations

import numpy as np

from decision_model.analysis.time.certainty import CertaintyEquivalents, Equivalents
from decision_model.analysis.units import amounts, better
from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.curves import Chart, Curve, Mark, paint_curves
from decision_model.figures.charts.scales import AxisScale, scale
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.model.labels import step_labels
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import listed, sentence

Spans = tuple[tuple[float, float], ...]


class CertaintyPicture(ResultPicture):
    """Certainty equivalents to be drawn: one curve a combination, thick where it is best."""

    def __init__(self, result: CertaintyEquivalents):
        super().__init__(result)
        self.amounts: Amounts = amounts(self.model, [float(v) for option in result.compared for v in option.totals])
        self.finite = [tolerance for tolerance in result.tolerances if np.isfinite(tolerance)]

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        paint_curves(opener, sheet(self.words, theme, width, height), self.chart(theme))

    def chart(self, theme: Theme) -> Chart:
        ordered = sorted(self.result.compared, key=lambda option: -better(self.model) * float(option.totals[-1]))
        styles = dict(zip(
            (option.title for option in self.result.compared),
            looks(self.model, [option.options for option in self.result.compared], theme),
            strict=True,
        ))  # fmt: skip
        curves = tuple(
            Curve(option.title, self._points(option), styles[option.title], self.leads(option)) for option in ordered
        )
        values = [up for curve in curves for _, up in curve.points]
        marks = self._marks()
        own = self._own()
        if own is not None:
            marks.append(Mark(own, f"now {self._number(own)}", strong=False))
        return Chart(
            AxisScale(self.finite[0], self.finite[-1], log=True),
            scale(values).widened(),
            f"Risk tolerance{self._in_unit()}: more caution on the left, less on the right",
            self.amounts.head("Certainty equivalent"),
            round_text(),
            round_text(self.amounts.factor),
            curves,
            tuple(marks),
            note=" ".join(sentence(told) for told in self.result.told_as_toss()),
        )

    def _marks(self) -> list[Mark]:
        """The switches; where there is one, with what they would rather do who are on either side of it."""
        marks = [Mark(switch.at, self._number(switch.at)) for switch in self.result.switches]
        if len(marks) > 1 or not marks or self.result.toss is None:
            return marks
        (sure,) = self.result.sure_sums(marks[0].at)
        return [Mark(marks[0].at, f"rather {sure} for sure \u25c2 {marks[0].text} \u25b8 rather toss")]

    def _points(self, option: Equivalents) -> tuple[tuple[float, float], ...]:
        pairs = zip(self.result.tolerances, option.totals, strict=True)
        return tuple((tolerance, float(total)) for tolerance, total in pairs if np.isfinite(tolerance))

    def leads(self, option: Equivalents) -> Spans:
        """Over which tolerances a combination is best."""
        switches = self.result.switches
        ends = [self.finite[0], *(switch.at for switch in switches), self.finite[-1]]
        titles = [*(switch.below for switch in switches), switches[-1].above] if switches else [self.result.leader(-1)]
        return tuple((ends[i], ends[i + 1]) for i, title in enumerate(titles) if title == option.title)

    def _own(self) -> float | None:
        """The model's own risk tolerance, where it lies within what is shown."""
        if self.model.risk_tolerance is None:
            return None
        own = float(np.mean(self.model.risk_tolerance.at(self.model.values)))
        return own if self.finite[0] <= own <= self.finite[-1] else None

    def _number(self, tolerance: float) -> str:
        """A risk tolerance without its unit."""
        return self.result.text(tolerance).removesuffix(f" {self.model.unit}")

    def _in_unit(self) -> str:
        if self.model.unit:
            return f", {self.model.unit}"
        return "" if not self.model.total_rule.has_weights else ", in points of the total"

    def subtitle(self) -> str:
        labels = step_labels(self.model)
        by = listed([quoted(labels[name]) for name in self.result.by], most=4)
        return f"{self.model.title}. What each choice of {by} is worth for sure; the thick line is the best"

    def description(self) -> str:
        low, high = self.result.span.split(" to ", 1)
        parts = ["Curves of certainty equivalents over risk tolerance on a logarithmic scale"]
        for option in self.result.compared:
            first, last = (self.amounts.phrase(float(option.totals[place])) for place in (0, -1))
            end = f"{last} when risk-neutral" if high == "risk-neutral" else f"{last} at {high}"
            parts.append(f"{quoted(option.title)} goes from {first} at a risk tolerance of {low} to {end}")
        parts += [
            f"At {self.result.text(switch.at)} the best passes from {quoted(switch.below)} to {quoted(switch.above)}"
            for switch in self.result.switches
        ]
        return " ".join(sentence(part) for part in parts)


PICTURE = CertaintyPicture
