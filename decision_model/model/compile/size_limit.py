"""Estimates what a model takes in memory before any of it is built, so that one too large is refused in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

import numpy as np

from decision_model.errors import Problem, TooLargeError
from decision_model.model.compile.compiler import Builder
from decision_model.model.compile.memory import LevelSize, MemoryEstimate
from decision_model.model.compile.reachable import STATE, Columns, group
from decision_model.model.compile.score_levels import sizes
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event

LIMIT = 500_000_000
"""Bytes that building and solving a model once may take; a model that would take more is refused."""

FOLLOWED = 250_000
"""Histories up to which the shape of the tree is followed while counting; beyond, branches are estimated from above."""


NAMED = 12
"""Steps that a message names."""


def refuse_if_too_large(model: Record, limit: int = LIMIT) -> None:
    """Raise TooLargeError at the step that would take too much memory, naming the steps that multiply up to it."""
    if _certainly_fits(model, limit):
        return
    builder = Builder(model)
    _refuse_tables(builder, limit)
    for index, taken in enumerate(memory_by_level(builder)):
        if taken > limit:
            raise TooLargeError([_advice(builder, index, taken, limit)])


def memory(model: Record) -> int:
    """Bytes that building and solving a model once take, estimated; see `MemoryEstimate`."""
    builder = Builder(model)
    return max(memory_by_level(builder))


def memory_by_level(builder: Builder) -> Iterator[int]:
    """Yield the bytes needed at their most when the model ends with the first level, the second, and so on."""
    estimate = MemoryEstimate(builder)
    tables = [estimate.dense(event) for event in builder.model.events if builder.is_dense(event)]
    kept, passing = sum(table.kept for table in tables), max((table.passing for table in tables), default=0)
    for index, size in enumerate(level_sizes(builder)):
        parts = [estimate.level(index, size)]
        known = builder.known.get(builder.model.sequence[index].name)
        if known is not None and not known.direct:
            parts.append(estimate.revision(known))
        kept += sum(part.kept for part in parts)
        passing = max(passing, *(part.passing for part in parts))
        yield kept + passing


def _certainly_fits(model: Record, limit: int) -> bool:
    """Whether even the whole tree, in which nothing is merged, is small."""
    scores = 1 + sum(1 + len(model.score_names(leaf)) for leaf in model.leaves)
    branch = 500 + 20 * len(model.sequence) + 20 * scores
    total, product = 0, 1
    for step in model.sequence:
        product *= len(step.states) + (not step.only_if.always)
        total += product
        if total * branch > limit:
            return False
    return True


def level_sizes(builder: Builder) -> Iterator[LevelSize]:
    """Yield the size of each level.

    Only the steps that shape the tree (those with or named in a condition, or ruled out by a table) are followed;
    every other step that is still remembered multiplies the count by its number of states.
    """
    shaping = _shaping(builder)
    columns: Columns = {}
    for index, step in enumerate(builder.model.sequence):
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
            yield LevelSize(nodes * others, int(exists.sum()) * others)
            source, state = np.nonzero(exists)
            columns = {name: column[source] for name, column in columns.items()}
            columns[step.name] = state.astype(STATE)
        else:
            yield LevelSize(nodes * others, nodes * others * len(step.states))
        columns = _project(builder, columns, [name for name in builder.kept[index + 1] if name in shaping])


def _estimates(builder: Builder, index: int, nodes: int) -> Iterator[LevelSize]:
    """The levels from `index` on, from above: nothing is ruled out, and only forgetting merges."""
    branches = nodes
    for place in range(index, len(builder.model.sequence)):
        nodes = min(branches, prod(builder.sizes[name] for name in builder.kept[place]))
        branches = nodes * builder.sizes[builder.model.sequence[place].name]
        yield LevelSize(nodes, branches)


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


def _refuse_tables(builder: Builder, limit: int) -> None:
    """Refuse an event whose table over all its causes, or whose revision by what has been seen, is too large."""
    estimate = MemoryEstimate(builder)
    for event in builder.model.events:
        known = builder.known[event.name]
        needed = [(list(event.parents), estimate.dense(event))] if builder.is_dense(event) else []
        if not known.direct:
            needed.append(([*known.known, *known.hidden], estimate.revision(known)))
        for names, table in needed:
            if table.kept + table.passing > limit:
                taken = table.kept + table.passing
                raise TooLargeError([_too_large(builder.model, event, names, taken, limit)])


def _too_large(model: Record, event: Event, names: Sequence[str], taken: int, limit: int) -> Problem:
    message = (
        f"its chances hang on {_steps(model, names)} together; working them out takes {_bytes(taken)}, and the limit "
        f"is {_bytes(limit)}."
    )
    remedy = "Let it depend on fewer steps, or merge their outcomes."
    return Problem(("sequence", event.name, "chance"), message, remedy, code="table-too-large")


def _advice(builder: Builder, index: int, taken: int, limit: int) -> Problem:
    """What multiplies up to the step at which the limit is passed."""
    model, step = builder.model, builder.model.sequence[index]
    names = [*builder.kept[index], step.name]
    product = prod(builder.sizes[name] for name in names)
    return Problem(
        ("sequence", step.name),
        f"{_steps(model, names)} make up to {product:,} histories that have to be kept apart; solving up to here takes "
        f"some {_bytes(taken)} of memory, and the limit is {_bytes(limit)}.",
        "Merge outcomes, drop a step, or let later tables read fewer of the earlier steps.",
        code="too-large",
    )


def _steps(model: Record, names: Sequence[str]) -> str:
    """Steps in words, with how many states they have: '3 steps of 10 states each (a, b, c)'."""
    states = sizes(model)
    counts = {states[name] for name in names}
    shown = [name if len(counts) == 1 else f"{name}: {states[name]}" for name in names[:NAMED]]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    each = f" of {counts.pop()} states each" if len(counts) == 1 else ""
    count = f"{len(names)} step{'s' if len(names) > 1 else ''}"
    return f"{count}{each} ({', '.join(shown)}{more})"


def _bytes(number: int) -> str:
    """Bytes in round words."""
    for unit, size in (("GB", 1e9), ("MB", 1e6)):
        if number >= size:
            return f"{number / size:,.3g} {unit}" if number < 1000 * size else f"{number / size:,.0f} {unit}"
    return f"{number / 1e3:,.0f} kB"
