"""In which share of the admissible weights, or of joint draws of everything uncertain, each option is best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from decision_model.analysis.combinations import Combination
from decision_model.analysis.robustness.admissible import admitted, box_alone, moving_weights, tops, uncertain_numbers
from decision_model.analysis.robustness.sensitivity.joint_draws import joint_draws, over
from decision_model.analysis.robustness.weight_space.plans import distinct, is_linear, worths
from decision_model.analysis.robustness.weight_space.polytope import GeometryError
from decision_model.analysis.robustness.weight_space.rank_acceptability import BUDGET, GROWTH
from decision_model.analysis.robustness.weight_space.sampling import sample
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet
from decision_model.analysis.units import better
from decision_model.model import DecisionModel
from decision_model.solver.forced_choices import forced_totals
from decision_model.solver.policy_evaluation import tolerance

SURE = 9
"""Decimals of a measured share that are sure."""

PLANS = 16
"""Plans for the later decisions, of one option, that are searched for; where there are more, weights are drawn."""


@dataclass(frozen=True)
class BestShares:
    """In which share of some cases each option is best, options in a stated order.

    `best` are the shares in which no option is better; options that are level are all best. `instead` are those in
    which an option is best while the leader is not, divided evenly among options that are level. `draws` is the number
    of cases that were drawn, 0 where the shares were measured.
    """

    best: tuple[float, ...]
    instead: tuple[float, ...]
    draws: int

    @property
    def exact(self) -> bool:
        """Whether the shares were measured and not drawn."""
        return not self.draws

    def error(self, option: int) -> float:
        """The standard error of an option's share; 0 where it is exact."""
        return sqrt(self.best[option] * (1 - self.best[option]) / self.draws) if self.draws else 0.0


@dataclass(frozen=True, eq=False)
class Compared:
    """What is compared in a model, the place of the leader at the stated numbers, and how cases are drawn."""

    model: DecisionModel
    options: Sequence[Combination]
    leader: int
    draws: int
    seed: int


def over_weights(compared: Compared, weights: WeightSet) -> BestShares:
    """Over the admissible weights, the numbers as stated: measured where geometry gives it, otherwise drawn."""
    measured = _measured(compared, weights)
    return _counted(compared, _weighted(compared, weights)) if measured is None else measured


def over_ranged_weights(compared: Compared) -> BestShares | None:
    """The same for weights that are no shares of a whole: over their ranges, None where none states one."""
    names = tops(compared.model)
    box = {address: limits for address, limits in box_alone(compared.model).box.items() if address in names}
    if not box:
        return None
    values = joint_draws(compared.model, compared.draws, compared.seed, numbers=box)
    return _counted(compared, over(compared.model, values))


def over_all(compared: Compared, weights: WeightSet | None) -> BestShares:
    """Over joint draws of the admissible weights and of every uncertain number.

    Numbers are drawn from their distribution, cut off at their range, or evenly from their range. A weight
    with a distribution is drawn from it too, the others keeping their proportions; what is not admissible then is left
    out. Raises ModelError where draws make no sense together.
    """
    numbers = uncertain_numbers(compared.model, weights is not None)
    varied = compared.model if weights is None else _weighted(compared, weights)
    if numbers:
        varied = over(varied, joint_draws(compared.model, compared.draws, compared.seed, numbers))
    if weights is None or moving_weights(compared.model).isdisjoint(numbers):
        return _counted(compared, varied)
    return _counted(compared, varied, admitted(varied, weights, compared.draws))


def _weighted(compared: Compared, weights: WeightSet) -> DecisionModel:
    return weights.apply(compared.model, sample(weights, compared.draws, np.random.default_rng(compared.seed)))


def _counted(compared: Compared, varied: DecisionModel, kept: np.ndarray | None = None) -> BestShares:
    """Shares of the draws that a varied model holds; only those that are `kept`."""
    drawn_totals = forced_totals(varied, [option.of(varied) for option in compared.options])
    columns = drawn_totals if drawn_totals.ndim == 2 else drawn_totals[:, None]
    totals = better(compared.model) * np.broadcast_to(columns, (len(columns), compared.draws))
    return counted(totals if kept is None else totals[:, kept], compared.leader)


def counted(totals: np.ndarray, leader: int) -> BestShares:
    """Shares from totals (n, draws), more is better; within the tie tolerance of the best is best."""
    highest = totals.max(axis=0)
    best = totals >= highest - tolerance(highest)
    lost = best & ~best[leader]
    parts = lost / np.maximum(lost.sum(axis=0), 1)
    return BestShares(tuple(best.mean(axis=1).tolist()), tuple(parts.mean(axis=1).tolist()), totals.shape[1])


def _measured(compared: Compared, weights: WeightSet) -> BestShares | None:
    """Shares by volume; None where totals are no straight functions of the weights, or it would cost too much."""
    if not is_linear(compared.model) or not weights.measurable:
        return None
    pieces: list[np.ndarray] = []
    for option in compared.options:
        option_plans = worths(option, compared.model, weights, PLANS)
        pieces.append(option_plans.vectors)
        if not option_plans.complete or sum(map(len, pieces)) * GROWTH[weights.dimension] > BUDGET:
            return None
    try:
        return _by_volume(pieces, compared.leader, weights)
    except GeometryError:
        return None


def _by_volume(pieces: Sequence[np.ndarray], leader: int, weights: WeightSet) -> BestShares:
    """Shares of options whose totals are the highest of vectors @ w, each (pieces, k); raises GeometryError."""
    alike, inverse = distinct(np.vstack(pieces), weights)
    owners = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
    held = np.zeros((len(pieces), len(alike)))
    held[owners, inverse] = 1.0
    volumes, _ = weights.envelope(alike / 100).shares
    lost = np.where(held[leader] > 0, 0.0, held / held.sum(axis=0))
    return BestShares(_settled(held @ volumes), _settled(lost @ volumes), 0)


def _settled(shares: np.ndarray) -> tuple[float, ...]:
    """Measured shares without what is rounding; the digits that are sure."""
    return tuple(np.clip(shares.round(SURE), 0.0, 1.0).tolist())
