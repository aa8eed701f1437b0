"""Expectations given some states, against the spelled-out tree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import tree
from decision_model.analysis.sources.claims import claims
from decision_model.analysis.sources.margins import margin
from decision_model.errors import ModelError
from decision_model.model import (
    Claim,
    DecisionModel,
    Expectation,
    adjusted,
    condition,
    consideration,
    decision,
    decision_model,
    event,
)
from decision_model.model.numbers import frozen
from decision_model.model.record import Combine
from decision_model.solver.conditional import by_outcome, chance, expected, expected_of_leaves
from tests.analysis.small import ranged
from tests.properties.strategies import Shape, models
from tests.properties.test_draws import KINDS, MIXES, mixed


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


def partly_uncertain(combine: Combine) -> DecisionModel:
    """Three considerations settled by the same step, of which one rests on a number that varies."""
    weights = {} if combine == "sum" else {"scale": (0, 100)}
    return decision_model(
        "A crossing",
        [decision("way", ["road", "sea"]), event("weather", ["storm", "calm"], {"storm": 0.25, "calm": "rest"})],
        [
            consideration("cost", [({"way": "sea"}, 10), (None, 30)], **weights),
            consideration("comfort", [({"way": "sea", "weather": "storm"}, "misery"), (None, 60)], **weights),
            consideration("speed", [({"weather": "storm"}, 20), (None, 80)], **weights),
        ],
        combine=combine,
        parameters={"misery": ranged(10, 0, 50)},
    )


@pytest.mark.parametrize("combine", ["sum", "weighted"])
def test_a_total_adds_parts_with_draws_to_parts_without(combine: Combine) -> None:
    """Given a storm, going by sea is worth 10 + misery + 20 in all, or a third of that."""
    misery = np.array([0.0, 10.0, 50.0])
    varied = partly_uncertain(combine).varied(parameters={"misery": misery})
    found = expected(varied, None, {"way": ("sea",), "weather": ("storm",)})
    np.testing.assert_allclose(found, (30 + misery) / (1 if combine == "sum" else 3))
    np.testing.assert_allclose(expected(varied, None, {"weather": ("calm",)}), 170 / (1 if combine == "sum" else 3))


def test_a_claim_about_a_total_given_an_event_is_judged_over_the_draws() -> None:
    """By sea is worth less than by road in a storm while misery stays below 80: 30 + misery against 30 + 60 + 20."""
    model = partly_uncertain("sum").varied(parameters={"misery": ranged(10, 0, 100)})
    claim = Expectation(
        "total",
        frozen({"way": "sea"}),
        than=frozen({"way": "road"}),
        sign="lower",
        given=condition({"weather": "storm"}),
    )
    misery = np.array([0.0, 50.0, 79.0, 81.0, 100.0])
    np.testing.assert_allclose(margin(model.varied(parameters={"misery": misery}), claim), 80 - misery)
    (verdict,) = claims(model.copied(claims=(Claim("sea", claim),)), draws=4_000).claims
    assert verdict.holds
    assert verdict.share == pytest.approx(0.8, abs=4 * (0.8 * 0.2 / 4_000) ** 0.5)


@given(models(Shape(combine=("weighted", "sum"))), st.sets(st.sampled_from(KINDS[:3]), min_size=1), st.data())
def test_draws_equal_expectations_one_by_one(model: DecisionModel, kinds: set[str], data: st.DataObject) -> None:
    steps = data.draw(st.sets(st.sampled_from([each.name for each in model.sequence]), max_size=2))
    chosen = {name: (data.draw(st.sampled_from(model.steps[name].state_names)),) for name in sorted(steps)}
    try:
        apart = [float(expected(mixed(model, kinds, float(mix)), None, chosen)) for mix in MIXES]
    except ModelError:
        return
    together = np.broadcast_to(expected(mixed(model, kinds, MIXES), None, chosen), len(MIXES))
    assert together == pytest.approx(apart, abs=1e-8)


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
    rows = table[table[f"outcome.{chosen.name}"] == outcome]
    if rows["chance"].sum() == 0:
        return
    mean = (rows["chance"] * rows["total"]).sum() / rows["chance"].sum()
    assert expected(model, None, {chosen.name: (outcome,)}) == pytest.approx(mean, abs=1e-8)
    assert chance(model, chosen.name, outcome, {}) == pytest.approx(rows["chance"].sum(), abs=1e-9)


@given(models())
def test_all_outcomes_together_are_each_by_itself(model: DecisionModel) -> None:
    outcomes = [(step.name, state) for step in model.events for state in step.state_names]
    if not outcomes:
        return
    chances, totals = by_outcome(model, outcomes)
    for place, (name, state) in enumerate(outcomes):
        assert chances[place] == pytest.approx(chance(model, name, state, {}), abs=1e-12)
        try:
            alone = expected(model, None, {name: (state,)})
        except ModelError:
            assert np.isnan(totals[place])
        else:
            assert totals[place] == pytest.approx(alone, rel=1e-12, abs=1e-12)


@given(models(), st.data())
def test_all_leaves_together_are_each_by_itself(model: DecisionModel, data: st.DataObject) -> None:
    step = data.draw(st.sampled_from(model.sequence))
    case = {step.name: (data.draw(st.sampled_from(step.state_names)),)}
    try:
        alone = [expected(model, leaf.name, case) for leaf in model.leaves]
    except ModelError:
        with pytest.raises(ModelError):
            expected_of_leaves(model, case)
    else:
        assert expected_of_leaves(model, case) == pytest.approx(np.array(alone), rel=1e-12, abs=1e-12)


def test_outcomes_in_several_lots_are_those_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = [("result", "success"), ("result", "failure")]
    whole = by_outcome(meeting(), outcomes)
    monkeypatch.setattr("decision_model.solver.conditional.SWEPT", 1)
    assert [list(part) for part in by_outcome(meeting(), outcomes)] == [list(part) for part in whole]
