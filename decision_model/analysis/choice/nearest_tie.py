"""The smallest change of one weight that makes two alternatives level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decision_model.analysis.result import NOISE


@dataclass(frozen=True)
class Tie:
    """The weight of one consideration (0 to 1), the others in proportion, at which two alternatives are level."""

    name: str
    weight: float
    now: float


def nearest_tie(weights: Mapping[str, float], first: Mapping[str, float], second: Mapping[str, float]) -> Tie | None:
    """The tie whose weight is nearest to the present one; None where no single weight brings one about.

    `first` and `second` are the contributions of each consideration to totals that are weighted sums. With T the
    difference of the totals, c = w v that of one consideration of weight w, and the others kept in proportion, it is
    T(w') = (1 - w') (T - c) / (1 - w) + w' v, linear in w'.
    """
    gaps = {name: first[name] - second[name] for name in weights}
    ties = [tie for name, now in weights.items() if (tie := _tie(sum(gaps.values()), gaps[name], name, float(now)))]
    return min(ties, key=lambda tie: abs(tie.weight - tie.now), default=None)


def _tie(gap: float, own: float, name: str, now: float) -> Tie | None:
    if not 0 < now < 1:
        return None
    others_gap, value = (gap - own) / (1 - now), own / now
    if (
        abs(others_gap - value) <= NOISE * max(abs(others_gap), abs(value))
        or not 0 <= (level := others_gap / (others_gap - value)) <= 1
    ):
        return None
    return Tie(name, level, now)
