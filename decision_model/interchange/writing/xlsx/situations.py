"""Conditions and situations in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision_model.model.compile.compiled import Level
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import step_labels, step_state_labels
from decision_model.model.tables import Condition


def condition(when: Condition, model: DecisionModel) -> str:
    """A condition in words: 'Where they meet: Berlin; The talks: A result or No result'."""
    if when.always:
        return "otherwise"
    heads, labels = step_labels(model), step_state_labels(model)
    return ", or ".join(
        "; ".join(
            f"{heads[name]}: {' or '.join(labels[name, state] for state in states)}" for name, states in each.items()
        )
        for each in when.alternatives
    )


def situation(level: Level, node: int, model: DecisionModel) -> str:
    """What sets a node apart from the others of its level, in words."""
    return "; ".join(_told(level, node, model).values())


def common(level: Level, nodes: Sequence[int], model: DecisionModel) -> str:
    """What several nodes of a level have in common, in words."""
    told = [_told(level, node, model) for node in nodes]
    shared: Mapping[str, str] = {
        name: text for name, text in told[0].items() if all(each.get(name) == text for each in told)
    }
    return "; ".join(shared.values()) or "in all other cases"


def _told(level: Level, node: int, model: DecisionModel) -> dict[str, str]:
    heads, labels = step_labels(model), step_state_labels(model)
    told = {}
    for name, state in zip(level.names, level.keys[node].tolist(), strict=True):
        states = model.steps[name].state_names
        told[name] = labels[name, states[state]] if state < len(states) else f"{heads[name]} does not arise"
    return told
