"""What is found in a file: answers, each with its place, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LINK, ENTRY, ROW, RANKING = "link", "copied entry", "row of a form", "ranking"


@dataclass(frozen=True)
class Trouble:
    """Something that could not be read, where, and what to do about it."""

    place: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (f"{self.place}: {self.message}", self.remedy) if part)


@dataclass(frozen=True)
class Found:
    """One answer as it was found; `person` is whatever tells who gave it, empty where nothing does."""

    place: str
    kind: str
    weights: Mapping[str, float]
    choice: str = ""
    group: str = ""
    name: str = ""
    person: str = ""
    version: str = ""
    quoted: bool = False


@dataclass
class Gathered:
    """What reading gathers: answers, troubles, and notes on how something was taken."""

    found: list[Found] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def trouble(self, place: str, message: str, remedy: str = "") -> None:
        self.troubles.append(Trouble(place, message, remedy))
