"""Chances of events given what is known, Bayes revision included, filled from the model's numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from decision_model.model import DecisionModel, Event
from decision_model.model.compile.bayes import Evidence, Factor, joint
from decision_model.model.compile.compiled import Level
from decision_model.model.numbers import Draws


def rule_chances(event: Event, branches: int, values: Mapping[str, Draws]) -> np.ndarray:
    """(branches, rules + 2[, draws]): a column for each rule, then for absence, then for no rule at all."""
    rules = event.chance.rules
    chances = [[number.at(values) for number in rule.then.numbers.values()] for rule in rules]
    draws = max((np.size(number) for row in chances for number in row if np.ndim(number)), default=0)
    table = np.zeros((branches, len(rules) + 2, draws) if draws else (branches, len(rules) + 2))
    for column, (rule, numbers) in enumerate(zip(rules, chances, strict=True)):
        rest: Draws = 1.0
        for outcome, number in zip(rule.then.numbers, numbers, strict=True):
            table[event.state_names.index(outcome), column] = number
            rest = rest - number
        if rule.then.rest is not None:
            table[event.state_names.index(rule.then.rest), column] = np.maximum(rest, 0.0)
    if branches > len(event.outcomes):
        table[-1, -2] = 1.0
    return table


def level_chances(model: DecisionModel, level: Level, tables: dict[str, np.ndarray]) -> np.ndarray:
    """(branches, rows[, draws]): the chances that `level.chance` points into.

    A column of zeros belongs to a case that cannot happen (0/0 in Bayes' rule).
    """
    assert level.evidence is not None
    if level.evidence.direct:
        return _own(model, level.step.name, tables)
    return _revised(model, level.evidence, tables)


def _own(model: DecisionModel, name: str, tables: dict[str, np.ndarray]) -> np.ndarray:
    if name not in tables:
        event = model.steps[name]
        assert isinstance(event, Event)
        tables[name] = rule_chances(event, model.structure.sizes[name], model.values)
    return tables[name]


def _revised(model: DecisionModel, known: Evidence, tables: dict[str, np.ndarray]) -> np.ndarray:
    """Bayes' rule: the joint table of what is known and the event, normalised over the event."""
    together = joint(known, [_factor(model, name, tables) for name in known.factors])
    total = together.sum(axis=-2, keepdims=True)
    chances = np.divide(together, total, out=np.zeros_like(together), where=total > 0)
    chances = np.moveaxis(chances, -2, 0)
    chances = chances.reshape(chances.shape[0], -1, chances.shape[-1])
    return chances[..., 0] if chances.shape[-1] == 1 else chances


def _factor(model: DecisionModel, name: str, tables: dict[str, np.ndarray]) -> Factor:
    event = model.steps[name]
    assert isinstance(event, Event)
    own = _own(model, name, tables)
    own = own if own.ndim == 3 else own[..., None]
    rows = model.structure.tables[name]
    return (*event.parents, name), np.moveaxis(own[:, rows], 0, -2)
