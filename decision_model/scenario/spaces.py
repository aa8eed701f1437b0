"""Special spaces, pasted from a page or a word processor, where YAML knows only the space of the keyboard.

In a text they stay as they are. Around keys, dashes and commas one counts as a space; at the beginning of a line only
the no-break space does, which is as wide as a space everywhere, so that what a reader sees is what is read.
"""

from __future__ import annotations

import re

from decision_model.errors import Problem, ScenarioError
from decision_model.model.typed_text import INVISIBLE, SPACES, character_name, trimmed
from decision_model.scenario.nodes import YamlFile

_AS_WIDE = "\xa0"
_ANY = f"[ {SPACES}{INVISIBLE}]"
_KEY = rf"(?:\"[^\"]*\"|'[^']*'|[^\s{SPACES}:#,\[\]{{}}\"']+)"
_INDENT = re.compile(rf"{_ANY}*(?:-(?:{_ANY}+|$))*")
_BLOCK_KEY = re.compile(rf"{_ANY}*{_KEY}{_ANY}*:(?={_ANY}|$){_ANY}*")
_IN_BRACKETS = re.compile(rf"[{{\[,]{_ANY}*(?:{_KEY}{_ANY}*:(?={_ANY}){_ANY}*)?|{_ANY}+(?=[\]}},])")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_BLOCK_TEXT = re.compile(r"(?:^|[\s:-])[|>][-+0-9]*\s*(?:#.*)?$")
_TO_SPACE = str.maketrans(dict.fromkeys(SPACES + INVISIBLE, " "))


def with_plain_spaces(origin: YamlFile) -> str:
    """The text of a file with plain spaces where they count, character for character; raises ScenarioError."""
    lines = origin.lines
    if all(line.isascii() for line in lines):
        return "\n".join(lines)
    plain_lines: list[str] = []
    text_below: int | None = None
    depth = 0
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" " + SPACES + INVISIBLE))
        if text_below is not None and (not line.strip() or indent > text_below):
            plain_lines.append(line)
            continue
        if depth == 0:
            _refuse_wide(origin, number)
        start = 0 if depth else _start(line)
        in_brackets = depth > 0 or line[start : start + 1] in ("[", "{")
        plain = line[:start].translate(_TO_SPACE) + (_plain_brackets(line[start:]) if in_brackets else line[start:])
        depth = max(0, depth + _balance(plain[start:])) if in_brackets else 0
        text_below = indent if depth == 0 and _BLOCK_TEXT.search(line) else None
        plain_lines.append(plain)
    return "\n".join(plain_lines)


def _start(line: str) -> int:
    """Where a line's value starts: behind its indent, its dashes and its key."""
    indent = _INDENT.match(line)
    assert indent is not None
    key = _BLOCK_KEY.match(line, indent.end())
    return key.end() if key else indent.end()


def _refuse_wide(origin: YamlFile, number: int) -> None:
    """An indent of spaces that are wider or narrower than others would not say what belongs to what."""
    line = origin.line(number)
    indent = _INDENT.match(line)
    if indent is None or not trimmed(line) or line[indent.end() :].startswith("#"):
        return
    column = next((at for at, sign in enumerate(indent.group()) if sign not in f" -{_AS_WIDE}"), None)
    if column is not None:
        message = f"this line begins with a special space, {character_name(line[column])}."
        location = origin.location((number, column))
        remedy = "Indent with the spaces of the keyboard."
        raise ScenarioError([Problem((), message, remedy, location, code="special-space")])


def _plain_brackets(text: str) -> str:
    """What stands in brackets, with plain spaces around keys and commas, but not within quotes."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]

    def plain(match: re.Match[str]) -> str:
        inside = any(start < match.start() < end for start, end in quoted)
        return match.group() if inside else match.group().translate(_TO_SPACE)

    return _IN_BRACKETS.sub(plain, text)


def _balance(text: str) -> int:
    """How many brackets a text leaves open."""
    bare = _QUOTED.sub("", text)
    return sum(bare.count(sign) for sign in "[{") - sum(bare.count(sign) for sign in "]}")
