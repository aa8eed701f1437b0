"""Weights drawn uniformly from an admissible set, alike on every processor.

Draws come from the generator's integers, and everything after them is done element by element.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from decision_model.analysis.robustness.weight_space.simplices import volumes
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet

STRIP = 8_192
"""Draws that stay in the processor's cache together."""

SWEEPS = 40
"""Exchanges along every direction after which a draw has forgotten where it began."""


def sample(weights: WeightSet, count: int, generator: np.random.Generator) -> np.ndarray:
    """(k, count): independent draws, uniform over the set; down a value tree uniform over the set of each group.

    Where the set can be cut into simplices one is chosen by its share of the volume, and a point in it by normalised
    exponentials; otherwise shares are exchanged (see `exchanged`).
    """
    if weights.groups:
        return _down_the_tree(weights, count, generator)
    if weights.dimension == 0:
        return np.repeat(weights.origin[:, None], count, axis=1)
    return exchanged(weights, count, generator) if weights.simplices is None else _mixed(weights, count, generator)


def _down_the_tree(weights: WeightSet, count: int, generator: np.random.Generator) -> np.ndarray:
    """(k, count): each group's shares of itself, multiplied down."""
    whole = {"": np.ones(count)}
    for parent, group in weights.groups.items():
        drawn = sample(group, count, generator)
        whole |= {name: whole[parent] * share for name, share in zip(group.names, drawn, strict=True)}
    return np.stack([whole[name] for name in weights.names])


def _mixed(weights: WeightSet, count: int, generator: np.random.Generator) -> np.ndarray:
    """(k, count): mixtures of the corners of simplices.

    Row by row into one array, and mixed in place, a strip at a time: a million draws pass through memory once each.
    """
    assert weights.simplices is not None
    corners = weights.corners[weights.simplices]
    chosen = _chosen(corners[:, :, list(weights.free)], count, generator)
    drawn = np.empty((len(weights.names), count))
    unmixed = drawn[: corners.shape[1]]
    for row in unmixed:
        generator.standard_exponential(out=row)
    needed = np.argwhere(corners.any(axis=0)).tolist()
    for low in range(0, count, STRIP):
        cut = slice(low, low + STRIP)
        parts, mixed = unmixed[:, cut] / unmixed[:, cut].sum(axis=0), drawn[:, cut]
        mixed[:] = 0.0
        for corner, name in needed:
            mixed[name] += parts[corner] * corners[0 if chosen is None else chosen[cut], corner, name]
    return drawn


def _chosen(corners: np.ndarray, count: int, generator: np.random.Generator) -> np.ndarray | None:
    """(count,): a simplex for each draw, as often as its share of the volume; None where there is but one."""
    if len(corners) == 1:
        return None
    ends = np.cumsum(volumes(corners))
    return np.searchsorted(ends[:-1] / ends[-1], generator.random(count), side="right")


def exchanged(weights: WeightSet, count: int, generator: np.random.Generator) -> np.ndarray:
    """(k, count): each draw a chain of its own, so that draws are independent and their standard errors plain.

    From the origin a chain moves along one direction after another to anywhere within the set (Gibbs sampling; Geman &
    Geman 1984): between two considerations, what one gains the other loses. Needs no linear algebra.
    """
    drawn = np.repeat(weights.origin[:, None], count, axis=1)
    exchanges = [_exchange(weights, direction) for direction in _directions(weights)]
    for low in range(0, count, STRIP):
        strip = drawn[:, low : low + STRIP]
        for _ in range(SWEEPS):
            for exchange in exchanges:
                exchange.made(strip, generator)
    return drawn


def _directions(weights: WeightSet) -> Iterator[np.ndarray]:
    """Every direction that the statements leave, and every difference of two."""
    yield from weights.directions
    yield from (first - second for first, second in combinations(weights.directions, 2))


Factors = tuple[tuple[int, float], ...]
"""What a vector holds that is not 0, by its place."""


@dataclass(frozen=True)
class Exchange:
    """A direction, with the sides that limit the way along it: how fast it nears each, its normal and its bound."""

    moves: Factors
    sides: tuple[tuple[float, Factors, float], ...]

    def made(self, strip: np.ndarray, generator: np.random.Generator) -> None:
        """Move every column of `strip` (k, n) along the direction, evenly from `low` behind to `high` ahead."""
        low: np.ndarray | None = None
        high: np.ndarray | None = None
        for rate, normal, bound in self.sides:
            room = _room(strip, normal, bound)
            if abs(rate) != 1.0:
                room /= abs(rate)
            if rate > 0:
                high = room if high is None else np.minimum(high, room, out=high)
            else:
                low = room if low is None else np.minimum(low, room, out=low)
        assert low is not None
        assert high is not None
        way: np.ndarray = (high + low) * generator.random(strip.shape[1])
        way -= low
        for place, share in self.moves:
            _add(strip[place], share, way)


def _exchange(weights: WeightSet, direction: np.ndarray) -> Exchange:
    """Of sides that face the same way only the nearest limits it."""
    rates: dict[Factors, float] = {}
    nearest: dict[Factors, float] = {}
    for normal, bound in zip(weights.normals, weights.bounds.tolist(), strict=True):
        factors = _factors(normal)
        rates[factors] = float((normal * direction).sum())
        nearest[factors] = min(bound, nearest.get(factors, np.inf))
    sides = tuple((rate, factors, nearest[factors]) for factors, rate in rates.items() if rate)
    return Exchange(_factors(direction), sides)


def _factors(vector: np.ndarray) -> Factors:
    return tuple((place, factor) for place, factor in enumerate(vector.tolist()) if factor)


def _room(strip: np.ndarray, normal: Factors, bound: float) -> np.ndarray:
    """(n,): how far each column of `strip` is from a side."""
    (place, factor), *others = normal
    left = bound + strip[place] if factor == -1.0 else bound - factor * strip[place]
    for place, factor in others:
        _add(left, -factor, strip[place])
    return np.asarray(np.maximum(left, 0.0, out=left))


def _add(to: np.ndarray, factor: float, what: np.ndarray) -> None:
    """Add so many times an array to another, in place; most factors are 1 or -1, which take no product."""
    if factor == 1.0:
        to += what
    elif factor == -1.0:
        to -= what
    else:
        to += factor * what
