"""How much better one total is than another, in the direction of the choice, and how that is written."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, isfinite, log10

from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.plan_sentences import deciding_steps
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.analysis.units import amounts
from decision_model.model import DecisionModel
from decision_model.solver.rollback import TIE
from decision_model.words.amounts import Amounts


def gain(model: DecisionModel, total: float, base: float) -> float:
    """What `total` is better than `base` by; a difference within rounding is none."""
    better = direction(model) * (total - base)
    return better if abs(better) > TIE * max(1.0, abs(base)) else 0.0


def is_level(first: float, second: float) -> bool:
    """Whether two totals, or two gains, differ by no more than rounding."""
    return abs(first - second) <= TIE * max(1.0, abs(first), abs(second))


def acts_on_more(solution: Solution, model: DecisionModel) -> bool:
    """Whether a plan chooses somewhere by what is not known there in `model`."""
    return any(
        name not in model.position or not model.is_known(name, decision.name)
        for decision in model.decisions
        for name in deciding_steps([choice for choice in solution.policy if choice.decision == decision.name])
    )


def gain_amounts(model: DecisionModel, gains: Iterable[float]) -> Amounts:
    """How gains are written: in the model's unit; of weighted totals in points, three digits of the largest."""
    finite_gains = [gain for gain in gains if isfinite(gain)]
    if not model.total_rule.has_weights:
        return amounts(model, finite_gains)
    largest = max(map(abs, finite_gains), default=0.0)
    digits = 2 - floor(log10(largest)) if largest > TIE else 1
    return Amounts(decimals=max(1, min(6, digits)), unit="points", weighted=False)
