"""A decision tree or an influence diagram as nodes and edges with their texts, for programs that draw by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from decision_model.analysis.choice.diagram import diagram
from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.choice.tree import DecisionTree, tree
from decision_model.analysis.units import total_word
from decision_model.errors import ModelError
from decision_model.figures.diagram.layout import looks
from decision_model.figures.diagram.words import shares
from decision_model.figures.tree.cutting import Cut, Twig, cut, rows_of, ways
from decision_model.interchange.draft import Remark
from decision_model.interchange.left_out import left_out
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import consideration_labels, step_labels, step_state_labels
from decision_model.model.steps import Decision
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, counted

Kind = Literal["decision", "event", "end", "cut", "consideration", "total"]
Relation = Literal["branch", "influences", "informs", "adds to"]

READABLE = 120
"""Rows of a tree that is drawn by another program at most; a larger one is folded, then cut, as our own picture is."""


@dataclass(frozen=True)
class SketchNode:
    """A node: `lines` are its texts, `value` what is expected from here on, `best` whether the plan comes here."""

    key: str
    kind: Kind
    lines: tuple[str, ...]
    best: bool = False
    value: float | None = None
    chance: float | None = None


@dataclass(frozen=True)
class SketchEdge:
    """An edge: `chance` is that of an event's branch, `best` marks what the plan takes."""

    source: str
    target: str
    relation: Relation
    lines: tuple[str, ...] = ()
    best: bool = False
    chance: float | None = None


@dataclass(frozen=True)
class Sketch:
    """What is drawn: the headline as title, nodes in reading order, edges, and what was left out."""

    title: str
    subtitle: str
    nodes: tuple[SketchNode, ...]
    edges: tuple[SketchEdge, ...]
    remarks: tuple[Remark, ...] = ()


def sketch(model: DecisionModel, show: str, most: int | None = READABLE) -> Sketch:
    """The `tree`, cut to at most so many rows (None: whole), or the `diagram`; raises ModelError for another word."""
    if show == "diagram":
        return _diagram(model)
    if show == "tree":
        return _tree(tree(solve(model)), most)
    raise ModelError(f"'{show}' cannot be drawn. Known here: diagram, tree.")


def _tree(result: DecisionTree, most: int | None) -> Sketch:
    rules = ways(result.root, most is None, None, Cut())
    roots = (cut(result.root, rule) for rule in rules)
    root = next((each for each in roots if most is None or rows_of(each) <= most), None) or cut(result.root, rules[-1])
    drawn = _TreeSketcher(result)
    drawn.add(root, None)
    subtitle = f"{result.model.title}. Decision tree: {counted(result.ends, 'possible history', 'possible histories')}"
    return Sketch(
        result.statement.headline, subtitle, tuple(drawn.nodes), tuple(drawn.edges), left_out(root, result.ends)
    )


class _TreeSketcher:
    """Walks the twigs of a tree and numbers them in reading order."""

    def __init__(self, result: DecisionTree):
        solution: Solution = result.solution
        self.model = result.model
        self.amounts = solution.amounts(node.value for node in result.root.walk())
        self.heads, self.labels = step_labels(self.model), step_state_labels(self.model)
        self.nodes: list[SketchNode] = []
        self.edges: list[SketchEdge] = []

    def add(self, root: Twig, parent: str | None) -> None:
        waiting: list[tuple[Twig, Twig | None, str | None]] = [(root, None, parent)]
        while waiting:
            twig, above, source = waiting.pop()
            key = f"n{len(self.nodes) + 1}"
            self.nodes.append(self.node(twig, key))
            if above is not None and source is not None:
                self.edges.append(self.edge(twig, above, source, key))
            waiting += [(below, twig, key) for below in reversed(twig.twigs)]

    def node(self, twig: Twig, key: str) -> SketchNode:
        node = twig.node
        value = self.amounts.text(node.value)
        if node.step is None:
            return SketchNode(key, "end", (value,), twig.best, node.value, node.chance)
        head, mark = self.heads[node.step.name], f" ({twig.mark})" if twig.mark else ""
        if twig.same_as or twig.hidden:
            why = f"same as {twig.same_as}" if twig.same_as else f"+{twig.hidden:,} more"
            return SketchNode(key, "cut", (head, value, why), twig.best, node.value, node.chance)
        kind: Kind = "decision" if isinstance(node.step, Decision) else "event"
        dropped = (f"+{twig.dropped:,} more",) if twig.dropped else ()
        return SketchNode(key, kind, (head + mark, value, *dropped), twig.best, node.value, node.chance)

    def edge(self, twig: Twig, above: Twig, source: str, key: str) -> SketchEdge:
        branch, step = twig.branch, above.node.step
        assert branch is not None
        assert step is not None
        label = self.labels.get((step.name, branch.state.name), branch.state.title)
        chance = () if branch.chance is None else (percent(branch.chance),)
        return SketchEdge(source, key, "branch", (label, *chance), twig.best, branch.chance)


def _diagram(model: DecisionModel) -> Sketch:
    result = diagram(model)
    nodes = [*_steps(model), *_considerations(model)]
    words: dict[str, Relation] = {"information": "informs", "dependence": "influences", "value": "adds to"}
    edges = [SketchEdge(tail, head, words[look]) for (tail, head), look in looks(model.graph).items()]
    return Sketch(result.statement.headline, f"{model.title}. Influence diagram", tuple(nodes), tuple(edges))


def _steps(model: DecisionModel) -> Iterator[SketchNode]:
    heads = step_labels(model)
    for place, step in enumerate(model.sequence, 1):
        kind: Kind = "decision" if isinstance(step, Decision) else "event"
        yield SketchNode(step.name, kind, (f"{place}. {heads[step.name]}",))


def _considerations(model: DecisionModel) -> Iterator[SketchNode]:
    labels, weights = consideration_labels(model), shares(model)
    for consideration in model.walk():
        weight = (percent(weights[consideration.name]),) if consideration.name in weights else ()
        yield SketchNode(consideration.name, "consideration", (labels[consideration.name], *weight))
    yield SketchNode("total", "total", (capital(total_word(model)),))
