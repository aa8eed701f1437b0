"""A decision tree as shapes: nodes, connectors glued to them, and their texts, laid out and cut as the figure is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from decision_model.figures.choice.tree import TreePicture
from decision_model.figures.page.layout import Block, Box
from decision_model.figures.page.page import SHAPES
from decision_model.figures.page.style import THEMES, Theme, option_colours
from decision_model.figures.tree.key import TEXTUAL, branch_look, kind, shape
from decision_model.figures.tree.layout import ABOVE, Spot, TreeLayout
from decision_model.figures.tree.texts import CHIP, INDENT
from decision_model.interchange.document.bare import bare_sheet
from decision_model.interchange.writing.pptx.marks import Outline, Route, ShapeGroup
from decision_model.model.steps import Decision

NEARLY = 0.01
"""Points by which type may be smaller than the smallest."""
LEVEL, DOT = 0.5, 1.2
"""Points by which a branch may rise or fall and still be level, and half the width of a joint."""


def tree_drawer(picture: TreePicture, theme: Theme) -> Callable[[ShapeGroup], None] | None:
    """What draws the tree in a room of the theme's size; None where its type would be too small to read."""
    picture.barred = False  # bars of contributions stand on the slide of the ranking
    page, layout = picture.fitting(bare_sheet(theme))
    if layout.size < theme.least - NEARLY:
        return None
    key = picture.key_box(page, layout.texts)
    return lambda drawing: _TreeDrawer(drawing, picture, layout, page.second).draw(key)


