"""What must be known to say how likely an event is when the causes of earlier events are still hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decision_model.model.steps import Event

if TYPE_CHECKING:
    from decision_model.model.decision_model import DecisionModel


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
        """No Bayes revision is needed: the event's own table says it."""
        return not self.hidden and self.factors == (self.event,)


def evidence(model: DecisionModel) -> dict[str, Evidence]:
    """The evidence for each event of the sequence.

    Only the part of the dependence graph that hidden events connect with it matters (d-connection,
    Pearl 1988): everything else cancels when the chances are normalised.
    """
    scopes = {event.name: {event.name, *event.parents} for event in model.events}
    readers: dict[str, list[str]] = {}
    for name, scope in scopes.items():
        for each in scope:
            readers.setdefault(each, []).append(name)
    found = {}
    hidden: set[str] = set()
    for index, step in enumerate(model.sequence):
        hidden.discard(step.name)
        if isinstance(step, Event):
            _uncover(model, step, index, hidden)
            found[step.name] = _connected(model, step.name, index, hidden, scopes, readers)
    return found


def _connected(
    model: DecisionModel,
    event: str,
    index: int,
    hidden: set[str],
    scopes: Mapping[str, set[str]],
    readers: Mapping[str, list[str]],
) -> Evidence:
    open_names, factors = {event}, {event}
    frontier = [event]
    while frontier:
        for factor in readers[frontier.pop()]:
            if model.position[factor] > index and factor not in hidden:
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


def _uncover(model: DecisionModel, event: Event, index: int, hidden: set[str]) -> None:
    """Add the later events on which an event depends, directly or through others."""
    frontier = [event]
    while frontier:
        for parent in frontier.pop().parents:
            cause = model.steps[parent]
            if model.position[parent] > index and isinstance(cause, Event) and parent not in hidden:
                hidden.add(parent)
                frontier.append(cause)
