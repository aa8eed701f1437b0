"""Numbers that are moved: how far they go, and what follows them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.robustness.sensitivity.number_range import (
    all_ranges,
    largest_sum,
    number_range,
    stated_ranges,
)
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.errors import ModelError
from decision_model.model import (
    DecisionModel,
    Number,
    Parameter,
    consideration,
    decision,
    decision_model,
    event,
    number,
)
from decision_model.model.numbers import frozen
from tests.analysis.small import movable, rain
from tests.profiles import examples
from tests.properties.strategies import Shape, models


def lottery(chances: dict[str, object], **others: object) -> DecisionModel:
    worth = [({"draw": name}, n) for n, name in enumerate(chances)]
    return decision_model(
        "A lottery",
        [decision("buy", ["yes", "no"]), event("draw", list(chances), chances, only_if={"buy": "yes"})],
        [consideration("worth", [*worth, (None, 0.5)])],
        combine="sum",
        **others,
    )


def test_a_weight_moves_alone_and_the_others_keep_their_proportions() -> None:
    leaves = [
        consideration(name, [({"d": "x"}, 10), (None, 5)], weight=w)
        for name, w in zip("abc", (50, 30, 20), strict=True)
    ]
    model = decision_model("Weights", [decision("d", ["x", "y"])], leaves)
    weights = set_numbers(model, {"a.weight": 0.75}).weights
    assert weights == pytest.approx({"a": 0.75, "b": 0.15, "c": 0.1})
    in_draws = set_numbers(model, {"a": np.array([np.nan, 0.0, 1.0])}).weights
    assert in_draws["b"] == pytest.approx([0.3, 0.6, 0.0])
    assert set_numbers(model, {"a": 0.6, "b": 0.1}).weights == pytest.approx({"a": 0.6, "b": 0.1, "c": 0.3})


def test_weights_that_were_nothing_share_alike_what_is_left() -> None:
    leaves = [
        consideration(name, [({"d": "x"}, 10), (None, 5)], weight=w) for name, w in zip("abc", (100, 0, 0), strict=True)
    ]
    model = decision_model("Weights", [decision("d", ["x", "y"])], leaves)
    assert set_numbers(model, {"a": 0.4}).weights == pytest.approx({"a": 0.4, "b": 0.3, "c": 0.3})
    assert set_numbers(model, {"a": np.array([np.nan, 0.4])}).weights["b"] == pytest.approx([0.0, 0.3])


def test_the_other_chances_of_a_rule_keep_their_proportions_unless_a_rest_takes_them_up() -> None:
    spelled = lottery({"none": 0.5, "small": 0.3, "large": 0.2})
    varied = set_numbers(spelled, {"draw.chance.1.large": 0.6})
    chances = [float(n.at({})) for n in varied.steps["draw"].chance.rules[0].then.numbers.values()]
    assert chances == pytest.approx([0.25, 0.15, 0.6])
    with_rest = set_numbers(lottery({"none": "rest", "small": 0.3, "large": 0.2}), {"draw.chance.1.large": 0.6})
    assert float(with_rest.steps["draw"].chance.rules[0].then.numbers["small"].at({})) == pytest.approx(0.3)


def test_numbers_follow_parameters_that_move_at_the_same_time() -> None:
    model = lottery({"none": "p", "small": "0.8 - p", "large": 0.2}, parameters={"p": 0.4})
    varied = set_numbers(model, {"p": np.array([0.2, np.nan]), "draw.chance.1.large": np.array([np.nan, 0.6])})
    rule = varied.steps["draw"].chance.rules[0].then.numbers
    assert rule["none"].at(varied.values) == pytest.approx([0.2, 0.2])
    assert rule["small"].at(varied.values) == pytest.approx([0.6, 0.2])
    assert rule["large"].at(varied.values) == pytest.approx([0.2, 0.6])


def test_a_parameter_that_is_a_formula_can_be_moved_itself() -> None:
    model = lottery({"none": "q", "small": "rest"}, parameters={"p": 0.4, "q": "p / 2"})
    varied = set_numbers(model, {"p": np.array([0.8, np.nan]), "q": np.array([np.nan, 0.5])})
    assert varied.values["q"] == pytest.approx([0.4, 0.5])


def test_the_range_is_the_one_asked_for_the_one_stated_or_a_usual_one() -> None:
    model = rain()
    stated = number_range(model, "p_rain")
    assert (stated.low, stated.high) == pytest.approx((0.1, 0.9))
    assert (stated.origin, stated.note) == ("stated", "")
    asked = number_range(model, "p_rain", (0.2, 0.4))
    assert (asked.low, asked.high) == pytest.approx((0.2, 0.4))
    assert asked.origin == "asked"
    usual = number_range(model, "joy.scores.1")
    assert (usual.low, usual.high) == pytest.approx((0, 100))
    assert usual.note == "no range stated: the whole scale"
    swung = number_range(model, "joy.scores.4", swing=0.1)
    assert (swung.low, swung.high) == pytest.approx((72, 88))
    assert swung.note == "no range stated: 10% of its size up and down"


def test_a_range_nobody_asked_for_is_cut_to_where_the_model_makes_sense() -> None:
    found = number_range(rain(), "thrift.scores.start")
    assert (found.low, found.high) == pytest.approx((50, 100))
    assert found.note == "no range stated: the whole scale, cut to where the model makes sense"


def test_a_chance_goes_as_far_as_the_others_leave_room() -> None:
    assert number_range(
        lottery({"none": "rest", "small": 0.3, "large": 0.2}), "draw.chance.1.large"
    ).high == pytest.approx(0.7)
    assert number_range(
        lottery({"none": 0.5, "small": 0.3, "large": 0.2}), "draw.chance.1.large"
    ).high == pytest.approx(1)


def test_two_numbers_of_one_whole_share_its_room() -> None:
    model = lottery({"none": "rest", "small": 0.3, "large": 0.2})
    pair = [number_range(model, f"draw.chance.1.{name}") for name in ("small", "large")]
    assert largest_sum(model, *pair) == pytest.approx(1)
    feast = rain()
    assert largest_sum(feast, number_range(feast, "joy"), number_range(feast, "thrift")) == pytest.approx(1)
    assert largest_sum(feast, number_range(feast, "joy"), number_range(feast, "p_rain")) == np.inf


def test_every_ranged_number_is_found_in_file_order() -> None:
    assert [each.address for each in stated_ranges(rain())] == [
        "p_rain",
        "inside_joy",
        "heater_cost",
        "joy.weight",
        "thrift.weight",
    ]


def test_numbers_that_cannot_move_are_named() -> None:
    assert all_ranges(rain())[1] == ()
    model = lottery({"none": "rest", "small": 0.3}, parameters={"idle": 0})
    assert all_ranges(model)[1] == ("idle", "worth: rule 1")


@pytest.mark.parametrize(
    ("address", "between", "message"),
    [
        (
            "p_rian",
            None,
            "numbers > p_rian: 'p_rian' is not a number of the model. Did you mean 'p_rain'? "
            "The question ‘numbers’ lists all 15.",
        ),
        (
            "weather.chance",
            None,
            "numbers > weather.chance: 'weather.chance' is not a number of the model. "
            "Did you mean 'weather.chance.1.rain'? The question ‘numbers’ lists all 15.",
        ),
        ("p_rain", (0.5, 0.2), "p_rain > range: 0.5 to 0.2 is no range. Give a lower and a higher end."),
        (
            "p_rain",
            (0.2, 1.3),
            "p_rain > range: at 1.3 the model makes no sense: sequence > weather > chance > 1 > rain: "
            "the chance is 1.3; chances lie between 0 and 1. Change the number. Narrow the range.",
        ),
        (
            "weather.chance.1.rain",
            (0.2, 1.3),
            "weather.chance.1.rain > range: the range 0.2 to 1.3 goes too far: a chance stays between 0 and 1 here. "
            "Narrow the range.",
        ),
        (
            "joy",
            (-0.05, 0.5),
            "joy.weight > range: the range \u22125% to 50% goes too far: a weight stays between 0% and 100% here. "
            "Narrow the range.",
        ),
        (
            "joy",
            (20, 40),
            "joy.weight > range: the range 2,000% to 4,000% goes too far: a weight stays between 0% and 100% here. "
            "Shares are 0 to 1: divide percent by 100.",
        ),
    ],
)
def test_what_cannot_be_moved_is_refused(address: str, between: tuple[float, float] | None, message: str) -> None:
    with pytest.raises(ModelError) as caught:
        number_range(rain(), address, between)
    assert str(caught.value) == message


def test_sums_have_no_weights_to_move() -> None:
    with pytest.raises(ModelError, match="With 'combine: sum' there are no weights; move one of its scores"):
        number_range(lottery({"none": 0.5, "small": 0.5}), "worth")


def test_a_certain_outcome_and_a_lonely_weight_cannot_move() -> None:
    certain = lottery({"none": 1})
    with pytest.raises(ModelError, match="it is certain: its rule names no other outcome"):
        number_range(certain, "draw.chance.1.none")
    alone = decision_model(
        "One", [decision("d", ["x", "y"])], [consideration("a", [({"d": "x"}, 10), (None, 5)], weight=2)]
    )
    with pytest.raises(ModelError, match="it is the only weight of its group"):
        number_range(alone, "a")


@settings(max_examples=examples(30))
@given(models(Shape(cases=60)), st.data())
def test_moving_in_draws_is_moving_one_at_a_time(model: DecisionModel, data: st.DataObject) -> None:
    numbers = movable(model)
    if not numbers:
        return
    number = data.draw(st.sampled_from(numbers))
    values = np.linspace(number.low, number.high, 3)
    in_draws = np.broadcast_to(solve(set_numbers(model, {number.address: values}, check="numbers")).total, 3)
    one_by_one = [solve(set_numbers(model, {number.address: float(value)})).total for value in values]
    assert in_draws == pytest.approx(one_by_one, abs=1e-9)
    still = set_numbers(model, {number.address: np.array([np.nan, number.low])}, check="numbers")
    assert np.broadcast_to(solve(still).total, 2)[0] == pytest.approx(solve(model).total, abs=1e-9)


def curve(formula: str, limits: tuple[float, float], value: float) -> DecisionModel:
    """A score on its scale that is a formula of one parameter, where the file's check is not asked."""
    number_of = Number(number(value).formula, limits)
    model = decision_model(
        "A curve", [decision("d", ["x", "y"])], [consideration("c", [({"d": "x"}, "q"), (None, 50)])],
        parameters={"p": Number(number(value).formula), "q": formula},
    )  # fmt: skip
    return model.renumbered(parameters=frozen({**model.parameters, "p": Parameter("p", number_of)}))


