"""Cells of a table as a reader wants them: numbers of a column with the same decimals, shares in percent."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, isfinite, log10
from typing import TypeGuard

import numpy as np

from decision_model.words.numbers import NOTHING, amount, shown
from decision_model.words.percent import percent

MINUS = "\u2212"
LARGE = 1e15


def is_number(cell: object) -> TypeGuard[float]:
    return isinstance(cell, int | float | np.number) and not isinstance(cell, bool)


def is_numeric(cells: Sequence[object]) -> bool:
    """Whether a column holds numbers alone, and at least one."""
    return all(cell is None or is_number(cell) for cell in cells) and any(cell is not None for cell in cells)


def written(cell: object) -> str:
    """One cell by itself."""
    if cell is None:
        return NOTHING
    if isinstance(cell, tuple | list):
        return ", ".join(written(each) for each in cell)
    if not is_number(cell):
        return shown(cell)
    if not isfinite(cell):
        return NOTHING
    return f"{cell:,}" if isinstance(cell, int) else amount(float(cell)).replace("-", MINUS, 1)


def aligned(cells: Sequence[object]) -> list[str]:
    """Numbers of one kind, with as few decimals as they need and no more than tell the largest apart."""
    known = [float(cell) for cell in cells if is_number(cell) and isfinite(cell)]
    largest = max((abs(value) for value in known), default=0.0)
    if largest >= LARGE or all(isinstance(cell, int) for cell in cells if cell is not None):
        return [written(cell) for cell in cells]
    places = decimals(known, largest)
    return [_fixed(float(cell), places) if is_number(cell) and isfinite(cell) else written(cell) for cell in cells]


def in_percent(cells: Sequence[object]) -> list[str]:
    """Shares of a whole in percent."""
    return [_percent(float(cell)) if is_number(cell) and isfinite(cell) else written(cell) for cell in cells]


def decimals(values: Sequence[float], largest: float) -> int:
    """How many decimals a column is written with."""
    power = floor(log10(largest)) if largest else 0
    most = min(3, max(0, 3 - power)) if power >= -1 else 2 - power
    exact = (places for places in range(most) if all(abs(v - round(v, places)) <= 1e-9 * largest for v in values))
    return next(exact, most)


def _percent(share: float) -> str:
    return f"{MINUS}{percent(-share)}" if share < 0 else percent(share)


def _fixed(value: float, places: int) -> str:
    text = f"{abs(value):,.{places}f}"
    return f"{MINUS}{text}" if value < 0 and float(text.replace(",", "")) else text
