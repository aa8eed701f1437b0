"""The influence diagram as TikZ, laid out as our own picture on paper is."""

from __future__ import annotations

from collections.abc import Iterator

from decision_model.analysis.choice.diagram import diagram
from decision_model.figures.choice.diagram import DiagramPicture
from decision_model.figures.diagram.layout import Arc, DiagramLayout
from decision_model.figures.diagram.nodes import SWATCH, Shape
from decision_model.figures.page.layout import Box, sheet
from decision_model.figures.page.style import theme
from decision_model.interchange.draft import Remark
from decision_model.interchange.formats import Exported
from decision_model.interchange.writing.latex.tex import (
    FONTS,
    STANDALONE,
    at,
    comment,
    document,
    points,
    text_node,
    type_size,
)
from decision_model.model.decision_model import DecisionModel
from decision_model.words.sentences import counted

PAGE = 640.0, 430.0
"""Points: a page of A4 on its side."""
CURVE = 14
"""Pieces that the layout cuts a curve into."""


def tikz_diagram(model: DecisionModel) -> Exported:
    """The diagram: boxes are decided, rounded boxes happen, hexagons are weighed; dashed is known before."""
    result = diagram(model)
    picture = DiagramPicture(result)
    _, layout = picture.fitting(sheet(picture.words, theme("paper"), *PAGE))
    hidden = len(model.leaves) - sum(shape.kind == "consideration" for shape, _ in layout.shapes.values())
    remarks = (Remark("lost", f"{counted(hidden, 'consideration')} of least weight left out"),) if hidden else ()
    about = [
        comment(result.statement.headline),
        comment(picture.subtitle()),
        *(comment(each.message) for each in remarks),
    ]
    head = [*about, STANDALONE, *FONTS, r"\usepackage{tikz}", r"\usetikzlibrary{arrows.meta, shapes.misc}"]
    return Exported(document(head, _lines(layout)), remarks)


def _lines(layout: DiagramLayout) -> Iterator[str]:
    names = {name: f"n{place}" for place, name in enumerate(layout.shapes, 1)}
    yield r"\begin{tikzpicture}[x=1bp, y=-1bp, >={Stealth[length=5bp]},"
    yield rf"  every node/.style={{inner sep=0, font=\sffamily{type_size(layout.size)}}},"
    yield r"  decision/.style={draw, line width=1.2bp}, event/.style={draw, rounded corners=8bp},"
    yield r"  consideration/.style={draw, chamfered rectangle, chamfered rectangle xsep=4bp, inner sep=0},"
    yield r"  dependence/.style={->, draw=gray}, information/.style={->, dashed, line width=0.9bp},"
    yield r"  total/.style={draw, line width=1.5bp, fill=black!4}]"
    frame = layout.frame
    if frame.height:
        yield rf"\draw[total] {at(frame.x, frame.y)} rectangle {at(frame.right, frame.bottom)};"
    for name, (shape, box) in layout.shapes.items():
        yield from _shape(names[name], shape, box, layout.size)
    yield text_node("align=center", (frame.x + frame.width / 2, frame.bottom - 0.8 * layout.size), layout.more.lines)
    for arc in layout.arcs:
        yield _arc(arc, names)
    yield r"\end{tikzpicture}"


def _shape(name: str, shape: Shape, box: Box, size: float) -> Iterator[str]:
    """A node, named, with its texts."""
    middle = box.x + box.width / 2, box.y + box.height / 2
    room = f"minimum width={points(box.width)}bp, minimum height={points(box.height)}bp"
    yield rf"\node[{shape.kind}, {room}] ({name}) at {at(middle[0], middle[1])} {{}};"
    if shape.kind != "consideration":
        yield text_node("align=center", middle, (*shape.title.lines, *shape.cite.lines))
        return
    left = box.x + 0.5 * SWATCH * size
    yield text_node("anchor=west, align=left", (left, middle[1]), (*shape.title.lines, *shape.cite.lines))
    yield text_node("anchor=east", (box.right - 0.5 * size, middle[1]), shape.weight.lines, bold=True)
    above = box.y - shape.head_height
    for head in shape.heads:
        yield text_node("anchor=north west, align=left", (box.x, above), head.lines, bold=True)
        above += 1.15 * head.height


def _arc(arc: Arc, names: dict[str, str]) -> str:
    """An arc from node to node, level where it leaves, where it arrives and where it passes others."""
    path, place = arc.path, 0
    down, back = path[0][0] == path[-1][0], path[0][0] > path[-1][0]
    way = f"({names[arc.edge[0]]}.{'south' if down else 'west' if back else 'east'})"
    while place < len(path) - 1:
        straight = down or path[place][1] == path[place + 1][1]
        place += 1 if straight else CURVE
        way += f" {'--' if straight else f'to[out={180 if back else 0}, in=180]'} {at(*path[place])}"
    return rf"\draw[{arc.look}] {way};"
