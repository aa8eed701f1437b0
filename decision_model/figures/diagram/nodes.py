"""The nodes of an influence diagram with their texts, measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from decision_model.figures.diagram.words import shares
from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block, block, line
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import consideration_labels, step_labels
from decision_model.model.numbers import Citation
from decision_model.words.percent import percent

LONGEST = 9.0  # ems of a word that is not broken
SWATCH = 1.1  # ems before the title of a consideration, for its fill
APART = 0.7  # ems between the title of a consideration and its weight


@dataclass(frozen=True)
class Shape:
    """A node with its text: title, weight and citation marks; `heads` stand above it and say what it is part of."""

    name: str
    kind: str
    title: Block
    weight: Block
    cite: Block
    heads: tuple[Block, ...]
    width: float
    height: float

    @property
    def head_height(self) -> float:
        return sum(1.15 * head.height for head in self.heads)


class NodeSetter:
    """Sets the texts of a model's nodes; `cited` says whether with citation marks."""

    def __init__(self, model: DecisionModel, cited: bool):
        self.model, self.shares = model, shares(model)
        self.heads, self.labels = step_labels(model), consideration_labels(model, short=True)
        self.cites = citations(model) if cited else {}

    @property
    def longest(self) -> float:
        """The ems that the words of steps need at least."""
        pieces = (fonts.longest_piece(self.numbered(step.name)) for step in self.model.sequence)
        return min(LONGEST, max(pieces, default=0.0) + 0.01)

    def numbered(self, name: str) -> str:
        """A step's title, after its place in the sequence."""
        return f"{self.model.position[name] + 1}. {self.heads[name]}"

    def step(self, name: str, room: float, size: float, small: float) -> Shape:
        """A decision or an event, its text no wider than `room`."""
        title = block(self.numbered(name), room, size)
        cite = block(", ".join(self.cites.get(name, ())), room, small)
        kind = str(self.model.graph.nodes[name]["kind"])
        wide = max(title.width, cite.width) + (1.4 if kind == "event" else 0.9) * size
        return Shape(name, kind, title, Block((), size), cite, (), wide, title.height + cite.height + 0.6 * size)

    def leaves(self, names: Sequence[str], room: float, size: float, small: float) -> list[Shape]:
        """The considerations in their order, all of one width; the first of a group below the group's name."""
        known: set[str] = set()
        shapes: list[Shape] = []
        for name in names:
            groups = [group for group in self.groups(name) if group not in known]
            known.update(groups)
            shapes.append(self.leaf(name, room, size, [*([] if shapes else ["Total"]), *map(self.headed, groups)]))
        shapes = [self.marked(shape, room, small) for shape in shapes]
        widest = max((shape.width for shape in shapes), default=0.0)
        return [replace(shape, width=widest) for shape in shapes]

    def leaf(self, name: str, room: float, size: float, heads: Sequence[str]) -> Shape:
        share = self.shares.get(name)
        weight = Block((), size) if share is None else line(percent(share), size, "bold")
        title = block(self.labels[name], room, size)
        wide = SWATCH * size + title.width + (APART * size + weight.width if weight.lines else 0.0)
        tall = title.height + 0.4 * size
        blocks = tuple(block(head, room + 4 * size, size, "bold") for head in heads)
        return Shape(name, "consideration", title, weight, Block((), size), blocks, wide + 0.5 * tall, tall)

    def marked(self, shape: Shape, room: float, small: float) -> Shape:
        """A consideration with its citation marks below its title."""
        cite = block(", ".join(self.cites.get(shape.name, ())), room, small)
        grown = shape.width + max(0.0, cite.width - shape.title.width)
        return replace(shape, cite=cite, width=grown, height=shape.height + cite.height)

    def groups(self, name: str) -> list[str]:
        """The groups that a consideration is in, the widest first."""
        return [
            each.name for each in self.model.walk() if each.name != name and name in {c.name for c in each.leaves()}
        ]

    def headed(self, group: str) -> str:
        return f"{self.labels[group]} {percent(self.shares[group])}" if group in self.shares else self.labels[group]

    def legend(self) -> str:
        """What the citation marks stand for."""
        marked = [mark for marks in self.cites.values() for mark in marks]
        cited = [source for source in self.model.sources.values() if any(source.name in mark for mark in marked)]
        texts = [f"{each.name}: {each.title}{f', {each.reference}' if each.reference else ''}" for each in cited]
        return "Sources. " + "; ".join(texts) if texts else ""


def citations(model: DecisionModel) -> Mapping[str, tuple[str, ...]]:
    """The citation marks of every step and consideration, its options' and outcomes' among them."""
    marked: dict[str, tuple[str, ...]] = {}
    for step in model.sequence:
        cites = [*step.cite, *(cite for state in step.states for cite in state.cite)]
        marked[step.name] = marks(cites)
    for leaf in model.leaves:
        marked[leaf.name] = marks(leaf.cite)
    return {name: cites for name, cites in marked.items() if cites}


def marks(cites: Iterable[Citation]) -> tuple[str, ...]:
    """'memo S9, S14': each source is named once."""
    places: dict[str, list[str]] = {}
    for cite in cites:
        locators = places.setdefault(cite.source, [])
        if cite.locator and cite.locator not in locators:
            locators.append(cite.locator)
    return tuple(f"{source} {', '.join(locators)}".strip() for source, locators in places.items())
