"""Where the rows and columns of a ranking go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision_model.analysis.choice.rank import MOST, RISK, RISK_TITLE, Ranked, Ranking
from decision_model.analysis.units import better
from decision_model.figures.charts.stacking import extent
from decision_model.figures.choice.rank_gaps import differences, told_by_gaps
from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block, Box, Sheet, balanced, block, line, spread
from decision_model.figures.page.page import fill_key
from decision_model.model.labels import consideration_labels, step_state_labels
from decision_model.words.amounts import Amounts
from decision_model.words.numbers import MINUS
from decision_model.words.sentences import capital

STRETCH = 2.6
"""How much higher than they need to be rows may grow."""


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
class Title:
    """What a row is called, in which type."""

    text: str
    size: float
    weight: str

    def wanted(self, size: float, calm: bool) -> float:
        """The width of its lines: one, or where it is set larger than others in a calm layout two about as long."""
        whole = line(self.text, self.size, self.weight).width
        if calm and self.size > size and len(self.text.split()) > 1:
            return balanced(self.text, 0.6 * whole, self.size, self.weight).width
        return whole


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
    """Sets a ranking on a sheet; `gaps` says that its bars are the distances to the leader."""

    def __init__(self, ranking: Ranking, amounts: Amounts):
        self.ranking, self.model, self.amounts = ranking, ranking.model, amounts
        self.gaps = told_by_gaps(ranking.with_plan)
        self.short_labels = step_state_labels(self.model, short=True)

    @property
    def lengths(self) -> tuple[bool, ...]:
        """Whether labels are short: first not, then, if there are short ones, so."""
        short = any(option.short for decision in self.model.decisions for option in decision.options)
        return (False, True) if short else (False,)

    def parts(self, row: Ranked) -> Mapping[str, float]:
        """What the bar of a row is made of."""
        return differences(row, self.ranking.with_plan[0]) if self.gaps else row.parts

    def key(self, ranked: Sequence[Ranked]) -> Mapping[str, str]:
        """The parts that the bars have, with their labels."""
        labels = {**consideration_labels(self.model, short=True), RISK: RISK_TITLE}
        shown = {name for row in ranked for name in self.parts(row)}
        names = [*(leaf.name for leaf in self.model.leaves), *([RISK] if self.ranking.averse else [])]
        return {name: labels[name] for name in names if name in shown}

    def key_names(self, ranked: Sequence[Ranked]) -> list[str]:
        """The entries of the key: those of the parts, and last what a tick means, if there are any."""
        return [*self.key(ranked).values(), *(["in sum" if self.gaps else "total"] if self.ticked(ranked) else [])]

    def ticked(self, ranked: Sequence[Ranked]) -> bool:
        """Whether losses meet gains in a row, so that a tick must say what they come to."""
        return any(low < 0 < high for low, high in (extent(self.parts(row).values()) for row in ranked))

    def lay_out(
        self, page: Sheet, ranked: Sequence[Ranked], short: bool = False, calm: bool = False
    ) -> RankingLayout | None:
        room, size, small = page.room, page.body, page.second
        key = Box(room.x, room.y, room.width, fill_key(self.key_names(ranked), room.width, small)[1])
        foot = self.foot(room, small)
        titles = [self.title(page, row, short) for row in ranked]
        columns = self.columns(page, ranked, titles, calm)
        if columns is None:
            return None
        chips, area, bars, total, behind = columns
        more = self.more(len(ranked), small)
        heads = key.bottom + 0.7 * size
        top = heads + 1.5 * size
        bottom = room.bottom - foot.height - (0.6 * size if foot.lines else 0) - (more.height if more.lines else 0)
        rows = self.rows(ranked, titles, area.width, size)
        needed = sum(row.height for row in rows)
        if needed > bottom - top or foot.height > 0.35 * room.height:
            return None
        stretch, drop = spread(needed, bottom - top, STRETCH)
        placed = _stretched(rows, top + drop, stretch)
        return RankingLayout(placed, key, heads + drop, chips, area, bars, total, behind, more, foot, size)

    def title(self, page: Sheet, row: Ranked, short: bool) -> Title:
        """What a row is called; those that the headline names are large enough for the last row of seats."""
        level = tuple(shown for shown in self.ranking.with_plan if not shown.gap)[:MOST]
        named = level if len(level) > 1 else self.ranking.with_plan[:2]
        labels = [self.short_labels[decision, option] for decision, option in row.options.items() if option]
        text = ", ".join(labels) if short and labels else row.title
        return Title(text, page.first if row in named else page.body, self.weight(row))

    def weight(self, row: Ranked) -> str:
        return "normal" if row.gap else "bold"

    def columns(
        self, page: Sheet, ranked: Sequence[Ranked], titles: Sequence[Title], calm: bool
    ) -> tuple[float, Box, Box, float, float] | None:
        """Where chips, titles, bars, totals and gaps stand across the page.

        In a calm layout a title takes one line, or two where it is set larger than others.
        """
        room, size, small = page.room, page.body, page.second
        place = max((line(_place(row), size, "bold").width for row in ranked), default=0.0) + 0.5 * size
        chips = (0.65 * len(self.ranking.by) + 0.2) * size
        total = max([line(self.amounts.text(row.total), size, "bold").width for row in ranked] + [3 * size])
        behind = max([line(self.behind(row), size).width for row in ranked] + [line("behind", small, "bold").width])
        free = room.width - place - chips - total - behind - 2.4 * size
        wanted = max((title.wanted(size, calm) for title in titles), default=0.0)
        least = max((min(fonts.longest_word(title.text, "bold"), 9.0) * title.size for title in titles), default=0.0)
        width = min(wanted, max(least, (0.5 if self.gaps else 0.42) * free))
        if free - width < 0.25 * room.width or (calm and width < wanted):
            return None
        left = room.x + place
        bars = left + chips + width + 0.8 * size
        rest = free - width
        right = bars + rest + 0.8 * size + total
        return left, Box(left + chips, room.y, width, 0), Box(bars, room.y, rest, 0), right, room.right

    def rows(self, ranked: Sequence[Ranked], titles: Sequence[Title], width: float, size: float) -> list[RankedRow]:
        rows = []
        for row, title in zip(ranked, titles, strict=True):
            text, weight = balanced(title.text, width + 0.01, title.size, title.weight), title.weight
            place, total = line(_place(row), size, weight), line(self.amounts.text(row.total), size, weight)
            height = max(text.height, place.height) + 0.45 * size
            rows.append(RankedRow(row, 0.0, height, place, text, total, line(self.behind(row), size)))
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