@pytest.mark.parametrize(
    ("formula", "limits", "base", "low", "high"),
    [
        ("400 * p * (1 - p) + 10", (0.0, 1.0), 0.2, 0.0, 0.5 - (0.25 - 0.225) ** 0.5),
        ("400 * p * (1 - p) + 10", (0.0, 1.0), 0.8, 0.5 + (0.25 - 0.225) ** 0.5, 1.0),
        ("50 + 0.2 / (p - 0.437)", (0.0, 1.0), 0.8, 0.441, 1.0),
        ("max(0, min(99, 1 / (p - 0.437)))", (0.0, 1.0), 0.8, 0.437, 1.0),
        ("50 + 10 * log(p)", (-1.0, 1.0), 0.8, float(np.exp(-5.0)), 1.0),
        ("100 * p ^ 0.5", (-1.0, 1.0), 0.5, 0.0, 1.0),
        ("100 * abs(p)", (-1.0, 1.0), 0.5, -1.0, 1.0),
        ("60 + 50 * abs(p)", (-1.0, 1.0), 0.5, -0.8, 0.8),
    ],
)
def test_a_range_ends_where_a_curve_first_breaks_though_the_end_would_do(
    formula: str, limits: tuple[float, float], base: float, low: float, high: float
) -> None:
    moved = number_range(curve(formula, limits, base), "p")
    assert (moved.low, moved.high) == (pytest.approx(low, abs=2e-6), pytest.approx(high, abs=2e-6))
