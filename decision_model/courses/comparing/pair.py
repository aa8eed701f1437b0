"""What was handed in beside the solution, and how near is near enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision_model.courses.rubric import Rubric
from decision_model.courses.sides import ModelSide
from decision_model.errors import Place

ROUNDING = 1e-9
"""What is no difference."""


@dataclass(frozen=True)
class Credit:
    """The share of an item's points that is earned, 0 to 1, and why, as the rest of a sentence."""

    earned: float
    why: str


@dataclass(frozen=True)
class Pair:
    """The solution and what was handed in; `follows` is the solution worked out with the numbers handed in.

    `gaps` are the places at which something is still missing, `unread` those at which something is wrong, and
    `unordered` steps whose order is no matter.
    """

    right: ModelSide
    theirs: ModelSide
    follows: ModelSide
    rubric: Rubric
    gaps: frozenset[Place] = frozenset()
    unread: frozenset[Place] = frozenset()
    unordered: frozenset[str] = frozenset()

    def near(self, value: float | None, targets: Sequence[float | None], size: float) -> float:
        """1 for a value that is right, a part for one that is near, 0 otherwise; `size` is what is measured with."""
        if value is None:
            return 0.0
        gaps = [abs(value - target) for target in targets if target is not None]
        gap = min(gaps, default=float("inf"))
        if gap <= self.rubric.right * size + ROUNDING * max(1.0, size):
            return 1.0
        return self.rubric.near_earns if gap <= self.rubric.near * size else 0.0

    def is_open(self, place: Place) -> bool:
        """Whether there is still a gap in something that stands at a place, or beside it in its list."""
        return any(gap[: len(place)] == place or _is_beside(gap, place) for gap in self.gaps)

    def is_unread(self, place: Place) -> bool:
        """Whether something that stands at a place could not be read."""
        return any(wrong[: len(place)] == place for wrong in self.unread)

    def absent(self, place: Place, why: str) -> Credit:
        """The mark of what there is not: its gap is still open, or it is not there for another reason."""
        return Credit(0.0, "left open" if self.is_open(place) else why)

    def alike(self, value: float | None, targets: Sequence[float | None], width: float) -> bool:
        """Whether a value is right."""
        size = max((abs(target) for target in targets if target is not None), default=0.0) or width
        return self.near(value, targets, size) >= 1


def _is_beside(gap: Place, place: Place) -> bool:
    """Whether a gap is an entry of the list in which something stands."""
    *around, last = gap
    if not isinstance(last, int) or gap[0] != place[0]:
        return False
    if len(place) == 2:
        return len(around) == 1 or around[-1] == "considerations"
    return tuple(around) == place[:-1]
