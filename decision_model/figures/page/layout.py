"""Where things go: boxes, the sheet a figure is set on, and shared widths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from decision_model.figures.page import fonts
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words

T = TypeVar("T")
STEPS = tuple(0.95**step for step in range(130))
SECOND = 0.8  # share of the body's type that comes second, where that can be read
CALM = 0.8  # share of the largest type that is given up for labels on one line
BODY = 0.66  # share of the page that the words leave free at least
LEAST_BODY = 0.5  # the same where the title would have to be smaller than what it speaks of
LEAST_TITLE = 0.5  # share of the title's type below which a long word is broken rather than set smaller
GROWN = 1.3  # type in the body may exceed the theme's by this much where little is to be shown
FILLED = 0.5  # share of the height left free by the words that few rows take at least


@dataclass(frozen=True)
class Box:
    """A rectangle in points; y grows downwards from the top of the sheet."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def corners(self) -> list[tuple[float, float]]:
        return [(self.x, self.y), (self.right, self.y), (self.right, self.bottom), (self.x, self.bottom)]


@dataclass(frozen=True)
class Block:
    """Wrapped text of one size."""

    lines: tuple[str, ...]
    size: float
    weight: str = "normal"

    @property
    def height(self) -> float:
        return len(self.lines) * fonts.LINE * self.size

    @property
    def width(self) -> float:
        return max((fonts.width(line, self.weight) for line in self.lines), default=0.0) * self.size


def block(text: str, room: float, size: float, weight: str = "normal") -> Block:
    """Text wrapped to a width."""
    return Block(fonts.wrap(text, room, size, weight), size, weight)


def balanced(text: str, room: float, size: float, weight: str = "normal") -> Block:
    """Text wrapped to lines of about the same length, no more of them than are needed; broken words fill theirs."""
    whole = block(text, room, size, weight)
    if fonts.longest_word(text, weight) * size > room:
        return whole
    low, high = 0.4 * room, room
    while len(whole.lines) > 1 and high - low > size:
        middle = (low + high) / 2
        trial = block(text, middle, size, weight)
        low, high = (low, middle) if len(trial.lines) <= len(whole.lines) else (middle, high)
    return block(text, high, size, weight)


def line(text: str, size: float, weight: str = "normal") -> Block:
    """Text on one line."""
    return Block((fonts.clean(text),), size, weight)


@dataclass(frozen=True)
class Sheet:
    """A page with its words set; `scale` is that of the type in the body, in proportion to the theme's."""

    theme: Theme
    width: float
    height: float
    title: Block
    subtitle: Block
    source: Block
    scale: float = 1.0

    @property
    def margin(self) -> float:
        return min(self.theme.margin, 0.04 * self.width, 0.05 * self.height)

    @property
    def body(self) -> float:
        return self.theme.body * self.scale

    @property
    def second(self) -> float:
        """The type of what comes second to the body: heads, notes, keys; no smaller than can be read."""
        return max(min(self.body, self.theme.least), SECOND * self.body)

    @property
    def first(self) -> float:
        """The type of what the title speaks of, larger than the body; in proportion where that is too small to read."""
        return max(self.body, self.theme.key * min(1.0, self.body / self.theme.least))

    @property
    def stroke(self) -> float:
        """The width of plain lines, finer where the type is smaller."""
        return self.theme.stroke * min(1.2, max(0.5, self.scale))

    @property
    def below_title(self) -> float:
        return self.margin + self.title.height + 0.2 * self.subtitle.size

    @property
    def room(self) -> Box:
        """What is left between the words above and the source line below."""
        gap = 0.6 * self.subtitle.size
        top = self.below_title + self.subtitle.height + gap
        bottom = self.height - self.margin - self.source.height - gap
        return Box(self.margin, top, self.width - 2 * self.margin, bottom - top)


def sheet(words: Words, theme: Theme, width: float, height: float) -> Sheet:
    """The page with title, subtitle and source line as large as the theme says, or as the page allows."""
    for scale in STEPS:
        if scale > STEPS[-1] and _least_height(words, theme, width, height, scale) > (1 - BODY) * height:
            continue
        result = _set(words, theme, width, height, scale)
        free = BODY if STEPS[1] * result.title.size >= theme.key else LEAST_BODY
        if result.room.height > free * height and not _broken(words, result):
            break
    return result


