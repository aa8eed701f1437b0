"""Totals that are not sums, against published figures and by their properties."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis import rank, solve
from decision_model.analysis.aggregation import choquet, multiplicative, scaling_constant, shapley, two_additive
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model, interaction

KNOWN = Path(__file__).parents[1] / "known"
UNIT = st.floats(0, 1, allow_subnormal=False)


def known(name: str) -> dict[str, object]:
    return json.loads((KNOWN / f"{name}.json").read_text(encoding="utf-8"))


def answer(problem: dict, key: str) -> dict:
    return next(each for each in problem["answers"] if each["key"] == key)


def test_keeney_and_raiffa_mexico_city_airport_scaling_constant() -> None:
    problem = known("keeney_mexico_airport_K")
    published = answer(problem, "K")
    found = scaling_constant(list(problem["problem"]["k"].values()))
    assert found == pytest.approx(published["value"], abs=published["tolerance"])


@given(st.lists(st.floats(0.01, 0.99), min_size=2, max_size=8))
def test_the_scaling_constant_solves_its_equation(constants: list[float]) -> None:
    constant = scaling_constant(constants)
    assert 1 + constant == pytest.approx(np.prod([1 + constant * k for k in constants]), rel=1e-7, abs=1e-7)
    assert constant > -1
    if abs(sum(constants) - 1) > 1e-9:
        assert np.sign(constant) == np.sign(1 - sum(constants))


@pytest.mark.parametrize("constants", [[0.5], [1.2, 0.3], [-0.1, 0.5]])
def test_constants_that_make_no_sense_are_refused(constants: list[float]) -> None:
    with pytest.raises(
        ModelError, match=r"^Scaling constants lie between 0 and 1, and at least two of them above 0\.$"
    ):
        scaling_constant(constants)


@given(st.lists(st.floats(0.05, 0.9), min_size=2, max_size=5))
def test_the_best_on_everything_has_utility_one(constants: list[float]) -> None:
    total = multiplicative(constants)
    assert total(np.ones(len(constants))) == pytest.approx(
        1 if abs(sum(constants) - 1) > 1e-12 else sum(constants), abs=1e-6
    )
    assert total(np.zeros(len(constants))) == pytest.approx(0)


def test_grabisch_students_by_the_choquet_integral() -> None:
    problem = known("grabisch_students")
    subjects = ["mathematics", "physics", "literature"]
    capacity = {
        frozenset(subjects.index(each) for each in entry["set"]): entry["value"]
        for entry in problem["problem"]["capacity"]
    }
    scores = np.array([[problem["problem"]["scores"][s][subject] for s in "ABC"] for subject in subjects], dtype=float)
    found = choquet(capacity, 3)(scores)
    published = next(each for each in problem["answers"] if each["value"] == {"A": 13.9, "B": 13.6, "C": 14.9})
    np.testing.assert_allclose(found, list(published["value"].values()), atol=1e-9)


@given(st.lists(UNIT, min_size=3, max_size=3), st.floats(-0.3, 0.3))
def test_two_additive_is_the_choquet_integral_of_its_capacity(values: list[float], strength: float) -> None:
    shares, pair = [0.4, 0.35, 0.25], {(0, 1): strength}
    moebius = {frozenset([0, 1]): strength}
    moebius |= {frozenset([i]): shares[i] - (strength / 2 if i in (0, 1) else 0) for i in range(3)}
    subsets = [frozenset(s) for s in ([], [0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2])]
    capacity = {s: sum(part for inside, part in moebius.items() if inside <= s) for s in subsets}
    column = np.array(values)[:, None]
    assert two_additive(shares, pair)(column)[0] == pytest.approx(choquet(capacity, 3)(column)[0], abs=1e-12)


@given(st.lists(st.lists(UNIT, min_size=2, max_size=2), min_size=2, max_size=4))
def test_shapley_shares_add_up(rows: list[list[float]]) -> None:
    values = np.array(rows)
    total = multiplicative([0.4] * len(rows))
    np.testing.assert_allclose(
        shapley(total, values).sum(axis=0), total(values) - total(np.zeros_like(values)), atol=1e-12
    )


def talks(combine: str, **fields: object) -> DecisionModel:
    scores = {"peace": [90, 50, 10], "allies": [10, 50, 90]}
    return decision_model(
        "Talks",
        [decision("form", ["alone", "both", "together"])],
        [
            consideration(
                name, [({"form": o}, s) for o, s in zip(("alone", "both", "together"), row, strict=True)], weight=50
            )
            for name, row in scores.items()
        ],
        combine=combine,
        **fields,
    )


def test_a_need_for_both_prefers_the_balanced_option() -> None:
    assert rank(talks("weighted")).ranked[0].tied
    leader = rank(talks("choquet", interactions=(interaction("peace", "allies", 0.6),))).ranked[0]
    assert leader.title == "both"
    assert leader.total == pytest.approx(50)
    assert sum(leader.contributions.values()) == pytest.approx(leader.total)


def test_contributions_of_a_multiplicative_total_add_up() -> None:
    found = solve(talks("multiplicative").varied(weights={"peace": 70, "allies": 60}))
    assert sum(found.contributions.values()) == pytest.approx(found.total)


def test_interactions_stronger_than_their_weights_are_refused() -> None:
    said = (
        r"^considerations > peace: its interactions are too strong for its weight: doing better on 'peace' could lower "
        r"the total\. Half the sum of their sizes may not exceed its share of the weights\."
    )
    with pytest.raises(ModelError, match=said):
        talks("choquet", interactions=(interaction("peace", "allies", 1.2),))


def test_draws_of_weights_are_worked_through() -> None:
    weights = np.array([20.0, 50.0, 90.0])
    found = solve(talks("multiplicative").varied(weights={"peace": weights})).total
    single = [solve(talks("multiplicative").varied(weights={"peace": float(w)})).total for w in weights]
    np.testing.assert_allclose(found, single, rtol=1e-12)
