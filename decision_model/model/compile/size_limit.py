"""Counts the branches of a model before any is built, so that a problem too large is refused in time."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np

from decision_model.errors import Problem, TooLargeError
from decision_model.model.compile.compiler import Builder
from decision_model.model.compile.reachable import STATE, Columns, group
from decision_model.model.compile.score_levels import sizes
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event

BOUND = 20_000_000
"""Branches (after merging) above which a model is refused; each takes some 20 bytes."""


FOLLOWED = 250_000
"""Histories up to which the shape of the tree is followed while counting; beyond, branches are estimated from above."""


def refuse_if_too_large(model: Record, bound: int = BOUND) -> None:
    """Raise TooLargeError, with the count and the step that multiplies most, if the model exceeds the bound."""
    _refuse_tables(model, bound)
    if _certainly_fits(model, bound):
        return
    counts: list[int] = []
    for count in branch_counts(model):
        counts.append(count)
        if sum(counts) > bound:
            raise TooLargeError([_advice(model, counts, bound)])


def _certainly_fits(model: Record, bound: int) -> bool:
    total, product = 0, 1
    for step in model.sequence:
        product *= len(step.states) + (not step.only_if.always)
        total += product
        if total > bound:
            return False
    return True


def branch_counts(model: Record) -> Iterator[int]:
    """Yield the number of branches of each level.

    Only the steps that shape the tree (those with or named in a condition, or ruled out by a table) are followed;
    every other step that is still remembered multiplies the count by its number of states.
    """
    builder = Builder(model)
    shaping = _shaping(builder)
    columns: Columns = {}
    for index, step in enumerate(model.sequence):
        remembered = builder.kept[index]
        others = prod(builder.sizes[name] for name in remembered if name not in shaping)
        nodes = len(next(iter(columns.values()))) if columns else 1
        if nodes > FOLLOWED:
            yield from _estimates(builder, index, nodes * others)
            return
        if step.name in shaping:
            exists = _exists(builder, step, columns, nodes)
            if exists is None:
                return
            yield int(exists.sum()) * others
            source, state = np.nonzero(exists)
            columns = {name: column[source] for name, column in columns.items()}
            columns[step.name] = state.astype(STATE)
        else:
            yield nodes * others * len(step.states)
        columns = _project(builder, columns, [name for name in builder.kept[index + 1] if name in shaping])


def _estimates(builder: Builder, index: int, nodes: int) -> Iterator[int]:
    """Branches of the levels from `index` on, from above: nothing is ruled out, and only forgetting merges."""
    for place in range(index, len(builder.model.sequence)):
        name = builder.model.sequence[place].name
        nodes = min(nodes, prod(builder.sizes[remembered] for remembered in builder.kept[place])) * builder.sizes[name]
        yield nodes


def _project(builder: Builder, columns: Columns, names: list[str]) -> Columns:
    if not names:
        return {}
    length = len(columns[names[0]])
    first, _ = group([columns[name] for name in names], builder.states(names), length)
    return {name: columns[name][first] for name in names}


def _exists(builder: Builder, step: Decision | Event, columns: Columns, nodes: int) -> np.ndarray | None:
    if isinstance(step, Decision):
        return builder.branches(step, columns, nodes, None)
    if _rules_out(builder, step):
        direct = builder.known[step.name].direct
        chance = builder.chance_rows(step, columns, nodes) if direct else None
        return builder.branches(step, columns, nodes, chance)
    exists = np.zeros((nodes, builder.sizes[step.name]), dtype=bool)
    arises = builder.holds(step.only_if, columns, nodes)
    exists[:, : len(step.states)] = arises[:, None]
    if exists.shape[1] > len(step.states):
        exists[:, -1] = ~arises
    return exists


def _shaping(builder: Builder) -> set[str]:
    """Steps whose state decides which later branches exist."""
    names: set[str] = set()
    for step in builder.model.sequence:
        names.update(step.only_if.names)
        if isinstance(step, Decision):
            names.update(name for option in step.options for name in option.only_if.names)
        elif _rules_out(builder, step):
            names.update((step.name, *builder.known[step.name].known))
        if not step.only_if.always:
            names.add(step.name)
    return names


def _rules_out(builder: Builder, event: Event) -> bool:
    """Whether some table on which the event depends leaves an outcome out."""
    if any(builder.model.position[name] > builder.model.position[event.name] for name in event.only_if.names):
        return True
    factors = [builder.model.steps[name] for name in builder.known[event.name].factors]
    return any(
        len(rule.then.outcomes) < len(factor.outcomes)
        for factor in factors
        if isinstance(factor, Event)
        for rule in factor.chance.rules
    )


def _refuse_tables(model: Record, bound: int) -> None:
    states = sizes(model)
    for event in model.events:
        hidden = [name for name in event.parents if model.position[name] > model.position[event.name]]
        entries = prod(states[name] for name in event.parents) * states[event.name]
        if hidden and entries > bound:
            message = f"its table would have {entries:,} entries; the bound is {bound:,}."
            remedy = "Let it depend on fewer steps, or merge their outcomes."
            raise TooLargeError([Problem(("sequence", event.name, "chance"), message, remedy, code="table-too-large")])


def _advice(model: Record, counts: list[int], bound: int) -> Problem:
    growth = [count / max(before, 1) for before, count in zip([1, *counts[:-1]], counts, strict=True)]
    worst = model.sequence[int(np.argmax(growth))]
    reached = model.sequence[len(counts) - 1]
    return Problem(
        ("sequence", reached.name),
        f"up to here the tree already has {sum(counts):,} branches (after merging what the future cannot tell apart); "
        f"the bound is {bound:,}. '{worst.name}' multiplies it most, by {growth[int(np.argmax(growth))]:.0f}.",
        "Merge outcomes, drop a step, or let later tables read fewer of the earlier steps.",
        code="too-many-branches",
    )
