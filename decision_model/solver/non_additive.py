"""Values that only count together: what each consideration adds to a multiplicative or Choquet total."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from decision_model.model import Consideration, DecisionModel, Draws
from decision_model.model.aggregation import Total, shapley


def shared_out(model: DecisionModel, values: Mapping[int, np.ndarray]) -> dict[int, np.ndarray]:
    """Points of the total (0..100) that each leaf adds in each row, by Shapley; they add up to the total.

    `values` maps leaves to values 0..1, (rows,) or (rows, draws). Inside a group what the group adds is split as its
    weighted values are. Draws are worked through one by one, equal ones once.
    """
    leaves = model.leaves
    width = max((value.shape[1] for value in values.values() if value.ndim == 2), default=0)
    width = max([width, *(np.size(strength) for strength in _strengths(model) if np.ndim(strength))])
    if not width:
        return _shared(model, values, None)
    strengths = _strengths(model)
    shared_before: dict[tuple[Any, ...], dict[int, np.ndarray]] = {}
    parts = []
    for draw in range(width):
        values_in_draw = {leaf: _values_in_draw(value, draw) for leaf, value in values.items()}
        key = (
            *(_in_draw(strength, draw) for strength in strengths),
            *(values_in_draw[leaf].tobytes() for leaf, value in values.items() if value.ndim == 2),
        )
        if key not in shared_before:
            shared_before[key] = _shared(model, values_in_draw, draw)
        parts.append(shared_before[key])
    return {leaf: np.stack([part[leaf] for part in parts], axis=-1) for leaf in range(len(leaves))}


def _values_in_draw(value: np.ndarray, draw: int) -> np.ndarray:
    return value[:, draw] if value.ndim == 2 else value


def _strengths(model: DecisionModel) -> list[Draws]:
    weights = [
        consideration.weight.at(model.values) for consideration in model.walk() if consideration.weight is not None
    ]
    return weights + [interaction.strength.at(model.values) for interaction in model.interactions]


def _shared(model: DecisionModel, values: Mapping[int, np.ndarray], draw: int | None) -> dict[int, np.ndarray]:
    shares = {name: _in_draw(share, draw) for name, share in model.weights.items()}
    groups = [_leaf_parts(model, top, values, shares) for top in model.considerations]
    total = _total(model, draw)
    points = 100.0 * shapley(total, np.stack([sum(group.values()) for group in groups]))
    parts: dict[int, np.ndarray] = {}
    for group, added in zip(groups, points, strict=True):
        whole = np.asarray(sum(group.values()))
        for leaf, part in group.items():
            parts[leaf] = added * np.divide(part, whole, out=np.full_like(whole, 1 / len(group)), where=whole > 0)
    return parts


def _leaf_parts(
    model: DecisionModel, top: Consideration, values: Mapping[int, np.ndarray], shares: Mapping[str, float]
) -> dict[int, np.ndarray]:
    """Each leaf's part of its top-level consideration's value 0..1."""
    position = {leaf.name: index for index, leaf in enumerate(model.leaves)}
    inside = {position[leaf.name]: shares[leaf.name] for leaf in top.leaves()}
    whole = sum(inside.values())
    return {leaf: values[leaf] * (share / whole if whole else 1 / len(inside)) for leaf, share in inside.items()}


def _total(model: DecisionModel, draw: int | None) -> Total:
    weights = [
        1.0 if top.weight is None else _in_draw(top.weight.at(model.values), draw) for top in model.considerations
    ]
    names = [top.name for top in model.considerations]
    pairs = {
        (names.index(interaction.between[0]), names.index(interaction.between[1])): _in_draw(
            interaction.strength.at(model.values), draw
        )
        for interaction in model.interactions
    }
    return model.total_rule.total(weights, pairs)


def _in_draw(number: Draws, draw: int | None) -> float:
    return float(number) if draw is None or np.ndim(number) == 0 else float(np.asarray(number)[draw])
