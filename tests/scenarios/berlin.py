"""What the Berlin tests share: forced choices, odds set by hand, and draws from the ranges of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from decision_model.analysis.choice.solve import solve
from decision_model.model import Decision, DecisionModel
from decision_model.model.numbers import Draws, Number

SCENARIOS = Path(__file__).parents[2] / "scenarios"
COMPOSITIONS = ("four_power", "bilateral")
SITES = ("berlin", "elsewhere")
PREPARED = {"planning": "private_bilateral"}
"""With the private plan in hand a bilateral is on offer; the one-stage scenario has no such step."""


def contribution(model: DecisionModel, consideration: str, **choices: str) -> Draws:
    """What a consideration adds to the expected total when these choices are forced."""
    return solve(model.varied(choose=on_offer(model, choices))).contributions[consideration]


def total(model: DecisionModel, **choices: str) -> Draws:
    """The expected total when these choices are forced."""
    return solve(model.varied(choose=on_offer(model, choices))).total


def on_offer(model: DecisionModel, choices: Mapping[str, str]) -> dict[str, str]:
    """The choices, and whatever makes every meeting possible."""
    return {name: option for name, option in {**PREPARED, **choices}.items() if name in model.steps}


def certain(model: DecisionModel, **parameters: Draws) -> DecisionModel:
    """The model with those of the parameters that it has."""
    return model.varied(parameters={name: value for name, value in parameters.items() if name in model.parameters})


def in_contingency(model: DecisionModel) -> DecisionModel:
    """Access is blocked; in the first look that is given."""
    return certain(model, p_blocked=1)


def with_odds(model: DecisionModel, chance: Draws) -> DecisionModel:
    """Every meeting has the same chance of success, whatever the circumstances."""
    return certain(
        model,
        p_comes=1,
        p_promising=chance,
        p_hopeful=chance,
        promise_gap=0,
        improvised=0,
        berlin_deters=0,
        p_france=1,
        p_success=chance,
        bilateral_edge=0,
    )


def draws(model: DecisionModel, count: int = 400, seed: int = 1961) -> DecisionModel:
    """The model with every ranged parameter and weight drawn evenly from its range."""
    random = np.random.default_rng(seed)
    parameters = {
        name: random.uniform(*each.number.range, count)
        for name, each in model.parameters.items()
        if each.number.range is not None
    }
    weights = {
        each.name: random.uniform(*each.weight.range, count)
        for each in model.leaves
        if each.weight is not None and each.weight.range is not None
    }
    return model.varied(parameters=parameters, weights=weights)


def choices_at(model: DecisionModel, decision: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What the best policy chooses at a decision, by the states of its history."""
    found = [choice for choice in solve(model).policy if choice.decision == decision]
    return {tuple(choice.history.values()): choice.options for choice in found}


def labels(model: DecisionModel) -> Iterator[str]:
    """Everything that is printed on branches."""
    for step in model.sequence:
        yield from (state.title for state in step.states)


def scores(model: DecisionModel) -> Iterator[tuple[str, Number]]:
    """The numbers of all score tables, with their consideration."""
    from decision_model.model.number_index import numbers

    for place, number in numbers(model):
        if place[0] == "considerations" and "scores" in place:
            yield str(place[1]), number


def decisions(model: DecisionModel) -> dict[str, Decision]:
    """The decisions by name."""
    return {decision.name: decision for decision in model.decisions}
