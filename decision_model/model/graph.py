"""The influence diagram of a model as a networkx graph."""

from __future__ import annotations

import networkx as nx

from decision_model.model.record import Record
from decision_model.model.steps import Decision

TOTAL = "total"


def graph(model: Record) -> nx.DiGraph[str]:
    """Nodes carry `kind` and `label`; edges carry `relation`: dependence, information or value.

    Information edges are the ones that order alone gives: from each step to the next decision after it
    (what was known before the previous decision is remembered, so earlier edges follow).
    """
    drawn: nx.DiGraph[str] = nx.DiGraph()
    for step in model.sequence:
        drawn.add_node(step.name, kind="decision" if isinstance(step, Decision) else "event", label=step.title)
    for each in model.walk():
        drawn.add_node(each.name, kind="consideration", label=each.title)
    drawn.add_node(TOTAL, kind="total", label="Total")
    _information(model, drawn)
    for step in model.sequence:
        names = [*step.only_if.names]
        if isinstance(step, Decision):
            names += [name for option in step.options for name in option.only_if.names]
        else:
            names += step.chance.names
        drawn.add_edges_from(((name, step.name) for name in names), relation="dependence")
    for each in model.walk():
        if each.scores is not None:
            drawn.add_edges_from(((name, each.name) for name in each.scores.names), relation="dependence")
        drawn.add_edges_from(((child.name, each.name) for child in each.considerations), relation="value")
    drawn.add_edges_from(((top.name, TOTAL) for top in model.considerations), relation="value")
    return drawn


def _information(model: Record, drawn: nx.DiGraph[str]) -> None:
    since: list[str] = []
    for step in model.sequence:
        if isinstance(step, Decision):
            drawn.add_edges_from(((name, step.name) for name in since), relation="information")
            since = []
        since.append(step.name)
