"""The plans that are best somewhere: no weights at which anything is better, no plan that is worth something else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.combinations import combinations
from decision_model.analysis.robustness.admissible import weights
from decision_model.analysis.robustness.weight_space.plans import distinct, insist_linear, plans, worth, worths_of
from decision_model.analysis.robustness.weight_space.sampling import sample
from decision_model.errors import ModelError
from decision_model.model import DecisionModel
from tests.analysis.small import rain
from tests.analysis.test_admissible import table
from tests.profiles import examples
from tests.properties.strategies import Shape, models

WET = rain().varied(parameters={"p_rain": 0.6, "heater_cost": 40})


@settings(max_examples=examples(60))
@given(models(Shape(combine=("weighted",))))
def test_the_best_total_is_the_highest_plan_everywhere(model: DecisionModel) -> None:
    assume(model.decisions)
    allowed = weights(model)
    found = plans(model, allowed)
    assert found.complete
    tried = sample(allowed, 300, np.random.default_rng(0))
    best = np.broadcast_to(solve(allowed.apply(model, tried)).total, 300)
    assert (found.vectors @ tried).max(axis=0) == pytest.approx(best, abs=1e-6)


def test_worth_is_what_a_plan_brings_on_each_consideration() -> None:
    model = rain()
    solution = solve(model)
    value = worth(solution, weights(model))
    parts = [float(solution.contributions[name]) for name in ("joy", "thrift")]
    assert value * [0.6, 0.4] == pytest.approx(parts)


def test_plans_of_a_problem_in_stages() -> None:
    found = plans(WET, weights(WET))
    assert sorted(found.vectors.tolist()) == [pytest.approx(each) for each in ([45, 90], [74, 26])]


def test_each_option_keeps_its_own_plans() -> None:
    compared, _ = combinations(WET, ["place"])
    found = worths_of(compared, WET, weights(WET))
    tent = next(each for option, each in zip(compared, found, strict=True) if option.options["place"] == "tent")
    assert sorted(tent.vectors.tolist()) == [pytest.approx(each) for each in ([56, 50], [74, 26])]


def test_many_considerations_are_probed() -> None:
    found = plans(table([1] * 10), weights(table([1] * 10)))
    assert not found.complete
    assert len(found.vectors) == 2


def test_distinct() -> None:
    kept, inverse = distinct(np.array([[1.0, 2.0], [0.0, 0.0], [1.0, 2.0 + 1e-12]]), weights(table([1, 1])))
    assert kept[inverse] == pytest.approx(np.array([[1, 2], [0, 0], [1, 2]]))


def test_what_is_no_weighted_sum_is_refused() -> None:
    with pytest.raises(ModelError, match=r"risk_tolerance: The answer is worked out for expected totals only\."):
        insist_linear(table([1, 1], risk_tolerance=20), "The answer")
    with pytest.raises(ModelError, match=r"combine: The answer is about weights, and here there are none\."):
        insist_linear(table([None, None], combine="sum"), "The answer")
