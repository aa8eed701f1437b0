"""The chances that a scenario states, by which those that are revised by what is known (Bayes' rule) are worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from decision_model.model.compile.bayes import Evidence
from decision_model.model.decision_model import DecisionModel
from decision_model.model.steps import Event

Case = Mapping[str, int]
"""The state of each step that is known, by its place; the place after the last state means that it does not arise."""


@dataclass(frozen=True)
class StatedChance:
    """Where a chance is stated: the event, the place of the rule, from 0, and that of the outcome."""

    event: str
    rule: int
    outcome: int


def ways(model: DecisionModel, evidence: Evidence, known: Case) -> Iterator[list[StatedChance]]:
    """The chances whose products add up to that of what is known, one product for each case of what is hidden."""
    sizes = model.structure.sizes
    for hidden in product(*(range(sizes[name]) for name in evidence.hidden)):
        case = {**known, **dict(zip(evidence.hidden, hidden, strict=True))}
        found = [stated(model, name, case) for name in evidence.factors]
        if None not in found:
            yield [chance for chances in found if chances is not None for chance in chances]


def stated(model: DecisionModel, name: str, case: Case) -> list[StatedChance] | None:
    """The stated chance of an event's state in a case: none where it is certain, None where it cannot be."""
    event = model.steps[name]
    assert isinstance(event, Event)
    rule = int(model.structure.tables[name][tuple(case[parent] for parent in event.parents)])
    if rule >= len(event.chance.rules):
        absent = rule == len(event.chance.rules) and case[name] == len(event.states)
        return [] if absent else None
    can_happen = (
        case[name] < len(event.states) and event.state_names[case[name]] in event.chance.rules[rule].then.outcomes
    )
    return [StatedChance(name, rule, case[name])] if can_happen else None
