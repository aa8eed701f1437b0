"""The cells of a result's table as people read them: the kind of a column says how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose, isfinite, isinf
from typing import Any, TypeGuard

import numpy as np

from decision_model.analysis.columns import Column, Kind, ShareCell
from decision_model.analysis.units import amounts
from decision_model.model.decision_model import DecisionModel
from decision_model.words.amounts import Amounts, adding_up
from decision_model.words.numbers import NOTHING, amount, shown
from decision_model.words.percent import percent, percent_values

PART, TOTAL = "contribution.", "total"
"""How the keys of columns begin that add up to the column called TOTAL."""


def is_number(cell: object) -> TypeGuard[float]:
    """Whether a cell holds a number; yes and no are none."""
    return isinstance(cell, int | float | np.number) and not isinstance(cell, bool)


def texts(model: DecisionModel, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> list[list[str]]:
    """The rows as texts. Points are written alike throughout, and parts so that they add up to their total."""
    points = [place for place, column in enumerate(columns) if column.kind is Kind.points]
    written = point_amounts(model, columns, rows)
    found = []
    for row in rows:
        cells = [_text(column, cell, written) for column, cell in zip(columns, row, strict=True)]
        for place, text in _parts(columns, row, written, points):
            cells[place] = text
        found.append(cells)
    return found


def titles(model: DecisionModel, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> list[str]:
    """The columns' titles; those of points with the unit in which they are written."""
    unit = point_amounts(model, columns, rows).unit
    return [f"{each.title}, {unit}" if unit and each.kind is Kind.points else each.title for each in columns]


def point_amounts(model: DecisionModel, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Amounts:
    """The common way to write all points of a table."""
    places = [place for place, column in enumerate(columns) if column.kind is Kind.points]
    return amounts(model, [float(row[place]) for row in rows for place in places if is_number(row[place])])


def _text(column: Column, cell: Any, written: Amounts) -> str:
    if cell is None:
        return NOTHING
    if column.endless and is_number(cell) and isinf(cell):
        return column.endless
    if column.kind is Kind.points and is_number(cell) and isfinite(cell):
        return _points(float(cell), written)
    if isinstance(cell, ShareCell):
        return percent_values(cell)[0]
    if column.kind in (Kind.share, Kind.chance) and is_number(cell) and isfinite(cell):
        return percent(float(cell))
    if isinstance(cell, tuple | list):
        return ", ".join(_text(column, each, written) for each in cell)
    if is_number(cell) and isfinite(cell):
        return f"{cell:,}" if isinstance(cell, int | np.integer) else amount(float(cell))
    return shown(cell)


def _points(value: float, written: Amounts) -> str:
    """A total or a part of one; what is not 0 but too small to show says so."""
    if written.steps(value) == 0 and abs(value) > written.noise:
        return f"<{written.written(1)}" if value > 0 else f">{written.written(-1)}"
    return written.text(value)


def _parts(
    columns: Sequence[Column], row: Sequence[Any], written: Amounts, points: Sequence[int]
) -> list[tuple[int, str]]:
    """The places of parts that add up to a total in the same row, and how they are written."""
    places = [place for place in points if columns[place].key.startswith(PART) and is_number(row[place])]
    total = next((row[place] for place in points if columns[place].key == TOTAL), None)
    parts = {str(place): float(row[place]) for place in places}
    if not parts or not is_number(total) or not isclose(sum(parts.values()), float(total), rel_tol=1e-9, abs_tol=1e-9):
        return []
    return [(int(place), text) for place, text in adding_up(parts, float(total), written).items()]
