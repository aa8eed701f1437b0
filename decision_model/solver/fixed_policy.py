"""A plan kept as it is while the numbers change."""

from __future__ import annotations

import numpy as np

from decision_model.model import DecisionModel, Draws
from decision_model.solver.criteria import GivenPlan
from decision_model.solver.policy_evaluation import best_branch
from decision_model.solver.rollback import Rollback
from decision_model.solver.solved import Solved


def fixed_policy_total(solution: Solved, model: DecisionModel) -> Draws:
    """The total of the solution's plan in a model that differs from the solved one in numbers alone.

    Float, or (draws,) where the model holds draws; the certainty equivalent under a risk tolerance.
    """
    plan = GivenPlan({index: best_branch(options) for index, options in solution.sweep.choices.items()})
    rollback = Rollback(model, at_decision=plan)
    if rollback.draw_cuts or len(rollback.cuts) != 1:
        return rollback.total()
    # few draws in one go: folding what follows the last decision would cost more than it saves
    swept = rollback.sweep(slice(0, rollback.draws)).values[0][0]
    return rollback.sign * np.broadcast_to(swept, rollback.draws) + rollback.offset
