"""What no case ever uses: steps that never arise, options never on offer, outcomes that never occur, idle rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np

from decision_model.errors import Place, Problem
from decision_model.model.compile.compiled import Level
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event
from decision_model.model.tables import Adjusted, Condition, Rule, RuleTable

UnusedParts = Iterator[tuple[Problem, bool]]
"""A problem, and whether it only follows from a state that never comes about."""


def unused(model: Record, levels: Sequence[Level], used: Mapping[Place, set[int]]) -> tuple[Problem, ...]:
    """Everything that no history uses, without what follows from another part that none uses.

    `used` holds the rules and adjustments that some history reads, by the place of their table.
    """
    never = {level.step.name: _never(level) for level in levels}
    rule_problems = [*_rules(model, used, never)]
    unread = {problem.place for problem, _ in rule_problems}
    problems = [*chain.from_iterable(_states(level, unread, never) for level in levels), *rule_problems]
    roots = tuple(problem for problem, follows in problems if not follows)
    return roots or tuple(problem for problem, _ in problems)


def _never(level: Level) -> frozenset[str]:
    """The states that a step never takes."""
    exists = np.any(level.children >= 0, axis=0).tolist()
    return frozenset(name for name, ever in zip(level.step.state_names, exists, strict=False) if not ever)


def _cannot_hold(condition: Condition, never: Mapping[str, frozenset[str]]) -> bool:
    """Whether each way in which it could hold needs a state that never comes about."""
    return all(
        any(set(states) <= never[name] for name, states in alternative.items())
        for alternative in condition.alternatives
    )


def _states(level: Level, unread: set[Place], never: Mapping[str, frozenset[str]]) -> UnusedParts:
    step = level.step
    place: Place = ("sequence", step.name)
    if len(never[step.name]) == len(step.states):
        remedy = "Change the condition, or remove the step."
        message = "this step never arises: its 'only_if' never holds."
        problem = Problem((*place, "only_if"), message, remedy, code="step-never-arises")
        yield problem, _cannot_hold(step.only_if, never)
    elif isinstance(step, Decision):
        for option in step.options:
            if option.name in never[step.name]:
                message = "this option is never on offer: its 'only_if' never holds when the decision arises."
                remedy = "Change the condition, or remove the option."
                problem = Problem((*place, "options", option.name), message, remedy, code="option-never-on-offer")
                yield problem, _cannot_hold(option.only_if, never)
    elif not _is_certain(step):
        for outcome in step.outcomes:
            if outcome.name in never[step.name]:
                named = [i for i, rule in enumerate(step.chance.rules) if outcome.name in rule.then.outcomes]
                message = "this outcome can never occur: the chances leave it out in every case."
                remedy = "Give it a chance (0 if it cannot happen), or remove it."
                problem = Problem((*place, "outcomes", outcome.name), message, remedy, code="outcome-never-occurs")
                yield problem, any((*place, "chance", index) in unread for index in named)


def _is_certain(event: Event) -> bool:
    """Whether the chances are stated as one outcome that is certain in every case."""
    return len(event.chance.rules) == 1 and len(event.chance.rules[0].then.outcomes) == 1


def _rules(model: Record, used: Mapping[Place, set[int]], never: Mapping[str, frozenset[str]]) -> UnusedParts:
    """Rules and adjustments that no history ever reads."""
    for event in model.events:
        if len(never[event.name]) < len(event.outcomes) and event.chance.layout is None:
            yield from _idle(("sequence", event.name, "chance"), event.chance.rules, used, never)
    for leaf in model.leaves:
        place: Place = ("considerations", leaf.name, "scores")
        if isinstance(leaf.scores, RuleTable) and leaf.scores.layout is not None:
            continue  # a table has a cell for each case, also for one that cannot occur
        if isinstance(leaf.scores, RuleTable):
            yield from _idle(place, leaf.scores.rules, used, never)
        elif isinstance(leaf.scores, Adjusted):
            yield from _idle((*place, "adjust"), leaf.scores.adjustments, used, never)


def _idle(
    place: Place, rules: Sequence[Rule[Any]], used: Mapping[Place, set[int]], never: Mapping[str, frozenset[str]]
) -> UnusedParts:
    for number in sorted(set(range(len(rules))) - used.get(place, set())):
        message = "this rule can never match: the cases it names do not occur, or rules above it take them all."
        follows = _cannot_hold(rules[number].when, never)
        yield Problem((*place, number), message, "Remove it, or move it up.", code="rule-never-matches"), follows
