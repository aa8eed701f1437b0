"""Weights drawn uniformly from an admissible set."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from decision_model.analysis.robustness.weight_space.polytope import Polytope
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet

PILOT = 4_096
WORTHWHILE = 0.05
"""Share of plain draws that must be admissible for the others to be simply thrown away."""

STRIP = 8_192
"""Draws that stay in the processor's cache together."""

CHAINS = 1_000
CUT = 4
"""Dimensions up to which a set is cut into simplices, from which draws are exact and independent."""


def sample(weights: WeightSet, count: int, generator: np.random.Generator) -> np.ndarray:
    """(k, count): uniform over the set.

    Normalised exponentials, rejected where not admissible. Where that would throw away nearly all, the set is
    cut into simplices, or beyond four dimensions walked by hit and run (Smith 1984; Tervonen et al. 2013).
    """
    free = np.array([not _is_fixed(weights, place) for place in range(len(weights.names))])
    if weights.dimension < free.sum() - 1:
        return _in_coordinates(weights, count, generator)
    if all(each.bound == 0 and (each.normal > 0).sum() == 1 and each.normal.min() >= 0 for each in weights.statements):
        return _plain(free, count, generator)
    if weights.contains(_plain(free, PILOT, generator).T).mean() >= WORTHWHILE:
        return _rejected(weights, free, count, generator)
    return _in_coordinates(weights, count, generator)


def _is_fixed(weights: WeightSet, place: int) -> bool:
    return bool(np.abs(weights.basis[place]).max(initial=0.0) < 1e-9 and abs(weights.origin[place]) < 1e-9)


def _plain(free: np.ndarray, count: int, generator: np.random.Generator) -> np.ndarray:
    """Row by row into one array, and normalised a strip at a time: the million draws pass through memory once each."""
    drawn = np.zeros((len(free), count))
    for place in np.flatnonzero(free):
        generator.standard_exponential(out=drawn[place])
    for low in range(0, count, STRIP):
        strip = drawn[:, low : low + STRIP]
        strip /= strip.sum(axis=0)
    return drawn


def _rejected(weights: WeightSet, free: np.ndarray, count: int, generator: np.random.Generator) -> np.ndarray:
    kept: list[np.ndarray] = []
    while sum(each.shape[1] for each in kept) < count:
        drawn = _plain(free, max(PILOT, count), generator)
        kept.append(drawn[:, weights.contains(drawn.T)])
    return np.concatenate(kept, axis=1)[:, :count]


def _in_coordinates(weights: WeightSet, count: int, generator: np.random.Generator) -> np.ndarray:
    if weights.dimension == 0:
        return np.repeat(weights.origin[:, None], count, axis=1)
    inside = _simplices if weights.dimension <= CUT else _walked
    return weights.shares(inside(weights.polytope, count, generator)).T


def _simplices(polytope: Polytope, count: int, generator: np.random.Generator) -> np.ndarray:
    """(count, d): a simplex chosen by its volume, then a point in it."""
    size = polytope.dimension
    pieces = _pieces(polytope)
    volumes = np.abs(np.linalg.det(pieces[:, 1:] - pieces[:, :1]))
    chosen = generator.choice(len(pieces), size=count, p=volumes / volumes.sum())
    mixed = generator.dirichlet(np.ones(size + 1), size=count)
    return np.einsum("np,npd->nd", mixed, pieces[chosen])


def _pieces(polytope: Polytope) -> np.ndarray:
    """(simplices, d + 1, d): the cones from the middle over a triangulated surface."""
    from scipy.spatial import ConvexHull

    corners = polytope.vertices
    if polytope.dimension == 1:
        return np.array([[corners.min(axis=0), corners.max(axis=0)]])
    surface = corners[ConvexHull(corners).simplices]
    return np.concatenate([np.broadcast_to(polytope.inside, (len(surface), 1, polytope.dimension)), surface], axis=1)


def _walked(polytope: Polytope, count: int, generator: np.random.Generator) -> np.ndarray:
    """(count, d): many chains of hit and run, read after they have forgotten their start and every few steps."""
    rounds = -(-count // CHAINS)
    points = np.concatenate([each for _, each in zip(range(rounds), _chains(polytope, generator), strict=False)])
    return points[:count]


def _chains(polytope: Polytope, generator: np.random.Generator) -> Iterator[np.ndarray]:
    size = polytope.dimension
    middle, stretch = polytope.rounding
    points = np.repeat(middle[None], CHAINS, axis=0)
    for _ in range(20 * size):
        points = _step(polytope, points, generator, stretch)
    while True:
        for _ in range(4 * size):
            points = _step(polytope, points, generator, stretch)
        yield points


def _step(polytope: Polytope, points: np.ndarray, generator: np.random.Generator, stretch: np.ndarray) -> np.ndarray:
    """Along a random line through each point to anywhere within the set, in directions stretched to fit it."""
    directions = generator.normal(size=points.shape) @ stretch.T
    rate = directions @ polytope.normals.T
    room = np.maximum(polytope.bounds - points @ polytope.normals.T, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = room / rate
    high = np.where(rate > 0, reach, np.inf).min(axis=1)
    low = np.where(rate < 0, reach, -np.inf).max(axis=1)
    return points + directions * generator.uniform(low, high)[:, None]
