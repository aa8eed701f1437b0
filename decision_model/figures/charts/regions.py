"""The regions of a map as polygons, exact or traced through its grid, and the lines between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from decision_model.analysis.robustness.sensitivity.polygons import Polygon, halves, planes_through
from decision_model.analysis.robustness.two_way import TwoWay

Point = tuple[float, float]
Edge = tuple[Point, Point]
LEVEL = 1e-7
"""How near two totals, relative to their size, count as level on a line between regions."""
SHARED = -1
"""Stands for the region of a cell that is not of one region: among its corners' as here, where there is none."""
SIDE = 1e-9
"""How near a side of the map, as a share of its length, an edge counts as lying on it."""


def pieces(plan_map: TwoWay) -> list[list[Polygon]]:
    """For each region the polygons that fill it."""
    if plan_map.exact:
        return [list(region.outlines) for region in plan_map.regions]
    filled: list[list[Polygon]] = [[] for _ in plan_map.regions]
    for row, winners in enumerate(_sole(plan_map).tolist()):
        start = 0
        for column, (winner, following) in enumerate(zip(winners, [*winners[1:], SHARED], strict=True)):
            if winner == SHARED:
                for region, piece in _split(plan_map, row, column):
                    filled[region].append(piece)
                start = column + 1
            elif following != winner:
                filled[winner].append(_block(plan_map, row, start, column + 1))
                start = column + 1
    return filled


def borders(plan_map: TwoWay) -> list[Edge]:
    """The lines between regions."""
    if plan_map.exact:
        return _shared(plan_map)
    edges: list[Edge] = []
    for row, column in np.argwhere(_sole(plan_map) == SHARED).tolist():
        edges += [edge for planes, piece in _triangles(plan_map, row, column) for edge in _level_edges(planes, piece)]
    return edges


def _shared(plan_map: TwoWay) -> list[Edge]:
    """Edges of outlines that lie inside the map and do not run within one region."""
    axes = enumerate((plan_map.across, plan_map.up))
    bounds = [(i, end, SIDE * (axis.high - axis.low)) for i, axis in axes for end in (axis.low, axis.high)]
    edges = []
    for region in plan_map.regions:
        for outline in region.outlines:
            for edge in zip(outline, (*outline[1:], outline[0]), strict=True):
                at_side = any(all(abs(corner[i] - end) <= near for corner in edge) for i, end, near in bounds)
                if not at_side and edge[0] != edge[1]:
                    edges.append(edge)
    return edges


def _corners(row: int, column: int) -> list[tuple[int, int]]:
    return [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]


def _sole(plan_map: TwoWay) -> np.ndarray:
    """(rows, columns) of cells: the region in which all corners of a cell lie, SHARED where there is none."""
    first, *others = (plan_map.winner[r : r - 1 or None, c : c - 1 or None] for r in (0, 1) for c in (0, 1))
    return np.where(np.all([other == first for other in others], axis=0), first, SHARED)


def _block(plan_map: TwoWay, row: int, start: int, stop: int) -> Polygon:
    left, right = float(plan_map.xs[start]), float(plan_map.xs[stop])
    bottom, top = float(plan_map.ys[row]), float(plan_map.ys[row + 1])
    return ((left, bottom), (right, bottom), (right, top), (left, top))


def _split(plan_map: TwoWay, row: int, column: int) -> Iterator[tuple[int, Polygon]]:
    """A cell that several regions share, cut as if totals were planes over each of its halves."""
    for planes, triangle in _triangles(plan_map, row, column):
        for region, plane in enumerate(planes):
            piece = halves(triangle, (plane - planes).tolist())
            if len(piece) > 2:
                yield region, piece


def _triangles(plan_map: TwoWay, row: int, column: int) -> Iterator[tuple[np.ndarray, Polygon]]:
    """The halves of a cell with the plane of each region's totals, (regions, 3), where they are known."""
    a, b, c, d = _corners(row, column)
    for corners in ((a, b, c), (a, c, d)):
        totals = np.array([plan_map.totals[(slice(None), *corner)] for corner in corners])
        if np.isfinite(totals).all():
            triangle = tuple((float(plan_map.xs[c]), float(plan_map.ys[r])) for r, c in corners)
            x, y = np.array(triangle).T
            yield plan_map.sign * planes_through(x, y, totals.T), triangle


def _level_edges(planes: np.ndarray, triangle: Polygon) -> Iterator[Edge]:
    for first, plane in enumerate(planes):
        piece = halves(triangle, (plane - planes).tolist())
        edges = [edge for edge in zip(piece, (*piece[1:], *piece[:1]), strict=True) if edge[0] != edge[1]]
        for gap in plane - planes[first + 1 :] if edges else ():
            yield from (edge for edge in edges if _is_level(gap, edge))


def _is_level(gap: np.ndarray, points: Sequence[Point]) -> bool:
    size = max(1e-300, abs(gap[0]) + abs(gap[1]))
    return all(abs(gap[0] * x + gap[1] * y + gap[2]) <= LEVEL * size * max(1.0, abs(x), abs(y)) for x, y in points)
