"""Claims in rows: where sign, claim, citation, bar, share and turning point stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from decision_model.figures.page.layout import Block, Box, Sheet, block, fitted, line

HEADS = ("What we read in the source", "cited", "True in this share of trials", "Nearest change that turns it")
BAR, TURN, CITE, CLAIM = 0.15, 0.24, 0.12, 0.24
"""Widths as shares of the page: the bar's own, the most that notes and citations take, the least for a claim."""


@dataclass(frozen=True)
class ClaimRow:
    """What is said of one claim."""

    claim: str
    cite: str
    holds: bool
    share: float
    error: float
    share_text: str
    turn: str
    word: str


@dataclass(frozen=True)
class PlacedClaim:
    """A row in its place."""

    row: ClaimRow
    box: Box
    word: Block
    claim: Block
    cite: Block
    share: Block
    turn: Block


@dataclass(frozen=True)
class Columns:
    """Left edges, and the widths that texts are wrapped to."""

    word: float
    claim: float
    claims: float
    cite: float
    cites: float
    bar: float
    bars: float
    share: float
    turn: float
    turns: float

    def heads(self, size: float, small: float) -> tuple[tuple[float, Block], ...]:
        """What stands above the columns."""
        gap = 1.1 * size
        lefts = (self.claim, self.cite, self.bar, self.turn)
        rooms = (self.claims, self.bar - gap - self.cite, self.turn - gap - self.bar, self.turns)
        texts = zip(HEADS, rooms, strict=True)
        blocks = [block(text, max(room, 0.1), small, "bold") for text, room in texts]
        return tuple(zip(lefts, blocks, strict=True))


@dataclass(frozen=True)
class ClaimsLayout:
    """Where everything goes."""

    rows: tuple[PlacedClaim, ...]
    columns: Columns
    heads: tuple[tuple[float, Block], ...]
    heads_top: float
    more: Block
    more_top: float
    size: float


def fit_claims(page: Sheet, rows: Sequence[ClaimRow]) -> tuple[Sheet, ClaimsLayout]:
    """As many rows as can be read, in the largest type that fits."""
    count = len(rows)
    while True:
        lay = partial(lay_out, rows=rows[:count], left_out=len(rows) - count)
        fit = fitted(page, lay, page.theme.least if count > 1 else 0.0)
        if fit:
            return fit
        count = max(1, min(count - 1, int(0.9 * count)))


def lay_out(page: Sheet, rows: Sequence[ClaimRow], left_out: int = 0) -> ClaimsLayout | None:
    """Everything in its place at one size of type; None when it does not fit."""
    room, size = page.room, page.body
    columns = _columns(rows, room, size, page.second)
    if columns.claims < CLAIM * room.width:
        return None
    heads = columns.heads(size, page.second) if rows else ()
    more = line(f"+{left_out:,} more", page.second) if left_out else Block((), size)
    blocks = [_blocks(row, columns, size, page.second) for row in rows]
    heights = [max(text.height for text in texts) + 0.55 * size for texts in blocks]
    top = room.y + max((head.height for _, head in heads), default=0.0) + 0.4 * size
    free = room.bottom - top - (more.height + 0.3 * size if more.lines else 0.0)
    if sum(heights) > free:
        return None
    stretch = min(1.6, free / sum(heights)) if heights else 1.0
    placed = []
    for row, texts, height in zip(rows, blocks, heights, strict=True):
        placed.append(PlacedClaim(row, Box(room.x, top, room.width, height * stretch), *texts))
        top += height * stretch
    return ClaimsLayout(tuple(placed), columns, heads, room.y, more, top + 0.3 * size, size)


def _columns(rows: Sequence[ClaimRow], room: Box, size: float, small: float) -> Columns:
    """The columns from the right: what notes, shares and citations want, the bar, and the rest for the claims."""
    gap = 1.1 * size
    word_left = room.x + 1.5 * size
    claim_left = (
        word_left
        + max(line(word, size, "bold").width for word in ("holds", "fails", *(row.word for row in rows)))
        + 0.8 * size
    )
    cites = min(max((line(row.cite, small).width for row in rows), default=0.0), CITE * room.width)
    turns = min(max((line(row.turn, small).width for row in rows), default=0.0), TURN * room.width)
    shares = max((line(row.share_text, size).width for row in rows), default=0.0)
    turn_left = room.right - turns
    share_left = turn_left - gap - shares
    bar = BAR * room.width
    bar_left = share_left - 0.6 * size - bar
    cite_left = bar_left - gap - cites
    claims = cite_left - gap - claim_left
    return Columns(word_left, claim_left, claims, cite_left, cites, bar_left, bar, share_left, turn_left, turns)


def _blocks(row: ClaimRow, columns: Columns, size: float, small: float) -> tuple[Block, ...]:
    return (
        line(row.word, size, "normal" if row.holds else "bold"),
        block(row.claim, columns.claims, size),
        block(row.cite, columns.cites + 0.01, small) if row.cite else Block((), small),
        line(row.share_text, size),
        block(row.turn, columns.turns + 0.01, small),
    )
