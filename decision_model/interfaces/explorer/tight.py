"""Script without comments and needless blanks: what is read here is written for people, what is sent is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORD = re.compile(r"[\w$]")
GAP = re.compile(r"(?:\s|//[^\n]*(?:\n|$))+")
QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
PATTERN = re.compile(r"/(?![/*])(?:[^/\\\n\[]|\\.|\[[^\]\n]*\])+/[a-z]*")
BEFORE_PATTERN = "(,=:[!&|?{};"
"""A slash after one of these opens a pattern; elsewhere it divides."""


def tightened(script: str) -> str:
    """The same script in fewer characters; strings, templates and patterns stay as they are.

    Relies on every statement ending in a semicolon or a brace.
    """
    out, parted = "", False
    for token in tokens(script):
        if token == " ":
            parted = True
            continue
        if (token == "}" and out[-1:] in (";", ",")) or (token in ")]" and out[-1:] == ","):
            out = out[:-1]
        out += f" {token}" if out and parted and _touch(out[-1], token[0]) else token
        parted = False
    return out


def _touch(left: str, right: str) -> bool:
    """Whether two tokens would run into each other."""
    words = WORD.match(left) is not None and WORD.match(right) is not None
    return words or (left == right and right in "+-/")


def tokens(script: str) -> Iterator[str]:
    """Words, single symbols, whole strings, templates and patterns; a blank for whatever parts them."""
    place, last = 0, ""
    while place < len(script):
        end = _end(script, place, last)
        if GAP.fullmatch(script, place, end):
            yield " "
        else:
            last = script[place:end]
            yield last
        place = end


def _end(script: str, place: int, last: str) -> int:
    """Where the token that begins at `place` ends."""
    for kind in (GAP, QUOTED):
        if found := kind.match(script, place):
            return found.end()
    if script[place] == "`":
        return _template_end(script, place + 1)
    if script[place] == "/" and (not last or last[-1] in BEFORE_PATTERN) and (found := PATTERN.match(script, place)):
        return found.end()
    end = place
    while end < len(script) and WORD.match(script[end]):
        end += 1
    return max(end, place + 1)


def _template_end(script: str, place: int) -> int:
    """The end of a template literal, whose holes may hold templates in turn."""
    while script[place] != "`":
        if script[place] == "\\":
            place += 2
        elif script.startswith("${", place):
            place = _hole_end(script, place + 2)
        else:
            place += 1
    return place + 1


def _hole_end(script: str, place: int) -> int:
    depth, last = 1, ""
    while depth:
        end = _end(script, place, last)
        token = script[place:end]
        depth += (token == "{") - (token == "}")
        last = token if not GAP.fullmatch(token) else last
        place = end
    return place
