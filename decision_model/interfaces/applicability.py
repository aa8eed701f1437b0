"""Which questions make sense for which scenario."""

from __future__ import annotations

from math import prod

from decision_model.analysis.robustness.sensitivity.number_range import stated_ranges
from decision_model.analysis.robustness.weight_space.plans import is_linear
from decision_model.model.decision_model import DecisionModel

CASES = 12
"""Joint outcomes of events over which regret is tabulated at most."""


def always(model: DecisionModel) -> bool:
    return True


def decides(model: DecisionModel) -> bool:
    return bool(model.decisions)


def weighs(model: DecisionModel) -> bool:
    """There are weights to be argued about."""
    return decides(model) and model.combine == "weighted" and len(model.considerations) > 1


def straight(model: DecisionModel) -> bool:
    """Totals are straight functions of the weights."""
    return weighs(model) and is_linear(model)


def is_seen_differently(model: DecisionModel) -> bool:
    return bool(model.perspectives or model.what_ifs)


def leaves_open(model: DecisionModel) -> bool:
    """At least one number has a range."""
    return decides(model) and bool(stated_ranges(model))


def leaves_two_open(model: DecisionModel) -> bool:
    return decides(model) and len(stated_ranges(model)) > 1


def is_uncertain(model: DecisionModel) -> bool:
    """Some number is stated with a range or a distribution, so that it can be drawn."""
    stated = (each.number for each in model.numbers.values())
    return decides(model) and any(number.range or number.distribution for number in stated)


def gambles(model: DecisionModel) -> bool:
    return decides(model) and bool(model.events)


def waits(model: DecisionModel) -> bool:
    """Some decision comes after something has become known."""
    known = [model.position[event.name] for event in model.events]
    return bool(known) and any(model.position[step.name] > min(known) for step in model.decisions)


def makes_claims(model: DecisionModel) -> bool:
    return bool(model.claims)


def can_be_regretted(model: DecisionModel) -> bool:
    return decides(model) and bool(model.perspectives or unmoved(model))


def unmoved(model: DecisionModel) -> list[str]:
    """Events that no decision influences, the first ones, as long as their joint outcomes can be tabulated."""
    free: list[str] = []
    for event in model.events:
        if all(parent in free for parent in event.parents):
            free.append(event.name)
    sizes = [len(model.steps[name].state_names) for name in free]
    return [name for place, name in enumerate(free) if prod(sizes[: place + 1]) <= CASES]
