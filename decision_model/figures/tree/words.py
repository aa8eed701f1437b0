"""The words of a decision tree."""

from __future__ import annotations

from collections.abc import Sequence

from decision_model.analysis.choice.tree import Branch, DecisionTree, Node
from decision_model.analysis.units import better, total_word
from decision_model.figures.page.words import Words, source_line
from decision_model.model.decision_model import DecisionModel
from decision_model.model.steps import Decision
from decision_model.words.amounts import Amounts
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, listed, sentence


def tree_words(tree: DecisionTree, root: Node, way: Sequence[Branch], amounts: Amounts) -> Words:
    """Title, subtitle, source line and description of a tree drawn from `root`, which lies at the end of `way`."""
    model = tree.model
    return Words(
        _title(model, root, amounts),
        _subtitle(model, root, way, amounts),
        source_line(model),
        _description(tree, root, way, amounts),
    )


def _title(model: DecisionModel, root: Node, amounts: Amounts) -> str:
    events, node = _first_decision(root)
    if node is None:
        return f"{capital(total_word(model))} {amounts.phrase(root.value)}"
    said = choice(model, node, amounts)
    if not events:
        return said
    return f"If {said_way(model, events)}: {said}"


def _first_decision(node: Node) -> tuple[list[Branch], Node | None]:
    """The first decision on the likeliest way from here, and the outcomes before it."""
    way: list[Branch] = []
    ahead = [(node, way)]
    while ahead:
        node, way = ahead.pop(0)
        if isinstance(node.step, Decision) and len(node.branches) > 1:
            return way, node
        branches = sorted(node.branches, key=lambda branch: -(branch.chance or 0.0))
        known = way if isinstance(node.step, Decision) else None
        ahead += [(branch.node, known if known is not None else [*way, branch]) for branch in branches]
    return [], None


def choice(model: DecisionModel, node: Node, amounts: Amounts) -> str:
    """Which option is best at a decision and by how much."""
    best = [branch for branch in node.branches if branch.best]
    rest = sorted((b for b in node.branches if not b.best), key=lambda b: -better(model) * b.node.value)
    if len(best) > 1:
        return f"{listed([b.state.title for b in best], most=3)} tie at {amounts.phrase(best[0].node.value)}"
    leader = best[0]
    if not rest:
        return f"{leader.state.title} is the one choice, at {amounts.phrase(leader.node.value)}"
    gap = amounts.gap(leader.node.value - rest[0].node.value)
    said = f"{leader.state.title} leads {rest[0].state.title} by {gap}"
    return f"{said} (less is better)" if model.better == "lower" else said


def said_way(model: DecisionModel, way: Sequence[Branch]) -> str:
    """Which steps have come out how: 'Land access = Blocked and Place = Berlin'."""
    steps = [next(step for step in model.sequence if any(s is each.state for s in step.states)) for each in way]
    return listed([f"{step.title} = {each.state.title}" for step, each in zip(steps, way, strict=True)], most=9)


def _subtitle(model: DecisionModel, root: Node, way: Sequence[Branch], amounts: Amounts) -> str:
    start = f" from \u2018{said_way(model, way)}\u2019 on" if way else ""
    number = sum(1 for node in root.walk() if node.step is None)
    ends = f"{number:,} possible {'history' if number == 1 else 'histories'}"
    best = f"{total_word(model)} {amounts.phrase(root.value)}"
    return f"{model.title}. Decision tree{start}: {ends}, {best}"


def _description(tree: DecisionTree, root: Node, way: Sequence[Branch], amounts: Amounts) -> str:
    model = tree.model
    parts = [f"Decision tree of \u2018{model.title}\u2019", _start(root)]
    parts.append(f"{capital(total_word(model))} of the best plan: {amounts.phrase(root.value)}")
    if way:
        parts.append(f"It starts after {said_way(model, way)}")
    else:
        parts += ["The best plan", *tree.solution.plan]
        parts[-len(tree.solution.plan) - 1] += " follows" if tree.solution.plan else " is empty"
    return " ".join(sentence(part) for part in parts if part)


def _start(node: Node) -> str:
    """What happens at the first node, with values."""
    if node.step is None:
        return ""
    kind = "We choose" if isinstance(node.step, Decision) else "Events decide"
    return f"{kind} first: {node.step.title}"


def branches_said(node: Node, amounts: Amounts) -> str:
    """Every branch of a node with its chance and its value."""
    said = []
    for branch in node.branches:
        chance = "" if branch.chance is None else f" ({percent(branch.chance)})"
        said.append(f"{branch.state.title}{chance}: {amounts.text(branch.node.value)}")
    return "; ".join(said)
