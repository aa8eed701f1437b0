"""How often each option comes first over the weights that the file admits."""

from __future__ import annotations

from collections.abc import Sequence

from decision_model.analysis.combinations import Combination
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.errors import DecisionError
from decision_model.model import DecisionModel

DRAWS, SEED = 20_000, 0


def first_places(model: DecisionModel, by: Sequence[str], compared: Sequence[Combination]) -> list[float] | None:
    """The share of the admissible weights under which each combination is first; None where there is none to give."""
    if not model.total_rule.has_weights or len(compared) < 2:
        return None
    try:
        result = acceptability(model, by, draws=DRAWS, seed=SEED)
    except DecisionError:
        return None
    first = {tuple(option.options.items()): option.first for option in result.options}
    return [first.get(tuple(combination.options.items()), 0.0) for combination in compared]
