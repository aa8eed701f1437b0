"""The chart that shows a result: its bars, its lines over a scale, or none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from math import isfinite
from typing import Any

from decision_model.analysis.robustness.firmness import Firmness
from decision_model.analysis.robustness.flip import Flip
from decision_model.analysis.sources.provenance import BASIS_LABELS, Provenance
from decision_model.analysis.time.risk_profile import RiskProfile
from decision_model.analysis.time.simulate import Simulation
from decision_model.figures import picture
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.style import Fill, Theme, consideration_fills
from decision_model.interchange.writing.pptx.native import (
    ACCENT,
    FAINT,
    SHARE,
    BarChart,
    BarSeries,
    EvenScale,
    LineChart,
    LineMark,
    LineSeries,
    NativeChart,
    bars,
    even_scale,
    lines,
    scaled,
)
from decision_model.model.labels import consideration_labels, number_labels
from decision_model.solver.distribution import Profile
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, counted

MOST_LINES = 6
"""Plans whose lines can be told apart; the first is what is spoken of."""
ROOM = 0.1
"""Share of a scale that a bar must take for a number to stand in it."""
SHARES = "0.0%"
LEAST = 0.05
"""Points of weight below which a change has no number at its bar."""


def native(result: Any, theme: Theme) -> NativeChart | None:
    """The chart of a result; None where an office program has none that shows it."""
    found = bars(result, theme) or curves(result, theme)
    if found is not None:
        return found
    chart = getattr(picture(result), "chart", None)
    return lines(chart(theme)) if callable(chart) else None


@singledispatch
def curves(result: Any, theme: Theme) -> LineChart | None:  # noqa: ARG001 - of those that are curves
    """The lines that show a result; None where none do."""
    return None


@curves.register
def _(result: RiskProfile, theme: Theme) -> LineChart | None:
    shown, written = result.profiled[:MOST_LINES], result.amounts
    styles = looks(result.model, [plan.options for plan in result.profiled], theme)
    ends = [scaled(float(plan.profile.totals[place]), written) for plan in shown for place in (0, -1)]
    across = even_scale(min(ends), max(ends))
    series = tuple(
        LineSeries(plan.title, tuple(_steps(plan.profile, result, across)), look.colour, look.style)
        for plan, look in zip(shown, styles, strict=False)
    )
    mean = scaled(result.told.profile.mean, written)
    marks = [LineMark(mean, f"mean {written.text(result.told.profile.mean)}", True)]
    if result.floor is not None:
        marks.append(LineMark(scaled(result.floor, written), f"{result.worse} {written.text(result.floor)}", False))
    captions = (written.head("Total"), "Chance of this total or less")
    return LineChart(series, tuple(marks), across, EvenScale(0.0, 1.0, 0.25, SHARE), captions)


def _steps(profile: Profile, result: RiskProfile, across: EvenScale) -> Iterator[tuple[float, float]]:
    """The corners of the stairs of chances added up."""
    reached = 0.0
    yield across.low, reached
    for total, up_to in zip(profile.totals, profile.cumulative, strict=True):
        here = scaled(float(total), result.amounts)
        yield here, reached
        reached = min(1.0, round(float(up_to), 12))
        yield here, reached
    yield across.high, reached


@bars.register
def _(result: Firmness, theme: Theme) -> BarChart | None:  # noqa: ARG001 - one signature for all
    fills = {"weights": ACCENT, "joint": FAINT}
    titles = {"weights": "of the weights allowed", "joint": "of random trials"}
    series = [
        BarSeries(titles[name], tuple(look.best[: len(result.standings)]), (fills[name],), labelled=True)
        for name, look in (("weights", result.weights), ("joint", result.joint))
        if look is not None
    ]
    if not series:
        return None
    categories = tuple(standing.title for standing in result.standings)
    return BarChart(categories, tuple(series), "Share in which it is best", SHARES, share=True, beside=True)


@bars.register
def _(result: Simulation, theme: Theme) -> BarChart | None:
    rows = sorted(result.simulated, key=lambda row: -row.first)
    colours = [look.colour for look in looks(result.model, [row.options for row in rows], theme)]
    fills = tuple(Fill(colour, "plain") for colour in colours)
    series = BarSeries("Comes first", tuple(row.first for row in rows), fills, labelled=True)
    caption = f"Share of {result.draws:,} random trials in which it comes first"
    return BarChart(tuple(row.title for row in rows), (series,), caption, SHARES, share=True)


@bars.register
def _(result: Flip, theme: Theme) -> BarChart | None:
    rows = [(flip.title, flip.weights) for flip in result.flips if flip.weights is not None and not flip.level]
    fills, labels = consideration_fills(result.model, theme), consideration_labels(result.model)
    series = []
    for name, base in result.base.items():
        changes = [round(100 * (weights[name] - base), 9) for _, weights in rows]
        if any(abs(change) >= LEAST for change in changes):
            values = tuple(change if abs(change) >= LEAST else None for change in changes)
            series.append(BarSeries(labels[name], values, (fills[name],), labelled=len(rows) == 1))
    if not series:
        return None
    least = ROOM * max(sum(abs(each.values[row] or 0.0) for each in series) for row in range(len(rows)))
    form = f'[>={least:.3g}]+0.0;[<=-{least:.3g}]\u22120.0;""'
    titles = tuple(_to_shift(title, weights, result) for title, weights in rows)
    shown = f"The smallest change of weights at which each is as good as {quoted(result.winner.title)}"
    return BarChart(titles, tuple(series), "Points of weight that fall (left) and rise (right)", form, shown=shown)


def _to_shift(title: str, weights: Any, result: Flip) -> str:
    moved = sum(max(0.0, weights[name] - base) for name, base in result.base.items())
    return f"{title} ({percent(moved)} of the weight)"


@bars.register
def _(result: Provenance, theme: Theme) -> BarChart | None:  # noqa: ARG001 - one signature for all
    groups = [group for group in result.groups if group.count]
    titles = [f"{capital(BASIS_LABELS[group.basis])}: {counted(group.count, 'number')}" for group in groups]
    if not any(result.spans):
        counts = tuple(float(group.count) for group in groups)
        shown = "How many numbers rest on what; none of them has a range to try"
        return BarChart(
            tuple(titles), (BarSeries("Numbers", counts, (ACCENT,), True),), "Numbers", "#,##0", shown=shown
        )
    if result.decisive:
        titles.append(f"{number_labels(result.model)[result.decisive[0].address]} alone")
    spans = [span if span and isfinite(span[0]) else (0.0, 0.0) for span in result.spans]
    ends = [tuple(scaled(end, result.amounts) for end in span) for span in spans]
    before = tuple(low if low > 0 else min(0.0, high) for low, high in ends)
    lost = tuple(min(0.0, low) - min(0.0, high) for low, high in ends)
    kept = tuple(max(0.0, high) - max(0.0, low) for low, high in ends)
    series = [BarSeries("Lead lost", lost, (FAINT,)), BarSeries("Lead kept", kept, (ACCENT,))]
    series[:0] = [BarSeries("Not reached", before, (ACCENT,), hidden=True)] if any(before) else []
    caption = result.amounts.head(f"Lead of {quoted(result.leader)}" if result.leader else "Lead")
    form = "#,##0.##;\u2212#,##0.##"
    shown = "Between what the lead lies as the numbers of each kind vary over their ranges"
    return BarChart(tuple(titles), tuple(series), caption, form, shown=shown)
