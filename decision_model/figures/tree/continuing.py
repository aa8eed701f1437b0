"""Where a tree that is cut goes on in further pictures, each from the last node that what is missing has in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision_model.figures.tree.cutting import Twig

MOST = 6
"""Pictures that one tree is drawn in at most."""


@dataclass(frozen=True)
class Continuation:
    """A further picture: the states on the way to its first node, and the twigs of this one that it goes on from."""

    start: Mapping[str, str]
    twigs: Sequence[Twig]


def continuations(root: Twig) -> list[Continuation]:
    """One picture for everything that the plan comes to and that is not drawn, or one for each branch of the root."""
    missing = {id(twig) for twig in root.walk() if twig.hidden and twig.best}
    if not missing:
        return []
    node, way = _common(root, {}, missing)
    starts = [(node, way)] if node is not root else [_common(*step, missing) for step in _steps(root, {}, missing)]
    return [Continuation(way, [twig for twig in node.walk() if id(twig) in missing]) for node, way in starts]


def _common(twig: Twig, way: Mapping[str, str], missing: set[int]) -> tuple[Twig, Mapping[str, str]]:
    """The last twig that all the missing ones come after, or are, and the way there."""
    while id(twig) not in missing and len(steps := _steps(twig, way, missing)) == 1:
        twig, way = steps[0]
    return twig, way


def _steps(twig: Twig, way: Mapping[str, str], missing: set[int]) -> list[tuple[Twig, Mapping[str, str]]]:
    """The branches after which something is missing, each with the way to it; one that stands for several is open."""
    assert twig.node.step is not None
    name = twig.node.step.name
    after = [below for below in twig.twigs if any(id(deeper) in missing for deeper in below.walk())]
    states = [below.branch.state.name if below.branch else "" for below in after]
    return [(below, {**way, name: state} if state else way) for below, state in zip(after, states, strict=True)]
