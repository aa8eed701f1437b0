"""The texts of a decision tree, measured once in ems, and the widths its columns want for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from decision_model.figures.page import fonts
from decision_model.figures.tree.continuing import continuations
from decision_model.figures.tree.cutting import Twig
from decision_model.figures.tree.key import kind
from decision_model.model.steps import Decision
from decision_model.words.amounts import Amounts
from decision_model.words.percent import percent

LONGEST = 9.0  # a longer word is broken before it widens its column
INDENT = 0.25  # between the bend of a branch and its label
CHIP = 0.75  # kept before an option's label for its colour
FAN = 1.0  # between a node and the bend of its branches
STRAIGHT = 0.3  # the same where no node of a column has more than one branch
BARS = 3.0  # the least room for the bars at the ends


@dataclass(frozen=True)
class TreeLabels:
    """The titles of steps and of their states by (step, state), how much larger the options chosen are set, and the
    ids of branches that are rejected by so little that they are not struck.
    """

    heads: Mapping[str, str]
    states: Mapping[tuple[str, str], str]
    scale: float = 1.0
    near: Sequence[int] = ()


@dataclass(frozen=True)
class Texts:
    """What is written at one twig, with widths in ems; `before` is kept free before the title, `scale` its size."""

    weight: str
    scale: float
    title: str
    chance: str
    value: str
    note: str
    aside: str
    before: float
    title_width: float
    longest_word: float
    chance_width: float
    value_width: float
    aside_width: float


@dataclass(frozen=True)
class LabelKind:
    """Branches that are written alike: the step's column, None at the root, and what takes room there."""

    column: int | None
    title: str
    weight: str
    note: str
    before: float
    chance_width: float
    scale: float

    def beside(self, under: bool) -> float:
        """What stands beside the label: indent, chip and, unless it stands under the line, the chance; in ems."""
        return self.before + (0.0 if under or not self.chance_width else self.chance_width + 0.7)


@dataclass(frozen=True)
class Widths:
    """Widths of columns in ems: `fixed` before the label, of the fan and after it; labels at least and at best."""

    fixed: tuple[tuple[float, float, float], ...]
    least: tuple[float, ...]
    natural: tuple[float, ...]
    ends: float
    total: float


