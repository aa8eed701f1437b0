"""Where the nodes and arcs of an influence diagram go: columns in the order of the story, considerations last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import numpy as np

from decision_model.figures.diagram.columns import Edge, StepColumns, columns
from decision_model.figures.diagram.layers import Bend, Node, heights, least_height
from decision_model.figures.diagram.nodes import NodeSetter, Shape
from decision_model.figures.page.layout import Block, Box, Sheet, block, line
from decision_model.figures.page.page import sign_key
from decision_model.figures.page.scene import Point
from decision_model.model.decision_model import DecisionModel

ROOMY = (15.0, 12.0, 10.0, 8.5, 7.5, 6.5, 5.5)  # ems that the text of a node may take, the widest that fits
GAP = 2.0  # ems between columns at least, for arcs
ROUNDING = 1e-6  # points, by which two ways to add the same heights may differ
FRAME = 0.5  # ems between the considerations and the frame of the total
KEY = {
    "decision": "decision",
    "event": "event",
    "consideration": "consideration",
    "dependence": "influences",
    "information": "is known before",
}


@dataclass(frozen=True)
class Arc:
    """An arc with its look, as a smooth line."""

    edge: Edge
    look: str
    path: Sequence[Point]


@dataclass(frozen=True)
class DiagramLayout:
    """Nodes in their places, the arcs, and the frame around the considerations, which make up the total."""

    shapes: Mapping[str, tuple[Shape, Box]]
    arcs: Sequence[Arc]
    frame: Box
    more: Block
    sources: Block
    key: Box
    size: float


class DiagramSetter:
    """Sets the influence diagram of a model on a sheet.

    `cited` says whether with citation marks, `most` how many steps may stand in one column, `shown` how many of the
    considerations are drawn: those of most weight, None for all.
    """

    def __init__(
        self, model: DecisionModel, information: bool, most: int = 1, cited: bool = True, shown: int | None = None
    ):
        self.model, self.nodes = model, NodeSetter(model, cited)
        self.leaves = self.heaviest(shown)
        self.looks = {edge: look for edge, look in looks(model.graph).items() if self.drawn(edge, look, information)}
        self.y: dict[Node, float] = {}
        self.columns: StepColumns = columns(model, self.looks, self.leaves, most)
        self.order = self.columns.order

    def heaviest(self, shown: int | None) -> list[str]:
        """The considerations that are drawn, in their order."""
        names = [leaf.name for leaf in self.model.leaves]
        weights = self.nodes.shares
        first = sorted(names, key=lambda name: -round(weights.get(name, 0.0), 9))[:shown]
        return [name for name in names if name in first]

    def drawn(self, edge: Edge, look: str, information: bool) -> bool:
        if look == "value" or (look == "information" and not information):
            return False
        return edge[1] in self.model.steps or edge[1] in self.leaves

    def lay_out(self, page: Sheet) -> DiagramLayout | None:
        size, room = page.body, page.room
        sources = block(self.nodes.legend(), room.width, page.second)
        key_height = sign_key(KEY, room.width, page.second)[1] + 0.4 * page.second * bool(sources.lines)
        key = Box(room.x, room.bottom - sources.height - key_height, room.width, key_height)
        hidden = len(self.model.leaves) - len(self.leaves)
        more = line(f"+{hidden} more" if hidden else "", page.second)
        inner = Box(room.x, room.y, room.width, key.y - room.y - 0.5 * size)
        for ems in ROOMY:
            if ems < self.nodes.longest:
                return None
            placed = self.placed(self.shapes(ems * size, size, page.second), inner, size, 1.2 * size * bool(hidden))
            if placed:
                shapes, frame = placed
                return DiagramLayout(shapes, self.arcs(shapes, size), frame, more, sources, key, size)
        return None

    def shapes(self, room: float, size: float, small: float) -> dict[str, Shape]:
        steps = {step.name: self.nodes.step(step.name, room, size, small) for step in self.model.sequence}
        row = [node for node in self.order.layers[-1] if isinstance(node, str)]
        return steps | {shape.name: shape for shape in self.nodes.leaves(row, room + size, size, small)}

    # places

    def placed(
        self, shapes: Mapping[str, Shape], room: Box, size: float, below: float
    ) -> tuple[dict[str, tuple[Shape, Box]], Box] | None:
        """The shapes in their places and the frame of the total, with room `below` in it; None if they do not fit."""
        rows, frame = self.order.layers, FRAME * size
        widths = [max((shapes[n].width for n in row if isinstance(n, str)), default=size) for row in rows]
        widths[-1] += 2 * frame
        gaps = (room.width - sum(widths)) / max(1, len(widths) - 1)
        if gaps < (GAP * size if len(widths) > 1 else 0.0):
            return None
        gaps = min(gaps, 8 * size)
        whole = self.stacked(shapes, size, room.height - below - 2 * frame)
        if whole is None:
            return None
        stretch = min(1.5, (room.height - below - 2 * frame) / whole)
        top = room.y + frame + (room.height - below - 2 * frame - whole * stretch) / 2
        self.y = {node: top + stretch * at for node, at in self.y.items()}
        left = room.x + (room.width - sum(widths) - gaps * (len(widths) - 1)) / 2
        self.lefts: list[tuple[float, float]] = []
        places: dict[str, tuple[Shape, Box]] = {}
        for row, width in zip(rows, widths, strict=True):
            self.lefts.append((left, left + width))
            for node in row:
                if isinstance(node, str):
                    shape = shapes[node]
                    x, y = left + (width - shape.width) / 2, self.y[node] - (shape.height - shape.head_height) / 2
                    places[shape.name] = shape, Box(x, y, shape.width, shape.height)
            left += width + gaps
        return places, self.framed(places, frame, below)

    def stacked(self, shapes: Mapping[str, Shape], size: float, room: float) -> float | None:
        """Work out the middle of everything in `y`, and give the height of all; None if it is more than the room."""
        apart = {name: (0.3 if shape.kind == "consideration" else 1.1) * size for name, shape in shapes.items()}
        tall: dict[Node, float] = {n: shape.height + shape.head_height + apart[n] for n, shape in shapes.items()}
        distances = (0.0, 0.7 * size)
        if least_height(self.order, tall, *distances) > room + ROUNDING:
            return None
        self.y = heights(self.order, tall, *distances)
        bends = [at for node, at in self.y.items() if isinstance(node, Bend)]
        whole = max([*(self.y[name] + tall[name] / 2 for name in shapes), *bends])
        return None if whole > room else whole

    def framed(self, places: Mapping[str, tuple[Shape, Box]], edge: float, below: float) -> Box:
        """The frame around the considerations."""
        boxes = [(box.y - shape.head_height, box) for shape, box in places.values() if shape.kind == "consideration"]
        if not boxes:
            return Box(self.lefts[-1][0], 0.0, 0.0, 0.0)
        top, bottom = min(top for top, _ in boxes) - edge, max(box.bottom for _, box in boxes) + edge + below
        left, right = self.lefts[-1]
        return Box(left, top, right - left, bottom - top)

    # arcs

    def arcs(self, placed: Mapping[str, tuple[Shape, Box]], size: float) -> list[Arc]:
        ports = _ports(self.order.ways, placed, self.y)
        arcs = []
        for edge, bends in self.order.ways.items():
            tail, head = placed[edge[0]][1], placed[edge[1]][1]
            points = [(tail.right, tail.y + tail.height / 2)]
            for bend in bends:
                left, right = self.lefts[bend.layer]
                points += [(left, self.y[bend]), (right, self.y[bend])]
            points.append((head.x, ports[edge]))
            arcs.append(Arc(edge, self.looks[edge], smooth(points)))
        rows = [[node for node in row if isinstance(node, str)] for row in self.order.layers]
        neighbours = {pair for row in rows for pair in pairwise(row)}
        for edge in self.columns.inside:
            tail, head = placed[edge[0]][1], placed[edge[1]][1]
            path = _down(tail, head) if edge in neighbours else _bow(tail, head, 1.1 * size)
            arcs.append(Arc(edge, self.looks[edge], path))
        return arcs


def looks(graph: nx.DiGraph[str]) -> dict[Edge, str]:
    """How each arc is drawn: whatever leads into a decision is information, by the field's convention."""
    return {
        (tail, head): "information" if graph.nodes[head]["kind"] == "decision" else str(relation)
        for tail, head, relation in graph.edges(data="relation")
    }


