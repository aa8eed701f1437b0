"""What the levels of a structure add to the total, per consideration and weighted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from decision_model.solver.criteria import Cut


@dataclass(frozen=True)
class Booked:
    """What each row of a level's booking adds, per consideration, before weights: leaf -> (rows[, draws])."""

    parts: dict[int, np.ndarray]

    def total(self, weights: np.ndarray | None, draws: Cut) -> np.ndarray:
        """(rows,) or (rows, draws): weighted and added up."""
        parts = {leaf: cut_table(part, draws) for leaf, part in self.parts.items()}
        if weights is None:
            return _columns_aligned(list(parts.values()))
        return weighted_sum(list(parts.values()), cut_table(weights, draws)[list(parts)])


def cut_table(table: np.ndarray, draws: Cut) -> np.ndarray:
    """Some draws of a table whose last axis, after at least one other, is draws."""
    return table if draws is None or table.ndim < 2 else table[..., draws]


def weighted_sum(columns: Sequence[np.ndarray], weights: np.ndarray) -> np.ndarray:
    """Sum of column times weight: columns (rows[, draws]), weights (columns[, draws]) to (rows[, draws]).

    Element by element in the order given, so that it rounds alike on every processor, unlike a product of matrices.
    """
    drawn = weights.ndim > 1 or any(column.ndim > 1 for column in columns)
    total: np.ndarray | float = 0.0
    for column, weight in zip(columns, weights, strict=True):
        total = total + (column[:, None] if drawn and column.ndim == 1 else column) * weight
    return np.asarray(total)


def _columns_aligned(parts: list[np.ndarray]) -> np.ndarray:
    if any(part.ndim > 1 for part in parts):
        parts = [part if part.ndim > 1 else part[:, None] for part in parts]
    return sum(parts[1:], start=parts[0])
