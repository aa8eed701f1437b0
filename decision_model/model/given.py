"""What is given in Python to build a model from: lists and mappings of the right kinds, or refused in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from decision_model.errors import ModelError, Place, Problem, shortened


def refused(place: Place, value: Any, expected: str) -> ModelError:
    """The error that says what was given at a place, and what was expected there."""
    message = f"{shortened(repr(value))} was given, and {expected} was expected."
    return ModelError([Problem(place, message, code="not-given-so")])


def of_kind(value: Any, kinds: type | tuple[type, ...], place: Place, expected: str) -> Any:
    """A value of one of some kinds; raises ModelError."""
    if not isinstance(value, kinds):
        raise refused(place, value, expected)
    return value


def whole(value: Any, place: Place, least: int = 0, most: int = 2**63) -> int:
    """A whole number between two others, and no truth value; raises ModelError."""
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or not least <= value <= most:
        raise refused(place, value, f"a whole number from {least:,} to {most:,}" if most < 2**63 else "a whole number")
    return int(value)


def listed(value: Any, kinds: type | tuple[type, ...], place: Place, expected: str) -> tuple[Any, ...]:
    """The entries of a list, each of one of some kinds; raises ModelError, for a single text too."""
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        raise refused(place, value, expected)
    try:
        entries = tuple(value)
    except TypeError as error:  # an array without dimensions
        raise refused(place, value, expected) from error
    return tuple(of_kind(entry, kinds, place, expected) for entry in entries)


def mapped(value: Any, place: Place, expected: str) -> Mapping[str, Any]:
    """A mapping from names; raises ModelError."""
    of_kind(value, Mapping, place, expected)
    for name in value:
        of_kind(name, str, place, expected)
    return value
