"""Why one choice beats another."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from decision_model.analysis.cells import texts
from decision_model.analysis.choice.explain import Explanation, explain
from decision_model.analysis.choice.solve import solve
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model
from decision_model.scenario import read
from tests.analysis.small import rain
from tests.profiles import examples
from tests.properties.strategies import Shape, models

TESTS = Path(__file__).parents[1]
SCENARIOS = TESTS.parent / "scenarios"


def test_the_parts_of_a_feast_by_hand() -> None:
    found = explain(rain(), {"place": "outside"}, {"place": "tent"})
    assert [(part.name, part.difference) for part in found.parts] == [
        ("joy", pytest.approx(42 - 46.2)),
        ("thrift", pytest.approx(36 - 18.8)),
    ]
    assert found.gap == pytest.approx(13)
    assert found.statement.sentences == (
        "‘Outside’ leads ‘In a tent’ by 13.0.",
        "‘Outside’ is worth 78.0 of 100.",
        "In its favour: ‘Thrift’ (+17.2); against it: ‘Joy’ (\u22124.2).",
        "What matters most is ‘Weather’: if ‘Rain’, ‘In a tent’ leads by 22.0; if ‘Sun’, ‘Outside’ leads by 28.0.",
    )


def test_without_names_the_best_plan_is_held_against_the_best_that_starts_otherwise() -> None:
    found = explain(rain())
    assert (found.first.title, found.second.title) == ("Outside", "In a tent")
    assert found.gap == pytest.approx(13)


def test_the_one_that_trails_can_come_first() -> None:
    found = explain(rain(), {"place": "inside"}, {"place": "outside"})
    assert found.gap == pytest.approx(-15)
    assert found.statement.headline == "‘Outside’ leads ‘Inside’ by 15.0"
    assert found.statement.reasons[0] == "In its favour: ‘Joy’ (+15.0); nothing speaks against it"


def test_leads_by_outcome_average_to_the_gap_where_the_chances_are_the_same() -> None:
    found = explain(rain(), {"place": "outside"}, {"place": "tent"})
    weather = [turn for turn in found.turns if turn.event == "weather"]
    assert sum(turn.chances[0] * turn.lead for turn in weather) == pytest.approx(found.gap)


def test_risk_is_one_more_part() -> None:
    found = explain(rain(risk_tolerance=30), {"place": "outside"}, {"place": "inside"})
    assert found.risk < 0
    assert sum(part.difference for part in found.parts) + found.risk == pytest.approx(found.gap)
    assert [row[0] for row in found.rows()] == ["Joy", "Thrift", "Risk", "Total"]


def test_where_less_is_better_the_cheaper_is_ahead() -> None:
    costs = [
        consideration("fuel", [({"car": "old"}, 900), (None, 400)]),
        consideration("price", [({"car": "old"}, 0), (None, 300)]),
    ]
    model = decision_model("Cars", [decision("car", ["old", "new"])], costs, combine="sum", better="lower", unit="GBP")
    found = explain(model)
    assert found.statement.sentences == (
        "‘new’ leads ‘old’ by 200 GBP.",
        "‘new’ is worth 700 GBP; less is better.",
        "In its favour: ‘fuel’ (+500); against it: ‘price’ (\u2212300).",
    )


def test_level_choices_are_said_to_be_level() -> None:
    model = decision_model("Twins", [decision("take", ["one", "other"])], [consideration("worth", 5)], combine="sum")
    found = explain(model)
    assert found.statement.sentences == (
        "‘one’ and ‘other’ are level: a total of 5.",
        "No consideration tells them apart.",
    )


def test_what_cannot_be_taken_together_is_refused_with_the_reason() -> None:
    from decision_model.model import Option, condition

    steps = [
        decision("fuel", ["wood", "gas"]),
        decision("stove", [Option("open"), Option("closed", only_if=condition({"fuel": "gas"}))]),
    ]
    model = decision_model(
        "Stoves", steps, [consideration("worth", [({"stove": "open"}, 1), (None, 0)])], combine="sum"
    )
    with pytest.raises(ModelError) as caught:
        explain(model, {"fuel": "wood", "stove": "closed"})
    assert str(caught.value) == (
        "choose: ‘wood, closed’ cannot be taken: ‘closed’ is not on offer with ‘wood’. Choose others."
    )


def test_unknown_names_and_a_single_way_are_refused() -> None:
    with pytest.raises(ModelError, match="'plaice' is not a decision"):
        explain(rain(), {"plaice": "tent"})
    alone = decision_model("One way", [decision("take", ["it"])], [consideration("worth", 1)], combine="sum")
    with pytest.raises(ModelError, match="there is only one thing to do, so there is nothing to hold it against"):
        explain(alone)


def printed_steps(text: str, decimals: int) -> int:
    """A printed number in units of its last decimal; what is less than one of them counts as none."""
    plain = "0" if text.startswith(("<", ">")) else text.replace("\u2212", "-").replace(",", "")
    return round(float(plain) * 10**decimals)


def assert_adds_up_as_printed(found: Explanation) -> None:
    """Along every row the first less the second is the difference, and down every column the parts are the total."""
    columns, rows = found.columns, list(found.rows())
    decimals, sign = found.amounts.decimals, -1 if found.model.better == "lower" else 1
    printed = [cells[1:] for cells in texts(found.model, columns, rows, found.points(columns, rows))]
    steps = [[None if text == "\u2013" else printed_steps(text, decimals) for text in cells] for cells in printed]
    for first, second, difference in (row for row in steps if None not in row):
        assert first is not None
        assert second is not None
        assert difference == sign * (first - second)
    *parts, total = steps
    for column in range(3) if found.model.risk_tolerance is None else [2]:
        assert sum(row[column] or 0 for row in parts) == total[column]


def test_the_rows_of_the_berlin_scenario_add_up_as_printed() -> None:
    found = explain(read(Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml"))
    assert_adds_up_as_printed(found)
    difference = next(
        texts(found.model, found.columns, [row])[0][3] for row in found.rows() if row[0] == "Allied unity"
    )
    assert f"‘Allied unity’ ({difference})" in found.statement.reasons[0]


@pytest.mark.parametrize("name", ["halves_w", "halves_c", "spread", "mixed_scale", "party_risk"])
def test_rows_that_round_badly_add_up_as_printed(name: str) -> None:
    assert_adds_up_as_printed(explain(read(TESTS / "cases" / f"{name}.yaml")))


@settings(max_examples=examples(60))
@given(models(Shape(cases=60, risk=True)))
def test_rows_of_a_random_model_add_up_as_printed(model: DecisionModel) -> None:
    assume(model.decisions)
    try:
        found = explain(model)
    except ModelError:
        assume(False)
    assume(not found.level and found.amounts.steps(found.first.total) is not None)
    assert_adds_up_as_printed(found)
    for part, row in zip(found.parts, found.rows(), strict=False):
        printed = texts(found.model, found.columns, [row], found.amounts)[0][1:]
        for value, text in zip((part.first, part.second, part.difference), printed, strict=True):
            steps = value / found.amounts.step
            assert abs(printed_steps(text, found.amounts.decimals) - steps) < 2 + 1e-6


@settings(max_examples=examples(30))
@given(models(Shape(cases=60, risk=True)))
def test_parts_and_risk_add_up_to_the_gap(model: DecisionModel) -> None:
    assume(model.decisions)
    try:
        found = explain(model)
    except ModelError:
        assume(False)
    assert sum(part.difference for part in found.parts) + found.risk == pytest.approx(found.gap, abs=1e-7)
    assert found.gap >= -1e-7
    sign = -1 if model.better == "lower" else 1
    assert sign * (solve(model).total - found.second.total) == pytest.approx(found.gap, abs=1e-7)
