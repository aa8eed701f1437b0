"""A change of weights that makes two options level, told in so few digits that it can be typed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

import numpy as np

from decision_model.analysis.combinations import Combination
from decision_model.analysis.robustness.weight_space.plans import NEAR
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels
from decision_model.model.weight_shares import undivided
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import listed

LEVEL_POINTS = 0.005
"""Options that stated weights bring so close, in points of the total, are level as printed."""

ROUNDING = 1e-6
"""What is missing to a last digit by rounding alone."""

EXACT = 1e-13
"""How far a share may be from the decimals in which it is written."""

RECIPE_DIGITS = 10
"""Decimals of a percentage that make options level within the tolerance for ties."""


@dataclass(frozen=True)
class ComparedWeights:
    """The options compared, the vectors (plans, k) of each, the admissible weights, and which option is best now."""

    model: DecisionModel
    options: Sequence[Combination]
    pieces: Sequence[np.ndarray]
    allowed: WeightSet
    winner: int


def typed_share(share: float) -> str:
    """A share in percent, with the digits that make options level."""
    return f"{100 * share:.{RECIPE_DIGITS}f}".rstrip("0").rstrip(".")


def by_name(allowed: WeightSet, shares: np.ndarray) -> dict[str, float]:
    """Weights as shares of their groups, by name."""
    return {name: float(share) for name, share in allowed.within_groups(shares).items()}


def flip_sentence(comparison: ComparedWeights, rival: int, there: Mapping[str, float], leader: str | None) -> str:
    """Every weight that changes, the largest change first, and what leads then."""
    title, base = comparison.options[rival].title, by_name(comparison.allowed, comparison.allowed.base)
    changing = [name for name in base if abs(there[name] - base[name]) > NEAR]
    if not changing:
        return f"{quoted(title)} is level already"
    changing.sort(key=lambda name: -round(abs(there[name] - base[name]), 9))
    stated = _stated(comparison, rival, there, changing)
    labels = weight_labels(comparison.model)
    changes = [_change(labels[name], base[name], stated[name]) for name in changing]
    others = f", though {quoted(leader)} would then lead" if leader else ""
    return f"{quoted(title)} draws level once {listed(changes)}{others}"


def weight_labels(model: DecisionModel) -> dict[str, str]:
    """What each weight is called: inside a group with the group, of which it is a share."""
    labels = consideration_labels(model)
    named = {name: quoted(label) for name, label in labels.items()}
    pairs = ((parent, child) for parent in model.walk() for child in parent.considerations)
    for parent, child in pairs:
        group = labels[parent.name]
        if not labels[child.name].startswith(f"{group}: "):
            named[child.name] += f" in {quoted(group)}"
    return named


def _stated(
    comparison: ComparedWeights, rival: int, there: Mapping[str, float], changing: Sequence[str]
) -> Mapping[str, float]:
    """The weights that change, in as few digits as make winner and rival level, as printed, once they are typed in."""
    own, other = comparison.pieces[comparison.winner], comparison.pieces[rival]
    base = by_name(comparison.allowed, comparison.allowed.base)
    least = min(abs(there[name] - base[name]) for name in changing)
    for digits in range(3, RECIPE_DIGITS + 2):
        rounded = {**there, **_rounded(comparison.allowed, there, changing, digits)}
        whole = undivided(comparison.model, rounded)
        shares = np.array([whole[name] for name in comparison.allowed.names])
        gap = abs(float((own @ shares).max() - (other @ shares).max()))
        if gap < LEVEL_POINTS and least >= 2 * 10.0**-digits:
            return rounded
    return there


def _rounded(
    allowed: WeightSet, there: Mapping[str, float], changing: Sequence[str], digits: int
) -> Mapping[str, float]:
    """Weights in so many decimals that with those of their group that stay they do not come to more than the whole.

    What is missing goes to those that lost most by being cut off (the method of largest remainders).
    """
    rounded: dict[str, float] = {}
    for group in (allowed.groups or {"": allowed}).values():
        names = [name for name in group.names if name in changing]
        units = {name: there[name] * 10**digits for name in names}
        whole = {name: floor(unit + ROUNDING) for name, unit in units.items()}
        missing = floor(sum(units.values()) + ROUNDING) - sum(whole.values())
        lost = sorted(names, key=lambda name: round(whole[name] - units[name], 6))
        rounded |= {name: (whole[name] + (name in lost[:missing])) / 10**digits for name in names}
    return rounded


def _change(label: str, before: float, after: float) -> str:
    """How a weight changes; what it was is written with as many digits as what it becomes."""
    way = "rises" if after > before else "falls"
    digits = next((d for d in range(1, 12) if abs(round(after, d + 2) - after) < EXACT), 12)
    return f"the weight of {label} {way} from {percent(before, max(digits, 1))} to {percent(after, digits)}"
