"""Convex sets cut by halfspaces: vertices, volume and centre."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import factorial

import numpy as np

TOUCH = 1e-8
"""How near a vertex lies to a side it is on, as a share of how far the set reaches from that side."""

FLAT = 1e-13
"""Normals that span less than this span no cone: a triangulation may hold such empty pieces."""

THIN = 1e-13
"""A set that reaches no further than this from one of its sides is flat."""

STEPS = 60
"""Newton steps at most on the way to the middle."""

FULL = 0.25
"""Newton decrement below which whole steps converge, each doubling the digits that are right."""


class GeometryError(ArithmeticError):
    """A set too flat for the arithmetic; the caller samples instead."""


@dataclass(frozen=True, eq=False)
class Polytope:
    """All x with normals @ x <= bounds: bounded, with `inside` strictly inside. Shapes (m, d), (m,), (d,)."""

    normals: np.ndarray
    bounds: np.ndarray
    inside: np.ndarray

    @property
    def dimension(self) -> int:
        return len(self.inside)

    @cached_property
    def rounding(self) -> tuple[np.ndarray, np.ndarray]:
        """A middle m (d,) and a matrix L (d, d) such that, in coordinates y with x = m + L y, the set is about round.

        m is near the point where the product of the distances to all sides is largest, and L turns the ball
        into the ellipsoid that those distances describe there, which lies inside (Dikin 1967).
        """
        middle = self.analytic_centre(0.5)
        sides = self.normals / (self.bounds - self.normals @ middle)[:, None]
        return middle, np.linalg.inv(np.linalg.cholesky(sides.T @ sides)).T

    def analytic_centre(self, precision: float) -> np.ndarray:
        """(d,): the point where the product of the distances to all sides is largest, by damped Newton steps.

        `precision` is the Newton decrement at which the search ends (Boyd & Vandenberghe 2004, ch. 9.6).
        """
        middle = self.inside
        for _ in range(STEPS):
            sides = self.normals / (self.bounds - self.normals @ middle)[:, None]
            curvature, slope = sides.T @ sides, sides.sum(axis=0)
            step = np.linalg.solve(curvature, -slope)
            decrement = float(np.sqrt(max(0.0, -slope @ step)))
            if decrement < precision:
                break
            middle = middle + (step if decrement < FULL else step / (1 + decrement))
        return middle

    @cached_property
    def _round(self) -> np.ndarray:
        """(m, d): the sides in round coordinates, each as rows @ y <= 1."""
        middle, stretch = self.rounding
        return self.normals @ stretch / (self.bounds - self.normals @ middle)[:, None]

    @property
    def vertices(self) -> np.ndarray:
        """(vertices, d); some may be listed twice."""
        middle, stretch = self.rounding
        return middle + self._corners[0] @ stretch.T

    @cached_property
    def _corners(self) -> tuple[np.ndarray, np.ndarray]:
        """Vertices in round coordinates, and for each the d sides that meet there.

        Where more than d sides meet, the vertex is listed once for each simplex of a triangulation of its normal cone,
        as if the sides had been moved apart a little.
        """
        if self.dimension == 0:
            return np.zeros((1, 0)), np.zeros((1, 0), dtype=int)
        if self.dimension == 1:
            sides = np.array([[self._round.argmin()], [self._round.argmax()]])
            return 1 / self._round[sides[:, 0]], sides
        return _intersections(self._round)

    @cached_property
    def _moments(self) -> tuple[float, np.ndarray]:
        """Volume and centre as sums over vertices (Lawrence 1991; Brion 1988).

        With c a direction, A the normals of the d sides at vertex v and g solving A' g = c, the volume is
        the sum of (c.v)^d / (d! |det A| g_1...g_d), and the derivative along c of the integral of c.x gives the centre.
        Of a few fixed directions the one that cancels least is taken.
        """
        size = self.dimension
        if size == 0:
            return 1.0, self.inside
        corners, sides = self._corners
        spread = np.abs(np.linalg.det(self._round[sides]))
        corners, sides = corners[spread > FLAT], sides[spread > FLAT]
        inverse, content = np.linalg.inv(self._round[sides]), 1 / spread[spread > FLAT]
        along, slopes = self._direction(corners, inverse, content)
        products = content / np.prod(slopes, axis=1)
        volume = float((along**size * products).sum()) / factorial(size)
        if not volume > 0:
            raise GeometryError
        first = along**size * products / factorial(size + 1)
        pull = along * np.einsum("vji,vi->jv", inverse, 1 / slopes)
        centre = ((size + 1) * corners.T - pull) @ first / volume
        middle, stretch = self.rounding
        return volume * abs(float(np.linalg.det(stretch))), middle + stretch @ centre

    def _direction(
        self, corners: np.ndarray, inverse: np.ndarray, content: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """c.v of every vertex and its slopes g, for the direction c whose terms are smallest."""
        tried = []
        for direction in np.random.default_rng(0).normal(size=(4, self.dimension)):
            along, slopes = corners @ direction, np.einsum("vji,j->vi", inverse, direction)
            terms = np.abs(along**self.dimension * content / np.prod(slopes, axis=1))
            tried.append((float(terms.sum()), along, slopes))
        _, along, slopes = min(tried, key=lambda trial: trial[0])
        return along, slopes

    @property
    def volume(self) -> float:
        return self._moments[0]

    @property
    def centre(self) -> np.ndarray:
        """The mean of all its points, (d,)."""
        return self._moments[1]


def _intersections(sides: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    from scipy.spatial import HalfspaceIntersection, QhullError

    try:
        halfspaces = HalfspaceIntersection(
            np.c_[sides, -np.ones(len(sides))], np.zeros(sides.shape[1]), qhull_options="Qt Qx"
        )
    except QhullError as error:
        raise GeometryError from error
    return halfspaces.intersections, np.asarray(halfspaces.dual_facets)


def bounded(normals: np.ndarray, bounds: np.ndarray, vertices: np.ndarray) -> Polytope | None:
    """The polytope with these vertices, only those sides kept that bound it; None when it is flat.

    A side belongs to a facet when the vertices on it are no smaller part of those on another side.
    """
    lengths = np.linalg.norm(normals, axis=1)
    long = lengths > THIN
    normals, bounds = normals[long] / lengths[long, None], bounds[long] / lengths[long]
    apart = bounds - vertices @ normals.T
    reach = apart.max(axis=0)
    if reach.min(initial=np.inf) < THIN:
        return None
    on = apart < TOUCH * reach
    packed = np.packbits(on.T, axis=1)
    more = (packed[:, None] & ~packed[None]).any(axis=2)
    covered = ~more & (more.T | np.tri(len(bounds), k=-1, dtype=bool))
    bounding = ~covered.any(axis=1) & (on.sum(axis=0) >= vertices.shape[1])
    inside = vertices.mean(axis=0)
    normals, bounds = normals[bounding], bounds[bounding]
    return None if (bounds - normals @ inside).min() < THIN else Polytope(normals, bounds, inside)
