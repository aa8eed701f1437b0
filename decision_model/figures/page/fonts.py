"""Text measured by the metrics of the shipped font, cleaned of what cannot be drawn, and wrapped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from matplotlib import get_data_path
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path
from matplotlib.textpath import TextPath

FAMILY = "DejaVu Sans"
FILES = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}
ASCENT, DESCENT = 0.93, 0.25
LINE = ASCENT + DESCENT
SHIFT = {"left": 0.0, "center": 0.5, "right": 1.0}
"""Which part of a line's width lies left of its anchor."""

REPLACEMENT = "\u25a1"
LEFT_TO_RIGHT = "\u200e"  # an invisible mark, first in a line whose sentence runs from left to right
STEPS = {
    TextPath.MOVETO: "M",
    TextPath.LINETO: "L",
    TextPath.CURVE3: "Q",
    TextPath.CURVE4: "C",
    TextPath.CLOSEPOLY: "Z",
}
SHAPED = {"R", "AL", "NSM", "AN"}
"""Kinds of characters that are drawn otherwise beside each other than alone."""

MARKS = {"Mn", "Me"}
"""Kinds of characters that stand on the letter before them."""

MARKS_IN_A_ROW = 6
"""How many of them stand on one letter, at most: more are no writing, and take a second to lay out."""

_PILED = re.compile(rf"[^\w\s]{{{MARKS_IN_A_ROW + 1},}}")

EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH", "BOPOMOFO"}
"""How the names of characters begin that one family of fonts holds."""

_UNIT = 64.0
_MEASURED = 32  # letters of a word that are measured first
_SLACK = 1.015  # hinting widens a line by about one in a hundred


@lru_cache(maxsize=50_000)
def clean(text: str) -> str:
    """One line of drawable characters: spaces collapsed, control characters dropped, and marks that no letter has."""
    characters = "".join(_character(character) for character in text)
    if not characters.isascii():
        characters = _PILED.sub(_unpiled, characters)
    return " ".join(characters.split())


def _unpiled(match: re.Match[str]) -> str:
    """What is left of many characters that are not words of letters: of marks in a row, the first few."""
    kept, row = [], 0
    for character in match.group():
        row = row + 1 if unicodedata.category(character) in MARKS else 0
        kept.append(character if row <= MARKS_IN_A_ROW else "")
    return "".join(kept)


def _character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cs", "Cn", "Co"):
        return "\ufffd"
    if category == "Cc":
        return " "
    return "" if category == "Cf" else character


def width(text: str, weight: str = "normal") -> float:
    """Width at size 1 of a line, or of the widest of several."""
    if "\n" in text:
        return max(width(line, weight) for line in text.split("\n"))
    return _width(drawable(text, weight), weight)


@lru_cache(maxsize=50_000)
def _width(text: str, weight: str) -> float:
    advances = _ADVANCES[weight]
    try:
        return sum([advances[character] for character in text]) * _SLACK
    except KeyError:
        return _shaped_width(text, weight)


