"""Conditions that set histories apart: from histories with a value each to few rules, exact for all of them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

MOST_LOOKED_AT = 300_000
"""Rules times histories times conditions; beyond it, rules are exact but not the shortest."""


@dataclass(frozen=True)
class Case:
    """A history, by states of steps, and what holds there."""

    history: dict[str, str]
    value: Hashable


Condition = dict[str, tuple[str, ...]]
"""Per step the states of which it must be in one."""

Found = list[tuple[Condition, Hashable]]


def separated(cases: Sequence[Case], order: Mapping[str, Sequence[str]], always: str = "") -> Found:
    """Conditions, no two of which hold together, that give each history its value.

    Histories must differ pairwise in the state of a step that both have, as those of places in a tree do. `order` has
    the states of each step in their order; a step `always` is named in every condition.
    """
    rules = _split(list(cases), order)
    if always:
        rules = [({always: tuple(order[always]), **condition}, value) for condition, value in rules]
    width = max((len(condition) for condition, _ in rules), default=0)
    if len(rules) * len(cases) * (width + 1) ** 2 <= MOST_LOOKED_AT:
        rules = _shortened(rules, cases, always)
    return rules


def matches(condition: Condition, history: dict[str, str]) -> bool:
    """Whether a history fulfils a condition."""
    return all(history.get(step) in states for step, states in condition.items())


def together(one: Condition, other: Condition) -> Condition | None:
    """The condition that holds where two do; None where they never do."""
    both = dict(one)
    for step, states in other.items():
        both[step] = tuple(state for state in both.get(step, states) if state in states)
        if not both[step]:
            return None
    return both


def united(conditions: Sequence[Condition], order: Mapping[str, Sequence[str]]) -> list[Condition]:
    """Conditions of which any holds, those that differ in one step alone made into one."""
    found: list[Condition] = []
    for condition in conditions:
        wider = condition
        while True:
            partner = next((each for each in found if _one_step_apart(each, wider) is not None), None)
            if partner is None:
                break
            found.remove(partner)
            step = _one_step_apart(partner, wider)
            wider = _united(partner, wider, step, order) if step else wider
        found.append(wider)
    return found


def _one_step_apart(one: Condition, other: Condition) -> str | None:
    """The step in which alone two conditions differ; '' where they are equal, None where they differ in more."""
    if one.keys() != other.keys():
        return None
    apart = [step for step in one if one[step] != other[step]]
    return None if len(apart) > 1 else (apart[0] if apart else "")


def _united(one: Condition, other: Condition, step: str, order: Mapping[str, Sequence[str]]) -> Condition:
    either = {*one[step], *other[step]}
    return {**one, step: tuple(state for state in order[step] if state in either)}


def _split(cases: list[Case], order: Mapping[str, Sequence[str]]) -> Found:
    if len({case.value for case in cases}) <= 1:
        return [({}, case.value) for case in cases[:1]]
    step = _best_step(cases)
    by_state: dict[str, list[Case]] = {}
    for case in cases:
        by_state.setdefault(case.history[step], []).append(case)
    found: list[tuple[list[str], Found]] = []
    for state in order[step]:
        if state in by_state:
            below = _split(by_state[state], order)
            alike = next((states for states, known in found if known == below), None)
            if alike is None:
                found.append(([state], below))
            else:
                alike.append(state)
    return [({step: tuple(states), **condition}, value) for states, below in found for condition, value in below]


def _best_step(cases: Sequence[Case]) -> str:
    """The step that all have and whose states leave the fewest different values together; the earliest of such."""
    common = [step for step in cases[0].history if all(step in case.history for case in cases)]
    best, least = "", 0
    for step in common:
        values: dict[str, set[Hashable]] = {}
        for case in cases:
            values.setdefault(case.history[step], set()).add(case.value)
        if len(values) > 1:
            mixed = sum(len(each) - 1 for each in values.values())
            if not best or mixed < least:
                best, least = step, mixed
    assert best, "histories of a tree differ in a step that they share"
    return best


def _shortened(rules: Found, cases: Sequence[Case], always: str) -> Found:
    """The rules without conditions that are not needed, nor rules that others then make superfluous."""
    rules = list(rules)
    covered = [_covered(condition, cases) for condition, _ in rules]
    place = 0
    while place < len(rules):
        condition, value = rules[place]
        for step in list(condition):
            if step == always:
                continue
            wider = {name: states for name, states in condition.items() if name != step}
            now = _covered(wider, cases)
            if any(cases[number].value != value for number in now):
                continue
            beside = [number for number in range(len(rules)) if number != place and covered[number] & now]
            if all(covered[number] <= now for number in beside):
                rules[place], covered[place], condition = (wider, value), now, wider
                for number in reversed(beside):
                    del rules[number], covered[number]
                    place -= number < place
        place += 1
    return rules


def _covered(condition: Condition, cases: Sequence[Case]) -> frozenset[int]:
    return frozenset(number for number, case in enumerate(cases) if matches(condition, case.history))
