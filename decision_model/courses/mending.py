"""What editors and habits do to a file that is handed in, undone where it can be meant in one way only, and told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from decision_model.words.sentences import listed

_END = r"(?=[\"']?[ \t]*%?[ \t]*(?:[,}\]#]|$))"
"""What follows a number that stands alone behind its key."""
_COMMA = re.compile(rf"(:[ \t]+[\"']?)([-+−]?\d+),(\d+){_END}", re.MULTILINE)
_FENCE = re.compile(r"\s*(?:```|~~~)[^\n]*\n(.*?)\n(?:```|~~~)\s*", re.DOTALL)
MOST_TOLD = 3
"""Lines that are told of one habit."""

Habit = tuple[re.Pattern[str], Callable[[re.Match[str]], str], str]
"""What is looked for, what is written instead ('' for nothing), and what to do."""


def mended(data: bytes, unit: str = "") -> tuple[bytes, tuple[str, ...]]:
    """A file in UTF-8 with points in its decimals and without units behind its numbers, and what was changed.

    `unit` is that of the totals. Nothing is changed that could be meant otherwise, such as 1,000. A file that is no
    text comes back as it is.
    """
    text, notes = _text(data)
    if text is None:
        return data, ()
    found = _FENCE.fullmatch(text)
    if found:
        text, notes = f"{found[1]}\n", [*notes, "The marks of a block of code around the scenario were left out."]
    for pattern, instead, advice in _habits(unit):
        changes = [match for match in pattern.finditer(text) if instead(match)]
        if changes:
            shown = [_shown(text, match, instead(match)) for match in changes[:MOST_TOLD]]
            more = len(changes) - len(shown)
            notes = [*notes, f"Read: {listed([*shown, *([f'{more} more'] if more else [])])}. {advice}"]
        text = pattern.sub(lambda match, to=instead: to(match) or match[0], text)  # type: ignore[misc]
    return text.encode("utf-8"), tuple(notes)


def _shown(text: str, match: re.Match[str], instead: str) -> str:
    line = text.count("\n", 0, match.start()) + 1
    return f"'{match[0].lstrip(': ')}' as {instead.lstrip(': ')} in line {line}"


def _text(data: bytes) -> tuple[str | None, list[str]]:
    """The text of a file in the encodings in which Windows saves texts; None for what is none."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding, name in (("utf-16", "UTF-16"),) if wide else (("utf-8", ""), ("cp1252", "Windows-1252")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, [f"The file is in {name} and was read so. Save it in UTF-8."] if name else []
    return None, []


def _habits(unit: str) -> Iterator[Habit]:
    yield _COMMA, _with_point, "Write a point before decimals."
    if unit and not unit[0].isdigit():
        behind = re.compile(rf"(:[ \t]+[\"']?)([-+−]?\d[\d.]*)[ \t]?{re.escape(unit)}{_END}", re.MULTILINE)
        yield behind, lambda match: match[1] + match[2], "Write the number without its unit."


def _with_point(match: re.Match[str]) -> str:
    """The number with a point; nothing where three digits behind the comma may be thousands."""
    whole, part = match[2].lstrip("+-−"), match[3]
    return "" if len(part) == 3 and whole.strip("0") else f"{match[1]}{match[2]}.{part}"
