"""The decision tree: every history spelled out."""

from __future__ import annotations

import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import Node, tree
from decision_model.errors import TooLargeError
from decision_model.model.considerations import consideration
from decision_model.model.decision_model import decision_model
from decision_model.model.steps import decision, event
from tests.model.examples import berlin


def follow(node: Node, *states: str) -> Node:
    for state in states:
        node = next(branch.node for branch in node.branches if branch.state.name == state)
    return node


def test_steps_that_do_not_arise_are_not_on_the_path() -> None:
    root = tree(berlin()).root
    assert follow(root, "none", "open").step is None
    assert follow(root, "none", "blocked", "no").step is None
    meet = follow(root, "none", "blocked")
    assert meet.step is not None
    assert meet.step.name == "meet"
    assert [branch.state.name for branch in meet.branches] == ["no", "four_power"]


def test_values_are_rolled_back_over_the_whole_path() -> None:
    root = tree(berlin()).root
    assert root.value == pytest.approx(67.52)
    assert follow(root, "none", "open").value == pytest.approx(68)
    assert follow(root, "none", "blocked").value == pytest.approx(66.8)
    assert follow(root, "none", "blocked", "four_power", "success").value == pytest.approx(92)


def test_chances_are_those_of_coming_here_if_our_choices_lead_here() -> None:
    root = tree(berlin()).root
    assert follow(root, "bilateral", "blocked", "two_power").chance == pytest.approx(0.4)
    assert follow(root, "bilateral", "blocked", "two_power", "success").chance == pytest.approx(0.2)


def test_only_the_policy_is_reached() -> None:
    root = tree(berlin()).root
    assert follow(root, "none", "blocked", "four_power", "failure").reached
    assert not follow(root, "none", "blocked", "no").reached
    assert not follow(root, "bilateral").reached


def test_branches_say_their_chance_or_whether_they_are_best() -> None:
    root = tree(berlin()).root
    assert [(branch.chance, branch.best) for branch in root.branches] == [(None, True), (None, False)]
    access = follow(root, "none")
    assert [(branch.state.name, branch.chance, branch.best) for branch in access.branches] == [
        ("open", pytest.approx(0.6), True),
        ("blocked", pytest.approx(0.4), True),
    ]


def test_ends_carry_contributions() -> None:
    end = follow(tree(berlin()).root, "none", "blocked", "four_power", "success")
    assert dict(end.contributions) == pytest.approx({"unity": 24, "peace": 60, "effort": 8})


def test_outcomes_that_cannot_happen_are_left_out_and_counted() -> None:
    node = follow(tree(berlin().varied(parameters={"p_blocked": 0})).root, "none")
    assert [branch.state.name for branch in node.branches] == ["open"]
    assert node.impossible == 1


def test_all_that_tie_are_best_and_reached() -> None:
    model = decision_model("Tie", [decision("a", ["x", "y", "z"])], [consideration("k", [({"a": "z"}, 1), (None, 2)])])
    assert [(branch.best, branch.node.reached) for branch in tree(model).root.branches] == [
        (True, True),
        (True, True),
        (False, False),
    ]


def test_an_event_that_may_or_may_not_arise_shows_it() -> None:
    model = decision_model(
        "Alarm",
        [
            event("alarm", ["rings"], {"rings": 1}, only_if={"fire": "yes"}),
            decision("leave", ["yes", "no"]),
            event("fire", ["yes", "no"], {"yes": 0.25, "no": "rest"}),
        ],
        [consideration("safe", [({"leave": "no", "fire": "yes"}, 0), ({"leave": "no"}, 10), (None, 7)])],
        combine="sum",
    )
    drawn = tree(model)
    assert [(branch.state.title, branch.chance) for branch in drawn.root.branches] == [
        ("rings", pytest.approx(0.25)),
        ("does not arise", pytest.approx(0.75)),
    ]
    assert drawn.root.value == pytest.approx(0.25 * 7 + 0.75 * 10)


def test_size_and_ends_are_counted() -> None:
    drawn = tree(berlin())
    nodes = list(drawn.root.walk())
    assert drawn.size == len(nodes) == 18
    assert drawn.ends == sum(node.step is None for node in nodes) == 10


def test_a_solution_is_not_solved_again() -> None:
    solution = solve(berlin())
    assert tree(solution).solution is solution


def test_more_ends_than_can_be_shown_are_refused() -> None:
    with pytest.raises(
        TooLargeError,
        match=r"^the tree has 10 ends; the limit is 3\. Ask for the influence diagram instead\.$",
    ):
        tree(berlin(), limit=3)


def test_its_table_has_a_row_for_each_history() -> None:
    table = tree(berlin()).table()
    assert list(table.columns) == [
        "option.plan",
        "outcome.access",
        "option.meet",
        "outcome.outcome",
        "chance",
        "total",
        "contribution.unity",
        "contribution.peace",
        "contribution.effort",
    ]
    assert len(table) == 10