def _ports(
    ways: Mapping[Edge, tuple[Bend, ...]], placed: Mapping[str, tuple[Shape, Box]], y: Mapping[Node, float]
) -> dict[Edge, float]:
    """Where edges arrive on the left side of their node: spread a little, in the order they come from."""
    arriving: dict[str, list[tuple[float, Edge]]] = {}
    for edge, bends in ways.items():
        before = bends[-1] if bends else edge[0]
        arriving.setdefault(edge[1], []).append((y[before], edge))
    ports = {}
    for node, edges in arriving.items():
        box = placed[node][1]
        step = min(0.5 * box.height / len(edges), 9.0)
        for index, (_, edge) in enumerate(sorted(edges, key=lambda arrival: arrival[0])):
            ports[edge] = box.y + box.height / 2 + (index - (len(edges) - 1) / 2) * step
    return ports


def _down(tail: Box, head: Box) -> list[Point]:
    """From the foot of a node to the top of the one below it."""
    x = tail.x + tail.width / 2
    return [(x, tail.bottom), (x, head.y)]


def _bow(tail: Box, head: Box, reach: float) -> list[Point]:
    """Around the nodes between two of one column, on their left."""
    start, end = (tail.x, tail.y + tail.height / 2), (head.x, head.y + 0.3 * head.height)
    left = min(start[0], end[0]) - reach
    return _bezier(start, (left, start[1]), (left, end[1]), end)


def smooth(points: Sequence[Point]) -> list[Point]:
    """A line that leaves and arrives level at every point (cubic Bezier between neighbours)."""
    curve = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = 0.5 * (x0 + x1)
        curve += [(x1, y1)] if y0 == y1 else _bezier((x0, y0), (middle, y0), (middle, y1), (x1, y1))[1:]
    return curve


def _bezier(start: Point, leaving: Point, arriving: Point, end: Point, pieces: int = 14) -> list[Point]:
    """A cubic Bezier curve as so many straight pieces."""
    t = np.linspace(0, 1, pieces + 1)[:, None]
    corners = [np.array(point) for point in (start, leaving, arriving, end)]
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    curve = sum(weight * corner for weight, corner in zip(weights, corners, strict=True))
    return [(float(x), float(y)) for x, y in np.asarray(curve).tolist()]
