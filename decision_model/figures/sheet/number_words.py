"""Values of a model's numbers as figures write them."""

from __future__ import annotations

from decision_model.analysis.result import amount
from decision_model.figures.sheet.amounts import MINUS


def value_text(value: float, digits: int = 3) -> str:
    """A few digits, with a true minus sign."""
    return amount(value, digits).replace("-", MINUS, 1)
