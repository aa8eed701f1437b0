"""Totals as straight functions of the weights: what each plan is worth on each consideration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.combinations import Combination
from decision_model.analysis.question import weighs
from decision_model.analysis.robustness.weight_space.envelope import SURE
from decision_model.analysis.robustness.weight_space.polytope import GeometryError
from decision_model.analysis.robustness.weight_space.sampling import sample
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.solver.fixed_policy import fixed_policy_total

NEAR = 1e-7
"""Totals (0 to 100) this close are equal."""

MOST = 300
"""Plans above which no more are collected."""

PROBES = 10_000
"""Weightings tried where a set has too many dimensions for its corners."""


@dataclass(frozen=True, eq=False)
class Worths:
    """What every plan is worth that is best somewhere among the admissible weights.

    `vectors` (plans, k) holds what each plan is worth on each top-level consideration, 0 to 100, so that its total
    under weights w is vectors @ w. `complete` says that no other plan is better anywhere, which is certain;
    otherwise these are the best at all weightings that were tried.
    """

    vectors: np.ndarray
    complete: bool


@dataclass(frozen=True, eq=False)
class Plans(Worths):
    """The same with the plans themselves, in the order of the vectors."""

    solutions: tuple[Solution, ...]


def is_linear(model: DecisionModel) -> bool:
    """Whether a plan's total is a straight function of the weights: a weighted sum, taken without regard to risk."""
    return model.total_rule.linear_in_weights and model.risk_tolerance is None


def is_straight(model: DecisionModel) -> bool:
    """Whether there are weights to be argued about, and totals are straight functions of them."""
    return weighs(model) and is_linear(model)


def insist_linear(model: DecisionModel, question: str) -> None:
    """Raise ModelError where totals are no straight functions of weights."""
    if not model.total_rule.has_weights:
        remedy = "Ask it of a scenario whose considerations have weights."
        raise ModelError([Problem(("combine",), f"{question} is about weights, and here there are none.", remedy)])
    if model.risk_tolerance is not None:
        remedy = "Leave the risk tolerance out."
        raise ModelError([Problem(("risk_tolerance",), f"{question} is worked out for expected totals only.", remedy)])


def worth(solution: Solution, weights: WeightSet) -> np.ndarray:
    """(k,): the expected value of a solution's plan on each top-level consideration, 0 to 100."""
    alone = weights.apply(solution.model, np.eye(len(weights.names)))
    return np.broadcast_to(fixed_policy_total(solution, alone), len(weights.names))


def plans(model: DecisionModel, weights: WeightSet, most: int = MOST) -> Plans:
    """Collect the plans that are best somewhere in the set; no more once there are `most`.

    The best total is the highest of straight functions, so it is convex. Where it equals the highest function found so
    far at every corner of that one's region, it does so throughout; where it does not, the plan that is best there is
    new. (The idea is Eisner and Severance 1976, for several weights.)
    """
    solutions = [solve(weights.apply(model, weights.origin))]
    vectors = worth(solutions[0], weights)[None]
    while len(solutions) < most:
        corners = _corners(vectors, weights)
        tried = _probes(weights) if corners is None else corners
        missed = _missed(model, weights, vectors, tried)
        if not len(missed):
            return Plans(vectors, corners is not None, tuple(solutions))
        for shares in missed:
            if len(_missed(model, weights, vectors, shares[None])):
                solutions.append(solve(weights.apply(model, shares)))
                vectors = np.vstack([vectors, worth(solutions[-1], weights)])
    return Plans(vectors, False, tuple(solutions))


@lru_cache(maxsize=2)
def _probes(weights: WeightSet) -> np.ndarray:
    """(PROBES, k): the weightings that are tried, drawn once for all options that are compared."""
    return sample(weights, PROBES, np.random.default_rng(0)).T


def _corners(vectors: np.ndarray, weights: WeightSet) -> np.ndarray | None:
    """(corners, k): the corners of the regions in which one vector is best, in lexicographic order.

    Rounded, so that one that was found twice counts once; None where they are out of reach.
    """
    try:
        corners = weights.shares(weights.envelope(vectors / 100).vertices) if weights.small else None
    except GeometryError:
        return None
    return None if corners is None else np.unique(corners.round(SURE) + 0.0, axis=0)


def _missed(model: DecisionModel, weights: WeightSet, vectors: np.ndarray, tried: np.ndarray) -> np.ndarray:
    """The weightings, at most 8, at which the best total exceeds that of every plan found so far, the worst first.

    Of those where it does so by as much, the first in the order in which they are tried.
    """
    best = np.broadcast_to(solve(weights.apply(model, tried.T)).total, len(tried))
    excess = best - (tried @ vectors.T).max(axis=1)
    order = np.argsort(-excess.round(7), kind="stable")[:8]
    return tried[order[excess[order] > NEAR]]


def worths(option: Combination, model: DecisionModel, weights: WeightSet, most: int = MOST) -> Worths:
    """What plans are worth that are best somewhere while some options are taken.

    Worked out once for a model, where the search came to its end before there were `most`.
    """
    key = (worths, tuple(option.options.items()), weights)
    known: Worths | None = model.remembered.get(key)
    if known is not None and len(known.vectors) < most:
        return known
    found = plans(option.of(model), weights, most)
    known = Worths(found.vectors, found.complete)
    if len(known.vectors) < most:
        model.remembered[key] = known
    return known


def worths_of(compared: Sequence[Combination], model: DecisionModel, weights: WeightSet) -> list[Worths]:
    """The same for each of several combinations."""
    return [worths(option, model, weights) for option in compared]


def distinct(vectors: np.ndarray, weights: WeightSet) -> tuple[np.ndarray, np.ndarray]:
    """Vectors that differ somewhere in the set, (n, k), and for each vector given the number of its like."""
    seen = np.c_[vectors @ weights.origin, vectors @ weights.basis].round(8) + 0.0
    _, first, inverse = np.unique(seen, axis=0, return_index=True, return_inverse=True)
    return vectors[first], inverse.reshape(-1)
