"""Models in which events are known earlier, or not known until the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import networkx as nx

from decision_model.errors import ModelError, Problem
from decision_model.model import Chance, Condition, Decision, DecisionModel, Event, Rule, RuleTable, chance, condition
from decision_model.model.labels import step_labels
from decision_model.model.tables import ALWAYS
from decision_model.words.names import quoted

FORESEEN = "_foreseen"
"""What an event that is drawn in any case adds to the name of the one it settles."""

REVERSE = (
    "Put {reader} above as a fact with chances of its own, and give the chances of {event} for each way it can be; "
    "it may still come later in the sequence."
)
SPLIT = "Ask about a later decision, or split off the part that does not depend on it as an event of its own."


def knowing(model: DecisionModel, events: Iterable[str], before: str) -> DecisionModel:
    """The model with events known just above a decision: perfect information on them.

    A decision of limited memory is told of them, whether they are still to come or forgotten.
    An event that only arises after some choice, but whose chances do not depend on it, is drawn in any case: an added
    event stands above, and the original one is made certain by it. Raises ModelError where an event stands above the
    decision already or its chances depend on that decision or a later one.
    """
    ordered = sorted(events, key=lambda name: model.position.get(name, -1))
    problem = next((reason for name in ordered if (reason := why_not(model, name, before))), None)
    if problem:
        raise ModelError([problem])
    for name in ordered:
        model, name = _foreseen(_unconditional(model, name), name, before)
        model = model.varied(know_before={name: before})
    return model


def why_not(model: DecisionModel, event: str, before: str) -> Problem | None:
    """What keeps an event from being known before a decision; None when it can be."""
    labels = step_labels(model)
    place, title, then = ("events", event), quoted(labels[event]), quoted(labels[before])
    if model.is_known(event, before):
        return Problem(place, f"{title} is already known when {then} is decided.", "Name an earlier decision.")
    later = [name for name in causes(model, event) if model.position[name] >= model.position[before]]
    if later:
        message = f"{title} depends on the decision {quoted(labels[later[0]])}, so it cannot be known before {then}."
        return Problem(place, message, SPLIT)
    return why_silent(model, event, before)


def why_silent(model: DecisionModel, event: str, before: str) -> Problem | None:
    """Why an event known in advance would not say what it should about a later one; None where it does."""
    reader = _reader_without(model, event, before)
    if reader is None:
        return None
    labels = step_labels(model)
    title, then = quoted(labels[event]), quoted(labels[before])
    message = (
        f"{title} arises only after some choices and says something about {quoted(labels[reader])}, whose chances are "
        f"not given for what {title} would have said, so it cannot be known before {then}."
    )
    return Problem(("events", event), message, REVERSE.format(reader=quoted(labels[reader]), event=title))


def _reader_without(model: DecisionModel, event: str, before: str) -> str | None:
    """A later event whose chances are read from one that a choice from `before` on can keep from arising.

    Known in advance, the event would say nothing where that choice is taken: its bad news could be escaped by not
    asking for them, which no plan can. Events that never arise without it give no such way out.
    """
    step = model.steps[event]
    if not any(_is_settled_later(model, name, before) for name in step.only_if.names):
        return None
    readers = (later.name for later in model.events if event in later.chance.names)
    return next((name for name in readers if _can_arise_without(model, name, event)), None)


def _can_arise_without(model: DecisionModel, reader: str, event: str) -> bool:
    """Whether a step can arise in a history in which an event that it reads has not arisen."""
    level = model.structure.levels[model.position[reader]]
    if event not in level.names:
        return False
    absent = level.keys[:, level.names.index(event)] >= len(model.steps[event].state_names)
    arises = (level.children[:, : len(model.steps[reader].state_names)] >= 0).any(axis=1)
    return bool((absent & arises).any())


def causes(model: DecisionModel, event: str) -> list[str]:
    """The decisions that an event's chances depend on, directly or through other events, in sequence.

    Decisions that only settle whether it arises are not among them.
    """
    step = model.steps[event]
    assert isinstance(step, Event)
    return [] if _is_alike(step) else _decisions_behind(model, step.chance.names)


def _is_alike(event: Event) -> bool:
    """Whether its chances are the same under every rule."""
    return len({_chances(rule.then) for rule in event.chance.rules}) == 1


def _chances(then: Chance) -> tuple[Any, ...]:
    return (*((outcome, number.formula) for outcome, number in then.numbers.items()), then.rest)


def _unconditional(model: DecisionModel, name: str) -> DecisionModel:
    """The model with one rule for an event whose rules all say the same."""
    step = model.steps[name]
    assert isinstance(step, Event)
    if step.chance.names and _is_alike(step):
        plain = replace(step, chance=RuleTable((Rule(ALWAYS, step.chance.rules[0].then),)))
        return model.copied(sequence=tuple(plain if present is step else present for present in model.sequence))
    return model


def _decisions_behind(model: DecisionModel, names: Iterable[str]) -> list[str]:
    graph = nx.DiGraph([(parent, event.name) for event in model.events for parent in event.parents])
    reached = set(names).union(*(nx.ancestors(graph, name) for name in names if name in graph))
    return [decision.name for decision in model.decisions if decision.name in reached]


def _foreseen(model: DecisionModel, name: str, before: str) -> tuple[DecisionModel, str]:
    """The model in which what the event would be is an event of its own, where it arises only after a later choice."""
    step = model.steps[name]
    assert isinstance(step, Event)
    later = {needed for needed in step.only_if.names if _is_settled_later(model, needed, before)}
    if not later:
        return model, name
    drawn = replace(step, name=name + FORESEEN, only_if=_apart_from(step.only_if, later))
    rules = tuple(Rule(condition({drawn.name: outcome}), chance(outcome)) for outcome in step.state_names)
    settled = replace(step, chance=RuleTable(rules))
    sequence = [
        new_step for old_step in model.sequence for new_step in ((drawn, settled) if old_step is step else (old_step,))
    ]
    return model.copied(sequence=tuple(sequence)), drawn.name


def _is_settled_later(model: DecisionModel, name: str, before: str) -> bool:
    """Whether a step is, or depends on, that decision or a later one."""
    return any(model.position[decision] >= model.position[before] for decision in _decisions_behind(model, [name]))


def _apart_from(needed: Condition, names: set[str]) -> Condition:
    parts = [
        {name: states for name, states in alternative.items() if name not in names}
        for alternative in needed.alternatives
    ]
    return condition(parts) if all(parts) else condition(None)


def reports(model: DecisionModel) -> dict[str, tuple[str, ...]]:
    """Events known at some decision that say something about what is not: name to what they report on.

    That comes later, or is something that the decision has forgotten or never knew. Where chances are written forward,
    what is reported on reads the report; such an event counts where it cannot be had without a choice.
    """
    reported_on = {}
    for event in model.events:
        place = next((step.name for step in model.decisions if model.is_known(event.name, step.name)), None)
        if place is None:
            continue
        unknown = _unknown_causes(model, event, place) or _forward_readers(model, event, place)
        if unknown:
            reported_on[event.name] = unknown
    return reported_on


def _unknown_causes(model: DecisionModel, event: Event, place: str) -> tuple[str, ...]:
    """The events that an event depends on and that come later, or are not known at a decision that knows it."""
    return tuple(
        parent
        for parent in event.parents
        if model.position[parent] > model.position[event.name]
        or (
            (isinstance(model.steps[parent], Event) and model.position[parent] < model.position[place])
            and not model.is_known(parent, place)
        )
    )


def _forward_readers(model: DecisionModel, event: Event, place: str) -> tuple[str, ...]:
    """The later events whose chances are written for what an event says that only a choice brings about."""
    deciding = _decisions_behind(model, event.only_if.names)
    if not deciding or why_silent(model, event.name, deciding[0]) is None:
        return ()
    unknown = unknown_readers(model, event.name, place)
    return unknown if any(not decided_after(model, name, place) for name in unknown) else ()


def decided_after(model: DecisionModel, event: str, place: str) -> bool:
    """Whether an event's chances depend on a decision or a later one."""
    return any(model.position[name] >= model.position[place] for name in causes(model, event))


