"""How much better one total is than another, in the direction of the choice."""

from __future__ import annotations

from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.model import DecisionModel
from decision_model.solver.rollback import TIE


def gain(model: DecisionModel, total: float, base: float) -> float:
    """What `total` is better than `base` by; a difference within rounding is none."""
    better = direction(model) * (total - base)
    return better if abs(better) > TIE * max(1.0, abs(base)) else 0.0


def measured(model: DecisionModel) -> str:
    """The unit of totals as it follows a number: ' USD', or ' points' of the 0 to 100 of weighted totals."""
    if model.unit:
        return f" {model.unit}"
    return " points" if model.total_rule.has_weights else ""
