"""A whole tree or a diagram as GraphML, for programs that work on graphs."""

from __future__ import annotations

from typing import Any

import networkx as nx

from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.interchange.sketch import sketch
from decision_model.model.decision_model import DecisionModel
from decision_model.words.visible import clean

DIGITS = 9
"""Significant digits of numbers: as many as every processor agrees on."""


def write(model: DecisionModel, choices: ExportChoices) -> Exported:
    """Nodes with `kind`, `label`, `best`, `value` and `chance`, edges with `relation`, `label`, `best` and `chance`.

    `value` is the rolled-back total of a path through the node, `chance` 0 to 1: of coming to a node if our choices
    lead there, of a branch at its event.
    """
    drawn = sketch(model, choices.show, most=None)
    graph: nx.DiGraph[str] = nx.DiGraph(title=clean(drawn.title), subtitle=clean(drawn.subtitle))
    for node in drawn.nodes:
        label = clean("; ".join(node.lines))
        graph.add_node(
            node.key, kind=node.kind, label=label, best=node.best, **_numbers(value=node.value, chance=node.chance)
        )
    for edge in drawn.edges:
        about = {"relation": edge.relation, "label": clean("; ".join(edge.lines)), "best": edge.best}
        graph.add_edge(edge.source, edge.target, **about, **_numbers(chance=edge.chance))
    return Exported(("\n".join(nx.generate_graphml(graph)) + "\n").encode(), drawn.remarks)


def _numbers(**numbers: float | None) -> dict[str, Any]:
    return {name: float(f"{value:.{DIGITS}g}") for name, value in numbers.items() if value is not None}


WRITER = Writer("graphml", "GraphML", ".graphml", write)
