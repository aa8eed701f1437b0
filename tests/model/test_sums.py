"""Scores that are sums over several steps: booked in parts, with the totals of the whole formula."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from decision_model.model.considerations import Scale
from decision_model.model.formulas import text
from decision_model.model.numbers import Number, Parameter, number
from decision_model.model.tables import Adjusted
from decision_model.scenario import parse, write
from tests.oracle import brute_force


def model(formula: str, scale: Scale | None = None, tolerance: float | None = None) -> DecisionModel:
    """A choice and three events, the second of which leans on both that go before and the third on the choice."""
    third = {"low": 0.2, "middle": 0.5, "high": 0.3}
    steps = [
        event("one", {"low": -1, "high": number("p")}, {"low": 0.4, "high": "rest"}),
        decision("act", {"less": 2, "more": 5}),
        event(
            "two",
            {"low": 0, "middle": 1, "high": 4},
            [({"one": "low", "act": "more"}, {"low": 0.5, "high": 0.5}), (None, third)],
        ),
        event("three", {"low": 1, "high": 2}, [({"act": "more"}, {"low": 0.9, "high": 0.1}), (None, "low")]),
    ]
    others = [consideration("calm", [({"act": "less"}, 3), (None, 0)])]
    return decision_model(
        "Sums",
        steps,
        [consideration("worth", formula, scale=scale), *others],
        combine="weighted" if scale else "sum",
        parameters={"p": Parameter("p", Number(number(3).formula, range=(2.0, 4.0))), "q": 0.5},
        risk_tolerance=tolerance,
    )


def test_a_sum_is_taken_apart_by_the_steps_that_its_terms_name() -> None:
    built = model("2 * act - (one - q * two + 7) + act * one + 3 * act - -p")
    scores = built.booked[0].scores
    assert isinstance(scores, Adjusted)
    found = {built.steps_in(rule.then): text(rule.then.formula) for rule in scores.adjustments}
    assert found[("act",)] == "2 * act + 3 * act"
    assert found[("one", "act")] == "act * one"
    assert set(found) == {("act",), ("one",), ("two",), ("one", "act")}
    assert scores.start.at({"p": 3.0}) == pytest.approx(-7 + 3)
    assert parse(write(built), built.name) == built


@pytest.mark.parametrize(
    "formula", ["one + max(two, 1)", "one + two / q", "one * two * three", "one", "q * one + 2 * one"]
)
def test_what_may_bend_or_divide_or_has_one_part_stays_whole(formula: str) -> None:
    built = model(formula)
    assert built.booked[0] is built.leaves[0]


def test_a_scale_that_bends_or_holds_keeps_it_whole() -> None:
    for scale, is_whole in ((Scale(0, 50, beyond="hold"), True), (Scale(0, 50, beyond="extend"), False)):
        built = model("one + two + three", scale)
        assert (built.booked[0] is built.leaves[0]) == is_whole
        assert solve(built).total == pytest.approx(brute_force.best(built).total)


TERMS = st.lists(
    st.sampled_from(["one", "two", "three", "act", "p", "7", "act * one", "q * two", "one * two * p"]), max_size=5
)


@given(TERMS, st.lists(st.sampled_from([" + ", " - ", " - 2 * ", " + p * "]), min_size=5, max_size=5), st.booleans())
def test_totals_and_contributions_are_those_of_the_whole_formula(
    terms: list[str], signs: list[str], bold: bool
) -> None:
    formula = "one" + "".join(sign + term for sign, term in zip(signs, terms, strict=False))
    for built in (model(formula, tolerance=-30 if bold else 20), model(formula, Scale(-900, 900))):
        found, wanted = solve(built), brute_force.best(built)
        assert found.total == pytest.approx(wanted.total)
        assert dict(found.contributions) == pytest.approx(dict(wanted.contributions), abs=1e-9)
        drawn = solve(built.varied(parameters={"p": np.array([2.0, 3.0])}))
        assert np.asarray(drawn.total)[1] == pytest.approx(found.total)


def test_a_score_that_leaves_its_scale_is_told_with_its_case() -> None:
    """Where p is 3 the highest is 3 + 4 + 2 = 9, at the upper end of its range 10; low and low, more is -1 + 0 + 1."""
    model("one + two + three", Scale(0, 10))
    with pytest.raises(ModelError, match=r"the score reaches 9 in the case \{one: high, .*two: high, three: high\}"):
        model("one + two + three", Scale(0, 8))
    with pytest.raises(ModelError, match=r"the score of 'worth' reaches 10 in the case"):
        model("one + two + three", Scale(0, 9.5))


def test_many_events_in_one_formula_are_no_matter() -> None:
    """Three to the power of forty combinations, of which none has to be kept."""
    events = [event(f"e{i}", {"a": 1, "b": 2, "c": 4}, {"a": 0.2, "b": 0.3, "c": "rest"}) for i in range(40)]
    worth = consideration("worth", " + ".join(each.name for each in events))
    built = decision_model("Many", [decision("go", ["x", "y"]), *events], [worth], combine="sum")
    assert solve(built).total == pytest.approx(40 * 2.8)
    assert max(level.size for level in built.structure.levels) == 1
