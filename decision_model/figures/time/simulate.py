"""Joint draws: how each option's total is spread, and how often it comes first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from decision_model.analysis.statement import same_trials
from decision_model.analysis.time.simulate import Simulated, Simulation
from decision_model.analysis.units import amounts, better
from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.scales import scale
from decision_model.figures.charts.strips import Strip, StripRow, Strips, StripsLayout, fit_strips
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.plan_colours import Look, looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.scene import Point
from decision_model.figures.page.style import Theme
from decision_model.words.names import quoted
from decision_model.words.numbers import signed
from decision_model.words.percent import percent
from decision_model.words.sentences import counted, listed, sentence

BINS = 72
MOST_NAMED = 2
"""Numbers named with which the lead goes most."""
SHOWN = (0.001, 0.999)
"""Between which shares of all draws the totals are drawn; what lies outside is gathered at the ends."""


class SimulationPicture(ResultPicture):
    """A simulation to be drawn, the option that comes first most often on top."""

    def __init__(self, result: Simulation):
        super().__init__(result)
        self.shown = result.ordered
        every = np.concatenate([option.totals for option in self.shown])
        low, high = np.quantile(every, SHOWN)
        self.across = scale([float(low), float(high)])
        means = [option.summary.mean for option in self.shown]
        self.amounts = amounts(self.model, [float(low), float(high), *means])

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page, strips, layout = fit_strips(sheet(self.words, theme, width, height), self.strips())
        styles = looks(self.model, [option.options for option in self.shown], theme)
        _SimulatePainter(opener(page), self, styles, strips, layout).paint()

    def strips(self) -> Strips:
        return Strips(
            tuple(self._strip(option) for option in self.shown),
            self.across,
            ("comes first", "mean"),
            "How the total is spread",
            self.amounts.head("Total"),
            round_text(self.amounts.factor),
            second=0.3,
            second_head="Share of first places",
            note=self._note(),
            tall=2.0,
            stretch=3.4,
        )

    def _strip(self, option: Simulated) -> Strip:
        numbers = (percent(option.first), self.amounts.text(option.summary.mean))
        return Strip(option.title, numbers, strong=option is self.shown[0])

    def _note(self) -> str:
        """What the base leader's lead goes with, and how sure the shares are."""
        error = max(option.error for option in self.shown)
        text = "Line below each row: the middle 90% of random trials, tick: the middle one (median)."
        text += f" By chance shares are off by some {percent(error)} at most." if error > 0 else ""
        texts = [
            f"{quoted(influence.label)} ({signed(influence.lead)})"
            for influence in self.result.influences[:MOST_NAMED]
            if abs(influence.lead) > 0.05
        ]
        if not texts:
            return text
        lead = f"The lead of {quoted(self.result.leader)} goes most with {listed(texts)}"
        return f"{text} {lead}, where 1 is always together and \u22121 always opposite."

    def subtitle(self) -> str:
        numbers = counted(len(self.result.drawn), "number")
        trials = same_trials(self.result.seed)
        together = " together over ranges and distributions" if len(self.result.drawn) > 1 else " at random"
        return f"{self.model.title}. {numbers} varied{together}, {trials}"

    def description(self) -> str:
        parts = [f"Distributions of totals over {self.result.draws:,} random trials, and shares of first places"]
        for option in self.shown[:12]:
            low, middle, high = (self.amounts.text(float(v)) for v in np.quantile(option.totals, (0.05, 0.5, 0.95)))
            spread = f"median {middle}, 5% to 95% from {low} to {high}"
            parts.append(f"{quoted(option.title)}: first in {percent(option.first)}, {spread}")
        if len(self.shown) > 12:
            hidden = len(self.shown) - 12
            parts.append(f"{counted(hidden, 'more option')} {'follows' if hidden == 1 else 'follow'}")
        texts = [f"{quoted(influence.label)} ({signed(influence.lead)})" for influence in self.result.influences[:5]]
        parts.append(f"How closely each goes with the lead of {quoted(self.result.leader)}: {listed(texts, most=5)}")
        best = "highest" if better(self.model) > 0 else "lowest"
        return " ".join(sentence(part) for part in [*parts, f"First is the {best} total of a draw"])


