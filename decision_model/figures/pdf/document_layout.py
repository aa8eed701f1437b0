"""How a booklet is set: every piece as slabs of known height, and slabs on pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from decision_model.figures.page.layout import Block, Sheet, block, line
from decision_model.figures.page.page import Page
from decision_model.figures.page.style import SIZES, Theme
from decision_model.figures.pdf.document_tables import Table, TableLayout, lay_out_table

if TYPE_CHECKING:
    from decision_model.figures.page.page import Pictured

WIDTH, HEIGHT = (72 * side for side in SIZES["A4-portrait"])
MARGIN = 54.0
COLUMN = WIDTH - 2 * MARGIN
TYPE = 8.8
"""Size of the running text."""
PLATE = Theme("report", (COLUMN / 72, 4.1), 12.0, 9.0, 9.0, 8.0, 10.0, 0.9, 2.0)
"""The look of a picture within a column of text; on the web and on paper."""
SHEET = Sheet(PLATE, WIDTH, HEIGHT, Block((), TYPE), Block((), TYPE), Block((), TYPE))
PAGE = HEIGHT - 2 * MARGIN - 8
"""Points that pieces on one page may be high together."""
SIZES_OF_HEADINGS = {0: 21.0, 1: 16.0, 2: 12.0, 3: 9.4}
GAPS = {0: 0.0, 1: 26.0, 2: 20.0, 3: 12.0}

ABOVE_PLATE, LINE = 8.0, 22.0
"""Points above a plate, and from one line to write on to the next."""
SHORT = 7
"""Rows of a table that is not cut."""

Paint = Callable[[Page, float, float, Mapping[str, int]], None]


@dataclass(frozen=True)
class Heading:
    """A heading; level 0 is the title. Those with a key are listed in the contents; `fresh` begins a page."""

    text: str
    level: int
    key: str = ""
    fresh: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph; `term` is set in bold before it. One that is `further` says more of the term above it."""

    text: str
    soft: bool = False
    strong: bool = False
    term: str = ""
    further: bool = False


LEAST_PLATE = 0.2
"""The part of its height below which a plate is not set on what is left of a page."""


@dataclass(frozen=True)
class Plate:
    """A picture at the width of the column, so many inches high."""

    picture: Pictured
    inches: float = PLATE.size[1]

    @property
    def theme(self) -> Theme:
        return replace(PLATE, size=(PLATE.size[0], self.inches))

    @property
    def width(self) -> float:
        return COLUMN

    @property
    def height(self) -> float:
        return 72 * self.inches


@dataclass(frozen=True)
class Contents:
    """The headings that have keys, with the pages they stand on."""

    entries: tuple[Heading, ...]


@dataclass(frozen=True)
class Ruled:
    """So many empty lines to write on."""

    lines: int


Piece = Heading | Text | Table | Plate | Contents | Ruled


@dataclass(frozen=True)
class Slab:
    """What may not be cut: its height, the space above it, and how it is painted. A glued slab keeps the next one."""

    piece: Piece
    height: float
    above: float
    paint: Paint
    glued: bool = False
    head: Slab | None = None
    plate: Plate | None = None


@dataclass(frozen=True)
class Placed:
    """A slab on a page."""

    piece: Piece
    x: float
    y: float
    paint: Paint
    plate: Plate | None


@dataclass
class Leaf:
    """A page."""

    number: int
    placed: list[Placed] = field(default_factory=list)
    y: float = MARGIN

    def put(self, slab: Slab) -> None:
        self.y += slab.above if self.placed else 0.0
        self.placed.append(Placed(slab.piece, MARGIN, self.y, slab.paint, slab.plate))
        self.y += slab.height


def bound(pieces: Sequence[Piece]) -> list[Leaf]:
    """The pieces on pages: what is glued stays together, tables go on under their own head."""
    leaves = [Leaf(1)]
    for run in _runs([slab for piece in pieces for slab in slabs(piece)]):
        first = run[0].piece
        needed = sum(slab.above + slab.height for slab in run)
        fresh = isinstance(first, Heading) and first.fresh
        if leaves[-1].placed and (fresh or leaves[-1].y + needed > MARGIN + PAGE):
            leaves.append(Leaf(leaves[-1].number + 1))
            if run[0].head is not None:
                leaves[-1].put(run[0].head)
        for slab in run:
            leaves[-1].put(slab)
    return leaves


def height(pieces: Sequence[Piece]) -> float:
    """How high pieces are together, in points, the first at the top of a page."""
    flat = [slab for piece in pieces for slab in slabs(piece)]
    return sum(slab.above + slab.height for slab in flat) - (flat[0].above if flat else 0.0)