def unknown_readers(model: DecisionModel, event: str, place: str) -> tuple[str, ...]:
    """The events whose chances read an event and that are not known when `place` is decided."""
    readers = (later.name for later in model.events if event in later.chance.names)
    return tuple(name for name in readers if not model.is_known(name, place))


def askers(model: DecisionModel, event: str) -> list[str]:
    """The decisions that settle whether an event arises, or what its chances are, in sequence."""
    step = model.steps[event]
    assert isinstance(step, Event)
    direct = [*_decisions_behind(model, step.only_if.names), *step.chance.names]
    return [decision.name for decision in model.decisions if decision.name in direct]


def is_mute(model: DecisionModel, event: str, chosen: Mapping[str, str | None]) -> bool:
    """Whether these choices leave an event nothing to say of what its chances depend on: they are all the same."""
    step = model.steps[event]
    assert isinstance(step, Event)
    if not set(step.chance.names) & chosen.keys():
        return False
    left = [rule for rule in step.chance.rules if _may_hold(rule.when, chosen)]
    last = next((place for place, rule in enumerate(left) if rule.when.holds(chosen)), len(left))
    return len({_chances(rule.then) for rule in left[: last + 1]}) <= 1


def _may_hold(when: Condition, chosen: Mapping[str, str | None]) -> bool:
    return any(
        all(chosen[name] in states for name, states in alternative.items() if name in chosen)
        for alternative in when.alternatives
    )


