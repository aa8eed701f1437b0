"""The directions that equations leave open, in rational arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

Row = Sequence[Fraction]


def null_space(equations: Sequence[Sequence[int | Fraction]]) -> tuple[tuple[int, ...], list[list[Fraction]]]:
    """The coordinates left free by equations rows @ x = 0, and for each the x in which it is 1 and the others are 0.

    By Gauss-Jordan elimination, the pivot always the first coordinate that can be one.
    """
    width = len(equations[0])
    rows = [[Fraction(number) for number in row] for row in equations]
    pivots: list[int] = []
    for column in range(width):
        place = len(pivots)
        chosen = next((row for row in range(place, len(rows)) if rows[row][column]), None)
        if chosen is not None:
            rows[place], rows[chosen] = rows[chosen], rows[place]
            _eliminate(rows, place, column)
            pivots.append(column)
    free = tuple(column for column in range(width) if column not in pivots)
    return free, [_solution(rows, pivots, column, width) for column in free]


def _eliminate(rows: list[list[Fraction]], place: int, column: int) -> None:
    """Make the pivot 1, and every other row 0 in its column."""
    pivot = [number / rows[place][column] for number in rows[place]]
    for index, row in enumerate(rows):
        if index != place and row[column]:
            rows[index] = [a - row[column] * b for a, b in zip(row, pivot, strict=True)]
    rows[place] = pivot


def _solution(rows: Sequence[Row], pivots: Sequence[int], column: int, width: int) -> list[Fraction]:
    solution = [Fraction(int(place == column)) for place in range(width)]
    for row, pivot in zip(rows, pivots, strict=False):
        solution[pivot] = -row[column]
    return solution


def orthonormal(vectors: Sequence[Row], width: int) -> np.ndarray:
    """(width, n): the directions at right angles and of length 1, by exact Gram-Schmidt in the order given."""
    basis: list[list[Fraction]] = []
    for vector in vectors:
        left = list(vector)
        for direction in basis:
            share = _product(left, direction) / _product(direction, direction)
            left = [a - share * b for a, b in zip(left, direction, strict=True)]
        basis.append(left)
    columns = [[float(number) for number in row] / np.sqrt(float(_product(row, row))) for row in basis]
    return np.array(columns).reshape(len(basis), width).T


def _product(left: Row, right: Row) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True)), Fraction())