class _Advances(dict[str, float]):
    """How far each character of a typeface moves the pen at size 1, by its file; those that are shaped have none."""

    def __init__(self, weight: str):
        super().__init__()
        self.weight = weight

    def __missing__(self, character: str) -> float:
        shaped = unicodedata.combining(character) or unicodedata.bidirectional(character) in SHAPED
        if shaped or ord(character) not in _characters(shipped(self.weight)):
            raise KeyError(character)
        font = get_font(shipped(self.weight))
        advance: float = font.load_char(ord(character), flags=LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM
        self[character] = advance
        return advance


_ADVANCES = {weight: _Advances(weight) for weight in FILES}


def _shaped_width(text: str, weight: str) -> float:
    """Of a text whose characters join or change beside each other, or come from another typeface, as it is laid out."""
    if not text:
        return 0.0
    font = get_font(list(files(text, weight)))
    font.set_size(_UNIT, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / _UNIT * _SLACK


def drawable(text: str, weight: str = "normal") -> str:
    """The text with a box for every character that no font of this machine has, and with its direction marked."""
    if text.isascii():
        return text
    lacking = _lacking(text, weight)
    drawn = "".join(REPLACEMENT if character in lacking else character for character in text) if lacking else text
    return f"{LEFT_TO_RIGHT}{drawn}" if _mixed(drawn) else drawn


def lacking(text: str) -> frozenset[str]:
    """The characters of a text in whose place a picture shows a box, for want of a font."""
    return _lacking("".join(map(_character, text)), "normal")


def _mixed(text: str) -> bool:
    """Words of a script written from right to left inside a sentence that is not."""
    kinds = {unicodedata.bidirectional(character) for character in text}
    return "L" in kinds and bool(kinds & {"R", "AL"})


def files(text: str, weight: str = "normal") -> tuple[str, ...]:
    """The shipped font's file, and after it those of the machine's own that the text needs."""
    return (shipped(weight), *(file for _, file in helpers(_foreign(text, weight))))


def properties(text: str, size: float, weight: str = "normal") -> FontProperties:
    """What matplotlib needs to draw the text as it was measured."""
    extra = helpers(_foreign(text, weight))
    if extra:
        return FontProperties(family=[FAMILY, *(family for family, _ in extra)], weight=weight, size=size)
    return FontProperties(family=FAMILY, weight=weight, size=size, fname=shipped(weight))


Step = tuple[str, list[float]]


def outline(line: str, start: tuple[float, float], size: float, weight: str = "normal") -> Iterator[Step]:
    """The letters of a line as steps of an SVG path, from the left end of its base; y runs downwards."""
    path = TextPath((0, 0), drawable(line, weight), size=size, prop=properties(line, size, weight), usetex=False)
    for corners, code in path.iter_segments(simplify=False):
        points = corners.reshape(-1, 2) * (1, -1) + start
        yield STEPS[code], points.ravel().tolist() if code != Path.CLOSEPOLY else []


def shipped(weight: str) -> str:
    """The file of the typeface that comes with matplotlib."""
    return f"{get_data_path()}/fonts/ttf/{FILES[weight]}"


@lru_cache(maxsize=4)
def _characters(file: str) -> frozenset[int]:
    return frozenset(get_font(file).get_charmap())


def _foreign(text: str, weight: str) -> frozenset[str]:
    if text.isascii():
        return frozenset()
    supported = _characters(shipped(weight))
    return frozenset(character for character in text if ord(character) not in supported)


def _lacking(text: str, weight: str) -> frozenset[str]:
    foreign = _foreign(text, weight)
    had = {chr(code) for _, file in helpers(foreign) for code in _coverage(file)}
    return foreign - had


@lru_cache(maxsize=1_000)
def helpers(characters: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Families and files of installed fonts that together have as many of these characters as can be had.

    Each is the one that has most of what those before it lack, the first by name where several have as many.
    """
    left = {ord(character) for character in characters}
    found: list[tuple[str, str]] = []
    while left:
        family, file = max(_installed(), key=lambda font: len(left & _coverage(font[1])), default=("", ""))
        if not file or not left & _coverage(file):
            break
        found.append((family, file))
        left -= _coverage(file)
    return tuple(found)


def that_help(characters: Iterable[str]) -> list[str]:
    """Free fonts that have such characters, by their scripts."""
    return sorted({f"Noto {_script(character)}" for character in characters})


def _script(character: str) -> str:
    """The script of a character, as the Noto fonts call it."""
    first, *_ = unicodedata.name(character, "SYMBOL").split()
    if first in EAST_ASIAN:
        return "Sans CJK"
    if unicodedata.category(character).startswith("S"):
        return "Emoji" if ord(character) >= 0x1F000 else "Sans Symbols 2"
    return f"Sans {first.capitalize()}"


@lru_cache(maxsize=1)
def _installed() -> tuple[tuple[str, str], ...]:
    regular: dict[str, str] = {}
    entries: list[Any] = sorted(fontManager.ttflist, key=lambda entry: (entry.name, entry.fname))
    for entry in entries:
        usable = entry.style == "normal" and entry.weight in (400, "normal", "regular")
        if usable and not any(word in entry.name for word in ("Color", "Last Resort")):
            regular.setdefault(entry.name, entry.fname)
    return tuple(regular.items())


@lru_cache(maxsize=500)
def _coverage(file: str) -> frozenset[int]:
    try:
        return frozenset(get_font(file).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()


def wrap(text: str, room: float, size: float, weight: str = "normal") -> tuple[str, ...]:
    """Lines no wider than `room` at this size; words that are too long are broken."""
    return _wrap(clean(text), room / size, weight)


@lru_cache(maxsize=50_000)
def _wrap(text: str, room: float, weight: str) -> tuple[str, ...]:
    lines: list[str] = []
    for word in _pieces(text, room, weight):
        if lines and _fit_on_one(lines[-1], word, room, weight):
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _fit_on_one(line: str, word: str, room: float, weight: str) -> bool:
    """Whether a word fits beside what stands on a line; what is too wide without the space is not measured again."""
    return width(line, weight) + width(word, weight) <= room and width(f"{line} {word}", weight) <= room


def _pieces(text: str, room: float, weight: str) -> Iterator[str]:
    for word in text.split():
        while (cut := _longest(word, room, weight)) < len(word):
            cut = word.rfind("-", 1, cut) + 1 or cut  # after a hyphen, where it has one
            yield word[:cut]
            word = word[cut:]
        yield word


def _longest(word: str, room: float, weight: str) -> int:
    """How many letters of a word fit, at least one.

    Measuring takes as long as the text is: the place is first looked for in proportion, then by halves.
    """
    low, high, guess, proportional = 0, len(word), min(_MEASURED, len(word)), 4
    while low < high:
        measured = width(word[:guess], weight)
        low, high = (guess, high) if measured <= room else (low, guess - 1)
        proportional -= 1
        likely = int(guess * room / measured) if proportional > 0 and measured else (low + high + 1) // 2
        guess = min(max(likely, low + 1), high)
    low = max(1, low)
    while 1 < low < len(word) and unicodedata.combining(word[low]):
        low -= 1
    return low


def longest_word(text: str, weight: str = "normal") -> float:
    """Width of the longest word at size 1."""
    return max((width(word, weight) for word in clean(text).split()), default=0.0)


def longest_piece(text: str, weight: str = "normal") -> float:
    """Width at size 1 of the longest part that is not broken without need: words, and what hyphens part in them."""
    return longest_word(clean(text).replace("-", "- "), weight)


def words_width(text: str, weight: str = "normal") -> float:
    """Width of all words beside each other at size 1, without the spaces."""
    return sum(width(word, weight) for word in clean(text).split())
