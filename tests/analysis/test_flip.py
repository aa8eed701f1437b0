"""The smallest flip: level within 1e-9, and nothing admissible is nearer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from decision_model.analysis.combinations import combinations, totals
from decision_model.analysis.robustness.admissible import weights
from decision_model.analysis.robustness.flip import Flip, flip
from decision_model.analysis.robustness.weight_space.projection import nearest_point
from decision_model.errors import ModelError
from decision_model.model import DecisionModel
from tests.analysis.small import rain, ranged, sampled_totals
from tests.analysis.test_acceptability import valued
from tests.analysis.test_admissible import table
from tests.known import convert
from tests.profiles import examples
from tests.properties.strategies import Shape, models


def test_goodwin_wright_office() -> None:
    """The cost weights at which Gorton overtakes Addison and Carlisle overtakes Gorton."""
    known = convert.known("goodwin_wright_office")
    wanted = next(answer["value"] for answer in known["answers"] if answer["key"] == "swing_cost_weight")
    found = [_cost_weight_at_flip(known["problem"], base) for base in (10, 30)]
    assert found == [
        ("Addison Square", "Gorton Square", pytest.approx(wanted[0], abs=1e-6)),
        ("Gorton Square", "Carlisle Walk", pytest.approx(wanted[1], abs=1e-6)),
    ]


def office(problem: dict[str, dict[str, dict[str, float]]], cost_weight: float) -> DecisionModel:
    """Benefits as one consideration, the yearly cost as another."""
    weighed, cost = problem["weights"], problem["annual_cost"]
    benefits = {
        name: sum(weighed[each] * score for each, score in scores.items()) / 100  # type: ignore[operator]
        for name, scores in problem["scores"].items()
    }
    values = {name: {"benefits": benefits[name], "cost": (35000 - cost[name]) / 283} for name in benefits}  # type: ignore[operator]
    return convert.additive_value(values, {"benefits": 100 - cost_weight, "cost": cost_weight})


def _cost_weight_at_flip(problem: dict[str, dict[str, dict[str, float]]], base: float) -> tuple[str, str, float]:
    found = flip(office(problem, base))
    better = [each for each in found.flips if each.weights is not None and each.weights["cost"] > base / 100]
    assert better[0].weights is not None
    return found.winner.title, better[0].title, better[0].weights["cost"]


@settings(max_examples=examples(60))
@given(models(Shape(combine=("weighted",), steps=4)))
def test_level_and_nothing_nearer(model: DecisionModel) -> None:
    assume(model.decisions)
    found = flip(model)
    allowed = weights(model)
    compared, _ = combinations(model, found.by)
    place = {each.title: number for number, each in enumerate(compared)}
    drawn, worth = sampled_totals(model, allowed, compared, 2_000)
    away = np.linalg.norm(drawn - allowed.base[:, None], axis=0)
    for each in found.flips:
        ahead = worth[place[each.title]] >= worth[place[found.winner.title]] + 1e-9
        if each.weights is None or each.distance is None:
            assert not ahead.any()
            continue
        shares = np.array(list(each.weights.values()))
        assert allowed.contains(shares)
        there = totals(allowed.apply(model, shares), compared)
        assert there[place[each.title]] >= there[place[found.winner.title]] - 1e-9
        if each.distance > 1e-6:
            assert there[place[each.title]] == pytest.approx(there[place[found.winner.title]], abs=1e-9)
        assert each.distance == pytest.approx(np.linalg.norm(shares - allowed.base), abs=1e-12)
        assert away[ahead].min(initial=np.inf) >= each.distance - 1e-9


@pytest.mark.parametrize("seed", range(8))
def test_projection_against_a_general_optimiser(seed: int) -> None:
    values = np.random.default_rng(seed).random((4, 5))
    model = valued(values)
    found = flip(model)
    names = list(found.base)
    winner = int(found.winner.title[1:])
    for each in found.flips:
        ahead = values[int(each.title[1:])] - values[winner]
        best = minimize(
            lambda w: float(((w - 0.2) ** 2).sum()),
            np.full(5, 0.2),
            jac=lambda w: 2 * (w - 0.2),
            bounds=[(0, 1)] * 5,
            constraints=[
                {"type": "eq", "fun": lambda w: w.sum() - 1},
                {"type": "ineq", "fun": lambda w, a=ahead: a @ w},
            ],
            options={"ftol": 1e-13},
        )
        if each.weights is None:
            assert ahead.max() < 0
        else:
            assert [each.weights[name] for name in names] == pytest.approx(best.x, abs=1e-5)


@settings(max_examples=examples(100))
@given(st.integers(1, 6), st.integers(1, 12), st.integers(0, 10_000))
def test_nearest_point_is_inside_and_as_near_as_can_be(size: int, sides: int, seed: int) -> None:
    """Optimality: no side's point is nearer, and the way back points out of the sides it rests on."""
    generator = np.random.default_rng(seed)
    normals, bounds = generator.normal(size=(sides, size)), generator.random(sides)
    target = 3 * generator.normal(size=size)
    found = nearest_point(normals, bounds, target)
    assert found is not None
    assert np.all(normals @ found <= bounds + 1e-9)
    resting = np.abs(normals @ found - bounds) < 1e-8
    pulls = np.linalg.lstsq(normals[resting].T, target - found, rcond=None)[0]
    assert normals[resting].T @ pulls == pytest.approx(target - found, abs=1e-7)
    others = generator.normal(size=(500, size)) + found
    others = others[np.all(others @ normals.T <= bounds, axis=1)]
    assert np.all(np.linalg.norm(others - target, axis=1) >= np.linalg.norm(found - target) - 1e-9)


