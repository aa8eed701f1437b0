"""What changed between two models, and what each change did."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.views.difference import difference
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Option, consideration, decision, decision_model, event
from tests.analysis.small import movable, rain
from tests.profiles import examples
from tests.properties.strategies import Shape, models


def test_nothing_changed() -> None:
    found = difference(rain(), rain())
    assert (found.changes, found.shares, found.statement.headline) == ((), (), "The two are the same")


def test_numbers_are_named_with_both_values() -> None:
    other = rain().varied(parameters={"p_rain": 0.6, "inside_joy": 55})
    found = difference(rain(), other)
    assert found.statement.reasons == ("‘p rain’ goes from 0.3 to 0.6.", "‘inside joy’ goes from 45 to 55.")
    assert found.winners == ("Outside", "Inside")
    assert found.statement.headline == (
        "‘Inside’ now leads instead of ‘Outside’ (‘p rain’ alone is enough); the best total goes down by 9.0"
    )
    assert found.statement.detail == "There are 2 changes; the best total was 78.0 of 100 and is 69.0 of 100"


def test_shapley_shares_by_hand() -> None:
    """p_rain alone: 78 to 63; inside_joy alone: 78 to 78; both: 69. So -12 and +3."""
    other = rain().varied(parameters={"p_rain": 0.6, "inside_joy": 55})
    found = difference(rain(), other)
    shares = {share.title: share.total for share in found.shares}
    assert shares == pytest.approx({"p rain": (63 - 78 + 69 - 78) / 2, "inside joy": (0 + 69 - 63) / 2})
    assert sum(share.gap for share in found.shares) == pytest.approx(found.gaps[1] - found.gaps[0])


def test_two_changes_that_turn_the_winner_only_together() -> None:
    other = rain().varied(parameters={"p_rain": 0.5, "inside_joy": 51})
    found = difference(rain(), other)
    assert found.turning == (("p rain", "inside joy"),)
    assert "(‘p rain’ and ‘inside joy’ together are enough)" in found.statement.headline


def test_all_orders_of_making_three_changes_average_to_the_shares() -> None:
    changed = {"p_rain": 0.7, "inside_joy": 60, "heater_cost": 0}
    other = rain().varied(parameters=changed)
    found = {share.title: share.total for share in difference(rain(), other).shares}
    adds = dict.fromkeys(changed, 0.0)
    for order in permutations(changed):
        for place, name in enumerate(order):
            before, after = order[:place], order[: place + 1]
            with_it, without = (
                solve(rain().varied(parameters={n: changed[n] for n in made})).total for made in (after, before)
            )
            adds[name] += (with_it - without) / 6
    titles = {"p_rain": "p rain", "inside_joy": "inside joy", "heater_cost": "Cost of the heater"}
    assert found == pytest.approx({titles[name]: value for name, value in adds.items()})


def test_the_chances_of_one_rule_change_together() -> None:
    def die(chances: dict[str, float]) -> DecisionModel:
        worth = [({"throw": "yes", "die": name}, n) for n, name in enumerate(chances)]
        return decision_model(
            "A die",
            [decision("throw", ["yes", "no"]), event("die", list(chances), chances)],
            [consideration("worth", [*worth, (None, 0.9)])],
            combine="sum",
        )

    found = difference(die({"a": 0.5, "b": 0.3, "c": 0.2}), die({"a": 0.2, "b": 0.3, "c": 0.5}))
    assert len(found.changes) == 2
    assert [share.title for share in found.shares] == ["die"]
    assert found.shares[0].total == pytest.approx(1.3 - 0.9)


def test_formulas_are_mixed_and_not_only_values() -> None:
    """The second model halves the heater's cost by formula and doubles the parameter it reads."""

    def priced(cost: float, formula: str) -> DecisionModel:
        base = rain()
        return decision_model(
            base.title,
            base.sequence,
            base.considerations,
            parameters={"p_rain": 0.8, "inside_joy": 30, "cost": cost, "heater_cost": formula},
        )

    found = difference(priced(10, "cost"), priced(20, "cost / 2"))
    assert found.statement.reasons == (
        "‘cost’ goes from 10 to 20.",
        "‘heater cost’ goes from 10 (cost) to 10 (cost / 2).",
    )
    tent = 0.8 * 0.4  # points of the total that a unit of cost takes off, when it rains
    assert {share.title: share.total for share in found.shares} == pytest.approx(
        {"cost": -tent * (10 + 5) / 2, "heater cost": tent * (5 + 10) / 2}
    )


