"""A layered drawing of a graph with few crossings: layers by longest path, order by barycentres, heights by fitting.

After Sugiyama, Tagawa and Toda (1981), with two additions: edges of one origin share their way through the layers,
and heights come from least squares with the order kept (isotonic regression).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 24  # for the order
SETTLING = 100  # for the heights
STRAIGHT = (1.0, 2.0, 8.0)  # pull along a link between nodes, into a bend, between bends (Gansner et al. 1993)


@dataclass(frozen=True)
class Bend:
    """Where an edge, or several of one origin and look, passes through a layer."""

    origin: str
    look: str
    layer: int


Node = str | Bend
Link = tuple[Node, Node]


@dataclass(frozen=True)
class Layered:
    """Nodes and bends by layer, in order; `ways` gives each edge's bends."""

    layers: tuple[tuple[Node, ...], ...]
    ways: Mapping[tuple[str, str], tuple[Bend, ...]]
    links: frozenset[Link]

    @property
    def crossings(self) -> int:
        return crossings(self.layers, self.links)


def layered(layer: Mapping[str, int], edges: Mapping[tuple[str, str], str]) -> Layered:
    """Order the nodes of each layer so that edges, whose look is given, cross little."""
    rows: list[list[Node]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for node, at in layer.items():
        rows[at].append(node)
    ways: dict[tuple[str, str], tuple[Bend, ...]] = {}
    links: set[Link] = set()
    for (tail, head), look in edges.items():
        bends = [Bend(tail, look, at) for at in range(layer[tail] + 1, layer[head])]
        for bend in bends:
            if bend not in rows[bend.layer]:
                rows[bend.layer].append(bend)
        way: tuple[Node, ...] = (tail, *bends, head)
        ways[(tail, head)] = tuple(bends)
        links.update(pairwise(way))
    return Layered(_ordered(rows, frozenset(links)), ways, frozenset(links))


def _ordered(rows: list[list[Node]], links: frozenset[Link]) -> tuple[tuple[Node, ...], ...]:
    """Barycentre sweeps to and fro, each followed by exchanges of neighbours; the best order found."""
    before, after = _neighbours(links)
    best = [list(row) for row in rows]
    least = crossings(best, links)
    for sweep in range(SWEEPS):
        order = range(1, len(rows)) if sweep % 2 == 0 else range(len(rows) - 2, -1, -1)
        beside = before if sweep % 2 == 0 else after
        for at in order:
            _by_barycentre(rows, at, beside, -1 if sweep % 2 == 0 else 1)
        _exchange(rows, links)
        count = crossings(rows, links)
        if count < least:
            best, least = [list(row) for row in rows], count
    return tuple(tuple(row) for row in best)


def _neighbours(links: frozenset[Link]) -> tuple[dict[Node, list[Node]], dict[Node, list[Node]]]:
    before: dict[Node, list[Node]] = {}
    after: dict[Node, list[Node]] = {}
    for tail, head in sorted(links, key=repr):
        before.setdefault(head, []).append(tail)
        after.setdefault(tail, []).append(head)
    return before, after


def _by_barycentre(rows: list[list[Node]], at: int, beside: Mapping[Node, list[Node]], step: int) -> None:
    place = {node: index for index, node in enumerate(rows[at + step])}
    own = {node: index for index, node in enumerate(rows[at])}

    def centre(node: Node) -> tuple[float, int]:
        places = [place[neighbour] for neighbour in beside.get(node, ()) if neighbour in place]
        ratio = (len(rows[at + step]) - 1) / max(1, len(rows[at]) - 1)
        return (sum(places) / len(places) if places else own[node] * ratio), own[node]

    rows[at].sort(key=centre)


def _exchange(rows: list[list[Node]], links: frozenset[Link]) -> None:
    """Swap neighbours in a layer while that saves crossings."""
    before, after = _neighbours(links)
    for at, row in enumerate(rows):
        sides = [
            ({node: i for i, node in enumerate(rows[neighbour])}, beside)
            for neighbour, beside in ((at - 1, before), (at + 1, after))
            if 0 <= neighbour < len(rows)
        ]
        swapped = True
        rounds = 0
        while swapped and rounds < len(row):
            swapped, rounds = False, rounds + 1
            for index in range(len(row) - 1):
                left, right = row[index], row[index + 1]
                before_swap = sum(
                    _pair_crossings(place, beside.get(left, []), beside.get(right, [])) for place, beside in sides
                )
                after_swap = sum(
                    _pair_crossings(place, beside.get(right, []), beside.get(left, [])) for place, beside in sides
                )
                if after_swap < before_swap:
                    row[index], row[index + 1] = right, left
                    swapped = True


def _pair_crossings(place: Mapping[Node, int], left: Sequence[Node], right: Sequence[Node]) -> int:
    """Crossings between the links of two neighbours, the first standing before the second."""
    return sum(1 for a in left for b in right if a in place and b in place and place[a] > place[b])


def crossings(layers: Sequence[Sequence[Node]], links: frozenset[Link]) -> int:
    """How often links between neighbouring layers cross."""
    _, after = _neighbours(links)
    total = 0
    for row, following in pairwise(layers):
        place = {node: index for index, node in enumerate(following)}
        ends: list[int] = []
        for node in row:
            own = sorted(place[head] for head in after.get(node, ()) if head in place)
            total += sum(1 for head in own for earlier in ends if earlier > head)
            ends += own
    return total


def heights(order: Layered, tall: Mapping[Node, float], gap: float, bend_gap: float) -> dict[Node, float]:
    """The middle of every node and bend, near those it is linked with, in order and apart; the topmost edge is 0."""
    before, after = _neighbours(order.links)
    apart = [_distances(row, tall, gap, bend_gap) for row in order.layers]
    y: dict[Node, float] = {}
    for row, distances in zip(order.layers, apart, strict=True):
        y.update(zip(row, _centred(distances), strict=True))
    for sweep in range(SETTLING):
        sequence = list(range(len(order.layers)))
        for at in sequence if sweep % 2 == 0 else reversed(sequence):
            row = order.layers[at]
            pulls = [_pull(node, y, before, after) for node in row]
            centres, weights = [pull[0] for pull in pulls], [pull[1] for pull in pulls]
            y.update(zip(row, _spaced(centres, apart[at], weights), strict=True))
    top = min((y[node] - tall.get(node, 0.0) / 2 for row in order.layers for node in row), default=0.0)
    return {node: at - top for node, at in y.items()}


def least_height(order: Layered, tall: Mapping[Node, float], gap: float, bend_gap: float) -> float:
    """The height below which no layer can be set, found without setting any."""
    ends = ((tall.get(row[0], 0.0) + tall.get(row[-1], 0.0)) / 2 if row else 0.0 for row in order.layers)
    inside = (sum(_distances(row, tall, gap, bend_gap)) for row in order.layers)
    return max((end + apart for end, apart in zip(ends, inside, strict=True)), default=0.0)


def _distances(row: Sequence[Node], tall: Mapping[Node, float], gap: float, bend_gap: float) -> list[float]:
    """How far apart the middles of neighbours must be."""
    return [
        (tall.get(a, 0.0) + tall.get(b, 0.0)) / 2 + (bend_gap if isinstance(a, Bend) or isinstance(b, Bend) else gap)
        for a, b in pairwise(row)
    ]


def _centred(distances: Sequence[float]) -> list[float]:
    places = [0.0]
    for distance in distances:
        places.append(places[-1] + distance)
    return [place - places[-1] / 2 for place in places]


def _pull(
    node: Node, y: Mapping[Node, float], before: Mapping[Node, list[Node]], after: Mapping[Node, list[Node]]
) -> tuple[float, float]:
    """Where a node is drawn by what it is linked with, and how strongly: long edges want to be straight."""
    linked = [*before.get(node, ()), *after.get(node, ())]
    if not linked:
        return y[node], 0.1
    strengths = [STRAIGHT[isinstance(node, Bend) + isinstance(neighbour, Bend)] for neighbour in linked]
    total = sum(strengths)
    return sum(strength * y[neighbour] for strength, neighbour in zip(strengths, linked, strict=True)) / total, total


def _spaced(centres: Sequence[float], distances: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The places nearest to these centres, by weighted least squares, that keep order and distances.

    Pool adjacent violators (Ayer et al. 1955) on the places less the distances before them.
    """
    offsets = [0.0]
    for distance in distances:
        offsets.append(offsets[-1] + distance)
    pools: list[tuple[float, float, int]] = []
    for value, offset, weight in zip(centres, offsets, weights, strict=True):
        pools.append((value - offset, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, wa, na), (b, wb, nb) = pools[-2], pools[-1]
            pools[-2:] = [((a * wa + b * wb) / (wa + wb), wa + wb, na + nb)]
    places = [mean for mean, _, count in pools for _ in range(count)]
    return [place + offset for place, offset in zip(places, offsets, strict=True)]
