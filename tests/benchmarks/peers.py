"""The problems that are timed, and how others solve them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from decision_model.model.considerations import Scale, adjusted, consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.steps import decision, event
from tests.oracle import agrum

OUTCOMES = ("low", "high")
Pair = tuple[str, str]


def hidden_chain(stages: int) -> DecisionModel:
    """A state that is never seen, only signalled: everything seen and done so far bears on each decision.

    The states stand at the end, where they are revealed; each signal is revised by Bayes until then.
    """
    steps: list[Any] = []
    states: list[Any] = []
    matters = []
    for stage in range(stages):
        accuracy = [({f"state_{stage}": s}, {s: 0.8, "low" if s == "high" else "high": "rest"}) for s in OUTCOMES]
        steps += [event(f"signal_{stage}", OUTCOMES, accuracy), decision(f"act_{stage}", ["leave", "repair"])]
        states.append(event(f"state_{stage}", OUTCOMES, _transitions(stage, "state", "act")))
        matters.append(consideration(f"repair_{stage}", [({f"act_{stage}": "repair"}, -1.0), (None, 0.0)]))
    states.append(event(f"state_{stages}", OUTCOMES, _transitions(stages, "state", "act")))
    matters.append(consideration("end", [({f"state_{stages}": "high"}, 20.0), (None, 0.0)]))
    return decision_model("A hidden chain", [*steps, *states], matters, combine="sum")


def _transitions(stage: int, state: str, act: str) -> Any:
    if stage == 0:
        return {"low": 0.4, "high": "rest"}
    before = stage - 1
    return [
        ({f"{state}_{before}": "low", f"{act}_{before}": "leave"}, {"low": 0.9, "high": "rest"}),
        ({f"{state}_{before}": "low"}, {"low": 0.3, "high": "rest"}),
        ({f"{act}_{before}": "leave"}, {"low": 0.25, "high": "rest"}),
        (None, {"low": 0.05, "high": "rest"}),
    ]


def observed_chain(stages: int) -> DecisionModel:
    """A state that is seen before each decision: only the last one bears on what follows."""
    steps: list[Any] = []
    matters = []
    for stage in range(stages):
        steps.append(event(f"state_{stage}", OUTCOMES, _transitions(stage, "state", "act")))
        steps.append(decision(f"act_{stage}", ["leave", "repair"]))
        costs = [({f"act_{stage}": "repair"}, -1.0), ({f"state_{stage}": "high"}, 2.0), (None, 0.0)]
        matters.append(consideration(f"stage_{stage}", costs))
    steps.append(event(f"state_{stages}", OUTCOMES, _transitions(stages, "state", "act")))
    matters.append(consideration("end", [({f"state_{stages}": "high"}, 20.0), (None, 0.0)]))
    return decision_model("An observed chain", steps, matters, combine="sum")


def bushy(levels: int, branches: int) -> DecisionModel:
    """Events and decisions in turn, of which nothing may be forgotten: branches ** levels leaves."""
    states = [f"s{number}" for number in range(branches)]
    steps: list[Any] = []
    for level in range(levels):
        name = f"step_{level}"
        steps.append(event(name, states, dict.fromkeys(states, 1 / branches)) if level % 2 else decision(name, states))
    changes = [
        ({f"step_{level}": state}, (7 * level + 3 * n) % 5) for level in range(levels) for n, state in enumerate(states)
    ]
    bent = Scale(0, 5 * levels, ((0, 0.0), (2 * levels, 0.6), (5 * levels, 1.0)))
    return decision_model("A bushy tree", steps, [consideration("all", adjusted(0, changes), scale=bent)])


def dictionaries(levels: int, branches: int, level: int = 0, seed: int = 0) -> dict[str, Any]:
    """The same shape as nested dictionaries, as people write trees down."""
    if level == levels:
        return {"value": float(seed % 97)}
    below = [dictionaries(levels, branches, level + 1, seed * branches + n + 1) for n in range(branches)]
    if level % 2:
        return {"chance": [1 / branches] * branches, "branches": below}
    return {"branches": below}


def fold_back(node: dict[str, Any]) -> float:
    """Rollback by recursion, one node at a time."""
    if "value" in node:
        worth: float = node["value"]
        return worth
    values = [fold_back(branch) for branch in node["branches"]]
    if "chance" in node:
        return sum(chance * value for chance, value in zip(node["chance"], values, strict=True))
    return max(values)


def count(levels: int, branches: int) -> int:
    """Nodes of such a tree, its leaves included."""
    return sum(branches**level for level in range(levels + 1))


class Reweighted:
    """A weighted model in pyAgrum, solved again for other weights by setting its utility tables."""

    def __init__(self, model: DecisionModel):
        even = model.varied(weights=dict.fromkeys(model.weights, 1.0))
        self.diagram = agrum.diagram(even, sparse=True)
        self.values = {name: self._table(name)[:] / share for name, share in even.weights.items()}

    def _table(self, name: str) -> Any:
        return self.diagram.utility(f"value {name}")

    def total(self, shares: dict[str, float]) -> float:
        for name, share in shares.items():
            self._table(name)[:] = self.values[name] * share
        return agrum.expected(self.diagram)


def normalised(weights: dict[str, np.ndarray], draw: int) -> dict[str, float]:
    """One draw of weights as shares that add up to 1."""
    whole = sum(float(each[draw]) for each in weights.values())
    return {name: float(each[draw]) / whole for name, each in weights.items()}


def growth(times: list[float]) -> float:
    """The largest ratio between one time and the one before."""
    return max(later / earlier for earlier, later in pairwise(times))
