"""The point of a polytope that lies nearest to another point: one and no other, since a polytope is convex."""

from __future__ import annotations

import numpy as np

from decision_model.analysis.robustness.weight_space.weight_set import WeightSet

DIGITS = 10
"""Decimals in which two distances between shares must differ for one to be the nearer."""


def nearest_point(normals: np.ndarray, bounds: np.ndarray, target: np.ndarray) -> np.ndarray | None:
    """The x with normals @ x <= bounds nearest to `target` (d,); None where no x satisfies all.

    Least distance programming by non-negative least squares (Lawson & Hanson 1974, ch. 23), the sides it ends on then
    solved for directly, so that they hold to machine precision.
    """
    from scipy.optimize import nnls

    lengths = np.maximum(np.linalg.norm(normals, axis=1), 1e-300)
    sides, need = -normals / lengths[:, None], (normals @ target - bounds) / lengths
    need = np.where(lengths > 1e-12, need, np.sign(normals @ target - bounds - 1e-9))
    if need.max(initial=0.0) <= 0:
        return target
    wanted = np.r_[np.zeros(len(target)), 1.0]
    pull, distance = nnls(np.vstack([sides.T, need]), wanted)
    if distance < 1e-7:
        return None
    left = np.vstack([sides.T, need]) @ pull - wanted
    step = -left[:-1] / left[-1]
    exact = np.linalg.lstsq(sides[pull > 0], need[pull > 0], rcond=None)[0]
    return target + (exact if np.all(sides @ exact >= need - 1e-9) else step)


def nearest_shares(allowed: WeightSet, normals: np.ndarray, bounds: np.ndarray) -> np.ndarray | None:
    """The admissible shares (k,) with normals @ shares <= bounds nearest to the base shares; None without any."""
    sides = np.vstack([allowed.polytope.normals, normals @ allowed.basis])
    ends = np.r_[allowed.polytope.bounds, bounds - normals @ allowed.origin]
    point = nearest_point(sides, ends, (allowed.base - allowed.origin) @ allowed.basis)
    return None if point is None else np.maximum(allowed.shares(point), 0.0)
