"""Which events can be known before which decision, and why the others cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import mul

from decision_model.analysis.time.perfect_information import SPLIT, causes, reports, why_not, why_silent
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.model.labels import step_labels
from decision_model.words.names import quoted

JOINT = 4_096
"""Joint outcomes of events known together, at most: a plan is made for each."""


Asked = Sequence[str | Sequence[str]]


@dataclass(frozen=True)
class NotAsked:
    """An event that cannot be known before any decision, or is known anyway, and why; `title` is what to call it."""

    event: str
    reason: str
    title: str


def group_of(events: str | Sequence[str]) -> tuple[str, ...]:
    """The names in a group, each once; a single name is a group of its own."""
    return (events,) if isinstance(events, str) else tuple(dict.fromkeys(events))


def event_groups(
    model: DecisionModel, events: Asked | None, before: str | None
) -> tuple[list[tuple[tuple[str, ...], str]], list[NotAsked]]:
    """Groups of events with the decision each is to be known before, and the events left out."""
    if events is not None:
        wanted = [group for names in events if not _is_report(model, group := group_of(names), before)]
        return [(group, before or _first_of(model, group)) for group in wanted], []
    groups: list[tuple[tuple[str, ...], str]] = []
    excluded: list[NotAsked] = []
    about = reports(model)
    for name in [event.name for event in model.events]:
        place = before or _first(model, (name,))
        is_forgotten = place is not None and model.position[name] < model.position[place]
        if name in about and (place is None or not is_forgotten or model.is_known(name, place)):
            continue  # what it is worth is said as that of a report
        problem = why_not(model, name, place) if place else _nowhere(model, name)
        if place and problem is None:
            groups.append(((name,), place))
        elif problem:
            excluded.append(not_asked(model, name, problem))
    return [*groups, *_together(groups)], excluded


def not_asked(model: DecisionModel, name: str, problem: Problem) -> NotAsked:
    """An event left out because of a problem."""
    return NotAsked(name, problem.message, step_labels(model)[name])


def too_many(model: DecisionModel, group: Sequence[str]) -> Problem | None:
    """Why a group is too large to be known together: every joint outcome would be a case of its own."""
    counts = list(accumulate((len(model.steps[name].state_names) for name in group), mul))
    if counts[-1] <= JOINT:
        return None
    allowed = sum(count <= JOINT for count in counts)
    message = f"knowing {len(group)} events together means {counts[-1]:,} joint outcomes; the limit is {JOINT:,}."
    return Problem(("events",), message, f"Ask about {allowed} of them together at most, or about each alone.")


def _together(groups: Sequence[tuple[tuple[str, ...], str]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """All single events that can be known before one decision, where there are several."""
    for place in dict.fromkeys(place for _, place in groups):
        names = tuple(group[0] for group, group_place in groups if group_place == place)
        if len(names) > 1:
            yield names, place


def _is_report(model: DecisionModel, group: tuple[str, ...], before: str | None) -> bool:
    """A single event that is known already at the decision asked about, and says something about later ones."""
    return len(group) == 1 and group[0] in reports(model) and report_place(model, group[0], before) is not None


def is_wanted(name: str, model: DecisionModel, events: Asked | None, before: str | None) -> bool:
    """Whether a report is asked about and is known at the decision asked about."""
    is_asked = events is None or any(group_of(event) == (name,) for event in events)
    return is_asked and report_place(model, name, before) is not None


def report_place(model: DecisionModel, name: str, before: str | None) -> str | None:
    """The decision at which a report is known first: `before` if that is so there."""
    later = [decision.name for decision in model.decisions if model.is_known(name, decision.name)]
    if before is None:
        return later[0] if later else None
    return before if before in later else None


def _first(model: DecisionModel, group: tuple[str, ...]) -> str | None:
    """The first decision before which all events of a group can be known, and at which none is known yet."""
    fitting = (
        decision.name
        for decision in model.decisions
        if all(why_not(model, name, decision.name) is None for name in group)
    )
    return next(fitting, None)


def _first_of(model: DecisionModel, group: tuple[str, ...]) -> str:
    place = _first(model, group)
    if place is None:
        raise ModelError([_nowhere(model, next((name for name in group if _first(model, (name,)) is None), group[0]))])
    return place


def _nowhere(model: DecisionModel, name: str) -> Problem:
    """Why there is no decision before which an event could be known."""
    decisions = causes(model, name)
    first = model.position[decisions[-1]] + 1 if decisions else 0
    earlier = [each.name for each in model.decisions if first <= model.position[each.name] < model.position[name]]
    refused = next((problem for place in earlier if (problem := why_silent(model, name, place))), None)
    if refused:
        return refused
    labels = step_labels(model)
    title = quoted(labels[name])
    if decisions:
        cause = quoted(labels[decisions[-1]])
        message = f"{title} depends on the decision {cause}, and nothing is decided between that and the event."
        return Problem(("events", name), message, SPLIT)
    message = f"{title} is known before everything that is decided."
    return Problem(("events", name), message, "There is nothing to find out; ask about another event.")
