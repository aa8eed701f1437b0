"""What combinations are worth for sure over risk tolerances, and where the best of them changes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

import numpy as np

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.combinations import Combination, combinations, totals
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.analysis.robustness.sensitivity.switches import switches
from decision_model.model import Decision, DecisionModel, number
from decision_model.solver.criteria import max_on_offer
from decision_model.solver.distribution import profile

ROUNDING = 1e-11
"""How far apart (relative) rounding may put equal certainty equivalents where tolerances are large."""

LOOKS = 400
"""Points of the first look, evenly spaced in 1 / tolerance."""

WIDE = 100
"""Where the highest tolerance asked for is more than so many times the lowest, the range is looked at in pieces of so
much at most, each evenly spaced on a logarithmic scale."""

FAR = 1e6
"""Beyond the span of totals times or divided by this, tolerances are one piece: nothing else happens there."""


@dataclass(frozen=True)
class ToleranceSwitch:
    """At the risk tolerance `at` both are worth the same for sure: below it `below` is best, above it `above`."""

    at: float
    below: str
    above: str


def sure_curves(model: DecisionModel, compared: Sequence[Combination]) -> Callable[[np.ndarray], np.ndarray]:
    """What each combination is worth at any 1 / tolerance, (combinations, n), in the direction of the choice.

    Where they leave nothing open this follows from the distribution of their totals, whatever the tolerance.
    """
    sign = direction(model)
    neutral = model.renumbered(risk_tolerance=None)
    closed = [option.of(neutral) for option in compared]
    if all(map(_is_closed, closed)):
        profiles = [profile(solve(option)) for option in closed]
        if not any(risk.pooled for risk in profiles):
            return lambda cautions: sign * np.stack([risk.certainty_equivalents(cautions) for risk in profiles])
    return lambda cautions: sign * np.stack([*_over(model, cautions, lambda varied: totals(varied, compared))])


def tolerance_switches(
    compared: Sequence[Combination], curves: Callable[[np.ndarray], np.ndarray], looks: Sequence[np.ndarray]
) -> tuple[ToleranceSwitch, ...]:
    """Where the leader changes between risk tolerances, rising, from pieces of 1 / tolerance to look at first."""
    return tuple(
        ToleranceSwitch(1 / switch.at, compared[switch.after].title, compared[switch.before].title)
        for piece in reversed(looks)
        for switch in reversed(switches(curves, piece, ROUNDING))
    )


def _is_closed(model: DecisionModel) -> bool:
    """Whether no history leaves a choice open."""
    levels = [level for level in model.structure.levels if isinstance(level.step, Decision)]
    return all(max_on_offer(model, level) <= 1 for level in levels)


def best_plan_curve(
    model: DecisionModel, names: Sequence[str], merits: np.ndarray, tolerances: np.ndarray
) -> np.ndarray:
    """The best plan's certainty equivalents (n,): the best of all combinations where no plan can adapt to events.

    `merits` (combinations, n) are what the combinations of the decisions `names` are worth, more being better.
    """
    before = list(takewhile(lambda step: isinstance(step, Decision), model.sequence))
    if set(names) == {step.name for step in before} == {decision.name for decision in model.decisions}:
        return direction(model) * np.asarray(merits.max(axis=0))
    return _over(model, 1 / tolerances, lambda varied: np.atleast_2d(solve(varied).total))[0]


def _over(model: DecisionModel, caution: np.ndarray, worth: Any) -> np.ndarray:
    """Values (rows, n) at each 1 / tolerance; 0 is risk-neutral."""
    averse = caution > 0
    neutral = worth(model.renumbered(risk_tolerance=None)).reshape(-1, 1)
    values = np.repeat(neutral, len(caution), axis=1)
    if averse.any():
        values[:, averse] = worth(model.renumbered(risk_tolerance=number(1 / caution[averse])))
    return values


def extent(model: DecisionModel, compared: Sequence[Combination]) -> tuple[float, float]:
    """The lowest and the highest total that any combination of all decisions, `compared` or not, can bring.

    Where they are the same, one more is put between them.
    """
    neutral = model.renumbered(risk_tolerance=None)
    if len(compared[0].options) < len(model.decisions):
        compared, _ = combinations(neutral)
    profiles = [profile(solve(option.of(neutral))) for option in compared]
    low, high = min(float(risk.totals[0]) for risk in profiles), max(float(risk.totals[-1]) for risk in profiles)
    return low, high if high > low else low + 1.0


def first_looks(low: float, high: float, span: float) -> list[np.ndarray]:
    """The values of 1 / tolerance of the first look, rising, in pieces that begin where the one before ends."""
    if np.isinf(high) or high / low <= WIDE:
        return [np.linspace(1 / high, 1 / low, LOOKS)]
    least, most = (float(np.clip(end, low, high)) for end in (span / FAR, span * FAR))
    pieces = max(1, math.ceil(math.log(most / least, WIDE)))
    ends = sorted({1 / high, *(1 / np.geomspace(most, least, pieces + 1)).tolist(), 1 / low})
    return [np.geomspace(start, end, LOOKS // 4) for start, end in pairwise(ends)]


def spread_tolerances(low: float, high: float) -> np.ndarray:
    """Tolerances for tables and pictures, evenly spaced on a logarithmic scale; a range without end adds infinity."""
    end = high if np.isfinite(high) else low * 2_000
    grid = np.geomspace(low, end, 67)
    return grid if np.isfinite(high) else np.append(grid, np.inf)