def _least_height(words: Words, theme: Theme, width: float, height: float, scale: float) -> float:
    """What title and subtitle take at least, by the widths of their words, which are measured once for all scales."""
    room = _text_width(theme, width, height)
    texts = ((words.title, theme.title * scale, "bold"), (words.subtitle, theme.subtitle * scale, "normal"))
    return sum(fonts.LINE * size**2 * fonts.words_width(text, weight) / room for text, size, weight in texts)


def _text_width(theme: Theme, width: float, height: float) -> float:
    return width - 2 * min(theme.margin, 0.04 * width, 0.05 * height)


def _set(words: Words, theme: Theme, width: float, height: float, scale: float) -> Sheet:
    room = _text_width(theme, width, height)
    title = theme.title * scale
    subtitle, source = (min(max(kind * scale, theme.least), title) for kind in (theme.subtitle, theme.least))
    return Sheet(
        theme,
        width,
        height,
        balanced(words.title, room, title, "bold"),
        balanced(words.subtitle, room, subtitle),
        block(words.source, room, source),
    )


def _broken(words: Words, page: Sheet) -> bool:
    """Whether a word of the title is broken that would be whole in smaller type that can still be read."""
    longest = fonts.longest_word(words.title, "bold")
    return LEAST_TITLE * page.theme.title * longest <= page.room.width < page.title.size * longest


def fitted(page: Sheet, lay_out: Callable[[Sheet], T | None], least: float = 0.0) -> tuple[Sheet, T] | None:
    """The layout with the largest type that fits, no smaller than `least` points; None when nothing does.

    It is no larger than the title, where that can be read.
    """
    most = max(least, page.theme.least, page.title.size)
    scales = [GROWN * step for step in STEPS if least <= GROWN * step * page.theme.body <= most]
    scales = scales or [1.0]
    best: tuple[Sheet, T] | None = None
    low, high = 0, len(scales) - 1
    while low <= high:
        middle = (low + high) // 2 if best or low else low
        trial = Sheet(page.theme, page.width, page.height, page.title, page.subtitle, page.source, scales[middle])
        layout = lay_out(trial)
        if layout is None:
            low = middle + 1
        else:
            best, high = (trial, layout), middle - 1
    return best


def calmer(page: Sheet, fit: tuple[Sheet, T], lay_out: Callable[[Sheet], T | None], least: float) -> tuple[Sheet, T]:
    """A calmer layout in somewhat smaller type, where there is one; otherwise the one that was found."""
    return fitted(page, lay_out, max(least, CALM * fit[0].body)) or fit


def spread(needed: float, room: float, stretch: float) -> tuple[float, float]:
    """How many times higher rows that need some height become in a room, and how far down its top they then begin.

    Rows grow up to `stretch` times, few of them until they fill a share of the room; they stand in the middle of it.
    """
    if needed <= 0:
        return 1.0, 0.0
    factor = min(max(stretch, FILLED * room / needed), room / needed)
    return factor, (room - factor * needed) / 2


def shared(room: float, least: Sequence[float], natural: Sequence[float]) -> list[float]:
    """Widths of columns: what each wants if there is room, otherwise the widest give way first.

    No column falls below its least; when even those do not fit, the sum exceeds the room.
    """
    if sum(natural) <= room:
        return list(natural)
    low, high = 0.0, max(natural)
    for _ in range(40):
        cap = (low + high) / 2
        total = sum(max(small, min(large, cap)) for small, large in zip(least, natural, strict=True))
        low, high = (cap, high) if total <= room else (low, cap)
    return [max(small, min(large, low)) for small, large in zip(least, natural, strict=True)]


@dataclass(frozen=True)
class Entry:
    """One entry of a key: where its sign and its text stand."""

    x: float
    y: float
    text_x: float
    text: Block


def flowed(names: Sequence[str], signs: Sequence[float], room: float, size: float) -> tuple[list[Entry], float]:
    """Entries of a key set one after the other and broken into rows, as words are; and the height of all rows.

    `signs` are the widths that the entries' signs take.
    """
    entries: list[Entry] = []
    x = y = tall = 0.0
    for name, sign in zip(names, signs, strict=True):
        text = block(name, room - sign, size)
        if x and x + sign + text.width > room:
            x, y, tall = 0.0, y + tall + 0.3 * size, 0.0
        entries.append(Entry(x, y, x + sign, text))
        x, tall = x + sign + text.width + 1.5 * size, max(tall, text.height)
    return entries, y + tall
