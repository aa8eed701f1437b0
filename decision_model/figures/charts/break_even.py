"""What something is worth along one number: curves against nothing, tinted where it pays, and where that ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from decision_model.analysis.robustness.sensitivity.break_even import BreakEven
from decision_model.figures.charts.chart import range_text, round_text
from decision_model.figures.charts.curves import Chart, Curve, Mark
from decision_model.figures.charts.scales import AxisScale, scale
from decision_model.figures.page.plan_colours import Look
from decision_model.figures.page.style import Theme
from decision_model.words.amounts import Amounts


def break_even_chart(named: Sequence[tuple[str, BreakEven]], amounts: Amounts, theme: Theme, caption: str) -> Chart:
    """The curves of one or more break-evens over one number; the marks are those of the first."""
    first = named[0][1]
    gains = [float(gain) for _, break_even in named for gain in break_even.gains]
    looks = [Look(theme.colours.accent, 0), *(Look(theme.colours.ink, place) for place in range(len(named) - 1))]
    curves = tuple(_curve(title, break_even, look) for (title, break_even), look in zip(named, looks, strict=True))
    if len(curves) == 1:
        curves = (replace(curves[0], title=""),)
    *texts, now = first.number.texts(*first.at, first.number.base)
    marks = [Mark(at, text) for at, text in zip(first.at, texts, strict=True)]
    if first.number.low <= first.number.base <= first.number.high:
        marks.append(Mark(first.number.base, f"now {now}", strong=False))
    return Chart(
        AxisScale(first.number.low, first.number.high),
        scale([0.0, *gains]).widened(),
        first.number.axis,
        amounts.head(caption),
        range_text(first.number),
        round_text(amounts.factor),
        curves,
        tuple(marks),
        bands=first.pays,
        level=0.0,
    )


def _curve(title: str, break_even: BreakEven, look: Look) -> Curve:
    """The gains, with the points where they start and stop being any put in, so that corners are sharp."""
    across = np.unique(np.concatenate([break_even.values, break_even.at]))
    points = zip(across, np.interp(across, break_even.values, break_even.gains), strict=True)
    exact = dict.fromkeys(break_even.at, 0.0)
    return Curve(title, tuple((float(x), exact.get(float(x), float(y))) for x, y in points), look, break_even.pays)
