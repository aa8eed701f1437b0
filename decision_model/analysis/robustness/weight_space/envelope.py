"""Where in a convex set each of several straight functions is the highest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from decision_model.analysis.robustness.weight_space.polytope import GeometryError, Polytope, bounded

LEVEL = 1e-9
"""Functions closer than this are level, as a share of how far apart they ever are."""

SURE = 10
"""Decimals of shares and corners that are sure: sums over the corners cancel, and leave noise beyond them."""


@dataclass(frozen=True, eq=False)
class Envelope:
    """The highest of functions offsets + slopes @ x over a polytope; shapes (n,) and (n, d), all of them distinct."""

    base: Polytope
    offsets: np.ndarray
    slopes: np.ndarray

    @cached_property
    def _scaled(self) -> tuple[np.ndarray, np.ndarray]:
        """The functions less their mean, on a scale of 1: which is the highest remains the same."""
        offsets, slopes = self.offsets - self.offsets.mean(), self.slopes - self.slopes.mean(axis=0)
        reach = float(np.abs(offsets + self.base.vertices @ slopes.T).max()) or 1.0
        return offsets / reach, slopes / reach

    @cached_property
    def vertices(self) -> np.ndarray:
        """(corners, d): every corner of every region in which one function is the highest, in no order."""
        if len(self.offsets) == 1 or self.base.dimension == 0:
            return self.base.vertices
        corners = self._above.vertices
        return corners[corners[:, -1] < 2 - LEVEL, :-1]

    @property
    def _above(self) -> Polytope:
        """What lies above every function and below 2, in one dimension more."""
        offsets, slopes = self._scaled
        sides = np.c_[self.base.normals, np.zeros(len(self.base.normals))]
        lid = np.eye(self.base.dimension + 1)[-1:]
        normals = np.r_[sides, np.c_[slopes, -np.ones(len(slopes))], lid]
        return Polytope(normals, np.r_[self.base.bounds, -offsets, 2.0], np.r_[self.base.inside, 1.5])

    @cached_property
    def highest(self) -> np.ndarray:
        """(corners, n): which functions are highest at each corner."""
        offsets, slopes = self._scaled
        heights = offsets + np.einsum("vd,nd->vn", self.vertices, slopes)
        return heights >= heights.max(axis=1, keepdims=True) - LEVEL

    def region(self, number: int) -> Polytope | None:
        """Where one function is the highest; None when that has no volume."""
        corners = self.highest[:, number]
        if not corners.any() or self.base.dimension == 0:
            return self.base if corners.any() else None
        rivals = self.highest[corners].any(axis=0)
        rivals[number] = False
        offsets, slopes = self._scaled
        normals = np.r_[self.base.normals, slopes[rivals] - slopes[number]]
        bounds = np.r_[self.base.bounds, offsets[number] - offsets[rivals]]
        return bounded(normals, bounds, self.vertices[corners])

    @cached_property
    def shares(self) -> tuple[np.ndarray, np.ndarray]:
        """Each function's share of the volume, (n,), and the centre of its region, (n, d), nan without volume.

        Shares are rounded to what is sure of them; a region whose share is then 0 has no volume.
        Raises GeometryError where the shares do not add up to 1, so that a caller may sample instead.
        """
        if self.base.dimension == 0:
            return self.highest[0] / self.highest[0].sum(), np.zeros(self.slopes.shape)
        shares = np.zeros(len(self.offsets))
        centres = np.full(self.slopes.shape, np.nan)
        for number in range(len(shares)):
            region = self.region(number)
            shares[number] = 0.0 if region is None else round(region.volume / self.base.volume, SURE)
            if region is not None and shares[number] > 0:
                centres[number] = region.centre
        if abs(shares.sum() - 1) > 1e-7:
            raise GeometryError
        return shares / shares.sum(), centres
