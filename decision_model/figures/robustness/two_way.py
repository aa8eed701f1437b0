"""The map of two numbers: which plan is best where, labelled directly, with the lines between regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from matplotlib.colors import to_hex, to_rgb

from decision_model.analysis.given_plan import nothing_open
from decision_model.analysis.robustness.sensitivity.optimal_regions import Region
from decision_model.analysis.robustness.two_way import TwoWay
from decision_model.figures.charts.chart import Frame, Ticks, range_text, ticks_across, ticks_up, write_across, write_up
from decision_model.figures.charts.regions import borders, pieces
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block, Box, Sheet, balanced, block, fitted, line, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme, ink_on
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import counted, listed, sentence

TINTS = (0.62, 0.3, 0.82, 0.46)
"""How far regions that share a colour are lightened towards the paper."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class MapLayout:
    """Where everything goes; `names` are the entries of the key, one a region, with their tops."""

    frame: Frame
    across: Ticks
    up: Ticks
    caption: Block
    head: Block
    names: tuple[tuple[float, Block, Block], ...]
    left: float
    foot: Block
    more: Block
    size: float


class TwoWayPicture(ResultPicture):
    """A two-way analysis to be drawn."""

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        count = len(self.result.regions)
        while True:
            fit = fitted(page, partial(self.lay_out, count=count), page.theme.least if count > 1 else 0.0)
            if fit or count == 1:
                break
            count -= 1
        assert fit is not None
        _TwoWayPainter(opener(fit[0]), self.result, fit[1], self.colours(theme)).paint()

    def lay_out(self, page: Sheet, count: int) -> MapLayout | None:
        room, size = page.room, page.body
        small = page.second
        foot = block(self._note(), room.width, small) if self._note() else Block((), size)
        head = block(self.result.up.axis, room.width, small, "bold")
        caption = block(self.result.across.axis, 0.55 * room.width, small, "bold")
        top = room.y + head.height + 0.7 * size
        bottom = room.bottom - caption.height - 1.7 * size - (foot.height + 0.5 * size if foot.lines else 0.0)
        scales = (
            AxisScale(self.result.across.low, self.result.across.high),
            AxisScale(self.result.up.low, self.result.up.high),
        )
        up = ticks_up(scales[1], bottom - top, small, range_text(self.result.up))
        left = room.x + up.width + 0.8 * size
        right = left + min(0.62 * room.width - (left - room.x), 1.6 * (bottom - top))
        frame = Frame(Box(left, top, right - left, bottom - top), *scales)
        across = ticks_across(frame.across, frame.box.width, small, range_text(self.result.across))
        names, end = self._key(room, frame.box, (size, small), count)
        more = (
            line(f"+{len(self.result.regions) - count} more", small)
            if count < len(self.result.regions)
            else Block((), size)
        )
        if bottom - top < 8 * size or end + more.height > bottom or not across.values:
            return None
        return MapLayout(frame, across, up, caption, head, names, right + 1.2 * size, foot, more, size)

    def _key(
        self, room: Box, plot: Box, sizes: tuple[float, float], count: int
    ) -> tuple[tuple[tuple[float, Block, Block], ...], float]:
        """The regions with their shares, from the top of the plot down."""
        size, small = sizes
        width, top, names = room.right - plot.right - 3.2 * size, plot.y, []
        for region in self.result.regions[:count]:
            name = block(listed([region.title, *region.level]), width, size)
            share = block(f"{percent(region.share)} of the map", width, small)
            names.append((top, name, share))
            top += name.height + share.height + 0.6 * size
        return tuple(names), top

    def colours(self, theme: Theme) -> list[str]:
        """A tint of its option's colour for each region; regions of one colour are lightened more or less."""
        choices = [_options(region) for region in self.result.regions]
        plan_looks = looks(self.model, choices, theme)
        return [_tinted(look.colour, theme.colours.paper, TINTS[look.style % len(TINTS)]) for look in plan_looks]

    def _note(self) -> str:
        notes = [f"{number.label}: {number.note}." for number in (self.result.across, self.result.up) if number.note]
        if not self.result.exact:
            notes.append("Curved boundaries are traced through the grid.")
        if np.any(self.result.winner < 0):
            notes.append("Above the slope the two would exceed the whole.")
        return " ".join(notes)

    def subtitle(self) -> str:
        axes = f"{quoted(self.result.across.label)} and {quoted(self.result.up.label)}"
        what = "The given plan" if nothing_open(self.model) else "What is best"
        return f"{self.model.title}. {what} as {axes} vary, all else held; the cross marks now"

    def description(self) -> str:
        axes = (self.result.across, self.result.up)
        spans = [f"{quoted(number.label)} from {number.span}" for number in axes]
        parts = [f"Map of {counted(len(self.result.regions), 'region')}; across {spans[0]}, upwards {spans[1]}"]
        for region in self.result.regions:
            x, y = (number.text(value) for number, value in zip(axes, region.inside, strict=True))
            verb = "are level and best" if region.level else "is best"
            parts.append(f"{region.name} {verb} on {percent(region.share)}, for instance at {x} and {y}")
        return " ".join(sentence(part) for part in parts)


