"""Risk profiles: against every history that the policy lets happen, and against published ones."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from scipy import stats

import decision_model as dm
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.combinations import combinations
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from decision_model.solver import distribution as profiles
from decision_model.solver.distribution import Profile, profile
from tests.known import convert
from tests.properties.strategies import Shape, models
from tests.properties.test_solving import followed


def known(name: str) -> DecisionModel:
    problem = convert.known(name)["problem"]
    return convert.influence_diagram(problem) if problem["type"] == "influence_diagram" else convert.tree(problem)


def published(name: str, key: str) -> Any:
    return next(answer["value"] for answer in convert.known(name)["answers"] if answer["key"] == key)


@given(models(Shape(risk=True)))
def test_the_profile_is_that_of_every_history_the_policy_lets_happen(model: DecisionModel) -> None:
    solution = solve(model)
    wanted: dict[float, float] = defaultdict(float)
    for world in followed(solution):
        wanted[round(world.total, 6)] += world.weight
    found: dict[float, float] = defaultdict(float)
    one = profile(solution)
    for total, chance in zip(one.totals, one.chances, strict=True):
        found[round(float(total), 6) + 0.0] += float(chance)
    assert one.pooled == 0
    assert found == {total + 0.0: pytest.approx(chance) for total, chance in wanted.items() if chance > 0}


@given(models(Shape(risk=True)))
def test_its_mean_is_the_expected_total(model: DecisionModel) -> None:
    solution = solve(model)
    one = profile(solution)
    assert one.mean == pytest.approx(solution.expected_total, abs=1e-8)
    assert one.chances.sum() == pytest.approx(1)
    assert (np.diff(one.totals) > 0).all()


@pytest.mark.parametrize("name", ["acme_test_market", "texaco_pennzoil", "used_car_guarantee"])
def test_published_profile(name: str) -> None:
    one = risk_profile(known(name)).profiled[0].profile
    wanted = {float(total): chance for total, chance in published(name, "profile").items()}
    assert list(one.totals) == pytest.approx(sorted(wanted), abs=1e-9)
    assert list(one.chances) == pytest.approx([wanted[each] for each in sorted(wanted)], abs=5e-4)


def test_published_moments() -> None:
    one = profile(solve(known("used_car_guarantee")))
    assert [one.spread, one.skewness, one.kurtosis] == pytest.approx(published("used_car_guarantee", "moments"))
    assert profile(solve(known("texaco_pennzoil"))).spread == pytest.approx(published("texaco_pennzoil", "sd"))


DICE = Profile(np.arange(1.0, 7.0), np.full(6, 1 / 6))


def test_moments_of_a_die() -> None:
    uniform = stats.randint(1, 7)
    mean, variance, skewness, kurtosis = (float(each) for each in uniform.stats("mvsk"))
    assert [DICE.mean, DICE.spread**2] == pytest.approx([mean, variance])
    assert [DICE.skewness, DICE.kurtosis] == pytest.approx([skewness, kurtosis])
    assert [DICE.quantile(share) for share in (0.0, 1 / 6, 0.17, 0.5, 1.0)] == pytest.approx([1, 1, 2, 3, 6])


def test_worse_than_a_floor_leaves_the_floor_itself_out() -> None:
    costs = Profile(DICE.totals, DICE.chances, better="lower")
    assert DICE.worse_than(3) == pytest.approx(2 / 6)
    assert costs.worse_than(3) == pytest.approx(3 / 6)


def test_the_mean_of_the_worst_cases_counts_the_edge_in_part() -> None:
    costs = Profile(DICE.totals, DICE.chances, better="lower")
    assert DICE.tail_mean(1 / 6) == pytest.approx(1)
    assert DICE.tail_mean(0.25) == pytest.approx((1 * 2 + 2 * 1) / 3)
    assert costs.tail_mean(0.25) == pytest.approx((6 * 2 + 5 * 1) / 3)
    assert DICE.tail_mean(1.0) == pytest.approx(DICE.mean)


def test_nothing_uncertain_has_no_spread_and_no_shape() -> None:
    sure = Profile(np.array([5.0]), np.array([1.0]))
    assert (sure.spread, sure.skewness, sure.kurtosis) == (pytest.approx(0), None, None)


def coins(count: int, worth: list[float]) -> DecisionModel:
    tosses = [event(f"coin_{n}", ["heads", "tails"], {"heads": 0.5, "tails": "rest"}) for n in range(count)]
    gains = [consideration(f"gain_{n}", [({f"coin_{n}": "heads"}, worth[n]), (None, 0)]) for n in range(count)]
    return decision_model("Coins", [decision("play", ["yes"]), *tosses], gains, combine="sum")


def test_a_hundred_tosses_are_carried_without_spelling_out_their_histories() -> None:
    one = profile(solve(coins(100, [1.0] * 100)))
    assert len(one.totals) == 101
    assert one.chances[50] == pytest.approx(math.comb(100, 50) / 2**100)


def test_too_many_totals_are_pooled_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    worth = [2**0.5 * (n + 1) ** 0.5 for n in range(12)]
    exact = profile(solve(coins(12, worth)))
    monkeypatch.setattr(profiles, "MOST", 500)
    monkeypatch.setattr(profiles, "BINS", 200)
    pooled = profile(solve(coins(12, worth)))
    assert exact.pooled == 0
    assert len(exact.totals) > 2_000 > 500 >= len(pooled.totals)
    assert pooled.mean == pytest.approx(exact.mean)
    assert pooled.spread == pytest.approx(exact.spread, abs=pooled.pooled)
    assert 0 < pooled.pooled < 1


def test_the_best_plan_stands_first_and_lends_its_name_to_no_other() -> None:
    result = risk_profile(known("acme_test_market"), by=["test market?", "market nationally?"])
    assert [each.title for each in result.profiled][:2] == ["Best plan", "test market?: no, market nationally?: no"]
    assert result.profiled[0].options is None
    one_stage = risk_profile(known("texaco_pennzoil"))
    assert [each.title for each in one_stage.profiled] == ["Best plan: counteroffer 5", "accept 2"]


def test_combinations_can_be_given_themselves() -> None:
    model = known("texaco_pennzoil")
    asked = combinations(model, ["first move"])[0][:1]
    assert [each.title for each in risk_profile(model, asked).profiled] == ["Best plan", "accept 2"]


def test_what_it_says() -> None:
    costs = convert.payoff_table(convert.known("supplier_cost_table")["problem"])
    assert risk_profile(costs, floor=17).statement.headline == (
        "‘C’ brings 16.33 on average and 19.00 in the worst 10% of cases; 33.3% of the time it ends above 17.00"
    )
    assert list(risk_profile(costs, floor=17).table().columns) == [
        *("plan", "mean", "spread", "lowest", "median", "highest"),
        *("worse_than_floor", "tail_mean", "skewness", "kurtosis"),
    ]


def test_a_tail_of_nothing_is_refused() -> None:
    with pytest.raises(ModelError, match=r"^tail: the tail is 0\. It is a share of the probability, 0 to 1\.$"):
        risk_profile(known("texaco_pennzoil"), tail=0)


GAMBLE = """
decision_model: 1
title: A gamble
combine: sum
sequence:
  - {event: coin, outcomes: {heads: Heads, tails: Tails}, chance: {heads: 0.5, tails: rest}}
considerations: [{name: gain, scores: [{when: {coin: heads}, then: 10}, {otherwise: -4}]}]
"""


def test_where_nothing_is_decided_there_is_one_profile() -> None:
    result = dm.risk_profile(dm.parse(GAMBLE), floor=0)
    assert [plan.title for plan in result.profiled] == ["What happens"]
    assert result.statement.headline == (
        "‘What happens’ brings 3 on average and −4 in the worst 10% of cases; 50% of the time it ends below 0"
    )


def test_every_total_stands_in_a_table_with_its_chance() -> None:
    result = dm.risk_profile(dm.parse(GAMBLE), every_total=True)
    assert [tuple(row) for row in result.rows()] == [("What happens", -4, 0.5, 0.5), ("What happens", 10, 0.5, 1)]
    assert [column.key for column in result.columns] == ["plan", "total", "chance", "cumulative"]
