"""Trees stacked by the room that they need, parents midway between their children."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

Lanes = dict[int, tuple[float, float]]
"""What a node takes above (negative) and below its own line, in each lane that it takes part in."""


def stacked(lanes: Sequence[Lanes], children: Sequence[Sequence[int]], gap: float) -> tuple[list[float], float]:
    """Every node's y so that nothing in a lane overlaps, and the height of the whole; the root is the first node.

    `lanes` and `children` are given by node, each after its parent. Subtrees are placed as near to each other as their
    outlines allow, after Reingold and Tilford (1981), with outlines in lanes across the page and nodes as tall as their
    labels.
    """
    ys = [0.0] * len(lanes)
    outlines: list[Lanes] = [{} for _ in lanes]
    for node in range(len(lanes) - 1, -1, -1):
        outlines[node] = _placed(children[node], outlines, ys, gap)
        _widened(outlines[node], lanes[node])
        for child in children[node]:
            outlines[child] = {}
    top = min((above for above, _ in outlines[0].values()), default=0.0)
    bottom = max((below for _, below in outlines[0].values()), default=0.0)
    ys[0] = -top
    for node, below in enumerate(children):
        for child in below:
            ys[child] += ys[node]
    return ys, bottom - top


def _placed(children: Sequence[int], outlines: Sequence[Lanes], ys: list[float], gap: float) -> Lanes:
    """The outline of subtrees set below one another; their roots' y from the middle of the first and last."""
    whole: Lanes = {}
    for child in children:
        outline = outlines[child]
        distance = max((whole[lane][1] - outline[lane][0] for lane in outline if lane in whole), default=-inf)
        ys[child] = y = distance + gap if distance > -inf else 0.0
        _widened(whole, {lane: (above + y, below + y) for lane, (above, below) in outline.items()})
    if not children:
        return whole
    middle = (ys[children[0]] + ys[children[-1]]) / 2
    for child in children:
        ys[child] -= middle
    return {lane: (above - middle, below - middle) for lane, (above, below) in whole.items()}


def _widened(outline: Lanes, lanes: Lanes) -> None:
    for lane, (above, below) in lanes.items():
        known = outline.get(lane)
        outline[lane] = (min(known[0], above), max(known[1], below)) if known else (above, below)
