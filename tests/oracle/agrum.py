"""Models translated into pyAgrum influence diagrams and solved there: a second opinion, and the peer of the benchmarks.

pyAgrum knows neither absence nor options that are not on offer: absence is one more state, and whatever is not allowed
in a history costs more than anything can bring.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from typing import Any

from decision_model.model.decision_model import DecisionModel
from decision_model.model.steps import Decision, Event
from tests.oracle import brute_force

ABSENT = "(absent)"
FORBIDDEN = -1e5


@contextmanager
def quietly() -> Iterator[None]:
    """pyAgrum crashes the interpreter when a warning of its own loading becomes an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


with quietly():
    import pyagrum

    gum: Any = pyagrum
    gum.ShaferShenoyLIMIDInference(gum.InfluenceDiagram())  # loads the rest of it


def best(model: DecisionModel) -> float:
    """The best expected total that pyAgrum finds, on the shown scale; without risk tolerance."""
    with quietly():
        return -expected(diagram(model)) if model.better == "lower" else expected(diagram(model))


def expected(drawn: Any) -> float:
    """The maximum expected utility of a diagram."""
    engine = gum.ShaferShenoyLIMIDInference(drawn)
    engine.makeInference()
    return float(engine.MEU()["mean"])


def best_limited(model: DecisionModel) -> float | None:
    """The total of the plan that pyAgrum finds where each decision knows what it says; None where it says it cannot.

    It betters one decision after the other, which may end below the best plan, never above it.
    """
    with quietly():
        engine = gum.ShaferShenoyLIMIDInference(limited_diagram(model))
        if not engine.isSolvable():
            return None
        engine.makeInference()
        total = float(engine.MEU()["mean"])
    return -total if model.better == "lower" else total


def _nodes(model: DecisionModel) -> tuple[Any, dict[str, list[str]]]:
    """A diagram with a node for each step and no arcs, and the states of each."""
    drawn = gum.InfluenceDiagram()
    states = {step.name: _states(step) for step in model.sequence}
    for step in model.sequence:
        add = drawn.addDecisionNode if isinstance(step, Decision) else drawn.addChanceNode
        add(gum.LabelizedVariable(step.name, step.name, states[step.name]))
    return drawn, states


def _chances(drawn: Any, states: dict[str, list[str]], event: Event, model: DecisionModel) -> None:
    _connect(drawn, event.parents, event.name)
    fill(drawn.cpt(event.name), states, (*event.parents, event.name), _chance(event, model))


def _values(drawn: Any, states: dict[str, list[str]], model: DecisionModel) -> None:
    for leaf in model.leaves:
        assert leaf.scores is not None
        parents = leaf.scores.names or (model.sequence[0].name,)
        _utility(drawn, f"value {leaf.name}", states, parents, _value(leaf, model))


def limited_diagram(model: DecisionModel) -> Any:
    """The influence diagram of a risk-neutral model without conditions, with arcs from what each decision knows."""
    drawn, states = _nodes(model)
    for index, step in enumerate(model.sequence):
        if isinstance(step, Decision):
            earlier = tuple(before.name for before in model.sequence[:index])
            _connect(drawn, earlier if step.knows is None else step.knows, step.name)
        else:
            _chances(drawn, states, step, model)
    _values(drawn, states, model)
    return drawn


def chain_diagram(model: DecisionModel) -> Any:
    """The same with each decision told only of the steps since the one before it: enough where states are observed."""
    return diagram(model, memory=1, sparse=True)


def diagram(model: DecisionModel, memory: int | None = None, sparse: bool = False) -> Any:
    """The influence diagram of a risk-neutral model; `memory` cuts the information arcs to the last few steps.

    pyAgrum 3.3 can miss the best policy where it finds that a decision bears on little: unless `sparse`, a table of
    what is allowed names all that is known, which keeps it from looking.
    """
    assert model.risk_tolerance is None, "pyAgrum adds utilities up; it cannot bend the sum"
    assert model.decisions, "pyAgrum solves nothing without a decision"
    drawn, states = _nodes(model)
    for index, step in enumerate(model.sequence):
        if isinstance(step, Decision):
            first = 0 if memory is None else index - memory
            _connect(drawn, [each.name for each in model.sequence[first:index]], step.name)
            read = _decision_names(step) if sparse else tuple(each.name for each in model.sequence[: index + 1])
            _utility(drawn, f"allowed {step.name}", states, read, _allowed(step))
        else:
            _chances(drawn, states, step, model)
    _values(drawn, states, model)
    return drawn


def fill(
    tensor: Any, states: dict[str, list[str]], names: Sequence[str], entry: Callable[[dict[str, str]], float]
) -> None:
    """Set every cell of a pyAgrum table from the states it stands for."""
    for combination in product(*(states[name] for name in names)):
        tensor[dict(zip(names, combination, strict=True))] = entry(dict(zip(names, combination, strict=True)))


def _states(step: Decision | Event) -> list[str]:
    return [*step.state_names, *([] if step.only_if.always else [ABSENT])]


def _connect(drawn: Any, parents: Sequence[str], child: str) -> None:
    for parent in parents:
        drawn.addArc(parent, child)


def _utility(
    drawn: Any,
    name: str,
    states: dict[str, list[str]],
    parents: Sequence[str],
    entry: Callable[[dict[str, str]], float],
) -> None:
    drawn.addUtilityNode(gum.LabelizedVariable(name, name, 1))
    _connect(drawn, parents, name)
    fill(drawn.utility(name), states, parents, entry)


def _arisen(case: dict[str, str]) -> dict[str, str]:
    return {name: state for name, state in case.items() if state != ABSENT}


def _decision_names(step: Decision) -> tuple[str, ...]:
    read = [*step.only_if.names, *(name for option in step.options for name in option.only_if.names)]
    return (*dict.fromkeys(read), step.name)


def _allowed(step: Decision) -> Callable[[dict[str, str]], float]:
    def entry(case: dict[str, str]) -> float:
        known = _arisen({name: state for name, state in case.items() if name != step.name})
        arises = brute_force.holds(step.only_if, known)
        allowed = brute_force.offered(step, known) if arises else [ABSENT]
        return 0.0 if case[step.name] in allowed else FORBIDDEN

    return entry


def _chance(step: Event, model: DecisionModel) -> Callable[[dict[str, str]], float]:
    def entry(case: dict[str, str]) -> float:
        known = _arisen({name: state for name, state in case.items() if name != step.name})
        if not brute_force.holds(step.only_if, known):
            return float(case[step.name] == ABSENT)
        if not any(brute_force.holds(rule.when, known) for rule in step.chance.rules):
            return float(case[step.name] == step.state_names[0])
        return brute_force.chances(step, known, model).get(case[step.name], 0.0)

    return entry


def _value(leaf: Any, model: DecisionModel) -> Callable[[dict[str, str]], float]:
    sign = -1 if model.better == "lower" else 1
    share = brute_force.shares(model).get(leaf.name, 0.0) if model.combine == "weighted" else 0.0

    def entry(case: dict[str, str]) -> float:
        known = _arisen(case)
        try:
            given = brute_force.score(leaf, known, model)
            return sign * (
                given if model.combine == "sum" else 100 * share * brute_force.worth_between(leaf.scale, given)
            )
        except (StopIteration, AssertionError):
            return 0.0

    return entry
