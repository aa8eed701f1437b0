"""What sets of considerations are worth together, and the importance and interactions that follow (Grabisch 1997)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import fsum

Capacity = Mapping[frozenset[str], float]
"""What each set of considerations is worth, 0 to 1, where these are at their best and all others at their worst."""

DIGITS = 12
"""Digits after the point to which interactions are rounded, so that what is nothing is 0."""


def proper_sets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every set of some names but not all, small ones first."""
    for size in range(1, len(names)):
        yield from combinations(names, size)


def falls(capacity: Capacity, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The sets of some names that are worth less than a set within them."""
    for some in proper_sets(names):
        within = (frozenset(part) for part in combinations(some, len(some) - 1))
        if any(capacity.get(part, 0.0) > capacity.get(frozenset(some), 1.0) for part in within):
            yield some


def indices(capacity: Capacity, names: Sequence[str]) -> dict[tuple[str, ...], float]:
    """The interaction index of each set, of one its importance (Shapley 1953); sets that do not interact are left out.

    The sum over all sets around it of what each is worth beyond its parts (Moebius), over one more than it has besides.
    """
    worth = {frozenset[str](): 0.0, **capacity, frozenset(names): 1.0}
    beyond = {whole: _beyond(worth, whole) for whole in worth}
    found = {}
    for size in range(1, len(names) + 1):
        for some in combinations(names, size):
            parts = (beyond[whole] / (len(whole) - size + 1) for whole in worth if whole.issuperset(some))
            found[some] = fsum(parts) if size == 1 else round(fsum(parts), DIGITS)
    return {some: index for some, index in found.items() if index or len(some) == 1}


def _beyond(worth: Capacity, whole: frozenset[str]) -> float:
    signed = ((-1) ** (len(whole) - len(part)) * worth[part] for part in _parts(whole))
    return fsum(signed)


def _parts(whole: Iterable[str]) -> Iterator[frozenset[str]]:
    names = sorted(whole)
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))
