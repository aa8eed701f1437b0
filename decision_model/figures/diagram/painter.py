"""The marks of an influence diagram: shapes by kind, arcs by relation, and the key."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from decision_model.figures.diagram.layout import KEY, DiagramLayout
from decision_model.figures.diagram.nodes import SWATCH, Shape
from decision_model.figures.page.layout import Box
from decision_model.figures.page.page import Page
from decision_model.figures.page.scene import Point
from decision_model.figures.page.style import consideration_fills
from decision_model.model.decision_model import DecisionModel

ARCS = {"dependence": ("soft", 1.0), "information": ("accent", 1.2)}
NODES = {"decision": ("tint", 1.6), "event": ("paper", 1.3), "consideration": ("paper", 1.0)}


class DiagramPainter:
    """Paints a diagram that has its places; of one in stages the nodes that are `there`, the `newest` emphasised."""

    def __init__(self, page: Page, model: DecisionModel, layout: DiagramLayout):
        self.page, self.layout, self.size = page, layout, layout.size
        self.fills = consideration_fills(model, page.sheet.theme)
        self.there: Collection[str] = tuple(layout.shapes)
        self.newest: Collection[str] = ()

    def paint(self) -> None:
        self.page.head()
        self.arcs()
        self.total()
        self.nodes()
        self.key()

    def arcs(self) -> None:
        stroke, head = self.page.sheet.stroke, 0.55 * self.size
        shown = [arc for arc in self.layout.arcs if arc.edge[0] in self.there and arc.edge[1] in self.there]
        for look, (colour, width) in ARCS.items():
            paths = [arc.path for arc in shown if arc.look == look]
            short = [[*path[:-1], _before(path, 0.8 * head)] for path in paths]
            self.page.lines(short, colour, width * stroke, look, 2, dashed=look == "information")
            self.page.polygons([_arrow(path, head) for path in paths], colour, f"{look}-heads", zorder=2.5)

    def total(self) -> None:
        """The frame around the considerations, which make up the total."""
        frame = self.layout.frame
        if any(shape.name in self.there for shape, _ in self.layout.shapes.values() if shape.kind == "consideration"):
            self.page.boxes([frame], "band", "totals", edge="ink", width=2.0 * self.page.sheet.stroke, zorder=1)
            top = frame.bottom - 1.3 * self.size
            self.page.text(frame.x + frame.width / 2, top, self.layout.more, "soft", "center", gid="more")

    def nodes(self) -> None:
        stroke = self.page.sheet.stroke
        there = [(shape, box) for shape, box in self.layout.shapes.values() if shape.name in self.there]
        for kind, (fill, width) in NODES.items():
            own = [(shape, box) for shape, box in there if shape.kind == kind]
            for newest in (False, True):
                outlines = [outline(kind, box) for shape, box in own if (shape.name in self.newest) == newest]
                edge, gid = ("accent", f"new-{kind}s") if newest else ("ink", f"{kind}s")
                wide = (2.2 if newest else 1.0) * width * stroke
                self.page.polygons(outlines, fill, gid, edge=edge, width=wide, zorder=4)
        later = [outline(s.kind, box) for s, box in self.layout.shapes.values() if s.name not in self.there]
        self.page.polygons(later, "band", "later", zorder=4)
        for shape, box in there:
            (self.consideration if shape.kind == "consideration" else self.step)(shape, box)
        swatches = [(self.swatch(box), self.fills[shape.name]) for shape, box in there if shape.name in self.fills]
        self.page.filled(swatches, "swatches", 0.4 * self.size, zorder=4.2)

    def step(self, shape: Shape, box: Box) -> None:
        """Title and citation marks in the middle of their shape."""
        middle, top = box.x + box.width / 2, box.y + (box.height - shape.title.height - shape.cite.height) / 2
        self.page.text(middle, top, shape.title, align="center", gid="node")
        self.page.text(middle, top + shape.title.height, shape.cite, "soft", "center", gid="cite")

    def consideration(self, shape: Shape, box: Box) -> None:
        """Title and citation marks after the swatch, the weight on the right, what it is part of above."""
        left, top = self.swatch(box).x + SWATCH * self.size, box.y + 0.2 * self.size
        self.page.text(left, top, shape.title, gid="node")
        self.page.text(left, top + shape.title.height, shape.cite, "soft", gid="cite")
        right = box.right - _point(box)
        self.page.text(right, box.y + (box.height - shape.weight.height) / 2, shape.weight, align="right", gid="weight")
        above = box.y - shape.head_height
        for head in shape.heads:
            self.page.text(box.x, above, head, gid="head")
            above += 1.15 * head.height

    def swatch(self, box: Box) -> Box:
        side = 0.8 * self.size
        return Box(box.x + _point(box), box.y + 0.4 * self.size, side, side)

    def key(self) -> None:
        key = self.layout.key
        kinds = {shape.kind for shape, _ in self.layout.shapes.values()} | {arc.look for arc in self.layout.arcs}
        entries = {kind: meaning for kind, meaning in KEY.items() if kind in kinds}
        self.page.signs(key, entries, self.page.sheet.second, self.sign)
        self.page.text(key.x, key.bottom, self.layout.sources, "soft", gid="sources")

    def sign(self, kind: str, x: float, y: float) -> None:
        size, stroke = self.page.sheet.second, self.page.sheet.stroke
        if kind in NODES:
            shape = outline(kind, Box(x + 0.2 * size, y - 0.45 * size, 1.7 * size, 0.9 * size))
            self.page.polygons([shape], NODES[kind][0], f"key-{kind}", edge="ink", width=stroke)
            return
        colour, width = ARCS[kind]
        ends, dashed = [(x, y), (x + 2.1 * size, y)], kind == "information"
        line = [ends[0], _before(ends, 0.3 * size)]
        self.page.lines([line], colour, width * stroke, f"key-{kind}", dashed=dashed)
        self.page.polygons([_arrow(ends, 0.5 * size)], colour, f"key-{kind}-head")


def _direction(path: Sequence[Point]) -> np.ndarray:
    """The direction in which a path ends, of length 1."""
    last = np.array(path[-1]) - np.array(path[-2])
    return np.asarray(last / max(float(np.hypot(*last)), 1e-9))


def _before(path: Sequence[Point], distance: float) -> Point:
    """A point so far before the end of a path."""
    x, y = np.array(path[-1]) - distance * _direction(path)
    return float(x), float(y)


def _arrow(path: Sequence[Point], size: float) -> list[Point]:
    """An arrow's head at the end of a path."""
    tip, along = np.array(path[-1]), _direction(path)
    across = np.array([-along[1], along[0]])
    corners = (tip, tip - size * along + 0.42 * size * across, tip - size * along - 0.42 * size * across)
    return [(float(x), float(y)) for x, y in corners]


