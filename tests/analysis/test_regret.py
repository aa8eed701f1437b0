"""Regret and the textbooks' rules without chances: published answers, hand-made cases, messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import tree
from decision_model.analysis.combinations import combinations
from decision_model.analysis.robustness.worst_case import worst_case
from decision_model.analysis.views.best_by_state import states
from decision_model.analysis.views.regret import Criterion, regret
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from decision_model.scenario import read
from tests.analysis.small import rain
from tests.known import convert
from tests.profiles import examples
from tests.properties.strategies import Shape, models


def published(name: str) -> dict[str, Any]:
    """Answers by key, the numbers among them to compare with what is computed."""
    return {answer["key"]: _near(answer["value"]) for answer in convert.known(name)["answers"]}


def _near(value: Any) -> Any:
    if isinstance(value, list):
        return [_near(each) for each in value]
    return pytest.approx(value) if isinstance(value, int | float) else value


def test_wikipedia_evpi_investment() -> None:
    wanted = published("wikipedia_evpi_investment")
    found = regret(convert.payoff_table(convert.known("wikipedia_evpi_investment")["problem"]), "state")
    assert [found.maximin.value, *found.maximin.titles] == wanted["maximin"]
    assert [found.minimax_regret.value, *found.minimax_regret.titles] == wanted["regret"]
    assert found.maximax == Criterion(("stock",), pytest.approx(1500))
    assert found.chances is not None
    assert found.chances.tolist() == pytest.approx([0.5, 0.3, 0.2])
    assert found.statement.headline == "‘fund’ is regretted least: by 700 at most, however ‘state’ turns out"


def test_supplier_cost_table() -> None:
    wanted = published("supplier_cost_table")
    found = regret(convert.payoff_table(convert.known("supplier_cost_table")["problem"]), "state")
    assert [found.maximin.value, *found.maximin.titles] == wanted["pessimist"]
    assert [found.maximax.value, *found.maximax.titles] == wanted["optimist"]
    assert found.equal_likelihood == Criterion(("C",), wanted["laplace"][0])
    assert found.regrets == pytest.approx(np.array([[2, 2, 6], [0, 6, 1], [4, 0, 0]]))
    assert found.minimax_regret == Criterion(("C",), pytest.approx(4))


@pytest.mark.parametrize("name", ["silver_policies2", "silver_rockefeller"])
def test_silver_trees(name: str) -> None:
    model = convert.tree(convert.known(name)["problem"])
    wanted = published(name)
    found, least = worst_case(model), worst_case(model.copied(better="lower"))
    assert found.maximin.value == wanted["maximin"]
    assert found.maximax.value == wanted["maximax"]
    assert least.maximax.value == wanted["minimin"]
    if "minimax" in wanted:
        assert least.maximin.value == wanted["minimax"]
    everything = worst_case(model, by=[each.name for each in model.decisions])
    assert everything.maximin.value == wanted["maximin"]


def test_worst_case_table() -> None:
    found = worst_case(rain())
    assert [(each.title, each.worst, each.best) for each in found.cases] == [
        ("Outside", pytest.approx(36), pytest.approx(96)),
        ("In a tent", pytest.approx(58), pytest.approx(68)),
        ("Inside", pytest.approx(63), pytest.approx(63)),
    ]
    assert (
        found.statement.headline
        == "‘Inside’ has the best worst case, 63.0 of 100; ‘Outside’ can rise highest, 96.0 of 100"
    )
    assert found.maximax.titles == ("Outside",)
    assert [row[-1] for row in found.rows()] == pytest.approx([78, 65, 63])


@settings(max_examples=examples(50))
@given(models(Shape(steps=4)))
def test_worst_and_best_are_ends_of_the_tree(model: DecisionModel) -> None:
    """With every decision forced the worst case is the lowest of the ends that can happen."""
    assume(model.decisions)
    names = [each.name for each in model.decisions]
    compared, _ = combinations(model, names)
    sign = -1 if model.better == "lower" else 1
    found = worst_case(model, by=names)
    for each, cases in zip(compared, found.cases, strict=True):
        forced = each.of(model)
        ends = [sign * node.value for node in tree(forced).root.walk() if node.step is None and node.chance > 0]
        free = any(len(choice.values) > 1 for choice in solve(forced).policy)
        if not free:
            assert sign * cases.worst == pytest.approx(min(ends), abs=1e-9)
            assert sign * cases.best == pytest.approx(max(ends), abs=1e-9)
        assert sign * cases.worst <= sign * cases.total + 1e-9 <= sign * cases.best + 2e-9


@settings(max_examples=examples(50))
@given(models(Shape(steps=4)))
def test_the_mean_over_states_is_the_total_with_perfect_information(model: DecisionModel) -> None:
    assume(model.decisions and model.events)
    compared, _ = combinations(model)
    for name in (each.name for each in model.events):
        try:
            found = states(model, compared, [name])
        except ModelError as error:
            assert "depend" in str(error)  # noqa: PT017
            continue
        assert found.chances.sum() == pytest.approx(1)
        sign = -1 if model.better == "lower" else 1
        without = [float(solve(each.of(model)).total) for each in compared]
        assert np.all(sign * (found.totals @ found.chances) >= sign * np.array(without) - 1e-7)


def test_several_events_make_joint_states() -> None:
    scores = [({"choice": "x", "one": "up"}, 3), ({"choice": "x"}, 0), ({"two": "up"}, 2), (None, 1)]
    coins = [event(name, ["up", "down"], {"up": p, "down": "rest"}) for name, p in (("one", 0.5), ("two", 0.2))]
    model = decision_model(
        "Two coins", [decision("choice", ["x", "y"]), *coins], [consideration("gain", scores)], combine="sum"
    )
    found = regret(model, ["one", "two"])
    assert found.cases == (
        "one: up, two: up",
        "one: up, two: down",
        "one: down, two: up",
        "one: down, two: down",
    )
    assert found.totals == pytest.approx(np.array([[3, 3, 0, 0], [2, 1, 2, 1]]))
    assert found.chances == pytest.approx([0.1, 0.4, 0.1, 0.4])
    assert found.minimax_regret == Criterion(("x", "y"), pytest.approx(2))
    assert found.statement.headline == (
        "‘x’ and ‘y’ are regretted least: by 2 at most, however ‘one’ and ‘two’ turn out"
    )


def test_later_choices_know_the_state() -> None:
    found = regret(rain(), "weather")
    totals = {option.title: row.tolist() for option, row in zip(found.options, found.totals, strict=True)}
    assert totals == {
        "Outside": pytest.approx([36, 96]),
        "In a tent": pytest.approx([58, 68]),
        "Inside": pytest.approx([63, 63]),
    }


def test_an_event_that_may_not_arise() -> None:
    storm = event("storm", ["yes", "no"], {"yes": 0.5, "no": "rest"}, only_if={"sea": "rough"}, label="The storm")
    model = decision_model(
        "A crossing",
        [event("sea", ["rough", "calm"], {"rough": 0.4, "calm": "rest"}), decision("sail", ["go", "stay"]), storm],
        [consideration("joy", [({"sail": "stay"}, 1), ({"storm": "yes"}, -9), (None, 4)])],
        combine="sum",
    )
    found = regret(model, "storm")
    assert found.cases == ("yes", "no", "The storm does not arise")
    assert found.totals == pytest.approx(np.array([[-9, 4, 4], [1, 1, 1]]))


def test_over_perspectives() -> None:
    found = regret(rain())
    assert found.over == "perspectives"
    assert found.cases == ("The host",)
    assert found.chances is None
    assert found.regrets.min() == pytest.approx(0)


def test_a_rule_may_pick_several() -> None:
    model = decision_model(
        "Alike",
        [decision("choice", ["a", "b"]), event("coin", ["h", "t"], {"h": 1, "t": 0})],
        [consideration("gain", 3)],
        combine="sum",
    )
    assert regret(model, "coin").maximin == Criterion(("a", "b"), 3)
    assert worst_case(model).statement.headline == "‘a’ and ‘b’ are level: 3 at worst and 3 at best"


@pytest.mark.parametrize(
    ("over", "message"),
    [
        ("wether", r"over > wether: 'wether' is not an event\. Did you mean 'weather'\?"),
        ("place", r"over > place: 'place' is not an event\. Known here: weather\."),
    ],
)
def test_what_is_no_event(over: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        regret(rain(), over)


def test_an_event_that_a_decision_influences_is_no_state_of_the_world() -> None:
    chances = [({"choice": "bold"}, {"yes": 0.6, "no": "rest"}), (None, {"yes": 0.5, "no": "rest"})]
    model = decision_model(
        "A bet",
        [decision("choice", ["bold", "shy"]), event("win", ["yes", "no"], chances)],
        [consideration("money", [({"win": "yes"}, 1), (None, 0)])],
        combine="sum",
    )
    message = r"over > win: its chances depend on the decision 'choice', so how it turns out is no state of the world"
    with pytest.raises(ModelError, match=message):
        regret(model, "win")
    with pytest.raises(ModelError, match=r"over: this scenario has no perspectives\. Name an event"):
        regret(model)


def test_too_many_states() -> None:
    coins = [event(f"e{n}", ["a", "b"], {"a": 0.5, "b": "rest"}) for n in range(10)]
    scores = [({each.name: "a"}, 1) for each in coins]
    model = decision_model(
        "Coins", [decision("choice", ["x", "y"]), *coins], [consideration("g", [*scores, (None, 0)])], combine="sum"
    )
    with pytest.raises(ModelError, match=r"over: there are 1,024 states; the limit is 1,000\. Name fewer events\."):
        regret(model, [each.name for each in coins])


def test_the_table_holds_the_matrix_of_totals_and_that_of_regrets() -> None:
    result = regret(read(Path(__file__).parents[1] / "berlin_1961" / "options.yaml"))
    table = result.table().set_index("option")
    for place, name in enumerate(result.case_names):
        assert table[f"total.{name}"].tolist() == pytest.approx(result.totals[:, place].tolist())
        best = table[f"total.{name}"].max()
        assert table[f"regret.{name}"].tolist() == pytest.approx((best - table[f"total.{name}"]).tolist())
