"""A scenario of ours as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

from decision_model.errors import Place
from decision_model.interchange.draft import Draft, ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader

DEEPEST, MOST = 50, 50_000
"""Levels and parts, as the language has them."""
EXACT = 15
"""Digits that a float keeps; longer whole numbers are read as floats."""
_NAMED = re.compile(r'"(name|decide|event)"\s*:\s*("(?:[^"\\]|\\.)*")')


def recognises(file: ForeignFile) -> bool:
    """JSON that says it is a scenario."""
    return file.head.lstrip().startswith("{") and '"decision_model"' in file.text


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:  # noqa: ARG001 - one signature for all
    """The scenario as it is."""
    file = files[0]
    try:
        data = json.loads(
            file.text, parse_constant=_no_number, parse_int=_whole, parse_float=_real, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        message = "this JSON breaks off or is not well formed here."
        raise file.refused(message, "Was it cut?", error.lineno, "not-json") from None
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, _RefusedError) else "it is nested too deep"
        raise file.refused(f"this JSON is no scenario: {reason}.", "Is it the right file?", code="not-json") from None
    if not isinstance(data, dict):
        raise file.refused("this JSON is no scenario: it is a list.", "Is it the right file?", code="not-json")
    _bound(file, data)
    return Draft(data, file, dict(_lines(file)))


class _RefusedError(ValueError):
    """What JSON may hold and a scenario may not."""


def _no_number(word: str) -> float:
    raise _RefusedError(f"it holds {word}, which is no number")


def _whole(text: str) -> float:
    return int(text) if len(text) <= EXACT else _real(text)


def _real(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise _RefusedError("it holds a number that is too large")
    return number


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise _RefusedError(f"'{twice[:40]}' stands twice in one place")
    return found


def _bound(file: ForeignFile, data: dict[str, Any]) -> None:
    """Refuse what is too deep or too large for the language, or cannot be written in it."""
    waiting: list[tuple[Any, int]] = [(data, 1)]
    count = 0
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if depth > DEEPEST or count > MOST:
            message = f"this JSON has more than {MOST:,} parts, or more than {DEEPEST} inside one another."
            raise file.refused(message, "Is it the right file?", code="too-many-parts")
        inside = [*part, *part.values()] if isinstance(part, dict) else part if isinstance(part, list) else ()
        waiting += [(each, depth + 1) for each in inside]
        if isinstance(part, str) and any("\ud800" <= letter <= "\udfff" for letter in part):
            raise file.refused("a text holds half a letter (a lone surrogate).", "Write it anew.", code="not-json")


def _lines(file: ForeignFile) -> Iterator[tuple[Place, int]]:
    """Where steps and considerations stand, by the lines that name them."""
    for number, line in enumerate(file.lines, 1):
        if len(line) > 10_000:
            continue
        for kind, quoted in _NAMED.findall(line):
            try:
                name = json.loads(quoted)
            except ValueError:
                continue
            yield ("considerations" if kind == "name" else "sequence", name), number


READER = Reader("json", "JSON of decision_model", (".json",), recognises, read, order=10)
