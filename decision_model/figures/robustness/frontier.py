"""The frontier: options as points over two considerations, the worthwhile ones joined, each named beside the plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from decision_model.analysis.robustness.frontier import Frontier, Priced
from decision_model.figures.charts.chart import (
    Frame,
    Ticks,
    draw_grid,
    round_text,
    spread,
    ticks_across,
    ticks_up,
    write_across,
    write_up,
)
from decision_model.figures.charts.scales import AxisScale, scale
from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block, Box, Sheet, block, fitted, line, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.words.names import quoted
from decision_model.words.numbers import amount
from decision_model.words.sentences import counted, sentence

NAMED = 12
"""How many options off the frontier the long description names."""


@dataclass(frozen=True)
class FrontierLayout:
    """Where the plot and the names beside it go; `names` holds the top and the texts of each name."""

    frame: Frame
    across: Ticks
    up: Ticks
    head: Block
    caption: Block
    names: tuple[tuple[float, Block, Block], ...]
    more: Block
    size: float


class FrontierPicture(ResultPicture):
    """A frontier to be drawn: price to the right, gain upwards."""

    def __init__(self, result: Frontier):
        super().__init__(result)
        self.gain, self.price = result.labels
        self.shown = sorted(result.options, key=lambda each: (not each.on_frontier, bool(each.dominated_by)))

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        count = len(self.shown)
        while True:
            least = theme.least if count > 1 else 0.0
            found = fitted(page, partial(self.lay_out, shown=self.shown[:count]), least)
            if found:
                break
            count = max(1, min(int(0.85 * count), count - 1))
        _FrontierPainter(opener(found[0]), self, self.shown[:count], found[1]).paint()

    def scales(self) -> tuple[AxisScale, AxisScale]:
        return (
            scale([each.price for each in self.result.options]).widened(),
            scale([each.gain for each in self.result.options]).widened(),
        )

    def lay_out(self, page: Sheet, shown: Sequence[Priced]) -> FrontierLayout | None:
        """The plot as wide as the names beside it leave it; None when these do not fit."""
        room, size = page.room, page.body
        small = 0.8 * size
        wide = self.name_width(shown, room.width, size)
        names = [self.name(each, wide, size) for each in shown]
        head = block(self.gain, room.width - wide, small, "bold")
        if room.width - wide < 12 * size:
            return None
        caption = block(self.price, room.width - wide - 2.6 * size, small, "bold")
        hidden = len(self.shown) - len(shown)
        more = line(f"+{hidden:,} more", small) if hidden else Block((), small)
        top, below = room.y + head.height + 0.6 * size, 1.7 * size + caption.height
        box = Box(room.x, top, room.width - wide - 2.6 * size, room.bottom - below - top)
        heights = [title.height + under.height + 0.25 * size for title, under in names]
        if box.height < 7 * size or sum(heights) + more.height > box.height or box.width < 0.35 * room.width:
            return None
        across, up = self.scales()
        text = round_text()
        ticks = ticks_up(up, box.height, small, text)
        margin = ticks.width + 0.8 * size
        frame = Frame(Box(box.x + margin, box.y, box.width - margin, box.height), across, up)
        below_ticks = ticks_across(across, frame.box.width, small, text)
        if not below_ticks.values or frame.box.width < 8 * size:
            return None
        centres = [frame.y(each.gain) for each in shown]
        tops = spread(centres, heights, box.y, box.bottom - more.height)
        placed = tuple((top, *name) for top, name in zip(tops, names, strict=True))
        return FrontierLayout(frame, below_ticks, ticks, head, caption, placed, more, size)

    def name_width(self, shown: Sequence[Priced], room: float, size: float) -> float:
        titles = [each.title for each in shown]
        wanted = max((line(title, size, "bold").width for title in titles), default=0.0)
        wanted = max([wanted, *(line(said, 0.75 * size).width for said in map(self.under, shown))])
        least = max((min(fonts.longest_word(title, "bold"), 9.0) * size for title in titles), default=0.0)
        return min(wanted, max(least, 0.36 * room)) + 0.01

    def name(self, each: Priced, wide: float, size: float) -> tuple[Block, Block]:
        weight = "bold" if each.on_frontier else "normal"
        text = self.under(each)
        return block(each.title, wide, size, weight), block(text, wide, 0.75 * size) if text else Block((), size)

    def under(self, each: Priced) -> str:
        """What a step along the frontier costs, or why an option is not on it."""
        if each.rate is not None:
            return f"each unit more costs {amount(each.rate, 4)}"
        if each.on_frontier:
            return ""
        return "no better on either than another" if each.dominated_by else "two others are a better buy"

    def subtitle(self) -> str:
        pair = f"{quoted(self.gain)} (upwards) against {quoted(self.price)}"
        return f"{self.model.title}. {pair}: the steps along the line, and what each costs"

    def description(self) -> str:
        parts = [f"{counted(len(self.result.options), 'option')} by {quoted(self.price)} and {quoted(self.gain)}"]
        off = [each for each in self.result.options if not each.on_frontier]
        for each in [each for each in self.result.options if each.on_frontier] + off[:NAMED]:
            text = self.under(each)
            place = "on the frontier" if each.on_frontier else "off the frontier"
            tail = f", {text}" if text else ""
            parts.append(f"{quoted(each.title)}: {amount(each.price)} and {amount(each.gain)}, {place}{tail}")
        if len(off) > NAMED:
            more = len(off) - NAMED
            parts.append(f"{more} more {'is' if more == 1 else 'are'} off the frontier")
        return " ".join(sentence(part) for part in parts)


class _FrontierPainter:
    def __init__(self, page: Page, picture: FrontierPicture, shown: Sequence[Priced], layout: FrontierLayout):
        self.page, self.picture, self.shown, self.layout = page, picture, shown, layout
        found = looks(picture.model, [each.options for each in picture.result.options], page.sheet.theme)
        own = {id(each): look.colour for each, look in zip(picture.result.options, found, strict=True)}
        self.colours = [page.colour(own[id(each)]) for each in shown]

    def paint(self) -> None:
        page, layout, size = self.page, self.layout, self.layout.size
        frame, box = layout.frame, layout.frame.box
        page.head()
        draw_grid(page, frame, layout.across, layout.up)
        write_across(page, frame, layout.across, size)
        write_up(page, frame, layout.up, size)
        page.text(page.sheet.room.x, page.sheet.room.y, layout.head, "soft", gid="head")
        page.text(box.right, box.bottom + 1.6 * size, layout.caption, "soft", "right", gid="caption")
        kept = [frame.point(each.price, each.gain) for each in self.picture.result.frontier]
        page.lines([kept] if len(kept) > 1 else [], "ink", 2.2 * page.sheet.stroke, "frontier", 2.5)
        self.points()
        self.names()

    def points(self) -> None:
        frame, radius = self.layout.frame, 0.38 * self.layout.size
        for kept, gid in ((True, "worthwhile"), (False, "others")):
            places = [each.on_frontier == kept for each in self.shown]
            centres = [frame.point(e.price, e.gain) for e, yes in zip(self.shown, places, strict=True) if yes]
            colours = [colour for colour, yes in zip(self.colours, places, strict=True) if yes]
            self.page.marks("event", centres, radius if kept else 0.75 * radius, gid, colour=colours, zorder=3.5)
        hollow = [frame.point(e.price, e.gain) for e in self.shown if not e.on_frontier]
        self.page.marks("event", hollow, 0.42 * radius, "hollow", colour="paper", zorder=3.6)

    def names(self) -> None:
        """Each option's name beside the plot, tied to its point by a fine line."""
        size, box = self.layout.size, self.layout.frame.box
        left = box.right + 2.6 * size
        ties = []
        for each, (top, title, under) in zip(self.shown, self.layout.names, strict=True):
            middle = top + (title.height + under.height) / 2
            ties.append(
                [
                    self.layout.frame.point(each.price, each.gain),
                    (box.right + size, middle),
                    (left - 0.4 * size, middle),
                ]
            )
            self.page.text(left, top, title, "ink" if each.on_frontier else "soft", gid="name")
            self.page.text(left, top + title.height, under, "soft", gid="under")
        self.page.lines(ties, self.colours, 0.8 * self.page.sheet.stroke, "ties", 2.2)
        self.page.text(left, box.bottom - self.layout.more.height, self.layout.more, "soft", gid="more")


PICTURE = FrontierPicture
