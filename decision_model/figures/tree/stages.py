"""A decision tree up to a step: its branches before what they are worth is known, the newest of them emphasised."""

from __future__ import annotations

from decision_model.figures.page.layout import Block, Box
from decision_model.figures.page.page import SHAPES
from decision_model.figures.page.style import option_colours
from decision_model.figures.tree.key import LIGHT, TreeKey, shape
from decision_model.figures.tree.layout import ABOVE, Spot
from decision_model.figures.tree.painter import TreePainter
from decision_model.figures.tree.texts import CHIP, INDENT
from decision_model.model.steps import Decision


class StagePainter(TreePainter):
    """Paints the branches of so many columns of a tree, at the places that they have in the whole picture."""

    shown = 0

    def paint_stage(self, key: TreeKey, box: Box) -> None:
        """Heads of what comes later are pale; values, bars and the plan come with the whole picture."""
        self.page.head()
        self.bands(box.y)
        self.lines()
        self.forms()
        self.labels()
        signs = {name: meaning for name, meaning in key.signs.items() if name in (*SHAPES, "more")}
        TreeKey(signs, {}, False).paint(self.page, box, {})

    def age(self, spot: Spot) -> int:
        """How many steps ago a branch was added; below 0 for one that is not there yet."""
        if spot.column is None:
            return self.shown
        return self.shown - 1 - self.layout.columns.index(spot.column)

    def head_colour(self, place: int) -> str:
        return "ink" if place == self.shown - 1 else "soft" if place < self.shown else "faint"

    def lines(self) -> None:
        stroke = self.page.sheet.stroke
        for name, colour, width in (("earlier", "soft", 1.0), ("new", "accent", LIGHT)):
            spots = [spot for spot in self.layout.spots if spot.parent and self.is_in(spot, name)]
            self.page.lines([self.path(spot) for spot in spots], colour, width * stroke, f"{name}-branches", 2.1)

    def is_in(self, spot: Spot, name: str) -> bool:
        return self.age(spot) == 0 if name == "new" else self.age(spot) > 0

    def forms(self) -> None:
        """The nodes that branches start from and the ends that they reach; nodes that come next are pale."""
        starts = {id(spot.parent) for spot in self.layout.spots if spot.parent and self.age(spot) >= 0}
        there = [spot for spot in self.layout.spots if self.age(spot) >= 0]
        for form in ("decision", "event", "end"):
            for later in (False, True):
                spots = [s for s in there if shape(s.twig) == form and later == self.later(s, starts)]
                radius = self.radius * (0.72 if form == "end" else 1.0)
                look = {"colour": "paper", "edge": "faint" if later else "ink", "width": self.page.sheet.stroke}
                gid = f"{'next-' if later else ''}{form}s"
                self.page.marks(form, [(s.x, s.y) for s in spots], radius, gid, zorder=4, **look)

    def later(self, spot: Spot, starts: set[int]) -> bool:
        return spot.twig.node.step is not None and id(spot) not in starts

    def labels(self) -> None:
        """What stands on the branches, the newest in bold, and their chances."""
        colours = option_colours(self.model, self.theme)
        chips: list[tuple[Box, str]] = []
        for spot in self.layout.spots:
            if spot.column is None or spot.parent is None or spot.twig.branch is None or self.age(spot) < 0:
                continue
            label, step = spot.texts.label, spot.parent.twig.node.step
            left, top = spot.column.label + INDENT * self.size, spot.y - ABOVE * self.size - label.height
            if isinstance(step, Decision):
                side = 0.5 * label.size
                chip = Box(left, top + 0.36 * label.size, side, side)
                chips.append((chip, colours[(step.name, spot.twig.branch.state.name)]))
                left += CHIP * label.size
            colour = "ink" if self.age(spot) == 0 else "soft"
            self.page.text(left, top, Block(label.lines, label.size), colour, gid="branch")
            self.chance(spot, colour)
        self.page.boxes([box for box, _ in chips], [colour for _, colour in chips], "options")
