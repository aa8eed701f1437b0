"""The cases that rules can meet: which states of some steps can occur together, in a model that may be unchecked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event
from decision_model.model.tables import Condition, Rule

Case = Mapping[str, str]
"""The state of each step that is present; absent steps are left out."""

MOST = 20_000
"""Cases that are gone through at most."""


def cases(model: Record, names: Iterable[str]) -> list[Case]:
    """Every combination of states of some steps that can occur; nothing where there are too many to go through."""
    wanted = [name for name in dict.fromkeys(names) if name in model.steps]
    needed = _with_grounds(model, wanted)
    found: list[dict[str, str]] = [{}]
    for step in model.sequence:
        if step.name in needed:
            found = [{**case, **more} for case in found for more in _ways(model, step, case)]
            if len(found) > MOST:
                return []
    seen = {tuple(case.get(name) for name in wanted): case for case in found}
    return [{name: case[name] for name in wanted if name in case} for case in seen.values()]


def _with_grounds(model: Record, names: Sequence[str]) -> set[str]:
    """Some steps and those that they depend on."""
    needed: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in model.steps and name not in needed:
            needed.add(name)
            waiting += _grounds(model.steps[name])
    return needed


def _grounds(step: Decision | Event) -> tuple[str, ...]:
    if isinstance(step, Event):
        return step.parents
    return (*step.only_if.names, *(name for option in step.options for name in option.only_if.names))


def _ways(model: Record, step: Decision | Event, case: Case) -> list[dict[str, str]]:
    """How a step can turn out in a case; not at all where it is absent."""
    if not step.only_if.holds(case):
        return [{}]
    return [{step.name: state} for state in _possible(model, step, case)]


def _possible(model: Record, step: Decision | Event, case: Case) -> Sequence[str]:
    if isinstance(step, Decision):
        return [option.name for option in step.options if option.only_if.holds(case)]
    place = model.position[step.name]
    if any(model.position.get(name, place) >= place for name in step.chance.names):
        return step.state_names
    rule = matching(step.chance.rules, case)
    return [state for state in rule.then.outcomes if state in step.state_names] if rule else step.state_names


def matching(rules: Sequence[Rule], case: Case) -> Rule | None:  # type: ignore[type-arg]
    """The first rule that holds in a case."""
    return next((rule for rule in rules if rule.when.holds(case)), None)


def meaning(condition: Condition) -> object:
    """What a condition says, however it is written."""
    return frozenset(
        frozenset((name, frozenset(states)) for name, states in alternative.items())
        for alternative in condition.alternatives
    )
