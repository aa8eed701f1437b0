"""Where everything goes on the picture of a class: options with their bars left, strips of dots right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from decision_model.analysis.classroom.camps import Spread
from decision_model.figures.charts.chart import Ticks, round_text, ticks_across
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.page.layout import Block, Box, Sheet, block, fitted, line

LEFT = 0.4
"""The share of the width that the options take."""
MOST_OF_STRIP = 0.42
"""The share of the right side that the names of considerations take at most."""
TALLEST = 4.2
"""How tall a strip may be, in ems."""


@dataclass(frozen=True)
class Wanted:
    """An option as it is shown: for how many it is best, and was before; `title` is empty for the rest of them."""

    place: int
    title: str
    number: str
    persons: float
    before: float | None = None


@dataclass(frozen=True)
class Shown:
    """What is shown, however much of it fits."""

    options: tuple[Wanted, ...]
    spreads: tuple[Spread, ...]
    sentence: str
    notes: tuple[str, ...]
    head: str
    strips_head: str
    more_options: int = 0
    more_spreads: int = 0

    def fewer(self, options: int, spreads: int) -> Shown:
        """With so many options and strips."""
        return replace(
            self,
            options=self.options[:options],
            spreads=self.spreads[:spreads],
            more_options=self.more_options + len(self.options) - options,
            more_spreads=self.more_spreads + len(self.spreads) - spreads,
        )


@dataclass(frozen=True)
class Row:
    """Words and the box beside or below them."""

    title: Block
    top: float
    box: Box
    number: Block


@dataclass(frozen=True)
class ClassLayout:
    """Everything in its place."""

    shown: Shown
    size: float
    head: Block
    options: tuple[Row, ...]
    more_options: Block
    notes: tuple[tuple[float, Block], ...]
    sentence: Block
    sentence_top: float
    strips_head: Block
    strips: tuple[Row, ...]
    more_spreads: Block
    across: AxisScale
    ticks: Ticks
    left: Box
    right: Box


def fit(page: Sheet, shown: Shown) -> tuple[Sheet, ClassLayout]:
    """As much as can be read, in the largest type in which all of it fits, or else in the smallest."""
    while True:
        found = fitted(page, _laid_out(shown), page.theme.least)
        if found:
            return found
        least = min(1.0, page.theme.least / page.theme.body)
        trial = replace(page, scale=least)
        sides = _sides(trial)
        few_options, few_spreads = len(shown.options) <= 1, len(shown.spreads) <= 1
        if few_options and few_spreads:
            return fitted(page, _laid_out(shown)) or (trial, _layout(trial, shown))
        options_fit = few_options or _options_height(trial, shown, sides[0]) <= sides[0].height
        spreads_fit = few_spreads or _strips_height(trial, shown, sides[1]) <= sides[1].height
        if options_fit and spreads_fit:  # only the ticks do not
            return trial, _layout(trial, shown)
        shown = shown.fewer(len(shown.options) - (not options_fit), len(shown.spreads) - (not spreads_fit))


def _laid_out(shown: Shown) -> Callable[[Sheet], ClassLayout | None]:
    def attempt(page: Sheet) -> ClassLayout | None:
        left, right = _sides(page)
        if _options_height(page, shown, left) > left.height or _strips_height(page, shown, right) > right.height:
            return None
        return _layout(page, shown)

    return attempt


def _sides(page: Sheet) -> tuple[Box, Box]:
    room, gap = page.room, 2.0 * page.body
    wide = LEFT * (room.width - gap)
    return (
        Box(room.x, room.y, wide, room.height),
        Box(room.x + wide + gap, room.y, room.width - wide - gap, room.height),
    )


def _sentence(page: Sheet, shown: Shown, left: Box) -> Block:
    return block(shown.sentence, left.width, max(page.theme.key, page.body), "bold") if shown.sentence else Block((), 1)


def _more(page: Sheet, count: int, noun: str) -> Block:
    return line(f"+{count:,} more {noun}", page.second) if count else Block((), page.second)


def _number_width(page: Sheet, options: Sequence[Wanted]) -> float:
    return max((line(option.number, page.body, "bold").width for option in options), default=0.0) + 0.6 * page.body


def _option_height(page: Sheet, option: Wanted, left: Box) -> float:
    return block(option.title, left.width, page.body).height + 1.9 * page.body


def _head(page: Sheet, text: str, side: Box) -> Block:
    return block(text, side.width, page.second, "bold")


def _options_height(page: Sheet, shown: Shown, left: Box) -> float:
    rows = sum(_option_height(page, option, left) for option in shown.options)
    sentence, more = _sentence(page, shown, left), _more(page, shown.more_options, "options")
    head = _head(page, shown.head, left).height + 0.5 * page.body
    return head + rows + more.height + sentence.height + (0.8 * page.body if sentence.lines else 0.0)


def _noted(page: Sheet, notes: Sequence[str], room: Box) -> tuple[tuple[float, Block], ...]:
    """The notes that fit below the options, each with its top; those that do not are left out."""
    placed, top, gap = [], room.y + 0.4 * page.body, 0.7 * page.second
    for note in notes:
        text = block(note, room.width, page.second)
        if top + text.height + gap <= room.bottom:
            placed.append((top, text))
            top += text.height + gap
    return tuple(placed)


def _title_room(page: Sheet, shown: Shown, right: Box) -> float:
    longest = max(line(spread.title, page.body).width for spread in shown.spreads) + 0.01
    return min(longest, MOST_OF_STRIP * right.width)


def _strips_height(page: Sheet, shown: Shown, right: Box) -> float:
    wide = _title_room(page, shown, right)
    rows = [max(block(s.title, wide, page.body).height + 0.3 * page.body, 2.0 * page.body) for s in shown.spreads]
    return max(rows) * len(rows) + _around_strips(page, shown, right)


def _around_strips(page: Sheet, shown: Shown, right: Box) -> float:
    """The head with the key below it, the ticks and what is left out."""
    head = _head(page, shown.strips_head, right).height + 2.2 * page.body
    return head + 1.7 * page.second + _more(page, shown.more_spreads, "considerations").height


def _layout(page: Sheet, shown: Shown) -> ClassLayout:
    left, right = _sides(page)
    size, head = page.body, _head(page, shown.head, left)
    sentence, top = _sentence(page, shown, left), left.y + head.height + 0.5 * page.body
    wide = _number_width(page, shown.options)
    rows = []
    for option in shown.options:
        title, number = block(option.title, left.width, size), line(option.number, size, "bold")
        bar = Box(left.x, top + title.height + 0.15 * size, left.width - wide, 1.05 * size)
        rows.append(Row(title, top, bar, number))
        top += _option_height(page, option, left)
    names, around = _title_room(page, shown, right), _around_strips(page, shown, right)
    strips_head = _head(page, shown.strips_head, right)
    tall = min((right.height - around) / len(shown.spreads), TALLEST * size)
    at = right.y + strips_head.height + 2.2 * size
    strips = []
    x = right.x + names + 0.9 * size
    for spread in shown.spreads:
        title = block(spread.title, names, size)
        strips.append(Row(title, at + (tall - title.height) / 2, Box(x, at, right.right - x, tall), Block((), size)))
        at += tall
    highest = max(max(*spread.shares, spread.own, spread.median) for spread in shown.spreads)
    across = AxisScale(0.0, max(0.1, highest)).widened()
    ticks = ticks_across(across, right.right - x, page.second, round_text(0.01, "%"))
    more = _more(page, shown.more_options, "options"), _more(page, shown.more_spreads, "considerations")
    below = max(left.bottom - sentence.height, top + more[0].height)
    notes = _noted(page, shown.notes, Box(left.x, top + more[0].height, left.width, below - top - more[0].height))
    words = (head, tuple(rows), more[0], notes, sentence, below, strips_head, tuple(strips), more[1])
    return ClassLayout(shown, size, *words, across, ticks, left, right)
