"""Where the nodes and arcs of an influence diagram go: layers in the order of the story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import numpy as np

from decision_model.figures.diagram.layers import Bend, Layered, Node, heights, layered
from decision_model.figures.diagram.words import shares
from decision_model.figures.page.layout import Block, Box, Sheet, block, line
from decision_model.figures.page.page import sign_key
from decision_model.figures.page.scene import Point
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import consideration_labels, step_labels
from decision_model.model.numbers import Citation
from decision_model.model.steps import Decision
from decision_model.words.percent import percent

TOTAL = "total"
ROOMY = (15.0, 12.0, 10.0, 8.5, 7.0)  # ems that the text of a node may take, the widest that fits
KEY = {
    "decision": "decision",
    "event": "event",
    "consideration": "consideration",
    "dependence": "influences",
    "information": "is known before",
    "value": "adds to",
}


@dataclass(frozen=True)
class Shape:
    """A node with its text: title, weight and citation marks."""

    name: str
    kind: str
    title: Block
    weight: Block
    cite: Block
    width: float
    height: float

    @property
    def text_height(self) -> float:
        return self.title.height + self.weight.height + self.cite.height


@dataclass(frozen=True)
class DiagramLayout:
    """Nodes in their places, and each edge as a smooth line."""

    shapes: Mapping[str, tuple[Shape, Box]]
    edges: Sequence[tuple[str, Sequence[Point]]]
    sources: Block
    key: Box
    size: float


class DiagramSetter:
    """Sets the influence diagram of a model on a sheet."""

    def __init__(self, model: DecisionModel, information: bool):
        self.model = model
        self.graph = model.graph
        self.looks = {edge: look for edge, look in looks(self.graph).items() if information or look != "information"}
        self.shares = shares(model)
        self.heads, self.labels = step_labels(model), consideration_labels(model, short=True)
        self.cites = citations(model)
        self.order: Layered = layered(layers(model, self.looks), self.looks)

    def lay_out(self, page: Sheet) -> DiagramLayout | None:
        size, room = page.body, page.room
        sources = block(self.legend(), room.width, page.second)
        key_height = sign_key(KEY, room.width, page.second)[1] + 0.4 * page.second
        key = Box(room.x, room.bottom - sources.height - key_height, room.width, key_height)
        inner = Box(room.x, room.y + 0.3 * size, room.width, key.y - room.y - 0.9 * size)
        for ems in ROOMY:
            shapes = {name: self.shape(str(name), ems * size, size, page.second) for name in self.graph}
            placed = self.placed(shapes, inner, size)
            if placed:
                return DiagramLayout(placed, self.edges(placed), sources, key, size)
        return None

    # nodes

    def shape(self, name: str, room: float, size: float, small: float) -> Shape:
        kind = str(self.graph.nodes[name]["kind"])
        swatch = 1.1 * size if name in {leaf.name for leaf in self.model.leaves} else 0.0
        title = block(self.numbered(name), room - swatch, size, "bold" if kind == TOTAL else "normal")
        share = self.shares.get(name)
        weight = Block((), size) if share is None else line(percent(share), small, "bold")
        cite = block(", ".join(self.cites.get(name, ())), room, small)
        wide = max(title.width + swatch, weight.width, cite.width) + 0.2 * size
        tall = title.height + weight.height + cite.height
        width, height = _outer(kind, wide, tall, size)
        return Shape(name, kind, title, weight, cite, width, height)

    def numbered(self, name: str) -> str:
        """A node's title, after its place in the sequence if it is a step."""
        if name in self.model.position:
            return f"{self.model.position[name] + 1}. {self.heads[name]}"
        return self.labels.get(name, str(self.graph.nodes[name]["label"]))

    def legend(self) -> str:
        """What the citation marks stand for."""
        cited = [source for source in self.model.sources.values() if any(source.name in c for c in self.cited_marks())]
        texts = [
            f"{source.name}: {source.title}{f', {source.reference}' if source.reference else ''}" for source in cited
        ]
        return "Sources. " + "; ".join(texts) if texts else ""

    def cited_marks(self) -> list[str]:
        return [mark for marks in self.cites.values() for mark in marks]

    # places

    def placed(self, shapes: Mapping[str, Shape], room: Box, size: float) -> dict[str, tuple[Shape, Box]] | None:
        widths = [max((shapes[n].width for n in row if isinstance(n, str)), default=size) for row in self.rows]
        gaps = (room.width - sum(widths)) / max(1, len(widths) - 1)
        if sum(widths) > room.width or (len(widths) > 1 and gaps < 2.2 * size):
            return None
        gaps = min(gaps, 9 * size)
        tall: dict[Node, float] = {name: shape.height for name, shape in shapes.items()}
        y = heights(self.order, tall, 0.9 * size, 0.8 * size)
        whole = max(y[name] + shape.height / 2 for name, shape in shapes.items())
        whole = max([whole, *(at for node, at in y.items() if isinstance(node, Bend))])
        if whole > room.height:
            return None
        stretch = min(1.6, room.height / whole)
        top = room.y + (room.height - whole * stretch) / 2
        self.y = {node: top + stretch * at for node, at in y.items()}
        left = room.x + (room.width - sum(widths) - gaps * (len(widths) - 1)) / 2
        self.lefts: list[tuple[float, float]] = []
        places: dict[str, tuple[Shape, Box]] = {}
        for row, width in zip(self.rows, widths, strict=True):
            self.lefts.append((left, left + width))
            for node in row:
                if isinstance(node, str):
                    shape = shapes[node]
                    x = left + (width - shape.width) / 2
                    places[shape.name] = shape, Box(x, self.y[node] - shape.height / 2, shape.width, shape.height)
            left += width + gaps
        return places

    @property
    def rows(self) -> Sequence[Sequence[Node]]:
        return self.order.layers

    def edges(self, placed: Mapping[str, tuple[Shape, Box]]) -> list[tuple[str, Sequence[Point]]]:
        paths: list[tuple[str, Sequence[Point]]] = []
        ports = _ports(self.order, placed, self.y)
        for edge, bends in self.order.ways.items():
            tail, head = placed[edge[0]][1], placed[edge[1]][1]
            points = [(tail.right, tail.y + tail.height / 2)]
            for bend in bends:
                left, right = self.lefts[bend.layer]
                points += [(left, self.y[bend]), (right, self.y[bend])]
            points.append((head.x, ports[edge]))
            paths.append((self.looks[edge], smooth(points)))
        return paths


