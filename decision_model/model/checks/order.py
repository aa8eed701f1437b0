"""Checks of the order of steps: what is known when, and what depends on what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import networkx as nx

from decision_model.errors import Place, Problem, Problems
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event, Option


def problems(model: Record) -> Problems:
    """A decision knows what stands above it; an event never depends on a decision below it; no cycles.

    Names that no step has, or several, are left to those who check names.
    """
    known = {name for name, count in Counter(step.name for step in model.sequence).items() if count == 1}
    for step in model.sequence:
        if isinstance(step, Decision) and step.name in known:
            yield from _above(model, known, step, ("sequence", step.name, "only_if"), step.only_if.names)
            yield from _above(model, known, step, ("sequence", step.name, "knows"), step.knows or ())
            for option in step.options:
                place: Place = ("sequence", step.name, "options", option.name, "only_if")
                yield from _above(model, known, step, place, option.only_if.names)
                yield from _unknown_offers(model, known, step, place, option)
    events = [event for event in model.events if event.name in known]
    graph = nx.DiGraph([(parent, event.name) for event in events for parent in event.parents if parent in known])
    circular: set[str] = set()
    for names in circles(graph):
        circular.update(names)
        message = f"events depend on one another in a circle: {' -> '.join(names)}."
        yield Problem(("sequence", names[0]), message, "Break the circle at one event.", code="events-in-circle")
    yield from _decisions_below(model, graph, [event for event in events if event.name not in circular])


def circles(graph: nx.DiGraph[str]) -> Iterator[list[str]]:
    """One circle from every part of a graph that has one, closed: its first node stands last again."""
    for part in nx.strongly_connected_components(graph):
        start = next(node for node in graph if node in part)
        inside = nx.DiGraph([(parent, child) for parent, child in graph.edges if parent in part and child in part])
        if inside:
            edges: list[tuple[str, str]] = nx.find_cycle(inside, start)
            yield [edges[0][0], *(edge[1] for edge in edges)]


def _unknown_offers(model: Record, known: set[str], step: Decision, place: Place, option: Option) -> Problems:
    """What is on offer has to follow from what a decision of limited memory knows."""
    if step.knows is None:
        return
    for name in option.only_if.names:
        if name in known - set(step.knows) and model.position[name] < model.position[step.name]:
            message = f"whether it is on offer depends on '{name}', which '{step.name}' does not know."
            remedy = f"Add '{name}' to 'knows', or take the condition out."
            yield Problem((*place, name), message, remedy, code="offer-not-known")


def _above(model: Record, known: set[str], step: Decision, place: Place, names: Iterable[str]) -> Problems:
    for name in names:
        if name in known and model.position[name] >= model.position[step.name]:
            message = f"'{name}' is not known yet when '{step.name}' is decided."
            part = "it out of 'knows'" if place[-1] == "knows" else "the condition out"
            remedy = f"A decision knows only the steps above it: move '{name}' up, or take {part}."
            yield Problem((*place, name), message, remedy, code="not-known-yet")


def _decisions_below(model: Record, graph: nx.DiGraph[str], events: list[Event]) -> Problems:
    for event in events:
        causes = {event.name, *(nx.ancestors(graph, event.name) if event.name in graph else ())}
        parents = {parent for cause in causes if cause in graph for parent in graph.predecessors(cause)}
        decisions = [name for name in parents if isinstance(model.steps[name], Decision)]
        for name in sorted(decisions, key=model.position.__getitem__):
            if model.position[name] > model.position[event.name]:
                message = f"it depends on the decision '{name}', which is taken only later."
                remedy = f"Move '{event.name}' below '{name}'."
                yield Problem(("sequence", event.name), message, remedy, code="depends-on-later-decision")
