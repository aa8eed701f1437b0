"""The order of the numbers of a table, which each format has its own way of listing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import Literal, TypeVar

Fastest = Literal["child", "first", "last parent"]
"""Which state changes from one number to the next.

`child`: that of the child, then of the last parent, the first parent slowest. `first`: that of the child, then of the
first parent, the last parent slowest. `last parent`: that of the last parent, the child slowest. The child of a utility
has one state.
"""

MOST_NUMBERS = 100_000
"""Numbers in one table, and five times as many in a file."""

Row = tuple[str, ...]
"""A state of each parent."""

T = TypeVar("T")


class WrongSizeError(Exception):
    """A table that has not as many numbers as its states need."""

    def __init__(self, found: int, needed: int):
        super().__init__(found, needed)
        self.found, self.needed = found, needed


def rows(parents: Sequence[Sequence[str]], child: int, fastest: Fastest) -> list[tuple[Row, int]]:
    """For each number of a table in its order: the states of the parents, in theirs, and the place of the child's.

    `parents` are the states of each parent, `child` how many states the child has.
    """
    places = [range(len(states)) for states in parents]
    if fastest == "child":
        found = [(case[:-1], case[-1]) for case in product(*places, range(child))]
    elif fastest == "first":
        found = [(case[:-1][::-1], case[-1]) for case in product(*reversed(places), range(child))]
    else:
        found = [(case[1:], case[0]) for case in product(range(child), *places)]
    return [(tuple(states[n] for states, n in zip(parents, row, strict=True)), place) for row, place in found]


def table(
    numbers: Sequence[T], parents: Sequence[Sequence[str]], child: int, fastest: Fastest
) -> dict[Row, tuple[T, ...]]:
    """The numbers by the states of the parents, in the order of the child's; raises WrongSizeError."""
    needed = child * prod(len(states) for states in parents)
    if len(numbers) != needed or needed > MOST_NUMBERS:
        raise WrongSizeError(len(numbers), needed)
    found: dict[Row, list[T]] = {}
    places: dict[Row, list[int]] = {}
    for (row, place), number in zip(rows(parents, child, fastest), numbers, strict=True):
        found.setdefault(row, []).append(number)
        places.setdefault(row, []).append(place)
    return {row: tuple(cells[places[row].index(n)] for n in range(child)) for row, cells in found.items()}
