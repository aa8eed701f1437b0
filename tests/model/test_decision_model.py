"""The model itself: frozen, checked once, read by name."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.errors import ModelError
from decision_model.model.considerations import consideration
from decision_model.model.steps import Decision, Event
from tests.model.examples import berlin, considerations, one_choice


def test_steps_by_name_and_place() -> None:
    model = berlin()
    assert list(model.steps) == ["plan", "access", "meet", "outcome"]
    assert model.position["meet"] == 2
    assert [step.name for step in model.decisions] == ["plan", "meet"]
    assert [step.name for step in model.events] == ["access", "outcome"]
    assert isinstance(model.steps["plan"], Decision)
    assert isinstance(model.steps["access"], Event)


def test_leaves_in_file_order() -> None:
    assert [leaf.name for leaf in berlin().leaves] == ["unity", "peace", "effort"]


def test_nothing_can_be_changed() -> None:
    model = berlin()
    with pytest.raises(FrozenInstanceError):
        model.title = "Another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        model.parameters["p_blocked"] = None  # type: ignore[index]


def test_parameters_may_be_formulas_of_one_another_in_any_order() -> None:
    model = one_choice(consideration("a", 1), parameters={"c": "a + b", "b": "2 * a", "a": 3})
    assert dict(model.values) == {"a": 3, "b": 6, "c": 9}


def test_parameters_may_be_draws() -> None:
    model = one_choice(consideration("a", 1), parameters={"a": np.array([1.0, 2.0]), "b": "a * 10"})
    assert list(model.values["b"]) == [10.0, 20.0]  # type: ignore[arg-type]


def test_models_of_equal_parts_are_equal() -> None:
    assert berlin() == berlin()
    assert berlin() != berlin(title="Another")


def test_a_copy_is_checked_again() -> None:
    with pytest.raises(ModelError, match=r"^considerations: there is nothing to weigh"):
        berlin().copied(considerations=())


def test_what_was_solved_stays_as_it_was() -> None:
    model = berlin()
    before = solve(model).total
    solve(model.varied(parameters={"p_blocked": 0.9}, weights={"unity": 99}, choose={"plan": "bilateral"}))
    assert solve(model).total == pytest.approx(before)
    assert solve(berlin()).total == pytest.approx(before)


def test_all_problems_are_found_in_one_go() -> None:
    with pytest.raises(ModelError) as caught:
        berlin(
            considerations=[*considerations(), consideration("press", [({"meat": "no"}, 1), ({"acess": "open"}, 2)])]
        )
    assert [problem.place[-1] for problem in caught.value.problems] == ["meat", "acess"]


def test_an_event_of_many_outcomes() -> None:
    """More than one byte can count."""
    from decision_model.model.decision_model import decision_model
    from decision_model.model.steps import decision, event

    outcomes = [f"o{number}" for number in range(300)]
    scores = [({"die": outcome}, number) for number, outcome in enumerate(outcomes)]
    model = decision_model(
        "Many",
        [decision("play", ["yes"]), event("die", outcomes, dict.fromkeys(outcomes, 1 / 300), only_if={"play": "yes"})],
        [consideration("win", scores)],
        combine="sum",
    )
    assert solve(model).total == pytest.approx(149.5)
