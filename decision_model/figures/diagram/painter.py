"""The marks of an influence diagram: shapes by kind, arcs by relation, and the key."""

from __future__ import annotations

import numpy as np

from decision_model.figures.diagram.layout import KEY, TOTAL, DiagramLayout
from decision_model.figures.page.layout import Box
from decision_model.figures.page.page import Page
from decision_model.figures.page.scene import Point
from decision_model.figures.page.style import consideration_fills
from decision_model.model.decision_model import DecisionModel

ARCS = {"dependence": ("soft", 1.0), "information": ("accent", 1.2), "value": ("faint", 1.6)}


class DiagramPainter:
    """Paints a diagram that has its places."""

    def __init__(self, page: Page, model: DecisionModel, layout: DiagramLayout):
        self.page, self.model, self.layout = page, model, layout
        self.theme, self.size = page.sheet.theme, layout.size
        self.fills = consideration_fills(model, self.theme)

    def paint(self) -> None:
        self.page.head()
        self.arcs()
        self.nodes()
        self.key()

    def arcs(self) -> None:
        stroke = self.page.sheet.stroke
        for look, (colour, width) in ARCS.items():
            paths = [path for edge_look, path in self.layout.edges if edge_look == look]
            head = 0.55 * self.size
            short = [[*path[:-1], (path[-1][0] - 0.8 * head, path[-1][1])] for path in paths]
            self.page.lines(short, colour, width * stroke, look, 2, dashed=look == "information")
            self.page.polygons([_arrow(path[-1], head) for path in paths], colour, f"{look}-heads", zorder=2.5)

    def nodes(self) -> None:
        stroke = self.page.sheet.stroke
        for kind, width in (("decision", 1.6), ("event", 1.3), ("consideration", 1.0), (TOTAL, 2.2)):
            outlines = [_outline(shape.kind, box) for shape, box in self.layout.shapes.values() if shape.kind == kind]
            fill = "tint" if kind == "decision" else "band" if kind == TOTAL else "paper"
            self.page.polygons(outlines, fill, f"{kind}s", edge="ink", width=width * stroke, zorder=4)
        swatches = []
        for shape, box in self.layout.shapes.values():
            middle = box.x + box.width / 2
            top = box.y + (box.height - shape.text_height) / 2
            if shape.name in self.fills and shape.kind == "consideration":
                side = 0.8 * self.size
                left = middle - (shape.title.width + 1.1 * self.size) / 2
                swatches.append((Box(left, top + 0.2 * self.size, side, side), self.fills[shape.name]))
                middle_title = middle + 0.55 * self.size
            else:
                middle_title = middle
            self.page.text(middle_title, top, shape.title, align="center", gid="node")
            self.page.text(middle, top + shape.title.height, shape.weight, align="center", gid="weight")
            below = top + shape.title.height + shape.weight.height
            self.page.text(middle, below, shape.cite, "soft", "center", gid="cite")
        self.page.filled(swatches, "swatches", 0.4 * self.size, zorder=4.2)

    def key(self) -> None:
        key = self.layout.key
        kinds = {shape.kind for shape, _ in self.layout.shapes.values()} | {look for look, _ in self.layout.edges}
        entries = {kind: meaning for kind, meaning in KEY.items() if kind in kinds}
        self.page.signs(key, entries, self.page.sheet.second, self.sign)
        self.page.text(key.x, key.bottom, self.layout.sources, "soft", gid="sources")

    def sign(self, kind: str, x: float, y: float) -> None:
        size, stroke = self.page.sheet.second, self.page.sheet.stroke
        if kind not in ARCS:
            outline = _outline(kind, Box(x + 0.2 * size, y - 0.45 * size, 1.7 * size, 0.9 * size))
            fill = "tint" if kind == "decision" else "paper"
            self.page.polygons([outline], fill, f"key-{kind}", edge="ink", width=stroke)
            return
        colour, width = ARCS[kind]
        ends = [[(x, y), (x + 1.8 * size, y)]]
        self.page.lines(ends, colour, width * stroke, f"key-{kind}", dashed=kind == "information")
        self.page.polygons([_arrow((x + 2.1 * size, y), 0.5 * size)], colour, f"key-{kind}-head")


def _arrow(tip: Point, size: float) -> list[Point]:
    x, y = tip
    return [(x, y), (x - size, y - 0.42 * size), (x - size, y + 0.42 * size)]


def _outline(kind: str, box: Box) -> list[Point]:
    """A rectangle for decisions, an oval for events, a hexagon for what is valued."""
    if kind == "decision":
        return box.corners
    if kind == "event":
        angles = np.linspace(0, 2 * np.pi, 49)[:-1]
        u = np.sign(np.cos(angles)) * np.abs(np.cos(angles)) ** 0.8
        v = np.sign(np.sin(angles)) * np.abs(np.sin(angles)) ** 0.8
        x, y = box.x + box.width / 2 * (1 + u), box.y + box.height / 2 * (1 + v)
        return list(zip(x.tolist(), y.tolist(), strict=True))
    point, middle = 0.25 * box.height, box.y + box.height / 2
    return [
        (box.x, middle),
        (box.x + point, box.y),
        (box.right - point, box.y),
        (box.right, middle),
        (box.right - point, box.bottom),
        (box.x + point, box.bottom),
    ]
