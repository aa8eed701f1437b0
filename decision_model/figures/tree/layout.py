"""Where everything of a decision tree goes: one column a step, rows as tall as their labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block, Box, block, shared
from decision_model.figures.tree.cutting import Twig
from decision_model.figures.tree.stacking import Lanes, stacked
from decision_model.figures.tree.texts import LabelKind, TreeTexts

ABOVE = 0.12  # ems between a branch and its label
GAP = 0.16  # ems between what stands above one another
ROW = fonts.LINE + GAP  # ems that a row takes at least
NOTHING = Block((), 1.0)


@dataclass(frozen=True)
class LabelColumn:
    """A step's column: where its nodes stand, and where the labels of its branches begin and end."""

    head: Block
    left: float
    node: float
    label: float
    end: float
    right: float


@dataclass(frozen=True)
class Blocks:
    """The texts of a twig, wrapped."""

    label: Block
    chance: Block
    value: Block
    note: Block
    aside: Block


@dataclass(frozen=True)
class Spot:
    """A twig in its place; `column` is that of the branch which leads to it."""

    twig: Twig
    x: float
    y: float
    parent: Spot | None
    column: LabelColumn | None
    texts: Blocks


@dataclass(frozen=True)
class TreeLayout:
    """All of a tree in place; `bars` is the box that the contributions at the ends are drawn in.

    `under` says that chances and values stand under their lines, `lines` is how many the longest label is broken into.
    """

    texts: TreeTexts
    columns: tuple[LabelColumn, ...]
    total: LabelColumn
    bars: Box
    under: bool
    lines: int
    size: float
    place: Callable[[], tuple[Spot, ...]]

    @property
    def radius(self) -> float:
        return 0.5 * self.size

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """The twigs in their places, each after its parent; worked out for the layout that is drawn."""
        return self.place()


def lay_out(texts: TreeTexts, size: float, room: Box, lines: int | None = None) -> TreeLayout | None:
    """The layout inside a box, or None when it does not fit with type of this size and so many lines a label.

    Chances stand beside the labels and values above the nodes or, where that is too wide, both under the lines.
    """
    if texts.rows * ROW * size > room.height:
        return None
    beside = _Attempt(texts, size, room, under=False).lay_out(lines)
    return beside if beside or lines == 1 else _Attempt(texts, size, room, under=True).lay_out(lines)


