"""Weights as shares of their group, 0 to 1: set some, and the others make room in proportion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from decision_model.errors import Problem
from decision_model.model.considerations import Consideration
from decision_model.model.formulas import Draws
from decision_model.model.record import Record

ROUNDING = 1e-9
"""How far shares may together be above 1 before it is a mistake and no rounding."""


def siblings(model: Record, name: str) -> tuple[Consideration, ...]:
    """The considerations that share a weight's group, itself among them."""
    groups: Iterable[tuple[Consideration, ...]] = (parent.considerations for parent in model.walk())
    return next(group for group in (model.considerations, *groups) if name in [parent.name for parent in group])


def points(model: Record, consideration: Consideration) -> Draws:
    """A consideration's weight as the file has it, in points; 1 where it has none."""
    return 1.0 if consideration.weight is None else consideration.weight.at(model.values)


def group_points(model: Record, name: str) -> float:
    """The points of a weight's group as it stands, which are a share of 1; where all are 0 a point each."""
    group = siblings(model, name)
    together = sum(float(np.mean(points(model, member))) for member in group)
    return together or float(len(group))


def shares(model: Record, group: Sequence[Consideration]) -> dict[str, Draws]:
    """The group's weights as shares by name, floats or (draws,); all alike where the points are all 0."""
    by_name = {member.name: np.asarray(points(model, member)) for member in group}
    whole = sum(by_name.values())
    alike, divisor = 1.0 / len(group), np.where(whole == 0, 1.0, whole)
    return {name: _plain(np.where(whole == 0, alike, points_held / divisor)) for name, points_held in by_name.items()}


def undivided(model: Record, weights: Mapping[str, float]) -> dict[str, float]:
    """Shares of the whole, which add up to 1, from shares of groups: of what none of the weights divides any further.

    Each group's weights are first made to add up to 1.
    """
    return dict(_divided(model.considerations, 1.0, weights)) if weights else {}


def _divided(group: Sequence[Consideration], whole: float, weights: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    together = sum(weights[member.name] for member in group) or 1.0
    for member in group:
        share = whole * weights[member.name] / together
        if any(child.name in weights for child in member.considerations):
            yield from _divided(member.considerations, share, weights)
        else:
            yield member.name, share


def points_of_shares(model: Record, changes: Mapping[str, Draws]) -> dict[str, Draws]:
    """Every weight, in points, of the groups in which shares are given; a NaN in a draw leaves a weight where it is.

    The points of a group come to the same sum as before, so that ranges stated in points still mean what they did.
    Where all are given and come to another sum than 1, they keep their ratios.
    """
    new_points: dict[str, Draws] = {}
    for name in changes:
        if name not in new_points:
            group = siblings(model, name)
            whole_points = sum(np.asarray(points(model, member)) for member in group)
            whole = np.where(whole_points == 0, float(len(group)), whole_points)
            new_shares = with_others_in_proportion(shares(model, group), changes)
            new_points |= {name: _plain(whole * share) for name, share in new_shares.items()}
    return new_points


def with_others_in_proportion(base: Mapping[str, Draws], changes: Mapping[str, Draws]) -> dict[str, Draws]:
    """All of a whole: those that are given, and the others scaled so that the sum stays.

    Where all the others are 0 they share alike what is left.
    """
    changed = {name: np.asarray(changes.get(name, np.nan)) for name in base}
    stays = {name: np.isnan(value) for name, value in changed.items()}
    whole = sum(np.asarray(value) for value in base.values())
    remainder = whole - sum(np.where(stays[name], 0.0, changed[name]) for name in base)
    # shares that fill the whole but for rounding leave nothing, rather than a tiny share of either sign
    remainder = np.where(np.abs(remainder) <= 1e-12 * np.abs(whole), 0.0, remainder)
    unmoved = sum(np.where(stays[name], base[name], 0.0) for name in base)
    count = sum(np.where(stays[name], 1.0, 0.0) for name in base)
    factor = np.where(count == len(base), 1.0, remainder / np.where(unmoved == 0, 1.0, unmoved))
    alike = np.where(unmoved == 0, remainder / np.maximum(count, 1), 0.0)
    others = {name: np.where((unmoved == 0) & (count < len(base)), alike, base[name] * factor) for name in base}
    return {name: _plain(np.where(stays[name], others[name], changed[name])) for name in base}


def problems(model: Record, changes: Mapping[str, Draws]) -> list[Problem]:
    """What is wrong with shares that are to be set: no shares here, below 0, or more than the whole together."""
    if not model.total_rule.weights_are_shares:
        message = f"with 'combine: {model.total_rule.name}' weights are no shares of a whole."
        return [
            Problem(
                ("weights",),
                message,
                "Give points instead, without the % sign." if model.total_rule.has_weights else "",
                code="weights-are-no-shares",
            )
        ]
    problems_found = []
    for name, value in changes.items():
        least = np.min(np.nan_to_num(value))
        if least < 0:
            message, remedy = f"the share {least:g} is negative.", "Shares lie between 0 and 1."
            problems_found.append(Problem(("weights", name), message, remedy, code="share-negative"))
    for group in dict.fromkeys(tuple(member.name for member in siblings(model, name)) for name in changes):
        stated = [name for name in group if name in changes]
        together = float(np.max(sum(np.nan_to_num(changes[name]) for name in stated)))
        if together > 1 + ROUNDING:
            verb = "together are" if len(stated) > 1 else "is"
            message = f"{' and '.join(stated)} {verb} to have {together:g} of the weight, more than the whole, 1."
            remedy = "Give smaller shares; where they are percent, divide them by 100."
            problems_found.append(Problem(("weights",), message, remedy, code="shares-above-whole"))
    return problems_found


def _plain(value: np.ndarray) -> Draws:
    return value if value.ndim else float(value)
