"""Weights from comparisons in pairs, and how far these contradict one another (Saaty 1980)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, log

RANDOM_INDEX = {1: 0.0, 2: 0.0, 3: 0.52, 4: 0.89, 5: 1.11, 6: 1.25, 7: 1.35, 8: 1.40, 9: 1.45, 10: 1.49}
"""Mean consistency index of random matrices, by size (Saaty 1980, as revised)."""

LARGE_INDEX = 1.5
"""The random index of still larger matrices."""

ACCEPTABLE = 0.1
"""The consistency ratio up to which Saaty calls judgements consistent enough."""

_ROUNDS = 10_000
_CLOSE = 1e-15
_ALIKE = 1e-9
"""Departures that differ by less are alike: among three, all are."""

Matrix = Sequence[Sequence[float]]
"""Ratios: how many times as important as that of the column what stands in the row is."""


@dataclass(frozen=True)
class Priorities:
    """Weights summing to 1, in the order of the matrix, and the largest eigenvalue.

    `at_odds` are the pairs (row, column) whose ratio departs most from that of the weights, as a factor either way;
    none where all judgements fit together.
    """

    weights: tuple[float, ...]
    largest: float
    at_odds: tuple[tuple[int, int], ...]

    def consistency_ratio(self, random_index: float | None = None) -> float:
        """(largest eigenvalue - n) / (n - 1) over the random index of size n; 0 where nothing can be at odds."""
        count = len(self.weights)
        index = RANDOM_INDEX.get(count, LARGE_INDEX) if random_index is None else random_index
        return max(0.0, (self.largest - count) / (count - 1) / index) if count > 2 and index else 0.0


def priorities(matrix: Matrix) -> Priorities:
    """The principal eigenvector of a matrix of ratios above 0, by repeated multiplication.

    Sums are exact before they are rounded, so that every processor finds the same weights.
    """
    weights = [1 / len(matrix)] * len(matrix)
    largest = float(len(matrix))
    for _ in range(_ROUNDS):
        product = [fsum(ratio * weight for ratio, weight in zip(row, weights, strict=True)) for row in matrix]
        largest = fsum(product)
        new_weights = [part / largest for part in product]
        change = max(abs(new - old) for new, old in zip(new_weights, weights, strict=True))
        weights = new_weights
        if change <= _CLOSE:
            break
    return Priorities(tuple(weights), largest, _at_odds(matrix, weights))


def _at_odds(matrix: Matrix, weights: Sequence[float]) -> tuple[tuple[int, int], ...]:
    count = len(weights)
    departures = {
        (row, column): abs(log(matrix[row][column] * weights[column] / weights[row]))
        for row in range(count)
        for column in range(row + 1, count)
    }
    most = max(departures.values(), default=0.0)
    return tuple(pair for pair, departure in departures.items() if most > _ALIKE and departure >= most - _ALIKE)
