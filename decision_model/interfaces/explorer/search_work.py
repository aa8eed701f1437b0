"""How much the page's script has to do to find the best plan of decisions of limited memory, at any numbers."""

from __future__ import annotations

from math import prod

from decision_model.interfaces.explorer.data import known_timings, timed
from decision_model.model import Decision, DecisionModel
from decision_model.solver.limited_memory import Sets, limited_levels

BOUND = 50_000
"""Branches, one a history and plan, that one search works through at most in a page that moves.

A search takes up to 5 ms at it and mostly less than one, as most plans are soon dropped; moving a number takes one for
each row of the ranking and each point of the curve.
"""


def is_too_much(model: DecisionModel) -> bool:
    """Whether some search would be beyond the bound, whatever the numbers: in the model or with other timing."""
    return any(branches(timed(model, wanted)) > BOUND for wanted in known_timings(model))


def branches(model: DecisionModel) -> int:
    """Branches that a search works through at most, one a history and plan; 0 where every decision knows all.

    Counted as if no plan were dropped. Where one history alone is possible in a set its best option is known, and so is
    the best in each set of a decision above which only events stand.
    """
    sets, levels = limited_levels(model), model.structure.levels
    if not sets:
        return 0
    plans, total = 1, 0
    for index in range(len(levels) - 1, -1, -1):
        if index in sets and any(isinstance(above.step, Decision) for above in levels[:index]):
            plans *= ways(model, index, sets[index])
        total += plans * levels[index].children.size
        if total > BOUND:
            break
    return total


def ways(model: DecisionModel, index: int, sets: Sets) -> int:
    """In how many ways a decision can choose in its sets."""
    level = model.structure.levels[index]
    offered = (level.children[sets.first, : len(level.step.states)] >= 0).sum(axis=1)
    several = [len(nodes) > 1 for nodes in sets.members()]
    return prod(int(options) for options, is_open in zip(offered, several, strict=True) if is_open)
