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
        self.shown = sorted(result.options, key=lambda option: (not option.on_frontier, bool(option.dominated_by)))

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        count = len(self.shown)
        while True:
            least = theme.least if count > 1 else 0.0
            fit = fitted(page, partial(self.lay_out, options=self.shown[:count]), least)
            if fit:
                break
            count = max(1, min(int(0.85 * count), count - 1))
        _FrontierPainter(opener(fit[0]), self, self.shown[:count], fit[1]).paint()

    def scales(self) -> tuple[AxisScale, AxisScale]:
        return (
            scale([option.price for option in self.result.options]).widened(),
            scale([option.gain for option in self.result.options]).widened(),
        )

    def lay_out(self, page: Sheet, options: Sequence[Priced]) -> FrontierLayout | None:
        """The plot as wide as the names beside it leave it; None when these do not fit."""
        room, size = page.room, page.body
        small = page.second
        wide = self.name_width(options, room.width, page)
        names = [self.name(option, wide, page) for option in options]
        head = block(self.gain, room.width - wide, small, "bold")
        if room.width - wide < 12 * size:
            return None
        caption = block(self.price, room.width - wide - 2.6 * size, small, "bold")
        hidden = len(self.shown) - len(options)
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
        centres = [frame.y(option.gain) for option in options]
        tops = spread(centres, heights, box.y, box.bottom - more.height)
        placed = tuple((top, *name) for top, name in zip(tops, names, strict=True))
        return FrontierLayout(frame, below_ticks, ticks, head, caption, placed, more, size)

    def name_width(self, options: Sequence[Priced], room: float, page: Sheet) -> float:
        size = page.body
        titles = [option.title for option in options]
        longest = max((line(title, size, "bold").width for title in titles), default=0.0)
        longest = max([longest, *(line(text, page.second).width for text in map(self.under, options))])
        least = max((min(fonts.longest_word(title, "bold"), 9.0) * size for title in titles), default=0.0)
        return min(longest, max(least, 0.36 * room)) + 0.01

    def name(self, option: Priced, wide: float, page: Sheet) -> tuple[Block, Block]:
        weight = "bold" if option.on_frontier else "normal"
        text = self.under(option)
        under = block(text, wide, page.second) if text else Block((), page.second)
        return block(option.title, wide, page.body, weight), under

    def under(self, option: Priced) -> str:
        """What a step along the frontier costs, or why an option is not on it."""
        if option.rate is not None:
            return f"each unit {'less' if self.result.less_is_gained else 'more'} costs {amount(option.rate, 4)}"
        if option.on_frontier:
            return ""
        if option.dominated_by:
            return "dominated: no better on either than another"
        return "extended dominated: two others are a better buy"

    def subtitle(self) -> str:
        axes = f"{quoted(self.gain)} (upwards) against {quoted(self.price)}"
        return f"{self.model.title}. {axes}: the steps along the line, and what each costs"

    def description(self) -> str:
        parts = [f"{counted(len(self.result.options), 'option')} by {quoted(self.price)} and {quoted(self.gain)}"]
        off = [option for option in self.result.options if not option.on_frontier]
        for option in [option for option in self.result.options if option.on_frontier] + off[:NAMED]:
            text = self.under(option)
            place = "on the frontier" if option.on_frontier else "off the frontier"
            tail = f", {text}" if text else ""
            parts.append(f"{quoted(option.title)}: {amount(option.price)} and {amount(option.gain)}, {place}{tail}")
        if len(off) > NAMED:
            hidden = len(off) - NAMED
            parts.append(f"{hidden} more {'is' if hidden == 1 else 'are'} off the frontier")
        return " ".join(sentence(part) for part in parts)


class _FrontierPainter:
    def __init__(self, page: Page, picture: FrontierPicture, options: Sequence[Priced], layout: FrontierLayout):
        self.page, self.picture, self.shown, self.layout = page, picture, options, layout
        plan_looks = looks(picture.model, [option.options for option in picture.result.options], page.sheet.theme)
        own = {id(option): look.colour for option, look in zip(picture.result.options, plan_looks, strict=True)}
        self.colours = [page.colour(own[id(option)]) for option in options]

    def paint(self) -> None:
        page, layout, size = self.page, self.layout, self.layout.size
        frame, box = layout.frame, layout.frame.box
        page.head()
        draw_grid(page, frame, layout.across, layout.up)
        write_across(page, frame, layout.across, size)
        write_up(page, frame, layout.up, size)
        page.text(page.sheet.room.x, page.sheet.room.y, layout.head, "soft", gid="head")
        page.text(box.right, box.bottom + 1.6 * size, layout.caption, "soft", "right", gid="caption")
        corners = [frame.point(option.price, option.gain) for option in self.picture.result.frontier]
        page.lines([corners] if len(corners) > 1 else [], "ink", 2.2 * page.sheet.stroke, "frontier", 2.5)
        self.points()
        self.names()

    def points(self) -> None:
        frame, radius = self.layout.frame, 0.38 * self.layout.size
        for on_frontier, gid in ((True, "worthwhile"), (False, "others")):
            chosen = [option.on_frontier == on_frontier for option in self.shown]
            centres = [
                frame.point(option.price, option.gain)
                for option, is_chosen in zip(self.shown, chosen, strict=True)
                if is_chosen
            ]
            colours = [colour for colour, is_chosen in zip(self.colours, chosen, strict=True) if is_chosen]
            self.page.marks("event", centres, radius if on_frontier else 0.75 * radius, gid, colour=colours, zorder=3.5)
        hollow = [frame.point(e.price, e.gain) for e in self.shown if not e.on_frontier]
        self.page.marks("event", hollow, 0.42 * radius, "hollow", colour="paper", zorder=3.6)

    def names(self) -> None:
        """Each option's name beside the plot, tied to its point by a fine line."""
        size, box = self.layout.size, self.layout.frame.box
        left = box.right + 2.6 * size
        ties = []
        for option, (top, title, under) in zip(self.shown, self.layout.names, strict=True):
            middle = top + (title.height + under.height) / 2
            ties.append(
                [
                    self.layout.frame.point(option.price, option.gain),
                    (box.right + size, middle),
                    (left - 0.4 * size, middle),
                ]
            )
            self.page.text(left, top, title, "ink" if option.on_frontier else "soft", gid="name")
            self.page.text(left, top + title.height, under, "soft", gid="under")
        self.page.lines(ties, self.colours, 0.8 * self.page.sheet.stroke, "ties", 2.2)
        self.page.text(left, box.bottom - self.layout.more.height, self.layout.more, "soft", gid="more")


PICTURE = FrontierPicture
