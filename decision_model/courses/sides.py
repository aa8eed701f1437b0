"""A model as one side of a comparison: its numbers worked out as far as they can be, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

import numpy as np

from decision_model.courses.cases import Case, matching
from decision_model.courses.items import consideration_of
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Consideration, Scale
from decision_model.model.numbers import Number
from decision_model.model.record import Record
from decision_model.model.steps import Event
from decision_model.model.tables import Adjusted, Chance, Rule, RuleTable
from decision_model.scenario.gaps import is_gap


@dataclass(frozen=True)
class ModelSide:
    """A record that may be unchecked; `first` are parameters' values that go before its own, `usual` after them."""

    record: CompiledRecord
    first: Mapping[str, float] = field(default_factory=dict)
    usual: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def values(self) -> Mapping[str, float]:
        """The values of the parameters, worked out in their order."""
        return {**self.usual, **known_values(self.record, self.first, self.usual)}

    def at(self, number: Number | None, case: Case | None = None) -> float | None:
        """A number's value in a case; None where it has none."""
        if number is None:
            return None
        try:
            return float(np.asarray(number.at({**self.values, **self._states(number, case or {})})))
        except (KeyError, ArithmeticError, TypeError, ValueError):
            return None

    def _states(self, number: Number, case: Case) -> dict[str, float]:
        """The values of the states that the formula of a score reads."""
        found = {}
        for name in number.references:
            step = self.record.steps.get(name)
            if name not in self.record.parameters and step is not None and case.get(name) in step.state_names:
                value = self.at(step.state(case[name]).value)
                found.update({} if value is None else {name: value})
        return found

    def chance(self, chance: Chance, outcome: str) -> float | None:
        """The chance of an outcome under a rule; 0 for one that cannot happen."""
        if outcome in chance.numbers:
            return self.at(chance.numbers[outcome])
        if outcome != chance.rest:
            return 0.0
        given = [self.at(number) for number in chance.numbers.values()]
        return None if None in given else 1.0 - sum(value for value in given if value is not None)

    def chances(self, event: Event, case: Case) -> dict[str, float | None] | None:
        """The chance of each outcome of an event in a case; None where no rule holds."""
        rule: Rule[Chance] | None = matching(event.chance.rules, case)
        return None if rule is None else {name: self.chance(rule.then, name) for name in event.state_names}

    def score(self, leaf: Consideration, case: Case) -> float | None:
        """The score of a consideration in a case."""
        if isinstance(leaf.scores, RuleTable):
            rule = matching(leaf.scores.rules, case)
            return None if rule is None else self.at(rule.then, case)
        if not isinstance(leaf.scores, Adjusted):
            return None
        applied = [rule.then for rule in leaf.scores.adjustments if rule.when.holds(case)]
        parts = [self.at(number, case) for number in (leaf.scores.start, *applied)]
        return None if None in parts else sum(part for part in parts if part is not None)

    def worth(self, leaf: Consideration, case: Case) -> float | None:
        """The score as it counts: on its scale, 0 to 1, where there are scales."""
        score = self.score(leaf, case)
        if score is None or not self.record.total_rule.has_weights:
            return score
        try:
            return float(np.asarray((leaf.scale or Scale()).value(score)))
        except (ArithmeticError, ValueError):
            return None

    def points(self, name: str) -> float | None:
        """A weight in points; 1 where there is none."""
        weight = consideration_of(self.record, name).weight
        return 1.0 if weight is None else self.at(weight)

    def share(self, name: str) -> float | None:
        """A weight as a share of its group."""
        points = [self.points(each.name) for each in group_of(self.record, name)]
        own, whole = self.points(name), sum(each for each in points if each is not None)
        return None if own is None or None in points or whole == 0 else own / whole

    def consideration(self, name: str) -> Consideration | None:
        """The consideration of a name, if there is one."""
        return next((each for each in self.record.walk() if each.name == name), None)


def group_of(model: Record, name: str) -> tuple[Consideration, ...]:
    """The considerations beside one, itself among them."""
    groups = (each.considerations for each in model.walk())
    return next(
        (group for group in (model.considerations, *groups) if name in [each.name for each in group]),
        (),
    )


def is_open(number: Number | None) -> bool:
    """Whether a number is still a gap."""
    return number is not None and any(is_gap(name) for name in number.references)


def known_values(record: Record, first: Mapping[str, float], usual: Mapping[str, float]) -> dict[str, float]:
    """The values of those parameters that have one: those that go before, then their own, then the usual ones."""
    names = {name: parameter.number.references for name, parameter in record.parameters.items()}
    try:
        order = [*TopologicalSorter(names).static_order()]
    except CycleError:
        order = [name for name, references in names.items() if not references]
    values: dict[str, float] = {}
    for name in order:
        if name in first:
            values[name] = first[name]
        elif name in names:
            values.update(_known(name, record, {**usual, **values}))
    return values


def _known(name: str, record: Record, values: Mapping[str, float]) -> dict[str, float]:
    """The value of a parameter by its name; nothing where it has none."""
    try:
        return {name: float(np.asarray(record.parameters[name].number.at(values)))}
    except (KeyError, ArithmeticError):
        return {}
