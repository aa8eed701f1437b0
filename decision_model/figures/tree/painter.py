"""The marks of a decision tree: branches, strikes, nodes, texts and bars."""

from __future__ import annotations

from collections.abc import Sequence

from decision_model.figures.charts.stacking import extent, stacked
from decision_model.figures.page.layout import Block, Box, line
from decision_model.figures.page.page import Page
from decision_model.figures.page.scene import Point
from decision_model.figures.page.style import consideration_fills, option_colours
from decision_model.figures.tree.key import TreeKey, branch_look, kind, shape, strike
from decision_model.figures.tree.layout import ABOVE, Spot, TreeLayout
from decision_model.figures.tree.texts import CHIP, INDENT
from decision_model.model.decision_model import DecisionModel
from decision_model.model.steps import Decision
from decision_model.words.amounts import Amounts


class TreePainter:
    """Paints a tree that has its places; `near` are the ids of branches that are rejected by too little to strike."""

    def __init__(self, page: Page, model: DecisionModel, amounts: Amounts, layout: TreeLayout, near: Sequence[int]):
        self.page, self.model, self.amounts, self.layout, self.near = page, model, amounts, layout, near
        self.theme = page.sheet.theme
        self.size, self.radius = layout.size, layout.radius

    def paint(self, key: TreeKey, box: Box) -> None:
        self.page.head()
        self.bands(box.y)
        self.branches()
        self.strikes()
        self.nodes()
        self.texts()
        self.bars()
        key.paint(self.page, box, consideration_fills(self.model, self.theme))

    def bands(self, bottom: float) -> None:
        top = self.layout.bars.y
        columns = [*self.layout.columns, self.layout.total]
        bands = [Box(c.left, top, c.right - c.left, bottom - top - 0.3 * self.size) for c in columns[::2]]
        self.page.boxes(bands, "band", "bands", zorder=1)
        for place, column in enumerate(columns):
            left, colour = column.left + 0.25 * self.size, self.head_colour(place)
            self.page.text(left, top + 0.2 * self.size, column.head, colour, gid="head")

    def head_colour(self, place: int) -> str:  # noqa: ARG002 - of a picture in stages
        """The colour of a column's head."""
        return "soft"

    def branches(self) -> None:
        paths_of: dict[str, list[Sequence[Point]]] = {}
        for spot in self.layout.spots:
            if spot.parent:
                paths_of.setdefault(kind(spot.twig, self.near), []).append(self.path(spot))
        for place, look in enumerate(("rejected", "other", "near", "best")):
            colour, width = branch_look(look, bool(self.near))
            self.page.lines(
                paths_of.get(look, []), colour, width * self.page.sheet.stroke, f"{look}-branches", 2.0 + 0.1 * place
            )

    def path(self, spot: Spot) -> Sequence[Point]:
        assert spot.parent is not None
        assert spot.column is not None
        start = spot.parent.x + self.radius
        return [(spot.parent.x, spot.parent.y), (start, spot.parent.y), (spot.column.label, spot.y), (spot.x, spot.y)]

    def strikes(self) -> None:
        struck = [spot for spot in self.layout.spots if kind(spot.twig, self.near) == "rejected"]
        reach, distance = 0.38 * self.size, 0.3 * self.size
        paths = []
        for spot in struck:
            assert spot.column is not None
            for x in (spot.column.end + 0.5 * self.size, spot.column.end + 0.5 * self.size + distance):
                paths.append(strike(x, spot.y, reach))
        self.page.lines(paths, "ink", 1.1 * self.page.sheet.stroke, "strikes", 2.5)

    def nodes(self) -> None:
        for form in ("decision", "event", "end"):
            for best in (False, True):
                spots = [s for s in self.layout.spots if shape(s.twig) == form and s.twig.best == best]
                radius = self.radius * (0.72 if form == "end" else 1.0)
                fill, edge = ("tint", "accent") if best else ("paper", "soft")
                gid = f"{'best-' if best else ''}{form}s"
                width = (1.6 if best else 1.0) * self.page.sheet.stroke
                centres = [(s.x, s.y) for s in spots]
                self.page.marks(form, centres, radius, gid, colour=fill, edge=edge, width=width, zorder=4)

    def texts(self) -> None:
        colours = option_colours(self.model, self.theme)
        chips: list[tuple[Box, str]] = []
        for spot in self.layout.spots:
            self.beside(spot)
            if spot.column is None or spot.parent is None or spot.twig.branch is None:
                continue
            colour = "soft" if kind(spot.twig, self.near) == "rejected" and not spot.twig.best else "ink"
            left = spot.column.label + INDENT * self.size
            top = spot.y - ABOVE * self.size - spot.texts.label.height
            step = spot.parent.twig.node.step
            if isinstance(step, Decision):
                size = spot.texts.label.size
                chip = Box(left, top + 0.36 * size, 0.5 * size, 0.5 * size)
                chips.append((chip, colours[(step.name, spot.twig.branch.state.name)]))
                left += CHIP * size
            self.page.text(left, top, spot.texts.label, colour, gid="branch")
            self.chance(spot, colour)
        self.page.boxes([box for box, _ in chips], [colour for _, colour in chips], "options")

    def chance(self, spot: Spot, colour: str) -> None:
        """The chance of a branch and what is left out after it."""
        assert spot.column is not None
        left, below = spot.column.label + INDENT * self.size, spot.y + 0.1 * self.size
        if self.layout.under:
            self.page.text(left, below, spot.texts.chance, colour, gid="chance")
            below += spot.texts.chance.height
        else:
            top = spot.y - ABOVE * self.size - spot.texts.chance.height
            self.page.text(spot.column.end, top, spot.texts.chance, colour, "right", gid="chance")
        self.page.text(left, below, spot.texts.note, "soft", gid="note")

    def beside(self, spot: Spot) -> None:
        """The value at a node and what stands for the part that is not drawn."""
        best = spot.twig.best
        if spot.twig.node.step is None:
            total = Block(line(self.amounts.text(spot.twig.node.value), self.size).lines, self.size, _weight(best))
            right = self.layout.bars.x - 0.5 * self.size
            self.page.text(right, spot.y - 0.5 * total.height, total, "ink" if best else "soft", "right", gid="total")
            return
        right, above = spot.x + self.radius, spot.y - 1.15 * self.radius - spot.texts.value.height
        top = spot.y + 1.15 * self.radius if self.layout.under else above
        self.page.text(right, top, spot.texts.value, "accent" if best else "soft", "right", gid="value")
        if spot.twig.mark:
            self.mark(spot.twig.mark, right - spot.texts.value.width - 0.35 * self.size, top)
        self.page.text(
            spot.x + 1.5 * self.radius, spot.y - 0.5 * spot.texts.aside.height, spot.texts.aside, "soft", gid="aside"
        )

    def mark(self, letter: str, right: float, top: float) -> None:
        text = line(letter, self.size, "bold")
        box = Box(right - text.width - 0.4 * self.size, top, text.width + 0.4 * self.size, text.height)
        self.page.boxes([box], "soft", f"mark-{letter}", zorder=4)
        self.page.text(right - 0.2 * self.size, top, text, "paper", "right", gid="mark")

    def bars(self) -> None:
        ends = [spot for spot in self.layout.spots if spot.twig.node.contributions]
        box, height = self.layout.bars, 0.72 * self.size
        if not ends or box.width < 2 * self.size:
            return
        fills = consideration_fills(self.model, self.theme)
        sums = [extent(spot.twig.node.contributions.values()) for spot in ends]
        low, high = min(s[0] for s in sums), max(s[1] for s in sums)
        if high - low <= 0:
            return
        scale = (box.width - 0.3 * self.size) / (high - low)
        zero = box.x - low * scale
        parts = [
            (Box(zero + scale * start, spot.y - height / 2, scale * (stop - start), height), fills[name])
            for spot in ends
            for name, start, stop in stacked(spot.twig.node.contributions)
        ]
        self.page.filled(parts, "contributions", 0.36 * self.size, 0.4 * self.page.sheet.stroke)
        if low < 0 < high:
            tops, bottoms = min(s.y for s in ends) - height, max(s.y for s in ends) + height
            self.page.lines([[(zero, tops), (zero, bottoms)]], "ink", self.page.sheet.stroke, "zero", 3.5)


def _weight(best: bool) -> str:
    return "bold" if best else "normal"
