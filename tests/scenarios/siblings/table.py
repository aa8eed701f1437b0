"""What a case's table holds: a statement of its papers is a claim that a stated number breaks, or a named test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SCENARIOS = Path(__file__).parents[3] / "scenarios"


@dataclass(frozen=True)
class Claimed:
    """A claim of `file`, known by how it begins, and numbers by address that make it fail."""

    file: str
    begins: str
    broken_by: Mapping[str, float]


@dataclass(frozen=True)
class ByTest:
    """A statement that no form of claim can say; a test of this name says it."""

    name: str


@dataclass(frozen=True)
class Case:
    """A folder of scenarios.

    `statements` goes from the number of a statement to its claims and tests; `ours` are claims that no numbered
    statement asks for; `hindsight` are words for what only those who came later know. `deferred` is the decision whose
    deferral the case is about, in `file`.
    """

    folder: str
    file: str
    deferred: str
    statements: Mapping[str, tuple[Claimed | ByTest, ...]]
    ours: tuple[Claimed, ...]
    hindsight: tuple[str, ...]

    @property
    def claimed(self) -> tuple[Claimed, ...]:
        """All entries that name a claim."""
        entries = (entry for entries in self.statements.values() for entry in entries)
        return (*(entry for entry in entries if isinstance(entry, Claimed)), *self.ours)

    @property
    def path(self) -> Path:
        """Where its files lie."""
        return SCENARIOS / self.folder

    @property
    def files(self) -> tuple[str, ...]:
        """Its scenarios, by the names of their files."""
        return tuple(path.name for path in sorted(self.path.glob("*.yaml")))
