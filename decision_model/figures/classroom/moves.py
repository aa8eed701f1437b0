"""Who went from where to where: two columns of options, with ribbons between them as broad as people are many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision_model.analysis.classroom.parts import Moves
from decision_model.figures.charts.chart import spread
from decision_model.figures.charts.keyed import mixed
from decision_model.figures.page.layout import Block, Box, Sheet, block, fitted, line
from decision_model.figures.page.page import Page
from decision_model.figures.page.scene import Point

NAMES = 0.3
"""The share of the width that the names take on each side."""
BAR = 0.9
"""How wide the bars at both ends of the ribbons are, in ems."""
GAP = 0.8
"""What lies between two bars of a side, in ems."""
PALE = 0.55
"""How much paper is mixed into the colour of those who moved; of those who stayed."""
PALER = 0.82
STEPS = 24
"""Corners of each side of a ribbon."""


@dataclass(frozen=True)
class MovesSide:
    """One column: the bar of each option that has anybody, and its name with the number."""

    bars: Mapping[int, Box]
    names: Mapping[int, tuple[float, Block]]


@dataclass(frozen=True)
class MovesLayout:
    """Everything in its place; `scale` is how tall a person is, in points."""

    room: Box
    size: float
    heads: tuple[Block, Block]
    before: MovesSide
    after: MovesSide
    scale: float


def fit_moves(page: Sheet, moves: Moves, heads: tuple[str, str], order: Sequence[int]) -> tuple[Sheet, MovesLayout]:
    """The largest type in which all names stand beside their bars; the smallest that can be read otherwise."""

    def attempt(trial: Sheet) -> MovesLayout | None:
        layout = _layout(trial, moves, heads, order)
        return layout if all(_fits(layout, side) for side in (layout.before, layout.after)) else None

    least = Sheet(page.theme, page.width, page.height, page.title, page.subtitle, page.source, _least(page))
    return fitted(page, attempt, page.theme.least) or (least, _layout(least, moves, heads, order))


def _least(page: Sheet) -> float:
    return min(1.0, page.theme.least / page.theme.body)


def _fits(layout: MovesLayout, side: MovesSide) -> bool:
    tall = sum(text.height for _, text in side.names.values())
    return tall <= layout.room.height - max(head.height for head in layout.heads) - 0.5 * layout.size


def _layout(page: Sheet, moves: Moves, heads: tuple[str, str], order: Sequence[int]) -> MovesLayout:
    room, size = page.room, page.body
    wide = NAMES * room.width
    first, second = (block(head, wide, page.second, "bold") for head in heads)
    top = room.y + max(first.height, second.height) + 0.5 * size
    counts = [[(place, count[place]) for place in order if count[place]] for count in (moves.before, moves.after)]
    gaps = max(map(len, counts)) - 1
    scale = (room.bottom - top - gaps * GAP * size) / max(1, moves.persons)
    left, right = room.x + wide + 0.6 * size, room.right - wide - (0.6 + BAR) * size
    sides = []
    for own, x in zip(counts, (left, right), strict=True):
        bars, at = {}, top
        for place, count in own:
            bars[place] = Box(x, at, BAR * size, count * scale)
            at += count * scale + GAP * size
        sides.append(MovesSide(bars, _named(page, moves, own, bars, (top, room.bottom))))
    return MovesLayout(room, size, (first, second), sides[0], sides[1], scale)


def _named(
    page: Sheet, moves: Moves, own: Sequence[tuple[int, int]], bars: Mapping[int, Box], ends: tuple[float, float]
) -> Mapping[int, tuple[float, Block]]:
    """The names of a side, each beside its bar, none upon another."""
    texts = [block(f"{moves.titles[place]}: {count:,}", NAMES * page.room.width, page.body) for place, count in own]
    centres = [bars[place].y + bars[place].height / 2 for place, _ in own]
    tops = spread(centres, [text.height for text in texts], *ends)
    return {place: (top, text) for (place, _), top, text in zip(own, tops, texts, strict=True)}


def paint_moves(page: Page, moves: Moves, layout: MovesLayout, colours: Mapping[int, str]) -> None:
    """Names, bars and ribbons; those who stayed are paler than those who went."""
    room, size = layout.room, layout.size
    page.text(room.x + NAMES * room.width, room.y, layout.heads[0], "soft", "right", gid="head")
    page.text(room.right - NAMES * room.width, room.y, layout.heads[1], "soft", gid="head")
    for place, (top, text) in layout.before.names.items():
        page.text(room.x + NAMES * room.width, top, text, align="right", gid="before")
        page.boxes([layout.before.bars[place]], page.colour(colours[place]), "bars", zorder=4)
    for place, (top, text) in layout.after.names.items():
        page.text(room.right - NAMES * room.width, top, text, gid="after")
        page.boxes([layout.after.bars[place]], page.colour(colours[place]), "bars", zorder=4)
    ends = {place: bar.y for place, bar in layout.after.bars.items()}
    for start, bar in layout.before.bars.items():
        at = bar.y
        for end in layout.after.bars:
            tall = float(moves.counts[start, end]) * layout.scale
            if tall:
                shape = _ribbon((bar.right, at), (layout.after.bars[end].x, ends[end]), tall)
                shade = mixed(page.colour(colours[start]), page.colours.paper, PALER if start == end else PALE)
                page.polygons([shape], shade, "stayed" if start == end else "moved", edge="paper", width=0.05 * size)
                if start != end:
                    _number(page, int(moves.counts[start, end]), Box(bar.right, at, 3 * size, tall))
                at, ends[end] = at + tall, ends[end] + tall


def _number(page: Page, count: int, beginning: Box) -> None:
    """How many went, where the ribbon begins and is broad enough."""
    text = line(f"{count:,}", page.sheet.body, "bold")
    if text.height < beginning.height:
        top = beginning.y + (beginning.height - text.height) / 2
        page.text(beginning.x + 0.4 * page.sheet.body, top, text, gid="moved")


def _ribbon(start: Point, end: Point, tall: float) -> list[Point]:
    """A band from one bar to another, level at both."""
    upper = []
    for step in range(STEPS + 1):
        part = step / STEPS
        eased = part * part * (3 - 2 * part)
        upper.append((start[0] + part * (end[0] - start[0]), start[1] + eased * (end[1] - start[1])))
    return [*upper, *((x, y + tall) for x, y in reversed(upper))]
