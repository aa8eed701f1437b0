"""A convex set of weights: shares that add up to 1 and satisfy linear statements, in one group or down a value tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from decision_model.analysis.robustness.weight_space.envelope import Envelope
from decision_model.analysis.robustness.weight_space.exact_vertices import HalfSpace, Vertices, vertices
from decision_model.analysis.robustness.weight_space.null_space import null_space, orthonormal
from decision_model.analysis.robustness.weight_space.polytope import Polytope
from decision_model.analysis.robustness.weight_space.simplices import facets, pulled
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel

SLACK = 1e-9
"""How far a weighting may stray from a statement and still satisfy it."""

ROOM = 1e-7
"""Statements that leave no more room than this fix what they speak of."""

CORNERS = 7
"""Dimensions (considerations less 1) up to which regions of the set are measured."""

PLACES = 12
"""Decimals of shares that are sure; what is beyond them is rounding."""


@dataclass(frozen=True, eq=False)
class WeightStatement:
    """Something said of the weights, as a side that bounds them. A text may stand for several."""

    text: str
    side: HalfSpace


@dataclass(frozen=True, eq=False)
class WeightSet:
    """Shares w >= 0 of some considerations, adding up to 1, with normals @ w <= bounds (m, k), (m,).

    These are the top-level considerations; or, where weights inside groups move, what the whole is divided into, by
    shares of the whole, and `groups` are the sets of each group by its name, the top level's ('') first.

    `vertices` are its extreme points as fractions, None where there are too many. Inside it runs in coordinates of its
    own: w = origin + basis @ x, where `origin` (k,) lies inside (the mean of the vertices, or else the analytic centre)
    and `basis` (k, d) is orthonormal, so that distances and volumes are those of the weights. Statements that leave no
    room (such as ties) lower d; `directions` (d, k) are the exchanges that they leave, in whole shares.
    """

    names: tuple[str, ...]
    base: np.ndarray
    statements: tuple[WeightStatement, ...]
    normals: np.ndarray
    bounds: np.ndarray
    vertices: Vertices | None
    origin: np.ndarray
    basis: np.ndarray
    free: tuple[int, ...]
    directions: np.ndarray
    groups: Mapping[str, WeightSet] = field(default_factory=dict)

    @property
    def dimension(self) -> int:
        return self.basis.shape[1]

    @property
    def small(self) -> bool:
        """Whether its corners, and so exact answers, are within reach."""
        return self.vertices is not None and self.dimension <= CORNERS

    @property
    def measurable(self) -> bool:
        """Whether a share of the set is a share of its volume: weights are uniform within each group by itself."""
        return self.small and not self.groups

    @cached_property
    def polytope(self) -> Polytope:
        """The set in its own coordinates; where its vertices are known only the sides that bound it."""
        return _inside(self.normals, self.bounds, self.origin, self.basis, self._bounding)

    @property
    def _bounding(self) -> Sequence[int]:
        """Numbers of the sides that bound the set, one for each facet."""
        if self.vertices is None:
            return range(len(self.bounds))
        return sorted(self.vertices.sides.index(facet) for facet in facets(self.vertices.all, self.vertices.sides))

    @cached_property
    def corners(self) -> np.ndarray:
        """(corners, k): the extreme weightings in lexicographic order; only where they are known."""
        assert self.vertices is not None
        return np.array([[float(share) for share in point] for point in self.vertices.points])

    @cached_property
    def simplices(self) -> np.ndarray | None:
        """(simplices, d + 1): numbers of the corners of simplices that fill the set; None where there are too many."""
        corners = None if self.vertices is None else pulled(self.vertices.all, self.vertices.sides)
        return None if corners is None else np.array(corners)

    def shares(self, points: np.ndarray) -> np.ndarray:
        """Weights (..., k) of points (..., d) in the set's own coordinates."""
        return rounded(self.origin + points @ self.basis.T)

    def contains(self, shares: np.ndarray) -> np.ndarray:
        """Whether weightings (..., k) that add up to 1 are admissible."""
        return np.all(shares @ self.normals.T <= self.bounds + SLACK, axis=-1)

    def envelope(self, vectors: np.ndarray) -> Envelope:
        """Which of several distinct totals vectors @ w, (n, k), is the highest where."""
        return Envelope(self.polytope, vectors @ self.origin, vectors @ self.basis)

    def held(self, model: DecisionModel, count: int) -> np.ndarray:
        """(k, count): the weights that a model of `count` draws has."""
        whole = {top.name: sum(model.weights[leaf.name] for leaf in top.leaves()) for top in model.walk()}
        return np.stack([np.broadcast_to(whole[name], count) for name in self.names])

    @property
    def moving(self) -> tuple[str, ...]:
        """The names of all considerations whose weights, as shares of their groups, the set speaks of."""
        return tuple(name for group in self.groups.values() for name in group.names) or self.names

    def within_groups(self, shares: np.ndarray) -> dict[str, np.ndarray]:
        """Weights (k,) or (k, draws) by name, each as its share of its group: what `varied(shares=...)` takes.

        In a group that weighs nothing they are as in the file.
        """
        if not self.groups:
            return dict(zip(self.names, shares, strict=True))
        whole = self._summed(shares)
        found: dict[str, np.ndarray] = {}
        for parent, group in self.groups.items():
            weight = whole[parent]
            for name, base in zip(group.names, group.base, strict=True):
                found[name] = np.where(weight > 0, whole[name] / np.where(weight > 0, weight, 1.0), base)
        return found

    def _summed(self, shares: np.ndarray) -> dict[str, Any]:
        """By name, the part of the whole that each consideration of each group has; the whole itself by ''."""
        whole: dict[str, Any] = dict(zip(self.names, shares, strict=True))
        for parent, group in reversed(list(self.groups.items())):
            whole[parent] = sum(whole[name] for name in group.names)
        return whole

    def apply(self, model: DecisionModel, shares: np.ndarray) -> DecisionModel:
        """The model under weights (k,) or (k, draws)."""
        return model.varied(shares=self.within_groups(np.maximum(shares, 0.0)))


