"""Where everything of a decision tree goes: one column a step, rows as tall as their labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block, Box, Stem, block, shared, stack
from decision_model.figures.tree.cutting import Twig
from decision_model.figures.tree.texts import HEAD, NOTE, SMALL, TreeTexts, Widths

ABOVE = 0.12  # ems between a branch and its label
GAP = 0.16  # ems between what stands above one another
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

    `under` says that chances stand under their lines, `lines` is how many the longest label is broken into.
    """

    spots: tuple[Spot, ...]
    columns: tuple[LabelColumn, ...]
    total: LabelColumn
    bars: Box
    under: bool
    lines: int
    size: float

    @property
    def radius(self) -> float:
        return 0.5 * self.size


def lay_out(texts: TreeTexts, size: float, room: Box, lines: int | None = None) -> TreeLayout | None:
    """The layout inside a box, or None when it does not fit with type of this size and so many lines a label.

    Chances stand beside the labels or, where that is too wide, under the lines.
    """
    if texts.rows * (fonts.LINE + GAP) * size > room.height:
        return None
    beside = _Attempt(texts, size, room, texts.beside, under=False).lay_out(lines)
    return beside if beside or lines == 1 else _Attempt(texts, size, room, texts.below, under=True).lay_out(lines)


class _Attempt:
    def __init__(self, texts: TreeTexts, size: float, room: Box, widths: Widths, under: bool):
        self.texts, self.size, self.room, self.widths, self.under = texts, size, room, widths, under
        self.wrapped: dict[tuple[str, str, float], Block] = {}

    def lay_out(self, lines: int | None) -> TreeLayout | None:
        size, room = self.size, self.room
        columns = self.columns(whole=lines == 1)
        if columns is None:
            return None
        head = max(column.head.height for column in columns) + 0.8 * size
        blocks = {id(twig): self.blocks(twig, columns) for twig in self.texts.twigs}
        if lines is not None and _most_lines(blocks) > lines:
            return None
        stems = self.stems(blocks)
        height = stack(stems[id(self.texts.root)], 2 * len(self.texts.steps) + 2, GAP * size)
        free = room.height - head
        if height > free:
            return None
        stretch = min(1.9, free / height) if height else 1.0
        top = room.y + head + (free - height * stretch) / 2
        places = {key: top + stretch * stem.y for key, stem in stems.items()}
        return self.placed(columns, blocks, places)

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
            head = block(self.texts.heads[step], end + strike - left - 0.5 * size, HEAD * size, "bold")
            columns.append(LabelColumn(head, left, left + before - 0.5 * size, start, end, end + strike))
            left = end + strike
        right = left + self.widths.ends * size + 2 * spare
        head = block(self.texts.total_head, right - left - 0.3 * size, HEAD * size, "bold")
        return [*columns, LabelColumn(head, left, left + 0.8 * size, left + 1.6 * size, right, right)]

    def blocks(self, twig: Twig, columns: Sequence[LabelColumn]) -> Blocks:
        texts, parent, size = self.texts.own[id(twig)], self.texts.parents.get(id(twig)), self.size
        label = note = NOTHING
        if parent is not None:
            column = columns[self.texts.index[id(parent)]]
            room = column.end - column.label
            label = self.wrap(texts.title, texts.weight, room - texts.beside(self.under) * size)
            note = block(texts.note, room, NOTE * size) if texts.note else NOTHING
        return Blocks(
            label,
            Block((texts.chance,), size, texts.weight) if texts.chance else NOTHING,
            Block((texts.value,), SMALL * size, texts.weight),
            note,
            Block((texts.aside,), SMALL * size) if texts.aside else NOTHING,
        )

    def wrap(self, title: str, weight: str, room: float) -> Block:
        key = (title, weight, room)
        if key not in self.wrapped:
            self.wrapped[key] = block(title, room, self.size, weight)
        return self.wrapped[key]

    def stems(self, blocks: Mapping[int, Blocks]) -> dict[int, Stem]:
        stems: dict[int, Stem] = {}
        for twig in reversed(self.texts.twigs):
            children = [stems[id(child)] for child in twig.twigs]
            stems[id(twig)] = Stem(self.occupied(twig, blocks[id(twig)]), children)
        return stems

    def occupied(self, twig: Twig, blocks: Blocks) -> dict[int, tuple[float, float]]:
        """What a twig takes above and below its line: in the lanes of nodes (even) and of labels (odd)."""
        size, own = self.size, self.texts.index[id(twig)]
        parent = self.texts.parents.get(id(twig))
        lanes: dict[int, tuple[float, float]] = {}
        if parent is not None:
            start = self.texts.index[id(parent)]
            above = max(blocks.label.height, 0.0 if self.under else blocks.chance.height) + ABOVE * size
            below = blocks.note.height + ABOVE * size + (blocks.chance.height if self.under else 0.0)
            lanes = dict.fromkeys(range(2 * start + 2, 2 * own), (-0.25 * size, 0.25 * size))
            lanes[2 * start + 1] = (-above, below)
        half = 0.5 * fonts.LINE * size
        is_end = twig.node.step is None
        lanes[2 * own] = (-half, half) if is_end else (-0.6 * size - blocks.value.height, 0.6 * size)
        if blocks.aside.lines:
            lanes[2 * own + 1] = (-0.5 * blocks.aside.height, 0.5 * blocks.aside.height)
        return lanes

    def placed(
        self, columns: Sequence[LabelColumn], blocks: Mapping[int, Blocks], places: Mapping[int, float]
    ) -> TreeLayout:
        spots: dict[int, Spot] = {}
        for twig in self.texts.twigs:
            key = id(twig)
            parent = spots.get(id(self.texts.parents.get(key)))
            above = columns[self.texts.index[id(parent.twig)]] if parent else None
            spots[key] = Spot(twig, columns[self.texts.index[key]].node, places[key], parent, above, blocks[key])
        total = columns[-1]
        left = total.label + (self.widths.total + 0.5) * self.size
        bars = Box(left, self.room.y, max(0.0, total.right - left), self.room.height)
        return TreeLayout(
            tuple(spots.values()), tuple(columns[:-1]), total, bars, self.under, _most_lines(blocks), self.size
        )


def _most_lines(blocks: Mapping[int, Blocks]) -> int:
    """How many lines the longest label is broken into."""
    return max(len(texts.label.lines) for texts in blocks.values())
