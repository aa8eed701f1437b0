"""The columns of an influence diagram: steps in the order of the story, several in one where that is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import networkx as nx

from decision_model.figures.diagram.layers import Bend, Layered, Node, layered
from decision_model.model.decision_model import DecisionModel
from decision_model.model.steps import Decision

Edge = tuple[str, str]


@dataclass(frozen=True)
class StepColumns:
    """Nodes and bends by column, in order from the top; `inside` are the arcs between two nodes of one column."""

    order: Layered
    inside: tuple[Edge, ...]
    level: Mapping[str, int]


def columns(model: DecisionModel, looks: Mapping[Edge, str], leaves: Sequence[str], most: int) -> StepColumns:
    """StepColumns of at most `most` steps, in the order of the story; the considerations are the last.

    Steps that depend on each other share a column only below one another, and arcs lead to the right or down.
    """
    level = layers(model, looks)
    column = _chunked([step.name for step in model.sequence], level, most)
    last = max(column.values(), default=-1) + 1
    column |= dict.fromkeys(leaves, last)
    between = {edge: look for edge, look in looks.items() if column[edge[0]] != column[edge[1]]}
    order = layered(column, between)
    rows = [_downwards(row, level) for row in order.layers]
    if any(consideration.considerations for consideration in model.considerations):
        rows[-1] = tuple(leaves)
    inside = tuple(edge for edge in looks if edge not in between)
    return StepColumns(replace(order, layers=tuple(rows)), inside, level)


def _chunked(steps: Sequence[str], level: Mapping[str, int], most: int) -> dict[str, int]:
    """The column of each step: levels one after the other, as many in one column as there is room for."""
    column: dict[str, int] = {}
    at, count = -1, most
    for _, group in groupby(sorted(steps, key=lambda name: level[name]), key=lambda name: level[name]):
        names = list(group)
        fresh = most == 1 or count + len(names) > most
        at, count = (at + 1, len(names)) if fresh else (at, count + len(names))
        column |= dict.fromkeys(names, at)
    return column


def _downwards(row: Sequence[Node], level: Mapping[str, int]) -> tuple[Node, ...]:
    """A column with earlier steps above later ones; bends keep their places."""
    names = iter(sorted((node for node in row if isinstance(node, str)), key=lambda name: level.get(name, 0)))
    return tuple(node if isinstance(node, Bend) else next(names) for node in row)


def layers(model: DecisionModel, edges: Iterable[Edge]) -> dict[str, int]:
    """Each step's place in the story: after what it depends on and whatever was decided before it."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(model.steps)
    graph.add_edges_from((tail, head) for tail, head in edges if tail in model.steps and head in model.steps)
    _in_time(model, graph)
    depth = {node: at for at, row in enumerate(nx.topological_generations(graph)) for node in row}
    for step in reversed(model.sequence):
        following = [depth[head] for head in graph.successors(step.name)]
        if following and not list(graph.predecessors(step.name)):
            depth[step.name] = min(following) - 1
    return depth


def _in_time(model: DecisionModel, graph: nx.DiGraph[str]) -> None:
    """Whatever follows a decision stands after it, unless what came earlier depends on it."""
    decision = None
    for step in model.sequence:
        if decision is not None and not nx.has_path(graph, step.name, decision):
            graph.add_edge(decision, step.name)
        decision = step.name if isinstance(step, Decision) else decision
