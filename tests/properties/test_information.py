"""Knowing more and being free to choose never hurt; what is fixed early or taken away never helps."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.errors import ModelError
from decision_model.model.decision_model import DecisionModel
from decision_model.model.steps import Decision, Event
from tests.oracle import brute_force
from tests.properties.strategies import Shape, models

SLACK = 1e-8
SHAPE = Shape(risk=True)


def gain(model: DecisionModel) -> float:
    """What is maximised, so that more is better."""
    total = float(solve(model).total)
    return -total if model.better == "lower" else total


def causes(model: DecisionModel, event: Event) -> set[str]:
    """All that an event depends on, directly or through other events."""
    found: set[str] = set()
    waiting = [event]
    while waiting:
        for name in waiting.pop().parents:
            if name not in found:
                found.add(name)
                step = model.steps[name]
                waiting += [step] if isinstance(step, Event) else []
    return found


@given(models(SHAPE), st.data())
def test_knowing_an_event_earlier_never_hurts(model: DecisionModel, data: st.DataObject) -> None:
    pairs = [
        (event, decision)
        for event in model.events
        for decision in model.decisions
        if model.position[decision.name] < model.position[event.name]
    ]
    assume(pairs)
    event, decision = data.draw(st.sampled_from(pairs))
    crossed = {each.name for each in model.decisions if model.position[each.name] >= model.position[decision.name]}
    if causes(model, event) & crossed:
        with pytest.raises(ModelError, match=r"it depends on the decision '.*', which is taken only later"):
            model.varied(know_before={event.name: decision.name})
    else:
        told = model.varied(know_before={event.name: decision.name})
        assert gain(told) >= gain(model) - SLACK
        assert solve(told).total == pytest.approx(brute_force.best(told).total, abs=SLACK)


@given(models(SHAPE), st.data())
def test_a_forced_choice_never_beats_a_free_one(model: DecisionModel, data: st.DataObject) -> None:
    assume(model.decisions)
    decision = data.draw(st.sampled_from(model.decisions))
    forced = model.varied(choose={decision.name: data.draw(st.sampled_from(decision.state_names))})
    assert gain(forced) <= gain(model) + SLACK
    assert solve(forced).total == pytest.approx(brute_force.best(forced).total, abs=SLACK)


@given(models(SHAPE), st.data())
def test_an_option_taken_away_never_helps(model: DecisionModel, data: st.DataObject) -> None:
    assume(model.decisions)
    decision = data.draw(st.sampled_from(model.decisions))
    option = data.draw(st.sampled_from(decision.state_names))
    if not _is_needed(model, decision, option):
        less = model.varied(without={decision.name: option})
        assert gain(less) <= gain(model) + SLACK
        assert solve(less).total == pytest.approx(brute_force.best(less).total, abs=SLACK)


def _is_needed(model: DecisionModel, decision: Decision, option: str) -> bool:
    """Whether somewhere nothing else is on offer."""
    arising = [world.states for world in brute_force.worlds(model) if decision.name in world.states]
    return any(brute_force.offered(decision, states) == [option] for states in arising)


@given(models(SHAPE), st.data())
def test_deciding_early_gives_the_best_commitment(model: DecisionModel, data: st.DataObject) -> None:
    pairs = [
        (step, decision)
        for decision in model.decisions
        for step in model.sequence
        if model.position[step.name] < model.position[decision.name]
    ]
    assume(pairs)
    step, decision = data.draw(st.sampled_from(pairs))
    early = model.varied(decide_before={decision.name: step.name})
    assert gain(early) <= gain(model) + SLACK
    expected = brute_force.best_committed(model, decision.name, step.name)
    assert solve(early).total == pytest.approx(expected.total, abs=SLACK)


@given(models(SHAPE))
def test_risk_aversion_asks_for_a_discount(model: DecisionModel) -> None:
    solution = solve(model)
    if model.risk_tolerance is None:
        assert solution.certainty_equivalent is None
        return
    sign = -1 if model.better == "lower" else 1
    averse = float(model.risk_tolerance.at(model.values)) > 0
    discount = sign * float(solution.expected_total - solution.total)
    assert discount >= -SLACK if averse else discount <= SLACK


@given(models(Shape(steps=4, risk=True)))
def test_ranking_scores_every_combination_that_can_be_taken(model: DecisionModel) -> None:
    assume(model.decisions)
    ranking = rank(model)
    for row in ranking.ranked:
        chosen = {name: option for name, option in row.options.items() if option is not None}
        forced = brute_force.best(model.varied(choose=chosen))
        assert row.total == pytest.approx(forced.total, abs=SLACK)
        taken = [world.states for world in forced.worlds if world.weight > 1e-12]
        for name, option in row.options.items():
            assert option is not None or not any(name in states for states in taken)
    gains = [-row.total if model.better == "lower" else row.total for row in ranking.ranked]
    assert all(earlier >= later - SLACK for earlier, later in pairwise(gains))
    assert [row.gap for row in ranking.ranked] == [pytest.approx(gains[0] - each, abs=SLACK) for each in gains]
    assert gain(model) >= max(gains) - SLACK
    assert ranking.best_plan.total == pytest.approx(solve(model).total)
    if model.risk_tolerance is None:
        for row in ranking.ranked:
            assert math.fsum(row.contributions.values()) == pytest.approx(row.total, abs=SLACK)


@given(models(Shape(steps=4)))
def test_no_combination_is_lost(model: DecisionModel) -> None:
    """Every combination is ranked, excluded, or stands behind a row that differs only where nothing is decided."""
    assume(model.decisions)
    ranking = rank(model)
    shown = [row.options for row in ranking.ranked]
    excluded = [row.options for row in ranking.excluded]
    assert all(row.reason for row in ranking.excluded)
    for combination in _combinations(model):
        behind = [o for o in shown if all(state is None or combination[name] == state for name, state in o.items())]
        assert (combination in excluded) != bool(behind)


def _combinations(model: DecisionModel) -> list[dict[str, str]]:
    found: list[dict[str, str]] = [{}]
    for decision in model.decisions:
        found = [{**each, decision.name: option} for each in found for option in decision.state_names]
    return found
