"""What the engine says of random models, against brute force over all policies and against pyAgrum."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.choice.tree import Node, tree
from decision_model.analysis.policy import Choice
from decision_model.model.decision_model import DecisionModel
from tests.closeness import near
from tests.oracle import agrum, brute_force
from tests.properties.strategies import Shape, models

ENUMERABLE = 2_000


@given(models(Shape(risk=True, beyond=True, combine=["weighted", "multiplicative", "choquet"])))
def test_scores_beyond_their_scales_count_as_the_scale_says(model: DecisionModel) -> None:
    assume(brute_force.count_policies(model) <= ENUMERABLE)
    assert solve(model).total == near(brute_force.best_of_all_policies(model))


@given(models(Shape(risk=True)))
def test_rollback_equals_brute_force_over_all_policies(model: DecisionModel) -> None:
    assume(brute_force.count_policies(model) <= ENUMERABLE)
    assert solve(model).total == near(brute_force.best_of_all_policies(model))


@given(models(Shape(risk=True, cases=1_500)))
def test_rollback_equals_the_best_of_every_history_without_bayes(model: DecisionModel) -> None:
    assert solve(model).total == near(brute_force.best(model).total)


@given(models())
def test_rollback_equals_pyagrum(model: DecisionModel) -> None:
    assume(model.decisions)
    assert solve(model).total == pytest.approx(agrum.best(model), abs=1e-6)


@given(models(Shape(risk=True)))
def test_the_policy_attains_what_the_solution_promises(model: DecisionModel) -> None:
    solution = solve(model)
    attained = brute_force.verdict(model, followed(solution))
    assert math.fsum(world.weight for world in attained.worlds) == near(1)
    assert solution.total == near(attained.total)
    assert solution.expected_total == near(attained.expected_total)
    assert dict(solution.contributions) == {name: near(part) for name, part in attained.contributions.items()}


@given(models(Shape(risk=True)))
def test_contributions_add_up_to_the_expected_total(model: DecisionModel) -> None:
    solution = solve(model)
    assert math.fsum(solution.contributions.values()) == near(solution.expected_total)


@given(models())
def test_each_option_is_worth_what_it_leads_to(model: DecisionModel) -> None:
    solution = solve(model)
    kept = followed(solution)
    for choice in solution.policy:
        here = [world for world in kept if leads_to(solution, world, choice)]
        assert choice.probability == near(math.fsum(world.weight for world in here))
        values = {option: value_of(solution, choice, option) for option in choice.values}
        assert dict(choice.values) == {option: near(value) for option, value in values.items()}


@given(models(Shape(risk=True)), st.randoms(use_true_random=False))
def test_a_tie_can_be_settled_in_any_way(model: DecisionModel, chooser: Random) -> None:
    solution = solve(model)
    picked = {id(choice): chooser.choice(choice.options) for choice in solution.policy}
    kept = followed(solution, lambda choice: picked[id(choice)])
    assert math.fsum(world.weight for world in kept) == near(1)
    assert brute_force.verdict(model, kept).total == near(solution.total)


@given(models())
def test_ties_are_all_options_as_good_as_the_best(model: DecisionModel) -> None:
    for choice in solve(model).policy:
        pick = min if model.better == "lower" else max
        best = pick(choice.values.values())
        assert list(choice.options) == [o for o, value in choice.values.items() if abs(value - best) <= 1e-8]


@given(models(Shape(risk=True)))
def test_the_tree_spells_out_what_was_merged(model: DecisionModel) -> None:
    drawn = tree(model)
    check_node(model, drawn.root)
    possible = {tuple(sorted(world.states.items())) for world in brute_force.worlds(model) if world.weight > 1e-12}
    assert drawn.ends == len(possible)
    assert drawn.root.value == near(solve(model).total)


@given(models())
def test_the_reached_ends_of_the_tree_average_to_the_total(model: DecisionModel) -> None:
    solution = solve(model)
    assume(not solution.ties)
    reached = [node for node in tree(solution).root.walk() if node.step is None and node.reached]
    assert math.fsum(node.chance for node in reached) == near(1)
    assert math.fsum(node.chance * node.value for node in reached) == near(solution.total)
    for node in reached:
        assert math.fsum(node.contributions.values()) == near(node.value)


TOGETHER = Shape(combine=("multiplicative", "choquet"), steps=4, risk=True)


@given(models(TOGETHER))
def test_totals_that_are_no_sums_equal_brute_force(model: DecisionModel) -> None:
    solution = solve(model)
    assert solution.total == near(brute_force.best(model).total)
    attained = brute_force.verdict(model, followed(solution))
    assert solution.total == near(attained.total)
    assert dict(solution.contributions) == {name: near(part) for name, part in attained.contributions.items()}
    assert math.fsum(solution.contributions.values()) == near(solution.expected_total)


def check_node(model: DecisionModel, node: Node) -> None:
    """Every node is worth its best branch, or the mean (certainty equivalent) of its branches."""
    if node.step is None:
        return
    values = [branch.node.value for branch in node.branches]
    if node.branches[0].chance is None:
        best = min(values) if model.better == "lower" else max(values)
        assert node.value == near(best)
        assert [branch.best for branch in node.branches] == [abs(value - best) <= 1e-8 for value in values]
    else:
        chances = [branch.chance or 0.0 for branch in node.branches]
        assert math.fsum(chances) == near(1)
        utilities = [brute_force.utility(model, value) for value in values]
        mean = brute_force.mean(zip(chances, utilities, strict=True))
        assert node.value == near(brute_force.sure_equivalent(model, mean))
    for branch in node.branches:
        check_node(model, branch.node)


Settle = Callable[[Choice], str]
"""Which of the level options a choice takes."""


def first(choice: Choice) -> str:
    return choice.options[0]


def followed(solution: Solution, settle: Settle = first) -> list[brute_force.World]:
    """The possible worlds in which every choice is the policy's."""
    return [
        world
        for world in brute_force.worlds(solution.model)
        if world.weight > 0 and obeys(solution, world, settle=settle)
    ]


