"""Every policy of a small model whose decisions have limited memory, scored one by one without the engine."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np

from decision_model.model.decision_model import DecisionModel
from decision_model.model.steps import Decision
from tests.oracle import brute_force
from tests.oracle.brute_force import World

Situation = tuple[str, tuple[tuple[str, str], ...]]
"""A decision, and what is known there: steps that arose, with their states."""


def situations(model: DecisionModel, world: World) -> dict[Situation, str]:
    """The situations on the way through a world, with the option taken in each."""
    return {
        (step.name, known(model, world.states, step)): world.states[step.name]
        for step in model.decisions
        if step.name in world.states
    }


def known(model: DecisionModel, states: Mapping[str, str], step: Decision) -> tuple[tuple[str, str], ...]:
    """What a decision knows in a history."""
    history = brute_force.history(model, states, step.name)
    return tuple((name, state) for name, state in history if step.knows is None or name in step.knows)


def options(model: DecisionModel) -> dict[Situation, list[str]]:
    """What is on offer in each situation, forced and withheld choices included."""
    offers: dict[Situation, list[str]] = {}
    for world in brute_force.worlds(model):
        for situation, option in situations(model, world).items():
            offers.setdefault(situation, [])
            if option not in offers[situation]:
                offers[situation].append(option)
    for (name, _), offered in offers.items():
        offered[:] = [option for option in offered if option not in model.withheld.get(name, ())]
        if model.forced.get(name) in offered:
            offered[:] = [model.forced[name]]
    return offers


def count_policies(model: DecisionModel) -> int:
    """How many policies there are, one option for each situation."""
    return math.prod(len(offered) for offered in options(model).values())


def totals(model: DecisionModel) -> Iterator[tuple[dict[Situation, str], float]]:
    """Every policy with its total, the certainty equivalent under a risk tolerance."""
    offers, worlds = options(model), brute_force.worlds(model)
    taken = [situations(model, world) for world in worlds]
    weight = np.array([world.weight for world in worlds])
    worth = np.array([float(world.worth) for world in worlds])
    obeys = {
        (situation, option): np.array([own.get(situation, option) == option for own in taken])
        for situation, offered in offers.items()
        for option in offered
    }
    for chosen in product(*offers.values()):
        policy = dict(zip(offers, chosen, strict=True))
        happens = np.logical_and.reduce([obeys[pair] for pair in policy.items()], axis=0) if policy else True
        mean = math.fsum((weight * worth)[happens].ravel() if policy else weight * worth)
        yield policy, brute_force.sure_equivalent(model, mean)


def best(model: DecisionModel) -> float:
    """The best total of all policies."""
    pick = min if model.better == "lower" else max
    return pick(total for _, total in totals(model))