class _Attempt:
    def __init__(self, texts: TreeTexts, size: float, room: Box, under: bool):
        self.texts, self.size, self.room, self.under = texts, size, room, under
        self.widths = texts.below if under else texts.beside

    def lay_out(self, lines: int | None) -> TreeLayout | None:
        size, room = self.size, self.room
        columns = self.columns(whole=lines == 1)
        if columns is None:
            return None
        head = max(column.head.height for column in columns) + 0.8 * size
        labels = [self.label(kind, columns) for kind in self.texts.kinds]
        most = max(len(label.lines) for label, _ in labels)
        if lines is not None and most > lines:
            return None
        ys, ems = _heights(self.texts, tuple((len(label.lines), len(note.lines)) for label, note in labels), self.under)
        height, free = ems * size, room.height - head
        if height > free:
            return None
        stretch = min(1.9, free / height) if height else 1.0
        top = room.y + head + (free - height * stretch) / 2
        total = columns[-1]
        left = total.label + (self.widths.total + 0.5) * size
        bars = Box(left, room.y, max(0.0, total.right - left) * self.texts.bars, room.height)
        place = partial(self.placed, columns, labels, [top + stretch * size * y for y in ys])
        return TreeLayout(self.texts, tuple(columns[:-1]), total, bars, self.under, most, size, place)

    def columns(self, whole: bool) -> list[LabelColumn] | None:
        size, widths = self.size, self.widths
        free = self.room.width - (widths.ends + sum(map(sum, widths.fixed))) * size
        least, natural = [ems * size for ems in widths.least], [ems * size for ems in widths.natural]
        if sum(natural if whole else least) > free + 1e-6:
            return None
        labels = shared(free, least, natural)
        spare = max(0.0, free - sum(labels)) / (2 * len(labels) + 2)
        return self.ruled(labels, spare)

    def ruled(self, labels: Sequence[float], spare: float) -> list[LabelColumn]:
        """Columns from left to right; spare width goes to fans, labels and bars alike."""
        size, columns, left = self.size, [], self.room.x
        for step, fixed, label in zip(self.texts.steps, self.widths.fixed, labels, strict=True):
            before, fan, strike = (ems * size for ems in fixed)
            start = left + before + fan + spare
            end = start + label + spare
            head = block(self.texts.heads[step], end + strike - left - 0.5 * size, size, "bold")
            columns.append(LabelColumn(head, left, left + before - 0.5 * size, start, end, end + strike))
            left = end + strike
        right = left + self.widths.ends * size + 2 * spare
        head = block(self.texts.total_head, right - left - 0.3 * size, size, "bold")
        return [*columns, LabelColumn(head, left, left + 0.8 * size, left + 1.6 * size, right, right)]

    def label(self, kind: LabelKind, columns: Sequence[LabelColumn]) -> tuple[Block, Block]:
        """Label and note of the branches of one kind, wrapped."""
        if kind.column is None:
            return NOTHING, NOTHING
        column = columns[kind.column]
        room = column.end - column.label
        label = block(kind.title, room - kind.beside(self.under) * self.size, self.size * kind.scale, kind.weight)
        if not kind.note:
            return label, NOTHING
        room -= self.texts.before_nodes[kind.column + 1] * self.size * self.under
        return label, block(kind.note, room, self.size)

    def placed(
        self, columns: Sequence[LabelColumn], labels: Sequence[tuple[Block, Block]], ys: Sequence[float]
    ) -> tuple[Spot, ...]:
        texts, size = self.texts, self.size
        spots: list[Spot] = []
        for place, twig in enumerate(texts.twigs):
            up = texts.parent[place]
            parent = None if up is None else spots[up]
            column = None if up is None else columns[texts.column[up]]
            own = texts.own[place]
            blocks = Blocks(
                labels[texts.kind[place]][0],
                Block((own.chance,), size, own.weight) if own.chance else NOTHING,
                Block((own.value,), size, own.weight) if own.value else NOTHING,
                labels[texts.kind[place]][1],
                Block((own.aside,), size) if own.aside else NOTHING,
            )
            spots.append(Spot(twig, columns[texts.column[place]].node, ys[place], parent, column, blocks))
        return tuple(spots)


def _heights(texts: TreeTexts, lines: tuple[tuple[int, int], ...], under: bool) -> tuple[list[float], float]:
    """Every twig's y and the height of all in ems, by the lines that labels and notes of each kind take.

    They are the same in every size of type that breaks the labels into as many lines, so they are kept.
    """
    if (lines, under) not in texts.heights:
        lanes = [_lanes(texts, place, lines[texts.kind[place]], under) for place in range(len(texts.twigs))]
        texts.heights[lines, under] = stacked(lanes, texts.children, GAP)
    return texts.heights[lines, under]


def _lanes(texts: TreeTexts, place: int, lines: tuple[int, int], under: bool) -> Lanes:
    """What a twig takes above and below its line, in ems: in the lanes of nodes (even) and of labels (odd)."""
    own, up, said = texts.column[place], texts.parent[place], texts.own[place]
    label, note = fonts.LINE * lines[0] * said.scale, fonts.LINE * lines[1]
    chance = fonts.LINE if said.chance else 0.0
    lanes: Lanes = {}
    if up is not None:
        start = texts.column[up]
        lanes = dict.fromkeys(range(2 * start + 2, 2 * own), (-0.25, 0.25))
        lanes[2 * start + 1] = (-max(label, 0.0 if under else chance) - ABOVE, note + ABOVE + chance * under)
    half = 0.5 * fonts.LINE
    is_end = texts.twigs[place].node.step is None
    value = fonts.LINE if said.value else 0.0
    lanes[2 * own] = (-half, half) if is_end else (-0.6 - value * (not under), 0.6 + value * under)
    if up is not None and under and value and not is_end:  # it reaches below the line that leads here
        above, below = lanes[2 * own - 1]
        lanes[2 * own - 1] = (above, max(below, lanes[2 * own][1]))
    if said.aside:
        lanes[2 * own + 1] = (-half, half)
    return lanes
