"""Copies of a model with other numbers, choices or timing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.robustness.sensitivity.number_range import number_range
from decision_model.errors import ModelError
from decision_model.model.considerations import consideration
from decision_model.model.decision_model import decision_model
from decision_model.model.numbers import Number, frozen, number
from decision_model.model.steps import decision
from decision_model.model.variations import Perspective, WhatIf
from tests.explorer.samples import believers
from tests.model.examples import berlin, one_choice


def total(**varied: Any) -> float:
    return float(solve(berlin().varied(**varied)).total)


def test_nothing_varied_is_the_same_model() -> None:
    assert berlin().varied() == berlin()


def test_other_parameters() -> None:
    model = berlin().varied(parameters={"p_blocked": 0.5})
    assert model.values["p_blocked"] == 0.5
    assert solve(model).total == pytest.approx(0.5 * 68 + 0.5 * 66.8)


def test_other_chances_and_another_risk_tolerance() -> None:
    model = believers()
    apart = model.varied(numbers={"luck.chance.1.good": 0.2})
    assert solve(model.varied(what_if="rare")).total == pytest.approx(float(solve(apart).total))
    cautious = model.varied(perspective="cautious")
    assert cautious.risk_tolerance == number(10)
    assert solve(cautious).total == pytest.approx(float(solve(model.varied(risk_tolerance=10)).total))
    assert solve(cautious).total == pytest.approx(float(solve(model.varied(numbers={"risk_tolerance": 10})).total))
    mean, sure = 0.75 * (0.6 * 95 + 0.4 * 20) + 10, solve(cautious.varied(choose={"way": "a"})).total
    assert sure < mean
    parts = [0.6 * np.exp(-(0.75 * 95 + 10) / 10), 0.4 * np.exp(-(0.75 * 20 + 10) / 10)]
    assert sure == pytest.approx(-10 * np.log(sum(parts)))
    assert solve(model.varied(perspective="rare", choose={"way": "a"})).total == pytest.approx(
        3 / 8 * (0.2 * 95 + 0.8 * 20) + 5 / 8 * 40
    )
    with pytest.raises(ModelError, match="a risk tolerance of 0 has no meaning"):
        model.varied(risk_tolerance=0)
    with pytest.raises(ModelError, match=r"'luck\.chance\.1\.godo' is not a number of the model"):
        model.varied(numbers={"luck.chance.1.godo": 0.2})


@pytest.mark.parametrize("formula", ["log(p)", "p ^ 0.5", "1 / p", "exp(400 * (1 - p))", "(p - 0.5) ^ 0.5"])
def test_draws_of_which_one_leaves_what_a_formula_is_made_for_are_refused(formula: str) -> None:
    model = one_choice(consideration("a", formula), parameters={"p": 1.0}, combine="sum")
    assert np.size(solve(model.varied(parameters={"p": np.array([0.6, 0.7, 0.8])})).total) == 3
    with pytest.raises(ModelError) as caught:
        model.varied(parameters={"p": np.array([0.6, 0.7, -1.0 if "^" in formula else 0.0])})
    problem = caught.value.problems[0]
    assert problem.place == ("considerations", "a", "scores", 0, "then")
    assert problem.code in ("formula-without-value", "division-by-zero", "not-finite")


def test_a_parameter_may_become_a_formula_of_others() -> None:
    model = one_choice(consideration("a", "p"), parameters={"p": 1, "q": 7}, combine="sum").varied(
        parameters={"p": "q * 2"}
    )
    assert solve(model).total == pytest.approx(14)


def test_a_parameter_keeps_its_range_and_basis() -> None:
    given = Number(number(0.4).formula, range=(0.2, 0.6), basis="ordinal")
    model = berlin(parameters={"p_blocked": given}).varied(parameters={"p_blocked": 0.9})
    kept = model.parameters["p_blocked"].number
    assert (kept.range, kept.basis, kept.at({})) == ((0.2, 0.6), "ordinal", 0.9)


def test_other_weights() -> None:
    assert dict(berlin().varied(weights={"unity": 0, "peace": 30}).weights) == pytest.approx(
        {"unity": 0, "peace": 0.75, "effort": 0.25}
    )


def test_draws_of_weights_and_parameters() -> None:
    model = berlin().varied(weights={"unity": np.array([30.0, 0.0])}, parameters={"p_blocked": np.array([0.4, 0.9])})
    alone = [total(), total(weights={"unity": 0}, parameters={"p_blocked": 0.9})]
    assert list(solve(model).total) == pytest.approx(alone)  # type: ignore[arg-type]


def test_a_forced_choice_is_taken_wherever_it_is_on_offer() -> None:
    assert total(choose={"meet": "two_power", "plan": "bilateral"}) == pytest.approx(57.2)
    assert total(choose={"meet": "two_power", "plan": "none"}) == pytest.approx(67.52)
    assert total(choose={"meet": "no"}) == pytest.approx(65.6)


def test_forced_choices_add_up_over_variations() -> None:
    model = berlin().varied(choose={"plan": "bilateral"}).varied(choose={"meet": "no"})
    assert dict(model.forced) == {"plan": "bilateral", "meet": "no"}


def test_without_an_option() -> None:
    assert total(without={"meet": "four_power"}) == pytest.approx(65.6)


def test_without_two_options_one_after_the_other() -> None:
    model = berlin().varied(choose={"plan": "bilateral"}, without={"meet": "four_power"})
    assert solve(model).total == pytest.approx(59.6)
    with pytest.raises(
        ModelError, match=r"^without > meet: without 'no' nothing is on offer in some histories\. Keep one option\.$"
    ):
        model.varied(without={"meet": "no"})


def test_deciding_early_is_deciding_once() -> None:
    model = berlin().varied(decide_before={"meet": "access"})
    assert [step.name for step in model.sequence] == ["plan", "meet_commitment", "access", "meet", "outcome"]
    assert [step.name for step in model.decisions] == ["plan", "meet_commitment"]
    assert solve(model).total == pytest.approx(67.52)


def test_an_option_not_yet_known_to_be_on_offer_cannot_be_committed_to() -> None:
    model = berlin().varied(decide_before={"meet": "plan"})
    assert [option.name for option in model.decisions[0].options] == ["no", "four_power"]
    assert solve(model).total == pytest.approx(67.52)


def test_knowing_an_event_earlier_moves_it_up() -> None:
    model = berlin().varied(know_before={"access": "plan"})
    assert [step.name for step in model.sequence] == ["access", "plan", "meet", "outcome"]


def test_a_what_if_is_a_named_variation() -> None:
    named = WhatIf("calm", parameters=frozen({"p_blocked": number(0.1)}), choose=frozen({"plan": "bilateral"}))
    model = berlin(what_ifs={"calm": named})
    assert solve(model.varied(what_if="calm")).total == pytest.approx(
        total(parameters={"p_blocked": 0.1}, choose={"plan": "bilateral"})
    )


def test_what_is_given_comes_on_top_of_what_is_named() -> None:
    named = WhatIf("calm", parameters=frozen({"p_blocked": number(0.1)}))
    model = berlin(what_ifs={"calm": named}).varied(what_if="calm", parameters={"p_blocked": 0.7})
    assert model.values["p_blocked"] == 0.7


def test_a_perspective_is_somebody_elses_weights() -> None:
    paris = Perspective("paris", weights=frozen({"unity": number(90)}))
    model = berlin(perspectives={"paris": paris}).varied(perspective="paris")
    assert dict(model.weights) == pytest.approx({"unity": 90 / 160, "peace": 60 / 160, "effort": 10 / 160})


def test_an_order_stands_for_its_rank_order_centroid() -> None:
    """Of three: 11/18, 5/18, 2/18 (Barron and Barrett 1996)."""
    bonn = Perspective("bonn", order=(("peace",), ("unity",), ("effort",)))
    weights = berlin(perspectives={"bonn": bonn}).varied(perspective="bonn").weights
    assert dict(weights) == pytest.approx({"peace": 11 / 18, "unity": 5 / 18, "effort": 2 / 18})


def test_ties_in_an_order_share_their_places() -> None:
    bonn = Perspective("bonn", order=(("peace", "unity"), ("effort",)))
    weights = berlin(perspectives={"bonn": bonn}).varied(perspective="bonn").weights
    assert dict(weights) == pytest.approx({"peace": 8 / 18, "unity": 8 / 18, "effort": 2 / 18})


@pytest.mark.parametrize(
    ("varied", "message"),
    [
        ({"parameters": {"p": 1}}, "parameters > p: 'p' is not a parameter. Known here: p_blocked."),
        (
            {"parameters": {"p_blocked": 1.4}},
            "sequence > access > chance > 1 > blocked: the chance is 1.4; chances lie between 0 and 1. "
            "Change the number.",
        ),
        ({"weights": {"unty": 4}}, "weights > unty: 'unty' is not a consideration. Did you mean 'unity'?"),
        ({"weights": {"unity": -4}}, "weights > unity: the weight -4 is negative. Weights are 0 or more."),
        ({"choose": {"met": "no"}}, "choose > met: 'met' is not a decision. Did you mean 'meet'?"),
        ({"choose": {"meet": "nope"}}, "choose > meet: 'nope' is not an option of 'meet'. Did you mean 'no'?"),
        ({"without": {"access": "open"}}, "without > access: 'access' is not a decision. Known here: meet, plan."),
        (
            {"decide_before": {"meet": "outcome"}},
            "decide_before > meet: 'meet' already stands above 'outcome'. Name a step that stands above it.",
        ),
        (
            {"decide_before": {"access": "plan"}},
            "decide_before > access: 'access' is not a decision. Known here: meet, plan.",
        ),
        (
            {"know_before": {"outcome": "plan"}},
            "sequence > outcome: it depends on the decision 'meet', which is taken only later. "
            "Move 'outcome' below 'meet'.",
        ),
        ({"know_before": {"access": "plans"}}, "know_before > access: 'plans' is not a step. Did you mean 'plan'?"),
        ({"perspective": "paris"}, "perspectives > paris: 'paris' is not a perspective."),
        ({"what_if": "calm"}, "what_ifs > calm: 'calm' is not a what-if."),
    ],
)
def test_what_cannot_be_varied_is_named(varied: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError) as caught:
        berlin().varied(**varied)
    assert str(caught.value) == message


def test_a_sum_has_no_weights_to_change() -> None:
    with pytest.raises(ModelError, match=r"^weights: with 'combine: sum' there are no weights to change\.$"):
        one_choice(consideration("a", 1), combine="sum").varied(weights={"a": 1})


def test_a_weight_can_be_set_as_a_share_that_the_others_make_room_for() -> None:
    leaves = [consideration(n, [(None, 5)], weight=w) for n, w in (("a", 100), ("b", 60), ("c", 40))]
    model = decision_model("Shares", [decision("d", ["x", "y"])], leaves)
    assert model.varied(shares={"a": 0.2}).weights == pytest.approx({"a": 0.2, "b": 0.48, "c": 0.32})
    assert model.varied(shares={"a": 0.2, "c": 0.8}).weights == pytest.approx({"a": 0.2, "b": 0.0, "c": 0.8})
    assert model.varied(weights={"a": 60}, shares={"c": 0.2}).weights == pytest.approx({"a": 0.4, "b": 0.4, "c": 0.2})
    in_draws = model.varied(shares={"a": np.array([np.nan, 1.0])}).weights
    assert in_draws["b"] == pytest.approx([0.3, 0.0])


def test_a_share_that_is_set_leaves_ranges_in_points_what_they_were() -> None:
    """The points of the group come to the same 300 as before, so that 60 to 150 of them are still 20% to 50%."""
    ranged = Number(number(100).formula, range=(60, 150))
    leaves = [consideration(n, [(None, 5)], weight=w) for n, w in (("a", ranged), ("b", 120), ("c", 80))]
    model = decision_model("Shares", [decision("d", ["x", "y"])], leaves).varied(shares={"a": 0.4, "b": 0.4})
    assert [float(each.weight.at({})) for each in model.leaves if each.weight] == pytest.approx([120, 120, 60])
    found = number_range(model, "a")
    assert (found.base, found.low, found.high) == pytest.approx((0.4, 0.2, 0.5))


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ({"a": 0.7, "b": 0.5}, "a and b together are to have 1.2 of the weight, more than the whole, 1"),
        ({"a": 33.6}, "a is to have 33.6 of the weight, .* where they are percent, divide them by 100"),
        ({"a": -0.01}, "weights > a: the share -0.01 is negative"),
        ({"z": 0.1}, "'z' is not a consideration"),
    ],
)
def test_shares_that_make_no_sense(shares: dict[str, float], said: str) -> None:
    leaves = [consideration(n, [(None, 5)]) for n in "abc"]
    model = decision_model("Shares", [decision("d", ["x", "y"])], leaves)
    with pytest.raises(ModelError, match=said):
        model.varied(shares=shares)
    with pytest.raises(ModelError, match="weights are no shares of a whole"):
        model.copied(combine="sum").varied(shares={"a": 0.1})


@pytest.mark.parametrize("given", [{"weights": {"unity": 1e200}}, {"numbers": {"unity.weight": 1e200}}])
def test_a_number_that_cannot_be_reckoned_with_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ModelError, match=r"unity.*it is larger than 1e\+100"):
        berlin().varied(**given)