def test_structure_is_said_and_counts_as_one_change() -> None:
    base = rain()
    steps = (decision("place", {"outside": "Outside", "inside": "Inside", "barn": "In the barn"}), *base.sequence[1:2])
    joy = consideration(
        "joy",
        [({"place": "outside", "weather": "sun"}, 100), ({"place": "barn"}, 85), (None, 45)],
        weight=60,
        label="Joy",
    )
    other = decision_model("A feast", steps, [joy, consideration("cost", 90, weight=40)], parameters={"p_rain": 0.4})
    found = difference(base, other)
    assert found.statement.reasons == (
        "Step ‘Heater’ is gone.",
        "Consideration ‘Thrift’ is gone.",
        "Consideration ‘cost’ is new.",
        "Parameter ‘inside_joy’ is gone.",
        "Parameter ‘heater_cost’ is gone.",
        "‘place’: option ‘In a tent’ is gone.",
        "‘place’: option ‘In the barn’ is new.",
        "‘Joy’ is scored by other rules or on another scale.",
        "‘p rain’ goes from 0.3 to 0.4.",
    )
    assert found.winners == ("Outside", "In the barn")
    assert sum(share.total for share in found.shares) == pytest.approx(found.totals[1] - found.totals[0])


def test_a_winner_that_is_gone_has_no_gap() -> None:
    base = rain()
    other = base.varied(without={"place": "outside"})
    found = difference(base, other, by=["place"])
    assert found.statement.reasons == ("What is off the table goes from none to place: outside.",)
    assert found.gaps[1] is None
    assert [share.gap for share in found.shares] == [None]


def test_conditions_order_and_settings_are_said() -> None:
    base = rain()
    place, weather, heater = base.sequence
    later = decision("place", [*place.options[:2], Option("inside", "Inside", only_if=place.only_if)], only_if=None)
    moved = base.copied(sequence=(weather, later, heater))
    assert difference(base, moved).statement.reasons == (
        "Steps now come in the order ‘Weather’, ‘place’ and ‘Heater’.",
    )
    careful = rain(risk_tolerance=30)
    assert "Risk attitude goes from none to a risk tolerance." in difference(base, careful).statement.reasons


def test_more_than_ten_changes_are_grouped() -> None:
    base = rain()
    numbers = {a: n for a, n in base.numbers.items() if n.kind in ("score", "parameter") and n.is_free}
    changed = {
        a: float(n.number.at({})) + 1 for a, n in numbers.items() if a != "p_rain" and float(n.number.at({})) < 99
    }
    changed |= {"p_rain": 0.4, "joy.scores.1": 99.0}
    weights = {"joy": 50, "thrift": 50}
    found = difference(base, base.varied(numbers=changed, weights=weights))
    assert len(found.changes) > 10
    assert [share.title for share in sorted(found.shares, key=lambda share: share.title)] == [
        "Cost of the heater",
        "Joy",
        "Thrift",
        "Weights",
        "inside joy",
        "p rain",
    ]
    assert sum(share.total for share in found.shares) == pytest.approx(found.totals[1] - found.totals[0])


@settings(max_examples=examples(25))
@given(models(Shape(cases=60)), st.data())
def test_shares_add_up(model: DecisionModel, data: st.DataObject) -> None:
    numbers = movable(model)
    if not numbers or not model.decisions:
        return
    chosen = data.draw(st.lists(st.sampled_from(numbers), min_size=1, max_size=3, unique=True))
    other = model
    for number in chosen:
        try:
            other = set_numbers(other, {number.address: number.high})
        except ModelError:
            return
    found = difference(model, other)
    assert sum(share.total for share in found.shares) == pytest.approx(found.totals[1] - found.totals[0], abs=1e-7)
    assert found.totals == pytest.approx((solve(model).total, solve(other).total), abs=1e-9)
    assert sum(share.gap or 0.0 for share in found.shares) == pytest.approx(found.gaps[1] - found.gaps[0], abs=1e-7)
