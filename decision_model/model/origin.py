"""Where a model comes from, so that what turns out wrong once something is asked of it names its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from decision_model.errors import ModelError, Place, Problem


class OriginFile(Protocol):
    """The file that a model was read from."""

    def located(self, problem: Problem) -> Problem:
        """The problem with the line of the entry that it is about; with the file alone where it is about none."""


@contextmanager
def naming_file(origin: OriginFile | None, typed: Mapping[str, Any]) -> Iterator[None]:
    """Let a ModelError name the file and, where an entry of it is at fault, its line.

    A problem with what was `typed`, arguments by their names, stays as it is.
    """
    try:
        yield
    except ModelError as error:
        if origin is not None:
            error.restate(p if _is_about(typed, p.place) else origin.located(p) for p in error.problems)
        raise


def _is_about(typed: Mapping[str, Any], place: Place) -> bool:
    """Whether a place is an argument that was given or, where that holds several things by name, one of them."""
    if not place or place[0] not in typed:
        return False
    value = typed[str(place[0])]
    return len(place) == 1 or not isinstance(value, Mapping) or place[1] in value
