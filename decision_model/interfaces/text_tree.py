"""A decision tree as indented text."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from decision_model.analysis.choice.tree import Branch, DecisionTree, Node
from decision_model.analysis.units import amounts
from decision_model.figures.tree.cutting import Cut, Twig, cut, start_at, ways
from decision_model.figures.tree.words import way_text
from decision_model.interfaces.terminal import clean
from decision_model.model.steps import Decision
from decision_model.words.amounts import Amounts
from decision_model.words.percent import percent
from decision_model.words.sentences import capital

LINES = 60
"""An outline that would be longer is folded and cut, unless it was said what to show."""


def outlined(tree: DecisionTree) -> list[RenderableType]:
    """The part of a tree that was asked for, as much as can be read; chosen options are bold and begin with `>`."""
    part = tree.part
    root, way = start_at(tree.model, tree.root, part.start)
    whole = part.depth is not None or part.only_best or part.fold is not None
    cuts = ways(whole, part.fold, Cut(part.depth, part.only_best))
    twigs = (cut(root, each) for each in cuts)
    twig = next((each for each in twigs if lines(each) <= LINES), None) or cut(root, cuts[0] if whole else cuts[-1])
    written = amounts(tree.model, (node.value for node in root.walk()))
    return [*([Text(clean(f"After {way_text(tree.model, way)}."))] if way else []), outline(twig, written)]


def outline(root: Twig, written: Amounts) -> Tree:
    """The twigs as text; what is left out is counted in ends."""
    drawn = Tree(_node(root.node, written), guide_style="dim")
    _grow(drawn, root, written)
    return drawn


def lines(twig: Twig) -> int:
    """How many lines its outline takes."""
    return sum(1 + bool(_missing(each)) for each in twig.walk())


def _grow(drawn: Tree, twig: Twig, written: Amounts) -> None:
    for below in twig.twigs:
        assert below.branch is not None
        _grow(drawn.add(_line(twig.node, below, below.branch, written)), below, written)
    if _missing(twig):
        drawn.add(Text(_missing(twig), "dim"))


def _line(above: Node, twig: Twig, branch: Branch, written: Amounts) -> Text:
    chosen = branch.best and isinstance(above.step, Decision)
    sign = "> " if chosen else "" if branch.chance is None else f"{percent(branch.chance)} "
    text = Text(sign + clean(branch.state.title), "bold" if chosen else "")
    if twig.node.step is None:
        return text.append(f" = {written.text(twig.node.value)}")
    text.append(". ").append(_node(twig.node, written))
    notes = (f" [{twig.mark}]" * bool(twig.mark), f" as in [{twig.same_as}]" * bool(twig.same_as))
    return text.append("".join(notes)).append(f" (+{twig.hidden} more)" * bool(twig.hidden), "not bold dim")


def _node(node: Node, written: Amounts) -> Text:
    if node.step is None:
        return Text(written.text(node.value))
    mark = "?" if isinstance(node.step, Decision) else ""
    return Text(f"{capital(clean(node.step.title))}{mark} ", "italic").append(written.text(node.value), "not italic")


def _missing(twig: Twig) -> str:
    """What is left out at a node itself."""
    shown = bool(twig.twigs)
    parts = (
        f"+{twig.dropped} more" if twig.dropped and shown else "",
        f"{twig.node.impossible} cannot happen" if twig.node.impossible and shown else "",
    )
    said = ", ".join(filter(None, parts))
    return f"({said})" if said else ""
