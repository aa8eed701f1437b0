"""Bayes revision: what the chance of an event depends on while causes of earlier events are still hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from decision_model.model.record import Record
from decision_model.model.steps import Event


@dataclass(frozen=True)
class Evidence:
    """How the chance of `event` follows from what is known when it is reached.

    Multiply the tables of `factors`, sum out the `hidden` events, normalise over `event`:
    what remains depends on the steps `known` alone. With one factor and nothing hidden that is its own table.
    """

    event: str
    factors: tuple[str, ...]
    hidden: tuple[str, ...]
    known: tuple[str, ...]

    @property
    def direct(self) -> bool:
        """No Bayes revision is needed: the event's own table holds its chances."""
        return not self.hidden and self.factors == (self.event,)


def evidence(model: Record) -> dict[str, Evidence]:
    """The evidence for each event of the sequence.

    Only the part of the dependence graph that hidden events connect with it matters (d-connection,
    Pearl 1988): everything else cancels when the chances are normalised.
    """
    scopes = {event.name: {event.name, *event.parents} for event in model.events}
    readers: dict[str, list[str]] = {}
    for name, scope in scopes.items():
        for step_name in scope:
            readers.setdefault(step_name, []).append(name)
    evidence_by_event = {}
    hidden: set[str] = set()
    for index, step in enumerate(model.sequence):
        hidden.discard(step.name)
        if isinstance(step, Event):
            _uncover(model, step, index, hidden)
            evidence_by_event[step.name] = _connected(model, step.name, hidden, scopes, readers)
    return evidence_by_event


def _connected(
    model: Record,
    event: str,
    hidden: set[str],
    scopes: Mapping[str, set[str]],
    readers: Mapping[str, list[str]],
) -> Evidence:
    open_names, factors = {event}, {event}
    frontier = [event]
    while frontier:
        for factor in readers[frontier.pop()]:
            if model.position[factor] > model.position[event] and factor not in hidden:
                continue
            factors.add(factor)
            reached = (scopes[factor] & hidden) - open_names
            open_names |= reached
            frontier.extend(reached)
    scope = set().union(*(scopes[factor] for factor in factors)) - open_names
    order = model.position.__getitem__
    return Evidence(
        event,
        tuple(sorted(factors, key=order)),
        tuple(sorted(open_names - {event}, key=order)),
        tuple(sorted(scope, key=order)),
    )


def _uncover(model: Record, event: Event, index: int, hidden: set[str]) -> None:
    """Add the later events on which an event depends, directly or through others."""
    frontier = [event]
    while frontier:
        for parent in frontier.pop().parents:
            cause = model.steps[parent]
            if model.position[parent] > index and isinstance(cause, Event) and parent not in hidden:
                hidden.add(parent)
                frontier.append(cause)


Factor = tuple[tuple[str, ...], np.ndarray]
"""Names, and a table with one axis for each of them and, last, one for draws (of length 1 without draws)."""


def joint(known: Evidence, factors: Sequence[Factor]) -> np.ndarray:
    """The product of `factors` over the known names, the event and, last, draws; what is hidden is summed out.

    Variable elimination (Zhang & Poole 1994).
    """
    remaining = list(factors)
    for name in _order(remaining, known.hidden):
        touching = [factor for factor in remaining if name in factor[0]]
        scope = tuple(dict.fromkeys(axis for names, _ in touching for axis in names if axis != name))
        remaining = [factor for factor in remaining if name not in factor[0]] + [(scope, _product(touching, scope))]
    return _product(remaining, (*known.known, known.event))


def _order(factors: Sequence[Factor], hidden: Sequence[str]) -> list[str]:
    """Hidden names, each time the one whose removal makes the smallest table."""
    return [name for name, _ in _elimination([set(names) for names, _ in factors], hidden)]


def factor_scopes(model: Record, known: Evidence) -> list[set[str]]:
    """The names that each of the factors is a table over."""
    events = [model.steps[name] for name in known.factors]
    return [{event.name, *event.parents} for event in events if isinstance(event, Event)]


def product_scopes(model: Record, known: Evidence) -> list[set[str]]:
    """The names over which `joint` forms a product, one set a product; the last is that of what it returns."""
    summed_out = _elimination(factor_scopes(model, known), known.hidden)
    return [*(scope for _, scope in summed_out), {*known.known, known.event}]


def _elimination(factors: Sequence[set[str]], hidden: Sequence[str]) -> Iterator[tuple[str, set[str]]]:
    """Hidden names in the order in which they are summed out, each with the names of the product that it takes."""
    scopes, remaining = list(factors), list(hidden)
    while remaining:
        best = min(remaining, key=lambda name: len(set().union(*(scope for scope in scopes if name in scope))))
        product = set().union(*(scope for scope in scopes if best in scope))
        scopes = [scope for scope in scopes if best not in scope] + [product - {best}]
        remaining.remove(best)
        yield best, product


def _product(factors: Sequence[Factor], scope: tuple[str, ...]) -> np.ndarray:
    """The product of factors, summed over every name outside `scope`.

    Element by element and in a fixed order, so that it rounds alike on every processor.
    """
    names = tuple(dict.fromkeys((*scope, *(name for own, _ in factors for name in own))))
    product = np.ones((1,) * (len(names) + 1))
    for own, table in factors:
        product = product * _spread(table, own, names)
    return np.asarray(product.sum(axis=tuple(range(len(scope), len(names)))))


def _spread(table: np.ndarray, own: Sequence[str], names: Sequence[str]) -> np.ndarray:
    """A factor with an axis for every name, of length 1 where it is not its own, and draws last."""
    order = [own.index(name) for name in names if name in own]
    sizes = [table.shape[own.index(name)] if name in own else 1 for name in names]
    return table.transpose(*order, len(own)).reshape(*sizes, table.shape[-1])
