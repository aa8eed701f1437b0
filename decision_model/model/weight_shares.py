"""Weights as shares of their group, in percent: set some, and the others make room in proportion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from decision_model.errors import Problem
from decision_model.model.considerations import Consideration
from decision_model.model.formulas import Draws
from decision_model.model.record import Record

WHOLE = 100.0
ROUNDING = 1e-9


def siblings(model: Record, name: str) -> tuple[Consideration, ...]:
    """The considerations that share a weight's group, itself among them."""
    inner: Iterable[tuple[Consideration, ...]] = (each.considerations for each in model.walk())
    return next(group for group in (model.considerations, *inner) if name in [each.name for each in group])


def points(model: Record, each: Consideration) -> Draws:
    """A consideration's weight as the file has it, in points; 1 where it has none."""
    return 1.0 if each.weight is None else each.weight.at(model.values)


def point(model: Record, name: str) -> float:
    """What a point of a weight is as a share of its group in percent: 100 over the points of the group as it stands.

    Where all of them are 0, and so count alike, it is the whole over their number.
    """
    group = siblings(model, name)
    together = sum(float(np.mean(points(model, each))) for each in group)
    return WHOLE / (together or len(group))


def shares(model: Record, group: Sequence[Consideration]) -> dict[str, Draws]:
    """The group's weights in percent by name, floats or (draws,); all alike where the points are all 0."""
    held = {each.name: np.asarray(points(model, each)) for each in group}
    together = sum(held.values())
    alike, divisor = WHOLE / len(group), np.where(together == 0, 1.0, together)
    return {name: _plain(np.where(together == 0, alike, WHOLE * each / divisor)) for name, each in held.items()}


def shared(model: Record, given: Mapping[str, Draws]) -> dict[str, Draws]:
    """Every weight of the groups in which shares are given, in percent; a NaN in a draw leaves a weight where it is.

    Where all that are given come to another sum than the whole, they are returned as they are: weights are ratios.
    """
    found: dict[str, Draws] = {}
    for name in given:
        if name not in found:
            found |= sharing(shares(model, siblings(model, name)), given)
    return found


def sharing(base: Mapping[str, Draws], given: Mapping[str, Draws]) -> dict[str, Draws]:
    """All of a whole: those that are given, and the others scaled so that the sum stays.

    Where all the others are 0 they share alike what is left.
    """
    moved = {name: np.asarray(given.get(name, np.nan)) for name in base}
    stays = {name: np.isnan(value) for name, value in moved.items()}
    whole = sum(np.asarray(value) for value in base.values())
    left = whole - sum(np.where(stays[name], 0.0, moved[name]) for name in base)
    left = np.where(np.abs(left) <= 1e-12 * np.abs(whole), 0.0, left)
    unmoved = sum(np.where(stays[name], base[name], 0.0) for name in base)
    count = sum(np.where(stays[name], 1.0, 0.0) for name in base)
    factor = np.where(count == len(base), 1.0, left / np.where(unmoved == 0, 1.0, unmoved))
    alike = np.where(unmoved == 0, left / np.maximum(count, 1), 0.0)
    kept = {n: np.where((unmoved == 0) & (count < len(base)), alike, base[n] * factor) for n in base}
    return {name: _plain(np.where(stays[name], kept[name], moved[name])) for name in base}


def problems(model: Record, given: Mapping[str, Draws]) -> list[Problem]:
    """What is wrong with shares that are to be set: no shares here, below 0, or more than the whole together."""
    if not model.total_rule.weights_are_shares:
        said = f"with 'combine: {model.total_rule.name}' weights are no shares of a whole."
        return [
            Problem(
                ("weights",),
                said,
                "Give numbers without the % sign." if model.total_rule.has_weights else "",
                code="weights-are-no-shares",
            )
        ]
    found = []
    for name, value in given.items():
        least = np.min(np.nan_to_num(value))
        if least < 0:
            found.append(
                Problem(
                    ("weights", name),
                    f"the share {least:g} % is negative.",
                    "Shares are 0 % or more.",
                    code="share-negative",
                )
            )
    for group in dict.fromkeys(tuple(each.name for each in siblings(model, name)) for name in given):
        stated = [name for name in group if name in given]
        together = np.max(sum(np.nan_to_num(given[name]) for name in stated))
        if together > WHOLE + ROUNDING:
            verb = "together are" if len(stated) > 1 else "is"
            said = f"{' and '.join(stated)} {verb} to have {together:g} % of the weight, more than the whole."
            found.append(
                Problem(
                    ("weights",), said, "Give smaller shares, or points without the % sign.", code="shares-above-whole"
                )
            )
    return found


def _plain(value: np.ndarray) -> Draws:
    return value if value.ndim else float(value)
