"""How often each option comes first over the weights that the file admits, and draws of these weights for the page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

import numpy as np

from decision_model.analysis.combinations import Combination
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.robustness.admissible import admissible
from decision_model.errors import DecisionError
from decision_model.model import Consideration, DecisionModel
from decision_model.model.weight_shares import shares

DRAWS, SEED = 20_000, 0
PAGE_DRAWS = 800
"""Draws that the page counts over where its settings are not the file's."""

WHOLE = 65_535
"""What a share of 1 is written as: the largest number of 16 bits."""


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


def weight_draws(model: DecisionModel) -> dict[str, str]:
    """Each consideration's share of its group in `PAGE_DRAWS` draws of the admissible weights, by name.

    Written in base64, two bytes a draw, the higher first. The last of each group has what the others leave, and is left
    out, as are groups that are held fixed.
    """
    try:
        drawn = admissible(model).drawn(PAGE_DRAWS, SEED)
    except DecisionError:
        return {}
    return {
        name: base64_text(share)
        for group in groups(drawn)
        for name, share in list(shares(drawn, group).items())[:-1]
        if isinstance(share, np.ndarray)
    }


def base64_text(share: np.ndarray) -> str:
    """Shares (draws,) as numbers of 16 bits in base64."""
    return b64encode(np.rint(WHOLE * share).astype(">u2").tobytes()).decode()


def groups(model: DecisionModel) -> list[tuple[Consideration, ...]]:
    """The groups of a model's considerations, the top-level ones first."""
    return [model.considerations, *(parent.considerations for parent in model.walk() if parent.considerations)]


def held_fixed(model: DecisionModel) -> list[str]:
    """The considerations inside which weights stay as they are while the admissible weights vary."""
    drawn = weight_draws(model)
    parents = [parent for parent in model.walk() if len(parent.considerations) > 1]
    return [parent.name for parent in parents if parent.considerations[0].name not in drawn]
