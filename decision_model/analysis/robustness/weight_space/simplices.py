"""A polytope cut into simplices without a free choice, and their volumes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

MOST = 20_000
"""Simplices above which a set is not cut."""

Simplex = tuple[int, ...]


def pulled(whole: int, sides: Sequence[int]) -> list[Simplex] | None:
    """A polytope as simplices, each the numbers of its vertices; None where they are more than `MOST`.

    The polytope and its sides are given as bits, one for each vertex that lies on them. The first vertex is joined to
    every facet that misses it, the facets cut in the same way (pulling; Cohen & Hickey 1979), which looks only at which
    vertex lies on which side.
    """
    return _pulled(whole, sides, {})


def _pulled(face: int, sides: Sequence[int], known: dict[int, list[Simplex] | None]) -> list[Simplex] | None:
    """The simplices of a face; `known` keeps those of faces that have come up."""
    if face not in known:
        known[face] = _joined(face, sides, known)
    return known[face]


def _joined(face: int, sides: Sequence[int], known: dict[int, list[Simplex] | None]) -> list[Simplex] | None:
    first = face & -face
    apex = first.bit_length() - 1
    if face == first:
        return [(apex,)]
    simplices: list[Simplex] = []
    for facet in facets(face, sides):
        if not facet & first:
            pieces = _pulled(facet, sides, known)
            if pieces is None or len(simplices) + len(pieces) > MOST:
                return None
            simplices += [(apex, *piece) for piece in pieces]
    return simplices


def facets(face: int, sides: Sequence[int]) -> list[int]:
    """The largest faces of a face, as bits: what sides have in common with it, unless that lies within another's."""
    cuts = {face & side for side in sides} - {0, face}
    largest: list[int] = []
    for cut in sorted(cuts, key=lambda bits: (-bits.bit_count(), bits)):
        if all(cut & larger != cut for larger in largest):
            largest.append(cut)
    return largest


def volumes(corners: np.ndarray) -> np.ndarray:
    """(simplices,): volumes, up to one factor, of simplices (simplices, d + 1, d), by elimination.

    Determinants element by element, so that every processor rounds alike.
    """
    left = corners[:, 1:] - corners[:, :1]
    sizes = np.ones(len(left))
    rows = np.arange(len(left))
    for column in range(left.shape[1]):
        chosen = column + np.abs(left[:, column:, column]).argmax(axis=1)
        pivot = left[rows, chosen].copy()
        left[rows, chosen] = left[:, column]
        sizes = sizes * np.abs(pivot[:, column])
        factors = left[:, column + 1 :, column] / np.where(pivot[:, column] == 0, 1.0, pivot[:, column])[:, None]
        left[:, column + 1 :] = left[:, column + 1 :] - factors[:, :, None] * pivot[:, None, :]
    return sizes
