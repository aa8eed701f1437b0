"""The best plan's tree as a plain drawing, for where scripts do not run; the page's own drawing replaces it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.choice.tree import Branch, Node, tree
from decision_model.errors import TooLargeError
from decision_model.model import Decision
from decision_model.words.amounts import Amounts
from decision_model.words.percent import percent

ROWS, ROW, SLANT = 10, 30, 20
LETTER, BOLD = 7.0, 7.8
"""How wide a letter is at most, on the average of a line, in the widest of the fonts that screens have."""

SVG = '<svg id="tree" role="img" aria-label="{said}" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'


@dataclass
class Spot:
    """A node to be drawn: its column and, once laid out, its place."""

    node: Node
    column: int
    branch: Branch | None = None
    below: list[Spot] = field(default_factory=list)
    y: float = 0.0


def still(solution: Solution, amounts: Amounts) -> Markup:
    """An SVG of the tree, the best plan unfolded as far as there is room."""
    try:
        root = _grown(solution, tree(solution).root)
    except TooLargeError:
        return Markup('<svg id="tree" role="img" aria-label="The tree is too large to draw here."></svg>')
    bottom = _laid(root, 10.0)
    columns = _columns(root, amounts, len(solution.model.sequence))
    width, height = round(columns[-1] + 70), round(bottom + 10)
    said = f"Decision tree; {' '.join(solution.plan)}"
    parts = [Markup(SVG).format(said=said, width=width, height=height)]
    parts += _drawn(root, None, columns, amounts)
    return Markup("").join([*parts, Markup("</svg>")])


def _grown(solution: Solution, node: Node) -> Spot:
    position = solution.model.position
    last = len(solution.model.sequence)
    root = Spot(node, position[node.step.name] if node.step else last)
    rows, waiting = 1, deque([root])
    while waiting:
        spot = waiting.popleft()
        branches = spot.node.branches
        if not spot.node.reached or rows + len(branches) - 1 > ROWS:
            continue
        rows += max(0, len(branches) - 1)
        spot.below = [Spot(b.node, position[b.node.step.name] if b.node.step else last, b) for b in branches]
        waiting.extend(spot.below)
    return root


def _laid(spot: Spot, top: float) -> float:
    bottom = top
    for each in spot.below:
        bottom = _laid(each, bottom)
    spot.y = (spot.below[0].y + spot.below[-1].y) / 2 if spot.below else top + ROW - 9
    return max(bottom, top + ROW)


def _columns(root: Spot, amounts: Amounts, count: int) -> list[float]:
    widths = [0.0] * (count + 1)

    def widen(spot: Spot) -> None:
        for each in spot.below:
            assert each.branch is not None
            widths[spot.column] = max(widths[spot.column], _wide(each.branch) + SLANT + 42)
            widen(each)

    widen(root)
    places = [20 + LETTER * len(amounts.text(root.node.value))]
    for width in widths[:-1]:
        places.append(places[-1] + width)
    return places


def _wide(branch: Branch) -> float:
    return len(_label(branch)) * (BOLD if branch.node.reached else LETTER)


def _label(branch: Branch) -> str:
    return branch.state.title + (f" {percent(branch.chance)}" if branch.chance is not None else "")


def _drawn(spot: Spot, parent: Spot | None, columns: list[float], amounts: Amounts) -> list[Markup]:
    x, y = columns[spot.column], spot.y
    found: list[Markup] = []
    if parent is not None and spot.branch is not None:
        left = columns[parent.column]
        kind = "best" if spot.node.reached else "rejected" if not spot.branch.best else "other"
        path = f"M{left:.0f} {parent.y:.0f}L{left + SLANT:.0f} {y:.0f}H{x:.0f}"
        found.append(Markup('<path class="branch {}" d="{}"/>').format(kind, path))
        if kind == "rejected":
            found.append(Markup('<path class="struck" d="M{:.0f} {:.0f}l5 -10m4 0l-5 10"/>').format(left + 23, y + 5))
        found.append(_text(left + SLANT + 14, y - 6, _label(spot.branch), "strong" if spot.node.reached else "value"))
    for each in spot.below:
        found += _drawn(each, spot, columns, amounts)
    strong = "strong" if spot.node.reached else "value"
    value = amounts.text(spot.node.value)
    if spot.below and parent is not None:
        found.append(_text(x - 11, y + 14, value, strong, "end"))
    else:
        found.append(_text(x + 13, y + 4, value, strong) if parent else _text(x - 12, y + 4, value, strong, "end"))
    found.append(_mark(spot, x, y))
    return found


def _mark(spot: Spot, x: float, y: float) -> Markup:
    if spot.node.step is None:
        return Markup('<path class="mark end" d="M{0:.0f} {1:.0f}v12l-10 -6Z"/>').format(x + 8, y - 6)
    if isinstance(spot.node.step, Decision):
        square = '<rect class="mark decision" x="{:.0f}" y="{:.0f}" width="14" height="14"/>'
        return Markup(square).format(x - 7, y - 7)
    return Markup('<circle class="mark event" cx="{:.0f}" cy="{:.0f}" r="7.5"/>').format(x, y)


def _text(x: float, y: float, text: str, kind: str, anchor: str = "") -> Markup:
    turned = Markup(' text-anchor="{}"').format(anchor) if anchor else ""
    return Markup('<text class="{}" x="{:.0f}" y="{:.0f}"{}>{}</text>').format(kind, x, y, turned, escape(text))
