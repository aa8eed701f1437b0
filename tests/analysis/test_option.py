"""What keeping an option ready is worth, and up to which price."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.time.option import option
from decision_model.errors import ModelError
from decision_model.model import (
    DecisionModel,
    Option,
    condition,
    consideration,
    decision,
    decision_model,
    event,
    number,
)
from tests.properties.strategies import Shape, models


def tunnel(cost: float = 1.0) -> DecisionModel:
    """Keep a tunnel ready for the case that the bridge falls."""
    return decision_model(
        "A bridge",
        [
            decision("dig", {"yes": "Keep a tunnel ready", "no": "Trust the bridge"}, label="The tunnel"),
            event("bridge", ["stands", "falls"], {"falls": 0.25, "stands": "rest"}),
            decision("way", [Option("over"), Option("under", only_if=condition({"dig": "yes"})), Option("stay")]),
        ],
        [
            consideration("journey", [({"way": "over", "bridge": "falls"}, -100), ({"way": "stay"}, 0), (None, 20)]),
            consideration("digging", [({"dig": "yes"}, "-cost"), (None, 0)]),
        ],
        combine="sum",
        unit="crowns",
        parameters={"cost": replace(number(cost), range=(0.0, 10.0))},
    )


def test_an_option_is_worth_what_is_lost_without_it() -> None:
    """With a tunnel 20 - 1 come what may; without it 0.75 * 20 = 15."""
    found = option(tunnel(), {"dig": "yes"}).ranked[0]
    assert (found.value, found.without) == (pytest.approx(4), pytest.approx(15))
    assert found.plan_without == ("The tunnel: Trust the bridge.", "way: over if ‘stands’; stay if ‘falls’.")


def test_up_to_which_price_is_exact() -> None:
    result = option(tunnel(), {"dig": "yes"}, number="cost")
    ends = result.ranked[0].break_even
    assert ends is not None
    assert ends.at == pytest.approx((5.0,), abs=1e-12)
    assert (
        result.statement.headline
        == "Having ‘Keep a tunnel ready’ on the table is worth 4 crowns; it pays while ‘cost’ is below 5"
    )
    assert ends.gains[-1] == pytest.approx(0)
    assert ends.gains[0] == pytest.approx(5)


def test_above_its_price_it_is_worth_nothing_and_taking_it_costs() -> None:
    found = option(tunnel(cost=7), {"dig": "yes"}).ranked[0]
    assert (found.value, found.forced) == pytest.approx((0, -2))


def test_every_option_that_can_be_spared_is_ranked() -> None:
    result = option(tunnel())
    values = {each.title: each.value for each in result.ranked}
    assert values == pytest.approx({"Keep a tunnel ready": 4, "under": 4, "over": 0, "stay": 0, "Trust the bridge": 0})
    assert list(result.table()["value"]) == pytest.approx(sorted(values.values(), reverse=True))


def test_several_options_are_taken_off_together() -> None:
    found = option(tunnel(), {"dig": "yes", "way": "over"}).ranked[0]
    assert found.title == "Keep a tunnel ready and over"
    assert found.value == pytest.approx(19)


@given(models(Shape(risk=True)))
def test_having_more_on_the_table_never_hurts(model: DecisionModel) -> None:
    result = option(model)
    taken = {(choice.decision, option) for choice in solve(model).policy for option in choice.options}
    for each in result.ranked:
        assert each.value >= -1e-8
        assert each.forced <= each.value + 1e-8
        if not taken & set(each.options.items()):
            assert each.value == pytest.approx(0)


def test_the_only_option_cannot_be_spared() -> None:
    model = decision_model("Go", [decision("go", ["yes"])], [consideration("joy", 1)], combine="sum")
    result = option(model)
    assert [each.reason for each in result.excluded] == ["without 'yes' nothing is on offer in some histories."]
    assert result.statement.headline == ("No option can be taken off the table: nothing else would be on offer")
    with pytest.raises(
        ModelError, match=r"^without > go: without 'yes' nothing is on offer in some histories\. Keep one"
    ):
        option(model, {"go": "yes"})


@pytest.mark.parametrize(
    ("without", "message"),
    [
        ({"digg": "yes"}, "without > digg: 'digg' is not a decision. Did you mean 'dig'?"),
        ({"way": "ovre"}, "without > way: 'ovre' is not an option of 'way'. Did you mean 'over'?"),
    ],
)
def test_what_cannot_be_asked(without: dict[str, str], message: str) -> None:
    with pytest.raises(ModelError) as raised:
        option(tunnel(), without)
    assert str(raised.value) == message
