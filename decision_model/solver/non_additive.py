"""Values that only count together: what each consideration adds to a multiplicative or Choquet total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from decision_model.model import DecisionModel, Draws

STRIP = 512
"""Draws that are worked through together, so that they stay in the processor's cache."""

ROWS, DRAWN_ROWS = 16_384, 128
"""Rows that are worked through together, without draws and with a strip of them."""


@dataclass(frozen=True)
class _Numbers:
    """What the total is made from, floats or (draws,), values (rows,) or (rows, draws).

    `weights` are those of the top-level considerations in points, `together` the strengths of interactions by the
    places of some of them, `inside` the share of the whole of each leaf, for each top-level consideration.
    """

    weights: list[Draws]
    together: dict[tuple[int, ...], Draws]
    inside: list[dict[int, Draws]]
    values: dict[int, np.ndarray]

    @property
    def draws(self) -> int:
        """How many draws there are, 0 where nothing is in draws."""
        shares = (share for group in self.inside for share in group.values())
        numbers = [number for number in (*self.weights, *self.together.values(), *shares) if np.ndim(number)]
        values = [value for value in self.values.values() if value.ndim == 2]
        return max((np.shape(each)[-1] for each in (*numbers, *values)), default=0)

    def strips(self, rows: int) -> Iterator[tuple[tuple[slice, ...], _Numbers]]:
        """A block of rows, and of draws where there are any, at a time: where it stands and its numbers."""
        height = DRAWN_ROWS if self.draws else ROWS
        for top in range(0, rows, height):
            band = slice(top, top + height)
            block = {leaf: value[band] for leaf, value in self.values.items()}
            if not self.draws:
                yield (band,), replace(self, values=block)
            for low in range(0, self.draws, STRIP):
                yield (band, slice(low, low + STRIP)), self._of_draws(slice(low, low + STRIP), block)

    def _of_draws(self, cut: slice, block: Mapping[int, np.ndarray]) -> _Numbers:
        """The numbers of some draws, and the values of some rows in them."""
        weights = [_cut(weight, cut) for weight in self.weights]
        together = {members: _cut(strength, cut) for members, strength in self.together.items()}
        inside = [{leaf: _cut(share, cut) for leaf, share in group.items()} for group in self.inside]
        columns = {leaf: v[:, cut] if v.ndim == 2 else v[:, None] for leaf, v in block.items()}
        return _Numbers(weights, together, inside, columns)


def shared_out(model: DecisionModel, values: Mapping[int, np.ndarray]) -> dict[int, np.ndarray]:
    """Points of the total (0..100) that each leaf adds in each row, by Shapley; they add up to the total.

    `values` maps leaves to values 0..1, (rows,) or (rows, draws). Inside a group what the group adds is split as its
    weighted values are. Where anything is in draws, all that is added is.
    """
    numbers = _numbers(model, dict(values))
    rows = len(next(iter(values.values())))
    shape = (rows, numbers.draws) if numbers.draws else (rows,)
    parts = {leaf: np.empty(shape) for leaf in values}
    for place, block in numbers.strips(rows):
        for leaf, part in _shared(model, block).items():
            parts[leaf][place] = part
    return parts


def _numbers(model: DecisionModel, values: dict[int, np.ndarray]) -> _Numbers:
    position = {leaf.name: index for index, leaf in enumerate(model.leaves)}
    place = {top.name: index for index, top in enumerate(model.considerations)}
    together = {
        tuple(place[name] for name in interaction.between): interaction.strength.at(model.values)
        for interaction in model.interactions
    }
    return _Numbers(
        list(model.top_weights),
        together,
        [{position[leaf.name]: model.weights[leaf.name] for leaf in top.leaves()} for top in model.considerations],
        values,
    )


def _shared(model: DecisionModel, numbers: _Numbers) -> dict[int, np.ndarray]:
    groups = [_leaf_parts(inside, numbers.values) for inside in numbers.inside]
    wholes = [np.asarray(sum(group.values())) for group in groups]
    added = model.total_rule.parts(numbers.weights, numbers.together, wholes)
    parts: dict[int, np.ndarray] = {}
    for group, whole, points in zip(groups, wholes, added, strict=True):
        parts |= {leaf: 100.0 * points * _part_of(whole, part, len(group)) for leaf, part in group.items()}
    return parts


def _part_of(whole: np.ndarray, part: np.ndarray, count: int) -> np.ndarray | float:
    """The part of a whole; alike for all where it is nothing."""
    if count == 1:
        return 1.0
    return np.divide(part, whole, out=np.full(whole.shape, 1 / count), where=whole > 0)


def _leaf_parts(inside: Mapping[int, Draws], values: Mapping[int, np.ndarray]) -> dict[int, np.ndarray]:
    """Each leaf's part of its top-level consideration's value 0..1, by shares of the whole."""
    if len(inside) == 1:
        return {leaf: values[leaf] for leaf in inside}
    whole: Draws = sum(inside.values())
    nothing = np.equal(whole, 0)
    divisor = np.where(nothing, 1.0, whole)
    return {leaf: values[leaf] * np.where(nothing, 1 / len(inside), share / divisor) for leaf, share in inside.items()}


def _cut(number: Draws, draws: slice) -> Draws:
    return number[draws] if isinstance(number, np.ndarray) and number.ndim else number
