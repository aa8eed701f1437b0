"""JSON whose objects know their line."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable
from json.decoder import JSONObject  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any

from decision_model.interchange.foreign_file import ForeignFile


class JsonObject(dict[str, Any]):
    """An object of a JSON file; `line` is where it begins."""

    line = 0


class _Decoder(json.JSONDecoder):
    """Python's own decoder, told to note where each object begins."""

    def __init__(self, line_at: Callable[[int], int]):
        super().__init__(parse_constant=_refuse)
        self.parse_object = self._object(line_at)
        self.scan_once = py_make_scanner(self)

    def _object(self, line_at: Callable[[int], int]) -> Callable[..., tuple[JsonObject, int]]:
        def parse(place: tuple[str, int], *rest: Any) -> tuple[JsonObject, int]:
            found, end = JSONObject(place, *rest)
            made = JsonObject(found)
            made.line = line_at(place[1] - 1)
            return made, end

        return parse


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON")


def json_object(file: ForeignFile) -> JsonObject:
    """The object that a JSON file holds; raises ScenarioError for what is no JSON, or no object."""
    text = file.text
    ends = [place for place, letter in enumerate(text) if letter == "\n"]
    try:
        found = _Decoder(lambda place: bisect_right(ends, place - 1) + 1).decode(text)
    except RecursionError:
        raise file.refused("this JSON is nested too deeply.", "Is it the right file?", code="nested-too-deep") from None
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        message = "this JSON breaks off or is not well formed here."
        raise file.refused(message, "Was it cut?", line, "not-json") from None
    if not isinstance(found, JsonObject):
        raise file.refused("this JSON holds no object.", "Is it the right file?", 1, "not-json")
    return found