class _SimulatePainter:
    def __init__(
        self, page: Page, picture: SimulationPicture, styles: Sequence[Look], strips: Strips, layout: StripsLayout
    ):
        self.page, self.picture, self.strips, self.layout = page, picture, strips, layout
        self.colours = [page.colour(look.colour) for look in styles[: len(layout.rows)]]
        self.shown = picture.shown[: len(layout.rows)]

    def paint(self) -> None:
        paint_frame(self.page, self.strips, self.layout)
        counts = [self.counts(option.totals) for option in self.shown]
        tallest = max(float(bins.max()) for bins in counts)
        rows = self.layout.rows
        hills = [self.hill(row, count / tallest) for row, count in zip(rows, counts, strict=True)]
        self.page.polygons(hills, self.colours, "hills", zorder=3)
        feet = [[(row.box.x, _foot(row)), (row.box.right, _foot(row))] for row in rows]
        self.page.lines(feet, "faint", 0.8 * self.page.sheet.stroke, "feet", 3.2)
        self.spans()
        self.firsts()

    def counts(self, totals: np.ndarray) -> np.ndarray:
        """Shares of the draws in bins of equal width, the ends taking what lies beyond."""
        across = self.strips.across
        place = (totals - across.low) / (across.high - across.low) * BINS
        return np.bincount(np.clip(place, 0, BINS - 1).astype(int), minlength=BINS) / len(totals)

    def hill(self, row: StripRow, heights: np.ndarray) -> list[Point]:
        """The outline of a histogram standing on the foot of its row."""
        foot, tall, wide = _foot(row), 0.7 * row.box.height, row.box.width / BINS
        path: list[Point] = [(row.box.x, foot)]
        for place, height in enumerate(heights):
            top = foot - tall * float(height)
            path += [(row.box.x + place * wide, top), (row.box.x + (place + 1) * wide, top)]
        return [*path, (row.box.right, foot)]

    def spans(self) -> None:
        """A line from the 5% to the 95% quantile below each hill, with a tick at the median."""
        spans, medians = [], []
        half = 0.22 * self.layout.size
        for row, option in zip(self.layout.rows, self.shown, strict=True):
            low, middle, high = (self.x(row, float(v)) for v in np.quantile(option.totals, (0.05, 0.5, 0.95)))
            y = _foot(row) + 0.09 * row.box.height
            spans.append([(low, y), (high, y)])
            medians.append([(middle, y - half), (middle, y + half)])
        stroke = self.page.sheet.stroke
        self.page.lines(spans, "ink", 1.6 * stroke, "spans", 3.4)
        self.page.lines(medians, "ink", 2.6 * stroke, "medians", 3.5)

    def x(self, row: StripRow, value: float) -> float:
        return min(max(self.layout.x(self.strips.across, value), row.box.x), row.box.right)

    def firsts(self) -> None:
        """Bars of the shares of first places, within an outline of all draws."""
        parts, wholes = [], []
        for row, option in zip(self.layout.rows, self.shown, strict=True):
            tall = min(0.42 * row.box.height, 1.5 * self.layout.size)
            top = row.box.y + (row.box.height - tall) / 2
            wholes.append(Box(row.second.x, top, row.second.width, tall))
            parts.append(Box(row.second.x, top, row.second.width * option.first, tall))
        self.page.boxes(wholes, "band", "all-draws", zorder=2.5)
        self.page.boxes(parts, self.colours, "first-places", zorder=3)


def _foot(row: StripRow) -> float:
    """The line on which a row's hill stands."""
    return row.box.bottom - 0.2 * row.box.height


PICTURE = SimulationPicture
