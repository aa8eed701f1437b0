"""Results as charts that an office program draws and lets one edit: bars, or lines over a scale; in plain numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from math import ceil, floor, log10
from typing import Any

import numpy as np

from decision_model.analysis.choice.explain import Explanation
from decision_model.analysis.choice.rank import RISK, RISK_TITLE, Ranking
from decision_model.analysis.robustness.acceptability import Acceptability
from decision_model.analysis.robustness.tornado import Tornado, TornadoBar
from decision_model.analysis.time.information import InformationValue
from decision_model.analysis.time.option import ValueOfOption
from decision_model.analysis.time.waiting import ValueOfWaiting
from decision_model.figures import picture
from decision_model.figures.charts.chart import Text
from decision_model.figures.charts.curves import Chart
from decision_model.figures.charts.keyed import mixed
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.style import Fill, Theme, consideration_fills, option_colours
from decision_model.model.labels import consideration_labels, step_labels
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import listed, ordinal

SHARE = "0%"
VISIBLE_SHARE = '[>=0.06]0%;""'
"""Shares, where there is room for them."""
PLACES = 5
"""Places of a ranking that are told apart, the rest together."""
PALE = (0.0, 0.45, 0.63, 0.75, 0.83)
AIR = 0.09
"""Share of a scale that a number at the end of a bar takes."""
TICKS = 8
TURNS = "\u25c6"
"""The sign of a number that can change what is best."""
THICK, ROUND = 4.5, 1e-9
ACCENT, FAINT = Fill("accent", "plain"), Fill("faint", "plain")
"""Looks in the deck's own colours, by their names there."""


@dataclass(frozen=True)
class BarSeries:
    """A number for each category, None for none; `fills` is one look, or one for each category.

    `labelled` writes each number at its bar. The bars of a `hidden` one are not seen, only its numbers.
    """

    title: str
    values: tuple[float | None, ...]
    fills: tuple[Fill, ...]
    labelled: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class EvenScale:
    """Ends of a scale at round values, the step between its marks (0 for a logarithmic one), how they are written."""

    low: float
    high: float
    step: float
    number_format: str
    log: bool = False


@dataclass(frozen=True)
class BarChart:
    """Bars for categories from the top down, stacked where there are several series.

    `number_format` is that of numbers at bars; `shown` says what is shown where the picture's own words do not fit.
    """

    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]
    caption: str
    number_format: str
    share: bool = False
    shown: str = ""
    beside: bool = False
    """Whether bars of one category stand beside one another."""

    def first(self, count: int) -> BarChart:
        """The chart with its first categories alone."""
        series = (replace(each, values=each.values[:count], fills=_some(each.fills, count)) for each in self.series)
        return replace(self, categories=self.categories[:count], series=tuple(series))

    @property
    def scale(self) -> EvenScale:
        """The scale from 0, or below it, to the longest bar, with room for numbers at the ends of bars."""
        if self.share:
            return EvenScale(0.0, 1.0, 0.25, SHARE)
        drawn = [series for series in self.series if not series.hidden]
        columns = list(zip(*(series.values for series in drawn), strict=True))
        columns = [(value,) for column in columns for value in column] if self.beside else columns
        high = max(sum(max(value or 0.0, 0.0) for value in column) for column in columns)
        low = min(sum(min(value or 0.0, 0.0) for value in column) for column in columns)
        at_end = len(self.series) == 1 or self.beside
        outside = any(series.labelled and (series.hidden or at_end) for series in self.series)
        air = AIR * (high - low) if outside else 0.0
        signed = "+" if self.number_format.startswith("+") else ""
        return even_scale(low - (air if low < 0 else 0.0), high + (air if high > 0 else 0.0), signed)


@dataclass(frozen=True)
class LineSeries:
    """A line through points; `style` is the place of its dashes among those of one colour."""

    title: str
    points: tuple[tuple[float, float], ...]
    colour: str
    style: int = 0
    width: float = 2.25


@dataclass(frozen=True)
class LineMark:
    """A value on the horizontal scale that is pointed out by an upright line and a text."""

    at: float
    text: str
    strong: bool


@dataclass(frozen=True)
class LineChart:
    """Lines over a scale, with both scales and their captions."""

    series: tuple[LineSeries, ...]
    marks: tuple[LineMark, ...]
    across: EvenScale
    up: EvenScale
    captions: tuple[str, str]
    leading: tuple[LineSeries, ...] = ()
    """Stretches over which a line is the best, to be drawn over it."""


NativeChart = BarChart | LineChart


@singledispatch
def bars(result: Any, theme: Theme) -> BarChart | None:  # noqa: ARG001 - of those that have bars
    """The bars that show a result; None where none do."""
    return None


