"""Totals that are not sums: the multiplicative form and the Choquet integral, shared out by Shapley."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import comb, cos, pi, prod

import numpy as np

from decision_model.errors import ModelError
from decision_model.model.formulas import Draws

ADD_UP = 1e-14
"""Scaling constants whose sum is so close to 1 sum to 1 but for rounding."""

DIGITS = 40
"""Digits to which the points of an integration rule are worked out, so that every processor rounds them alike."""


def scaling_constant(constants: Sequence[Draws]) -> Draws:
    """The K of 1 + K = product of (1 + K k_i), other than 0 (Keeney & Raiffa 1976, ch. 6); 0 when the k_i sum to 1.

    Below 0 when they sum to more than 1 (considerations can stand in for one another), above 0 when to less. With the
    k_i in draws, K is (draws,). Raises ModelError unless every k_i lies in 0..1 and at least two are above 0.
    """
    if not any(np.ndim(constant) for constant in constants):
        return _single_constant(tuple(float(constant) for constant in constants))
    return _scaling_constants(np.stack(np.broadcast_arrays(*constants)))


@lru_cache(maxsize=1024)
def _single_constant(constants: tuple[float, ...]) -> float:
    return float(_scaling_constants(np.array(constants)[:, None])[0])


def _scaling_constants(k: np.ndarray) -> np.ndarray:
    """K (draws,) for k (considerations, draws): where all at their best make a total of 1.

    The total rises with K above -1, ever faster, for the product has roots below -1 alone: from above Newton's steps
    come down to the root and never pass it. Element by element, so that the digits are the same on every processor.
    """
    if np.any(k < 0) or np.any(k > 1) or np.any((k > 0).sum(axis=0) < 2):
        raise ModelError("Scaling constants lie between 0 and 1, and at least two of them above 0.")
    left = joined(k, 0.0) - 1
    constant = np.where(left < -ADD_UP, 1.0, 0.0)
    while np.any(short := (constant > 0) & (joined(k, constant) < 1)):
        constant = np.where(short, 2 * constant, constant)
    moving = np.abs(left) > ADD_UP
    while moving.any():
        lower = np.maximum(constant - (joined(k, constant) - 1) / _slope(k, constant), -1.0)
        moving &= lower < constant
        constant = np.where(moving, lower, constant)
    return np.where(k.max(axis=0) >= 1, -1.0, constant)


def _slope(k: np.ndarray, constant: np.ndarray) -> np.ndarray:
    """How fast the total of all at their best rises with K."""
    total, slope = np.zeros(k.shape[1:]), np.zeros(k.shape[1:])
    for part in k:
        slope = slope * (1 + constant * part) + part * total
        total = total + part * (1 + constant * total)
    return slope


def joined(parts: np.ndarray, constant: Draws) -> np.ndarray:
    """(product of (1 + K p_i) - 1) / K of parts (considerations, ...), p_i = k_i u_i; their sum where K is 0.

    One after another, so that nothing is divided by K, which would lose the digits of a K near 0.
    """
    total = np.zeros(parts.shape[1:])
    for part in parts:
        total = total + part * (1 + constant * total)
    return total


def multiplicative_parts(constants: Sequence[Draws], values: Sequence[np.ndarray]) -> list[np.ndarray]:
    """What each consideration adds to a multiplicative total, by Shapley; all in draws, or none.

    The share of i is the integral over t in 0..1 of p_i times the product over the others of (1 + t K p_j), p = k u
    (Owen 1972, the multilinear extension of the game): a polynomial in t, which Gauss's rule integrates exactly.
    """
    constant = scaling_constant(constants)
    parts = [np.asarray(k * value) for k, value in zip(constants, values, strict=True)]
    scaled = [constant * part for part in parts]
    means = [np.zeros(np.shape(sum(parts))) for _ in parts]
    for at, weight in gauss_points((len(parts) + 1) // 2):
        factors = [1 + at * each for each in scaled]  # above 0, for at is below 1 and K not below -1
        product = weight * prod(factors)
        for mean, factor in zip(means, factors, strict=True):
            mean += product / factor
    return [part * mean for part, mean in zip(parts, means, strict=True)]


@lru_cache(maxsize=64)
def gauss_points(count: int) -> tuple[tuple[float, float], ...]:
    """Points in 0..1 and their weights: the rule of Gauss and Legendre, exact for polynomials of degree 2 count - 1."""
    with localcontext() as context:
        context.prec = DIGITS
        roots = [_legendre_root(count, Decimal(cos(pi * (place + 0.75) / (count + 0.5)))) for place in range(count)]
        return tuple((float((1 + x) / 2), float(1 / ((1 - x * x) * slope * slope))) for x, slope in roots)


def _legendre_root(count: int, x: Decimal) -> tuple[Decimal, Decimal]:
    """The root of a Legendre polynomial near x, and the slope there, by Newton's method."""
    for _ in range(8):
        before, value = Decimal(1), x
        for degree in range(2, count + 1):
            before, value = value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree
        slope = count * (x * value - before) / (x * x - 1)
        x = x - value / slope
    return x, slope


