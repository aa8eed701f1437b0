"""Results as charts that an office program draws and lets one edit: bars, or lines over a scale; in plain numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from decision_model.analysis.choice.explain import Explanation
from decision_model.analysis.choice.rank import RISK, RISK_TITLE, Ranking
from decision_model.analysis.robustness.acceptability import Acceptability
from decision_model.analysis.robustness.tornado import Tornado, TornadoBar
from decision_model.analysis.time.information import InformationValue
from decision_model.analysis.time.option import ValueOfOption
from decision_model.figures import picture
from decision_model.figures.charts.chart import Text
from decision_model.figures.charts.curves import Chart
from decision_model.figures.charts.keyed import mixed
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.style import Fill, Theme, consideration_fills, option_colours
from decision_model.model.labels import consideration_labels, step_labels
from decision_model.words.amounts import Amounts
from decision_model.words.sentences import listed, ordinal

SHARE = "0%"
VISIBLE_SHARE = '[>=0.06]0%;""'
"""Shares, where there is room for them."""
PLACES = 5
"""Places of a ranking that are told apart, the rest together."""
PALE = (0.0, 0.45, 0.63, 0.75, 0.83)
LEAST = 1e-9


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
class BarChart:
    """Bars for categories from the top down, stacked where there are several series."""

    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]
    caption: str
    number_format: str
    low: float | None = None
    high: float | None = None

    def first(self, count: int) -> BarChart:
        """The chart with its first categories alone."""
        series = (BarSeries(s.title, s.values[:count], _some(s.fills, count), s.labelled, s.hidden) for s in self.series)
        return BarChart(
            self.categories[:count], tuple(series), self.caption, self.number_format, self.low, self.high
        )  # fmt: skip


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
    """Lines over a scale; ends of both scales, captions and number formats."""

    series: tuple[LineSeries, ...]
    marks: tuple[LineMark, ...]
    across: tuple[float, float]
    up: tuple[float, float]
    captions: tuple[str, str]
    formats: tuple[str, str]
    logarithmic: bool = False


NativeChart = BarChart | LineChart


def native(result: Any, theme: Theme) -> NativeChart | None:
    """The chart of a result; None where an office program has none that shows it."""
    found = _bars(result, theme)
    if found is not None:
        return found
    chart = getattr(picture(result), "chart", None)
    return _lines(chart(theme)) if callable(chart) else None


@singledispatch
def _bars(result: Any, theme: Theme) -> BarChart | None:  # noqa: ARG001 - of those that have bars
    return None


@_bars.register
def _(ranking: Ranking, theme: Theme) -> BarChart | None:
    rows, written = ranking.with_plan, ranking.amounts
    if not rows:
        return None
    fills = {**consideration_fills(ranking.model, theme), RISK: Fill(theme.colours.faint, "plain")}
    labels = {**consideration_labels(ranking.model), RISK: RISK_TITLE}
    series = [
        BarSeries(labels[name], tuple(_scaled(row.parts[name], written) for row in rows), (fills[name],))
        for name in rows[0].parts
    ]
    totals = tuple(_scaled(row.total, written) for row in rows)
    series.append(BarSeries("Total", totals, (Fill(theme.colours.paper, "plain"),), labelled=True, hidden=True))
    titles = tuple(f"{row.rank}. {row.title}" if row.rank else row.title for row in rows)
    low, high = _reach([sum(part for s in series[:-1] if (part := s.values[i] or 0) > 0) for i in range(len(rows))],
                       [sum(part for s in series[:-1] if (part := s.values[i] or 0) < 0) for i in range(len(rows))])  # fmt: skip
    return BarChart(titles, tuple(series), written.head("Total"), _format(written), low, high)


@_bars.register
def _(result: Explanation, theme: Theme) -> BarChart | None:
    written = result.amounts
    fills = consideration_fills(result.model, theme)
    parts = sorted(result.parts, key=lambda part: -part.difference)
    rows = [(part.title, part.difference, fills[part.name]) for part in parts]
    if result.model.risk_tolerance is not None:
        rows.append((RISK_TITLE, result.risk, Fill(theme.colours.faint, "plain")))
    values = tuple(_scaled(by, written) for _, by, _ in rows)
    caption = written.head(f"In favour of {result.first.title} (right) or of {result.second.title} (left)")
    series = BarSeries("Difference", values, tuple(fill for *_, fill in rows), labelled=True)
    return BarChart(tuple(title for title, *_ in rows), (series,), caption, _signed(written))


@_bars.register
def _(result: Tornado, theme: Theme) -> BarChart | None:
    written, total = result.amounts, result.total
    bars = [bar for bar in result.bars if bar.swing > 0 or bar.switches] or list(result.bars[:1])
    fills = tuple(
        Fill(theme.colours.accent if bar.switches else theme.colours.faint, "plain") for bar in bars
    )  # fmt: skip
    down = tuple(_scaled(min(0.0, min(*bar.fixed, *bar.reach) - total), written) for bar in bars)
    up = tuple(_scaled(max(0.0, max(*bar.fixed, *bar.reach) - total), written) for bar in bars)
    caption = f"{written.head('Change of the total')}; now it is {written.text(total)}. Blue: can change what is best"
    series = (BarSeries("Down to", down, fills), BarSeries("Up to", up, fills))
    return BarChart(tuple(_ranged(bar) for bar in bars), series, caption, _signed(written))


@_bars.register
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
    return BarChart(tuple(option.title for option in options), tuple(series), caption, VISIBLE_SHARE, 0.0, 1.0)


@_bars.register
def _(result: InformationValue, theme: Theme) -> BarChart | None:
    written, labels = result.amounts, step_labels(result.model)
    if not result.shown:
        return None
    titles = tuple(f"{row.title}, before {labels[row.before]}" for row in result.shown)
    values = tuple(_scaled(row.value, written) for row in result.shown)
    fill = Fill(theme.colours.accent, "plain")
    return BarChart(
        titles, (BarSeries("Worth", values, (fill,), labelled=True),), written.head("Value of knowing"),
        _format(written), 0.0,
    )  # fmt: skip


@_bars.register
def _(result: ValueOfOption, theme: Theme) -> BarChart | None:
    drawing = picture(result)
    if any(row.break_even for row in result.ranked) or not result.ranked:
        return None
    written, labels = drawing.amounts, step_labels(result.model)  # type: ignore[attr-defined]
    colours = option_colours(result.model, theme)
    rows = [(row.title, row.value, colours[next(iter(row.options.items()))]) for row in result.ranked]
    rows += [(f"Open until after {labels[wait.until]}: {listed([labels[name] for name in wait.decisions])}", wait.value,
              theme.colours.accent) for wait in result.waited]  # fmt: skip
    values = tuple(_scaled(value, written) for _, value, _ in rows)
    series = BarSeries("Worth", values, tuple(Fill(colour, "plain") for *_, colour in rows), labelled=True)
    return BarChart(
        tuple(title for title, *_ in rows), (series,), written.head("What it is worth"), _format(written), 0.0
    )


def _lines(chart: Chart) -> LineChart:
    """A chart of curves as lines with upright lines where something changes."""
    across, up = _factor(chart.across_text), _factor(chart.up_text)
    series = tuple(
        LineSeries(
            curve.title,
            tuple((x * across, y * up) for x, y in curve.points),
            curve.look.colour,
            curve.look.style,
            3.0 if curve.leads else 1.75,
        )
        for curve in chart.curves
    )
    marks = tuple(LineMark(mark.at * across, mark.text, mark.strong) for mark in chart.marks)
    return LineChart(
        series,
        marks,
        (chart.across.low * across, chart.across.high * across),
        (chart.up.low * up, chart.up.high * up),
        (chart.across_caption, chart.up_caption),
        (_axis_format(chart.across_text), _axis_format(chart.up_text)),
        chart.across.log,
    )


def _ranged(bar: TornadoBar) -> str:
    """A number with its range, and where what is best changes."""
    number = bar.number
    turns = [number.text(switch.value) for switch in bar.switches]
    turning = f"; best changes at {listed(turns, most=2)}" if turns else ""
    return f"{number.label} ({number.span}{turning})"


def _factor(text: Text) -> float:
    """What values are multiplied by to be written as a scale writes them; shares stay shares."""
    written = text(1.0)
    return 1.0 if written.endswith("%") else float(written.replace(",", "").replace("\u2212", "-"))


def _axis_format(text: Text) -> str:
    return SHARE if text(1.0).endswith("%") else "General"


def _scaled(value: float, written: Amounts) -> float:
    """The value in the unit that the numbers are written in, without the noise of rounding."""
    scaled = float(value) / written.factor
    return 0.0 if abs(value) <= written.noise else round(scaled, 9)


def _format(written: Amounts) -> str:
    decimals = f".{'0' * written.decimals}" if written.decimals else ""
    return f"#,##0{decimals};\u2212#,##0{decimals}"


def _signed(written: Amounts) -> str:
    decimals = f".{'0' * written.decimals}" if written.decimals else ""
    return f"+#,##0{decimals};\u2212#,##0{decimals};0"


def _reach(highs: Sequence[float], lows: Sequence[float]) -> tuple[float, float]:
    """Ends of a scale with room for a number behind the longest bar."""
    low, high = min(0.0, *lows) if len(lows) > 1 else min(0.0, lows[0]), max(0.0, *highs)
    air = 0.12 * (high - low)
    return low - (air if low < 0 else 0.0), high + air


def _some(fills: tuple[Fill, ...], count: int) -> tuple[Fill, ...]:
    return fills if len(fills) == 1 else fills[:count]
