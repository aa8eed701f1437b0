"""Confidence factors: how often an option is first at its own typical weights, the scores being uncertain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from decision_model.analysis.combinations import Combination, totals
from decision_model.analysis.robustness.admissible import Admissible, moving_weights
from decision_model.analysis.robustness.sensitivity.joint_draws import joint_draws, over
from decision_model.analysis.units import better
from decision_model.solver.policy_evaluation import tolerance

DRAWS = 10_000
"""Draws of the numbers at most, for each option: its standard error is then below half a percent."""


def confidence_factors(
    allowed: Admissible,
    compared: Sequence[Combination],
    typical: Sequence[Mapping[str, float] | None],
    draws: int,
    seed: int,
) -> list[float | None]:
    """For each option the share of draws of the numbers in which it is first, or level, at its typical weights.

    Lahdelma & Salminen (2001, equation 8): the share of the uncertain scores for which the central weight vector lies
    in the option's favourable region. None for an option without typical weights, which never comes first. Weights that
    state a distribution stand where the typical weights have them.
    """
    numbers = [name for name in allowed.numbers if name not in moving_weights(allowed.model)]
    count = min(draws, DRAWS)
    values = joint_draws(allowed.model, count, seed, numbers) if numbers else {}
    factors: list[float | None] = []
    for place, weights in enumerate(typical):
        if weights is None:
            factors.append(None)
            continue
        varied = allowed.model.varied(shares=weights) if weights else allowed.model
        drawn = totals(over(varied, values) if values else varied, compared)
        merits = better(allowed.model) * np.broadcast_to(drawn.reshape(len(compared), -1), (len(compared), count))
        highest = merits.max(axis=0)
        factors.append(float(np.mean(merits[place] >= highest - tolerance(highest))))
    return factors
