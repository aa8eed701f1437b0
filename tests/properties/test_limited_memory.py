"""Decisions of limited memory in random models: against every single policy, and against pyAgrum."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from itertools import count

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.policy import Choice
from decision_model.model.decision_model import DecisionModel
from decision_model.solver.forced_choices import forced_totals
from tests.closeness import near
from tests.oracle import agrum, brute_force, limited_memory
from tests.oracle.forgetful import forgetful
from tests.oracle.limited_memory import Situation
from tests.properties.strategies import Shape, models

ENUMERABLE = 4_000
LIMITED = Shape(limited=True, risk=True, kinds=("decision", "event", "decision"), cases=200)


SEEDS = 90
"""Dense problems by seed, in which forgetting costs something more often than not."""


def small(seed: int, risk: bool | None = None) -> DecisionModel:
    """The next dense problem from a seed on that has few enough policies to try them all."""
    models_from = (forgetful(seed * 1_000 + n, 5 + n % 3, seed % 4 == 0 if risk is None else risk) for n in count())
    return next(model for model in models_from if limited_memory.count_policies(model) <= ENUMERABLE)


def enumerable(model: DecisionModel) -> bool:
    limited = any(step.knows is not None for step in model.decisions)
    return limited and limited_memory.count_policies(model) <= ENUMERABLE


@given(models(LIMITED))
def test_the_best_plan_is_the_best_of_all_policies(model: DecisionModel) -> None:
    assume(enumerable(model))
    assert solve(model).total == near(limited_memory.best(model))


@given(models(replace(LIMITED, combine=("multiplicative", "choquet"))))
def test_it_is_where_considerations_only_count_together(model: DecisionModel) -> None:
    assume(enumerable(model))
    assert solve(model).total == near(limited_memory.best(model))


@given(models(LIMITED), st.data())
def test_a_forced_choice_leaves_the_rest_best(model: DecisionModel, data: st.DataObject) -> None:
    assume(enumerable(model))
    step = data.draw(st.sampled_from(model.decisions))
    forced = model.varied(choose={step.name: data.draw(st.sampled_from(step.state_names))})
    best = limited_memory.best(forced)
    assert solve(forced).total == near(best)
    assert forced_totals(model, [forced]) == near(np.array([best]))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_best_plan_is_the_best_of_all_policies_where_forgetting_matters(seed: int) -> None:
    model = small(seed)
    assert solve(model).total == near(limited_memory.best(model))


@pytest.mark.parametrize("seed", range(0, SEEDS, 3))
def test_the_policy_attains_what_is_promised_and_reads_what_is_known_alone(seed: int) -> None:
    solution = solve(small(seed))
    attained = [total for policy, total in limited_memory.totals(solution.model) if follows(solution, policy)]
    assert attained == [near(solution.total)] * len(attained)
    assert attained
    assert sum(solution.contributions.values()) == near(solution.expected_total)


def follows(solution: Solution, policy: Mapping[Situation, str]) -> bool:
    """Whether a policy does what the solution says, wherever that says anything."""
    return all(
        choice.options[0] == option
        for (name, states), option in policy.items()
        for choice in solution.policy
        if choice.decision == name and choice.history.items() <= dict(states).items()
    )


@pytest.mark.parametrize("seed", range(0, SEEDS, 3))
def test_an_option_is_worth_what_the_same_plan_reaches_with_it(seed: int) -> None:
    """Times the chance of coming there, what it loses there is what the plan loses on the whole."""
    model = small(seed, risk=False)
    if any(step.knows is None for step in model.decisions):
        return  # such a decision may do something else after another option
    solution = solve(model)
    taken = {(choice.decision, tuple(choice.history.items())): choice for choice in solution.taken}
    plan = {place: choice.options[0] for place, choice in taken.items()}
    totals = [(policy, total) for policy, total in limited_memory.totals(model)]
    for place, choice in taken.items():
        for option, value in choice.values.items():
            wanted = {**plan, place: option}.items()
            reached = [total for policy, total in totals if wanted <= policy.items()]
            lost = (value - choice.values[plan[place]]) * choice.probability
            assert any(total == near(solution.total + lost) for total in reached)


@pytest.mark.parametrize("risk", [False, True])
@pytest.mark.parametrize("seed", range(0, SEEDS, 6))
def test_an_option_is_worth_what_the_worlds_that_it_leads_to_are(seed: int, risk: bool) -> None:
    """The mean, or certainty equivalent, of those in which one comes there, takes it, and else follows the plan."""
    solution = solve(small(seed, risk=risk))
    model, last = solution.model, solution.model.decisions[-1].name
    worlds = [(world, limited_memory.situations(model, world)) for world in brute_force.worlds(model)]
    for choice in solution.taken:
        for option in choice.values if choice.decision == last else choice.options[:1]:
            led = [world for world, taken in worlds if leads_to(solution, choice, option, taken)]
            weight = math.fsum(world.weight for world in led)
            assert weight == near(choice.probability)
            mean = brute_force.mean((world.weight / weight, world.worth) for world in led)
            assert choice.values[option] == near(brute_force.sure_equivalent(model, mean))


def leads_to(solution: Solution, choice: Choice, option: str, taken: Mapping[Situation, str]) -> bool:
    """Whether what a world takes in its situations is an option at one choice, and the plan's everywhere else."""
    met = {situation: next((c for c in solution.policy if is_in(c, situation)), None) for situation in taken}
    return choice in met.values() and all(
        c is not None and taken[situation] == (option if c is choice else c.options[0]) for situation, c in met.items()
    )


def is_in(choice: Choice, situation: Situation) -> bool:
    return choice.decision == situation[0] and choice.history.items() <= dict(situation[1]).items()


@pytest.mark.parametrize("seed", range(1, SEEDS, 5))
def test_draws_are_solved_one_by_one(seed: int) -> None:
    model = small(seed)
    values = np.linspace(-30, 30, 9)
    drawn = solve(model.varied(numbers={"matter_0.scores.1": values}))
    single = [solve(model.varied(numbers={"matter_0.scores.1": float(value)})) for value in values]
    assert drawn.total == near(np.array([solution.total for solution in single]))
    for name, parts in drawn.contributions.items():
        assert np.broadcast_to(parts, len(values)) == near([solution.contributions[name] for solution in single])


def test_pyagrum_never_finds_a_better_plan_and_mostly_the_same() -> None:
    """Where the two differ, trying every policy finds ours."""
    same, solved = 0, 0
    for seed in range(SEEDS):
        model = small(seed, risk=False)
        theirs, ours = agrum.best_limited(model), float(solve(model).total)
        if theirs is None:
            continue
        solved += 1
        ahead = (theirs - ours) * (-1 if model.better == "lower" else 1)
        same += abs(ahead) <= 1e-6
        assert ahead <= 1e-6
        assert abs(ahead) <= 1e-6 or ours == near(limited_memory.best(model))
    assert solved > SEEDS / 4
    assert same > solved / 2
