"""One number over its range: a line a combination, the upper envelope bold, a dot where the best plan changes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from decision_model.analysis.given_plan import best_called, nothing_open
from decision_model.analysis.robustness.one_way import OneWay, TotalsLine
from decision_model.analysis.robustness.sensitivity.optimal_intervals import OptimalInterval
from decision_model.analysis.units import amounts, better
from decision_model.figures.charts.chart import range_text, round_text
from decision_model.figures.charts.curves import Chart, ChartLayout, Curve, Mark, lay_out, paint_curves
from decision_model.figures.charts.scales import AxisScale, scale
from decision_model.figures.page.layout import Sheet, fitted, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.plan_colours import Look, looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import capital, counted, sentence

if TYPE_CHECKING:
    import pandas as pd


class OneWayPicture(ResultPicture):
    """A one-way analysis to be drawn."""

    def __init__(self, result: OneWay):
        super().__init__(result)
        self.number = result.number
        values = [float(v) for line in result.lines for v in line.totals] + [float(v) for v in result.best]
        self.amounts: Amounts = amounts(self.model, values)

    def table(self) -> pd.DataFrame:
        return self.result.curves()

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page, chart = sheet(self.words, theme, width, height), self.chart(theme)
        self._dots(*paint_curves(opener, page, _fitting(page, chart)))

    def chart(self, theme: Theme) -> Chart:
        return Chart(
            AxisScale(self.number.low, self.number.high),
            scale([up for curve in self._curves(theme) for _, up in curve.points]).widened(),
            self.number.axis,
            self.amounts.head("Total"),
            range_text(self.number),
            round_text(self.amounts.factor),
            self._curves(theme),
            self._marks(),
            note=self._note(),
        )

    def _curves(self, theme: Theme) -> tuple[Curve, ...]:
        """The best plan where no combination stands for it, then combinations from the top of the right edge down."""
        lines = sorted(self.result.lines, key=lambda line: -better(self.model) * float(line.totals[-1]))
        styles = dict(zip(
            (line.title for line in self.result.lines),
            looks(self.model, [line.combination.options for line in self.result.lines], theme),
            strict=True,
        ))  # fmt: skip
        free = self._free
        curves = [
            Curve(line.title, self._points(line.totals), styles[line.title], self._leads(line, free)) for line in lines
        ]
        if free:
            ends = ((self.number.low, self.number.high),)
            curves.insert(
                0,
                Curve(
                    capital(best_called(self.model)), self._points(self.result.best), Look(theme.colours.ink, 0), ends
                ),
            )
        return tuple(curves)

    @property
    def _free(self) -> bool:
        """Whether the best plan does better somewhere than every combination."""
        sign = better(self.model)
        top = np.max([sign * line.totals for line in self.result.lines], axis=0)
        return bool(np.any(sign * self.result.best > top + 1e-9 * np.maximum(1.0, np.abs(top))))

    def _points(self, totals: np.ndarray) -> tuple[tuple[float, float], ...]:
        pairs = zip(self.result.values.tolist(), totals.tolist(), strict=True)
        return tuple(pairs)

    def _leads(self, line: TotalsLine, free: bool) -> tuple[tuple[float, float], ...]:
        """Where a combination is the best: over the intervals in whose middle it has the best total."""
        if free and not self.result.by:
            return ()
        return tuple(
            (interval.low, interval.high) for interval in self.result.intervals if self._best_in(line, interval)
        )

    def _best_in(self, line: TotalsLine, interval: OptimalInterval) -> bool:
        if self.result.by:
            return line.title in (interval.title, *interval.level)
        middle = (interval.low + interval.high) / 2
        own, best = (float(np.interp(middle, self.result.values, totals)) for totals in (line.totals, self.result.best))
        return abs(own - best) <= 1e-6 * max(1.0, abs(best))

    def _marks(self) -> tuple[Mark, ...]:
        values = [switch.value for switch in self.result.switches]
        *texts, now = self.number.texts(*values, self.number.base)
        marks = [Mark(value, text) for value, text in zip(values, texts, strict=True)]
        if self.number.low <= self.number.base <= self.number.high:
            marks.append(Mark(self.number.base, f"now {now}", strong=False))
        return tuple(marks)

    def _dots(self, page: Page, layout: ChartLayout) -> None:
        """A dot on the envelope at every switching value."""
        centres = [layout.frame.point(switch.value, switch.total) for switch in self.result.switches]
        page.marks(
            "event",
            centres,
            0.42 * layout.size,
            "switches",
            colour="paper",
            edge="ink",
            width=1.6 * page.sheet.stroke,
            zorder=4,
        )

    def _note(self) -> str:
        """What is best where, if no line is named so; and how the range was found."""
        spans = [f"{' to '.join(self.number.texts(e.low, e.high))}: {e.name}." for e in self.result.intervals]
        named = {line.title for line in self.result.lines}
        hidden = any(interval.title not in named for interval in self.result.intervals)
        plans = f"{capital(best_called(self.model))} from {' '.join(spans)}" if hidden and len(spans) > 1 else ""
        return " ".join(filter(None, (plans, sentence(capital(self.number.note)) if self.number.note else "")))

    def subtitle(self) -> str:
        best = f"the {best_called(self.model)}, free to respond to events" if self._free else "the best"
        if nothing_open(self.model):
            best = "the given plan"
        return f"{self.model.title}. Totals as one number goes over its range. The thick line is {best}"

    def description(self) -> str:
        count = counted(len(self.result.lines), "line")
        parts = [f"{count} of totals over {quoted(self.number.label)} from {self.number.span}"]
        for interval in self.result.intervals:
            start, end = (self.amounts.text(total) for total in interval.totals)
            span = " to ".join(self.number.texts(interval.low, interval.high))
            verb = "are level and best" if interval.level else "is best"
            parts.append(
                f"From {span} {interval.name} {verb}, with a total of {start} at the one end and {end} at the other"
            )
        for line in self.result.lines:
            first, last = (self.amounts.text(float(line.totals[place])) for place in (0, -1))
            parts.append(f"{quoted(line.title)} goes from {first} to {last}")
        return " ".join(sentence(part) for part in parts)


def _fitting(page: Sheet, chart: Chart) -> Chart:
    """As many curves as can be named in readable type, the first of them first."""
    for count in range(len(chart.curves), 1, -1):
        reduced = replace(chart, curves=chart.curves[:count], more=len(chart.curves) - count)
        if fitted(page, partial(lay_out, chart=reduced), page.theme.least):
            return reduced
    return replace(chart, curves=chart.curves[:1], more=max(0, len(chart.curves) - 1))


PICTURE = OneWayPicture
