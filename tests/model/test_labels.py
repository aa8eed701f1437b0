"""Two things with the same label are told apart, and `check` warns of them."""

from __future__ import annotations

from pathlib import Path

from decision_model.model.considerations import consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.labels import consideration_labels, label_warnings, number_labels, state_labels, step_labels
from decision_model.model.steps import decision, event
from decision_model.scenario import inspect, read

CASES = Path(__file__).parents[1] / "cases"


def problem(*considerations: object) -> DecisionModel:
    steps = [
        decision("test", {"yes": "Yes", "no": "No"}, label="Test"),
        event("rain", {"yes": "Yes", "no": "No"}, {"yes": 0.5, "no": 0.5}, label="Rain"),
    ]
    return decision_model("Labels", steps, list(considerations) or [consideration("joy", 50)])


def test_states_are_led_by_their_step_where_a_label_stands_twice() -> None:
    model = problem()
    assert state_labels(model)["rain", "no"] == "Rain: No"
    assert state_labels(model, ["rain"]) == {("rain", "yes"): "Yes", ("rain", "no"): "No"}


def test_what_is_alike_within_a_step_has_its_name() -> None:
    model = read(CASES / "same_labels.yaml")
    assert dict(step_labels(model)) == {"first": "What to do (first)", "second": "What to do (second)"}
    assert list(state_labels(model, ["second"]).values()) == ["Yes (yes)", "No", "Yes (maybe)"]
    assert state_labels(model)["second", "maybe"] == "What to do (second): Yes (maybe)"
    assert dict(consideration_labels(model)) == {"k1": "Cost (k1)", "k2": "Cost (k2)"}


def test_considerations_are_led_by_their_group() -> None:
    labels = consideration_labels(read(CASES / "two_groups.yaml"))
    assert "United States: Security" in labels.values()
    assert "Soviet Union: Security" in labels.values()
    assert len(set(labels.values())) == len(labels)


def test_a_name_in_brackets_is_no_way_round() -> None:
    given = [
        consideration(name, 50, weight=1, label=label)
        for name, label in {"a": "Cost", "b": "Cost", "c": "Cost (a)"}.items()
    ]
    labels = consideration_labels(problem(*given))
    assert len(set(labels.values())) == 3


def test_labels_that_differ_stay_as_they_are() -> None:
    model = read(CASES / "names.yaml")
    assert dict(consideration_labels(model)) == {"c1": "Allied unity", "c2": "Morale in Berlin"}
    assert [*label_warnings(model)] == []


def test_warnings_stand_where_the_label_is_given_again() -> None:
    _, warnings = inspect(CASES / "same_labels.yaml")
    assert [(each.location.line, each.place[-1]) for each in warnings if each.location] == [
        (6, "second"),
        (6, "maybe"),
        (9, "k2"),
    ]
    assert warnings[1].message == "the label 'Yes' is also that of 'yes'."


def test_equal_labels_of_two_groups_or_two_steps_are_nothing_to_warn_of() -> None:
    assert inspect(CASES / "two_groups.yaml")[1] == ()
    assert [*label_warnings(problem())] == []


def test_numbers_are_called_by_what_they_belong_to() -> None:
    labels = number_labels(read(CASES / "two_groups.yaml"))
    assert "Weight of United States: Security" in labels.values()
    assert "Soviet Union: Cost: rule 1" in labels.values()
    assert "Chance of Rent: Low" in number_labels(read(CASES / "shared_outcome_labels.yaml")).values()
    model = problem(
        consideration("weight", 5, weight=1, label="Weight"), consideration("k", 5, weight=1, label="Weight")
    )
    assert number_labels(model)["k.weight"] == "Weight of Weight (k)"
