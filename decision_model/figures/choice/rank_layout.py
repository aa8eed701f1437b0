"""Where the rows and columns of a ranking go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision_model.analysis.choice.rank import RISK_TITLE, Ranked, Ranking
from decision_model.analysis.units import better
from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block, Box, Sheet, block, line
from decision_model.figures.page.page import fill_key
from decision_model.model.labels import consideration_labels
from decision_model.words.amounts import Amounts
from decision_model.words.numbers import MINUS
from decision_model.words.sentences import capital


@dataclass(frozen=True)
class RankedRow:
    """One combination in its place."""

    ranked: Ranked
    top: float
    height: float
    place: Block
    title: Block
    total: Block
    behind: Block


@dataclass(frozen=True)
class RankingLayout:
    """Where the rows and columns of a ranking go."""

    rows: tuple[RankedRow, ...]
    key: Box
    heads: float
    chips: float
    titles: Box
    bars: Box
    total: float
    behind: float
    more: Block
    foot: Block
    size: float


class RankingSetter:
    """Sets a ranking on a sheet."""

    def __init__(self, ranking: Ranking, amounts: Amounts):
        self.ranking, self.model, self.amounts = ranking, ranking.model, amounts

    def lay_out(self, page: Sheet, ranked: Sequence[Ranked], calm: bool = False) -> RankingLayout | None:
        room, size, small = page.room, page.body, page.second
        labels = consideration_labels(self.model, short=True)
        names = [labels[leaf.name] for leaf in self.model.leaves]
        names += [RISK_TITLE] if self.ranking.averse else []
        key = Box(room.x, room.y, room.width, fill_key(names, room.width, small)[1])
        foot = self.foot(room, small)
        columns = self.columns(page, ranked, calm)
        if columns is None:
            return None
        chips, titles, bars, total, behind = columns
        more = self.more(len(ranked), small)
        heads = key.bottom + 0.7 * size
        top = heads + 1.5 * size
        bottom = room.bottom - foot.height - (0.6 * size if foot.lines else 0) - (more.height if more.lines else 0)
        rows = self.rows(ranked, titles.width, size)
        needed = sum(row.height for row in rows)
        if needed > bottom - top or foot.height > 0.35 * room.height:
            return None
        stretch = min(2.6, (bottom - top) / needed) if needed else 1.0
        placed = _stretched(rows, top, stretch)
        return RankingLayout(placed, key, heads, chips, titles, bars, total, behind, more, foot, size)

    def columns(self, page: Sheet, ranked: Sequence[Ranked], calm: bool) -> tuple[float, Box, Box, float, float] | None:
        """Where chips, titles, bars, totals and gaps stand across the page."""
        room, size, small = page.room, page.body, page.second
        place = max((line(_place(row), size, "bold").width for row in ranked), default=0.0) + 0.5 * size
        chips = (0.65 * len(self.ranking.by) + 0.2) * size
        total = max([line(self.amounts.text(row.total), size, "bold").width for row in ranked] + [3 * size])
        behind = max([line(self.behind(row), size).width for row in ranked] + [line("behind", small, "bold").width])
        free = room.width - place - chips - total - behind - 2.4 * size
        longest = max((line(row.title, size, "bold").width for row in ranked), default=0.0)
        least = max((min(fonts.longest_word(row.title, "bold"), 9.0) * size for row in ranked), default=0.0)
        titles = min(longest, max(least, 0.42 * free))
        if free - titles < 0.25 * room.width or (calm and titles < longest):
            return None
        left = room.x + place
        bars = left + chips + titles + 0.8 * size
        width = free - titles
        right = bars + width + 0.8 * size + total
        return left, Box(left + chips, room.y, titles, 0), Box(bars, room.y, width, 0), right, room.right

    def rows(self, ranked: Sequence[Ranked], width: float, size: float) -> list[RankedRow]:
        first = min((row.rank for row in ranked), default=1)
        weights = ["bold" if row.rank == first else "normal" for row in ranked]
        titles = [block(row.title, width + 0.01, size, weight) for row, weight in zip(ranked, weights, strict=True)]
        height = max((title.height for title in titles), default=0.0) + 0.45 * size
        rows = []
        for row, title, weight in zip(ranked, titles, weights, strict=True):
            place, total = line(_place(row), size, weight), line(self.amounts.text(row.total), size, weight)
            rows.append(RankedRow(row, 0.0, height, place, title, total, line(self.behind(row), size)))
        return rows

    def behind(self, row: Ranked) -> str:
        """The distance to the leader."""
        if not row.gap:
            return "tie" if row.tied else "leads"
        sign = MINUS if better(self.model) > 0 else "+"
        distance = self.amounts.bare(self.ranking.behind(row))
        return distance if distance.startswith("less") else f"{sign}{distance}"

    def more(self, count: int, size: float) -> Block:
        hidden = self.ranking.with_plan[count:]
        if not hidden:
            return Block((), size)
        return line(f"+{len(hidden):,} more, down to {self.amounts.phrase(hidden[-1].total)}", size)

    def foot(self, room: Box, size: float) -> Block:
        """The combinations that cannot be taken, with their reasons."""
        reasons: dict[str, list[str]] = {}
        for out in self.ranking.excluded:
            reasons.setdefault(out.reason, []).append(out.title)
        if not reasons:
            return Block((), size)
        texts = [f"{capital(reason)}: {_first_titles(titles)}." for reason, titles in list(reasons.items())[:6]]
        rest = f" +{len(reasons) - 6} more." if len(reasons) > 6 else ""
        return block(f"Cannot be taken. {' '.join(texts)}{rest}", room.width, size)


def _first_titles(titles: Sequence[str], most: int = 4) -> str:
    text = "; ".join(titles[:most])
    return f"{text}; +{len(titles) - most} more" if len(titles) > most else text


def _place(row: Ranked) -> str:
    if not row.rank:
        return ""
    return f"{row.rank}=" if row.tied else f"{row.rank}."


def _stretched(rows: Sequence[RankedRow], top: float, stretch: float) -> tuple[RankedRow, ...]:
    placed = []
    for row in rows:
        height = row.height * stretch
        placed.append(RankedRow(row.ranked, top, height, row.place, row.title, row.total, row.behind))
        top += height
    return tuple(placed)
