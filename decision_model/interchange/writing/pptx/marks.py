"""Shapes, connectors and texts of a drawing on a slide, in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from decision_model.figures.page.layout import Block, Box
from decision_model.figures.page.style import Colours
from decision_model.interchange.document.plain import cleaned
from decision_model.interchange.writing.pptx.look import PT
from decision_model.interchange.writing.pptx.texts import joined, paint, set_paragraph

SLACK = 1.02
"""How much wider than measured a text box is, for other fonts."""
SITES = {
    "decision": {"left": 1, "right": 3, "top": 0, "bottom": 2},
    "event": {"left": 2, "right": 6, "top": 0, "bottom": 4},
    "chance": {"left": 1, "right": 3, "top": 0, "bottom": 2},
    "end": {"left": 0},
    "consideration": {"left": 3, "right": 0},
}
"""Where connectors are glued, by the kind of shape: the places of connection sites in its preset geometry."""


@dataclass(frozen=True)
class Outline:
    """Fill, edge and its width in points."""

    fill: str
    edge: str
    width: float = 1.0


@dataclass(frozen=True)
class Route:
    """How a connector runs: `kind` is straight, elbow or curve, `bend` where it turns, as a share of its width."""

    kind: str = "straight"
    bend: float | None = None
    colour: str = "soft"
    width: float = 1.0
    dashed: bool = False
    arrow: bool = False


class Drawing:
    """A group of shapes on a slide, with its own alternative text; `origin` is its place in points."""

    def __init__(self, slide: Any, origin: Box, colours: Colours, name: str, alternative: str):
        self.origin, self.colours = origin, colours
        self.group = slide.shapes.add_group_shape()
        describe(self.group, alternative, name)

    def _at(self, x: float, y: float) -> tuple[int, int]:
        return round((self.origin.x + x) * PT), round((self.origin.y + y) * PT)

    def shape(self, kind: str, box: Box, outline: Outline, name: str) -> Any:
        """A shape of a kind of node, or a plain `band`."""
        from pptx.enum.shapes import MSO_SHAPE

        presets = {
            "event": MSO_SHAPE.OVAL,
            "end": MSO_SHAPE.ISOSCELES_TRIANGLE,
            "chance": MSO_SHAPE.ROUNDED_RECTANGLE,
            "consideration": MSO_SHAPE.HEXAGON,
        }
        sides = (max(1, round(side * PT)) for side in (box.width, box.height))
        shape = self.group.shapes.add_shape(presets.get(kind, MSO_SHAPE.RECTANGLE), *self._at(box.x, box.y), *sides)
        shape.name = cleaned(name)
        _unstyled(shape)
        if kind == "end":
            shape.rotation = 270
        _filled(shape.fill, self.colours.tint if outline.fill == "tint" else outline.fill)
        if outline.edge == "none":
            shape.line.fill.background()
        else:
            paint(shape.line.color, outline.edge)
            shape.line.width = round(outline.width * PT)
        return shape

    def text(  # noqa: PLR0913 - a place and a look, as for every mark
        self, x: float, top: float, block: Block, colour: str = "ink", align: str = "left", anchor: str = "top"
    ) -> None:
        """A text of one size whose box is as large as it was measured; nothing when it says nothing."""
        if not any(block.lines):
            return
        width, height = block.width * SLACK, block.height
        left = x - width if align == "right" else x - width / 2 if align == "center" else x
        frame = self.box(Box(left, top, width, height), joined(block), anchor)
        paragraph = frame.paragraphs[0]
        _aligned(paragraph, align)
        frame.word_wrap = len(block.lines) > 1
        set_paragraph(paragraph, joined(block), block.size, block.weight, colour)

    def box(self, box: Box, name: str, anchor: str = "top") -> Any:
        """An empty text box without margins; its frame of text."""
        from pptx.enum.text import MSO_ANCHOR

        shape = self.group.shapes.add_textbox(*self._at(box.x, box.y), round(box.width * PT), round(box.height * PT))
        shape.name = cleaned(name)[:60] or "Text"
        frame = shape.text_frame
        _unpadded(frame)
        frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "bottom": MSO_ANCHOR.BOTTOM}.get(anchor, MSO_ANCHOR.MIDDLE)
        return frame

    def inside(self, shape: Any, blocks: Sequence[tuple[Block, str]]) -> None:
        """Texts in the middle of a shape, a paragraph each, with their colours."""
        frame = shape.text_frame
        _unpadded(frame)
        frame.word_wrap = True
        for place, (block, colour) in enumerate((block, colour) for block, colour in blocks if any(block.lines)):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            _aligned(paragraph, "center")
            set_paragraph(paragraph, joined(block), block.size, block.weight, colour)

    def connect(self, tail: tuple[Any, str, str], head: tuple[Any, str, str], route: Route) -> None:
        """A connector glued to two shapes: each a shape, its kind, and the side at which it is glued."""
        from pptx.enum.shapes import MSO_CONNECTOR

        kinds = {"elbow": MSO_CONNECTOR.ELBOW, "curve": MSO_CONNECTOR.CURVE}
        start, end = _site(*tail), _site(*head)
        connector = self.group.shapes.add_connector(kinds.get(route.kind, MSO_CONNECTOR.STRAIGHT), *start, *end)
        connector._connect_begin_to(tail[0], SITES[tail[1]][tail[2]])
        connector._connect_end_to(head[0], SITES[head[1]][head[2]])
        connector.name = f"{tail[0].name} \u2192 {head[0].name}"
        _drawn(connector, route)

    @contextmanager
    def behind(self, shape: Any) -> Iterator[None]:
        """What is drawn meanwhile lies behind a shape, and all that was drawn after that."""
        before = set(self.group._element)
        yield
        for element in [each for each in self.group._element if each not in before]:
            shape._element.addprevious(element)

    def line(self, start: tuple[float, float], end: tuple[float, float], route: Route) -> None:
        """A line that is glued to nothing, as keys have."""
        from pptx.enum.shapes import MSO_CONNECTOR

        connector = self.group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *self._at(*start), *self._at(*end))
        connector.name = "Key"
        _drawn(connector, route)


def describe(shape: Any, alternative: str, name: str = "") -> None:
    """Give a shape its alternative text and its name."""
    properties = shape._element._nvXxPr.cNvPr
    properties.set("descr", " ".join(cleaned(line) for line in alternative.splitlines() if line.strip()))
    if name:
        properties.set("name", cleaned(name))


def _filled(fill: Any, colour: str) -> None:
    if colour == "none":
        fill.background()
    else:
        fill.solid()
        paint(fill.fore_color, colour)


def _unstyled(shape: Any) -> None:
    """Without the theme's own style of shapes, whose shadows and gradients no drawing here wants."""
    for style in shape._element.findall("{*}style"):
        shape._element.remove(style)


