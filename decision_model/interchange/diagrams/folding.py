"""Many rows to the few rules that a person would write: the first that holds counts."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from decision_model.interchange.diagrams.tables import Row

SMALL = 64
"""Cells up to which the fewest rules are looked for with patience."""

FEW = 8
"""Cells up to which every rule that is saved counts."""

FOLDED = 0.75
"""Rules that are no fewer than this share of the cells are no relief to a reader."""

LARGE = 4_000
"""Cells above which no fewer rules are looked for: each cell has one."""

FREE = -1
"""The mark of a cell that does not occur: it may fall to any rule."""

When = dict[str, list[str]]
"""The states of each step for which a rule holds; none is `otherwise`."""

Rules = list[tuple[When, int]]
"""Conditions with the code of what holds then; the first that holds counts."""


@dataclass(frozen=True)
class RowAxis:
    """A step that heads rows: its name, its states, and whether its absence is a case after them."""

    name: str
    states: tuple[str, ...]
    may_be_absent: bool = False

    @property
    def size(self) -> int:
        """How many cases it has."""
        return len(self.states) + self.may_be_absent


@dataclass(frozen=True)
class RowGrid:
    """Rows as an array over the cases of their steps: `codes` numbers what holds there, FREE where nothing does."""

    axes: tuple[RowAxis, ...]
    codes: np.ndarray

    @property
    def is_plain(self) -> bool:
        """Whether every cell occurs, and every step arises."""
        return not any(axis.may_be_absent for axis in self.axes) and bool((self.codes != FREE).all())


def grid(axes: Sequence[RowAxis], rows: Mapping[Row, Hashable], whole: bool = False) -> tuple[RowGrid, list[Hashable]]:
    """The rows that occur as an array, and what the codes stand for.

    Unless it is to be `whole`, steps that make no difference are left out.
    """
    values: dict[Hashable, int] = {}
    codes = np.full([axis.size for axis in axes], FREE)
    places = [{state: n for n, state in enumerate((*axis.states, "")[: axis.size])} for axis in axes]
    cells = {tuple(of[state] for of, state in zip(places, row, strict=True)): value for row, value in rows.items()}
    for place in sorted(cells):
        codes[place] = values.setdefault(cells[place], len(values))
    kept = list(axes)
    for number in range(len(axes) - 1, -1, -1) if not whole else ():
        high = codes.max(axis=number)
        low = np.where(codes == FREE, np.iinfo(codes.dtype).max, codes).min(axis=number)
        if ((high == low) | (high == FREE)).all():
            codes = high
            del kept[number]
    return RowGrid(tuple(kept), codes), list(values)


def rules(rows: RowGrid) -> Rules | None:
    """Rules, the last without a condition; None where absence, which no condition can name, stands in the way.

    Where most cells differ there is little to fold: each has its rule, in order.
    """
    cells = int((rows.codes != FREE).sum())
    used = sorted(set(rows.codes[rows.codes != FREE].tolist()))
    if len(used) < 2:
        return [({}, code) for code in used]
    if cells > LARGE or (cells > FEW and len(used) > cells / 2):
        return _each(rows)
    blocks = _BitBlocks(rows)
    found = []
    for last in _candidates(rows, used):
        covered = blocks.covering([code for code in used if code != last])
        if covered is not None:
            found.append([*covered, ({}, last)])
    best = min(found, key=_cost, default=None)
    return (_each(rows) or best) if best is not None and cells > FEW and len(best) > FOLDED * cells else best


def condition(rows: RowGrid, code: int) -> list[When] | None:
    """Conditions any one of which holds in the cells of a code and in no others; None as in `rules`."""
    covered = _BitBlocks(rows).covering([code], exactly=True)
    return None if covered is None else [when for when, _ in covered]


def _candidates(rows: RowGrid, used: list[int]) -> list[int]:
    """Codes for `otherwise`: all, or the most frequent where there are many."""
    counts = {code: int((rows.codes == code).sum()) for code in used}
    most = max(3, 100 // len(used)) if rows.codes.size <= SMALL else 2
    frequent = sorted(used, key=lambda code: (-counts[code], code))
    absent = {int(rows.codes[tuple(cell)]) for cell in np.argwhere(rows.codes != FREE) if _is_absent(rows, cell)}
    return sorted(frequent, key=lambda code: code not in absent)[:most]


def _cost(found: Rules) -> tuple[int, int]:
    return len(found), sum(len(states) for when, _ in found for states in when.values())


@dataclass(frozen=True)
class _BitBlock:
    """The states of each axis, and the cells in which they meet, as bits."""

    chosen: tuple[tuple[int, ...], ...]
    cells: int


class _BitBlocks:
    """Blocks of cells in a grid; sets of cells are bits of a whole number."""

    def __init__(self, rows: RowGrid):
        self.axes = rows.axes
        count = rows.codes.size
        places = np.unravel_index(np.arange(count), rows.codes.shape) if rows.axes else ()
        self.slabs = [
            [_bits(place == state) for state in range(axis.size)] for axis, place in zip(rows.axes, places, strict=True)
        ]
        flat = rows.codes.ravel()
        self.free = _bits(flat == FREE)
        self.of_code = {int(code): _bits(flat == code) for code in np.unique(flat) if code != FREE}
        self.whole = (1 << count) - 1
        self.patient = count <= SMALL

    def covering(self, codes: list[int], exactly: bool = False) -> Rules | None:
        """Blocks, largest first, until all cells of some codes are covered.

        A block may take cells that do not occur and, unless `exactly`, cells that an earlier one has.
        """
        free, found = self.free, []
        left = {code: self.of_code[code] for code in codes}
        best: dict[int, _BitBlock] = {}
        while left:
            for code in left:
                if code not in best:
                    block = self.block(left[code], free | self.of_code[code])
                    if block is None:
                        return None
                    best[code] = block
            code = max(left, key=lambda each: (*self.worth(best[each], left[each]), -each))
            block = best.pop(code)
            left[code] &= ~block.cells
            if not exactly:
                free |= block.cells
            if not left[code]:
                del left[code]
            if self.patient and not exactly:
                best.clear()
            found.append((self.when(block), code))
        return found

    def worth(self, block: _BitBlock, mine: int) -> tuple[int, int]:
        """How many cells a block covers, and how little has to be said for it."""
        return (block.cells & mine).bit_count(), -self.said(block)

    def said(self, block: _BitBlock) -> int:
        pairs = zip(self.axes, block.chosen, strict=True)
        return sum(len(chosen) for axis, chosen in pairs if len(chosen) < axis.size)

    def when(self, block: _BitBlock) -> When:
        pairs = zip(self.axes, block.chosen, strict=True)
        return {axis.name: [axis.states[n] for n in chosen] for axis, chosen in pairs if len(chosen) < axis.size}

    def block(self, mine: int, allowed: int) -> _BitBlock | None:
        """The largest block that grows, within what is allowed, around one of a few cells that are to be covered."""
        cells = _ones(mine)
        step = max(1, len(cells) // (4 if self.patient else 1))
        grown = [self.grown(cell, order, mine, allowed) for cell in cells[::step] for order in self.orders()]
        found = [block for block in grown if block is not None]
        return max(found, key=lambda block: self.worth(block, mine), default=None)

    def orders(self) -> Iterator[tuple[int, ...]]:
        """Orders in which axes are widened."""
        count = len(self.axes)
        if count <= 3:
            yield from permutations(range(count))
        else:
            for shift in range(count):
                yield (*range(shift, count), *range(shift))

    def grown(self, cell: int, order: tuple[int, ...], mine: int, allowed: int) -> _BitBlock | None:
        """The block around a cell: whole axes first, then single states that cover something more.

        None where a step is absent in the cell and its axis cannot be taken whole.
        """
        one = 1 << cell
        chosen = [tuple(n for n, slab in enumerate(slabs) if slab & one) for slabs in self.slabs]
        masks = [slabs[states[0]] for slabs, states in zip(self.slabs, chosen, strict=True)]
        for number in order:
            if not self.across(masks, number) & ~allowed:
                masks[number] = self.whole
                chosen[number] = tuple(range(self.axes[number].size))
        for number in order:
            axis = self.axes[number]
            if len(chosen[number]) == axis.size:
                continue
            if chosen[number][0] >= len(axis.states):
                return None
            across = self.across(masks, number)
            for state in range(len(axis.states)):
                side = across & self.slabs[number][state]
                if state not in chosen[number] and not side & ~allowed and side & mine:
                    chosen[number] = tuple(sorted((*chosen[number], state)))
                    masks[number] |= self.slabs[number][state]
        return _BitBlock(tuple(chosen), self.across(masks, -1))

    def across(self, masks: list[int], number: int) -> int:
        """The cells in which the states of all axes but one meet."""
        cells = self.whole
        for place, mask in enumerate(masks):
            if place != number:
                cells &= mask
        return cells


def _bits(cells: np.ndarray) -> int:
    return int.from_bytes(np.packbits(cells, bitorder="little").tobytes(), "little")


def _ones(cells: int) -> list[int]:
    """The places of the bits that are set."""
    places = []
    while cells:
        lowest = cells & -cells
        places.append(lowest.bit_length() - 1)
        cells ^= lowest
    return places


def _each(rows: RowGrid) -> Rules | None:
    """A rule for each cell, in order, the last closing; cells in which a step is absent have to be alike."""
    cells = [(cell, int(rows.codes[tuple(cell)])) for cell in np.argwhere(rows.codes != FREE)]
    absent = {code for cell, code in cells if _is_absent(rows, cell)}
    if len(absent) > 1:
        return None
    last = absent.pop() if absent else cells[-1][1]
    found = [
        ({axis.name: [axis.states[n]] for axis, n in zip(rows.axes, cell, strict=True)}, code)
        for cell, code in cells
        if code != last
    ]
    return [*found, ({}, last)]


def _is_absent(rows: RowGrid, cell: np.ndarray) -> bool:
    return any(n >= len(axis.states) for axis, n in zip(rows.axes, cell, strict=True))
