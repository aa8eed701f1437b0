"""Volumes, centres and regions of polytopes against closed forms and against counting."""

from __future__ import annotations

from itertools import product
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_model.analysis.robustness.weight_space.envelope import Envelope
from decision_model.analysis.robustness.weight_space.polytope import Polytope, bounded
from tests.profiles import examples


def cube(size: int) -> Polytope:
    """The cube from -1 to 1."""
    return Polytope(np.vstack([np.eye(size), -np.eye(size)]), np.ones(2 * size), np.full(size, 0.1))


def simplex(size: int) -> Polytope:
    """x >= 0 with a sum of at most 1."""
    normals = np.vstack([-np.eye(size), np.ones(size)])
    return Polytope(normals, np.r_[np.zeros(size), 1.0], np.full(size, 1 / (size + 3)))


@pytest.mark.parametrize("size", range(1, 8))
def test_cube(size: int) -> None:
    assert cube(size).volume == pytest.approx(2.0**size, rel=1e-12)
    assert cube(size).centre == pytest.approx(np.zeros(size), abs=1e-12)
    assert len(np.unique(cube(size).vertices.round(9), axis=0)) == 2**size


@pytest.mark.parametrize("size", range(1, 8))
def test_simplex(size: int) -> None:
    assert simplex(size).volume == pytest.approx(1 / factorial(size), rel=1e-12)
    assert simplex(size).centre == pytest.approx(np.full(size, 1 / (size + 1)), rel=1e-11)


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_more_sides_than_dimensions_meet_at_a_corner(size: int) -> None:
    sides = np.array(list(product((1.0, -1.0), repeat=size)))
    found = Polytope(sides, np.ones(len(sides)), np.full(size, 0.05))
    assert found.volume == pytest.approx(2.0**size / factorial(size), rel=1e-11)
    assert found.centre == pytest.approx(np.zeros(size), abs=1e-11)


def test_a_point() -> None:
    point = Polytope(np.zeros((0, 0)), np.zeros(0), np.zeros(0))
    assert point.volume == pytest.approx(1.0)
    assert point.vertices.shape == (1, 0)


def test_sides_that_do_not_bound_are_dropped() -> None:
    square = cube(2)
    normals = np.vstack([square.normals, [[1.0, 1.0], [2.0, 0.0], [1.0, 1.0]]])
    found = bounded(normals, np.r_[square.bounds, 2.0, 2.0, 5.0], square.vertices)
    assert found is not None
    assert len(found.bounds) == 4


def test_flat_is_nothing() -> None:
    flat = np.array([[0.0, 0.0], [1.0, 0.0]])
    assert bounded(np.array([[0.0, 1.0], [0.0, -1.0]]), np.zeros(2), flat) is None


@settings(max_examples=examples(60))
@given(st.integers(1, 4), st.integers(2, 6), st.integers(0, 10_000))
def test_regions_cover_the_whole_and_match_counting(size: int, count: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    slopes = generator.integers(-3, 4, (count, size)).astype(float)
    offsets = generator.integers(-2, 3, count).astype(float)
    distinct = np.unique(np.c_[offsets, slopes], axis=0)
    found = Envelope(cube(size), distinct[:, 0], distinct[:, 1:])
    shares, centres = found.shares
    points = generator.uniform(-1, 1, (20_000, size))
    best = np.argmax(distinct[:, 0] + points @ distinct[:, 1:].T, axis=1)
    assert shares.sum() == pytest.approx(1)
    assert shares == pytest.approx(np.bincount(best, minlength=len(distinct)) / 20_000, abs=0.02)
    for number in np.flatnonzero(shares > 0.05):
        assert centres[number] == pytest.approx(points[best == number].mean(axis=0), abs=0.1)


def test_a_function_that_only_touches_has_no_share() -> None:
    found = Envelope(cube(1), np.zeros(3), np.array([[1.0], [-1.0], [0.0]]))
    assert found.shares[0].tolist() == pytest.approx([0.5, 0.5, 0.0])
