"""Ranked combinations by their distance to the leader, and what each gains and loses against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision_model.analysis.choice.rank import Ranked
from decision_model.analysis.result import NOISE
from decision_model.figures.charts.stacking import extent

CLOSE = 0.05
"""Share of the longest bar below which two bars look equally long."""


def told_by_gaps(rows: Sequence[Ranked]) -> bool:
    """Whether bars show distances to the leader instead of totals.

    They do where the nearest combination that is behind is so by less than CLOSE of the length of all stacked bars.
    """
    behind = [row.gap for row in rows if row.gap > 0]
    sums = [extent(row.parts.values()) for row in rows]
    longest = max((high for _, high in sums), default=0.0) - min((low for low, _ in sums), default=0.0)
    return bool(behind) and min(behind) < CLOSE * longest


def differences(row: Ranked, leader: Ranked) -> Mapping[str, float]:
    """What each part adds to a total more (above 0) or less than it adds to the leader's; what is alike is left out."""
    noise = NOISE * max(1.0, *(abs(part) for part in (*row.parts.values(), *leader.parts.values())))
    apart = {name: part - leader.parts[name] for name, part in row.parts.items()}
    return {name: difference for name, difference in apart.items() if abs(difference) > noise}