def _unpadded(frame: Any) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _aligned(paragraph: Any, align: str) -> None:
    from pptx.enum.text import PP_ALIGN

    paragraph.alignment = {"right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}.get(align, PP_ALIGN.LEFT)


def _site(shape: Any, _kind: str, side: str) -> tuple[int, int]:
    """Where a side's connection site is, in EMU."""
    x, y, width, height = shape.left, shape.top, shape.width, shape.height
    middle = {"left": x, "right": x + width}.get(side, x + width // 2)
    return middle, {"top": y, "bottom": y + height}.get(side, y + height // 2)


def _drawn(connector: Any, route: Route) -> None:
    """The look of a connector, with arrow and bend, which the library has no words for."""
    from pptx.enum.dml import MSO_LINE
    from pptx.oxml.ns import qn

    _unstyled(connector)
    paint(connector.line.color, route.colour)
    connector.line.width = round(route.width * PT)
    if route.dashed:
        connector.line.dash_style = MSO_LINE.DASH
    if route.arrow:
        end = connector.line._get_or_add_ln().makeelement(qn("a:tailEnd"), {"type": "triangle"})
        connector.line._get_or_add_ln().append(end)
    if route.bend is not None:
        guides = connector._element.spPr.find(qn("a:prstGeom")).get_or_add_avLst()
        guide = guides.makeelement(qn("a:gd"), {"name": "adj1", "fmla": f"val {round(100_000 * route.bend)}"})
        guides.append(guide)
