"""Expectations given some states, against the spelled-out tree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis import solve, tree
from decision_model.analysis.engine.conditional import chance, expected
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, adjusted, consideration, decision, decision_model, event
from tests.properties.strategies import Shape, models


def meeting() -> DecisionModel:
    return decision_model(
        "Meeting",
        [
            decision("site", ["berlin", "elsewhere"]),
            event(
                "result",
                ["success", "failure"],
                [
                    ({"site": "berlin"}, {"success": 0.3, "failure": "rest"}),
                    (None, {"success": 0.6, "failure": "rest"}),
                ],
            ),
        ],
        [
            consideration(
                "morale",
                adjusted(60, [({"result": "failure"}, -20), ({"result": "failure", "site": "berlin"}, -30)]),
                weight=60,
            ),
            consideration("drama", [({"site": "berlin"}, 90), (None, 40)], weight=40),
        ],
    )


def test_forced_choices_and_events_that_are_given() -> None:
    assert expected(meeting(), "morale", {"site": ("berlin",), "result": ("failure",)}) == pytest.approx(10)
    assert expected(meeting(), "morale", {"site": ("elsewhere",)}) == pytest.approx(60 - 0.4 * 20)
    assert chance(meeting(), "result", "success", {"site": ("berlin",)}) == pytest.approx(0.3)


def test_a_consideration_without_weight_still_has_its_score() -> None:
    weightless = meeting().varied(weights={"drama": 0})
    assert expected(weightless, "drama", {"site": ("berlin",)}) == pytest.approx(90)


def test_what_cannot_happen_is_refused() -> None:
    certain = meeting().varied(numbers={"result.chance.1.success": 1})
    with pytest.raises(ModelError, match=r"^given: \{site: berlin, result: failure\} cannot happen\."):
        expected(certain, None, {"site": ("berlin",), "result": ("failure",)})


def test_draws_are_conditioned_one_by_one() -> None:
    varied = meeting().varied(numbers={"result.chance.1.success": np.array([0.0, 0.5, 1.0])})
    found = expected(varied, "morale", {"site": ("berlin",)})
    np.testing.assert_allclose(found, [10, 35, 60])


@given(models(Shape(combine=("weighted",))))
def test_nothing_given_is_the_expected_total(model: DecisionModel) -> None:
    assert expected(model, None, {}) == pytest.approx(float(solve(model).total), abs=1e-9)


@given(models(Shape(combine=("weighted", "sum"))), st.data())
def test_a_given_outcome_selects_the_histories_of_the_tree(model: DecisionModel, data: st.DataObject) -> None:
    events = list(model.events)
    if not events or model.decisions:
        return
    chosen = data.draw(st.sampled_from(events))
    outcome = data.draw(st.sampled_from(chosen.state_names))
    table = tree(model).table()
    rows = table[table[chosen.name] == outcome]
    if rows["chance"].sum() == 0:
        return
    mean = (rows["chance"] * rows["total"]).sum() / rows["chance"].sum()
    assert expected(model, None, {chosen.name: (outcome,)}) == pytest.approx(mean, abs=1e-8)
    assert chance(model, chosen.name, outcome, {}) == pytest.approx(rows["chance"].sum(), abs=1e-9)
