"""Random trees of other tools, and what they are worth, reckoned on the tree itself: the oracle of what is imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import count, product
from typing import Any

from hypothesis import strategies as st

from decision_model.interchange.amounts import Amount, constant
from decision_model.interchange.draft import Draft
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.trees.drafting import tree_draft
from decision_model.interchange.trees.tree import Edge, ForeignCriterion, ForeignTree, TreeNode

LABELS = ("", "", "Test", "Wait", "Result")
BRANCHES = {
    "decision": (("Yes", "No"), ("Go", "Stop", "Wait"), ("", ""), ("A", "A")),
    "chance": (("High demand", "Low demand"), ("Yes", "No"), ("+", "-"), ("", "")),
}
CHANCES = {1: ((1,),), 2: ((1, 1), (1, 3), (0, 1), (1, 2)), 3: ((1, 1, 2), (1, 1, 1), (3, 0, 7))}
PAYOFFS = (0, 0, 0, 10, -4, 25, Fraction(1, 3))


@st.composite
def foreign_trees(draw: Callable[[Any], Any], deepest: int = 4, most: int = 40) -> ForeignTree:
    """Trees in which names and branches return, so that steps fold, cross and repeat on a path."""
    numbers = count()

    def node(depth: int) -> TreeNode:
        kind = draw(st.sampled_from(("end", "decision", "chance"))) if 0 < depth < deepest else "end"
        kind = draw(st.sampled_from(("decision", "chance"))) if depth == 0 else kind
        made = TreeNode(kind, "" if kind == "end" else draw(st.sampled_from(LABELS)), next(numbers) + 1)
        if kind == "end" or made.line > most:
            return TreeNode("end", "", made.line)
        labels = draw(st.sampled_from(BRANCHES[kind]))
        parts = draw(st.sampled_from(CHANCES[len(labels)]))
        for label, part in zip(labels, parts, strict=True):
            chance = constant(Fraction(part, sum(parts))) if kind == "chance" else None
            payoffs = {name: constant(Fraction(draw(st.sampled_from(PAYOFFS)))) for name in ("gain", "cost")}
            made.edges.append(Edge(label, node(depth + 1), chance, payoffs, made.line))
        return made

    tree = ForeignTree(ForeignFile("random.tree", b""), [node(0)], draw(st.sampled_from(("", "A tree"))))
    tree.criteria = [ForeignCriterion("gain", "Gain"), ForeignCriterion("cost", "Cost", start=constant(Fraction(2)))]
    tree.lowest = draw(st.booleans())
    return tree


@st.composite
def games(draw: Callable[[Any], Any]) -> ForeignTree:
    """Small trees in which decisions with the same branches, none before another, may be one set of information."""
    tree = draw(foreign_trees(deepest=3, most=14))
    sets: list[list[TreeNode]] = []
    for node in tree.roots[0].walk():
        if node.kind != "decision":
            continue
        alike = [
            number
            for number, own in enumerate(sets)
            if [edge.label for edge in own[0].edges] == [edge.label for edge in node.edges]
            and all(node not in list(other.walk()) for other in own)
        ]
        chosen = draw(st.sampled_from([*alike, len(sets)]))
        if chosen == len(sets):
            sets.append([])
        sets[chosen].append(node)
        node.told_apart = chosen
    return tree


def worth_of_game(tree: ForeignTree) -> float:
    """The total of the best plan by going through all of them, one option for each set."""
    sets = {node.told_apart: len(node.edges) for node in tree.roots[0].walk() if node.kind == "decision"}

    def value(node: TreeNode, plan: Mapping[object, int]) -> float:
        edges = [node.edges[plan[node.told_apart]]] if node.kind == "decision" else node.edges
        after = [value(edge.child, plan) + sum(each.value for each in edge.payoffs.values()) for edge in edges]
        if node.kind == "decision":
            return after[0]
        return sum(_chance(edge) * total for edge, total in zip(edges, after, strict=True))

    plans = product(*(range(options) for options in sets.values()))
    totals = [value(tree.roots[0], dict(zip(sets, plan, strict=True))) for plan in plans]
    start = sum(each.start.value for each in tree.criteria if each.start is not None)
    return (min if tree.lowest else max)(totals) + start


def worth(tree: ForeignTree) -> float:
    """The total of the best plan by rolling back the tree, every node on its own."""
    pick = min if tree.lowest else max

    def value(node: TreeNode) -> float:
        after = [(edge, value(edge.child) + sum(each.value for each in edge.payoffs.values())) for edge in node.edges]
        if node.kind == "decision":
            return pick(total for _, total in after)
        return sum(_chance(edge) * total for edge, total in after)

    start = sum(each.start.value for each in tree.criteria if each.start is not None)
    return value(tree.roots[0]) + start


def _chance(edge: Edge) -> float:
    assert isinstance(edge.chance, Amount)
    return edge.chance.value


def drafted(tree: ForeignTree) -> Draft:
    """The scenario of a tree."""
    return tree_draft(tree, "tree")


def plain(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The steps of a scenario as data, by name."""
    return {step.get("decide", step.get("event")): dict(step) for step in data["sequence"]}
