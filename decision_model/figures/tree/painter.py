"""The marks of a decision tree: branches, strikes, nodes, texts, bars and the key."""

from __future__ import annotations

from collections.abc import Sequence

from decision_model.analysis.given_plan import best_called
from decision_model.figures.charts.stacking import extent, stacked
from decision_model.figures.page.layout import Block, Box, line
from decision_model.figures.page.page import SHAPES, Page, sign_key
from decision_model.figures.page.scene import Point
from decision_model.figures.page.style import consideration_fills, option_colours
from decision_model.figures.tree.layout import ABOVE, Spot, TreeLayout
from decision_model.figures.tree.texts import CHIP, INDENT
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import consideration_labels
from decision_model.model.steps import Decision
from decision_model.words.amounts import Amounts

TEXTUAL = {"more": "+n", "same": "as A"}
KEY = {
    "decision": "we choose",
    "event": "events decide",
    "end": "end",
    "best": "best plan",
    "rejected": "rejected",
    "more": "ends not drawn",
    "same": "goes on as there",
}


class TreePainter:
    """Paints a tree that has its places."""

    def __init__(self, page: Page, model: DecisionModel, amounts: Amounts, layout: TreeLayout):
        self.page, self.model, self.amounts, self.layout = page, model, amounts, layout
        self.theme = page.sheet.theme
        self.size, self.radius = layout.size, layout.radius

    def paint(self, key: Box) -> None:
        self.page.head()
        self.bands(key.y)
        self.branches()
        self.strikes()
        self.nodes()
        self.texts()
        self.bars()
        self.key(key)

    def bands(self, bottom: float) -> None:
        top = self.page.sheet.room.y
        columns = [*self.layout.columns, self.layout.total]
        bands = [Box(c.left, top, c.right - c.left, bottom - top - 0.3 * self.size) for c in columns[::2]]
        self.page.boxes(bands, "band", "bands", zorder=1)
        for column in columns:
            self.page.text(column.left + 0.25 * self.size, top + 0.2 * self.size, column.head, "soft", gid="head")

    def branches(self) -> None:
        stroke = self.page.sheet.stroke
        looks = {
            "rejected": ("faint", 0.8 * stroke, 2.0),
            "other": ("soft", stroke, 2.1),
            "best": ("accent", 3.0 * stroke, 2.2),
        }
        for kind, (colour, width, zorder) in looks.items():
            paths = [self.path(spot) for spot in self.layout.spots if spot.parent and _kind(spot) == kind]
            self.page.lines(paths, colour, width, f"{kind}-branches", zorder)

    def path(self, spot: Spot) -> Sequence[Point]:
        assert spot.parent is not None
        assert spot.column is not None
        start = spot.parent.x + self.radius
        return [(spot.parent.x, spot.parent.y), (start, spot.parent.y), (spot.column.label, spot.y), (spot.x, spot.y)]

    def strikes(self) -> None:
        struck = [spot for spot in self.layout.spots if spot.twig.rejected]
        reach, distance = 0.38 * self.size, 0.3 * self.size
        paths = []
        for spot in struck:
            assert spot.column is not None
            for x in (spot.column.end + 0.5 * self.size, spot.column.end + 0.5 * self.size + distance):
                paths.append(_strike(x, spot.y, reach))
        self.page.lines(paths, "ink", 1.1 * self.page.sheet.stroke, "strikes", 2.5)

    def nodes(self) -> None:
        for kind in ("decision", "event", "end"):
            for best in (False, True):
                spots = [s for s in self.layout.spots if _shape(s) == kind and s.twig.best == best]
                radius = self.radius * (0.72 if kind == "end" else 1.0)
                fill, edge = ("tint", "accent") if best else ("paper", "soft")
                gid = f"{'best-' if best else ''}{kind}s"
                width = (1.6 if best else 1.0) * self.page.sheet.stroke
                centres = [(s.x, s.y) for s in spots]
                self.page.marks(kind, centres, radius, gid, colour=fill, edge=edge, width=width, zorder=4)

    def texts(self) -> None:
        colours = option_colours(self.model, self.theme)
        chips: list[tuple[Box, str]] = []
        for spot in self.layout.spots:
            self.beside(spot)
            if spot.column is None or spot.parent is None or spot.twig.branch is None:
                continue
            colour = "ink" if spot.twig.best or not spot.twig.rejected else "soft"
            left = spot.column.label + INDENT * self.size
            top = spot.y - ABOVE * self.size - spot.texts.label.height
            step = spot.parent.twig.node.step
            if isinstance(step, Decision):
                side = 0.5 * self.size
                chip = Box(left, top + 0.36 * self.size, side, side)
                chips.append((chip, colours[(step.name, spot.twig.branch.state.name)]))
                left += CHIP * self.size
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
        right, top = spot.x + self.radius, spot.y - 1.15 * self.radius - spot.texts.value.height
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

    def key(self, box: Box) -> None:
        size = self.page.sheet.second
        self.page.signs(box, self.key_entries(), size, self.sign)
        below = box.y + sign_key(KEY, box.width, size)[1] + 0.3 * size
        fills = consideration_fills(self.model, self.theme)
        labels = consideration_labels(self.model, short=True)
        filled = any(spot.twig.node.contributions for spot in self.layout.spots)
        entries = [(fills[leaf.name], labels[leaf.name]) for leaf in self.model.leaves] if filled else []
        self.page.key(Box(box.x, below, box.width, box.bottom - below), entries, size)

    def key_entries(self) -> dict[str, str]:
        """The signs that are on the page."""
        shapes = {_shape(spot) for spot in self.layout.spots} | {_kind(spot) for spot in self.layout.spots}
        if any(spot.twig.hidden or spot.twig.dropped for spot in self.layout.spots):
            shapes.add("more")
        if any(spot.twig.same_as for spot in self.layout.spots):
            shapes.add("same")
        key = {**KEY, "best": best_called(self.model)}
        return {kind: meaning for kind, meaning in key.items() if kind in shapes}

    def sign(self, kind: str, x: float, y: float) -> None:
        size, stroke = self.page.sheet.second, self.page.sheet.stroke
        middle = x + 1.1 * size
        if kind in SHAPES:
            look = {"colour": "paper", "edge": "soft", "width": stroke}
            self.page.marks(kind, [(middle, y)], 0.45 * size, f"key-{kind}", **look)
            return
        if kind in TEXTUAL:
            text = line(TEXTUAL[kind], size)
            self.page.text(middle, y - 0.5 * text.height, text, "soft", "center", gid="key-sign")
            return
        colour, width = ("accent", 3.0) if kind == "best" else ("faint", 0.8)
        self.page.lines([[(x + 0.1 * size, y), (x + 2.1 * size, y)]], colour, width * stroke, f"key-{kind}")
        if kind == "rejected":
            paths = [_strike(middle + shift * size, y, 0.35 * size) for shift in (-0.15, 0.15)]
            self.page.lines(paths, "ink", 1.1 * stroke, "key-strikes", 2.5)


def _strike(x: float, y: float, reach: float) -> Sequence[Point]:
    return [(x - 0.35 * reach, y + reach), (x + 0.35 * reach, y - reach)]


def _kind(spot: Spot) -> str:
    return "best" if spot.twig.best else "rejected" if spot.twig.rejected else "other"


def _shape(spot: Spot) -> str:
    step = spot.twig.node.step
    return "end" if step is None else "decision" if isinstance(step, Decision) else "event"


def _weight(best: bool) -> str:
    return "bold" if best else "normal"
