"""How the totals of a model are written and compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, log10

from decision_model.model.decision_model import DecisionModel
from decision_model.words.amounts import Amounts, common_amounts


def amounts(model: DecisionModel, values: Iterable[float]) -> Amounts:
    """The common way to write these totals of a model: points of 100, or amounts in its unit."""
    return Amounts() if model.total_rule.has_weights else common_amounts(values, model.unit)


def differences(model: DecisionModel, values: Sequence[float]) -> Amounts:
    """How differences of totals are written: with enough digits to tell small ones apart."""
    if not model.total_rule.has_weights:
        return amounts(model, values)
    largest = max((abs(value) for value in values), default=0.0)
    return Amounts(decimals=max(1, min(6, 2 - floor(log10(largest)))) if largest > 0 else 1)


def better(model: DecisionModel) -> float:
    """1 when more is better, -1 when less is."""
    return -1.0 if model.better == "lower" else 1.0


def total_word(model: DecisionModel) -> str:
    """What the rolled-back number is called."""
    return "expected total" if model.risk_tolerance is None else "certainty equivalent"


def lead(written: Amounts, value: float) -> str:
    """The size of a difference inside a sentence: '0.8' where totals are of 100, '2.5 million USD' in a unit."""
    return written.bare(value) if written.weighted else written.gap(value)
