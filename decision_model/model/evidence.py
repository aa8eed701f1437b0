"""What must be known to say how likely an event is when the causes of earlier events are still hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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


def evidence(model: DecisionModel, index: int) -> Evidence:
    """The evidence for the event at `index` of the sequence.

    Only the part of the dependence graph that hidden events connect with it matters (d-connection,
    Pearl 1988): everything else cancels when the chances are normalised.
    """
    event = model.sequence[index].name
    hidden = _hidden(model, index)
    open_names, factors = {event}, {event}
    frontier = [event]
    scopes = {each.name: {each.name, *each.parents} for each in model.events}
    before = {each.name for each in model.events if model.position[each.name] <= index} | hidden
    while frontier:
        name = frontier.pop()
        for factor in before:
            if name not in scopes[factor]:
                continue
            factors.add(factor)
            for reached in (scopes[factor] & hidden) - open_names:
                open_names.add(reached)
                frontier.append(reached)
    ordered = sorted(factors, key=model.position.__getitem__)
    scope = set().union(*(scopes[factor] for factor in factors)) - open_names
    return Evidence(
        event,
        tuple(ordered),
        tuple(sorted(open_names - {event}, key=model.position.__getitem__)),
        tuple(sorted(scope, key=model.position.__getitem__)),
    )


def _hidden(model: DecisionModel, index: int) -> set[str]:
    """Later events on which an event up to `index` depends, directly or through others."""
    hidden: set[str] = set()
    frontier = [event for event in model.events if model.position[event.name] <= index]
    events = {event.name: event for event in model.events}
    while frontier:
        for parent in frontier.pop().parents:
            if model.position[parent] > index and parent in events and parent not in hidden:
                hidden.add(parent)
                frontier.append(events[parent])
    return hidden
