"""Chances of outcomes under the plan: published posteriors, and the laws that chances obey."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

import decision_model as dm
from decision_model.analysis.time.chances import ABSENT, Chances
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Event
from tests.properties.strategies import models

SCENARIOS = Path(__file__).parents[2] / "scenarios"
DRILLING = SCENARIOS / "textbook" / "oil_wildcatter.yaml"
CONTINGENCY = Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml"


def of(result: Chances, event: str) -> dict[str, float]:
    return {row.outcome or ABSENT: row.chance for row in result.likelihoods if row.event == event}


def test_what_a_seismic_test_says_of_the_ground_is_as_published() -> None:
    """Raiffa 1968: after a closed structure dry 5/24, wet 9/24 and soaking 10/24."""
    drilling = dm.read(DRILLING)
    shown, ground = (event.name for event in drilling.events)
    assert list(of(dm.chances(drilling), shown).values()) == pytest.approx([0.41, 0.35, 0.24])
    outcomes = drilling.steps[shown].state_names
    after = of(dm.chances(drilling, {shown: outcomes[2]}), ground)
    assert list(after.values()) == pytest.approx([5 / 24, 9 / 24, 10 / 24])


@given(models())
def test_chances_of_an_event_add_up(model: DecisionModel) -> None:
    result = dm.chances(model)
    for event in model.events:
        assert sum(of(result, event.name).values()) == pytest.approx(1)


@given(models())
def test_what_is_decided_before_anything_happens_is_taken_and_chances_after_it_average_to_those_before(
    model: DecisionModel,
) -> None:
    """The law of total probability, over the outcomes of the first event where it is the first step."""
    first = model.sequence[0]
    if not isinstance(first, Event):
        return
    before = dm.chances(model)
    weights = of(before, first.name)
    given_first = {
        outcome: dm.chances(model, {first.name: outcome})
        for outcome, chance in weights.items()
        if outcome != ABSENT and chance > 1e-9
    }
    for event in model.events[1:]:
        for outcome in event.state_names:
            mean = sum(weights[name] * of(result, event.name)[outcome] for name, result in given_first.items())
            assert mean == pytest.approx(of(before, event.name)[outcome], abs=1e-9)


def test_a_decision_that_is_given_is_taken() -> None:
    model = dm.read(CONTINGENCY)
    without = dm.chances(model, {"access": "open"})
    assert of(without, "outcome")[ABSENT] == pytest.approx(1)
    assert "instead of" in without.statement.headline
    assert {row.event for row in without.of_other_events} == {event.name for event in model.events} - {"access"}


@pytest.mark.parametrize(
    ("known", "message"),
    [
        ({"acces": "open"}, "'acces' is not a step. Did you mean 'access'?"),
        ({"access": "shut"}, "'shut' is not an option or outcome of 'access'."),
        ({"access": "open", "outcome": "success"}, "cannot happen"),
    ],
)
def test_what_cannot_be_given_is_refused(known: dict[str, str], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        dm.chances(dm.read(CONTINGENCY), known)


def test_where_nothing_is_uncertain_it_says_so() -> None:
    text = """
decision_model: 1
title: Sure
sequence:
  - {decide: go, options: {a: A, b: B}}
  - {event: rain, outcomes: {yes: Rain, no: Sun}, chance: {yes: 0, no: rest}}
considerations: [{name: joy, scores: [{when: {go: a, rain: no}, then: 90}, {otherwise: 40}]}]
"""
    assert dm.chances(dm.parse(text)).statement.headline == "Under the best plan nothing is uncertain"