def first_to_forget(model: DecisionModel) -> str | None:
    """The first decision that does not know what an earlier one knew or chose; None where nothing is forgotten."""
    return next((step.name for step in model.decisions if _forgotten(model, step.name)), None)


def _forgotten(model: DecisionModel, decision: str) -> bool:
    return not all(model.is_known(name, decision) for name in _remembered(model, decision))


def _remembered(model: DecisionModel, decision: str) -> list[str]:
    """What earlier decisions knew and chose, in the order in which it became known."""
    known: list[str] = []
    for step in model.decisions:
        if step.name == decision:
            break
        known += [name for name in model.position if name not in known and model.is_known(name, step.name)]
        known.append(step.name)
    return known


def remembering(model: DecisionModel) -> DecisionModel:
    """The model in which no decision forgets what an earlier one knew or chose.

    Steps stand in the order in which they become known, those that never do at the end, so that every decision knows
    all above it. Where that order is not allowed decisions are told by name what is to be remembered.
    """
    ordered: list[str] = []
    told: dict[str, Decision] = {}
    for step in model.decisions:
        known = _remembered(model, step.name)
        known += [name for name in model.position if name not in known and model.is_known(name, step.name)]
        told[step.name] = replace(step, knows=tuple(known))
        ordered = [*known, step.name]
    ordered += [name for name in model.position if name not in ordered]
    plain = {name: replace(step, knows=None) for name, step in told.items()}
    try:
        return model.copied(sequence=tuple(plain.get(name, model.steps[name]) for name in ordered))
    except ModelError:
        return model.copied(sequence=tuple(told.get(name, model.steps[name]) for name in model.position))


def unknown_until_the_end(model: DecisionModel, event: str) -> DecisionModel:
    """The model with an event moved below everything. Raises ModelError where what is on offer depends on it."""
    readers = [decision.name for decision in model.decisions if event in _steps_read(decision)]
    if readers:
        reader, title = (quoted(step_labels(model)[name]) for name in (readers[0], event))
        message = f"what is on offer at {reader} depends on {title}, so it cannot stay unknown."
        raise ModelError([Problem(("events", event), message, "Ask about an earlier decision.")])
    sequence = [_untold(step, event) for step in model.sequence if step.name != event]
    return model.copied(sequence=(*sequence, model.steps[event]))


def _untold(step: Decision | Event, name: str) -> Decision | Event:
    """A step that does not know another."""
    if not isinstance(step, Decision) or step.knows is None:
        return step
    return replace(step, knows=tuple(known for known in step.knows if known != name))


def told_of_all(model: DecisionModel, names: Iterable[str]) -> DecisionModel:
    """The model in which every decision knows these steps once they have come about."""
    told = tuple(names)
    sequence = tuple(
        replace(step, knows=(*step.knows, *(n for n in told if model.position[n] < model.position[step.name])))
        if isinstance(step, Decision) and step.knows is not None
        else step
        for step in model.sequence
    )
    return model if sequence == model.sequence else model.copied(sequence=sequence)


def _steps_read(decision: Decision) -> Sequence[str]:
    return [*decision.only_if.names, *(name for option in decision.options for name in option.only_if.names)]
