"""The key of a decision tree: the signs that are on the page, and the considerations where their bars are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision_model.figures.page.layout import Box, Entry, flowed, line
from decision_model.figures.page.page import SHAPES, SIGN, Page
from decision_model.figures.page.scene import Point
from decision_model.figures.page.style import Fill
from decision_model.figures.tree.cutting import Twig
from decision_model.model.steps import Decision

TEXTUAL = {"more": "+n", "same": "as A"}
KEY = {
    "decision": "we choose",
    "event": "events decide",
    "end": "end",
    "best": "best plan",
    "near": "close behind",
    "rejected": "rejected",
    "more": "ends not drawn",
    "same": "goes on as there",
}
BEST, LIGHT, NEAR, REJECTED = 3.0, 1.8, 1.2, 0.8
"""Widths of branches, in strokes: of the best plan, of one that hardly leads, of what comes close, of the rejected."""


class TreeKey:
    """The entries of a tree's key, set one after the other."""

    def __init__(self, signs: Mapping[str, str], fills: Mapping[str, str], light: bool):
        self.signs, self.fills, self.light = signs, fills, light

    def entries(self, room: float, size: float) -> tuple[list[Entry], float]:
        names = [*self.signs.values(), *self.fills.values()]
        return flowed(names, [SIGN * size] * len(self.signs) + [1.35 * size] * len(self.fills), room, size)

    def height(self, room: float, size: float) -> float:
        return self.entries(room, size)[1]

    def paint(self, page: Page, box: Box, fills: Mapping[str, Fill]) -> None:
        """Signs in soft ink, considerations by their fill."""
        size = page.sheet.second
        placed, _ = self.entries(box.width, size)
        for entry, kind in zip(placed, self.signs, strict=False):
            self.sign(page, kind, box.x + entry.x, box.y + entry.y + 0.6 * size)
            page.text(box.x + entry.text_x, box.y + entry.y, entry.text, "soft", gid="key-text")
        swatches, side = [], 0.95 * size
        for entry, name in zip(placed[len(self.signs) :], self.fills, strict=True):
            swatches.append((Box(box.x + entry.x, box.y + entry.y + 0.12 * size, side, side), fills[name]))
            page.text(box.x + entry.text_x, box.y + entry.y, entry.text, gid="key")
        page.filled(swatches, "key", 0.4 * size)

    def sign(self, page: Page, kind: str, x: float, y: float) -> None:
        size, stroke = page.sheet.second, page.sheet.stroke
        middle = x + 1.1 * size
        if kind in SHAPES:
            look = {"colour": "paper", "edge": "soft", "width": stroke}
            page.marks(kind, [(middle, y)], 0.45 * size, f"key-{kind}", **look)
            return
        if kind in TEXTUAL:
            text = line(TEXTUAL[kind], size)
            page.text(middle, y - 0.5 * text.height, text, "soft", "center", gid="key-sign")
            return
        colour, width = branch_look(kind, self.light)
        page.lines([[(x + 0.1 * size, y), (x + 2.1 * size, y)]], colour, width * stroke, f"key-{kind}")
        if kind == "rejected":
            paths = [strike(middle + shift * size, y, 0.35 * size) for shift in (-0.15, 0.15)]
            page.lines(paths, "ink", 1.1 * stroke, "key-strikes", 2.5)


def branch_look(kind: str, light: bool) -> tuple[str, float]:
    """The colour and the width, in strokes, of a branch of a kind."""
    looks = {"best": ("accent", LIGHT if light else BEST), "near": ("soft", NEAR), "rejected": ("faint", REJECTED)}
    return looks.get(kind, ("soft", 1.0))


def signs_of(twigs: Sequence[Twig], near: Sequence[int], best: str) -> dict[str, str]:
    """The signs that a tree has, with what they mean; `best` is what the best plan is called."""
    kinds = {shape(twig) for twig in twigs} | {kind(twig, near) for twig in twigs}
    kinds |= {"more" for twig in twigs if twig.hidden or twig.dropped}
    kinds |= {"same" for twig in twigs if twig.same_as}
    return {name: meaning for name, meaning in {**KEY, "best": best}.items() if name in kinds}


def kind(twig: Twig, near: Sequence[int]) -> str:
    """What the branch to a twig is: of the best plan, close behind it, rejected, or neither."""
    if twig.branch is not None and id(twig.branch) in near:
        return "near"
    return "best" if twig.best else "rejected" if twig.rejected else "other"


def shape(twig: Twig) -> str:
    """The sign of a node."""
    step = twig.node.step
    return "end" if step is None else "decision" if isinstance(step, Decision) else "event"


def strike(x: float, y: float, reach: float) -> Sequence[Point]:
    """One of the two strokes through a rejected branch."""
    return [(x - 0.35 * reach, y + reach), (x + 0.35 * reach, y - reach)]
