"""Totals that are no sums, worked out from their definitions: one vector of values at a time, no arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import combinations, permutations

from decision_model.model.considerations import Consideration
from decision_model.model.decision_model import DecisionModel
from tests.oracle import brute_force

Values = Mapping[str, float]


def contributions(model: DecisionModel, values: Values) -> dict[str, float]:
    """What each leaf adds to the total in 0..100: its top-level consideration's Shapley share, divided by value."""
    shares = brute_force.shares(model)
    inside = {top.name: _inside(top, values, shares) for top in model.considerations}
    worth = {name: math.fsum(parts.values()) for name, parts in inside.items()}
    total = {"multiplicative": multiplicative, "choquet": choquet}[model.combine](model)
    found: dict[str, float] = {}
    for name, added in shapley(total, worth).items():
        for leaf, part in inside[name].items():
            found[leaf] = 100 * added * (part / worth[name] if worth[name] else 1 / len(inside[name]))
    return found


def _inside(top: Consideration, values: Values, shares: Values) -> dict[str, float]:
    leaves = [leaf.name for leaf in top.leaves()]
    whole = math.fsum(shares[name] for name in leaves)
    return {name: values[name] * (shares[name] / whole if whole else 1 / len(leaves)) for name in leaves}


def multiplicative(model: DecisionModel) -> Callable[[Values], float]:
    """1 + K u = product of (1 + K k_i u_i), K by bisection (Keeney & Raiffa 1976)."""
    constants = {name: weight / 100 for name, weight in _weights(model).items()}
    constant = scaling_constant(list(constants.values()))

    def total(values: Values) -> float:
        if constant == 0:
            return math.fsum(k * values.get(name, 0.0) for name, k in constants.items())
        product = math.prod(1 + constant * k * values.get(name, 0.0) for name, k in constants.items())
        return (product - 1) / constant

    return total


def scaling_constant(constants: list[float]) -> float:
    """The root of the product minus 1 + K on the side where it lies."""
    whole = math.fsum(constants)
    if abs(whole - 1) < 1e-12:
        return 0.0

    def surplus(constant: float) -> float:
        return math.prod(1 + constant * each for each in constants) - 1 - constant

    low, high = (-1.0, -1e-9) if whole > 1 else (1e-9, 1.0)
    while whole < 1 and surplus(high) < 0:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        below = surplus(middle) < 0
        low, high = (middle, high) if below == (whole < 1) else (low, middle)
    return (low + high) / 2


BERNOULLI = (1.0, -1 / 2, 1 / 6, 0.0, -1 / 30)


def choquet(model: DecisionModel) -> Callable[[Values], float]:
    """The Choquet integral for the capacity that weights and interactions give, by its Möbius form (Grabisch 1997)."""
    weights = _weights(model)
    whole = math.fsum(weights.values())
    indices = {frozenset([name]): weight / whole for name, weight in weights.items()}
    indices |= {frozenset(each.between): brute_force.amount(each.strength, model) for each in model.interactions}

    def capacity(members: frozenset[str]) -> float:
        return math.fsum(
            BERNOULLI[len(larger) - size] * index
            for larger, index in indices.items()
            for size in range(1, len(larger) + 1)
            for part in combinations(larger, size)
            if members.issuperset(part)
        )

    def total(values: Values) -> float:
        levels = sorted(values.items(), key=lambda item: item[1])
        steps = [level - before for (_, level), before in zip(levels, [0.0, *(v for _, v in levels)], strict=False)]
        above = [frozenset(name for name, _ in levels[number:]) for number in range(len(levels))]
        return math.fsum(step * capacity(members) for step, members in zip(steps, above, strict=True))

    return total


def shapley(total: Callable[[Values], float], values: Values) -> dict[str, float]:
    """The mean, over all orders, of what each adds when it is switched from 0 to its value."""
    found = dict.fromkeys(values, 0.0)
    orders = list(permutations(values))
    for order in orders:
        now = dict.fromkeys(values, 0.0)
        for name in order:
            before = total(now)
            now[name] = values[name]
            found[name] += (total(now) - before) / len(orders)
    return found


def _weights(model: DecisionModel) -> dict[str, float]:
    return {
        top.name: 1.0 if top.weight is None else brute_force.amount(top.weight, model) for top in model.considerations
    }
