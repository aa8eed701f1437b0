"""A convex set of weights: shares that add up to 1 and satisfy linear statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from decision_model.analysis.robustness.weight_space.envelope import Envelope
from decision_model.analysis.robustness.weight_space.polytope import GeometryError, Polytope, bounded
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel

SLACK = 1e-9
"""How far a weighting may stray from a statement and still satisfy it."""

ROOM = 1e-7
"""Statements that leave no more room than this fix what they speak of."""

NOUGHT = 1e-14
"""Shares smaller than this are rounding errors of 0."""

CORNERS = 7
"""Dimensions (considerations less 1) up to which the corners of the set are worked out."""


@dataclass(frozen=True, eq=False)
class Statement:
    """Something said of the weights: normal @ shares <= bound. A text may stand for several."""

    text: str
    normal: np.ndarray
    bound: float


@dataclass(frozen=True, eq=False)
class WeightSet:
    """Shares w >= 0 of the top-level considerations, adding up to 1, with normals @ w <= bounds (m, k), (m,).

    Inside it runs in coordinates of its own: w = origin + basis @ x, where `origin` (k,) lies inside and `basis` (k, d)
    is orthonormal, so that distances and volumes are those of the weights. Statements that leave no room
    (such as ties) lower d.
    """

    names: tuple[str, ...]
    base: np.ndarray
    statements: tuple[Statement, ...]
    normals: np.ndarray
    bounds: np.ndarray
    origin: np.ndarray
    basis: np.ndarray

    @property
    def dimension(self) -> int:
        return self.basis.shape[1]

    @property
    def small(self) -> bool:
        """Whether its corners, and so exact answers, are within reach."""
        return self._pruned is not None

    @property
    def polytope(self) -> Polytope:
        """The set in its own coordinates; where it is small only the sides that bound it."""
        return self._pruned or self._raw

    @cached_property
    def _raw(self) -> Polytope:
        normals, bounds = self.normals @ self.basis, self.bounds - self.normals @ self.origin
        free = np.linalg.norm(normals, axis=1) > SLACK
        return Polytope(normals[free], bounds[free], np.zeros(self.dimension))

    @cached_property
    def _pruned(self) -> Polytope | None:
        if self.dimension == 0:
            return self._raw
        try:
            return (
                bounded(self._raw.normals, self._raw.bounds, self._raw.vertices) if self.dimension <= CORNERS else None
            )
        except GeometryError:
            return None

    @cached_property
    def corners(self) -> np.ndarray:
        """(corners, k): the extreme weightings."""
        return self.shares(self.polytope.vertices)

    def shares(self, points: np.ndarray) -> np.ndarray:
        """Weights (..., k) of points (..., d) in the set's own coordinates."""
        found = self.origin + points @ self.basis.T
        return np.where(np.abs(found) < NOUGHT, 0.0, found)

    def contains(self, shares: np.ndarray) -> np.ndarray:
        """Whether weightings (..., k) that add up to 1 are admissible."""
        return np.all(shares @ self.normals.T <= self.bounds + SLACK, axis=-1)

    def envelope(self, vectors: np.ndarray) -> Envelope:
        """Which of several distinct totals vectors @ w, (n, k), is the highest where."""
        return Envelope(self.polytope, vectors @ self.origin, vectors @ self.basis)

    def apply(self, model: DecisionModel, shares: np.ndarray) -> DecisionModel:
        """The model under weights (k,) or (k, draws)."""
        points = 100.0 * np.maximum(shares, 0.0)
        return model.varied(weights=dict(zip(self.names, points, strict=True)))


def weight_set(names: tuple[str, ...], base: np.ndarray, statements: Sequence[Statement]) -> WeightSet:
    """The set that the statements leave; raises ModelError naming those that contradict one another."""
    count = len(names)
    normals = np.vstack([-np.eye(count), *(each.normal for each in statements)])
    bounds = np.r_[np.zeros(count), [each.bound for each in statements]]
    origin, tight = _middle(normals, bounds) if statements else (np.full(count, 1 / count), np.zeros(count, dtype=bool))
    if origin is None:
        raise ModelError([_contradiction(statements, count)])
    fixed, value = np.vstack([np.ones(count), normals[tight]]), np.r_[1.0, bounds[tight]]
    _, sizes, rows = np.linalg.svd(fixed)
    basis = rows[int((sizes > SLACK).sum()) :].T
    origin = origin + np.linalg.lstsq(fixed, value - fixed @ origin, rcond=None)[0]
    return WeightSet(names, base, tuple(statements), normals, bounds, origin, basis)


def _middle(normals: np.ndarray, bounds: np.ndarray) -> tuple[np.ndarray | None, np.ndarray]:
    """A weighting inside the set, away from every side that leaves room, and the sides that leave none."""
    tight = np.zeros(len(bounds), dtype=bool)
    widest = _furthest(normals, bounds, np.ones(len(bounds)))
    if widest is None or (bounds - normals @ widest).min() > ROOM:
        return widest, tight
    found = [_furthest(normals, bounds, row) for row in np.eye(len(bounds))]
    inside = np.mean([each for each in found if each is not None], axis=0)
    for side, each in enumerate(found):
        tight[side] = each is None or bounds[side] - normals[side] @ each < ROOM
    return inside, tight


def _furthest(normals: np.ndarray, bounds: np.ndarray, sides: np.ndarray) -> np.ndarray | None:
    """The weighting that keeps furthest from the marked sides; None when no weighting satisfies all."""
    from scipy.optimize import linprog

    count = normals.shape[1]
    found = linprog(
        np.r_[np.zeros(count), -1.0],
        A_ub=np.c_[normals, sides],
        b_ub=bounds,
        A_eq=np.r_[np.ones(count), 0.0][None],
        b_eq=[1.0],
        bounds=[(None, None)] * count + [(0, 1)],
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    return found.x[:count] if found.status == 0 else None


def _contradiction(statements: Sequence[Statement], count: int) -> Problem:
    """Leave out one statement after another that is not needed for the contradiction; say the rest."""
    texts = list(dict.fromkeys(each.text for each in statements))
    for text in list(texts):
        rest = [each for each in statements if each.text in texts and each.text != text]
        normals = np.vstack([-np.eye(count), *(each.normal for each in rest)])
        bounds = np.r_[np.zeros(count), [each.bound for each in rest]]
        if _furthest(normals, bounds, np.ones(len(bounds))) is None:
            texts.remove(text)
    said = "; ".join(texts)
    return Problem(("weights",), f"no weights fit all of this: {said}.", "Widen a range or drop a statement.")
