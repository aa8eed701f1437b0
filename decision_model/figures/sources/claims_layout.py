"""Claims in rows: where sign, verdict, claim, bar, share and turning point stand, and the row of those left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from decision_model.analysis.sources.judged_claim import ClaimVerdict
from decision_model.figures.page.layout import Block, Box, Sheet, block, fitted, line

HEADS = ("What we read in the source", "True in", "Turned by")
BAR, TURN, CLAIM = 0.1, 0.28, 0.24
"""Widths as shares of the page: the bar's own, the most that notes take, the least for a claim."""

STRETCH = 1.6
"""How much higher than they need to be rows may grow."""


@dataclass(frozen=True)
class ClaimRow:
    """What is said of one claim."""

    verdict: ClaimVerdict
    claim: str
    cite: str
    share: float
    share_text: str
    turn: str


@dataclass(frozen=True)
class Folded:
    """What is said below the rows: that so many more claims have a `verdict`, and what this means."""

    verdict: ClaimVerdict
    text: str
    meaning: str = ""


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
class PlacedFold:
    """A folded row in its place."""

    folded: Folded
    box: Box
    text: Block
    meaning: Block


@dataclass(frozen=True)
class Columns:
    """Left edges, and the widths that texts are wrapped to."""

    word: float
    claim: float
    claims: float
    bar: float
    bars: float
    share: float
    turn: float
    turns: float

    def heads(self, size: float, small: float) -> tuple[tuple[float, Block], ...]:
        """What stands above the columns."""
        gap = 1.1 * size
        lefts, rooms = (self.claim, self.bar, self.turn), (self.claims, self.turn - gap - self.bar, self.turns)
        texts = zip(HEADS, rooms, strict=True)
        blocks = [block(text, max(room, 0.1), small, "bold") for text, room in texts]
        return tuple(zip(lefts, blocks, strict=True))


@dataclass(frozen=True)
class ClaimsLayout:
    """Where everything goes."""

    rows: tuple[PlacedClaim, ...]
    folds: tuple[PlacedFold, ...]
    columns: Columns
    heads: tuple[tuple[float, Block], ...]
    heads_top: float
    size: float


def fit_claims(page: Sheet, rows: Sequence[ClaimRow], meaning: str) -> tuple[Sheet, ClaimsLayout]:
    """What fails or turns easily, as many rows as can be read, and how many more claims have each verdict.

    Firm claims have rows of their own only where there is no other, or where all claims fit. Citations are left out
    where they would take the place of a claim.
    """
    loose = sum(row.verdict is not ClaimVerdict.firm for row in rows)
    least = page.theme.least
    for cited in (True, False):
        for count in dict.fromkeys((len(rows), loose)):
            lay = partial(lay_out, rows=rows, shown=count, cited=cited, meaning=meaning)
            if (count or not rows) and (fit := fitted(page, lay, least)):
                return fit
    count = loose or len(rows)
    while True:
        lay = partial(lay_out, rows=rows, shown=count, cited=False, meaning=meaning if count > 1 else "")
        if fit := fitted(page, lay, least if count > 1 else 0.0):
            return fit
        count = max(1, min(count - 1, int(0.9 * count)))


def lay_out(page: Sheet, rows: Sequence[ClaimRow], shown: int, cited: bool, meaning: str) -> ClaimsLayout | None:
    """The first rows and what is folded, in their places at one size of type; None when it does not fit."""
    room, size = page.room, page.body
    columns = _columns(rows[:shown], room, size, page.second)
    if columns.claims < CLAIM * room.width:
        return None
    heads = columns.heads(size, page.second) if shown else ()
    blocks = [_blocks(row, columns, size, page.second, cited) for row in rows[:shown]]
    heights = [max(w.height, c.height + e.height, s.height, t.height) + 0.55 * size for w, c, e, s, t in blocks]
    wide = room.right - columns.claim
    large = page.first
    folds = [
        (folded, block(folded.text, wide, large, "bold"), block(folded.meaning, wide, page.second))
        for folded in _folded(rows[shown:], bool(shown), meaning)
    ]
    folded_heights = [text.height + why.height + 0.7 * size for _, text, why in folds]
    top = room.y + max((head.height for _, head in heads), default=0.0) + 0.4 * size
    free = room.bottom - top - sum(folded_heights)
    if sum(heights) > free:
        return None
    stretch = min(STRETCH, free / sum(heights)) if heights else 1.0
    placed = []
    for row, texts, height in zip(rows, blocks, heights, strict=False):
        placed.append(PlacedClaim(row, Box(room.x, top, room.width, height * stretch), *texts))
        top += height * stretch
    placed_folds = []
    for fold, height in zip(folds, folded_heights, strict=True):
        placed_folds.append(PlacedFold(fold[0], Box(room.x, top, room.width, height), *fold[1:]))
        top += height
    return ClaimsLayout(tuple(placed), tuple(placed_folds), columns, heads, room.y, size)


def _folded(rows: Sequence[ClaimRow], others: bool, meaning: str) -> list[Folded]:
    """How many claims that are not shown have each verdict; of firm ones also what that means."""
    folds = []
    for verdict in dict.fromkeys(row.verdict for row in rows):
        count = sum(row.verdict is verdict for row in rows)
        more = "more " if others else ""
        noun, verb = ("claim", "is") if count == 1 else ("claims", "are")
        said = {ClaimVerdict.firm: f"{verb} firm", ClaimVerdict.shaky: "turns easily" if count == 1 else "turn easily"}
        plain = verdict.value if count == 1 else verdict.value.removesuffix("s")
        text = f"{count:,} {more}{noun} {said.get(verdict, plain)}"
        folds.append(Folded(verdict, text, meaning if verdict is ClaimVerdict.firm else ""))
    return folds


def _columns(rows: Sequence[ClaimRow], room: Box, size: float, small: float) -> Columns:
    """The columns from the right: what notes and shares want, the bar, and the rest for the claims."""
    gap = 1.1 * size
    word_left = room.x + 1.5 * size
    words = max((line(row.verdict.value, size, "bold").width for row in rows), default=0.0)
    claim_left = word_left + words + 0.8 * size if rows else word_left
    turns = min(max((line(row.turn, small).width for row in rows), default=0.0), TURN * room.width)
    shares = max((line(row.share_text, size).width for row in rows), default=0.0)
    turn_left = room.right - turns
    share_left = turn_left - gap - shares
    bar = BAR * room.width
    bar_left = share_left - 0.6 * size - bar
    return Columns(word_left, claim_left, bar_left - gap - claim_left, bar_left, bar, share_left, turn_left, turns)


def _blocks(row: ClaimRow, columns: Columns, size: float, small: float, cited: bool) -> tuple[Block, ...]:
    return (
        line(row.verdict.value, size, "normal" if row.verdict is ClaimVerdict.firm else "bold"),
        block(row.claim, columns.claims, size),
        block(row.cite, columns.claims, small) if cited and row.cite else Block((), small),
        line(row.share_text, size),
        block(row.turn, columns.turns + 0.01, small),
    )
