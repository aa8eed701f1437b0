"""A decision tree as indented text."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from decision_model.analysis.choice.tree import Branch, DecisionTree, Node
from decision_model.figures.tree.cutting import Cut, Twig, cut, start_at, ways
from decision_model.figures.tree.words import way_text
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import step_labels, step_state_labels
from decision_model.model.steps import Decision
from decision_model.words.amounts import Amounts
from decision_model.words.percent import percent
from decision_model.words.sentences import capital
from decision_model.words.visible import clean

LINES = 60
"""An outline that would be longer is folded and cut, unless the user asked for a part of the tree."""


def outlined(tree: DecisionTree) -> list[RenderableType]:
    """The part of a tree that was asked for, as much as can be read; chosen options are bold and begin with `>`."""
    part = tree.part
    root, way = start_at(tree.model, tree.root, part.start)
    whole = part.depth is not None or part.only_best or part.fold is not None
    cuts = ways(root, whole, part.fold, Cut(part.depth, part.only_best))
    twigs = (cut(root, candidate) for candidate in cuts)
    twig = next((candidate for candidate in twigs if lines(candidate) <= LINES), None) or cut(
        root, cuts[0] if whole else cuts[-1]
    )
    written = tree.solution.amounts(node.value for node in root.walk())
    notes = [f"After {way_text(tree.model, way)}."] if way else []
    notes += (
        [f"Totals in {f'{written.unit}s' if written.unit == written.scale else written.unit}."] if written.unit else []
    )
    return [*(Text(clean(note)) for note in notes), _Outline(tree.model, written).drawn(twig)]


def lines(twig: Twig) -> int:
    """How many lines its outline takes."""
    return sum(1 + bool(_missing(inside)) for inside in twig.walk())


class _Outline:
    """Twigs as text, with the labels of a model; what is left out is counted in ends."""

    def __init__(self, model: DecisionModel, written: Amounts):
        self.heads, self.labels, self.written = step_labels(model), step_state_labels(model), written

    def drawn(self, root: Twig) -> Tree:
        drawn = Tree(self.node(root.node), guide_style="dim")
        self.add_twigs(drawn, root)
        return drawn

    def add_twigs(self, drawn: Tree, twig: Twig) -> None:
        for below in twig.twigs:
            assert below.branch is not None
            self.add_twigs(drawn.add(self.line(twig.node, below, below.branch)), below)
        if _missing(twig):
            drawn.add(Text(_missing(twig), "dim"))

    def line(self, above: Node, twig: Twig, branch: Branch) -> Text:
        assert above.step is not None
        chosen = branch.best and isinstance(above.step, Decision)
        sign = "> " if chosen else "" if branch.chance is None else f"{percent(branch.chance)} "
        label = self.labels.get((above.step.name, branch.state.name), branch.state.title)
        text = Text(sign + clean(label), "bold" if chosen else "")
        if twig.node.step is None:
            return text.append(f" = {self.written.text(twig.node.value)}")
        text.append(". ").append(self.node(twig.node))
        notes = (f" [{twig.mark}]" * bool(twig.mark), f" as in [{twig.same_as}]" * bool(twig.same_as))
        return text.append("".join(notes)).append(f" (+{twig.hidden} more)" * bool(twig.hidden), "not bold dim")

    def node(self, node: Node) -> Text:
        total = self.written.text(node.value)
        if node.step is None:
            return Text(total)
        mark = "?" if isinstance(node.step, Decision) else ""
        return Text(f"{capital(clean(self.heads[node.step.name]))}{mark} ", "italic").append(total, "not italic")


def _missing(twig: Twig) -> str:
    """What is left out at a node itself."""
    has_twigs = bool(twig.twigs)
    parts = (
        f"+{twig.dropped} more" if twig.dropped and has_twigs else "",
        f"{twig.node.impossible} cannot happen" if twig.node.impossible and has_twigs else "",
    )
    text = ", ".join(filter(None, parts))
    return f"({text})" if text else ""
