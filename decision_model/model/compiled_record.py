"""A record with what is worked out from it once: every number by address, and the histories that exist."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from typing import Any, Self, TypeVar, cast

from decision_model.model import number_index
from decision_model.model.compile.compiled import Structure
from decision_model.model.compile.compiler import Builder
from decision_model.model.compile.size_limit import refuse_if_too_large
from decision_model.model.number_index import Addressed
from decision_model.model.record import Record

Known = TypeVar("Known")

OUTSIDE_TABLES = {"forced", "withheld", "risk_tolerance"}
"""Fields on which neither chances nor what considerations add depend."""


class SharedStructure:
    """What a record is apart from its numbers; all copies that differ in numbers alone hold the same one."""

    def __init__(self) -> None:
        self._structure: Structure | None = None

    def structure(self, record: Record) -> Structure:
        """Compiled from whichever of the records asks first: none of its numbers has a part in it."""
        if self._structure is None:
            refuse_if_too_large(record)
            self._structure = Builder(record).build()
        return self._structure


class CompiledRecord(Record):
    """A record that knows its numbers by address and its structure, and copies of which can share the latter."""

    @cached_property
    def shared(self) -> SharedStructure:
        """The key under which the structure is kept."""
        return SharedStructure()

    @property
    def structure(self) -> Structure:
        """Which histories exist, level by level; raises TooLargeError above the engine's bound."""
        return self.shared.structure(self)

    @cached_property
    def numbers(self) -> Mapping[str, Addressed]:
        """Every number of the model by address, such as `p_object`, `allied_unity.weight`, `allies.chance.2.object`."""
        return number_index.addresses(self)

    @cached_property
    def filled(self) -> dict[str, Any]:
        """Tables that a solver has filled with the numbers, by what they hold; shared where numbers are the same."""
        return {}

    @cached_property
    def remembered(self) -> dict[Any, Any]:
        """What has been worked out of this very model and is asked for again and again, by what it is."""
        return {}

    def once(self, key: Hashable, work: Callable[[], Known]) -> Known:
        """What some work on this very model gives, done when it is first asked for; what it gives must be small."""
        if key not in self.remembered:
            self.remembered[key] = work()
        return cast(Known, self.remembered[key])

    def renumbered(self, **changes: Any) -> Self:
        """A copy in which only numbers change, or what is forced or withheld: it shares the shape, and no check is due.

        Everything else that was worked out is worked out anew when it is asked for.
        """
        copy = self.replaced(**changes)
        copy.__dict__["shared"] = self.shared
        if changes.keys() <= OUTSIDE_TABLES:
            copy.__dict__["filled"] = self.filled
        return copy
