"""Values of a model's numbers as figures write them."""

from __future__ import annotations

from decision_model.analysis.robustness.sensitivity.number_range import NumberRange
from decision_model.words.numbers import MINUS, amount


def value_text(value: float, digits: int = 3) -> str:
    """A few digits, with a true minus sign."""
    return amount(value, digits).replace("-", MINUS, 1)


def number_text(number: NumberRange, value: float, digits: int = 3) -> str:
    """A value of a number that is moved, with its unit."""
    return value_text(value, digits) + number.unit


def span_text(number: NumberRange, low: float, high: float, digits: int = 3) -> str:
    """From where to where a number is moved."""
    return f"{number_text(number, low, digits)} to {number_text(number, high, digits)}"
