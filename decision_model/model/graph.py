"""The influence diagram of a model as a networkx graph."""

from __future__ import annotations

import networkx as nx

from decision_model.model.record import Record
from decision_model.model.steps import Decision

TOTAL = "total"


def graph(model: Record) -> nx.DiGraph[str]:
    """Nodes carry `kind` and `label`; edges carry `relation`: dependence, information or value.

    Information edges are the ones that order alone gives: from each step to the next decision after it
    (what was known before the previous decision is remembered, so earlier edges follow). A decision of limited memory
    has an edge from each step that it knows, and hands nothing on.
    """
    diagram: nx.DiGraph[str] = nx.DiGraph()
    for step in model.sequence:
        diagram.add_node(step.name, kind="decision" if isinstance(step, Decision) else "event", label=step.title)
    for consideration in model.walk():
        diagram.add_node(consideration.name, kind="consideration", label=consideration.title)
    diagram.add_node(TOTAL, kind="total", label="Total")
    _information(model, diagram)
    for step in model.sequence:
        names = [*step.only_if.names]
        if isinstance(step, Decision):
            names += [name for option in step.options for name in option.only_if.names]
        else:
            names += step.chance.names
        diagram.add_edges_from(((name, step.name) for name in names), relation="dependence")
    for consideration in model.walk():
        read = model.score_names(consideration)
        diagram.add_edges_from(((name, consideration.name) for name in read), relation="dependence")
        diagram.add_edges_from(
            ((child.name, consideration.name) for child in consideration.considerations), relation="value"
        )
    diagram.add_edges_from(((top.name, TOTAL) for top in model.considerations), relation="value")
    return diagram


def _information(model: Record, diagram: nx.DiGraph[str]) -> None:
    known_since: list[str] = []
    for step in model.sequence:
        if isinstance(step, Decision):
            known = known_since if step.knows is None else step.knows
            diagram.add_edges_from(((name, step.name) for name in known), relation="information")
            known_since = [] if step.knows is None else known_since
        known_since.append(step.name)