def _point(box: Box) -> float:
    """How far the points of a hexagon reach, on its left and right."""
    return min(0.25 * box.height, 6.0)


def outline(kind: str, box: Box) -> list[Point]:
    """A rectangle for decisions, a rounded box for events, a hexagon for what is valued."""
    if kind == "decision":
        return box.corners
    if kind == "event":
        return _rounded(box, 0.5 * min(box.height, box.width, 32.0))
    point, middle = _point(box), box.y + box.height / 2
    return [
        (box.x, middle),
        (box.x + point, box.y),
        (box.right - point, box.y),
        (box.right, middle),
        (box.right - point, box.bottom),
        (box.x + point, box.bottom),
    ]


def _rounded(box: Box, radius: float) -> list[Point]:
    """A box with round corners."""
    corners = [
        (box.right - radius, box.bottom - radius, 0.0),
        (box.x + radius, box.bottom - radius, 0.5),
        (box.x + radius, box.y + radius, 1.0),
        (box.right - radius, box.y + radius, 1.5),
    ]
    angles = np.linspace(0, np.pi / 2, 9)
    return [
        (float(x + radius * np.cos(angle + turn * np.pi)), float(y + radius * np.sin(angle + turn * np.pi)))
        for x, y, turn in corners
        for angle in angles
    ]
