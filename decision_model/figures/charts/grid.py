"""A grid of cells: rows with titles, columns with heads, and in each cell what counts with what comes second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block, Box, Sheet, block, fitted, line
from decision_model.words.sentences import counted

MOST_ROWS, MOST_COLUMNS = 60, 16
"""Rows and columns that are tried at most: no page has room for more that can be read."""

BROADEST, TITLES, BESIDE = 13.0, 0.34, 0.3
"""Ems a cell wants at most, the share of the width that titles take at most, and what words beside get at least."""

NARROWEST = 2.0
"""Ems that a cell must have for its text."""

BREAKABLE = 9.0
"""Ems from which on a word in a title may be broken."""

STRETCH = 3.2
"""How much higher than they need to be rows may grow."""


@dataclass(frozen=True)
class Cell:
    """What a cell says: `text`, and `under` it or beside it what comes second.

    One with a `fill` (a colour) is filled and its text large and bold; one may also be `outlined`, or have a stripe of
    a colour, its `mark`, at its left edge.
    """

    text: str = ""
    under: str = ""
    fill: str = ""
    outlined: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Row:
    """One row: its title, its cells, and what is said right of them; a `strong` one has a rule above it."""

    title: str
    cells: tuple[Cell, ...]
    beside: str = ""
    strong: bool = False


@dataclass(frozen=True)
class CellGrid:
    """What is shown. `kinds` are the words for what rows and columns are; `hidden` says how many of each are left out.

    Texts in cells begin `left` or stand in the middle.
    """

    rows: tuple[Row, ...]
    heads: tuple[str, ...]
    kinds: tuple[str, str] = ("row", "column")
    beside_head: str = ""
    note: str = ""
    hidden: tuple[int, int] = (0, 0)
    left: bool = False

    def cut(self, rows: int, columns: int) -> CellGrid:
        """The first rows and columns of it, with how many more there are."""
        fewer = (max(0, len(self.rows) - rows), max(0, len(self.heads) - columns))
        kept = tuple(replace(row, cells=row.cells[:columns]) for row in self.rows[:rows])
        hidden = (self.hidden[0] + fewer[0], self.hidden[1] + fewer[1])
        return replace(self, rows=kept, heads=self.heads[:columns], hidden=hidden)

    @property
    def more(self) -> str:
        """'+3 more cases, +12 more choices'."""
        return ", ".join(
            f"+{counted(hidden, f'more {kind}')}"
            for hidden, kind in zip(self.hidden, self.kinds, strict=True)
            if hidden
        )


@dataclass(frozen=True)
class PlacedCell:
    """A cell in its place, its texts each with the corner they hang from and how they are set."""

    cell: Cell
    box: Box
    texts: tuple[tuple[float, float, Block], ...]
    align: str


@dataclass(frozen=True)
class PlacedRow:
    """A row in its place."""

    row: Row
    box: Box
    title: Block
    cells: tuple[PlacedCell, ...]
    beside: Block
    beside_left: float


@dataclass(frozen=True)
class GridLayout:
    """Where everything goes; heads stand on `heads_bottom`."""

    rows: tuple[PlacedRow, ...]
    heads: tuple[tuple[float, Block], ...]
    heads_bottom: float
    beside_head: tuple[float, Block]
    more: Block
    more_top: float
    note: Block
    align: str
    size: float


def fit_grid(page: Sheet, candidates: Sequence[CellGrid]) -> tuple[Sheet, GridLayout]:
    """The first of several ways to show something that fits in type that can be read; else as much of the last as fits.

    Words are broken only where nothing fits otherwise. Only where not even one cell does is it set in smaller type.
    """
    least = page.theme.least
    for whole in (True, False):
        for grid in candidates:
            if len(grid.rows) <= MOST_ROWS and len(grid.heads) <= MOST_COLUMNS:
                fit = fitted(page, partial(lay_out, grid=grid, whole=whole), least)
                if fit:
                    return fit
    reduced = candidates[-1].cut(MOST_ROWS, MOST_COLUMNS)
    while True:
        single = len(reduced.rows) <= 1 and len(reduced.heads) <= 1
        fit = fitted(page, partial(lay_out, grid=reduced, whole=False), 0.0 if single else least)
        if fit:
            return fit
        assert not single, "some type is small enough for anything"
        reduced = _fewer(page, reduced)


def _fewer(page: Sheet, grid: CellGrid) -> CellGrid:
    """With fewer columns where not even the first row fits, else with fewer rows."""
    rows, columns = len(grid.rows), len(grid.heads)
    first = partial(lay_out, grid=grid.cut(1, columns), whole=False)
    if rows > 1 and (columns == 1 or fitted(page, first, page.theme.least)):
        return grid.cut(max(1, min(rows - 1, int(0.9 * rows))), columns)
    return grid.cut(rows, columns - 1)


@dataclass(frozen=True)
class _Columns:
    """Where titles, cells and the words beside them begin, and how wide they are."""

    titles: float
    left: float
    cell: float
    beside_left: float
    beside: float


def lay_out(page: Sheet, grid: CellGrid, whole: bool = True) -> GridLayout | None:
    """Everything in its place at one size of type; None when it does not fit, or not with every word `whole`."""
    room, size, small = page.room, page.body, page.second
    columns = _columns(page, grid)
    inner = columns.cell - size
    if inner < NARROWEST * size or (whole and not _are_whole(page, grid, inner)):
        return None
    heads = [block(head, max(inner, 1.0), small, "bold") for head in grid.heads]
    beside_head = (
        block(grid.beside_head, max(columns.beside, 1.0), small, "bold") if columns.beside else Block((), small)
    )
    tall = max((head.height for head in [*heads, beside_head]), default=0.0)
    note = block(grid.note, room.width, small) if grid.note else Block((), small)
    more = block(grid.more, room.width, small) if grid.more else Block((), small)
    top = room.y + tall + (0.35 * size if tall else 0.0)
    bottom = room.bottom - sum(text.height + 0.5 * size for text in (note, more) if text.lines)
    rows = [_row(page, row, columns, grid.left) for row in grid.rows]
    heights = _heights([row.box.height for row in rows], bottom - top)
    if heights is None:
        return None
    placed = []
    for row, height in zip(rows, heights, strict=True):
        placed.append(_moved(row, top, height))
        top += height
    centres = [columns.left + (place + (0.0 if grid.left else 0.5)) * columns.cell for place in range(len(heads))]
    set_heads = tuple(zip(centres, heads, strict=True))
    heads_bottom = room.y + tall
    align = "left" if grid.left else "center"
    beside = (columns.beside_left, beside_head)
    return GridLayout(tuple(placed), set_heads, heads_bottom, beside, more, top + 0.35 * size, note, align, size)


def _are_whole(page: Sheet, grid: CellGrid, inner: float) -> bool:
    """Whether no word in a cell or a head is too wide for it, so that it would have to be broken."""
    cells = [cell for row in grid.rows for cell in row.cells]
    texts = {(cell.text, _key(page, bool(cell.fill) or grid.left)) for cell in cells}
    seconds = {(text, page.second) for text in (*grid.heads, *(cell.under for cell in cells))}
    return all(fonts.longest_word(text, "bold") * size <= inner for text, size in texts | seconds)


def _key(page: Sheet, filled: bool) -> float:
    """The size of a cell's text: of filled ones, which the title speaks of, no smaller than the theme's key."""
    return page.first if filled else page.body


def _columns(page: Sheet, grid: CellGrid) -> _Columns:
    """Titles as wide as they want to be up to a share, cells up to some ems, and words beside with the rest."""
    room, size = page.room, page.body
    longest = max((line(row.title, size, "bold").width for row in grid.rows), default=0.0) + 0.01
    word = max((min(fonts.longest_word(row.title, "bold"), BREAKABLE) * size for row in grid.rows), default=0.0)
    most = TITLES * room.width
    titles = min(longest, max(most, word)) if any(row.title for row in grid.rows) else 0.0
    left = room.x + titles + (size if titles else 0.0)
    free = room.right - left
    has_beside = any(row.beside for row in grid.rows)
    count = max(1, len(grid.heads))
    broad = free / count if grid.left else BROADEST * size * (1.0 if has_beside else 1.6)
    beside = BESIDE * room.width if has_beside else 0.0
    cell = min(broad, max((free - beside - size * has_beside) / count, 0.0))
    beside_left = left + cell * count + size
    return _Columns(titles, left, cell, beside_left, room.right - beside_left if has_beside else 0.0)


def _row(page: Sheet, row: Row, columns: _Columns, left: bool) -> PlacedRow:
    size = page.body
    weight = "bold" if row.strong else "normal"
    title = block(row.title, columns.titles + 0.01, size, weight) if columns.titles else Block((), size)
    beside = block(row.beside, max(columns.beside, 1.0), page.second) if row.beside else Block((), size)
    cells = []
    for place, cell in enumerate(row.cells):
        box = Box(columns.left + place * columns.cell, 0.0, columns.cell, 0.0)
        cells.append(_cell(page, cell, box, left))
    tall = max([title.height, beside.height, *(cell.box.height for cell in cells)])
    box = Box(page.room.x, 0.0, page.room.width, tall + 0.55 * size)
    return PlacedRow(row, box, title, tuple(cells), beside, columns.beside_left)


def _cell(page: Sheet, cell: Cell, box: Box, left: bool) -> PlacedCell:
    """A cell's texts beside each other where they fit on a line, else below each other; as high as they need."""
    size, inner = page.body, max(box.width - page.body, 1.0)
    strong = "bold" if cell.fill or left else "normal"
    text = block(cell.text, inner, _key(page, bool(cell.fill) or left), strong) if cell.text else Block((), size)
    under = block(cell.under, inner, page.second) if cell.under else Block((), size)
    gap = 0.5 * size
    if not left and text.lines and under.lines and text.width + gap + under.width <= inner:
        start = box.x + (box.width - text.width - gap - under.width) / 2
        drop = fonts.ASCENT * (text.size - under.size)  # both stand on one line
        texts: tuple[tuple[float, float, Block], ...] = ((start, 0.0, text), (start + text.width + gap, drop, under))
        return PlacedCell(cell, replace(box, height=text.height), texts, "left")
    x = box.x + (0.7 * size if left else box.width / 2)
    texts = tuple((x, y, each) for y, each in ((0.0, text), (text.height, under)) if each.lines)
    return PlacedCell(cell, replace(box, height=text.height + under.height), texts, "left" if left else "center")


def _heights(needed: Sequence[float], room: float) -> list[float] | None:
    """Rows of one height where there is room for that, higher than they need to be where there is more."""
    if sum(needed) > room:
        return None
    tallest = max(needed, default=0.0)
    even = [tallest] * len(needed) if tallest * len(needed) <= room else list(needed)
    stretch = min(STRETCH, room / sum(even)) if sum(even) else 1.0
    return [stretch * height for height in even]


def _moved(row: PlacedRow, top: float, height: float) -> PlacedRow:
    """A row with its top and height, and its cells' texts in the middle of it."""
    cells = []
    for cell in row.cells:
        start = top + (height - cell.box.height) / 2
        texts = tuple((x, start + y, text) for x, y, text in cell.texts)
        cells.append(replace(cell, box=replace(cell.box, y=top, height=height), texts=texts))
    return replace(row, box=replace(row.box, y=top, height=height), cells=tuple(cells))