class _TreeDrawer:
    def __init__(self, drawing: ShapeGroup, picture: TreePicture, layout: TreeLayout, second: float):
        self.drawing, self.picture, self.layout, self.second = drawing, picture, layout, second
        self.size, self.stroke = layout.size, 1.2
        self.nodes: dict[int, Any] = {}
        self.options = option_colours(picture.model, picture_theme(drawing))

    def draw(self, key: Box) -> None:
        self.bands(key.y)
        for spot in self.layout.spots:
            self.node(spot)
        for spot in self.layout.spots:
            self.branch(spot)
        for spot in self.layout.spots:
            self.label(spot)
            self.beside(spot)
        self.key(key)

    def bands(self, bottom: float) -> None:
        """Every second column on a band, each with its step at the head."""
        top = self.layout.bars.y
        for place, column in enumerate((*self.layout.columns, self.layout.total)):
            if place % 2 == 0:
                box = Box(column.left, top, column.right - column.left, bottom - top - 0.3 * self.size)
                self.drawing.shape("band", box, Outline("band", "none"), "Band")
            self.drawing.text(column.left + 0.25 * self.size, top + 0.2 * self.size, column.head, "soft")

    def node(self, spot: Spot) -> None:
        form = shape(spot.twig)
        radius = self.layout.radius * (0.72 if form == "end" else 0.92 if form == "decision" else 1.0)
        best = spot.twig.best
        outline = Outline("tint" if best else "paper", "accent" if best else "soft", (2.0 if best else 1.2))
        box = Box(spot.x - radius, spot.y - radius, 2 * radius, 2 * radius)
        self.nodes[id(spot)] = self.drawing.shape(form, box, outline, self.name(spot))

    def name(self, spot: Spot) -> str:
        """What a node is called: the branch that leads to it, and the step that it is."""
        step = spot.twig.node.step
        what = step.title if step else f"End, {self.picture.amounts.text(spot.twig.node.value)}"
        return f"{' '.join(spot.texts.label.lines)}: {what}" if any(spot.texts.label.lines) else what

    def branch(self, spot: Spot) -> None:
        if spot.parent is None or spot.column is None:
            return
        near = self.picture.near
        look = kind(spot.twig, near)
        colour, width = branch_look(look, bool(near))
        route = Route("straight", None, colour, width * self.stroke, dashed=look == "rejected")
        tail = self.nodes[id(spot.parent)], shape(spot.parent.twig), "right"
        head = self.nodes[id(spot)], shape(spot.twig), "left"
        if abs(spot.y - spot.parent.y) < LEVEL:
            self.drawing.connect(tail, head, route)
            return
        joint = self.joint(spot, colour)
        self.drawing.connect(tail, (joint, "event", "left"), route)
        self.drawing.connect((joint, "event", "right"), head, route)

    def joint(self, spot: Spot, colour: str) -> Any:
        """A dot where the fan of branches ends and the line below the label begins."""
        assert spot.column is not None
        x = spot.column.label - 0.1 * self.size
        box = Box(x - DOT, spot.y - DOT, 2 * DOT, 2 * DOT)
        return self.drawing.shape("event", box, Outline(colour, "none"), f"Joint: {self.name(spot)}")

    def label(self, spot: Spot) -> None:
        """What stands at a branch: the option or outcome, its chance, and what is left out after it."""
        if spot.column is None or spot.parent is None or spot.twig.branch is None:
            return
        colour = "soft" if kind(spot.twig, self.picture.near) == "rejected" and not spot.twig.best else "ink"
        left, label = spot.column.label + INDENT * self.size, spot.texts.label
        top = spot.y - ABOVE * self.size - label.height
        step = spot.parent.twig.node.step
        if isinstance(step, Decision):
            chip = Box(left, top + 0.36 * label.size, 0.5 * label.size, 0.5 * label.size)
            fill = self.options[step.name, spot.twig.branch.state.name]
            self.drawing.shape("band", chip, Outline(fill, "none"), f"Colour of {' '.join(label.lines)}")
            left += CHIP * label.size
        self.drawing.text(left, top, label, colour, anchor="bottom")
        self.chance(spot, colour)

    def chance(self, spot: Spot, colour: str) -> None:
        assert spot.column is not None
        left, below = spot.column.label + INDENT * self.size, spot.y + 0.1 * self.size
        chance = spot.texts.chance
        if self.layout.under:
            self.drawing.text(left, below, chance, colour)
            below += chance.height
        else:
            top = spot.y - ABOVE * self.size - chance.height
            self.drawing.text(spot.column.end, top, chance, colour, "right", "bottom")
        self.drawing.text(left, below, spot.texts.note, "soft")

    def beside(self, spot: Spot) -> None:
        """The value at a node and what stands for the part that is not drawn."""
        best, radius = spot.twig.best, self.layout.radius
        value = spot.texts.value
        if spot.twig.node.step is None:
            text = self.picture.amounts.text(spot.twig.node.value)
            total = Block((text,), self.size, "bold" if best else "normal")
            right = self.layout.bars.x - 0.5 * self.size
            self.drawing.text(right, spot.y - 0.5 * total.height, total, "ink" if best else "soft", "right", "middle")
            return
        top = spot.y + 1.15 * radius if self.layout.under else spot.y - 1.15 * radius - value.height
        right = spot.x + radius
        self.drawing.text(right, top, value, "accent" if best else "soft", "right")
        if spot.twig.mark:
            mark = Block((f"{spot.twig.mark} ",), self.size, "bold")
            self.drawing.text(right - value.width - 0.35 * self.size, top, mark, "ink", "right")
        aside = spot.texts.aside
        self.drawing.text(spot.x + 1.5 * radius, spot.y - 0.5 * aside.height, aside, "soft", anchor="middle")

    def key(self, box: Box) -> None:
        """What the signs mean."""
        size = self.second
        key = self.picture.key(self.layout.texts)
        placed, _ = key.entries(box.width, size)
        for entry, sign in zip(placed, key.signs, strict=False):
            self.sign(sign, box.x + entry.x, box.y + entry.y + 0.6 * size)
            self.drawing.text(box.x + entry.text_x, box.y + entry.y, entry.text, "soft")

    def sign(self, kind: str, x: float, y: float) -> None:
        size, middle = self.second, x + 1.1 * self.second
        if kind in SHAPES:
            side = 0.9 * size
            box = Box(middle - side / 2, y - side / 2, side, side)
            self.drawing.shape(kind, box, Outline("paper", "soft", self.stroke), "Key")
        elif kind in TEXTUAL:
            text = Block((TEXTUAL[kind],), size)
            self.drawing.text(middle, y - 0.5 * text.height, text, "soft", "center")
        else:
            colour, width = branch_look(kind, bool(self.picture.near))
            route = Route("straight", None, colour, width * self.stroke, kind == "rejected")
            self.drawing.line((x + 0.1 * size, y), (x + 2.1 * size, y), route)


def picture_theme(drawing: ShapeGroup) -> Theme:
    """The theme of figures with the drawing's colours."""
    return replace(THEMES["slides"], colours=drawing.colours)
