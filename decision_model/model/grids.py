"""Rule tables laid out as a table: a cell for each combination of the states of some steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from decision_model.model import tables
from decision_model.model.given import listed, mapped, refused
from decision_model.model.judgements import WeightJudgement
from decision_model.model.numbers import Citation, Number, number
from decision_model.model.tables import ALWAYS, Chance, Rule, RuleTable, condition

T = TypeVar("T")
Path = tuple[str, ...]
"""The states that head a cell: of the first step of a layout, of the second, and so on."""


def score_table(steps: Sequence[str], cells: Mapping[str, Any], otherwise: Any = None) -> RuleTable[Number]:
    """Scores as a table: `cells` is nested, the states of the first step outermost; `otherwise` for all other cases.

    Raises ModelError for what it cannot take.
    """
    return grid(steps, cells, number, otherwise)


def chance_table(steps: Sequence[str], cells: Mapping[str, Any], otherwise: Any = None) -> RuleTable[Chance]:
    """Chances as a table: chances, as for `event`, for each combination of states of some steps.

    Raises ModelError for what it cannot take.
    """
    return grid(steps, cells, tables.chance, otherwise)


def judged_table(step: str, judgement: WeightJudgement) -> RuleTable[Number]:
    """Scores as shares that were judged of the states of a step, by comparing them in pairs, in percent: 0 to 100.

    One score of 0 where nothing follows from the judgement.
    """
    rules = [Rule(condition({step: state}), share) for state, share in judgement.weights.items()]
    return RuleTable(tuple(rules) or (Rule(ALWAYS, number(0)),), (step,), judgement)


def judged(table: RuleTable[Any]) -> WeightJudgement | None:
    """What the scores of a table follow from; None where they do not, or where one has been changed since."""
    if table.judgement is None or table.layout is None:
        return None
    return table.judgement if judged_table(table.layout[0], table.judgement).rules == table.rules else None


def grid(
    steps: Sequence[str],
    cells: Mapping[str, Any],
    then: Callable[[Any], T],
    otherwise: Any = None,
    cite: tuple[Citation, ...] = (),
) -> RuleTable[T]:
    """A rule for each cell of a nested mapping, and one for all other cases; the source of all is `cite`."""
    steps = listed(steps, str, ("rows",), "a list of names of steps")
    if not steps:
        raise refused(("rows",), steps, "a list of names of steps")
    rules = [
        Rule(condition(dict(zip(steps, path, strict=True))), then(cell), cite=cite)
        for path, cell in _paths(cells, len(steps))
    ]
    closing = [] if otherwise is None else [Rule(ALWAYS, then(otherwise), cite=cite)]
    return RuleTable((*rules, *closing), tuple(steps))


def _paths(cells: Mapping[str, Any], depth: int) -> Iterator[tuple[Path, Any]]:
    for state, below in mapped(cells, ("table",), "cells by the states that head them").items():
        if depth == 1:
            yield (state,), below
        else:
            yield from (((state, *path), cell) for path, cell in _paths(below, depth - 1))


def head_of(table: RuleTable[Any], number: int) -> Path:
    """The states that head the cell of a rule, by its place; empty for the rule for all other cases."""
    (alternative, *_) = table.rules[number].when.alternatives
    return tuple(state for states in alternative.values() for state in states)


def nested(table: RuleTable[T], then: Callable[[T], Any]) -> dict[str, Any] | None:
    """The cells as a nested mapping, those headed alike together; None where the rules are no longer those of a table.

    The rule for all other cases is left out.
    """
    inner = [rule for rule in table.rules if not rule.when.always]
    if table.layout is None or any(rule.when.names != table.layout for rule in inner):
        return None
    cells: dict[str, Any] = {}
    for rule in inner:
        (alternative, *_) = rule.when.alternatives
        path = [states[0] for states in alternative.values()]
        below = cells
        for state in path[:-1]:
            below = below.setdefault(state, {})
        below[path[-1]] = then(rule.then)
    whole = (*inner, *(rule for rule in table.rules if rule.when.always))
    again = [condition(dict(zip(table.layout, path, strict=True))) for path, _ in _paths(cells, len(table.layout))]
    remarks = {(rule.note, rule.cite) for rule in table.rules}
    return cells if whole == table.rules and again == [rule.when for rule in inner] and len(remarks) == 1 else None
