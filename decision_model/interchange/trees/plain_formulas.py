"""Formulas over parameters made shorter, without changing what they are worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from decision_model.interchange.trees.written import rational
from decision_model.model.formulas import Constant, Formula, Operation, Reference, evaluate, references


def added(parts: Sequence[Formula]) -> Formula:
    """The sum of formulas, its plain numbers as one at the end; 0 for none."""
    numbers = [float(part.value) for part in parts if isinstance(part, Constant)]
    others = [part for part in parts if not isinstance(part, Constant)]
    plain = plain_number(sum(numbers))
    if not others:
        return plain
    whole: Formula = others[0]
    for part in [*others[1:], *([plain] if plain.value else [])]:
        whole = _plus(whole, part)
    return whole


def _plus(whole: Formula, part: Formula) -> Formula:
    opposite = _opposite(part)
    return Operation("+", (whole, part)) if opposite is None else Operation("-", (whole, opposite))


def _opposite(part: Formula) -> Formula | None:
    """What a part takes off; None for one that is not written with a minus in front."""
    if isinstance(part, Constant):
        return Constant(-float(part.value)) if float(part.value) < 0 else None
    if isinstance(part, Operation) and part.symbol == "negative":
        return part.operands[0]
    if isinstance(part, Operation) and part.symbol == "*":
        first = _opposite(part.operands[0])
        return None if first is None else _without_nothing(Operation("*", (first, part.operands[1])))
    return None


def plain_number(value: float) -> Constant:
    """A number without what rounding has left in its last digits."""
    return Constant(float(rational(value)))


def has_parameter(formula: Formula) -> bool:
    """Whether a formula names any."""
    return next(iter(references(formula)), None) is not None


def size(formula: Formula) -> int:
    """How many numbers, names and signs a formula has."""
    if not isinstance(formula, Operation):
        return 1
    return len(formula.operands) + sum(size(operand) for operand in formula.operands)


def symbols(formula: Formula) -> Iterator[str]:
    """The signs and functions of a formula."""
    if isinstance(formula, Operation):
        yield formula.symbol
        for operand in formula.operands:
            yield from symbols(operand)


def substituted(formula: Formula, others: Mapping[str, Formula]) -> Formula:
    """The formula with other formulas in the place of some names."""
    if isinstance(formula, Reference):
        return others.get(formula.name, formula)
    if isinstance(formula, Operation):
        return replace(formula, operands=tuple(substituted(operand, others) for operand in formula.operands))
    return formula


def simple(formula: Formula) -> Formula:
    """The formula with what holds no name worked out, where that is a short decimal, and without * 0, * 1 and + 0."""
    if not isinstance(formula, Operation):
        return formula
    operands = tuple(simple(operand) for operand in formula.operands)
    made = Operation(formula.symbol, operands)
    if all(isinstance(operand, Constant) for operand in operands):
        value = plain_number(float(evaluate(made, {})))
        ends = Fraction(repr(value.value)) == rational(float(value.value))
        return value if ends else made
    return _without_nothing(made)


def _without_nothing(made: Operation) -> Formula:
    """A product or sum without a factor or a part that changes nothing; 0 for a product with 0."""
    zero, one = Constant(0.0), Constant(1.0)
    if made.symbol == "*":
        if zero in made.operands:
            return zero
        return next((other for other, own in zip(made.operands, made.operands[::-1], strict=True) if own == one), made)
    if made.symbol in ("+", "-") and made.operands[1] == zero:
        return made.operands[0]
    return made.operands[1] if made.symbol == "+" and made.operands[0] == zero else made
