"""The words of a decision tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from decision_model.analysis.choice.tree import Branch, DecisionTree, Node
from decision_model.analysis.given_plan import best_called
from decision_model.analysis.units import total_word
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import step_labels, step_state_labels
from decision_model.model.steps import Decision
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, listed, sentence


def way_text(model: DecisionModel, way: Sequence[Branch]) -> str:
    """Which steps have come out how: '‘Land access = Blocked’ and ‘Place = Berlin’'."""
    heads, labels = step_labels(model), step_state_labels(model)
    pairs = [(_step(model, branch), branch.state.name) for branch in way]
    return listed([quoted(f"{heads[step]} = {labels[step, state]}") for step, state in pairs], most=9)


def states_text(model: DecisionModel, way: Sequence[Branch]) -> str:
    """What has come out: '‘Blocked’ and ‘Berlin’'; with its step where another has a state of the same label."""
    heads, labels = step_labels(model), step_state_labels(model)
    counts, texts = Counter(labels.values()), []
    for branch in way:
        step = _step(model, branch)
        label = labels[step, branch.state.name]
        texts.append(f"{quoted(heads[step])} is {quoted(label)}" if counts[label] > 1 else quoted(label))
    return listed(texts, most=9)


def _step(model: DecisionModel, branch: Branch) -> str:
    """The name of the step that a branch belongs to."""
    return next(step.name for step in model.sequence if any(state is branch.state for state in step.states))


def tree_subtitle(tree: DecisionTree, root: Node, way: Sequence[Branch], amounts: Amounts) -> str:
    """What is drawn: how many histories, and from where, if not from the start."""
    number = counted(sum(node.step is None for node in root.walk()), "possible history", "possible histories")
    if not way:
        return f"{tree.model.title}. Decision tree: {number}"
    total = f"{total_word(tree.model)} {amounts.phrase(root.value)} there"
    return f"{tree.model.title}. Decision tree from {way_text(tree.model, way)} on: {number}, {total}"


def continued_title(model: DecisionModel, way: Sequence[Branch]) -> str:
    """What heads a further picture: what has happened on the way to it, or else what was chosen."""
    happened = [branch for branch in way if branch.chance is not None]
    word = "if" if happened else "after"
    return f"The {best_called(model)} {word} {states_text(model, happened or way)}"


def continued_subtitle(tree: DecisionTree, root: Node, amounts: Amounts) -> str:
    """What is drawn in a further picture."""
    number = counted(sum(node.step is None for node in root.walk()), "possible history", "possible histories")
    return f"{tree.model.title}. {number}, {total_word(tree.model)} {amounts.phrase(root.value)}"


def tree_description(tree: DecisionTree, root: Node, way: Sequence[Branch], amounts: Amounts) -> str:
    """The answer in sentences, what is drawn, and which step comes first."""
    parts = [*tree.statement.sentences, tree_subtitle(tree, root, way, amounts), _start(tree.model, root)]
    return " ".join(sentence(part) for part in parts if part)


def _start(model: DecisionModel, node: Node) -> str:
    if node.step is None:
        return ""
    kind = "We choose" if isinstance(node.step, Decision) else "Events decide"
    return f"{kind} first: {quoted(step_labels(model)[node.step.name])}"
