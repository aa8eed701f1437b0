"""The steps of a decision problem: decisions, which we control, and events, which we do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Unpack

from decision_model.model import tables
from decision_model.model.discretisation import Discretisation
from decision_model.model.given import listed, mapped
from decision_model.model.numbers import Citation, Number, number
from decision_model.model.tables import ALWAYS, Chance, Condition, ConditionLike, RuleTable, condition, rules
from decision_model.model.titled import ADDED, Remarks, Titled, remark_fields


@dataclass(frozen=True)
class Option(Titled):
    """One choice of a decision (also: alternative); on offer where `only_if` holds.

    `value` is what formulas of scores read where they name the decision, `colour` the hue it is drawn in (see HUES).
    """

    name: str
    label: str = ""
    only_if: Condition = ALWAYS
    note: str = ""
    cite: tuple[Citation, ...] = ()
    short: str = ""
    value: Number | None = field(default=None, metadata=ADDED)
    colour: str | None = field(default=None, metadata=ADDED)


@dataclass(frozen=True)
class Outcome(Titled):
    """One way an event can turn out (also: state).

    `value` is what formulas of scores read where they name the event.
    """

    name: str
    label: str = ""
    note: str = ""
    cite: tuple[Citation, ...] = ()
    short: str = ""
    value: Number | None = field(default=None, metadata=ADDED)


@dataclass(frozen=True)
class Step(Titled):
    """What decisions and events share; absent where `only_if` does not hold.

    `listed_under` is the key under which its options or outcomes stand.
    """

    listed_under: ClassVar[str] = ""

    name: str
    label: str = ""
    only_if: Condition = ALWAYS
    note: str = ""
    cite: tuple[Citation, ...] = ()

    @property
    def states(self) -> tuple[Option, ...] | tuple[Outcome, ...]:
        """Its options or outcomes."""
        raise NotImplementedError

    @cached_property
    def state_names(self) -> tuple[str, ...]:
        """The names of its options or outcomes."""
        return tuple(state.name for state in self.states)

    @property
    def has_values(self) -> bool:
        """Whether any of its options or outcomes is a number."""
        return any(state.value is not None for state in self.states)

    def state(self, name: str) -> Option | Outcome:
        """The option or outcome of that name; raises KeyError."""
        return {state.name: state for state in self.states}[name]


@dataclass(frozen=True)
class Decision(Step):
    """What we choose (also: decision node).

    `knows` names the earlier steps that are known when it is taken (limited memory); None: all of them.
    """

    listed_under: ClassVar[str] = "options"

    options: tuple[Option, ...] = ()
    knows: tuple[str, ...] | None = field(default=None, metadata=ADDED)

    @property
    def states(self) -> tuple[Option, ...]:
        return self.options


@dataclass(frozen=True)
class Event(Step):
    """What we do not control (also: chance node); its chances are read from a rule table.

    `cut` says how its outcomes stand in for a continuous distribution, if they do.
    """

    listed_under: ClassVar[str] = "outcomes"

    outcomes: tuple[Outcome, ...] = ()
    chance: RuleTable[Chance] = field(default_factory=lambda: RuleTable(()))
    cut: Discretisation | None = field(default=None, metadata=ADDED)

    @property
    def states(self) -> tuple[Outcome, ...]:
        return self.outcomes

    @cached_property
    def parents(self) -> tuple[str, ...]:
        """The steps its chances and its presence depend on, each once."""
        return tuple(dict.fromkeys((*self.only_if.names, *self.chance.names)))


def decision(
    name: str,
    options: Iterable[Option | str] | Mapping[str, str | float | Option],
    *,
    only_if: ConditionLike = None,
    knows: Iterable[str] | None = None,
    **remarks: Unpack[Remarks],
) -> Decision:
    """A Decision from Options, names, or a mapping of names to labels or values; `label`, `note` and `cite` by name.

    `knows` names the earlier steps that it knows; without it, it knows them all.
    """
    states = _states(options, Option)
    known = None if knows is None else tuple(dict.fromkeys(listed(knows, str, ("knows",), "a list of names of steps")))
    return Decision(name, only_if=condition(only_if), options=states, knows=known, **remark_fields(remarks))


def event(
    name: str,
    outcomes: Iterable[Outcome | str] | Mapping[str, str | float | Outcome],
    chance: Any,
    *,
    only_if: ConditionLike = None,
    **remarks: Unpack[Remarks],
) -> Event:
    """An Event from outcomes (as for `decision`) and one chance, or a list of (condition, chance) pairs or Rules.

    A chance maps outcomes to numbers, 0 to 1, or formulas; one may be "rest". `label`, `note` and `cite` by name.
    Raises ModelError for what it cannot take.
    """
    if isinstance(chance, RuleTable):
        table: RuleTable[Chance] = chance
    elif isinstance(chance, list | tuple):
        table = RuleTable(rules(chance, tables.chance))
    else:
        table = RuleTable(rules([(None, chance)], tables.chance))
    states = _states(outcomes, Outcome)
    return Event(name, only_if=condition(only_if), outcomes=states, chance=table, **remark_fields(remarks))


def _states(entries: Any, kind: type) -> tuple[Any, ...]:
    place, expected = (f"{kind.__name__.lower()}s",), "a list of names, or a mapping of names to labels or values"
    if isinstance(entries, Mapping):
        return tuple(_state(name, entry, kind) for name, entry in mapped(entries, place, expected).items())
    named = listed(entries, (str, kind), place, expected)
    return tuple(entry if isinstance(entry, kind) else kind(entry) for entry in named)


def _state(name: str, entry: Any, kind: type) -> Any:
    if isinstance(entry, kind):
        return entry
    is_label = entry is None or isinstance(entry, str)
    return kind(name, entry or "") if is_label else kind(name, value=number(entry))
