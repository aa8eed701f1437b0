"""What each option of a decision between alternatives comes to, and its place, to compare with what a file says."""

from __future__ import annotations

from decision_model.analysis.choice.tree import tree
from decision_model.model.decision_model import DecisionModel
from decision_model.solver.rollback import TIE


class OptionTotals:
    """The totals of the options of the one decision, at `most` so many, worked out once for a model."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.known: tuple[DecisionModel, dict[str, float]] | None = None

    def all(self, model: DecisionModel) -> dict[str, float]:
        """The totals by option; a model is known again by identity, as large ones take long to compare."""
        if self.known is None or self.known[0] is not model:
            branches = tree(model, self.most, fold=False).root.branches
            self.known = model, {branch.state.name: branch.node.value for branch in branches}
        return self.known[1]

    def total(self, option: str, unit: float, model: DecisionModel) -> float:
        """The total of an option, where `unit` is one point in the file."""
        return unit * self.all(model)[option]

    def place(self, option: str, model: DecisionModel) -> float:
        """The place of an option, the best is 1; those that are level share the best place."""
        totals = self.all(model)
        return 1.0 + sum(total > totals[option] + TIE for total in totals.values())
