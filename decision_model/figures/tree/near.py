"""Where the best plan hardly leads: the option that comes next to it, if the verdict is that this is too close."""

from __future__ import annotations

from decision_model.analysis.choice.tree import Branch, DecisionTree
from decision_model.analysis.verdict import FirmnessVerdict, judgement
from decision_model.model.steps import Decision


def near_branches(tree: DecisionTree) -> tuple[int, ...]:
    """The ids of the branches that are rejected by too little: of what is decided first, the one that loses least.

    None where the plan is given, or the verdict is another than too close to call.
    """
    verdict = None if tree.model.followed else judgement(tree.model)
    if verdict is None or verdict.verdict is not FirmnessVerdict.close:
        return ()
    rejected = []
    node = tree.root
    while isinstance(node.step, Decision):
        rejected += [(_behind(branch, node.value), branch) for branch in node.branches if not branch.best]
        node = next(branch.node for branch in node.branches if branch.best)
    least = min((behind for behind, _ in rejected), default=0.0)
    return tuple(id(branch) for behind, branch in rejected if behind <= least)


def _behind(branch: Branch, value: float) -> float:
    return float(f"{abs(branch.node.value - value):.9g}")
