"""What can be wrong with a decision problem, and the messages of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Location:
    """Where a problem stands in a file; line and column count from 1, and are 0 where the file as a whole is meant."""

    file: str
    line: int
    column: int
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where, and how to mend it.

    `place` is the path in the scenario's own names, such as ("sequence", "allies", "chance", 2). `code` names the rule
    that is broken, for programs; people are shown the message.
    """

    place: Place
    message: str
    remedy: str = ""
    location: Location | None = None
    code: str = field(default="", compare=False)

    def __str__(self) -> str:
        place = place_name(self.place)
        text = " ".join(part for part in (self.message, self.remedy) if part)
        if self.location is None:
            return f"{place}: {text}" if place else text
        head = f"{self.location}: {place}: {text}" if place else f"{self.location}: {text}"
        if not self.location.text:
            return head
        excerpt, column = _excerpt(self.location.text, self.location.column)
        return f"{head}\n    {excerpt}\n    {' ' * (column - 1)}^"


Problems = Iterator[Problem]
"""What a check yields."""


def place_name(place: Place) -> str:
    """A path in words: numbers count from 1, as a reader does."""
    words = [str(part + 1) if isinstance(part, int) else part for part in place]
    return " > ".join(words)


def _excerpt(text: str, column: int, width: int = 100) -> tuple[str, int]:
    text = text.replace("\t", " ").rstrip()
    if len(text) <= width:
        return text, column
    start = max(0, min(column - 1 - width // 2, len(text) - width))
    head = "..." if start else ""
    tail = "..." if start + width < len(text) else ""
    return head + text[start : start + width] + tail, column - start + len(head)


def shortened(text: str, most: int = 60) -> str:
    """A text as it is quoted in a message: cut where it is long."""
    return text if len(text) <= most else f"{text[: most - 3].rstrip()}..."


def nearest(word: str, known: Iterable[str]) -> str:
    """'Did you mean ...?' for a misspelt name, or the known names when they are few."""
    names = sorted(set(known))
    close = closest(word, names, 0.6)
    if close:
        return f"Did you mean '{close}'?"
    if 0 < len(names) <= 12:
        return f"Known here: {', '.join(names)}."
    return ""


def closest(word: str, names: Sequence[str], cutoff: float) -> str:
    """The name that is nearest to a word; one that differs in capitals, hyphens or spaces alone is the same."""
    plain = {_plain(name): name for name in names}
    if _plain(word) in plain:
        return plain[_plain(word)]
    close = get_close_matches(word, names, n=1, cutoff=cutoff)
    close = close or [plain[name] for name in get_close_matches(_plain(word), plain, n=1, cutoff=cutoff)]
    return next(iter(close), "")


def _plain(name: str) -> str:
    """A name in small letters, with _ for hyphens and spaces."""
    return name.casefold().replace("-", "_").replace(" ", "_")


class DecisionError(Exception):
    """Base of every error this package raises on purpose."""


class ModelError(DecisionError):
    """A model that makes no sense, or a question that does not fit it; carries every problem found."""

    def __init__(self, problems: Sequence[Problem] | str):
        if isinstance(problems, str):
            problems = [Problem((), problems, code="refused")]
        super().__init__()
        self.restate(problems)

    def restate(self, problems: Iterable[Problem]) -> None:
        """Say the same with other problems, as where each has got its place in a file."""
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.args = ("\n".join(map(str, self.problems)),)

    @property
    def first(self) -> str:
        """The first of the problems, on one line, for a sentence about where it comes about."""
        return str(replace(self.problems[0], location=None))

    @property
    def reason(self) -> str:
        """What is wrong, on one line, for where the file is known."""
        return " ".join(" ".join(str(replace(problem, location=None)) for problem in self.problems).split())


class ScenarioError(ModelError):
    """A scenario file that cannot be read as a model; every problem carries its line and column."""


class TooLargeError(ModelError):
    """A problem above the engine's bound; the message has the count and the remedy."""
