"""Certainty equivalents over risk tolerance, and the tolerance at which the choice switches."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.combinations import combinations, totals
from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model, event, number
from decision_model.solver.distribution import profile
from tests.known import convert
from tests.properties.strategies import Shape, models

VENTURE = convert.tree(convert.known("venture_limited")["problem"])


def published(key: str) -> Any:
    return next(answer for answer in convert.known("venture_limited")["answers"] if answer["key"] == key)


@pytest.mark.parametrize(("place", "key", "below", "above"), [
    (0, "r_low", "none", "less risky"),
    (1, "r_high", "less risky", "more risky"),
])  # fmt: skip
def test_published_switch(place: int, key: str, below: str, above: str) -> None:
    found = certainty(VENTURE).switches[place]
    assert (found.below, found.above) == (below, above)
    assert found.at == pytest.approx(published(key)["value"], abs=published(key)["tolerance"])
    assert found.at == pytest.approx(published(key)["recomputed"], rel=1e-9)


def test_published_certainty_equivalents_at_the_tolerance_of_the_case() -> None:
    tolerance = convert.known("venture_limited")["problem"]["utility"]["R"]
    result = certainty(VENTURE, tolerances=(tolerance, 2 * tolerance))
    there = {each.title: float(each.totals[0]) for each in result.compared}
    assert {name: there[name] for name in ("less risky", "more risky")} == pytest.approx(
        published("ce")["value"], abs=published("ce")["tolerance"]
    )


def test_at_a_switch_both_are_worth_the_same_for_sure() -> None:
    for found in certainty(VENTURE).switches:
        here = VENTURE.renumbered(risk_tolerance=number(found.at))
        worth = {each.title: solve(each.of(here)).total for each in combinations(VENTURE)[0]}
        assert worth[found.below] == pytest.approx(worth[found.above], abs=1e-9)
        assert max(worth.values()) == pytest.approx(worth[found.below], abs=1e-9)


@given(models(Shape(steps=4, cases=60)))
def test_every_value_equals_a_solve_of_its_own(model: DecisionModel) -> None:
    if not model.decisions:
        return
    result = certainty(model)
    compared = combinations(model, result.by)[0]
    for place in (0, 20, len(result.tolerances) - 1):
        tolerance = result.tolerances[place]
        alone = model.renumbered(risk_tolerance=None if np.isinf(tolerance) else number(tolerance))
        assert [float(each.totals[place]) for each in result.compared] == pytest.approx(
            totals(alone, compared), abs=1e-8
        )
        assert result.best_plan[place] == pytest.approx(solve(alone).total, abs=1e-8)


@given(models(Shape(steps=4, cases=60)))
def test_more_tolerance_never_lowers_what_a_gain_is_worth(model: DecisionModel) -> None:
    if not model.decisions:
        return
    result = certainty(model)
    sign = -1 if model.better == "lower" else 1
    for each in result.compared:
        assert (np.diff(sign * each.totals) >= -1e-7).all()


def test_the_models_own_risk_tolerance_makes_no_difference() -> None:
    neutral = VENTURE.renumbered(risk_tolerance=None)
    assert repr(certainty(neutral)) == repr(certainty(VENTURE))


def test_a_staged_problem_compares_what_is_decided_first() -> None:
    texaco = convert.tree(convert.known("texaco_pennzoil")["problem"])
    result = certainty(texaco)
    assert result.by == ("first move",)
    assert [each.title for each in result.compared] == ["accept 2", "counteroffer 5"]
    assert result.statement.headline == (
        "‘accept 2’ is best up to a risk tolerance of 1.17, ‘counteroffer 5’ beyond it"
    )


def test_what_it_says_when_nothing_switches() -> None:
    costs = convert.payoff_table(convert.known("supplier_cost_table")["problem"])
    result = certainty(costs)
    assert result.switches == ()
    assert result.statement.headline == "‘C’ is best at every risk tolerance from 0.75 to risk-neutral"
    assert list(result.table().columns) == [
        *("risk_tolerance", "total.A", "total.B", "total.C", "total_of_best_plan", "best"),
        *("utility.A", "utility.B", "utility.C"),
    ]


@pytest.mark.parametrize("wrong", [(0, 5), (5, 5), (-1, 2)])
def test_a_range_that_is_none_is_refused(wrong: tuple[float, float]) -> None:
    with pytest.raises(
        ModelError, match=r"^tolerances: the range of risk tolerance .* is not one\. Give a lowest above 0"
    ):
        certainty(VENTURE, tolerances=wrong)


# Utilities ---------------------------------------------------------------------------------------------------------


def test_published_expected_utilities() -> None:
    """Of the venture problem, at the risk tolerance that it states."""
    assert certainty(VENTURE).own == pytest.approx(published("eu")["value"], abs=published("eu")["tolerance"])
    reasons = certainty(VENTURE).statement.reasons
    assert sum(reason.startswith("At the stated risk tolerance, ") for reason in reasons) == 1


@given(models(Shape(steps=4, cases=60)), st.sampled_from([-40.0, -3.0, 5.0, 80.0]))
def test_expected_utility_is_the_mean_of_utilities_over_the_risk_profile(
    model: DecisionModel, tolerance: float
) -> None:
    """The oracle adds up 1 - exp(-t/R), or exp(-t/R) - 1 for R below 0, over every total with its chance."""
    if not model.decisions:
        return
    own = model.renumbered(risk_tolerance=number(tolerance))
    sign = -1 if model.better == "lower" else 1
    found = certainty(own)
    for option in combinations(own, found.by)[0]:
        risk = profile(solve(option.of(own)))
        by_hand = np.sign(tolerance) * sum(
            chance * (1 - np.exp(-sign * total / tolerance))
            for total, chance in zip(risk.totals, risk.chances, strict=True)
        )
        if abs(by_hand) < 1e6:
            assert found.own[option.title] == pytest.approx(by_hand, rel=1e-6, abs=1e-9)


def test_utilities_stand_in_the_risk_profile_of_a_model_with_a_risk_tolerance() -> None:
    table = risk_profile(VENTURE).table()
    best = table.loc[0, "plan"].removeprefix("Best plan: ")
    assert table.loc[0, "utility"] == pytest.approx(certainty(VENTURE).own[best])
    every = risk_profile(VENTURE, every_total=True).table()
    assert VENTURE.risk_tolerance is not None
    tolerance = float(VENTURE.risk_tolerance.at(VENTURE.values))
    assert every["utility"].tolist() == pytest.approx((1 - np.exp(-every["total"] / tolerance)).tolist())
    assert "utility" not in risk_profile(VENTURE.renumbered(risk_tolerance=None)).table()


@pytest.mark.parametrize(("low", "high"), [(1e-9, 1e99), (1e-3, 1e6), (1, 1e5), (20, 2000)])
def test_a_switch_is_found_in_however_wide_a_range(low: float, high: float) -> None:
    """The range is not cut into so few pieces that an option which leads in between is passed over."""
    whole, asked = certainty(THREE), certainty(THREE, tolerances=(low, high))
    assert [switch.above for switch in whole.switches] == ["B", "A"]
    assert [(switch.below, switch.above) for switch in asked.switches] == [
        (switch.below, switch.above) for switch in whole.switches
    ]
    assert [switch.at for switch in asked.switches] == pytest.approx([each.at for each in whole.switches], rel=1e-9)


THREE = decision_model(
    "Three gambles, the second best in between",
    [
        decision("pick", {"a": "A", "b": "B", "c": "C"}),
        event("luck", ["up", "middle", "down"], {"up": 0.3, "middle": 0.4, "down": "rest"}),
    ],
    [
        consideration(
            "gain",
            [
                ({"pick": "a", "luck": "up"}, -10),
                ({"pick": "a", "luck": "middle"}, -50),
                ({"pick": "a"}, -300),
                ({"pick": "b", "luck": "up"}, -100),
                ({"pick": "b", "luck": "middle"}, -105),
                ({"pick": "b"}, -150),
                (None, -125),
            ],
        )
    ],
    combine="sum",
)
