"""Conditions, and the rule tables that chances and scores are read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from decision_model.model.given import listed, mapped, refused
from decision_model.model.judgements import WeightJudgement
from decision_model.model.numbers import Citation, Number, NumberLike, citations, frozen, number
from decision_model.model.titled import ADDED

T = TypeVar("T")


@dataclass(frozen=True)
class Condition:
    """Holds when every name of any one alternative has one of its states.

    The usual condition has one alternative; the condition that always holds has one without names.
    """

    alternatives: tuple[Mapping[str, tuple[str, ...]], ...] = (frozen({}),)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The steps it reads, each once."""
        return tuple(dict.fromkeys(name for alternative in self.alternatives for name in alternative))

    @property
    def always(self) -> bool:
        """Whether it holds in every history."""
        return any(not alternative for alternative in self.alternatives)

    def holds(self, history: Mapping[str, str | None]) -> bool:
        """Whether it holds in a history (step name to option or outcome; absent steps are None, or left out)."""
        return any(
            all(history.get(name) in states for name, states in alternative.items())
            for alternative in self.alternatives
        )

    def renamed(self, names: Mapping[str, str]) -> Condition:
        """The same condition with some steps under other names."""
        return Condition(
            tuple(frozen({names.get(name, name): states for name, states in a.items()}) for a in self.alternatives)
        )


ALWAYS = Condition()
CONDITION = "a condition such as {'site': 'berlin'}, a list of them, or None"
CHANCE = "chances such as {'rain': 0.3, 'dry': 'rest'}, or the name of an outcome"
RULES = "a list of rules, each a pair of a condition and what follows"
PAIR = 2
ConditionLike = Condition | Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


def condition(value: ConditionLike) -> Condition:
    """A Condition from a mapping (`{"access": "blocked"}`), a list of them (any may hold), or None."""
    if isinstance(value, Condition):
        return value
    if value is None:
        return ALWAYS
    alternatives = [value] if isinstance(value, Mapping) else listed(value, Mapping, ("when",), CONDITION)
    return Condition(tuple(frozen(_alternative(alternative)) for alternative in alternatives) or (frozen({}),))


def _alternative(value: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: _states(states) for name, states in mapped(value, ("when",), CONDITION).items()}


def _states(states: Any) -> tuple[str, ...]:
    return (states,) if isinstance(states, str) else listed(states, str, ("when",), CONDITION)


@dataclass(frozen=True)
class Rule(Generic[T]):
    """When the condition holds, then this."""

    when: Condition
    then: T
    note: str = ""
    cite: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Chance:
    """Chances of an event's outcomes; `rest` takes what is left, an outcome not named cannot happen."""

    numbers: Mapping[str, Number]
    rest: str | None = None

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that can happen, the one that takes the rest last."""
        return (*self.numbers, self.rest) if self.rest else tuple(self.numbers)


@dataclass(frozen=True)
class RuleTable(Generic[T]):
    """The first rule that matches counts.

    `layout` names the steps whose states head the rows and columns, where the rules are the cells of a table, and
    `judgement` what was judged of these states, where the cells follow from that.
    """

    rules: tuple[Rule[T], ...]
    layout: tuple[str, ...] | None = field(default=None, metadata=ADDED)
    judgement: WeightJudgement | None = field(default=None, metadata=ADDED)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The steps its conditions read, each once."""
        return _names(self.rules)


@dataclass(frozen=True)
class Adjusted:
    """A start to which every adjustment that matches is added."""

    start: Number
    adjustments: tuple[Rule[Number], ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The steps its conditions read, each once."""
        return _names(self.adjustments)


Scores = RuleTable[Number] | Adjusted


def score_numbers(scores: Scores) -> tuple[Number, ...]:
    """The numbers that scores are made of: one for each rule, or the start and one for each adjustment."""
    if isinstance(scores, RuleTable):
        return tuple(rule.then for rule in scores.rules)
    return (scores.start, *(rule.then for rule in scores.adjustments))


def _names(rules: Iterable[Rule[Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for rule in rules for name in rule.when.names))


def chance(value: Chance | str | Mapping[str, NumberLike]) -> Chance:
    """A Chance from `{"blocked": 0.3, "open": "rest"}`, or from the name of a certain outcome."""
    if isinstance(value, Chance):
        return value
    if isinstance(value, str):
        return Chance(frozen({value: number(1)}))
    value = mapped(value, ("chance",), CHANCE)
    rests = [
        outcome for outcome, number_given in value.items() if isinstance(number_given, str) and number_given == "rest"
    ]
    numbers = {outcome: number(number_given) for outcome, number_given in value.items() if outcome not in rests}
    return Chance(frozen(numbers), rests[0] if rests else None)


def plan_rules(entries: Any) -> RuleTable[str]:
    """The rules of a plan from (condition, option) pairs or Rules; a condition of None always holds."""
    return entries if isinstance(entries, RuleTable) else RuleTable(rules(entries, str))


def rules(entries: Any, then: Any) -> tuple[Rule[Any], ...]:
    """Rules from Rules or (condition, then) pairs; a condition of None always holds."""
    built = []
    for entry in listed(entries, (Rule, list, tuple), ("rules",), RULES):
        if isinstance(entry, Rule):
            built.append(Rule(condition(entry.when), then(entry.then), entry.note, citations(entry.cite)))
        elif len(entry) == PAIR:
            built.append(Rule(condition(entry[0]), then(entry[1])))
        else:
            raise refused(("rules",), entry, RULES)
    return tuple(built)