def rounded(shares: np.ndarray) -> np.ndarray:
    """Shares without what rounding has added to them."""
    return np.asarray(shares.round(PLACES) + 0.0)


def nested(groups: Mapping[str, WeightSet]) -> WeightSet:
    """The set of all weights down a value tree, from that of each group whose weights move, the top level ('') first.

    A statement on shares w of a group, n @ w <= b, is one on shares of the whole: n @ w - b * (sum of w) <= 0.
    """
    if len(groups) == 1:
        return groups[""]
    members = _parts(groups)
    names = members[""]
    base = {"": 1.0}
    for parent, group in groups.items():
        base |= {name: base[parent] * share for name, share in zip(group.names, group.base.tolist(), strict=True)}
    statements = [
        WeightStatement(statement.text, _of_the_whole(statement.side, parent, group.names, members))
        for parent, group in groups.items()
        for statement in group.statements
    ]
    return weight_set(names, np.array([base[name] for name in names]), statements, groups)


def _parts(groups: Mapping[str, WeightSet]) -> dict[str, tuple[str, ...]]:
    """By the name of each consideration, the undivided ones that it consists of."""
    found: dict[str, tuple[str, ...]] = {}
    for parent, group in reversed(list(groups.items())):
        for name in group.names:
            found.setdefault(name, (name,))
        found[parent] = tuple(part for name in group.names for part in found[name])
    return found


def _of_the_whole(
    side: HalfSpace, parent: str, names: Sequence[str], members: Mapping[str, tuple[str, ...]]
) -> HalfSpace:
    """What is said of shares of a group, said of shares of the whole."""
    less = side.bound if parent else Fraction(0)
    factors = {part: factor - less for name, factor in zip(names, side.normal, strict=True) for part in members[name]}
    return HalfSpace(tuple(factors.get(part, 0) for part in members[""]), side.bound - less)


def weight_set(
    names: tuple[str, ...],
    base: np.ndarray,
    statements: Sequence[WeightStatement],
    groups: Mapping[str, WeightSet] | None = None,
) -> WeightSet:
    """The set that the statements leave; raises ModelError naming those that contradict one another."""
    count = len(names)
    normals, bounds = _sides(statements, count)
    known = vertices(count, tuple(statement.side for statement in statements))
    if known is not None and not known.points:
        raise ModelError([_contradiction(statements, count)])
    tight = _tight(normals, bounds) if known is None else [side == known.all for side in known.sides]
    if tight is None:
        raise ModelError([_contradiction(statements, count)])
    unit = np.eye(count, dtype=int).tolist()
    fixed = [
        row
        for row, held in zip([*unit, *(statement.side.normal for statement in statements)], tight, strict=True)
        if held
    ]
    free, directions = null_space([[1] * count, *fixed])
    basis = orthonormal(directions, count)
    origin = _centre(normals, bounds, basis) if known is None else _mean(known)
    whole = np.array(directions, dtype=float).reshape(len(free), count)
    return WeightSet(names, base, tuple(statements), normals, bounds, known, origin, basis, free, whole, groups or {})


