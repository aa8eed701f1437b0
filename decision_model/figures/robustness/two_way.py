"""The map of two numbers: which plan is best where, labelled directly, with the lines between regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

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
from decision_model.figures.robustness.two_way_key import Key, RegionName, entries, set_key
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import counted, sentence

TINTS = (0.62, 0.3, 0.82, 0.46)
"""How far regions that share a colour are lightened towards the paper."""
PARTS = (0.62, 0.54, 0.46)
"""Shares of the page's width that the map may take, the rest being the key's."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class MapLayout:
    """Where everything goes; the key stands right of the map, from the top of the page's room."""

    frame: Frame
    across: Ticks
    up: Ticks
    caption: Block
    head: Block
    key: Key
    left: float
    foot: Block
    more: Block
    size: float


class TwoWayPicture(ResultPicture):
    """A two-way analysis to be drawn."""

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        found = entries(self.model, self.result.regions)
        trials = product(range(len(found), 0, -1), PARTS)
        fits = (
            fitted(page, partial(self.lay_out, shown=found[:count], part=part), page.theme.least if count > 1 else 0.0)
            for count, part in trials
        )
        fit = next(fit for fit in fits if fit)
        painter = _TwoWayPainter(opener(fit[0]), self.result, fit[1], self.colours(theme))
        painter.paint({} if any(entry.group for entry in found) else {entry.place: entry.name for entry in found})

    def lay_out(self, page: Sheet, shown: Sequence[RegionName], part: float) -> MapLayout | None:
        room, size = page.room, page.body
        small = page.second
        foot = block(self._note(), room.width, small) if self._note() else Block((), size)
        head = block(self.result.up.axis, part * room.width, small, "bold")
        caption = block(self.result.across.axis, 0.55 * room.width, small, "bold")
        top = room.y + head.height + 0.7 * size
        bottom = room.bottom - caption.height - 1.7 * size - (foot.height + 0.5 * size if foot.lines else 0.0)
        scales = (
            AxisScale(self.result.across.low, self.result.across.high),
            AxisScale(self.result.up.low, self.result.up.high),
        )
        up = ticks_up(scales[1], bottom - top, small, range_text(self.result.up))
        left = room.x + up.width + 0.8 * size
        right = left + min(part * room.width - (left - room.x), 1.6 * (bottom - top))
        frame = Frame(Box(left, top, right - left, bottom - top), *scales)
        across = ticks_across(frame.across, frame.box.width, small, range_text(self.result.across))
        key_left = max(right, room.x + head.width) + 1.2 * size
        key = set_key(shown, self.result.regions, room.right - key_left, (small, size))
        hidden = len(self.result.regions) - len(shown)
        more = line(f"+{hidden} more", small) if hidden else Block((), size)
        if bottom - top < 8 * size or room.y + key.height + more.height > room.bottom - foot.height:
            return None
        if not across.values:
            return None
        return MapLayout(frame, across, up, caption, head, key, key_left, foot, more, size)

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

    def paint(self, names: Mapping[int, str]) -> None:
        """The map and its key; `names` are what regions are called on the map where they have room for it."""
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
        self.labels(names)
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

    def labels(self, names: Mapping[int, str]) -> None:
        """Each region's name where it has room, otherwise its letter if the key has it, otherwise nothing."""
        told = {placed.entry.place for placed in self.layout.key.entries}
        for place in range(len(self.result.regions)):
            ink = ink_on(self.colours[place], self.page.colours)
            letter = line(LETTERS[place % 26], self.page.sheet.second, "bold")
            for text in (*self._wrapped(names.get(place, "")), *([letter] if place in told else [])):
                spot = self._spot(place, text)
                if spot:
                    self.page.text(*spot, text, ink, "center", gid="region")
                    break

    def _wrapped(self, title: str) -> list[Block]:
        """The title broken into lines of several widths and sizes, none so narrow that a word would be cut."""
        if not title:
            return []
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
        """Every region with its colour, its letter, its name and its share, right of the map."""
        page, left, top = self.page, self.layout.left, self.page.sheet.room.y
        side, indent = 1.2 * self.size, 1.6 * self.size
        for down, head in self.layout.key.heads:
            page.text(left, top + down, head, gid="group")
        swatches, colours = [], []
        for placed in self.layout.key.entries:
            place, down = placed.entry.place, top + placed.top
            swatches.append(Box(left, down, side, side))
            colours.append(self.colours[place])
            letter = line(LETTERS[place % 26], page.sheet.second, "bold")
            ink = ink_on(self.colours[place], page.colours)
            page.text(left + side / 2, down + (side - letter.height) / 2, letter, ink, "center", gid="letter")
            page.text(left + indent, down, placed.name, gid="name")
        page.boxes(swatches, colours, "key", edge="ink", width=0.5 * self.stroke)
        page.text(left + indent, top + self.layout.key.height, self.layout.more, "soft", gid="more")


PICTURE = TwoWayPicture
