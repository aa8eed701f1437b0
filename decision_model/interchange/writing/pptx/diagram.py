"""An influence diagram as shapes with arcs glued to them, laid out as the figure is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from decision_model.figures.choice.diagram import DiagramPicture
from decision_model.figures.diagram.layout import KEY, Arc, DiagramLayout
from decision_model.figures.diagram.nodes import Shape
from decision_model.figures.diagram.painter import ARCS, NODES
from decision_model.figures.page.layout import Block, Box, Sheet
from decision_model.figures.page.page import sign_key
from decision_model.figures.page.style import Theme
from decision_model.interchange.document.bare import bare_sheet
from decision_model.interchange.writing.pptx.marks import Outline, Route, ShapeGroup
from decision_model.interchange.writing.pptx.tree import NEARLY

FORMS = {"decision": "decision", "event": "chance", "consideration": "consideration"}
BESIDE = 18.0
"""Points that an arc between two nodes of one column reaches out on their left."""


def diagram_drawer(picture: DiagramPicture, theme: Theme) -> Callable[[ShapeGroup], None] | None:
    """What draws the diagram in a room of the theme's size; None where its type would be too small to read."""
    page, layout = picture.fitting(bare_sheet(theme))
    if layout.size < theme.least - NEARLY:
        return None
    return lambda drawing: _DiagramDrawer(drawing, page, layout).draw()


class _DiagramDrawer:
    def __init__(self, drawing: ShapeGroup, page: Sheet, layout: DiagramLayout):
        self.drawing, self.page, self.layout = drawing, page, layout
        self.nodes: dict[str, tuple[Any, str]] = {}

    def draw(self) -> None:
        self.total()
        for shape, box in self.layout.shapes.values():
            self.node(shape, box)
        with self.drawing.behind(next(iter(self.nodes.values()))[0]):
            for arc in self.layout.arcs:
                self.arc(arc)
        self.key()

    def total(self) -> None:
        """The frame around the considerations, which make up the total."""
        frame, more = self.layout.frame, self.layout.more
        if frame.height:
            self.drawing.shape("band", frame, Outline("band", "ink", 2.0), "Total")
            self.drawing.text(frame.x + frame.width / 2, frame.bottom - 1.3 * self.layout.size, more, "soft", "center")

    def node(self, shape: Shape, box: Box) -> None:
        above = box.y - shape.head_height
        for head in shape.heads:
            self.drawing.text(box.x, above, head)
            above += 1.15 * head.height
        fill, width = NODES[shape.kind]
        form = FORMS[shape.kind]
        drawn = self.drawing.shape(form, box, Outline(fill, "ink", width), " ".join(shape.title.lines))
        if form == "consideration":
            drawn.adjustments[0] = min(0.25, 6.0 / box.height)
        title = Block((" ".join((*shape.title.lines, *shape.weight.lines)),), shape.title.size)
        self.drawing.inside(drawn, [(title, "ink"), (shape.cite, "soft")])
        self.nodes[shape.name] = drawn, form

    def arc(self, arc: Arc) -> None:
        (tail, tail_form), (head, head_form) = (self.nodes[name] for name in arc.edge)
        colour, width = ARCS[arc.look]
        dashed = arc.look == "information"
        if tail.left < head.left + head.width and head.left < tail.left + tail.width:
            sides, kind, bend = self.in_column(tail, head)
        else:
            sides, kind, bend = ("right", "left"), "curve", None
        route = Route(kind, bend, colour, 1.2 * width, dashed, arrow=True)
        self.drawing.connect((tail, tail_form, sides[0]), (head, head_form, sides[1]), route)

    def in_column(self, tail: Any, head: Any) -> tuple[tuple[str, str], str, float | None]:
        """Down to the next node of a column, or around those between."""
        low, high = sorted((tail.top, head.top))
        between = [node for node, _ in self.nodes.values() if low < node.top < high and _overlap(node, tail)]
        if not between:
            down = tail.top < head.top
            return ("bottom" if down else "top", "top" if down else "bottom"), "straight", None
        width = max(abs(head.left - tail.left), 1)
        reach = (BESIDE * 12_700 + (max(tail.left - head.left, 0))) / width
        return ("left", "left"), "curve", -reach if head.left >= tail.left else reach

    def key(self) -> None:
        """What shapes and arcs mean."""
        size, key = self.page.second, self.layout.key
        kinds = {shape.kind for shape, _ in self.layout.shapes.values()} | {arc.look for arc in self.layout.arcs}
        entries = {kind: meaning for kind, meaning in KEY.items() if kind in kinds}
        placed, _ = sign_key(entries, key.width, size)
        for entry, kind in zip(placed, entries, strict=True):
            x, y = key.x + entry.x, key.y + entry.y + 0.6 * size
            if kind in NODES:
                box = Box(x + 0.2 * size, y - 0.45 * size, 1.7 * size, 0.9 * size)
                self.drawing.shape(FORMS[kind], box, Outline(NODES[kind][0], "ink"), "Key")
            else:
                colour, width = ARCS[kind]
                route = Route("straight", None, colour, 1.2 * width, kind == "information", arrow=True)
                self.drawing.line((x, y), (x + 2.1 * size, y), route)
            self.drawing.text(key.x + entry.text_x, key.y + entry.y, entry.text, "soft")


def _overlap(one: Any, other: Any) -> bool:
    """Whether two shapes stand in one column."""
    return bool(one.left < other.left + other.width and other.left < one.left + one.width)
