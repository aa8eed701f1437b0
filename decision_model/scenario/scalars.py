"""Plain words of YAML read by the 1.2 core schema: `no`, `on`, `12:30` and `1961-11` stay text."""

from __future__ import annotations

import re
from typing import TypeVar

from decision_model.model.typed_text import plain_signs
from decision_model.scenario.nodes import WrittenFloat, WrittenInt

_N = TypeVar("_N", WrittenInt, WrittenFloat)
Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_EXACT = 15
"""Digits that a float keeps; longer whole numbers are read as floats, so that no length is dangerous."""


def resolve(text: str) -> Scalar:
    """The value of a word without quotes."""
    if text in _WORDS:
        return _WORDS[text]
    typed, text = text, plain_signs(text)
    if text[0] not in "+-.0123456789":
        return typed
    if _WHOLE.fullmatch(text) and len(text) <= _EXACT:
        return _written(WrittenInt(text), typed)
    if _BASED.fullmatch(text) and len(text) <= _EXACT:
        return _written(WrittenInt(text, 0), typed)
    if _REAL.fullmatch(text):
        return _written(WrittenFloat(text), typed)
    if _SPECIAL.fullmatch(text):
        return _written(WrittenFloat(text.lower().replace(".", "")), typed)
    return typed


def _written(number: _N, text: str) -> _N:
    number.written = text
    return number