def looks(graph: nx.DiGraph[str]) -> dict[tuple[str, str], str]:
    """How each arc is drawn: whatever leads into a decision is information, by the field's convention."""
    return {
        (tail, head): "information" if graph.nodes[head]["kind"] == "decision" else str(relation)
        for tail, head, relation in graph.edges(data="relation")
    }


def _outer(kind: str, wide: float, tall: float, size: float) -> tuple[float, float]:
    """The size of a shape that holds a text."""
    if kind == "event":
        return 1.2 * wide + 0.4 * size, 1.5 * tall
    if kind == "decision":
        return wide + 1.0 * size, tall + 0.8 * size
    return wide + 0.9 * size + 0.5 * tall, tall + 0.6 * size


def _ports(
    order: Layered, placed: Mapping[str, tuple[Shape, Box]], y: Mapping[Node, float]
) -> dict[tuple[str, str], float]:
    """Where edges arrive on the left side of their node: spread a little, in the order they come from."""
    arriving: dict[str, list[tuple[float, tuple[str, str]]]] = {}
    for edge, bends in order.ways.items():
        before = bends[-1] if bends else edge[0]
        arriving.setdefault(edge[1], []).append((y[before], edge))
    ports = {}
    for node, edges in arriving.items():
        box = placed[node][1]
        step = min(0.5 * box.height / len(edges), 9.0)
        for index, (_, edge) in enumerate(sorted(edges, key=lambda arrival: arrival[0])):
            ports[edge] = box.y + box.height / 2 + (index - (len(edges) - 1) / 2) * step
    return ports


def layers(model: DecisionModel, edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Steps from left to right in the order of the story, then the considerations, their groups and the total."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(model.graph)
    graph.add_edges_from(edges)
    _in_time(model, graph)
    depth = {node: at for at, row in enumerate(nx.topological_generations(graph)) for node in row}
    for step in reversed(model.sequence):
        following = [depth[head] for head in graph.successors(step.name) if head in model.steps]
        if following and not list(graph.predecessors(step.name)):
            depth[step.name] = min(following) - 1
    last = max((depth[step.name] for step in model.sequence), default=-1)
    above = nx.single_source_shortest_path_length(graph.reverse(), TOTAL)
    deepest = max((above[consideration.name] for consideration in model.walk()), default=0)
    for consideration in model.walk():
        depth[consideration.name] = (
            last + 1 if consideration.scores is not None else last + 1 + deepest - above[consideration.name]
        )
    depth[TOTAL] = last + 1 + deepest
    return {node: depth[node] for node in model.graph}


def _in_time(model: DecisionModel, graph: nx.DiGraph[str]) -> None:
    """Whatever follows a decision stands to the right of it, unless what came earlier depends on it."""
    decision = None
    for step in model.sequence:
        if decision is not None and not nx.has_path(graph, step.name, decision):
            graph.add_edge(decision, step.name)
        decision = step.name if isinstance(step, Decision) else decision


def citations(model: DecisionModel) -> dict[str, tuple[str, ...]]:
    """The citation marks of every step and consideration, its options' and outcomes' among them."""
    marked: dict[str, tuple[str, ...]] = {}
    for step in model.sequence:
        cites = [*step.cite, *(cite for state in step.states for cite in state.cite)]
        marked[step.name] = marks(cites)
    for consideration in model.walk():
        marked[consideration.name] = marks(consideration.cite)
    return {name: cites for name, cites in marked.items() if cites}


def marks(cites: Iterable[Citation]) -> tuple[str, ...]:
    """'memo S9, S14': each source is named once."""
    places: dict[str, list[str]] = {}
    for cite in cites:
        locators = places.setdefault(cite.source, [])
        if cite.locator and cite.locator not in locators:
            locators.append(cite.locator)
    return tuple(f"{source} {', '.join(locators)}".strip() for source, locators in places.items())


def smooth(points: Sequence[Point], pieces: int = 14) -> list[Point]:
    """A line that leaves and arrives level at every point (cubic Bezier between neighbours)."""
    curve = [points[0]]
    t = np.linspace(0, 1, pieces + 1)[1:]
    for (x0, y0), (x1, y1) in pairwise(points):
        if y0 == y1:
            curve.append((x1, y1))
            continue
        middle = 0.5 * (x1 - x0)
        x = (1 - t) ** 3 * x0 + 3 * (1 - t) ** 2 * t * (x0 + middle) + 3 * (1 - t) * t**2 * (x1 - middle) + t**3 * x1
        y = (1 - t) ** 2 * (1 + 2 * t) * y0 + t**2 * (3 - 2 * t) * y1
        curve += list(zip(x.tolist(), y.tolist(), strict=True))
    return curve
