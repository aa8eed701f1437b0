"""The decision tree as TikZ, laid out as our own picture on paper is."""

from __future__ import annotations

from collections.abc import Iterator

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import tree
from decision_model.figures.choice.tree import TreePicture
from decision_model.figures.page.layout import Block, sheet
from decision_model.figures.page.style import theme
from decision_model.figures.tree.key import kind, shape
from decision_model.figures.tree.layout import Spot, TreeLayout
from decision_model.interchange.formats import Exported
from decision_model.interchange.left_out import left_out
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

PAGE = 455.0, 640.0
"""Points: the text of a page of A4."""
TURNED = "As wide as a page of A4 is high: for a page that is turned."


def tikz_tree(model: DecisionModel) -> Exported:
    """The tree, thick where the plan goes and struck out where it does not."""
    result = tree(solve(model))
    picture = TreePicture(result)
    upright, turned = (picture.fitting(sheet(picture.words, theme("paper"), *page))[1] for page in (PAGE, PAGE[::-1]))
    is_turned = hidden(turned) < hidden(upright)
    layout = turned if is_turned else upright
    writer = _TikzTree(layout, picture)
    remarks = left_out(layout.spots[0].twig, result.ends)
    about = [
        comment(result.statement.headline),
        comment(picture.subtitle()),
        *([comment(TURNED)] if is_turned else []),
        *(comment(each.message) for each in remarks),
    ]
    head = [*about, STANDALONE, *FONTS, r"\usepackage{tikz}"]
    return Exported(document(head, writer.lines()), remarks)


def hidden(layout: TreeLayout) -> int:
    """How many ends are not drawn, those of parts that are drawn once counted once."""
    return sum(spot.twig.hidden + spot.twig.dropped for spot in layout.spots)


class _TikzTree:
    def __init__(self, layout: TreeLayout, picture: TreePicture):
        self.layout, self.picture = layout, picture
        self.size, self.radius = layout.size, layout.radius
        self.names = {id(spot): f"n{place}" for place, spot in enumerate(layout.spots, 1)}

    def lines(self) -> Iterator[str]:
        side = 2 * self.radius
        yield r"\begin{tikzpicture}[x=1bp, y=-1bp, line join=round,"
        yield rf"  every node/.style={{inner sep=0, font=\sffamily{type_size(self.size)}}},"
        yield rf"  decision/.style={{draw, fill=white, minimum size={points(side)}bp}},"
        yield rf"  event/.style={{draw, circle, fill=white, minimum size={points(side)}bp}},"
        yield r"  end/.style={draw, fill, circle, minimum size=3bp},"
        yield r"  best/.style={line width=1.6bp}, near/.style={line width=1bp},"
        yield r"  other/.style={line width=0.6bp}, rejected/.style={line width=0.6bp, draw=gray},"
        yield r"  label/.style={anchor=south west, align=left}, chance/.style={anchor=south east},"
        yield r"  under/.style={anchor=north west, align=left}, value/.style={anchor=south east},"
        yield r"  total/.style={anchor=east}, head/.style={anchor=north west, align=left, font=\sffamily\bfseries}]"
        yield from self.heads()
        for spot in self.layout.spots:
            yield from self.branch(spot)
        for spot in self.layout.spots:
            yield from self.node(spot)
        yield r"\end{tikzpicture}"

    def heads(self) -> Iterator[str]:
        has_ends = any(spot.twig.node.step is None for spot in self.layout.spots)
        for column in (*self.layout.columns, *([self.layout.total] if has_ends else [])):
            yield self.put("head", column.left + 0.25 * self.size, self.layout.bars.y, column.head)

    def branch(self, spot: Spot) -> Iterator[str]:
        """The line to a node with what stands on it."""
        parent, column = spot.parent, spot.column
        if parent is None or column is None:
            return
        look = kind(spot.twig, self.picture.near)
        ends = f"{at(column.label, spot.y)} -- {at(spot.x, spot.y)}"
        start = at(parent.x + self.radius, parent.y)
        yield rf"\draw[{look}] {at(parent.x, parent.y)} -- {start} -- {ends};"
        if look == "rejected":
            x, reach = column.end + 0.5 * self.size, 0.38 * self.size
            for middle in (x, x + 0.3 * self.size):
                foot, top = at(middle - reach / 3, spot.y + reach), at(middle + reach / 3, spot.y - reach)
                yield rf"\draw {foot} -- {top};"
        left, above = column.label + 0.2 * self.size, spot.y - 0.2 * self.size
        yield self.put("label", left, above, spot.texts.label, bold=spot.twig.best)
        below = spot.y + 0.2 * self.size
        if self.layout.under:
            yield self.put("under", left, below, spot.texts.chance)
            below += spot.texts.chance.height
        else:
            yield self.put("chance", column.end, above, spot.texts.chance)
        yield self.put("under", left, below, spot.texts.note)

    def node(self, spot: Spot) -> Iterator[str]:
        """A node with its value, and what stands for the part that is not drawn."""
        best = ", best" if spot.twig.best else ""
        yield rf"\node[{shape(spot.twig)}{best}] ({self.names[id(spot)]}) at {at(spot.x, spot.y)} {{}};"
        if spot.twig.node.step is None:
            value = self.picture.amounts.text(spot.twig.node.value)
            right = self.layout.bars.x - 0.5 * self.size
            yield self.put("total", right, spot.y, Block((value,), self.size), bold=spot.twig.best)
            return
        right, above = spot.x + self.radius, spot.y - 1.3 * self.radius
        text = " ".join(filter(None, (f"({spot.twig.mark})" if spot.twig.mark else "", *spot.texts.value.lines)))
        if self.layout.under:
            yield self.put("value, anchor=north east", right, spot.y + 1.3 * self.radius, Block((text,), self.size))
        else:
            yield self.put("value", right, above, Block((text,), self.size))
        yield self.put("anchor=west", spot.x + 1.5 * self.radius, spot.y, spot.texts.aside)

    def put(self, style: str, x: float, y: float, text: Block, bold: bool = False) -> str:
        """A text at a place; an empty line where there is none."""
        return text_node(style, (x, y), text.lines, bold)
