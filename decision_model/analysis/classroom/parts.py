"""Parts of a class side by side: its groups, its rounds, and what was chosen by gut beside what weights choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

FEWEST = 5
"""Persons of a group that is shown apart: of fewer, one might be told who wants what."""
OTHERS = "Other groups"


@dataclass(frozen=True)
class ClassGroup:
    """A group of persons: for how many each option is best (options,), evenly shared where several are level."""

    title: str
    persons: int
    firsts: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Moves:
    """Who went from where to where: `counts` (from, to) of persons, by the places of `titles`.

    Between two rounds those are the options that are best for a person; from gut to weights those of the first
    decision.
    """

    titles: tuple[str, ...]
    counts: np.ndarray

    @property
    def persons(self) -> int:
        """How many are counted."""
        return int(self.counts.sum())

    @property
    def stayed(self) -> int:
        """How many are where they were."""
        return int(np.trace(self.counts))

    @property
    def moved(self) -> int:
        """How many are elsewhere."""
        return self.persons - self.stayed

    @property
    def before(self) -> tuple[int, ...]:
        """How many were where at first."""
        return tuple(self.counts.sum(axis=1).tolist())

    @property
    def after(self) -> tuple[int, ...]:
        """How many are where now."""
        return tuple(self.counts.sum(axis=0).tolist())

    @property
    def largest(self) -> tuple[int, int, int] | None:
        """The move that most made: from, to, and how many; None where nobody moved."""
        away = self.counts - np.diag(np.diag(self.counts))
        start, end = divmod(int(np.argmax(away)), len(away))
        return (start, end, int(away[start, end])) if away.any() else None


def groups(names: Sequence[str], best: np.ndarray) -> tuple[ClassGroup, ...]:
    """The groups of persons by name, the largest first; none where fewer than two can be shown.

    Those of fewer than FEWEST are put together, with the next smallest until they are enough: what is left when the
    others are taken from the whole must not tell of so few either.
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    ordered = sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    shown = [(name, members) for name, members in ordered if name and len(members) >= FEWEST]
    small = [place for name, members in ordered if not name or len(members) < FEWEST for place in members]
    while small and len(small) < FEWEST and shown:
        small += shown.pop()[1]
    if small and shown:
        shown.append((OTHERS, small))
    firsts = best / best.sum(axis=0)
    counts = [np.cumsum(firsts[:, members], axis=1)[:, -1].round(9).tolist() for _, members in shown]
    parts = [ClassGroup(name, len(members), tuple(own)) for (name, members), own in zip(shown, counts, strict=True)]
    return tuple(parts) if len(parts) > 1 else ()


def moves(titles: Sequence[str], before: Sequence[int], after: np.ndarray) -> Moves:
    """Moves from places (persons,) to the best of `after` (places, persons): nobody moves who could stay.

    Where several are level for somebody who does move, the first counts.
    """
    counts = np.zeros((len(titles), len(titles)), dtype=int)
    for person, start in enumerate(before):
        end = start if after[start, person] else int(np.argmax(after[:, person]))
        counts[start, end] += 1
    return Moves(tuple(titles), counts)


def matched(before: Sequence[str], after: Sequence[str]) -> Mapping[int, int]:
    """The places in the second round by those in the first of all who took part in both, told by their keys."""
    places = {key: place for place, key in enumerate(after) if key}
    return {place: places[key] for place, key in enumerate(before) if key and key in places}