def test_no_point_at_all() -> None:
    assert nearest_point(np.array([[1.0], [-1.0]]), np.array([0.0, -0.1]), np.array([5.0])) is None


def test_nothing_admissible_flips_it() -> None:
    model = valued(np.array([[0.9, 0.4], [0.1, 0.6]]))
    assert flip(model).flips[0].weights is not None
    ranged_model = model.varied(weights={"c0": ranged(1, 0.8, 1.2), "c1": ranged(1, 0.8, 1.2)})
    found = flip(ranged_model)
    assert found.statement.headline == "‘o0’ comes first under all weights that the file allows"
    assert found.flips[0].sentence == "No weights that the file allows make ‘o1’ level with ‘o0’"
    assert next(iter(found.rows()))[-1] == "no weights that the file allows make it level"


def test_what_it_takes_in_words() -> None:
    found = flip(valued(np.array([[0.9, 0.4], [0.1, 0.6]])))
    assert found.flips[0].sentence == (
        "‘o1’ draws level once the weight of ‘c0’ falls from 50% to 20% and the weight of ‘c1’ rises from 50% to 80%"
    )
    assert found.statement.detail == found.flips[0].sentence
    headline = "‘o0’ stays first until 30% of the weight moves from ‘c0’ to ‘c1’; then ‘o1’ is level"
    assert found.statement.headline == headline
    assert found.statement.reasons == ("At the weights as stated ‘o0’ leads ‘o1’ by 30.0 of 100",)
    assert found.flips[0].distance == pytest.approx(0.3 * 2**0.5)
    assert found.flips[0].total == pytest.approx(50)


def test_a_third_option_may_lead_where_two_are_level() -> None:
    found = flip(valued(np.array([[0.9, 0.4], [0.1, 0.6], [0.5, 0.7]])))
    level = {each.title: each for each in found.flips}
    assert level["o1"].leader == "o2"
    assert level["o1"].sentence.endswith(", though ‘o2’ would then lead")
    assert level["o2"].leader is None


def test_options_already_level() -> None:
    found = flip(valued(np.array([[0.5, 0.5], [0.4, 0.6]])))
    assert found.winner.title == "o0"
    assert found.flips[0].sentence == "‘o1’ is level already"
    assert found.statement.headline == "‘o0’ and ‘o1’ are level at the weights as stated"
    assert found.flips[0].distance == pytest.approx(0)


def test_base_weights_outside_the_order() -> None:
    model = valued(np.array([[0.9, 0.4], [0.1, 0.6]])).varied(weights={"c0": 60, "c1": 40})
    found = flip(model, order=["c1", "c0"])
    assert found.flips[0].weights == pytest.approx({"c0": 0.2, "c1": 0.8})
    tight = flip(valued(np.array([[0.9, 0.4], [0.1, 0.9]])).varied(weights={"c0": 90, "c1": 10}), order=["c1", "c0"])
    assert tight.flips[0].weights == pytest.approx({"c0": 5 / 13, "c1": 8 / 13})


def test_rivals_that_plan_in_stages() -> None:
    model = rain().varied(parameters={"p_rain": 0.6, "heater_cost": 40})
    found: Flip = flip(model)
    assert found.winner.title == "Inside"
    assert found.complete
    level = {each.title: each for each in found.flips}
    assert level["In a tent"].weights == pytest.approx({"joy": 64 / 93, "thrift": 29 / 93})
    assert level["Outside"].weights is None


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (table([None, None], combine="sum"), r"combine: The smallest flip is about weights, and here there are none"),
        (rain(risk_tolerance=10), r"risk_tolerance: The smallest flip is worked out for expected totals only"),
    ],
)
def test_where_it_cannot_be_asked(model: DecisionModel, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        flip(model)
