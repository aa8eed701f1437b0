"""A plan given as rules: evaluated as it is, and set beside the best."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest

from decision_model.analysis.choice.explain import explain
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import tree
from decision_model.analysis.registry import analysis
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.analysis.views.compare import compare
from decision_model.errors import ModelError
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario import parse, read, write
from tests.oracle import limited_memory
from tests.oracle.forgetful import forgetful
from tests.scenarios.berlin import SCENARIOS

TEXTBOOK = SCENARIOS / "textbook"
FORECASTS, INVESTMENTS = ("up", "same", "down"), ("high_risk", "low_risk", "savings")


@pytest.fixture(scope="module")
def stock() -> DecisionModel:
    return read(TEXTBOOK / "stock_forecast.yaml")


@pytest.fixture(scope="module")
def pigs() -> DecisionModel:
    return read(TEXTBOOK / "pig_breeding.yaml")


def rules(by_state: dict[str, str], step: str) -> list[tuple[dict[str, str], str]]:
    return [({step: state}, option) for state, option in by_state.items()]


def test_every_plan_is_worth_what_scoring_it_by_hand_gives(stock: DecisionModel) -> None:
    totals = {
        tuple(option for _, option in sorted(policy.items())): total for policy, total in limited_memory.totals(stock)
    }
    for plan in product(INVESTMENTS, repeat=3):
        given = rules(dict(zip(FORECASTS, plan, strict=True)), "forecast")
        by_name = tuple(option for _, option in sorted(zip(FORECASTS, plan, strict=True)))
        assert solve(stock.varied(choose={"investment": given})).total == pytest.approx(totals[by_name])


@pytest.mark.parametrize("seed", range(40))
def test_any_policy_of_limited_memory_given_as_rules_is_worth_what_it_is(seed: int) -> None:
    model = forgetful(seed * 77 + 5, 4 + seed % 3, risk=seed % 3 == 0)
    if limited_memory.count_policies(model) > 2_000:
        return
    policies = list(limited_memory.totals(model))
    for policy, total in policies[:: max(1, len(policies) // 7)]:
        choose: dict[str, Any] = {}
        for (name, states), option in policy.items():
            choose.setdefault(name, []).append((dict(states) or None, option))
        given = model.varied(choose=choose)
        assert solve(given).total == pytest.approx(total, abs=1e-8)
        assert solve(given).policy
    best = (min if model.better == "lower" else max)(total for _, total in policies)
    assert solve(model).total == pytest.approx(best, abs=1e-8)


def test_where_no_rule_holds_the_decision_does_its_best(stock: DecisionModel) -> None:
    """After 'up' the plan says what is worst there; what it leaves open is chosen as without it."""
    given = solve(stock.varied(choose={"investment": [({"forecast": "up"}, "savings")]}))
    best = {choice.history["forecast"]: choice.options for choice in solve(stock).policy}
    taken = {choice.history["forecast"]: choice.options for choice in given.policy}
    assert taken == {**best, "up": ("savings",)}


def test_a_plan_that_takes_the_best_is_as_good_as_the_best(stock: DecisionModel) -> None:
    best = {choice.history["forecast"]: choice.options[0] for choice in solve(stock).policy}
    given = solve(stock.varied(choose={"investment": rules(best, "forecast")}))
    assert given.statement.headline == "The given plan is as good as the best: 822 USD"


def test_a_later_choice_replaces_the_plan_and_a_plan_an_earlier_choice(stock: DecisionModel) -> None:
    followed = stock.varied(what_if="follow")
    assert solve(followed.varied(choose={"investment": "savings"})).total == pytest.approx(500)
    forced = stock.varied(choose={"investment": "savings"})
    assert solve(forced.varied(what_if="follow")).total == pytest.approx(760)


def test_every_view_of_a_given_plan_says_the_same(stock: DecisionModel, pigs: DecisionModel) -> None:
    for model, what_if in ((stock, "follow"), (pigs, "trust_tests")):
        given = model.varied(what_if=what_if)
        total, best = float(solve(given).total), float(solve(model).total)
        assert best > total
        assert tree(given).root.value == pytest.approx(total)
        (row,) = rank(given).ranked
        assert (row.title, row.total) == ("The given plan", pytest.approx(total))
        assert float(rank(given).best_plan.total) == pytest.approx(best)
        profiles = {profiled.title: profiled.profile.mean for profiled in risk_profile(given).profiled}
        assert profiles["The given plan"] == pytest.approx(total)
        assert profiles["Best plan"] == pytest.approx(best)
        explained = explain(given)
        assert (explained.first.title, explained.second.title) == ("The best plan", "The given plan")
        assert explained.gap == pytest.approx(best - total)
        view = compare(model, what_ifs=[what_if]).views[1]
        assert float(view.solution.total) == pytest.approx(total)
        assert view.leaders == ("The given plan",)
        assert explain(given).statement.headline.startswith("‘The best plan’ leads ‘The given plan’ by")


def test_draws_and_sweeps_keep_to_the_plan(stock: DecisionModel) -> None:
    given = stock.varied(what_if="follow")
    fees = np.linspace(0, 400, 5)
    drawn = solve(given.varied(parameters={"fee": fees})).total
    single = [solve(given.varied(parameters={"fee": float(fee)})).total for fee in fees]
    assert drawn == pytest.approx(np.array(single))
    swept = one_way(given, "fee", between=(0, 400))
    assert np.interp(200, swept.values, swept.best) == pytest.approx(760)


@pytest.mark.parametrize("name", ["information", "waiting", "option"])
def test_what_a_given_plan_makes_senseless_is_refused(name: str, stock: DecisionModel) -> None:
    asked = analysis(name)
    assert asked is not None
    with pytest.raises(ModelError, match="a given plan is kept to"):
        asked.ask(stock.varied(what_if="follow"))


REFUSED: dict[str, tuple[Callable[[DecisionModel], Any], str]] = {
    "no option": (lambda model: model.varied(choose={"investment": [(None, "gold")]}), "'gold' is not an option"),
    "no step": (
        lambda model: model.varied(choose={"investment": [({"mood": "up"}, "savings")]}),
        "'mood' is not a step",
    ),
    "later step": (
        lambda model: model.varied(choose={"investment": [({"market": "up"}, "savings")]}),
        "'market' is not known when 'investment' is decided",
    ),
    "too early": (
        lambda model: model.varied(what_if="follow").varied(decide_before={"investment": "forecast"}),
        "'investment' cannot follow its plan that early: 'forecast' is known only later",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_plan_that_makes_no_sense_is_refused(case: str, stock: DecisionModel) -> None:
    attempt, message = REFUSED[case]
    with pytest.raises(ModelError, match=message):
        attempt(stock)


def test_a_plan_may_read_what_the_same_what_if_lets_one_know(stock: DecisionModel) -> None:
    given = stock.varied(
        know_before={"market": "investment"},
        choose={"investment": [({"market": "up"}, "high_risk"), (None, "savings")]},
    )
    assert solve(given).total == pytest.approx(0.5 * 1500 + 0.5 * 500)


def test_a_plan_is_written_and_read_back(pigs: DecisionModel, stock: DecisionModel) -> None:
    for model in (pigs, stock):
        assert parse(write(model), model.name) == model
