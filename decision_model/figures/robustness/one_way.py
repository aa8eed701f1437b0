"""One number over its range: a line a combination, the upper envelope bold, a dot where the best plan changes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from decision_model.analysis.robustness.one_way import OneWay, TotalsLine
from decision_model.analysis.robustness.sensitivity.optimal_intervals import OptimalInterval
from decision_model.analysis.units import amounts, better
from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.curves import Chart, ChartLayout, Curve, Mark, lay_out, paint_curves
from decision_model.figures.charts.scales import Scale, scale
from decision_model.figures.page.layout import Sheet, fitted, sheet
from decision_model.figures.page.number_words import number_text, span_text
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.plan_colours import Look, looks
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words, source_line
from decision_model.words.amounts import Amounts
from decision_model.words.sentences import counted, sentence

if TYPE_CHECKING:
    import pandas as pd

MOST = 5
"""Switching values that the title spells out at most."""


class OneWayPicture:
    """A one-way analysis to be drawn."""

    def __init__(self, result: OneWay):
        self.result, self.model, self.number = result, result.model, result.number
        values = [float(v) for line in result.lines for v in line.totals] + [float(v) for v in result.best]
        self.amounts: Amounts = amounts(self.model, values)

    @property
    def words(self) -> Words:
        return Words(self._title(), self._subtitle(), source_line(self.model), self._description())

    def table(self) -> pd.DataFrame:
        return self.result.curves()

    def page(self, theme: Theme) -> tuple[float, float]:
        return theme.size

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page, chart = sheet(self.words, theme, width, height), self.chart(theme)
        found = _fitting(page, chart)
        opened: list[Page] = []

        def remembered(given: Sheet) -> Page:
            opened.append(opener(given))
            return opened[-1]

        paint_curves(remembered, page, found[0])
        self._dots(opened[0], found[1])

    def chart(self, theme: Theme) -> Chart:
        return Chart(
            Scale(self.number.low, self.number.high),
            scale([up for curve in self._curves(theme) for _, up in curve.points]).widened(),
            self.number.axis,
            f"Total, {self.amounts.unit or 'of 100'}",
            round_text(),
            round_text(self.amounts.factor),
            self._curves(theme),
            self._marks(),
            note=self._note(),
        )

    def _curves(self, theme: Theme) -> tuple[Curve, ...]:
        """The best plan where no combination stands for it, then combinations from the top of the right edge down."""
        lines = sorted(self.result.lines, key=lambda line: -better(self.model) * float(line.totals[-1]))
        drawn = dict(zip(
            (line.title for line in self.result.lines),
            looks(self.model, [line.combination.options for line in self.result.lines], theme),
            strict=True,
        ))  # fmt: skip
        free = self._free
        found = [
            Curve(line.title, self._points(line.totals), drawn[line.title], self._leads(line, free)) for line in lines
        ]
        if free:
            ends = ((self.number.low, self.number.high),)
            found.insert(0, Curve("Best plan", self._points(self.result.best), Look(theme.colours.ink, 0), ends))
        return tuple(found)

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
        """Where a combination is the best: over the stretches in whose middle it has the best total."""
        if free and not self.result.by:
            return ()
        return tuple((each.low, each.high) for each in self.result.intervals if self._best_in(line, each))

    def _best_in(self, line: TotalsLine, stretch: OptimalInterval) -> bool:
        if self.result.by:
            return line.title == stretch.title
        middle = (stretch.low + stretch.high) / 2
        own, best = (float(np.interp(middle, self.result.values, totals)) for totals in (line.totals, self.result.best))
        return abs(own - best) <= 1e-6 * max(1.0, abs(best))

    def _marks(self) -> tuple[Mark, ...]:
        switches = [Mark(each.value, number_text(self.number, each.value)) for each in self.result.switches]
        inside = self.number.low <= self.number.base <= self.number.high
        said = f"now {number_text(self.number, self.number.base)}"
        now = [Mark(self.number.base, said, strong=False)] if inside else []
        return (*switches, *now)

    def _dots(self, page: Page, layout: ChartLayout) -> None:
        """A dot on the envelope at every switching value."""
        centres = [layout.frame.point(each.value, each.total) for each in self.result.switches]
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
        stretches = [f"{span_text(self.number, e.low, e.high)}: {e.title}." for e in self.result.intervals]
        named = {line.title for line in self.result.lines}
        hidden = any(each.title not in named for each in self.result.intervals)
        told = f"Best plan from {' '.join(stretches)}" if hidden and len(stretches) > 1 else ""
        return " ".join(filter(None, (told, sentence(self.number.note.capitalize()) if self.number.note else "")))

    def _title(self) -> str:
        label, switches = self.number.label, self.result.switches
        if not switches:
            ends = f"from {span_text(self.number, self.number.low, self.number.high)}"
            return f"{self.result.intervals[0].title} stays best, with '{label}' anywhere {ends}"
        if len(switches) > MOST:
            return f"What is best changes {len(switches)} times along '{label}'"
        home = next(e for e in self.result.intervals if e.low <= self._base <= e.high)
        others = [each for each in switches if home.title in (each.before, each.after)]
        said = [self._switch(each.value, each.after if each.before == home.title else each.before) for each in others]
        return f"{home.title} is best unless '{label}' {' or '.join(said)}"

    def _switch(self, value: float, to: str) -> str:
        way = "rises above" if value >= self._base else "falls below"
        return f"{way} {number_text(self.number, value)} (then {to})"

    @property
    def _base(self) -> float:
        return min(max(self.number.base, self.number.low), self.number.high)

    def _subtitle(self) -> str:
        kind = (
            "The thick line is the best plan, free to respond to events" if self._free else "The thick line is the best"
        )
        return f"{self.model.title}. Totals as one number moves over its range. {kind}"

    def _description(self) -> str:
        low, high = (number_text(self.number, end) for end in (self.number.low, self.number.high))
        parts = [f"{counted(len(self.result.lines), 'line')} of totals over {self.number.label} from {low} to {high}"]
        for each in self.result.intervals:
            ends = [self.amounts.text(total) for total in each.totals]
            span = f"From {span_text(self.number, each.low, each.high, 4)}"
            parts.append(
                f"{span} {each.title} is best, with a total of {ends[0]} at the one end and {ends[1]} at the other"
            )
        for line in self.result.lines:
            first, last = (self.amounts.text(float(line.totals[place])) for place in (0, -1))
            parts.append(f"{line.title} goes from {first} to {last}")
        return " ".join(sentence(part) for part in parts)


def _fitting(page: Sheet, chart: Chart) -> tuple[Chart, ChartLayout]:
    """As many curves as can be named in readable type, the first of them first."""
    count = len(chart.curves)
    while True:
        shown = replace(chart, curves=chart.curves[:count], more=len(chart.curves) - count)
        found = fitted(page, partial(lay_out, chart=shown), page.theme.least if count > 1 else 0.0)
        if found:
            return shown, found[1]
        count -= 1


PICTURE = OneWayPicture