def shared(room: float, most: Sequence[float]) -> list[float]:
    """The heights of plates, in inches, that share a room of so many points, each up to its `most` or in proportion.

    Where next to nothing is left, all have their `most`, and go on to other pages.
    """
    free = (room - ABOVE_PLATE * len(most) - 1) / 72
    scale = min(1.0, free / sum(most)) if most else 1.0
    return [(scale if scale >= LEAST_PLATE else 1.0) * each for each in most]


def _runs(slabs_in_order: Sequence[Slab]) -> Iterator[list[Slab]]:
    """Slabs with those that are glued to them."""
    run: list[Slab] = []
    for slab in slabs_in_order:
        run.append(slab)
        if not slab.glued:
            yield run
            run = []
    if run:
        yield run


def slabs(piece: Piece) -> Iterator[Slab]:
    """A piece as slabs."""
    if isinstance(piece, Heading):
        yield _heading(piece)
    elif isinstance(piece, Text):
        yield from _text(piece)
    elif isinstance(piece, Plate):
        yield Slab(piece, piece.height, ABOVE_PLATE, lambda page, x, y, places: None, plate=piece)
    elif isinstance(piece, Ruled):
        yield from (Slab(piece, LINE, 0.0, _rule) for _ in range(piece.lines))
    elif isinstance(piece, Contents):
        yield from (_entry(piece, entry) for entry in piece.entries)
    else:
        yield from _table(piece)


def _heading(piece: Heading) -> Slab:
    size = SIZES_OF_HEADINGS[piece.level]
    text = block(piece.text, COLUMN, size, "bold")

    def paint(page: Page, x: float, y: float, places: Mapping[str, int]) -> None:
        page.text(x, y, text, gid="heading")
        if piece.level == 1:
            foot = y + text.height + 3
            page.lines([[(x, foot), (x + COLUMN, foot)]], "accent", 1.2, "rule")

    return Slab(piece, text.height + (5 if piece.level == 1 else 0), GAPS[piece.level], paint, glued=True)


def _text(piece: Text) -> Iterator[Slab]:
    indent = 118.0 if piece.term or piece.further else 0.0
    text = block(piece.text, COLUMN - indent, TYPE, "bold" if piece.strong else "normal")
    term = block(piece.term, indent - 10, TYPE, "bold") if piece.term else Block((), TYPE)

    def paint(page: Page, x: float, y: float, places: Mapping[str, int]) -> None:
        page.text(x, y, term, gid="term")
        page.text(x + indent, y, text, "soft" if piece.soft else "ink", gid="text")

    yield Slab(piece, max(text.height, term.height), 1.0 if piece.further else 5.0, paint, glued=piece.soft)


def _entry(piece: Contents, entry: Heading) -> Slab:
    text = block(entry.text, COLUMN - 60, TYPE, "bold" if entry.level == 1 else "normal")
    indent = 0.0 if entry.level == 1 else 12.0

    def paint(page: Page, x: float, y: float, places: Mapping[str, int]) -> None:
        page.text(x + indent, y, text, gid="entry")
        number = line(str(places.get(entry.key, "")), TYPE)
        page.text(x + COLUMN, y, number, "soft", "right", gid="entry")
        left, right = x + indent + text.width + 6, x + COLUMN - number.width - 6
        if entry.level > 1 and right > left:
            page.lines([[(left, y + 0.8 * TYPE), (right, y + 0.8 * TYPE)]], "faint", 0.4, "leader", dashed=True)

    return Slab(piece, text.height, 4.5 if entry.level == 1 else 1.6, paint)


def _rule(page: Page, x: float, y: float, places: Mapping[str, int]) -> None:
    page.lines([[(x, y + LINE), (x + COLUMN, y + LINE)]], "faint", 0.5, "line")


def _table(piece: Table) -> Iterator[Slab]:
    layout = lay_out_table(piece, COLUMN)
    head = Slab(piece, layout.head.height, 8.0, _row(layout, -1), glued=True)
    yield head
    last = len(layout.rows) - 1
    for place, row in enumerate(layout.rows):
        glued = place < last and (last < SHORT or place in (0, last - 1))
        yield Slab(piece, row.height, 0.0, _row(layout, place), glued, head)


def _row(layout: TableLayout, place: int) -> Paint:
    def paint(page: Page, x: float, y: float, places: Mapping[str, int]) -> None:
        layout.paint(page, x, y, place)

    return paint