@bars.register
def _(ranking: Ranking, theme: Theme) -> BarChart | None:
    rows, written = ranking.with_plan, ranking.amounts
    if not rows:
        return None
    fills = {**consideration_fills(ranking.model, theme), RISK: FAINT}
    labels = {**consideration_labels(ranking.model), RISK: RISK_TITLE}
    series = [
        BarSeries(labels[name], tuple(scaled(row.parts[name], written) for row in rows), (fills[name],))
        for name in rows[0].parts
    ]
    totals = tuple(scaled(row.total, written) for row in rows)
    series.append(
        BarSeries("Total (number)", totals, (Fill(theme.colours.paper, "plain"),), labelled=True, hidden=True)
    )
    titles = tuple(f"{row.rank}. {row.title}" if row.rank else row.title for row in rows)
    return BarChart(titles, tuple(series), written.head("Total"), plain_format(written))


@bars.register
def _(result: Explanation, theme: Theme) -> BarChart | None:
    written = result.amounts
    fills = consideration_fills(result.model, theme)
    parts = sorted(result.parts, key=lambda part: -part.difference)
    parts = [part for part in parts if abs(part.difference) > written.noise]
    rows = [(part.title, part.difference, fills[part.name]) for part in parts]
    if result.model.risk_tolerance is not None:
        rows.append((RISK_TITLE, result.risk, FAINT))
    values = tuple(scaled(by, written) for _, by, _ in rows)
    form = _signed(written, 1)
    shown = f"What speaks for {quoted(result.first.title)} (right) and for {quoted(result.second.title)} (left)"
    if not rows:
        return None
    series = BarSeries("Difference", values, tuple(fill for *_, fill in rows), labelled=True)
    titles = tuple(title for title, *_ in rows)
    return BarChart(titles, (series,), written.head("Difference of the totals"), form, shown=shown)


@bars.register
def _(result: Tornado, theme: Theme) -> BarChart | None:  # noqa: ARG001 - one signature for all
    written, total = result.amounts, result.total
    moving = [bar for bar in result.bars if bar.swing > 0 or bar.switches] or list(result.bars[:1])
    fills = tuple(ACCENT if bar.switches else FAINT for bar in moving)
    down = tuple(scaled(min(0.0, min(*bar.fixed, *bar.reach) - total), written) for bar in moving)
    up = tuple(scaled(max(0.0, max(*bar.fixed, *bar.reach) - total), written) for bar in moving)
    caption = f"{written.head('Change of the total')}, which now is {written.text(total)}"
    series = (BarSeries("Down to", down, fills), BarSeries("Up to", up, fills))
    turning = f"; {TURNS} can change what is best" if any(bar.switches for bar in moving) else ""
    shown = f"How far each number moves the total, over its range and all else held{turning}"
    return BarChart(tuple(map(_ranged, moving)), series, caption, _signed(written), shown=shown)


@bars.register
def _(result: Acceptability, theme: Theme) -> BarChart | None:
    options = result.options
    colours = [look.colour for look in looks(result.model, [option.options for option in options], theme)]
    most = max(len(option.ranks) for option in options)
    series = []
    for place in range(min(most, PLACES)):
        last = place == PLACES - 1 and most > PLACES
        shares = tuple(sum(option.ranks[place:]) if last else option.ranks[place] for option in options)
        fills = tuple(Fill(mixed(colour, theme.colours.paper, PALE[place]), "plain") for colour in colours)
        title = f"{ordinal(place + 1)}{' or lower' if last else ''} place"
        series.append(BarSeries(title, shares, fills, labelled=True))
    caption = "Share of the weights that the file allows, by place from first (darkest) to last"
    return BarChart(tuple(option.title for option in options), tuple(series), caption, VISIBLE_SHARE, True)


@bars.register
def _(result: InformationValue, theme: Theme) -> BarChart | None:  # noqa: ARG001 - one signature for all
    written, labels = result.amounts, step_labels(result.model)
    if not result.shown:
        return None
    titles = tuple(f"{row.title}, before {labels[row.before]}" for row in result.shown)
    values = tuple(scaled(row.value, written) for row in result.shown)
    return BarChart(
        titles, (BarSeries("Worth", values, (ACCENT,), labelled=True),), written.head("Value of knowing"),
        plain_format(written),
    )  # fmt: skip


@bars.register
def _(result: ValueOfWaiting, theme: Theme) -> BarChart | None:  # noqa: ARG001 - one signature for all
    written, labels = result.amounts, step_labels(result.model)
    if any(wait.break_even for wait in result.waited) or not result.waited:
        return None
    titles = tuple(f"{wait.title}, not before {labels[wait.until]}" for wait in result.waited)
    series = BarSeries(
        "Worth",
        tuple(scaled(wait.value, written) for wait in result.waited),
        (ACCENT,),
        labelled=True,
    )
    return BarChart(titles, (series,), written.head("What waiting is worth"), plain_format(written))


