"""Where a class disagrees: how far the weights spread, which of them separates the camps, and who is in the middle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from decision_model.analysis.classroom.ballots import SURE


@dataclass(frozen=True)
class Spread:
    """The shares that persons give one consideration: their median, the file's own, and how far two persons differ.

    `difference` is the mean difference of the shares of two different persons (Gini's mean difference).
    """

    name: str
    title: str
    shares: tuple[float, ...]
    median: float
    own: float
    difference: float


@dataclass(frozen=True)
class Separation:
    """The weight that tells the two largest camps apart best, and how well.

    `threshold` lies between two shares that were given. Of those who give at least so much, `above` (of each camp), and
    of the others `below` (of each camp). `camps` are the places of the two options, the first that of those above.
    """

    name: str
    title: str
    threshold: float
    camps: tuple[int, int]
    above: tuple[int, int]
    below: tuple[int, int]

    @property
    def errors(self) -> int:
        """How many stand on the side of the other camp."""
        return self.above[1] + self.below[0]

    @property
    def persons(self) -> int:
        """How many there are in the two camps."""
        return sum(self.above) + sum(self.below)


def mean_difference(shares: np.ndarray) -> float:
    """The mean difference of two different entries; 0 of a single one."""
    count = len(shares)
    if count < 2:
        return 0.0
    places = 2.0 * np.arange(count) - count + 1
    return 2 * float(np.cumsum(np.sort(shares) * places)[-1]) / (count * (count - 1))


def middle(shares: np.ndarray) -> int:
    """The place of the person whose shares (names, persons) differ least from everybody's, in all: the medoid.

    Differences are summed over the names. Of several persons the one with the smallest shares, name by name.
    """
    far = np.zeros(shares.shape[1])
    for row in shares:
        order = np.argsort(row, kind="stable")
        ordered, rank = row[order], np.arange(1, len(row) + 1)
        before = np.cumsum(ordered)
        far[order] += (2 * rank - len(row)) * ordered + before[-1] - 2 * before
    level = np.flatnonzero(far.round(SURE - 3) == far.round(SURE - 3).min())
    return int(min(level.tolist(), key=lambda place: tuple(shares[:, place].tolist())))


def separation(names: Sequence[str], titles: Sequence[str], shares: np.ndarray, camps: np.ndarray) -> Separation | None:
    """The weight whose threshold separates the two largest camps with the fewest errors.

    `shares` (names, persons); `camps` (persons,) holds the place of each person's option, below 0 for those of no camp.
    Of several thresholds with as few errors the one in the widest gap; of several weights the first. None where there
    are not two camps, and where no threshold does better than putting everybody into the larger camp.
    """
    counts = np.bincount(camps[camps >= 0], minlength=1)
    order = np.argsort(-counts, kind="stable")[:2].tolist()
    if len(order) < 2 or not counts[order[1]]:
        return None
    found = [
        (errors, -gap, place, threshold, flipped)
        for place, row in enumerate(shares)
        for errors, gap, threshold, flipped in _cuts(row[camps == order[0]], row[camps == order[1]])
    ]
    errors, _, place, threshold, flipped = min(found, default=(len(camps), 0.0, 0, 0.0, False))
    if errors >= counts[order[1]]:
        return None
    first, second = reversed(order) if flipped else order
    sides = [
        [int(np.sum((camps == camp) & ((shares[place] >= threshold) == side))) for side in (True, False)]
        for camp in (first, second)
    ]
    above, below = (sides[0][0], sides[1][0]), (sides[0][1], sides[1][1])
    return Separation(names[place], titles[place], threshold, (first, second), above, below)


def _cuts(larger: np.ndarray, smaller: np.ndarray) -> Iterator[tuple[int, float, float, bool]]:
    """Every threshold between two shares: errors, width of the gap, the threshold, and whether the larger is below."""
    values = np.unique(np.concatenate([larger, smaller]))
    for low, high in zip(values[:-1].tolist(), values[1:].tolist(), strict=True):
        below, above = int(np.sum(larger <= low)), int(np.sum(smaller >= high))
        errors = below + above
        flipped = len(larger) + len(smaller) - errors
        yield min(errors, flipped), round(high - low, SURE), _between(low, high), flipped < errors


def _between(low: float, high: float) -> float:
    """The share above `low`, and `high` at most, that is written with the fewest digits in percent."""
    for digits in range(SURE - 2):
        step = 10.0**-digits / 100
        middle = (low + high) / 2
        for share in (floor(middle / step + 0.5) * step, ceil(low / step) * step, floor(high / step) * step):
            if low + 0.1**SURE < share <= high:
                return round(share, SURE)
    return high
