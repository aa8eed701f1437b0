"""What is known when: the steps of a diagram in a sequence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, pairwise

import networkx as nx

from decision_model.interchange.diagrams.diagram import Diagram, DiagramNode
from decision_model.interchange.draft import Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.words.sentences import listed


@dataclass(frozen=True)
class OrderedSteps:
    """The names of decisions and events from first to last, and what had to be assumed."""

    names: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()


def sequence(diagram: Diagram, file: ForeignFile) -> OrderedSteps:
    """Each decision after what is known when it is taken, and what no decision sees at the end.

    Raises ScenarioError for arcs in a circle, and for decisions that a diagram leaves free to be taken in any order.
    """
    graph = _graph(diagram, file)
    if diagram.memory == "revealed":
        return OrderedSteps(tuple(_revealed(diagram, graph, file)))
    decisions = _in_order(diagram, graph, ())
    names: list[str] = []
    for decision in decisions:
        seen = [name for name in diagram.node[decision].parents if diagram.node[name].kind == "chance"]
        names += [*_sorted(diagram, graph, set(seen) - set(names)), decision]
    hidden = {node.name for node in diagram.of("chance")} - set(names)
    return OrderedSteps((*names, *_sorted(diagram, graph, hidden)), tuple(_assumed(diagram, graph, decisions)))


def causes_first(diagram: Diagram, file: ForeignFile) -> list[str]:
    """Decisions and events, each after what it hangs on; raises ScenarioError for arcs in a circle."""
    graph = _graph(diagram, file)
    return _sorted(diagram, graph, graph)


def _graph(diagram: Diagram, file: ForeignFile) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for node in diagram.nodes:
        if node.kind != "utility":
            graph.add_node(node.name)
            graph.add_edges_from((parent, node.name) for parent in node.parents)
            graph.add_edges_from((parent, node.name) for parent, _ in node.restrictions)
    graph.add_edges_from((reveal.source, reveal.target) for reveal in diagram.reveals)
    if not nx.is_directed_acyclic_graph(graph):
        names = [edge[0] for edge in nx.find_cycle(graph)]
        node = diagram.node[names[0]]
        message = f"arcs lead in a circle: {' -> '.join([*names, names[0]])}."
        raise file.refused(message, "Take one of them away.", node.line, "events-in-circle")
    return graph


def _sorted(diagram: Diagram, graph: nx.DiGraph[str], names: Iterable[str]) -> list[str]:
    """Names with causes first, else as the file has them."""
    wanted = set(names)
    place = {node.name: number for number, node in enumerate(diagram.nodes)}
    order = nx.lexicographical_topological_sort(graph, key=place.__getitem__)
    return [name for name in order if name in wanted]


def _in_order(diagram: Diagram, graph: nx.DiGraph[str], more: Iterable[tuple[str, str]]) -> list[str]:
    """The decisions by directed paths and further pairs, else as the file has them."""
    decisions = [node.name for node in diagram.of("decision")]
    before: nx.DiGraph[str] = nx.DiGraph()
    before.add_nodes_from(decisions)
    for name in decisions:
        before.add_edges_from((earlier, name) for earlier in nx.ancestors(graph, name) & set(decisions))
    before.add_edges_from(more)
    place = {name: number for number, name in enumerate(decisions)}
    return list(nx.lexicographical_topological_sort(before, key=place.__getitem__))


def _assumed(diagram: Diagram, graph: nx.DiGraph[str], decisions: list[str]) -> Iterable[Remark]:
    """Decisions one after the other of which no arcs say that one comes first."""
    for first, second in pairwise(decisions):
        if not nx.has_path(graph, first, second):
            one, other = diagram.node[first], diagram.node[second]
            message = f"arcs do not say whether '{one.title}' or '{other.title}' is decided first; it is taken that"
            yield Remark("changed", f"{message} '{one.title}' is, and that '{other.title}' knows it", other.line)


def _revealed(diagram: Diagram, graph: nx.DiGraph[str], file: ForeignFile) -> list[str]:
    """What is always seen, and after each decision what it reveals."""
    names = _sorted(diagram, graph, (node.name for node in diagram.of("chance") if node.is_observed))
    _reveal(diagram, graph, names)
    for decision in _in_order(diagram, graph, _late(diagram, graph, file)):
        names.append(decision)
        _reveal(diagram, graph, names)
    hidden = {node.name for node in diagram.of("chance")} - set(names)
    for place, name in enumerate(names):
        later = [each for each in names[place:] if each != name and nx.has_path(graph, each, name)]
        if later:
            node = diagram.node[name]
            message = f"'{node.title}' is seen before '{diagram.node[later[0]].title}' is decided, and hangs on it."
            raise file.refused(message, "Correct what reveals it.", node.line, "depends-on-later-decision")
    return [*names, *_sorted(diagram, graph, hidden)]


def _reveal(diagram: Diagram, graph: nx.DiGraph[str], names: list[str]) -> None:
    """Add what the steps so far let be seen, and what that lets be seen in turn."""
    while True:
        seen = {reveal.target for reveal in diagram.reveals if reveal.source in names} - set(names)
        if not seen:
            return
        names += _sorted(diagram, graph, seen)


def _late(diagram: Diagram, graph: nx.DiGraph[str], file: ForeignFile) -> list[tuple[str, str]]:
    """Pairs of decisions whose order is free but plain: one that reveals nothing loses nothing by being the last."""
    sources = {reveal.source for reveal in diagram.reveals}
    pairs = []
    for first, second in combinations(diagram.of("decision"), 2):
        if nx.has_path(graph, first.name, second.name) or nx.has_path(graph, second.name, first.name):
            continue
        if {first.name, second.name} <= sources:
            raise _free(file, first, second)
        if first.name in sources:
            pairs.append((first.name, second.name))
        elif second.name in sources:
            pairs.append((second.name, first.name))
    return pairs


def _free(file: ForeignFile, first: DiagramNode, second: DiagramNode) -> Exception:
    names = listed([f"'{first.title}'", f"'{second.title}'"])
    message = (
        f"the file leaves open which of {names} is decided first, and each shows something that the other may use."
    )
    remedy = "A scenario has one order: draw an arc from the one that comes first to the other, and compare both ways."
    return file.refused(message, remedy, first.line, "order-is-free")