def _options(region: Region) -> dict[str, str | None]:
    """What a plan does first at each decision; None at those at which that depends on events."""
    chosen: dict[str, set[str]] = {}
    for choice in region.solution.taken:
        chosen.setdefault(choice.decision, set()).add(choice.options[0])
    names = [decision.name for decision in region.solution.model.decisions]
    return {name: next(iter(chosen[name])) if len(chosen.get(name, ())) == 1 else None for name in names}


def _tinted(colour: str, paper: str, share: float) -> str:
    red, green, blue = (o + share * (g - o) for o, g in zip(to_rgb(colour), to_rgb(paper), strict=True))
    return to_hex((red, green, blue))


class _TwoWayPainter:
    def __init__(self, page: Page, result: TwoWay, layout: MapLayout, colours: Sequence[str]):
        self.page, self.result, self.layout, self.colours = page, result, layout, colours
        self.frame, self.size, self.stroke = layout.frame, layout.size, page.sheet.stroke

    def paint(self) -> None:
        page, layout, box = self.page, self.layout, self.frame.box
        page.head()
        self.regions()
        edges = [[self.frame.point(*start), self.frame.point(*end)] for start, end in borders(self.result)]
        page.lines(edges, "ink", 1.3 * self.stroke, "borders", 3.4)
        page.boxes([box], "none", "frame", edge="soft", width=self.stroke, zorder=3.6)
        write_across(page, self.frame, layout.across, self.size)
        write_up(page, self.frame, layout.up, self.size)
        page.text(page.sheet.room.x, page.sheet.room.y, layout.head, "soft", gid="head")
        left = max(page.sheet.room.x, box.x + (box.width - layout.caption.width) / 2)
        page.text(left, box.bottom + 1.55 * self.size, layout.caption, "soft", gid="caption")
        page.text(page.sheet.room.x, page.sheet.room.bottom - layout.foot.height, layout.foot, "soft", gid="note")
        self.base()
        self.labels()
        self.key()

    def regions(self) -> None:
        shapes, colours = [], []
        for colour, filled in zip(self.colours, pieces(self.result), strict=True):
            shapes += [[self.frame.point(*corner) for corner in piece] for piece in filled]
            colours += [colour] * len(filled)
        self.page.polygons(shapes, colours, "regions", zorder=3)
        outlines = [[*shape, shape[0]] for shape in shapes]
        self.page.lines(outlines, colours, 0.5 * self.stroke, "seams", 3.1)

    def base(self) -> None:
        """A cross at the model's own numbers."""
        across, up = self.result.across, self.result.up
        if self.result.base < 0:
            return
        x, y = self.frame.point(across.base, up.base)
        reach = 0.5 * self.size
        self.page.lines(
            [[(x - reach, y), (x + reach, y)], [(x, y - reach), (x, y + reach)]], "ink", 2.2 * self.stroke, "base", 4
        )

    def labels(self) -> None:
        """Each region's title where it has room, otherwise its letter, otherwise nothing."""
        for place, region in enumerate(self.result.regions):
            ink = ink_on(self.colours[place], self.page.colours)
            letter = line(LETTERS[place % 26], self.page.sheet.second, "bold")
            for text in (*self._wrapped(listed([region.title, *region.level])), letter):
                spot = self._spot(place, text)
                if spot:
                    self.page.text(*spot, text, ink, "center", gid="region")
                    break

    def _wrapped(self, title: str) -> list[Block]:
        """The title broken into lines of several widths and sizes, none so narrow that a word would be cut."""
        word = fonts.longest_word(title)
        return [
            balanced(title, share * self.frame.box.width, scale * self.size)
            for scale in (1.0, self.page.sheet.second / self.size)
            for share in (0.6, 0.45, 0.32, 0.22)
            if word * scale * self.size <= share * self.frame.box.width
        ]

    def _spot(self, place: int, text: Block) -> tuple[float, float] | None:
        """Middle and top of a place at which a text lies within its region and off the cross, nearest its middle."""
        xs, ys = self.result.xs, self.result.ys
        half = (text.width / 2 + 0.4 * text.size) / self.frame.box.width * (xs[-1] - xs[0])
        tall = (text.height / 2 + 0.2 * text.size) / self.frame.box.height * (ys[-1] - ys[0])
        own = np.argwhere(self.result.winner == place)
        if not len(own):
            return None
        middle = own.mean(axis=0)
        order = np.argsort(((own - middle) ** 2).sum(axis=1), kind="stable")
        for row, column in own[order][:: max(1, len(own) // 400)]:
            x, y = float(xs[column]), float(ys[row])
            if self._clear(place, x, y, half, tall):
                at, level = self.frame.point(x, y)
                return at, level - text.height / 2
        return None

    def _clear(self, place: int, x: float, y: float, half: float, tall: float) -> bool:
        xs, ys = self.result.xs, self.result.ys
        if x - half < xs[0] or x + half > xs[-1] or y - tall < ys[0] or y + tall > ys[-1]:
            return False
        base = self.result.across.base, self.result.up.base
        cross = (
            0.8 * self.size / self.frame.box.width * (xs[-1] - xs[0]),
            0.8 * self.size / self.frame.box.height * (ys[-1] - ys[0]),
        )
        if abs(base[0] - x) < half + cross[0] and abs(base[1] - y) < tall + cross[1]:
            return False
        columns = slice(*np.searchsorted(xs, [x - half, x + half]))
        rows = slice(*np.searchsorted(ys, [y - tall, y + tall]))
        return bool(np.all(self.result.winner[rows, columns] == place))

    def key(self) -> None:
        """Every region with its colour, its letter, its title and its share, right of the map."""
        side, left = 1.1 * self.size, self.layout.left
        swatches = []
        for place, (top, name, share) in enumerate(self.layout.names):
            swatches.append(Box(left, top + 0.1 * self.size, side, side))
            letter = line(LETTERS[place % 26], self.page.sheet.second, "bold")
            self.page.text(
                left + side / 2,
                top + 0.2 * self.size,
                letter,
                ink_on(self.colours[place], self.page.colours),
                "center",
                gid="letter",
            )
            self.page.text(left + 1.6 * self.size, top, name, gid="name")
            self.page.text(left + 1.6 * self.size, top + name.height, share, "soft", gid="share")
        self.page.boxes(swatches, list(self.colours[: len(swatches)]), "key", edge="ink", width=0.5 * self.stroke)
        if self.layout.names:
            top, name, share = self.layout.names[-1]
            self.page.text(
                left + 1.6 * self.size,
                top + name.height + share.height + 0.4 * self.size,
                self.layout.more,
                "soft",
                gid="more",
            )


PICTURE = TwoWayPicture