class TreeTexts:
    """The twigs of a tree, each after its parent, with their columns and texts, by their places in `twigs`.

    `following` are the numbers of pictures in which the tree can go on where it is cut; `continued` says where it does.
    """

    def __init__(self, root: Twig, labels: TreeLabels, amounts: Amounts, bars: bool, following: range):
        self.root, self.amounts, self.bars = root, amounts, bars
        self.heads, self.labels, self.scale, self.near = labels.heads, labels.states, labels.scale, labels.near
        self.twigs = list(root.walk())
        self.continued = continuations(root)[: len(following)]
        numbered = zip(following, self.continued, strict=False)
        self.pages = {id(twig): number for number, further in numbered for twig in further.twigs}
        places = {id(twig): place for place, twig in enumerate(self.twigs)}
        self.children = [[places[id(child)] for child in twig.twigs] for twig in self.twigs]
        self.parent: list[int | None] = [None] * len(self.twigs)
        for place, below in enumerate(self.children):
            for child in below:
                self.parent[child] = place
        present = {twig.node.step.name for twig in self.twigs if twig.node.step}
        self.steps = [name for name in self.heads if name in present]
        column = {name: index for index, name in enumerate(self.steps)}
        self.column = [column[t.node.step.name] if t.node.step else len(self.steps) for t in self.twigs]
        self.own = [self.texts(place) for place in range(len(self.twigs))]
        self.rows = sum(1 for twig in self.twigs if not twig.twigs)
        kinds = [self.label_kind(place) for place in range(len(self.twigs))]
        numbers = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
        self.kinds, self.kind = tuple(numbers), [numbers[kind] for kind in kinds]
        self.heights: dict[tuple[tuple[tuple[int, int], ...], bool], tuple[list[float], float]] = {}

    def label_kind(self, place: int) -> LabelKind:
        """How the branch to a twig is written."""
        own, up = self.own[place], self.parent[place]
        column = None if up is None else self.column[up]
        return LabelKind(column, own.title, own.weight, own.note, own.before, own.chance_width, own.scale)

    @property
    def total_head(self) -> str:
        return f"Total, {self.amounts.unit}" if self.amounts.unit else "Total"

    def label(self, twig: Twig, parent: Twig | None) -> str:
        """What stands on the branch that leads to a twig."""
        branch = twig.branch
        if parent is None or branch is None or parent.node.step is None:
            return ""
        return fonts.clean(self.labels.get((parent.node.step.name, branch.state.name), branch.state.title))

    def texts(self, place: int) -> Texts:
        twig, up = self.twigs[place], self.parent[place]
        parent, branch = None if up is None else self.twigs[up], twig.branch
        weight = "bold" if twig.best else "normal"
        title, aside = self.label(twig, parent), self.aside(twig)
        chance = percent(branch.chance) if parent and branch and branch.chance is not None else ""
        value = self.amounts.text(twig.node.value)
        if (
            parent
            and len(parent.twigs) == 1
            and twig.node.step
            and not twig.mark
            and value == self.amounts.text(parent.node.value)
        ):
            value = ""  # said at the node before
        chosen = bool(parent and isinstance(parent.node.step, Decision))
        scale = self.scale if chosen and twig.best else 1.0
        tag = fonts.width(twig.mark, "bold") + 1.0 if twig.mark else 0.0
        return Texts(
            weight,
            scale,
            title,
            chance,
            value,
            _left_out(parent) if parent and twig is parent.twigs[-1] else "",
            aside,
            INDENT + (CHIP * scale if chosen else 0.0),
            fonts.width(title, weight) * scale,
            min(fonts.longest_piece(title, weight), LONGEST) * scale,
            fonts.width(chance, weight),
            fonts.width(value, weight) + tag,
            fonts.width(aside),
        )

    def aside(self, twig: Twig) -> str:
        """What stands for what is not drawn after a twig: where it goes on, or how much it is."""
        if twig.same_as:
            return f"same as {twig.same_as}"
        if id(twig) in self.pages:
            return f"slide {self.pages[id(twig)]}"
        return f"+{twig.hidden:,} more" if twig.hidden else ""

    @cached_property
    def total(self) -> float:
        """The width of the totals at the ends."""
        ends = [own.value for own, twig in zip(self.own, self.twigs, strict=True) if twig.node.step is None]
        return max((fonts.width(value, "bold") for value in set(ends)), default=0.0)

    @cached_property
    def beside(self) -> Widths:
        return self.widths(under=False)

    @cached_property
    def below(self) -> Widths:
        return self.widths(under=True)

    def widths(self, under: bool) -> Widths:
        """What the columns need, with chances and values beside the labels and above the nodes, or under the lines."""
        count = len(self.steps)
        values, struck, fans = [1.0] * count, [False] * count, [STRAIGHT] * count
        least, natural = [1.0] * count, [1.0] * count
        for place, (twig, texts, own) in enumerate(zip(self.twigs, self.own, self.column, strict=True)):
            up = self.parent[place]
            if up is not None:
                at = self.column[up]
                beside = self.kinds[self.kind[place]].beside(under) + 0.1
                least[at] = max(least[at], texts.longest_word + beside, texts.chance_width)
                natural[at] = max(natural[at], texts.title_width + beside, texts.chance_width)
                struck[at] = struck[at] or kind(twig, self.near) == "rejected"
                least[at] = max(least[at], texts.chance_width + INDENT + self.before_nodes[at + 1] * under)
            if own < count:
                values[own] = max(values[own], texts.value_width if up is None or not under else 1.0)
                fans[own] = FAN if len(twig.twigs) > 1 else fans[own]
                least[own], natural[own] = max(least[own], texts.aside_width), max(natural[own], texts.aside_width)
        after = [1.1 if strike else 0.2 for strike in struck]
        fixed = tuple((value + 0.3, fan, rest) for value, fan, rest in zip(values, fans, after, strict=True))
        for at, step in enumerate(self.steps):
            word = min(fonts.longest_word(self.heads[step], "bold"), LONGEST) + 0.6
            least[at] = max(least[at], word - sum(fixed[at]))
            natural[at] = max(natural[at], least[at])
        return Widths(fixed, tuple(least), tuple(natural), self.end_width(), self.total)

    @cached_property
    def before_nodes(self) -> list[float]:
        """By column, how far values reach to the left of their nodes, in ems."""
        reach = [0.0] * (len(self.steps) + 1)
        for texts, own in zip(self.own, self.column, strict=True):
            reach[own] = max(reach[own], texts.value_width - 1.0) if own < len(self.steps) else 0.0
        return reach

    def end_width(self) -> float:
        head = min(max(fonts.longest_word(self.total_head, "bold"), 3.0), LONGEST) + 0.4
        return max(2.3 + self.total + (BARS if self.bars else 0.0), head)


def _left_out(twig: Twig) -> str:
    """What is left out at a node."""
    step = twig.node.step
    assert step is not None
    missing = len(step.states) - sum(1 for branch in twig.node.branches if branch.state.name)
    why = "not on offer" if isinstance(step, Decision) else "cannot happen"
    parts = [f"+{twig.dropped:,} more"] if twig.dropped else []
    return ", ".join(parts + ([f"{missing} {why}"] if missing else []))
