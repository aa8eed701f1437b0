"""The chances of a foreign tree: problems at their lines, in the tree's own words, and what is left open filled in."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from decision_model.errors import Problem, ScenarioError
from decision_model.interchange.amounts import Amount, combined, constant
from decision_model.interchange.draft import Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.trees.tree import DEEPEST, MOST_NODES, REST, Edge, ForeignTree, TreeNode
from decision_model.model.numbers import TOLERANCE
from decision_model.words.numbers import amount as written_amount

FINE = 3
"""Decimals from which chances that miss 1 in the last of them are taken as rounded."""

ONE = constant(Fraction(1))


def check_tree(tree: ForeignTree) -> None:
    """Refuse what no tree may have, all of it at once; chances are put right where that is certain, with a remark."""
    problems: list[Problem] = []
    for root in tree.roots:
        _check_size(tree.file, root)
        names = {id(root): root.label or tree.title}
        for node in root.walk():
            for edge in node.edges:
                names[id(edge.child)] = edge.child.label or edge.label or names[id(node)]
            problems += _node_problems(tree, node, names[id(node)] or "the first node")
    if problems:
        raise ScenarioError(problems)


def check_depth(file: ForeignFile, depth: int, line: int) -> None:
    """Refuse a path that is longer than any tree that people draw."""
    if depth > DEEPEST:
        message = f"this tree has paths of more than {DEEPEST} steps."
        raise file.refused(message, "Is it the right file?", line, "tree-too-deep")


def _check_size(file: ForeignFile, root: TreeNode) -> None:
    for number, node in enumerate(root.walk()):
        if number >= MOST_NODES:
            message = f"this tree has more than {MOST_NODES:,} nodes."
            raise file.refused(message, "Write the problem in the scenario language instead.", node.line, "tree-large")


def _node_problems(tree: ForeignTree, node: TreeNode, name: str) -> Sequence[Problem]:
    if node.kind == "end":
        return ()
    if not node.edges:
        what = "decision has no options" if node.kind == "decision" else "chance has no outcomes"
        remedy = "Give it branches, or make it an end."
        return (tree.file.problem(f"'{name}' leads nowhere: the {what}.", remedy, node.line, "nothing-follows"),)
    return () if node.kind == "decision" else _chance_problems(tree, node, name)


def _chance_problems(tree: ForeignTree, node: TreeNode, name: str) -> Sequence[Problem]:
    problems = []
    for edge in node.edges:
        if edge.chance is None:
            message = f"the branch '{edge.label or edge.child.label}' of '{name}' has no chance."
            problems.append(tree.file.problem(message, "Give its probability.", edge.line or node.line, "no-chance"))
    given = [edge.chance for edge in node.edges if isinstance(edge.chance, Amount)]
    if problems:
        return problems
    is_open = any(edge.chance is REST for edge in node.edges)
    total = sum(chance.value for chance in given)
    if not is_open and _in_percent(given, total):
        _divide(tree, node, name)
        return ()
    problems += _outside(tree, node, name)
    if problems:
        return problems
    if is_open and total > 1 + TOLERANCE:
        message = f"chances of {name} add up to {written_amount(total)} before what is left is given to the others."
        return (tree.file.problem(message, "They may be 1 at most.", node.line, "chances-above-one"),)
    if not is_open and abs(total - 1) > TOLERANCE:
        if not _is_rounding(given, total):
            last = node.edges[-1].label or "the last one"
            message = f"chances of {name} add up to {written_amount(total)}."
            remedy = f"They must add up to 1; the file may be wrong, or '{last}' is what is left."
            return (tree.file.problem(message, remedy, node.line, "chances-do-not-add-up"),)
        node.edges[-1].chance = REST
        message = f"chances of {name} add up to {total:.10g}, by rounding: the last one is taken as what is left"
        tree.remarks.append(Remark("changed", message, node.line))
    _share_out(tree, node, name)
    return ()


def _outside(tree: ForeignTree, node: TreeNode, name: str) -> list[Problem]:
    outside = []
    for edge in node.edges:
        if isinstance(edge.chance, Amount) and not -TOLERANCE <= edge.chance.value <= 1 + TOLERANCE:
            of = f" of '{edge.label}'" if edge.label else ""
            message = f"the chance{of} at {name} is {written_amount(edge.chance.value)}."
            line = edge.line or node.line
            outside.append(tree.file.problem(message, "A chance lies from 0 to 1.", line, "chance-outside"))
    return outside


def _in_percent(given: Sequence[Amount], total: float) -> bool:
    return all(chance.is_constant and chance.value >= 0 for chance in given) and abs(total - 100) <= 1e-6


def _divide(tree: ForeignTree, node: TreeNode, name: str) -> None:
    for edge in node.edges:
        assert isinstance(edge.chance, Amount)
        assert edge.chance.exact is not None
        edge.chance = constant(edge.chance.exact / 100)
    tree.remarks.append(Remark("changed", f"chances of {name} are in percent: they are divided by 100", node.line))


def _is_rounding(given: Sequence[Amount], total: float) -> bool:
    """Whether chances miss 1 by no more than writing them with three decimals or more makes them."""
    if any(chance.exact is None for chance in given):
        return False
    decimals = max(len(f"{chance.value!r}".partition(".")[2]) for chance in given)
    return decimals >= FINE and abs(total - 1) <= 0.5 * len(given) * 10.0**-decimals * (1 + 1e-6)


def _share_out(tree: ForeignTree, node: TreeNode, name: str) -> None:
    """Where several branches share what is left, give all but the last their part."""
    is_open = [edge for edge in node.edges if edge.chance is REST]
    if len(is_open) < 2:
        return
    left = ONE
    for edge in node.edges:
        if isinstance(edge.chance, Amount) and not edge.chance.is_zero:
            left = combined("-", left, edge.chance, values=tree.values)
    part = combined("/", left, constant(Fraction(len(is_open))), values=tree.values)
    for edge in is_open[:-1]:
        edge.chance = part
    shared = f"{len(is_open)} branches of {name} share what is left: each of them gets {part.written}"
    _told_once(tree, Remark("changed", shared, node.line))


def _told_once(tree: ForeignTree, remark: Remark) -> None:
    if all(known.message != remark.message for known in tree.remarks):
        tree.remarks.append(remark)


def edge_name(edge: Edge) -> str:
    """What a branch is called: its own label, or that of where it leads."""
    return edge.label or edge.child.label
