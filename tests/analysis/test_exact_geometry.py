"""Vertices, simplices and free directions in rational arithmetic, beside brute force and closed forms."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_model.analysis.robustness.admissible import weights
from decision_model.analysis.robustness.weight_space.exact_vertices import Point, HalfSpace, exact, vertices
from decision_model.analysis.robustness.weight_space.null_space import null_space, orthonormal
from decision_model.analysis.robustness.weight_space.simplices import facets, pulled, volumes
from tests.analysis.small import ranged
from tests.analysis.test_admissible import table

SHARES = st.integers(0, 12).map(lambda twelfths: Fraction(twelfths, 12))


@st.composite
def statements(draw: st.DrawFn) -> tuple[int, tuple[HalfSpace, ...]]:
    """Some limits of single weights, and some pairs of which one weighs at least as much as the other."""
    count = draw(st.integers(2, 5))
    places = st.integers(0, count - 1)
    sides = []
    for place, bound, way in draw(st.lists(st.tuples(places, SHARES, st.sampled_from((-1, 1))), max_size=4)):
        sides.append(HalfSpace(tuple(way * (other == place) for other in range(count)), way * bound))
    for low, high in draw(st.lists(st.tuples(places, places), max_size=3)):
        sides.append(HalfSpace(tuple((other == low) - (other == high) for other in range(count)), Fraction(0)))
    return count, tuple(sides)


def solved(rows: list[list[Fraction]]) -> Point | None:
    """The x with rows[:, :-1] @ x = rows[:, -1]; None unless there is exactly one."""
    width = len(rows[0]) - 1
    for column in range(width):
        chosen = next((row for row in range(column, len(rows)) if rows[row][column]), None)
        if chosen is None:
            return None
        rows[column], rows[chosen] = rows[chosen], rows[column]
        rows[column] = [number / rows[column][column] for number in rows[column]]
        for other in range(len(rows)):
            if other != column:
                rows[other] = [a - rows[other][column] * b for a, b in zip(rows[other], rows[column], strict=True)]
    return tuple(row[-1] for row in rows[:width])


@settings(max_examples=150)
@given(statements())
def test_vertices_are_where_sides_meet_inside_all_others(given: tuple[int, tuple[HalfSpace, ...]]) -> None:
    count, stated = given
    signs = [HalfSpace(tuple(-int(other == place) for other in range(count)), Fraction(0)) for place in range(count)]
    sides = [*signs, *stated]
    meeting = [
        solved([[Fraction(1)] * (count + 1), *([*map(Fraction, each.normal), each.bound] for each in chosen)])
        for chosen in combinations(sides, count - 1)
    ]
    wanted = {point for point in meeting if point is not None and all(each.room(point) >= 0 for each in sides)}
    found = vertices(count, stated)
    assert found is not None
    assert list(found.points) == sorted(wanted)
    for side, bits in zip(sides, found.sides, strict=True):
        assert [bits >> place & 1 for place in range(len(found.points))] == [
            side.room(point) == 0 for point in found.points
        ]


@settings(max_examples=50)
@given(statements())
def test_the_order_of_statements_moves_no_vertex(given: tuple[int, tuple[HalfSpace, ...]]) -> None:
    count, stated = given
    one, other = vertices(count, stated), vertices(count, stated[::-1])
    assert one is not None
    assert other is not None
    assert one.points == other.points


def test_a_number_is_the_decimal_it_is_written_as() -> None:
    assert exact(0.1) == Fraction(1, 10)
    assert exact(0.1 + 0.2) == Fraction(3, 10)
    assert exact(1e-7) == Fraction(1, 10**7)


def test_too_many_vertices_are_left_alone() -> None:
    sides = [
        HalfSpace(tuple(way * (other == place) for other in range(12)), Fraction(way * (10 + way * (3 + place)), 150))
        for place in range(12)
        for way in (-1, 1)
    ]
    assert vertices(12, tuple(sides)) is None


def cube(size: int) -> tuple[int, list[int]]:
    """The vertices of a cube, numbered by their coordinates in binary, and its sides as bits."""
    sides = [
        sum(1 << corner for corner in range(2**size) if corner >> axis & 1 == end)
        for axis in range(size)
        for end in (0, 1)
    ]
    return (1 << 2**size) - 1, sides


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_a_cube_is_pulled_into_as_many_simplices_as_there_are_orders(size: int) -> None:
    whole, sides = cube(size)
    assert sorted(facets(whole, sides)) == sorted(sides)
    found = pulled(whole, sides)
    assert found is not None
    assert len(found) == factorial(size)
    corners = np.array([[float(corner >> axis & 1) for axis in range(size)] for corner in range(2**size)])
    assert volumes(corners[np.array(found)]) == pytest.approx(np.ones(factorial(size)))


POINTS = [
    [ranged(30, 10, 40), ranged(30, 5, 60), 20, 20],
    [ranged(10 + k, 5 + k, 15 + 2 * k) for k in range(6)],
    [ranged(10, 5, 15)] * 5,
]


@pytest.mark.parametrize("points", POINTS)
def test_simplices_fill_the_set(points: list[object]) -> None:
    """Their volumes add up to that of the set, and their centres, weighed by them, to its centre."""
    found = weights(table(points))
    assert found.simplices is not None
    inside = (found.corners - found.origin) @ found.basis
    each = volumes(inside[found.simplices])
    assert each.min() > 0
    assert each.sum() / factorial(found.dimension) == pytest.approx(found.polytope.volume, rel=1e-9)
    centre = each @ inside[found.simplices].mean(axis=1) / each.sum()
    assert centre == pytest.approx(found.polytope.centre, abs=1e-9)


def test_volumes_in_free_coordinates_keep_their_proportions() -> None:
    found = weights(table(POINTS[1]))
    assert found.simplices is not None
    own = volumes(((found.corners - found.origin) @ found.basis)[found.simplices])
    free = volumes(found.corners[found.simplices][:, :, list(found.free)])
    assert free / free.sum() == pytest.approx(own / own.sum(), rel=1e-9)


def test_volumes_are_determinants() -> None:
    corners = np.random.default_rng(0).normal(size=(50, 6, 5))
    assert volumes(corners) == pytest.approx(np.abs(np.linalg.det(corners[:, 1:] - corners[:, :1])))


def test_exchanges_are_between_two_considerations_and_ties_move_together() -> None:
    assert weights(table([1, 1, 1])).directions.tolist() == [[-1, 1, 0], [-1, 0, 1]]
    assert weights(table([1, 1, 1, 1]), order=[["a", "b"], "c", "d"]).directions.tolist() == [
        [-0.5, -0.5, 1, 0],
        [-0.5, -0.5, 0, 1],
    ]


@given(st.lists(st.lists(st.integers(-2, 2), min_size=5, max_size=5), min_size=1, max_size=4))
def test_directions_solve_the_equations(rows: list[list[int]]) -> None:
    free, found = null_space(rows)
    assert len(free) == 5 - np.linalg.matrix_rank(np.array(rows, dtype=float))
    for direction in found:
        assert all(sum(a * b for a, b in zip(row, direction, strict=True)) == 0 for row in rows)
    across = orthonormal(found, 5)
    assert across.T @ across == pytest.approx(np.eye(len(free)))
    assert np.array(rows) @ across == pytest.approx(np.zeros((len(rows), len(free))))
