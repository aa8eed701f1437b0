"""A plan kept as it is while the numbers change."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from decision_model.analysis.choice.solve import Solution
from decision_model.model import DecisionModel, Draws
from decision_model.model.compile.compiled import Level
from decision_model.solver.policy_evaluation import best_branch
from decision_model.solver.rollback import CHUNK, Rollback


def hold(solution: Solution, model: DecisionModel) -> Draws:
    """The total of the solution's plan in a model that differs from the solved one in numbers alone.

    Float, or (draws,) where the model holds draws; the certainty equivalent under a risk tolerance.
    """
    return _Held(model, solution).total()


class _Held(Rollback):
    """A rollback in which every choice has been made."""

    def __init__(self, model: DecisionModel, solution: Solution):
        super().__init__(model)
        self.chosen = {index: best_branch(options) for index, options in solution.sweep.choices.items()}

    def total(self) -> Draws:
        """In one go where the draws are few, so that no threads are started for them."""
        if not 0 < self.draws <= CHUNK:
            return super().total()
        swept = self.sweep(slice(0, self.draws)).values[0][0]
        return self.sign * np.broadcast_to(swept, self.draws) + self.offset

    def fold(self) -> Rollback:
        return self

    def decide(
        self, level: Level, columns: Iterator[np.ndarray], choices: dict[int, np.ndarray] | None, index: int
    ) -> np.ndarray:
        chosen = self.chosen[index]
        value: np.ndarray | None = None
        for branch, column in enumerate(columns):
            taken = chosen == branch
            taken = taken[:, None] if column.ndim == 2 else taken
            value = np.where(taken, column, 0.0 if value is None else value)
        assert value is not None
        return value
