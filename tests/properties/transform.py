"""The same problem told differently: other names, another order, other units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from typing import Any

from decision_model.model.considerations import Consideration
from decision_model.model.decision_model import DecisionModel
from decision_model.model.numbers import frozen, number
from decision_model.model.steps import Decision, Event
from decision_model.model.tables import Adjusted, Chance, Condition, Rule, RuleTable


def renamed(model: DecisionModel) -> DecisionModel:
    """Every step, state and consideration under another name, in another alphabetical order."""
    return model.copied(
        sequence=tuple(_renamed_step(step) for step in model.sequence),
        considerations=tuple(_renamed_consideration(each) for each in model.considerations),
    )


def new_name(name: str) -> str:
    return f"the {name[::-1]}"


def _renamed_step(step: Decision | Event) -> Decision | Event:
    named = replace(step, name=new_name(step.name), only_if=_renamed_condition(step.only_if))
    if isinstance(named, Decision):
        options = [replace(o, name=new_name(o.name), only_if=_renamed_condition(o.only_if)) for o in named.options]
        return replace(named, options=tuple(options))
    outcomes = tuple(replace(outcome, name=new_name(outcome.name)) for outcome in named.outcomes)
    rules = tuple(Rule(_renamed_condition(rule.when), _renamed_chance(rule.then)) for rule in named.chance.rules)
    return replace(named, outcomes=outcomes, chance=RuleTable(rules))


def _renamed_condition(condition: Condition) -> Condition:
    alternatives = [
        frozen({new_name(name): tuple(new_name(state) for state in states) for name, states in each.items()})
        for each in condition.alternatives
    ]
    return Condition(tuple(alternatives))


def _renamed_chance(chance: Chance) -> Chance:
    numbers = {new_name(outcome): given for outcome, given in chance.numbers.items()}
    return Chance(frozen(numbers), new_name(chance.rest) if chance.rest else None)


def _renamed_consideration(each: Consideration) -> Consideration:
    return replace(
        each,
        name=new_name(each.name),
        considerations=tuple(_renamed_consideration(child) for child in each.considerations),
        scores=_with_rules(each, lambda rule: Rule(_renamed_condition(rule.when), rule.then)),
    )


def _with_rules(each: Consideration, change: Callable[[Rule[Any]], Rule[Any]]) -> Any:
    if isinstance(each.scores, Adjusted):
        return Adjusted(each.scores.start, tuple(change(rule) for rule in each.scores.adjustments))
    return each.scores and RuleTable(tuple(change(rule) for rule in each.scores.rules))


def states_reversed(model: DecisionModel) -> DecisionModel:
    """Options and outcomes listed from last to first."""
    sequence = [
        replace(step, options=step.options[::-1])
        if isinstance(step, Decision)
        else replace(step, outcomes=step.outcomes[::-1])
        for step in model.sequence
    ]
    return model.copied(sequence=tuple(sequence))


def considerations_reversed(model: DecisionModel) -> DecisionModel:
    """Considerations, groups and adjustments listed from last to first."""

    def turned(each: Consideration) -> Consideration:
        scores = each.scores
        if isinstance(scores, Adjusted):
            scores = Adjusted(scores.start, scores.adjustments[::-1])
        return replace(each, considerations=tuple(map(turned, each.considerations[::-1])), scores=scores)

    return model.copied(considerations=tuple(map(turned, model.considerations[::-1])))


def events_reversed(model: DecisionModel) -> DecisionModel:
    """Events between which nothing is decided listed from last to first."""
    runs = [list(run) for _, run in groupby(model.sequence, key=lambda step: isinstance(step, Event))]
    sequence = [step for run in runs for step in (run[::-1] if isinstance(run[0], Event) else run)]
    return model.copied(sequence=tuple(sequence))


def disjoint_rules_swapped(model: DecisionModel) -> DecisionModel:
    """The first two rules of a table change places where they cannot both match."""
    return model.copied(
        sequence=tuple(
            replace(step, chance=_swapped(step.chance)) if isinstance(step, Event) else step for step in model.sequence
        ),
        considerations=tuple(_swapped_consideration(each) for each in model.considerations),
    )


def _swapped_consideration(each: Consideration) -> Consideration:
    scores = _swapped(each.scores) if isinstance(each.scores, RuleTable) else each.scores
    return replace(each, considerations=tuple(map(_swapped_consideration, each.considerations)), scores=scores)


def _swapped(table: RuleTable[Any]) -> RuleTable[Any]:
    if len(table.rules) < 2 or not _disjoint(table.rules[0].when, table.rules[1].when):
        return table
    first, second, *rest = table.rules
    return RuleTable((second, first, *rest))


def _disjoint(one: Condition, other: Condition) -> bool:
    return all(
        any(not set(a[name]) & set(b[name]) for name in a.keys() & b.keys())
        for a in one.alternatives
        for b in other.alternatives
    )


def in_other_units(model: DecisionModel, factor: float) -> DecisionModel:
    """A sum with every score multiplied, the risk tolerance with it."""

    def scaled(each: Consideration) -> Consideration:
        scores = _with_rules(each, lambda rule: Rule(rule.when, number(factor * float(rule.then.at({})))))
        if isinstance(scores, Adjusted):
            scores = Adjusted(number(factor * float(scores.start.at({}))), scores.adjustments)
        return replace(each, considerations=tuple(map(scaled, each.considerations)), scores=scores)

    tolerance = model.risk_tolerance and number(factor * float(model.risk_tolerance.at({})))
    return model.copied(considerations=tuple(map(scaled, model.considerations)), risk_tolerance=tolerance)