def obeys(solution: Solution, world: brute_force.World, until: str | None = None, settle: Settle = first) -> bool:
    for decision in solution.model.decisions:
        if decision.name == until:
            break
        if decision.name in world.states:
            taken = choice_for(solution, decision.name, world)
            if taken is None or world.states[decision.name] != settle(taken):
                return False
    return True


def choice_for(solution: Solution, decision: str, world: brute_force.World) -> Choice | None:
    """The choice whose history is the closest fit: what it does not name did not arise or does not matter."""
    known = dict(brute_force.history(solution.model, world.states, decision))
    fitting = [
        choice for choice in solution.policy if choice.decision == decision and choice.history.items() <= known.items()
    ]
    return max(fitting, key=lambda choice: len(choice.history), default=None)


def leads_to(solution: Solution, world: brute_force.World, choice: Choice) -> bool:
    return choice.decision in world.states and choice_for(solution, choice.decision, world) == choice


def value_of(solution: Solution, choice: Choice, option: str) -> float:
    """The mean total where the policy is followed up to a choice, an option is taken there, and the best after.

    In a history that only another than the first of some level options leads to, each of them is as likely.
    """
    model = solution.model
    found = [
        world
        for world in brute_force.worlds(model)
        if world.weight > 0
        and world.states.get(choice.decision) == option
        and choice_for(solution, choice.decision, world) == choice
        and settled(solution, world, choice) > 0  # or the best before the choice would be looked for among what is left
    ]
    kept = [(settled(solution, world, choice) * world.weight, world) for world in brute_force.best_among(model, found)]
    return math.fsum(weight * w.total for weight, w in kept) / math.fsum(weight for weight, _ in kept)


def settled(solution: Solution, world: brute_force.World, choice: Choice) -> float:
    """How often the choices before one go as they do in a world: the first of level options, or each equally often."""
    if choice.probability > 0:
        return float(obeys(solution, world, until=choice.decision))
    share = 1.0
    for decision in solution.model.decisions:
        if decision.name == choice.decision:
            break
        if decision.name in world.states:
            taken = choice_for(solution, decision.name, world)
            options = taken.options if taken else ()
            share *= (world.states[decision.name] in options) / max(len(options), 1)
    return share
