"""Scores that are plain sums of what several steps are worth, taken apart so that each part is booked at its step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce

from decision_model.model.formulas import Constant, Formula, Operation
from decision_model.model.numbers import Number
from decision_model.model.tables import ALWAYS, Adjusted, Rule, RuleTable, Scores

PLAIN = ("+", "-", "*", "negative")
"""Operations of a sum that has a value, and no bend, whatever its steps are worth."""


def in_parts(scores: Scores, steps_in: Callable[[Number], tuple[str, ...]]) -> Scores:
    """One formula for all cases as a start and a part for each of the steps that its terms name; others as they are.

    Only where each part is added by itself, whatever the others are, do both come to the same.
    """
    if not isinstance(scores, RuleTable) or len(scores.rules) != 1 or not scores.rules[0].when.always:
        return scores
    formula = scores.rules[0].then.formula
    if not _is_plain(formula):
        return scores
    parts: dict[tuple[str, ...], list[Formula]] = {(): []}
    for term in _terms(formula):
        parts.setdefault(steps_in(Number(term)), []).append(term)
    start = parts.pop(())
    if len(parts) < 2:
        return scores
    return Adjusted(Number(_sum(start)), tuple(Rule(ALWAYS, Number(_sum(part))) for part in parts.values()))


def _is_plain(formula: Formula) -> bool:
    if not isinstance(formula, Operation):
        return True
    return formula.symbol in PLAIN and all(map(_is_plain, formula.operands))


def _terms(formula: Formula) -> Iterator[Formula]:
    """What a formula adds up, those that are taken away turned round."""
    if isinstance(formula, Operation) and formula.symbol == "+":
        yield from (term for operand in formula.operands for term in _terms(operand))
    elif isinstance(formula, Operation) and formula.symbol in ("-", "negative"):
        *kept, taken = formula.operands
        yield from (term for operand in kept for term in _terms(operand))
        yield from (Operation("negative", (term,)) for term in _terms(taken))
    else:
        yield formula


def _sum(terms: list[Formula]) -> Formula:
    return reduce(lambda one, other: Operation("+", (one, other)), terms) if terms else Constant(0.0)
