"""A weight means the same in every analysis: a share of its group, 0 to 1, that the others make room for."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.robustness.admissible import admissible, box_alone, weights
from decision_model.analysis.robustness.flip_numbers import flip_numbers
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.sensitivity.number_range import number_range, stated_ranges
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.robustness.tornado import tornado
from decision_model.analysis.sources.provenance import provenance
from decision_model.analysis.time.simulate import simulate
from decision_model.model import Consideration, DecisionModel, Distribution, consideration, decision, decision_model
from decision_model.model.numbers import Number, number


def points(value: float, low: float, high: float) -> Number:
    return Number(number(value).formula, range=(low, high))


def trip(joy: object = 100, thrift: object = 60, rest: object = 40) -> DecisionModel:
    """Weights as swing points, whose sum is not 100: where to spend a holiday."""
    leaves: list[Consideration] = [
        consideration("joy", [({"where": "sea"}, 90), ({"where": "hills"}, 60), (None, 0)], weight=joy),
        consideration("thrift", [({"where": "sea"}, 10), ({"where": "hills"}, 50), (None, 100)], weight=thrift),
        consideration("rest", [({"where": "sea"}, 40), ({"where": "hills"}, 90), (None, 60)], weight=rest),
    ]
    return decision_model("A holiday", [decision("where", ["sea", "hills", "home"])], leaves)


def test_a_value_at_which_the_best_changes_is_a_share_that_can_be_set() -> None:
    found = one_way(trip(), "joy")
    assert (found.number.base, found.number.low, found.number.high) == pytest.approx((0.5, 0, 1))
    assert found.number.is_share
    assert found.switches
    for switch in found.switches:
        level = set_numbers(trip(), {"joy": switch.value})
        assert level.weights["joy"] == pytest.approx(switch.value)
        assert level.weights["thrift"] / level.weights["rest"] == pytest.approx(60 / 40)
        best = [solve(level.varied(choose={"where": each})).total for each in ("sea", "hills", "home")]
        first, second = sorted(best)[:0:-1]
        assert first == pytest.approx(second, abs=1e-9)


def test_the_smallest_push_of_a_weight_is_the_same_number() -> None:
    near = {each.number.address: each.value for each in flip_numbers(trip()).flips}
    values = [switch.value for switch in one_way(trip(), "joy").switches]
    assert near["joy.weight"] == pytest.approx(min(values, key=lambda value: abs(value - 0.5)))


def test_a_stated_range_is_the_one_the_admissible_weights_keep_to() -> None:
    model = trip(thrift=points(60, 40, 80))
    (span,) = stated_ranges(model)
    assert (span.base, span.low, span.high) == pytest.approx((0.3, 0.2, 0.4))
    assert span.origin == "stated"
    corners = weights(model).corners[:, 1]
    assert (corners.min(), corners.max()) == pytest.approx((span.low, span.high))
    (bar,) = tornado(model).bars
    ends = [float(solve(set_numbers(model, {"thrift": value})).total) for value in (0.2, 0.4)]
    assert list(bar.best) == pytest.approx(ends)
    drawn = simulate(model, 4_000).drawn["thrift.weight"]
    assert (drawn.min(), drawn.max()) == pytest.approx((0.2, 0.4), abs=0.001)


def test_a_range_beyond_the_whole_is_cut_and_says_so() -> None:
    span = number_range(trip(thrift=points(60, 40, 300)), "thrift")
    assert (span.low, span.high) == pytest.approx((0.2, 1))
    assert span.note == "range 20% to 150%, cut to 20% to 100%, as far as it goes"


def test_a_draw_of_one_weight_leaves_the_rest_in_proportion() -> None:
    model = trip(thrift=points(60, 40, 80))
    result = simulate(model, 50, by=["where"])
    for draw in range(0, 50, 7):
        share = result.drawn["thrift.weight"][draw]
        weighed = {"joy": (1 - share) * 100 / 140, "thrift": share, "rest": (1 - share) * 40 / 140}
        alone = solve(model.varied(weights={name: 100 * each for name, each in weighed.items()}))
        assert result.best_plan[draw] == pytest.approx(alone.total)


def test_weights_drawn_together_make_up_the_whole_and_nothing_stays_nothing() -> None:
    model = trip(joy=points(100, 50, 100), thrift=points(60, 30, 90), rest=0)
    result = simulate(model, 40)
    for draw in range(40):
        joy, thrift = (result.drawn[f"{name}.weight"][draw] for name in ("joy", "thrift"))
        assert result.best_plan[draw] == pytest.approx(
            solve(model.varied(weights={"joy": joy, "thrift": thrift})).total
        )


def test_a_distribution_asked_for_is_of_shares_and_a_stated_one_in_points() -> None:
    asked = Distribution("normal", {"mean": 0.3, "sd": 0.5})
    model = trip(thrift=points(60, 40, 80))
    drawn = simulate(model, 2_000, numbers={"thrift": asked}).drawn["thrift.weight"]
    assert (drawn.min(), drawn.max()) == pytest.approx((0.2, 0.4), abs=0.002)
    stated = trip(thrift=Number(number(60).formula, distribution=Distribution("uniform", {"low": 50.0, "high": 70.0})))
    drawn = simulate(stated, 2_000).drawn["thrift.weight"]
    assert (drawn.min(), drawn.max()) == pytest.approx((0.25, 0.35), abs=0.001)


def test_what_rests_on_assumed_weights_moves_them_as_shares() -> None:
    """Over 20 to 40 percent of thrift the lead of the hills runs where a grid of solves says it does."""
    model = trip(thrift=points(60, 40, 80))
    varied = set_numbers(model, {"thrift": np.linspace(0.2, 0.4, 2_001)})
    found = [np.asarray(solve(varied.varied(choose={"where": each})).total) for each in ("hills", "sea", "home")]
    leads = found[0] - np.maximum(found[1], found[2])
    group = next(each for each in provenance(model).groups if each.ranged)
    assert (group.lowest, group.highest) == pytest.approx((leads.min(), leads.max()), abs=0.05)


@given(st.lists(st.floats(0.5, 100), min_size=2, max_size=5), st.floats(0, 1))
def test_the_others_keep_their_proportions(weighed: list[float], share: float) -> None:
    leaves = [consideration(f"c{k}", [({"d": "x"}, 10), (None, 5)], weight=w) for k, w in enumerate(weighed)]
    found = set_numbers(decision_model("Any", [decision("d", ["x", "y"])], leaves), {"c0": share}).weights
    assert found["c0"] == pytest.approx(share)
    others = np.array([found[f"c{k}"] for k in range(1, len(weighed))])
    for (one, other), (before, after) in zip(pairwise(others), pairwise(weighed[1:]), strict=True):
        assert one * after == pytest.approx(other * before, abs=1e-9)


def nested(combine: str = "weighted") -> DecisionModel:
    """A group of two, whose points do not come to 100, beside a third consideration."""
    leaf = [({"d": "x"}, 80), (None, 30)]
    parts = [consideration("a", leaf, weight=points(3, 1, 5)), consideration("b", [(None, 50)], weight=7)]
    tops = [consideration("both", considerations=parts, weight=points(30, 20, 40)), consideration("c", leaf, weight=50)]
    return decision_model("Nested", [decision("d", ["x", "y"])], tops, combine=combine)


def test_a_weight_inside_a_group_is_drawn_as_its_share_of_the_group() -> None:
    """3 of 10 points, 1 to 5: 10 to 50 percent of the group, not 1 of 8 to 5 of 12."""
    allowed = admissible(nested())
    assert dict(allowed.box) == {"a.weight": pytest.approx((0.1, 0.5))}
    drawn = allowed.drawn(4_000, 0, with_numbers=True).weights
    inner = drawn["a"] / (drawn["a"] + drawn["b"])
    assert (inner.min(), inner.max()) == pytest.approx((0.1, 0.5), abs=0.001)


def test_weights_without_a_set_of_their_own_are_drawn_as_shares_too() -> None:
    """With Choquet totals 30 of 80 points, 20 to 40, are 25 to 50 percent."""
    drawn = box_alone(nested("choquet")).drawn(4_000, 0, with_numbers=True).weights
    share = drawn["a"] + drawn["b"]
    assert (share.min(), share.max()) == pytest.approx((0.25, 0.5), abs=0.001)
    constants = box_alone(nested("multiplicative")).box
    assert constants["both.weight"] == pytest.approx((20, 40))
