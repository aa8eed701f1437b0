"""Decisions taken earlier than the file has them, the same in every history below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from decision_model.errors import ModelError, Problem
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.frozen_mapping import frozen
from decision_model.model.steps import Decision, Event, Option, Outcome
from decision_model.model.tables import Condition, Rule, RuleTable, chance, condition

COMMITMENT, EARLY = "_commitment", " (decided early)"
"""What a decision that is taken early adds to the name, and to the title, of the step that it decides."""


def decided_earlier(model: CompiledRecord, before: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a model in which decisions are taken just above the named steps, the same in every history below.

    Each becomes a decision `<name>_commitment` above; the step itself is then made certain by it.
    """
    commitments: dict[str, Decision] = {}
    sequence: list[Decision | Event] = list(model.sequence)
    for name in sorted(before, key=model.position.__getitem__):
        names = [step.name for step in sequence]
        place = names.index(before[name])
        known = set(names[:place])
        step = model.steps[name]
        assert isinstance(step, Decision)
        _refuse_plan_of_later_steps(model, name, known)
        commitment = commitments[name] = _commitment(model, step, commitments, known)
        sequence[names.index(name)] = _carried_out(step, commitment)
        sequence.insert(place, commitment)
    renames = {name: commitment.name for name, commitment in commitments.items()}
    forced = {renames.get(name, name): option for name, option in model.forced.items()}
    withheld = {renames.get(name, name): options for name, options in model.withheld.items()}
    followed = {renames.get(name, name): rules for name, rules in model.followed.items()}
    changed = {"forced": frozen(forced), "withheld": frozen(withheld), "followed": frozen(followed)}
    return {"sequence": tuple(sequence), **changed}


def _refuse_plan_of_later_steps(model: CompiledRecord, name: str, known: set[str]) -> None:
    """A plan that is followed early can read only what is known by then."""
    later = [read for read in model.followed[name].names if read not in known] if name in model.followed else []
    if later:
        message = f"'{name}' cannot follow its plan that early: '{later[0]}' is known only later."
        remedy = "Name a later step, or a plan that reads less."
        raise ModelError([Problem(("decide_before", name), message, remedy, code="plan-reads-later-step")])


def _carried_out(step: Decision, commitment: Decision) -> Event:
    """The step as an event that follows its commitment; what cannot be committed to does not happen."""
    rules = tuple(Rule(condition({commitment.name: name}), chance(name)) for name in commitment.state_names)
    outcomes = tuple(
        Outcome(option.name, option.label, option.note, option.cite, option.short, option.value)
        for option in step.options
    )
    return Event(step.name, step.label, step.only_if, step.note, step.cite, outcomes, RuleTable(rules))


def _commitment(
    model: CompiledRecord, step: Decision, commitments: Mapping[str, Decision], known: set[str]
) -> Decision:
    """The decision taken early: an option can be committed to where every history that follows will offer it.

    `commitments` are those above it, by the names of the steps that they settle.
    """
    renames = {name: commitment.name for name, commitment in commitments.items()}
    lapsing = {name for name in commitments if commitments[name].only_if != model.steps[name].only_if.renamed(renames)}
    options = []
    for option in step.options:
        needed = option.only_if.renamed(renames)
        if not set(needed.names) <= known or lapsing & set(option.only_if.names):
            needed_early = _surely_offered(model, step, option, commitments, known)
            if needed_early is None:
                continue
            needed = needed_early
        options.append(replace(option, only_if=needed, value=None))
    if not options:
        message = f"'{step.name}' cannot be decided that early: what is on offer is known only later."
        remedy = "Name a later step."
        raise ModelError([Problem(("decide_before", step.name), message, remedy, code="cannot-be-decided-early")])
    only_if = _arises_if(model, step, renames, known)
    knows = None if step.knows is None else tuple(name for name in step.knows if name in known)
    return Decision(step.name + COMMITMENT, step.title + EARLY, only_if, step.note, step.cite, tuple(options), knows)


ANY_STATE, ABSENT = "*", "-"
"""Beside the names of states: whatever was committed to, and a step that did not arise. Neither is a legal name."""


