"""Where the best of several curves changes along one number, narrowed down to floating point in batches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

LEVEL = 64 * float(np.finfo(float).eps)
"""Curves closer than this (relative to their size, at least 1) are level; the first of them leads."""

PARTS = 16
"""Into how many parts an interval with a change in it is cut in one batch."""

CLOSE = 1e-9
"""Changes closer together than this part of the whole range are one."""

Curves = Callable[[np.ndarray], np.ndarray]
"""Points (n,) to values (curves, n); higher is better."""


@dataclass(frozen=True)
class Switch:
    """The lead passes from one curve to another (by position) at a point."""

    at: float
    before: int
    after: int


def switches(curves: Curves, points: np.ndarray, level: float = LEVEL) -> tuple[Switch, ...]:
    """Every point at which another curve takes the lead between the first and the last of some rising points.

    The points are a first look: a curve that leads only between two neighbours, both led by one other, is missed.
    What is found is exact to floating point. `level` is the relative difference within which curves are level: what
    rounding may make of equal ones.
    """
    low, high, close = points[:-1], points[1:], CLOSE * float(points[-1] - points[0])
    lead = leaders(curves(points), level)
    before, after = lead[:-1], lead[1:]
    while True:
        changed = before != after
        low, high, before, after = low[changed], high[changed], before[changed], after[changed]
        grid = np.linspace(low, high, PARTS + 1, axis=1)
        if not len(low) or (np.diff(grid, axis=1) <= 0).any() or _narrow(low, high):
            break
        lead = leaders(curves(grid.ravel()), level).reshape(grid.shape)
        starts, ends = _one_each(lead, after, high - low <= close)
        low, high = grid[:, :-1].ravel(), grid[:, 1:].ravel()
        before, after = starts.ravel(), ends.ravel()
    changes = [Switch(float(x), int(b), int(a)) for x, b, a in zip((low + high) / 2, before, after, strict=True)]
    return _joined(changes, close)


def _one_each(lead: np.ndarray, last: np.ndarray, close: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Who leads before and after each part, from `lead` (n, parts + 1) at its ends; one change in what is `close` (n,).

    Where rounding decides, the lead changes at every look, and ever more parts would be looked at. All these changes
    are at one place: the first is kept, and it leads to the `last` (n,).
    """
    before, after = lead[:, :-1], lead[:, 1:]
    changed = before != after
    first = changed & (np.cumsum(changed, axis=1) == 1)
    return before, np.where(close[:, None], np.where(first, last[:, None], before), after)


def leaders(values: np.ndarray, level: float = LEVEL) -> np.ndarray:
    """(n,): the first curve level with the best at each point, from (curves, n)."""
    best = values.max(axis=0)
    return np.argmax(values >= best - level * np.maximum(1.0, np.abs(best)), axis=0)


def _narrow(low: np.ndarray, high: np.ndarray) -> bool:
    return bool((high - low <= 1e-15 * np.maximum(np.abs(low), np.abs(high))).all())


def _joined(changes: list[Switch], close: float) -> tuple[Switch, ...]:
    """Changes at one place, where rounding decides who leads, said as one; none where the lead comes back."""
    joined: list[Switch] = []
    for switch in changes:
        if joined and switch.at - joined[-1].at <= close:
            switch = Switch(joined[-1].at, joined.pop().before, switch.after)
        joined.append(switch)
    return tuple(switch for switch in joined if switch.before != switch.after)
