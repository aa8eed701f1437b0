"""Single numbers: as many digits as tell them apart, one character for minus everywhere."""

from __future__ import annotations

from math import isfinite
from typing import Any

MINUS = "\u2212"
NOTHING = "\u2013"
"""What stands in a table where there is no number."""


def amount(value: float, digits: int = 4) -> str:
    """A number with enough digits to tell it apart: 55.8, 22.5, 1,234,000, 0.0012, −3.

    Nothing but 0 is written as 0.
    """
    if value == 0:
        return "0"
    if not isfinite(value):
        return f"{value:g}".replace("-", MINUS)
    return _digits(value, digits).replace("-", MINUS)


def _digits(value: float, digits: int) -> str:
    if abs(value) >= 1e15 or abs(value) < 1e-4:
        return f"{value:.{min(digits, 4) - 1}e}" if abs(value) >= 1e15 else f"{value:.2e}"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{float(f'{value:.{digits}g}'):.10f}".rstrip("0").rstrip(".")


def shown(cell: Any, digits: int = 4) -> str:
    """A value as people read it: numbers rounded, nothing for None, a dash for what is no number, several joined."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return amount(cell, digits) if isfinite(cell) else NOTHING
    if isinstance(cell, tuple | list):
        return ", ".join(shown(each) for each in cell)
    return str(cell)
