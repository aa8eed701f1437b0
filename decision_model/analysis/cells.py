"""The cells of a result's table as people read them: the kind of a column says how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from math import copysign, isclose, isfinite, isinf
from typing import Any, TypeGuard

import numpy as np

from decision_model.analysis.columns import Column, Kind, ShareCell, WrittenCell
from decision_model.analysis.units import amounts
from decision_model.model.decision_model import DecisionModel
from decision_model.words.amounts import Amounts, adding_up
from decision_model.words.numbers import NOTHING, amount, shown
from decision_model.words.percent import percent, percent_values

PART, RISK_PART, TOTAL, GAP, LEAD = "contribution.", "risk", "total", "gap", "lead"
"""How the keys of columns begin that, with RISK_PART, add up to the column TOTAL.

GAP is the distance to the best TOTAL, LEAD the signed one to the best other.
"""


def is_number(cell: object) -> TypeGuard[float]:
    """Whether a cell holds a number; yes and no are none."""
    return isinstance(cell, int | float | np.number) and not isinstance(cell, bool)


def is_numeric(cells: Sequence[object]) -> bool:
    """Whether a column holds numbers alone, and at least one."""
    return all(cell is None or is_number(cell) for cell in cells) and any(cell is not None for cell in cells)


def texts(
    model: DecisionModel,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    written: Amounts | None = None,
) -> list[list[str]]:
    """The rows as texts. Points are written alike throughout (by default as of `point_amounts`).

    Parts are written so that they add up to their total, and gaps so that they are the difference of totals.
    """
    points = [place for place, column in enumerate(columns) if column.kind is Kind.points]
    written = written or point_amounts(model, columns, rows)
    table = []
    for row in _with_gaps(columns, rows, written):
        cells = [_text(column, cell, written) for column, cell in zip(columns, row, strict=True)]
        for place, text in _parts(columns, row, written, points):
            cells[place] = text
        table.append(cells)
    return table


def titles(
    model: DecisionModel,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    written: Amounts | None = None,
) -> list[str]:
    """The columns' titles; those of points with the unit in which they are written."""
    unit = (written or point_amounts(model, columns, rows)).unit
    return [f"{column.title}, {unit}" if unit and column.kind is Kind.points else column.title for column in columns]


def point_amounts(model: DecisionModel, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Amounts:
    """The common way to write all points of a table."""
    places = [place for place, column in enumerate(columns) if column.kind is Kind.points]
    return amounts(model, [float(row[place]) for row in rows for place in places if is_number(row[place])])


def _text(column: Column, cell: Any, written: Amounts) -> str:
    if cell is None:
        return NOTHING
    if column.endless and is_number(cell) and isinf(cell):
        return column.endless
    if isinstance(cell, WrittenCell):
        return cell.text
    if column.kind is Kind.points and is_number(cell) and isfinite(cell):
        return written.part(float(cell))
    if isinstance(cell, ShareCell):
        return percent_values(cell)[0]
    if column.kind in (Kind.share, Kind.chance) and is_number(cell) and isfinite(cell):
        return percent(float(cell))
    if isinstance(cell, tuple | list):
        return ", ".join(_text(column, item, written) for item in cell)
    if is_number(cell) and isfinite(cell):
        return f"{cell:,}" if isinstance(cell, int | np.integer) else amount(float(cell))
    return shown(cell)


def _with_gaps(columns: Sequence[Column], rows: Sequence[Sequence[Any]], written: Amounts) -> Sequence[Sequence[Any]]:
    """The rows with each gap or lead as the totals are apart when printed."""
    keys = [column.key for column in columns]
    key = next((key for key in (GAP, LEAD) if key in keys), None)
    if key is None or TOTAL not in keys:
        return rows
    gap, total = keys.index(key), keys.index(TOTAL)
    complete = [row for row in rows if is_number(row[gap]) and is_number(row[total])]
    if len(complete) < 2:
        return rows
    first, second = sorted(complete, key=lambda row: row[gap] if key == GAP else -row[gap])[:2]

    def with_gap(row: Sequence[Any]) -> Sequence[Any]:
        if not is_number(row[gap]) or not is_number(row[total]):
            return row
        rival = second if row is first and key == LEAD else first
        apart = written.between(float(row[total]), float(rival[total]))
        return [*row[:gap], copysign(apart, row[gap]) if row[gap] else 0.0, *row[gap + 1 :]]

    return [with_gap(row) for row in rows]


def _parts(
    columns: Sequence[Column], row: Sequence[Any], written: Amounts, points: Sequence[int]
) -> list[tuple[int, str]]:
    """The places of parts that add up to a total in the same row, and how they are written."""
    is_part = {place: columns[place].key.startswith(PART) or columns[place].key == RISK_PART for place in points}
    places = [place for place in points if is_part[place] and is_number(row[place])]
    total = next((row[place] for place in points if columns[place].key == TOTAL), None)
    parts = {str(place): float(row[place]) for place in places}
    if not parts or not is_number(total) or not isclose(sum(parts.values()), float(total), rel_tol=1e-9, abs_tol=1e-9):
        return []
    return [(int(place), text) for place, text in adding_up(parts, float(total), written).items()]
