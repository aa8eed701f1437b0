"""What a value is at an event and at a decision: the arguments of the sweep."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from decision_model.model import DecisionModel, Draws
from decision_model.model.compile.compiled import Level
from decision_model.model.compile.reachable import matching_rule

TIE = 1e-9
"""Totals closer than this (relative to their size, at least 1) are tied."""

Branches = list[tuple[np.ndarray, np.ndarray]]
"""The outcomes of an event: their chances and what they lead to, (nodes[, draws]) each."""

Cut = slice | np.ndarray | None
"""Which draws are looked at: a stretch of them, some by their places (one may be there several times), or all."""

AtEvent = Callable[[Branches, Cut], np.ndarray]
"""From the outcomes, and which draws are swept, the value of the event: (nodes[, draws])."""

AtDecision = Callable[[int, Level, Iterator[np.ndarray]], tuple[np.ndarray, list[np.ndarray]]]
"""From the index of a level, the level and what its branches lead to: its value, and that of each branch.

A branch that is not on offer is -inf. Values are (nodes[, draws]), larger is better.
"""


def cut_number(number: Draws, draws: Cut) -> Draws:
    """Some draws of one number."""
    return number[draws] if draws is not None and np.ndim(number) else number  # type: ignore[index]


def beside(table: np.ndarray, column: np.ndarray) -> np.ndarray:
    """A table (nodes,) without draws, with an axis for the draws where a column (nodes[, draws]) has them."""
    return table[:, None] if column.ndim == 2 and table.ndim == 1 else table


def mean(branches: Branches, _draws: Cut = None) -> np.ndarray:
    """The expected value: sum of chance times value, in the order of the outcomes."""
    value = branches[0][0] * branches[0][1]
    for chance, column in branches[1:]:
        value = value + chance * column
    return value


@dataclass(frozen=True)
class CertaintyEquivalent:
    """The sure value worth as much under a risk tolerance, (draws,) or one number."""

    tolerance: Draws

    def __call__(self, branches: Branches, draws: Cut = None) -> np.ndarray:
        return certainty_equivalent(branches, cut_number(self.tolerance, draws))


def certainty_equivalent(branches: Branches, tolerance: Draws) -> np.ndarray:
    """-R ln sum p exp(-t/R) over (chance, total) pairs, stable for large |t/R| (Howard & Matheson 1972).

    Nodes that cannot be reached (all chances 0) get 0. Where the sum is near 1 (large |R|) its logarithm is taken from
    the sum's distance to 1, which keeps its digits.
    """
    exponents = [np.where(chance > 0, -total / tolerance, -np.inf) for chance, total in branches]
    largest = exponents[0]
    for exponent in exponents[1:]:
        largest = np.maximum(largest, exponent)
    largest = np.where(np.isfinite(largest), largest, 0.0)
    pairs = [(chance, exponent - largest) for (chance, _), exponent in zip(branches, exponents, strict=True)]
    added = sum(chance * np.exp(below) for chance, below in pairs)
    short = sum(chance * np.expm1(below) for chance, below in pairs)
    return np.where(np.greater(added, 0), -tolerance * (largest + log_near_one(added, short)), 0.0)


def log_near_one(added: np.ndarray, short: np.ndarray) -> np.ndarray:
    """The logarithm of a sum, `short` of 1 by so much, with all its digits near 1; 0 where the sum is 0."""
    possible = np.greater(added, 0)
    plain = np.log(np.where(possible, added, 1.0))
    # where the sum is below 0.5 the other logarithm is taken; the limit only keeps log1p from a number below -1
    near_one = np.log1p(np.where(possible, np.maximum(short, -0.75), 0.0))
    return np.where(np.less(added, 0.5), plain, near_one)


def worst(branches: Branches, _draws: Cut = None) -> np.ndarray:
    """The lowest value among the outcomes that can happen; 0 where none can."""
    return _extreme(branches, np.minimum, np.inf)


def best(branches: Branches, _draws: Cut = None) -> np.ndarray:
    """The highest value among the outcomes that can happen; 0 where none can."""
    return _extreme(branches, np.maximum, -np.inf)


def _extreme(branches: Branches, pick: np.ufunc, never: float) -> np.ndarray:
    value: np.ndarray | None = None
    for chance, column in branches:
        possible = np.where(chance > 0, column, never)
        value = possible if value is None else pick(value, possible)
    assert value is not None
    return np.where(np.isfinite(value), value, 0.0)


@dataclass(frozen=True)
class BestOption:
    """The best of what a model has on offer, its forced and withheld choices included."""

    model: DecisionModel

    def __call__(self, _index: int, level: Level, columns: Iterator[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
        best: np.ndarray | None = None
        options = []
        for allowed, column in zip(on_offer(self.model, level), columns, strict=True):
            if allowed is not None:
                column = np.where(beside(allowed, column), column, -np.inf)
            elif len(column) != level.size:
                column = np.broadcast_to(column, (level.size, *column.shape[1:]))
            options.append(column)
            best = column if best is None else np.maximum(best, column)
        assert best is not None
        return best, options


@dataclass(frozen=True)
class GivenPlan:
    """The branch that a plan takes at each node (nodes,), by the index of the decision's level."""

    chosen: Mapping[int, np.ndarray]

    def __call__(self, index: int, _level: Level, columns: Iterator[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
        value: np.ndarray | None = None
        options = []
        for branch, column in enumerate(columns):
            is_chosen = beside(self.chosen[index] == branch, column)
            value = np.where(is_chosen, column, 0.0 if value is None else value)
            options.append(np.where(is_chosen, column, -np.inf))
        assert value is not None
        return value, options


def on_offer(model: DecisionModel, level: Level) -> list[np.ndarray | None]:
    """Per branch of a decision the nodes where it may be taken, forced and withheld choices included; None: all."""
    exists = level.children >= 0
    names = level.step.state_names
    for option in model.withheld.get(level.step.name, ()):
        exists[:, names.index(option)] = False
    if level.step.name in model.forced:
        _take(exists, names.index(model.forced[level.step.name]), np.ones(level.size, dtype=bool))
    elif level.step.name in model.followed:
        options = [rule.then for rule in model.followed[level.step.name].rules]
        chosen = followed_rules(model, level)
        for number, option in enumerate(options):
            _take(exists, names.index(option), chosen == number)
    return [None if column.all() else column for column in exists.T]


def max_on_offer(model: DecisionModel, level: Level) -> int:
    """The most options that any node of a decision has on offer."""
    columns = [np.ones(level.size, dtype=bool) if column is None else column for column in on_offer(model, level)]
    return int(np.sum(columns, axis=0).max())


def _take(exists: np.ndarray, branch: int, nodes: np.ndarray) -> None:
    """Leave one branch alone at some nodes (nodes,), wherever it is on offer there."""
    taken = nodes & exists[:, branch]
    exists[taken] = False
    exists[taken, branch] = True


def followed_rules(model: DecisionModel, level: Level) -> np.ndarray:
    """(nodes,): the rule of the plan that a decision follows that holds at each node, -1 where none does."""
    columns = {name: level.keys[:, place] for place, name in enumerate(level.names)}
    return matching_rule(model.followed[level.step.name].rules, columns, model.steps, level.size)
