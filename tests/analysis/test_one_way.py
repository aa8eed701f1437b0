"""One number over its range: published thresholds, and what must hold on random problems."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from decision_model.solver.fixed_policy import fixed_policy_total
from tests.analysis.small import movable, rain
from tests.known import convert
from tests.profiles import examples
from tests.properties.strategies import Shape, models


def published(name: str, key: str) -> tuple[Any, float]:
    """A published answer and its tolerance."""
    answer = next(each for each in convert.known(name)["answers"] if each["key"] == key)
    return answer["value"], answer["tolerance"]


def switching(model: DecisionModel, number: str, between: tuple[float, float]) -> list[float]:
    return [each.value for each in one_way(model, number, between).switches]


# Published thresholds --------------------------------------------------------------------------------------------


def test_venture_limited_risk_tolerances() -> None:
    """Winston & Albright, Example 10.7: nothing, the less risky, then the more risky venture as tolerance rises."""
    model = convert.tree(convert.known("venture_limited")["problem"])
    found = one_way(model, "risk_tolerance", (0.2, 10))
    for switch, key in zip(found.switches, ("r_low", "r_high"), strict=True):
        wanted, tolerance = published("venture_limited", key)
        assert switch.value == pytest.approx(wanted, abs=tolerance)
    assert [each.title for each in found.intervals] == ["none", "less risky", "more risky"]


def test_texaco_chance_below_which_the_offer_of_three_is_accepted() -> None:
    """Clemen, Texaco-Pennzoil: the medium award keeps its chance, nothing takes what is left."""
    problem = convert.known("texaco_pennzoil")["problem"]
    text = convert.json.dumps(problem).replace('"probability": 0.2', '"probability": "p"')
    problem = convert.json.loads(text.replace('"probability": 0.3,', '"probability": "0.5 - p",'))
    model = convert.tree({**problem, "parameters": {"p": 0.2}})
    found = one_way(model, "p", (0, 0.5))
    wanted, tolerance = published("texaco_pennzoil", "p_threshold")
    late = [each for each in found.switches if "accept 3" in each.before]
    assert [each.value for each in late] == [pytest.approx(wanted, abs=tolerance)]
    assert "refuse" in late[0].after


@pytest.mark.parametrize(
    ("number", "between", "key"), [("legal_fees", (0, 100_000), "threshold"), ("p_small", (0.1, 0.4), "p_threshold")]
)
def test_movie_contract_thresholds(number: str, between: tuple[float, float], key: str) -> None:
    model = convert.tree(convert.known("radiant_movie_contract")["problem"])
    wanted, tolerance = published("radiant_movie_contract", key)
    assert switching(model, number, between) == [pytest.approx(wanted, abs=tolerance)]


@pytest.mark.parametrize(
    ("number", "between", "key", "scale"),
    [("c_exercise", (500, 1000), "c_threshold", 1), ("p_ex", (0.2, 0.5), "p_threshold", 100)],
)
def test_lifestyle_thresholds(number: str, between: tuple[float, float], key: str, scale: float) -> None:
    """rdecision: costs are lower the better."""
    model = convert.tree(convert.known("rdecision_lifestyle")["problem"], "cost")
    wanted, tolerance = published("rdecision_lifestyle", key)
    assert [scale * each for each in switching(model, number, between)] == [pytest.approx(wanted, abs=tolerance)]


def test_allais_utility_above_which_the_sure_thing_is_preferred() -> None:
    problem = convert.known("allais_pairs")["problem"]
    model = convert.lotteries(problem, {0: 0, 1: "u", 5: 1}, u=0.5)
    wanted, tolerance = published("allais_pairs", "threshold")
    for pair in (("A", "B"), ("C", "D")):
        narrowed = model
        for other in set("ABCD") - set(pair):
            narrowed = narrowed.varied(without={"choice": other})
        found = one_way(narrowed, "u", (0.5, 1))
        assert [each.value for each in found.switches] == [pytest.approx(wanted, abs=max(tolerance, 1e-12))]
        assert (found.switches[0].before, found.switches[0].after) == (pair[1], pair[0])


def test_office_weight_of_cost_at_which_the_choice_changes() -> None:
    """Goodwin & Wright: benefits against cost, scaled from the dearest office to the cheapest."""
    problem = convert.known("goodwin_wright_office")["problem"]
    benefits = convert.additive_value(problem["scores"], problem["weights"])
    costs = problem["annual_cost"]
    cheapness = [({"choice": name}, (35000 - cost) / 283) for name, cost in costs.items()]
    model = decision_model(
        "Offices",
        benefits.sequence,
        [
            consideration("benefits", considerations=benefits.considerations, weight=90),
            consideration("cheapness", cheapness, weight=10),
        ],
    )
    wanted, tolerance = published("goodwin_wright_office", "swing_cost_weight")
    found = one_way(model, "cheapness", (0, 1))
    assert [each.value for each in found.switches] == pytest.approx(wanted, abs=tolerance)
    assert [each.title for each in found.intervals] == ["Addison Square", "Gorton Square", "Carlisle Walk"]


def test_drug_testing_pays_somewhere_between_the_benefits_of_45_and_50() -> None:
    """Winston & Albright, Example 10.5: B and C3 move together."""
    problem = convert.known("drug_testing")["problem"]
    together = {**problem, "benefits": {**problem["benefits"], "both": 25, "B": "both", "C3": "both"}}
    (threshold,) = switching(convert.bayes_then_tree(together), "both", (20, 60))
    assert 45 < threshold < 50
    at_threshold = convert.bayes_then_tree(together).varied(parameters={"both": threshold})
    totals = [solve(at_threshold.varied(choose={"action": action})).total for action in ("test", "no test")]
    assert totals[0] == pytest.approx(totals[1], abs=1e-12)


def test_rockefeller_strategy_values_along_the_probability() -> None:
    model = convert.tree(convert.known("silver_rockefeller")["problem"])
    found = one_way(model, "pr", (0, 1), by=["A", "B", "C"], points=31)
    wanted, tolerance = published("silver_rockefeller", "strategy_values_pr0.8")
    values = {tuple(line.combination.options.values()): line.totals for line in found.lines}
    at = int(np.argmin(np.abs(found.values - 0.8)))
    assert values[("test", "install", "sell")][at] == pytest.approx(
        wanted["A: test - (B: install, C: sell)"], abs=tolerance
    )
    assert values[("install", None, None)][at] == pytest.approx(wanted["A: install"], abs=tolerance)
    assert [each.title for each in found.intervals] == ["A: sell", "A: test, B: install, C: sell", "A: install"]


def test_shale_gas_plans_change_where_their_totals_meet() -> None:
    """Kaminski, Jakubczyk & Szufel: selling, testing and digging as gas becomes likelier."""
    model = convert.tree(convert.known("kaminski_shale_gas")["problem"])
    found = one_way(model, "p_gas", (0.01, 0.99))
    assert found.intervals[0].title.startswith("d1: sell")
    assert found.intervals[-1].title.startswith("d1: dig")
    for switch in found.switches:
        solved = solve(model.varied(parameters={"p_gas": switch.value}))
        assert solved.total == pytest.approx(switch.total, abs=1e-9)


# Behaviour -------------------------------------------------------------------------------------------------------


def test_a_feast_by_hand() -> None:
    """Outside 60 (1 - p) + 36, inside 27 + 36, in the tent 68 - 10 p once a heater is hired, which beats none."""
    found = one_way(rain(), "p_rain", (0, 1))
    assert [each.value for each in found.switches] == pytest.approx([0.55], abs=1e-15)
    lines = {line.title: line.totals for line in found.lines}
    assert lines["Inside"] == pytest.approx(63)
    assert lines["Outside"] == pytest.approx(96 - 60 * found.values)
    assert lines["In a tent"] == pytest.approx(68 - 10 * found.values)
    assert found.best == pytest.approx(np.maximum(96 - 60 * found.values, 63))
    assert found.statement.headline == "‘Outside’ is best until ‘p rain’ rises above 0.55 (then ‘Inside’)"
    dull = one_way(rain().varied(parameters={"inside_joy": 30}), "p_rain", (0, 1))
    assert [each.value for each in dull.switches] == pytest.approx([0.56], abs=1e-15)
    assert dull.switches[0].after == "In a tent, hired"
    assert dull.switches[0].total == pytest.approx(62.4)


def test_the_combinations_of_named_decisions_compete_when_asked() -> None:
    free = one_way(rain(), "p_rain", (0, 1))
    fixed = one_way(rain(), "p_rain", (0, 1), by=["place", "heater"])
    assert [line.title for line in free.lines] == ["Outside", "In a tent", "Inside"]
    assert [line.title for line in fixed.lines] == ["Outside", "In a tent, none", "In a tent, hired", "Inside"]
    assert fixed.lines[1].totals == pytest.approx(68 - 24 * fixed.values)
    assert [each.title for each in fixed.intervals] == ["Outside", "Inside"]


def test_a_risk_averse_host_gives_up_the_open_air_sooner() -> None:
    bold = one_way(rain(), "p_rain", (0, 1)).switches[0].value
    careful = one_way(rain(risk_tolerance=30), "p_rain", (0, 1)).switches[0]
    assert careful.value < bold
    at = rain(risk_tolerance=30).varied(parameters={"p_rain": careful.value})
    outside, tent = (solve(at.varied(choose={"place": place})).total for place in ("outside", "tent"))
    assert careful.after == "In a tent, hired"
    assert outside == pytest.approx(tent, abs=1e-9)
    assert outside == pytest.approx(careful.total, abs=1e-9)


def test_curved_totals_are_refined_too() -> None:
    model = rain()
    squared = decision_model(
        model.title,
        model.sequence,
        model.considerations,
        parameters={"root": 0.5, "p_rain": "root * root", "inside_joy": 45, "heater_cost": 10},
    )
    (switch,) = one_way(squared, "root", (0, 1)).switches
    assert switch.value == pytest.approx(0.55**0.5, abs=1e-14)


def test_a_plan_that_is_best_only_between_two_points_of_the_look_is_found() -> None:
    """Three straight lines that cross within one cell: the middle one leads for a thousandth of the range."""
    lines = {"first": (50.0, 0.0), "middle": (50.05, -0.1), "last": (50.1, -0.2)}
    worth = [({"take": name, "coin": "up"}, start + slope) for name, (start, slope) in lines.items()]
    worth += [({"take": name}, start) for name, (start, _) in lines.items()]
    worth[1] = ({"take": "middle", "coin": "up"}, 49.9502)
    model = decision_model(
        "Close lines",
        [decision("take", list(lines)), event("coin", ["up", "down"], {"up": "p", "down": "rest"})],
        [consideration("worth", worth)],
        combine="sum",
        parameters={"p": 0.2},
    )
    found = one_way(model, "p", (0, 1), points=4)
    assert [each.title for each in found.intervals] == ["last", "middle", "first"]
    assert [each.value for each in found.switches] == pytest.approx([0.05 / 0.1002, 0.05 / 0.0998], abs=1e-12)


def test_the_table_has_one_row_a_stretch_and_the_curves_one_a_value() -> None:
    found = one_way(rain(), "p_rain", points=9)
    assert found.table().columns.tolist() == ["from", "to", "best", "total_from", "total_to", "plan"]
    assert found.table()["to"].tolist() == pytest.approx([0.55, 0.9])
    curves = found.curves()
    assert curves.columns.tolist() == ["p_rain", "best plan", "Outside", "In a tent", "Inside"]
    assert len(curves) == len(found.values) == 9


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_every_value_says_how_far_the_best_is_ahead_of_the_next(better: str) -> None:
    options = [({"act": "a"}, "p"), ({"act": "b"}, 2), (None, 5)]
    model = decision_model(
        "Ahead", [decision("act", ["a", "b", "c"])], [consideration("cost", options)], combine="sum", better=better,
        parameters={"p": 4.0},
    )  # fmt: skip
    result = one_way(model, "p", (0, 8), points=3, every_value=True)
    keys = [column.key for column in result.columns]
    found = {row[0]: row[keys.index("lead")] for row in result.rows()}
    wanted = {0.0: 3, 4.0: 1, 8.0: 3} if better == "higher" else {0.0: 2, 4.0: 2, 8.0: 3}
    assert {value: found[value] for value in wanted} == pytest.approx(wanted)


def test_an_unknown_number_is_refused() -> None:
    with pytest.raises(ModelError, match=r"'rain' is not a number of the model\. Did you mean 'p_rain'"):
        one_way(rain(), "rain")


# Properties ------------------------------------------------------------------------------------------------------


@settings(max_examples=examples(30))
@given(models(Shape(cases=60, risk=True)), st.data())
def test_switching_values_are_roots_and_stretches_hold_the_best_plan(model: DecisionModel, data: st.DataObject) -> None:
    numbers = movable(model)
    assume(numbers and model.decisions)
    number = data.draw(st.sampled_from(numbers))
    found = one_way(model, number.address, points=21)
    assert (found.intervals[0].low, found.intervals[-1].high) == pytest.approx((number.low, number.high))
    sign = -1 if model.better == "lower" else 1
    for left, right in zip(found.intervals, found.intervals[1:], strict=False):
        assert left.high == pytest.approx(right.low)
        at = set_numbers(model, {number.address: left.high})
        totals = [fixed_policy_total(each.plan.solution, at) for each in (left, right)]
        size = max(1.0, abs(solve(at).total))
        assert totals[0] == pytest.approx(totals[1], abs=2e-9 * size)
        assert sign * totals[0] >= sign * solve(at).total - 2e-9 * size
    for each in found.intervals:
        value = each.low + data.draw(st.floats(0, 1)) * (each.high - each.low)
        at = set_numbers(model, {number.address: value})
        if model.risk_tolerance is None and number.kind != "parameter":
            assert fixed_policy_total(each.plan.solution, at) == pytest.approx(solve(at).total, abs=1e-7)


@given(models(Shape(cases=120, risk=True)))
def test_a_plan_held_at_its_own_numbers_gives_its_own_total(model: DecisionModel) -> None:
    assert fixed_policy_total(solve(model), model) == pytest.approx(solve(model).total, abs=1e-9)
