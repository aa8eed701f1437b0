"""Columns of states: one array per step, a row per history; conditions and rules evaluated on all rows at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from decision_model.model.steps import Decision, Event
from decision_model.model.tables import Condition, Rule

Columns = dict[str, np.ndarray]
"""Step name to its states in each row, shape (rows,), STATE; the number after the last state means absent."""

STATE = np.uint16

_WIDEST = 2**62
"""Codes of rows stay below this, so that 64 bits hold them."""


def holds(
    condition: Condition, columns: Mapping[str, np.ndarray], steps: Mapping[str, Decision | Event], length: int
) -> np.ndarray:
    """Rows (length,) in which a condition holds; names without a column count as not matching."""
    if condition.always:
        return np.ones(length, dtype=bool)
    matches = np.zeros(length, dtype=bool)
    for alternative in condition.alternatives:
        rows = np.ones(length, dtype=bool)
        for name, states in alternative.items():
            if name not in columns:
                rows[:] = False
                break
            names = steps[name].state_names
            allowed = np.zeros(len(names) + 1, dtype=bool)
            allowed[[names.index(state) for state in states]] = True
            rows &= allowed[columns[name]]
        matches |= rows
    return matches


def matching_rule(
    rules: Sequence[Rule[Any]], columns: Mapping[str, np.ndarray], steps: Mapping[str, Decision | Event], length: int
) -> np.ndarray:
    """The first rule that matches in each row, shape (length,); -1 where none does."""
    names = tuple(dict.fromkeys(name for rule in rules for name in rule.when.names if name in columns))
    sizes = [len(steps[name].states) + 1 for name in names]
    first, inverse = group([columns[name] for name in names], sizes, length)
    cases = {name: columns[name][first] for name in names}
    rule_of_case = np.full(len(first), -1, dtype=np.int64)
    for number in range(len(rules) - 1, -1, -1):
        rule_of_case[holds(rules[number].when, cases, steps, len(first))] = number
    return rule_of_case[inverse]


def group(columns: Sequence[np.ndarray], sizes: Sequence[int], length: int) -> tuple[np.ndarray, np.ndarray]:
    """Distinct rows: the index of the first row of each group, and the group of each row.

    Groups are numbered in the lexical order of their states.
    """
    codes = np.zeros(length, dtype=np.int64)
    width = 1
    for column, size in zip(columns, sizes, strict=True):
        if width > _WIDEST // size:
            first, codes = _distinct(codes, width)
            width = len(first)
        codes = codes * size + column
        width *= size
    return _distinct(codes, width)


def _distinct(codes: np.ndarray, width: int) -> tuple[np.ndarray, np.ndarray]:
    if width > 8 * len(codes) + 1024:  # a table of all codes would be larger than sorting the rows is slow
        _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
        return first, inverse
    seen = np.full(width, -1, dtype=np.int64)
    seen[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    present = np.flatnonzero(seen >= 0)
    number = np.zeros(width, dtype=np.int64)
    number[present] = np.arange(len(present))
    return seen[present], number[codes]
