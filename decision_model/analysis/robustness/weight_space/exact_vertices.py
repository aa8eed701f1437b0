"""Vertices of a set of weights in rational arithmetic, and which sides they lie on: nothing is left to rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product

MOST = 512
"""Vertices above which the set is not worked out."""

DIGITS = 15
"""Significant digits of a number: all that files are written with, and none of the noise of a formula's rounding."""

Point = tuple[Fraction, ...]
Vertex = tuple[Point, int]
"""A point, and the sides it lies on as bits."""


@dataclass(frozen=True)
class HalfSpace:
    """A halfspace: normal @ shares <= bound, with rational numbers (k,) in the normal."""

    normal: tuple[int | Fraction, ...]
    bound: Fraction

    def room(self, point: Point) -> Fraction:
        """How far a point lies inside, below 0 outside."""
        return self.bound - sum(factor * share for factor, share in zip(self.normal, point, strict=True) if factor)


@dataclass(frozen=True)
class Vertices:
    """`points` in lexicographic order; bit p of `sides[s]` says that point p lies on side s.

    The first k sides are shares >= 0, one each; the statements follow in their order.
    """

    points: tuple[Point, ...]
    sides: tuple[int, ...]

    @property
    def all(self) -> int:
        """The points as bits, as if on one side."""
        return (1 << len(self.points)) - 1


def exact(number: float) -> Fraction:
    """The decimal that a number is written as."""
    return Fraction(f"{number:.{DIGITS}g}")


@lru_cache(maxsize=64)
def vertices(count: int, statements: tuple[HalfSpace, ...]) -> Vertices | None:
    """The vertices of all shares (count,) >= 0 that add up to 1 and satisfy the statements; None above `MOST`.

    The simplex is cut by one statement after another (double description, Motzkin et al. 1953). Without any share that
    satisfies all there are no vertices.
    """
    everywhere = (1 << count) - 1
    corners = [(_unit(place, count), everywhere ^ (1 << place)) for place in range(count)]
    for number, side in enumerate(statements, start=count):
        corners = _cut(corners, side, 1 << number, count)
        if len(corners) > MOST:
            return None
    corners.sort()
    sides = [_bits(on >> side & 1 for _, on in corners) for side in range(count + len(statements))]
    return Vertices(tuple(point for point, _ in corners), tuple(sides))


def _unit(place: int, count: int) -> Point:
    return tuple(Fraction(int(position == place)) for position in range(count))


def _bits(flags: Iterable[int]) -> int:
    return sum(flag << place for place, flag in enumerate(flags))


def _cut(corners: Sequence[Vertex], side: HalfSpace, bit: int, count: int) -> list[Vertex]:
    """The vertices that are left by one side more."""
    placed = [(point, on, side.room(point)) for point, on in corners]
    left = [(point, on | bit if room == 0 else on) for point, on, room in placed if room >= 0]
    inner, outer = [corner for corner in placed if corner[2] > 0], [corner for corner in placed if corner[2] < 0]
    for (start, on_start, room), (end, on_end, beyond) in product(inner, outer):
        shared = on_start & on_end
        if shared.bit_count() >= count - 2 and _is_edge(shared, corners):
            way = room / (room - beyond)
            left.append((tuple(a + way * (b - a) for a, b in zip(start, end, strict=True)), shared | bit))
    return left


def _is_edge(shared: int, corners: Sequence[Vertex]) -> bool:
    """Whether the sides that two vertices share meet in these two vertices alone."""
    return sum(shared & on == shared for _, on in corners) == 2