Interactions = Mapping[tuple[int, ...], Draws]
"""How strongly considerations, two or more by their places, work together: interaction indices (Grabisch 1997)."""


def interacting_parts(
    shares: Sequence[Draws], interactions: Interactions, values: Sequence[np.ndarray]
) -> list[np.ndarray]:
    """What each consideration adds to a Choquet integral with interactions, by Shapley; all in draws, or none.

    An interaction counts from one value of its members to the next for those that are that good, who share it alike.
    Of two that is - 1/2 I_ij |u_i - u_j|, which the better one bears.
    """
    parts = [np.asarray(share * value) for share, value in zip(shares, values, strict=True)]
    for members, strength in interactions.items():
        own = [values[member] for member in members]
        for member, share in zip(members, _joint_shares(own), strict=True):
            parts[member] = parts[member] + strength * share
    return parts


def _joint_shares(values: Sequence[np.ndarray]) -> list[np.ndarray]:
    """What an interaction of strength 1 adds to each of its members, by their values."""
    if len(values) == 2:  # what is below comes to, in a tenth of the time
        ahead = values[0] - values[1]
        return [-0.5 * np.maximum(ahead, 0.0), -0.5 * np.maximum(-ahead, 0.0)]
    levels, worth = np.sort(np.stack(np.broadcast_arrays(*values)), axis=0), joint_worth(len(values))
    shares, below = [np.zeros(levels.shape[1:]) for _ in values], np.zeros(levels.shape[1:])
    for rank, level in enumerate(levels):
        as_good = len(values) - rank
        for share, value in zip(shares, values, strict=True):
            share += np.where(value >= level, worth[as_good] / as_good * (level - below), 0.0)
        below = level
    return shares


@lru_cache(maxsize=64)
def joint_worth(count: int) -> tuple[float, ...]:
    """What an interaction of so many, of strength 1, adds to the worth of 0, 1, ... of them at their best.

    With Bernoulli's numbers, as worth follows from interaction indices (Grabisch 1997); of two: 0, -1/2, 0.
    """
    bernoulli = [Fraction(1)]
    for order in range(1, count + 1):
        known = sum((comb(order + 1, place) * each for place, each in enumerate(bernoulli)), start=Fraction(0))
        bernoulli.append(-known / (order + 1))
    worth = [sum(comb(best, lost) * bernoulli[count - lost] for lost in range(best + 1)) for best in range(count + 1)]
    return tuple(float(each - worth[0]) for each in worth)


def least_gain(place: int, share: Draws, interactions: Interactions) -> Draws:
    """The least that a consideration adds to a Choquet integral by going from worst to best, whatever others do.

    The integral rises with every consideration where none of these is below 0.
    """
    own = {members: strength for members, strength in interactions.items() if place in members}
    pairs = sum(0.5 * np.abs(strength) for members, strength in own.items() if len(members) == 2)
    larger = {members: strength for members, strength in own.items() if len(members) > 2}
    linked = sorted({member for members in own for member in members} - {place}) if larger else []
    least: Draws = share - pairs
    if linked:
        cases = (frozenset(case) for size in range(len(linked) + 1) for case in combinations(linked, size))
        least = np.minimum.reduce([np.asarray(share + _gain(own, case)) for case in cases])
    return least


def _gain(own: Interactions, best: frozenset[int]) -> Draws:
    """What the interactions of one consideration add to what it is worth where some others are at their best."""
    gain: Draws = 0.0
    for members, strength in own.items():
        worth, count = joint_worth(len(members)), len(best.intersection(members))
        gain = gain + strength * (worth[count + 1] - worth[count])
    return gain
