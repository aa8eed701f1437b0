"""How the totals of a model are written and compared."""

from __future__ import annotations

from collections.abc import Iterable

from decision_model.model.decision_model import DecisionModel
from decision_model.words.amounts import Amounts, common_amounts


def amounts(model: DecisionModel, values: Iterable[float]) -> Amounts:
    """The common way to write these totals of a model: points of 100, or amounts in its unit."""
    return Amounts() if model.total_rule.has_weights else common_amounts(values, model.unit)


def better(model: DecisionModel) -> float:
    """1 when more is better, -1 when less is."""
    return -1.0 if model.better == "lower" else 1.0


def total_word(model: DecisionModel) -> str:
    """What the rolled-back number is called."""
    return "expected total" if model.risk_tolerance is None else "certainty equivalent"
