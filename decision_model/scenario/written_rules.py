"""Conditions, judgements, and the rules and tables of chances and scores, as the writer states them."""

from __future__ import annotations

from functools import partial
from typing import Any

from decision_model.model.grids import judged, nested
from decision_model.model.judgements import WeightJudgement
from decision_model.model.tables import Chance, Condition, Rule, RuleTable, Scores
from decision_model.scenario.emitter import YamlBlock
from decision_model.scenario.written_numbers import (
    Data,
    number_data,
    numbers_data,
    one_or_all,
    plain_number,
    remarks_data,
    without_empty,
)

MOST_STEPS = 3
"""Steps that head a table at most in the language; larger ones are written as rules."""


def _condition(condition: Condition) -> Any:
    alternatives = [
        {name: one_or_all(states) for name, states in alternative.items()} for alternative in condition.alternatives
    ]
    return one_or_all(alternatives)


def condition_data(condition: Condition) -> Any:
    """A condition; None for one that always holds."""
    return _condition(condition) or None


def chances_data(table: RuleTable[Chance]) -> Any:
    """An event's chances: of one rule, a table, or a list of rules."""
    return _table(table, _chance)


def _chance(chance: Chance, around: str = "assumption") -> str | Data:
    if chance.rest is None and [str(number) for number in chance.numbers.values()] == ["1"]:
        outcome, number = next(iter(chance.numbers.items()))
        if number.basis == "assumption" and not isinstance(number_data(number), dict):
            return outcome
    return {**numbers_data(chance.numbers, around), **({chance.rest: "rest"} if chance.rest else {})}


def _table(table: RuleTable[Any], then: Any) -> Any:
    """The bare content of a single rule that always holds, a table, or else the list of rules."""
    judgement = judged(table)
    if judgement is not None:
        return {"rows": one_or_all(table.layout or ()), **judgement_data(judgement)}
    laid_out = _laid_out(table)
    if laid_out is not None:
        return laid_out
    if len(table.rules) == 1 and table.rules[0].when.always and not any(remarks_data(table.rules[0]).values()):
        return then(table.rules[0].then)
    return [_rule(rule, then, closing=rule is table.rules[-1]) for rule in table.rules]


def _laid_out(table: RuleTable[Any]) -> Data | None:
    """A table with its rows, and in scores columns; None for what is no table.

    A basis that all of its numbers have stands beside it.
    """
    if table.layout is None or not table.rules or len(table.layout) > MOST_STEPS:
        return None
    of_chances = isinstance(table.rules[0].then, Chance)
    numbers = [n for rule in table.rules for n in (rule.then.numbers.values() if of_chances else (rule.then,))]
    bases = {number.basis for number in numbers}
    around = bases.pop() if len(bases) == 1 else "assumption"
    then = partial(_chance if of_chances else number_data, around=around)
    cells = nested(table, then)
    if cells is None:
        return None
    count = len(table.layout) if of_chances else max(1, len(table.layout) - 1)
    rows, columns = table.layout[:count], table.layout[count:]
    closing = [then(rule.then) for rule in table.rules if rule.when.always]
    rest = {
        "columns": one_or_all(columns),
        **remarks_data(table.rules[0]),
        "basis": around if around != "assumption" else "",
    }
    head = {"rows": one_or_all(rows), **without_empty(rest)}
    return YamlBlock({**head, "table": YamlBlock(cells), **({"otherwise": closing[0]} if closing else {})})


def _rule(rule: Rule[Any], then: Any, closing: bool) -> Data:
    if closing and rule.when.always:
        return YamlBlock({"otherwise": then(rule.then), **without_empty(remarks_data(rule))})
    return YamlBlock({"when": _condition(rule.when), "then": then(rule.then), **without_empty(remarks_data(rule))})


def scores_data(scores: Scores) -> Any:
    """Scores: of one rule, a table, a list of rules, or a start with adjustments."""
    if isinstance(scores, RuleTable):
        return _table(scores, number_data)
    adjust = [
        YamlBlock({"when": _condition(rule.when), "by": number_data(rule.then), **without_empty(remarks_data(rule))})
        for rule in scores.adjustments
    ]
    return {"start": number_data(scores.start), **without_empty({"adjust": adjust})}


def judgement_data(judgement: WeightJudgement) -> Data:
    """What was judged, from which weights or scores follow."""
    pairs: dict[str, Data] = {}
    for first, second, ratio in judgement.pairs:
        pairs.setdefault(first, {})[second] = plain_number(ratio)
    rest = {
        "swing": {name: plain_number(points) for name, points in judgement.swings.items()},
        "order": order_data(judgement.order),
        "capacity": [{"of": list(some), "worth": plain_number(worth)} for some, worth in judgement.sets.items()],
        "method": judgement.method if judgement.kind == "order" and judgement.method != "centroid" else "",
        "basis": judgement.basis if judgement.basis != "elicited" else "",
        **remarks_data(judgement),
    }
    return without_empty({"pairwise": pairs, **rest})


def order_data(order: tuple[tuple[str, ...], ...]) -> list[Any]:
    """Names from first to last, those that are level together."""
    return [one_or_all(names) for names in order]


def plan_data(table: RuleTable[str]) -> list[Data]:
    """A plan to follow, as rules."""
    return [_rule(rule, str, closing=rule is table.rules[-1]) for rule in table.rules]
