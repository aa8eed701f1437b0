"""Plain data to YAML that reads well: short parts on one line, long texts folded, words quoted only if they must be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from decision_model.scenario.scalars import resolve

WIDTH = 110
"""Columns; what fits is written on one line."""

_PLAIN = re.compile(r"(?:[^\W_]|[(-](?=\w))(?:[^\n:#]|:(?=\S)|(?<=\S)#)*")
_ONLY_IN_LINES = re.compile(r"[,\[\]{}?]|:(?=[,\[\]{}])")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


class YamlBlock(dict[str, Any]):
    """A mapping that is always written over several lines."""


def emit(data: Mapping[str, Any]) -> str:
    """A YAML document; blank lines set off the parts that are mappings or lists, and the entries of such a list."""
    lines: list[str] = []
    apart = False
    for key, value in data.items():
        part = list(_entry(scalar(key), value, 0))
        section = len(part) > 1 and not isinstance(value, str)
        if lines and (section or apart):
            lines.append("")
        lines += _spaced(part) if isinstance(value, list) else part
        apart = section
    return "\n".join(lines) + "\n"


def _spaced(lines: list[str]) -> Iterator[str]:
    """The lines of a section, with a blank one before every entry but the first."""
    for number, line in enumerate(lines):
        if number > 1 and line.startswith("  - "):
            yield ""
        yield line


def scalar(value: Any, within: bool = False) -> str:
    """A scalar as it stands in YAML (`within` brackets), with quotes if it would be read as something else."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int | float):
        return repr(value) if value != int(value) else str(int(value))
    text = str(value)
    if _is_plain(text) and not (within and _ONLY_IN_LINES.search(text)):
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and text == text.strip() and text.isprintable() and resolve(text) == text


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def inline(value: Any, within: bool = False) -> str:
    """A value on one line; `within` brackets a text needs quotes more often."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, True)}: {inline(item, True)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(item, True) for item in value) + "]"
    return scalar(value, within)


def _entry(head: str, value: Any, indent: int) -> Iterator[str]:
    """The lines of `head: value`."""
    space = " " * indent
    if isinstance(value, str) and _folds(value) and indent + len(head) + len(value) + 2 > WIDTH:
        yield f"{space}{head}: >-"
        yield from (
            f"{space}  {line}"
            for line in wrap(value, WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False)
        )
    elif not isinstance(value, Mapping | list | tuple) or _short(head, value, indent):
        yield f"{space}{head}: {inline(value)}"
    elif isinstance(value, Mapping):
        yield f"{space}{head}:"
        for key, item in value.items():
            yield from _entry(scalar(key), item, indent + 2)
    else:
        yield f"{space}{head}:"
        for item in value:
            yield from _item(item, indent + 2)


def _item(value: Any, indent: int) -> Iterator[str]:
    """The lines of `- value`."""
    space = " " * indent
    if not isinstance(value, Mapping) or (not isinstance(value, YamlBlock) and _short("-", value, indent)):
        yield f"{space}- {inline(value)}"
        return
    lines = (line for key, item in value.items() for line in _entry(scalar(key), item, indent + 2))
    yield f"{space}- {next(lines).lstrip()}"
    yield from lines


def _short(head: str, value: Any, indent: int) -> bool:
    if not value:
        return True
    if isinstance(value, YamlBlock) or _holds_blocks(value):
        return False
    return indent + len(head) + 2 + len(inline(value)) <= WIDTH


def _holds_blocks(value: Any) -> bool:
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return any(isinstance(part, YamlBlock) or _holds_blocks(part) for part in parts)


def _folds(text: str) -> bool:
    """Whether folding over lines gives exactly this text back."""
    return text.isprintable() and text == " ".join(text.split()) and not text.startswith(("#", "- "))