@bars.register
def _(result: ValueOfOption, theme: Theme) -> BarChart | None:
    drawing = picture(result)
    if any(row.break_even for row in result.ranked) or not result.ranked:
        return None
    written, labels = drawing.amounts, step_labels(result.model)  # type: ignore[attr-defined]
    colours = option_colours(result.model, theme)
    rows = [(row.title, row.value, colours[next(iter(row.options.items()))]) for row in result.ranked]
    rows += [(f"Open until after {labels[wait.until]}: {listed([labels[name] for name in wait.decisions])}", wait.value,
              "accent") for wait in result.waited]  # fmt: skip
    values = tuple(scaled(value, written) for _, value, _ in rows)
    series = BarSeries("Worth", values, tuple(Fill(colour, "plain") for *_, colour in rows), labelled=True)
    return BarChart(
        tuple(title for title, *_ in rows), (series,), written.head("What it is worth"), plain_format(written)
    )


def lines(chart: Chart) -> LineChart:
    """A chart of curves as lines, thick where one leads, with upright lines where something changes."""
    across, up = _factor(chart.across_text), _factor(chart.up_text)
    series, leading = [], []
    for curve in chart.curves:
        points = tuple((x * across, y * up) for x, y in curve.points)
        series.append(LineSeries(curve.title, points, curve.look.colour, curve.look.style))
        for low, high in curve.leads:
            stretch = _between(points, low * across, high * across)
            leading.append(LineSeries(f"{curve.title}, best", stretch, curve.look.colour, 0, THICK))
    marks = tuple(LineMark(mark.at * across, mark.text, mark.strong) for mark in chart.marks)
    scales = _even(chart.across, across, chart.across_text), _even(chart.up, up, chart.up_text)
    return LineChart(tuple(series), marks, *scales, (chart.across_caption, chart.up_caption), tuple(leading))


def _between(points: Sequence[tuple[float, float]], low: float, high: float) -> tuple[tuple[float, float], ...]:
    """A line between two values of the horizontal scale, its ends put in."""
    xs, ys = zip(*points, strict=True)
    ends = [(x, float(np.interp(x, xs, ys))) for x in (low, high)]
    return (ends[0], *(point for point in points if low < point[0] < high), ends[1])


def _even(scale: AxisScale, factor: float, text: Text) -> EvenScale:
    """The scale at round values."""
    low, high = scale.low * factor, scale.high * factor
    if scale.log:
        return EvenScale(10.0 ** floor(log10(low)), 10.0 ** ceil(log10(high)), 0.0, "#,##0.##########", True)
    share = text(1.0).endswith("%")
    return even_scale(100 * low, 100 * high, share=True) if share else even_scale(low, high)


def even_scale(low: float, high: float, sign: str = "", share: bool = False) -> EvenScale:
    """A scale whose ends and marks are round; of shares it is given percent."""
    marks = AxisScale(low, high if high > low else low + 1.0).ticks(TICKS)
    step = round(marks[1] - marks[0], 12) if len(marks) > 1 else (high - low) or 1.0
    first, last = floor(low / step + ROUND) * step, ceil(high / step - ROUND) * step
    decimals = max(0, -floor(log10(step) + ROUND)) + (round(step * 10.0 ** -floor(log10(step) + ROUND), 6) % 1 > 0)
    form = f"#,##0{'.' + '0' * decimals if decimals else ''}"
    if share:
        return EvenScale(first / 100, last / 100, step / 100, f"0{'.' + '0' * decimals if decimals else ''}%")
    return EvenScale(round(first, 12), round(last, 12), step, f"{sign}{form};\u2212{form};0")


def _ranged(bar: TornadoBar) -> str:
    """A number with its range, and a sign where what is best changes."""
    return f"{f'{TURNS} ' if bar.switches else ''}{bar.number.label} ({bar.number.span})"


def _factor(text: Text) -> float:
    """What values are multiplied by to be written as a scale writes them; shares stay shares."""
    written = text(1.0)
    return 1.0 if written.endswith("%") else float(written.replace(",", "").replace("\u2212", "-"))


def scaled(value: float, written: Amounts) -> float:
    """The value in the unit that the numbers are written in, without the noise of rounding."""
    scaled = float(value) / written.factor
    return 0.0 if abs(value) <= written.noise else round(scaled, 9)


def plain_format(written: Amounts) -> str:
    """The format of numbers that are written so, as spreadsheets name formats."""
    decimals = f".{'0' * written.decimals}" if written.decimals else ""
    return f"#,##0{decimals};\u2212#,##0{decimals}"


def _signed(written: Amounts, finer: int = 0) -> str:
    """With a sign, and so many decimals more than totals have."""
    places = written.decimals + finer
    decimals = f".{'0' * places}" if places else ""
    return f"+#,##0{decimals};\u2212#,##0{decimals};0"


def _some(fills: tuple[Fill, ...], count: int) -> tuple[Fill, ...]:
    return fills if len(fills) == 1 else fills[:count]
