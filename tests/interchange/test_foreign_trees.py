"""A tree of another tool becomes the scenario that a person would write, and is worth the same."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, reject, settings

import decision_model as dm
from decision_model.errors import ScenarioError
from decision_model.interchange.amounts import Amount, constant
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.trees.conditions import Case, matches, separated
from decision_model.interchange.trees.event_order import with_unknown_after
from decision_model.interchange.trees.step_labels import step_label
from decision_model.interchange.trees.tree import REST, Edge, ForeignCriterion, ForeignTree, Rest, TreeNode
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario import parse
from decision_model.scenario.emitter import emit
from tests.interchange.foreign_trees import drafted, foreign_trees, games, plain, worth, worth_of_game
from tests.profiles import examples

ZERO = constant(Fraction(0))


def model_of(tree: ForeignTree) -> DecisionModel:
    return parse(emit(drafted(tree).data), "random")


@settings(max_examples=examples(300), deadline=None)
@given(foreign_trees())
def test_a_tree_is_worth_what_rolling_it_back_gives(tree: ForeignTree) -> None:
    expected = worth(tree)
    assert dm.solve(model_of(tree)).total == pytest.approx(expected, abs=1e-9)


@settings(max_examples=examples(300), deadline=None)
@given(games())
def test_a_game_is_worth_what_its_best_plan_gives(tree: ForeignTree) -> None:
    expected = worth_of_game(tree)
    try:
        model = model_of(tree)
    except ScenarioError as error:
        reject_unless("no order in time", str(error))
    else:
        assert dm.solve(model).total == pytest.approx(expected, abs=1e-9)


def reject_unless(reason: str, message: str) -> None:
    """Look at another example where one cannot be said in the language; fail for any other reason."""
    assert reason in message
    reject()


@settings(max_examples=examples(60), deadline=None)
@given(foreign_trees())
def test_no_step_has_more_places_than_the_tree_has_nodes_like_it(tree: ForeignTree) -> None:
    inner = [node for node in tree.roots[0].walk() if node.kind != "end"]
    steps = drafted(tree).data["sequence"]
    assert len(steps) <= len(inner)
    assert {"decide" in step for step in steps} == {node.kind == "decision" for node in inner}


def number(value: float | str) -> Amount:
    return constant(Fraction(str(value)))


def chance(label: str, *branches: tuple[str, float | Rest | None, TreeNode]) -> TreeNode:
    edges = [
        Edge(name, child, given if given is None or given is REST else number(given)) for name, given, child in branches
    ]
    return TreeNode("chance", label, 1, edges)


def decision(label: str, *branches: tuple[str, TreeNode]) -> TreeNode:
    return TreeNode("decision", label, 1, [Edge(name, child) for name, child in branches])


def end() -> TreeNode:
    return TreeNode("end")


def tree_of(root: TreeNode, *more: TreeNode) -> ForeignTree:
    tree = ForeignTree(ForeignFile("a.tree", b"\n" * 50), [root, *more], "A tree")
    tree.criteria = [ForeignCriterion("payoff", "Payoff")]
    return tree


def demand(high: float) -> TreeNode:
    return chance("", ("High demand", high, end()), ("Low demand", round(1 - high, 6), end()))


def test_events_with_the_same_branches_are_one_with_rules() -> None:
    draft = drafted(tree_of(decision("", ("Large", demand(0.7)), ("Small", demand(0.4)), ("None", end()))))
    steps = plain(draft.data)
    assert list(steps) == ["a_tree", "demand"]
    assert steps["demand"]["only_if"] == {"a_tree": ["large", "small"]}
    assert steps["demand"]["chance"] == [
        {"when": {"a_tree": "large"}, "then": {"high_demand": 0.7, "low_demand": 0.3}},
        {"otherwise": {"high_demand": 0.4, "low_demand": 0.6}},
    ]
    assert "2 chances with the same branches are one step" in draft.remarks[1].message


def test_equal_chances_need_no_rules_and_a_step_on_every_path_no_condition() -> None:
    steps = plain(drafted(tree_of(decision("", ("Large", demand(0.7)), ("Small", demand(0.7))))).data)
    assert "only_if" not in steps["demand"]
    assert steps["demand"]["chance"] == {"high_demand": 0.7, "low_demand": 0.3}


def test_steps_that_come_before_one_another_stay_apart() -> None:
    first = chance("Rain", ("yes", 0.5, chance("Wind", ("yes", 0.5, end()), ("no", 0.5, end()))), ("no", 0.5, end()))
    other = chance("Wind", ("yes", 0.5, chance("Rain", ("yes", 0.5, end()), ("no", 0.5, end()))), ("no", 0.5, end()))
    tree = tree_of(decision("", ("Go", first), ("Stay", other)))
    labels = [step.get("label", step.get("event")) for step in drafted(tree).data["sequence"]]
    assert len(labels) == len(set(labels)) == 5


def test_the_same_toss_again_on_a_path_is_the_next_step() -> None:
    toss = chance("Toss", ("heads", 0.5, end()), ("tails", 0.5, end()))
    again = chance("Toss", ("heads", 0.5, toss), ("tails", 0.5, end()))
    steps = plain(drafted(tree_of(decision("", ("Play", again), ("Leave", end())))).data)
    assert steps["toss_2"]["only_if"] == {"toss": "heads"}


def test_branches_share_what_is_left() -> None:
    draft = drafted(tree_of(chance("Dice", ("one", 0.4, end()), ("two", REST, end()), ("three", REST, end()))))
    assert plain(draft.data)["dice"]["chance"] == {"one": 0.4, "two": 0.3, "three": "rest"}
    thirds = drafted(tree_of(chance("Dice", ("one", REST, end()), ("two", REST, end()), ("three", REST, end()))))
    assert plain(thirds.data)["dice"]["chance"] == {"one": "1 / 3", "two": "1 / 3", "three": "rest"}


@pytest.mark.parametrize(
    ("chances", "message"),
    [
        ((0.7, 0.7), "chances of Demand add up to 1.4"),
        ((0.5, 0.49), "chances of Demand add up to 0.99"),
        ((1.5, -0.5), "the chance of 'low' at Demand is −0.5"),
        ((0.5, None), "the branch 'low' of 'Demand' has no chance"),
    ],
)
def test_chances_that_make_no_sense_are_told(chances: Sequence[float | None], message: str) -> None:
    root = chance("Demand", ("high", chances[0], end()), ("low", chances[1], end()))
    with pytest.raises(ScenarioError) as caught:
        drafted(tree_of(root))
    assert message in str(caught.value)


def test_rounded_chances_are_mended_and_percent_divided() -> None:
    rounded = drafted(tree_of(chance("Dice", ("a", 0.333, end()), ("b", 0.333, end()), ("c", 0.333, end()))))
    assert plain(rounded.data)["dice"]["chance"] == {"a": 0.333, "b": 0.333, "c": "rest"}
    assert "add up to 0.999" in rounded.remarks[1].message
    percent = drafted(tree_of(chance("Dice", ("a", 30, end()), ("b", 70, end()))))
    assert plain(percent.data)["dice"]["chance"] == {"a": 0.3, "b": 0.7}
    assert "in percent" in percent.remarks[1].message


def test_several_trees_are_the_options_of_a_first_decision() -> None:
    draft = drafted(tree_of(demand(0.5), decision("Plan", ("a", end()), ("b", end()))))
    steps = plain(draft.data)
    assert steps["which_tree"]["options"] == {"tree_1": "Tree 1", "plan": "Plan"}
    assert "2 trees beside one another" in draft.remarks[1].message


def test_an_event_that_a_shared_set_does_not_tell_comes_after_the_decision() -> None:
    bet = [TreeNode("decision", "Bet", 1, [Edge("on", end()), Edge("off", end())], told_apart=7) for _ in range(2)]
    steps = plain(drafted(tree_of(chance("Coin", ("heads", 0.5, bet[0]), ("tails", 0.5, bet[1])))).data)
    assert list(steps) == ["bet", "coin"]
    assert "knows" not in steps["bet"]


def test_sets_that_no_steps_set_apart_are_steps_of_their_own() -> None:
    bet = [TreeNode("decision", "Bet", 1, [Edge("on", end()), Edge("off", end())], told_apart=n) for n in (1, 1, 2)]
    root = chance("Coin", *((name, 0.25 if name != "c" else 0.5, node) for name, node in zip("abc", bet, strict=True)))
    steps = plain(drafted(tree_of(root)).data)
    assert (steps["bet"]["only_if"], steps["bet"]["knows"]) == ({"coin": ["a", "b"]}, [])
    assert steps["bet_2"]["only_if"] == {"coin": "c"}


def test_several_sets_of_one_step_know_what_sets_them_apart() -> None:
    def bet(told_apart: str) -> TreeNode:
        return TreeNode("decision", "Bet", 1, [Edge("on", end()), Edge("off", end())], told_apart=told_apart)

    def second(told_apart: str) -> TreeNode:
        return chance("Second", ("heads", 0.5, bet(told_apart)), ("tails", 0.5, bet(told_apart)))

    steps = plain(drafted(tree_of(chance("First", ("heads", 0.5, second("h")), ("tails", 0.5, second("t"))))).data)
    assert list(steps) == ["first", "bet", "second"]


def test_sets_without_an_order_in_time_are_refused() -> None:
    def node(told_apart: str, *after: TreeNode) -> TreeNode:
        edges = [Edge(label, child) for label, child in zip("lr", after, strict=True)]
        return TreeNode("decision", told_apart, 1, edges, told_apart=told_apart)

    first = node("X", node("Y", end(), end()), end())
    other = node("Y", node("X", end(), end()), end())
    with pytest.raises(ScenarioError, match="no order in time"):
        drafted(tree_of(chance("Coin", ("a", 0.5, first), ("b", 0.5, other))))


def test_too_deep_and_too_large_are_refused() -> None:
    node = end()
    for _ in range(3000):
        node = chance("", *((str(branch), 0.5, node if branch else end()) for branch in range(2)))
    with pytest.raises(ScenarioError, match="nodes"):
        drafted(tree_of(node))


@pytest.mark.parametrize(
    ("states", "leads", "label"),
    [
        (("Small Box Office", "Large Box Office"), ("Movie",), "Box Office"),
        (("TB", "Not TB"), ("Enhanced", "Standard"), "TB"),
        (("Test Positive", "Test Negative"), ("x",), "Test"),
        (("a", "b", "c"), ("Go",), "After Go"),
        (("Outcome 1", "Outcome 2"), ("Go", "Stay"), "After Go or Stay"),
        (("Outcome 1", "Outcome 2"), ("",), "Event"),
    ],
)
def test_nodes_without_a_name_get_one(states: Sequence[str], leads: Sequence[str], label: str) -> None:
    assert step_label("chance", states, leads, "", "The title") == label


def test_conditions_are_exact_and_short() -> None:
    order = {"a": ("x", "y"), "b": ("1", "2", "3"), "c": ("p", "q")}
    cases = [
        Case({"a": a, "b": b, "c": c}, a == "x" and b != "2")
        for a in order["a"]
        for b in order["b"]
        for c in order["c"]
    ]
    rules = separated(cases, order)
    assert ({"a": ("x",), "b": ("1", "3")}, True) in rules
    assert all("c" not in condition for condition, _ in rules)
    for case in cases:
        assert [value for condition, value in rules if matches(condition, case.history)] == [case.value]


def test_events_that_are_not_known_come_after() -> None:
    steps = [
        {"event": "report", "chance": [{"when": {"ground": "oil"}, "then": "good"}, {"otherwise": "bad"}]},
        {"event": "ground"},
        {"event": "depth", "only_if": {"ground": "oil"}},
        {"decide": "drill", "knows": ["report"]},
        {"decide": "sell", "only_if": {"ground": "oil"}},
    ]
    ordered = with_unknown_after(steps)
    assert [step.get("decide", step.get("event")) for step in ordered] == ["report", "drill", "ground", "depth", "sell"]
    assert "knows" not in ordered[1]


def test_events_by_which_a_decision_arises_stay() -> None:
    steps = [
        {"event": "ground"},
        {"event": "news", "only_if": {"ground": "oil"}},
        {"decide": "drill", "only_if": {"news": "good"}, "knows": []},
    ]
    assert with_unknown_after(steps) == steps
