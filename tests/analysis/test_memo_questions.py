"""The memorandum's own questions of timing: is it right to leave things open, and to plan privately (T16 to T20)?"""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.information import information
from decision_model.analysis.time.option import option
from decision_model.analysis.time.waiting import waiting
from decision_model.scenario import read

MODEL = read(Path(__file__).parents[2] / "scenarios" / "berlin_1961" / "advanced.yaml")
PRIVATE = {"planning": "private_bilateral"}


def test_site_and_composition_are_better_left_open_even_at_the_cost_of_delay() -> None:
    found = waiting(MODEL, what_if="decide_today").waited[0]
    assert found.decisions == ("composition", "site")
    assert found.value > 0


def test_leaving_them_open_stops_paying_at_a_cost_of_delay_that_is_told() -> None:
    ends = waiting(MODEL, what_if="decide_today", number="delay_cost").waited[0].break_even
    assert ends is not None
    (cost,) = ends.at
    assert ends.pays == (pytest.approx((0, cost)),)
    late = solve(MODEL.varied(parameters={"delay_cost": cost})).total
    assert late == pytest.approx(solve(MODEL.varied(what_if="decide_today")).total, abs=1e-9)


@pytest.mark.parametrize(
    "told_nothing", [{"promise_gap": 0.0}, {"p_favours_bilateral": 0.0}, {"p_favours_bilateral": 1.0}]
)
def test_when_the_day_tells_nothing_leaving_open_is_worth_nothing(told_nothing: dict[str, float]) -> None:
    still = MODEL.varied(parameters={"p_either": 0.0, **told_nothing})
    assert waiting(still, ["composition", "site"], "access").waited[0].value == pytest.approx(0)


def test_a_private_plan_is_worth_having_up_to_a_risk_of_leaks_that_is_told() -> None:
    result = option(MODEL, PRIVATE, number="p_leak", between=(0, 1))
    found = result.ranked[0]
    assert found.value > 0
    assert found.break_even is not None
    (leak,) = found.break_even.at
    at_the_edge = MODEL.varied(parameters={"p_leak": leak})
    planned, agreed = (
        solve(at_the_edge.varied(choose={"planning": each})).total for each in MODEL.steps["planning"].state_names
    )
    assert planned == pytest.approx(agreed, abs=1e-9)
    beyond = option(MODEL.varied(parameters={"p_leak": min(1.0, leak + 0.1)}), PRIVATE).ranked[0]
    assert beyond.value == pytest.approx(0)
    assert beyond.forced < 0


def test_it_is_risk_times_harm_that_counts() -> None:
    leak = option(MODEL, PRIVATE, number="p_leak", between=(0, 1)).ranked[0].break_even
    harm = option(MODEL, PRIVATE, number="leak_damage", between=(0, 60)).ranked[0].break_even
    assert leak is not None
    assert harm is not None
    assert leak.at[0] * MODEL.values["leak_damage"] == pytest.approx(harm.at[0] * MODEL.values["p_leak"], rel=1e-9)


def test_a_plan_for_a_bilateral_that_never_becomes_best_is_worth_nothing() -> None:
    never = MODEL.varied(parameters={"p_favours_bilateral": 0.0})
    assert option(never, PRIVATE).ranked[0].value == pytest.approx(0)


def test_a_cautious_president_would_not_plan_privately() -> None:
    (switch,) = certainty(MODEL).switches
    titles = [MODEL.steps["planning"].state(name).title for name in ("quadripartite_only", "private_bilateral")]
    assert [switch.below, switch.above] == titles


def test_knowing_whether_access_will_be_cut_saves_the_risk_of_a_leak() -> None:
    """Known to stay open, no plan need be made: the chance of that times what a leak is expected to cost."""
    found = information(MODEL, ["access"]).ranked[0]
    values = MODEL.values
    leak = values["p_leak"] * values["leak_damage"] * MODEL.weights["allied_unity"]
    assert found.before == "planning"
    assert found.value == pytest.approx((1 - values["p_blocked"]) * leak)