def _surely_offered(
    model: CompiledRecord, step: Decision, option: Option, commitments: Mapping[str, Decision], known: set[str]
) -> Condition | None:
    """What makes sure, early, that an option is on offer wherever the step then arises; None if nothing does.

    A step that was committed to may not arise: an option that needs it is then not on offer, whatever the commitment.
    """
    renames = {name: commitment.name for name, commitment in commitments.items()}
    level = model.structure.levels[model.position[step.name]]
    early = [name for name in option.only_if.names if renames.get(name, name) in known]
    offered = level.children[:, step.state_names.index(option.name)] >= 0
    arises = (level.children[:, : len(step.options)] >= 0).any(axis=1)
    cases: dict[tuple[str, ...], bool] = {}
    for node in np.flatnonzero(arises):
        states = _states_at(model, step, int(node), commitments)
        case = tuple(states[name] for name in early)
        cases[case] = cases.get(case, True) and bool(offered[node])
    if all(cases.values()):
        return condition(None)
    refused = [case for case, always in cases.items() if not always]
    sure = [
        {renames.get(name, name): state for name, state in zip(early, case, strict=True)}
        for case, always in cases.items()
        if always and not {ANY_STATE, ABSENT} & set(case) and not any(_covers(other, case) for other in refused)
    ]
    return condition(sure) if sure else None


def _states_at(model: CompiledRecord, step: Decision, node: int, commitments: Mapping[str, Decision]) -> dict[str, str]:
    """The states at a node of a step, by step: ABSENT, or ANY_STATE where the commitment may have been made before."""
    level = model.structure.levels[model.position[step.name]]
    states: dict[str, str] = {}
    for name, state in zip(level.names, level.keys[node], strict=True):
        names = model.steps[name].state_names
        states[name] = names[state] if state < len(names) else ABSENT
    original = {commitment.name: name for name, commitment in commitments.items()}
    for name in commitments:  # from the first to the last, so that each reads how those above it ended
        if states.get(name) == ABSENT and _may_hold(commitments[name].only_if.renamed(original), states):
            states[name] = ANY_STATE
    return states


def _may_hold(needed: Condition, states: Mapping[str, str]) -> bool:
    """Whether a condition can hold where only these states are known."""
    return any(
        all(states.get(name, ANY_STATE) in (*allowed, ANY_STATE) for name, allowed in alternative.items())
        for alternative in needed.alternatives
    )


def _covers(pattern: tuple[str, ...], case: tuple[str, ...]) -> bool:
    """Whether a case is one of those that a pattern with ANY_STATE stands for."""
    return all(wanted in (state, ANY_STATE) for wanted, state in zip(pattern, case, strict=True))


def _arises_if(model: CompiledRecord, step: Decision, renames: Mapping[str, str], known: set[str]) -> Condition:
    """What is known early without which the step never arises; where it cannot, there is nothing to commit to."""
    known_part = _as_far_as_known(step.only_if.renamed(renames), known)
    conditions = (step.only_if, *(option.only_if for option in step.options))
    names_read = dict.fromkeys(name for needed in conditions for name in needed.names)
    early = [name for name in names_read if renames.get(name, name) in known]
    level = model.structure.levels[model.position[step.name]]
    keys = level.keys[:, [level.names.index(name) for name in early]]
    arises = (level.children[:, : len(step.options)] >= 0).any(axis=1)
    arising = {tuple(case) for case in keys[arises].tolist()}
    states = [model.steps[name].state_names for name in early]
    absent = any(state >= len(names) for case in arising for state, names in zip(case, states, strict=True))
    if absent or arising == {tuple(case) for case in keys.tolist()}:
        return known_part
    named = [renames.get(name, name) for name in early]
    return condition(
        [
            {name: names[state] for name, names, state in zip(named, states, case, strict=True)}
            for case in sorted(arising)
        ]
    )


def _as_far_as_known(needed: Condition, known: set[str]) -> Condition:
    parts = [
        {name: states for name, states in alternative.items() if name in known} for alternative in needed.alternatives
    ]
    return condition(parts) if all(parts) else condition(None)