def _sides(statements: Sequence[WeightStatement], count: int) -> tuple[np.ndarray, np.ndarray]:
    """Normals (m, k) and bounds (m,): shares >= 0, then the statements."""
    normals = np.vstack([-np.eye(count), *(np.array(statement.side.normal, dtype=float) for statement in statements)])
    return normals, np.r_[np.zeros(count), [float(statement.side.bound) for statement in statements]]


def _inside(
    normals: np.ndarray, bounds: np.ndarray, origin: np.ndarray, basis: np.ndarray, sides: Sequence[int]
) -> Polytope:
    """The set in coordinates of its own, about its origin."""
    ways, room = (normals @ basis)[sides], (bounds - normals @ origin)[sides]
    left = np.linalg.norm(ways, axis=1) > SLACK
    return Polytope(ways[left], room[left], np.zeros(basis.shape[1]))


def _mean(known: Vertices) -> np.ndarray:
    return np.array([float(sum(shares) / len(known.points)) for shares in zip(*known.points, strict=True)])


def _centre(normals: np.ndarray, bounds: np.ndarray, basis: np.ndarray) -> np.ndarray:
    """The analytic centre: of all points in the set the one whose distances to its sides have the largest product."""
    start = _middle(normals, bounds)
    assert start is not None
    centre = _inside(normals, bounds, start, basis, range(len(bounds))).analytic_centre(1e-12)
    return rounded(start + basis @ centre)


def _tight(normals: np.ndarray, bounds: np.ndarray) -> list[bool] | None:
    """Which sides leave no room, by the most room that any weighting leaves to each; None when none satisfies all."""
    widest = _furthest(normals, bounds, np.ones(len(bounds)))
    if widest is None:
        return None
    if (bounds - normals @ widest).min() > ROOM:
        return [False] * len(bounds)
    roomiest = [_furthest(normals, bounds, row) for row in np.eye(len(bounds))]
    return [point is None or bool(bounds[side] - normals[side] @ point < ROOM) for side, point in enumerate(roomiest)]


def _middle(normals: np.ndarray, bounds: np.ndarray) -> np.ndarray | None:
    """A weighting inside the set, away from every side that leaves room."""
    widest = _furthest(normals, bounds, np.ones(len(bounds)))
    if widest is None or (bounds - normals @ widest).min() > ROOM:
        return widest
    roomiest = [_furthest(normals, bounds, row) for row in np.eye(len(bounds))]
    return np.asarray(np.mean([point for point in roomiest if point is not None], axis=0))


def _furthest(normals: np.ndarray, bounds: np.ndarray, sides: np.ndarray) -> np.ndarray | None:
    """The weighting that keeps furthest from the marked sides; None when no weighting satisfies all."""
    from scipy.optimize import linprog

    count = normals.shape[1]
    solved = linprog(
        np.r_[np.zeros(count), -1.0],
        A_ub=np.c_[normals, sides],
        b_ub=bounds,
        A_eq=np.r_[np.ones(count), 0.0][None],
        b_eq=[1.0],
        bounds=[(None, None)] * count + [(0, 1)],
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    return solved.x[:count] if solved.status == 0 else None


def _contradiction(statements: Sequence[WeightStatement], count: int) -> Problem:
    """Leave out one statement after another that is not needed for the contradiction; say the rest."""
    texts = list(dict.fromkeys(statement.text for statement in statements))
    for text in list(texts):
        if _is_empty(
            [statement for statement in statements if statement.text in texts and statement.text != text], count
        ):
            texts.remove(text)
    needed = "; ".join(texts)
    return Problem(("weights",), f"no weights fit all of this: {needed}.", "Widen a range or drop a statement.")


def _is_empty(statements: Sequence[WeightStatement], count: int) -> bool:
    known = vertices(count, tuple(statement.side for statement in statements))
    if known is not None:
        return not known.points
    normals, bounds = _sides(statements, count)
    return _furthest(normals, bounds, np.ones(len(bounds))) is None
