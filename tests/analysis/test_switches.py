"""Where the lead passes from one curve to another."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.robustness.sensitivity.switches import leaders, switches


def lines(*slopes_and_starts: tuple[float, float]) -> object:
    return lambda x: np.stack([slope * x + start for slope, start in slopes_and_starts])


def test_straight_lines_cross_where_they_cross() -> None:
    found = switches(lines((0, 1), (1, 0.7), (3, -1)), np.linspace(0, 2, 5))
    assert [(each.before, each.after) for each in found] == [(0, 1), (1, 2)]
    assert [each.at for each in found] == pytest.approx([0.3, 0.85], abs=1e-13)


def test_two_changes_between_two_points_are_both_found() -> None:
    found = switches(lines((0, 1), (1, 0.5), (2, -0.05)), np.array([0.0, 2.0]))
    assert [(each.before, each.after) for each in found] == [(0, 1), (1, 2)]
    assert [each.at for each in found] == pytest.approx([0.5, 0.55], abs=1e-13)


def test_curves_need_not_be_straight() -> None:
    found = switches(lambda x: np.stack([np.exp(x), 2 + 0 * x]), np.linspace(-1, 1, 3))
    assert [each.at for each in found] == pytest.approx([math.log(2)], rel=1e-13)


def test_level_curves_do_not_change_places() -> None:
    wobble = lambda x: np.stack([0.1 * 3 * x, 0.3 * x])  # noqa: E731 - differ in the last digit here and there
    assert switches(wobble, np.linspace(0, 1, 1001)) == ()


def test_a_stretch_on_which_two_are_level_belongs_to_the_first() -> None:
    found = switches(lambda x: np.stack([np.minimum(x, 0.5), x]), np.linspace(0, 1, 5))
    assert [(each.before, each.after) for each in found] == [(0, 1)]
    assert found[0].at == pytest.approx(0.5, abs=1e-12)


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=1, max_size=6))
def test_between_switches_the_leader_stays(given_lines: list[tuple[float, float]]) -> None:
    curves = lines(*given_lines)
    points = np.linspace(0, 1, 401)
    found = switches(curves, points)
    assert [each.after for each in found[:-1]] == [each.before for each in found[1:]]
    for each in found:
        at = curves(np.array([each.at]))[:, 0]
        assert at[each.before] == pytest.approx(at[each.after], abs=1e-9)
        assert at.max() == pytest.approx(at[each.after], abs=1e-9)
    ends = [0.0, *(each.at for each in found), 1.0]
    lead = [*(each.before for each in found), found[-1].after] if found else list(leaders(curves(points[:1])))
    for (start, end), leader in zip(pairwise(ends), lead, strict=True):
        middle = curves(np.array([(start + end) / 2]))[:, 0]
        assert middle[leader] == pytest.approx(middle.max(), abs=1e-9)


def test_where_rounding_decides_the_looks_do_not_multiply() -> None:
    """The lead is lost by noise that changes at every look: one switch, and as many values as for a plain crossing."""
    looked = 0

    def curves(points: np.ndarray) -> np.ndarray:
        nonlocal looked
        looked += len(points)
        noise = 1e-19 * np.sin(1e17 * points)
        return np.stack([np.zeros(len(points)), 1e-9 * points**2 + noise])

    found = switches(curves, np.linspace(0, 1, 101), 1e-10)
    assert len(found) == 1
    assert (found[0].before, found[0].after) == (0, 1)
    assert looked < 100_000
