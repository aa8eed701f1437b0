"""The smallest flip, certified by linear programs that know nothing of projections.

Of a convex set with the point w nearest to the base b, no other point lies beyond w seen from b: the least of
(x - b) @ (w - b) over all admissible x at which the rival is no worse is |w - b|**2. A linear program finds that least.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog

from decision_model.analysis.combinations import combinations, totals
from decision_model.analysis.robustness.admissible import weights
from decision_model.analysis.robustness.flip import WeightFlip, flip
from decision_model.model import DecisionModel
from tests.analysis.small import ranged
from tests.known import convert

FAR = 1e-3
"""A distance between shares that no rounding explains."""

POINTS = st.integers(1, 9)


@st.composite
def contests(draw: st.DrawFn) -> tuple[np.ndarray, list[Any], list[str] | None]:
    """Scores 0 to 100 (options, considerations); points, some with a range about them; an order that they satisfy."""
    options, matters = draw(st.integers(2, 5)), draw(st.integers(2, 6))
    scores = draw(st.lists(st.integers(0, 100), min_size=options * matters, max_size=options * matters))
    points = [draw(POINTS) for _ in range(matters)]
    spoken_of = draw(st.sets(st.integers(0, matters - 1), min_size=2)) if draw(st.booleans()) else set()
    order = [f"c{place}" for place in sorted(spoken_of, key=lambda place: -points[place])]
    stated = [
        ranged(each, each * draw(st.floats(0.2, 0.9)), each * draw(st.floats(1.1, 3))) if draw(st.booleans()) else each
        for each in points
    ]
    return np.array(scores, dtype=float).reshape(options, matters), stated, order or None


def modelled(scores: np.ndarray, points: list[Any]) -> DecisionModel:
    rows = {f"o{i}": {f"c{k}": float(score) for k, score in enumerate(row)} for i, row in enumerate(scores)}
    return convert.additive_value(rows, {f"c{k}": each for k, each in enumerate(points)})


@given(contests())
def test_winner_and_rival_are_level_at_a_flip_and_nowhere_nearer(
    contest: tuple[np.ndarray, list[Any], list[str] | None],
) -> None:
    scores, points, order = contest
    model = modelled(scores, points)
    found, allowed = flip(model, order=order), weights(model, order)
    assume(any(each.distance is not None and each.distance > FAR for each in found.flips))
    assert allowed.contains(allowed.base)
    best = scores[int(found.winner.title[1:])]
    for each in found.flips:
        ahead = (scores[int(each.title[1:])] - best) / 100
        if each.weights is None or each.distance is None:
            assert farthest(allowed.normals, allowed.bounds, ahead) < 0
            continue
        shares = np.array(list(each.weights.values()))
        assert allowed.contains(shares)
        assert each.distance == pytest.approx(float(np.linalg.norm(shares - allowed.base)), abs=1e-12)
        if each.distance > FAR:
            assert_level(model, each, found.winner.title, order)
            assert least_distance(allowed.normals, allowed.bounds, allowed.base, shares, ahead) >= each.distance - 1e-7


def assert_level(model: DecisionModel, flipped: WeightFlip, winner: str, order: list[str] | None) -> None:
    """The model itself, solved under the weights of the flip."""
    there = weights(model, order).apply(model, np.array(list((flipped.weights or {}).values())))
    level = [each for each in combinations(model)[0] if each.title in (flipped.title, winner)]
    one, other = totals(there, level)
    assert one == pytest.approx(other, abs=1e-9)
    assert flipped.total == pytest.approx(one, abs=1e-9)


def farthest(normals: np.ndarray, bounds: np.ndarray, way: np.ndarray) -> float:
    """The highest `way` @ w over shares with normals @ w <= bounds."""
    return -float(_least(normals, bounds, -way).fun)


def least_distance(
    normals: np.ndarray, bounds: np.ndarray, base: np.ndarray, shares: np.ndarray, ahead: np.ndarray
) -> float:
    """How far from the base, in the direction of `shares`, every admissible weighting is that puts the rival ahead."""
    way = (shares - base) / np.linalg.norm(shares - base)
    return float(_least(np.vstack([normals, -ahead]), np.r_[bounds, 0.0], way).fun) - float(way @ base)


def _least(normals: np.ndarray, bounds: np.ndarray, way: np.ndarray) -> Any:
    found = linprog(way, A_ub=normals, b_ub=bounds, A_eq=np.ones((1, len(way))), b_eq=[1.0])
    assert found.status == 0
    return found
