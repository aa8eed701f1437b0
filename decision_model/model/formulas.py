"""Formulas over parameters: arithmetic, parentheses and a few functions, parsed here and never executed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from decision_model.errors import ModelError, Problem, shortened
from decision_model.model.typed_text import plain_signs

Draws = float | np.ndarray
"""A number: one float, or an array of draws of shape (draws,)."""

DEEPEST = 50
LONGEST = 200
"""Signs of arithmetic in one formula."""

_TOKEN = re.compile(r"\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(.))", re.ASCII)
_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "negative": 3, "^": 4}
_ARITHMETIC: dict[str, Callable[..., Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "min": np.minimum,
    "max": np.maximum,
}

FUNCTIONS = ("min", "max", "exp", "log", "abs", "round")
_OF_ANY_NUMBER = ("min", "max")
"""Functions of one number or more; the others are of one."""

KNOWN = ", ".join(f"{name}( )" for name in FUNCTIONS)
"""The functions as a message lists them."""

HALF = 0.5 - 1e-9
"""What is rounded up: a half, or what only rounding in the last digits keeps below it."""


class FormulaError(ModelError, ValueError):
    """A text that is not a formula; `position` is the offset of the offending character."""

    def __init__(self, message: str, position: int):
        super().__init__([Problem((), message, code="no-formula")])
        self.position = position


class DomainError(ArithmeticError):
    """A formula without a value: a logarithm or power that does not exist, or is too large to be written."""


@dataclass(frozen=True)
class Constant:
    """A plain number or an array of draws."""

    value: Draws

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Constant) and bool(np.array_equal(self.value, other.value))

    def __hash__(self) -> int:
        return hash(self.value) if isinstance(self.value, float) else hash(self.value.tobytes())


@dataclass(frozen=True)
class Reference:
    """The value of a parameter."""

    name: str


@dataclass(frozen=True)
class Operation:
    """`symbol` is one of + - * / ^ negative, or one of FUNCTIONS."""

    symbol: str
    operands: tuple[Formula, ...]


Formula = Constant | Reference | Operation


def evaluate(formula: Formula, values: Mapping[str, Draws]) -> Draws:
    """The formula's value; raises KeyError for an unknown parameter, ZeroDivisionError for x / 0, DomainError.

    Among draws it has none where it has none in a single one.
    """
    if isinstance(formula, Constant):
        return formula.value
    if isinstance(formula, Reference):
        return values[formula.name]
    operands = [evaluate(operand, values) for operand in formula.operands]
    if formula.symbol == "negative":
        return -operands[0]
    if formula.symbol == "/" and np.any(np.asarray(operands[1]) == 0):
        raise ZeroDivisionError(f"{_shown(formula.operands[1])} is zero in {_shown(formula)}")
    if formula.symbol in _CURVES:
        with np.errstate(all="ignore"):
            result: Draws = _CURVES[formula.symbol](formula, *map(np.asarray, operands))
    else:
        result = reduce(_ARITHMETIC[formula.symbol], operands)
    return float(result) if np.ndim(result) == 0 else result


def _shown(formula: Formula) -> str:
    return shortened(text(formula))


def _first(values: np.ndarray, where: np.ndarray) -> str:
    """The first value at which a condition holds, for a message."""
    return f"{float(np.broadcast_to(values, where.shape)[where].ravel()[0]):.10g}"


def _exponential(formula: Operation, exponent: np.ndarray) -> np.ndarray:
    result = np.exp(exponent)
    _refuse_overflow(formula, result, exponent)
    return np.asarray(result)


def _logarithm(formula: Operation, argument: np.ndarray) -> np.ndarray:
    undefined = argument <= 0
    if undefined.any():
        name, value = _shown(formula.operands[0]), _first(argument, undefined)
        raise DomainError(f"{name} is {value} in {_shown(formula)}, and only a number above 0 has a logarithm")
    return np.asarray(np.log(argument))


def _power(formula: Operation, base: np.ndarray, exponent: np.ndarray) -> np.ndarray:
    base, exponent = np.broadcast_arrays(base, exponent)
    name = _shown(formula.operands[0])
    of_zero = (base == 0) & (exponent < 0)
    if of_zero.any():
        power = _first(exponent, of_zero)
        raise DomainError(f"{name} is 0 in {_shown(formula)}, and 0 to the power {power} would divide by zero")
    of_negative = (base < 0) & (exponent != np.floor(exponent))
    if of_negative.any():
        value, power = _first(base, of_negative), _first(exponent, of_negative)
        reason = f"a number below 0 has whole powers only, not {power}"
        raise DomainError(f"{name} is {value} in {_shown(formula)}, and {reason}")
    result = np.power(base, exponent)
    _refuse_overflow(formula, result, exponent)
    return np.asarray(result)


def _refuse_overflow(formula: Operation, result: np.ndarray, exponent: np.ndarray) -> None:
    overflows = np.isinf(result)
    if overflows.any():
        name, value = _shown(formula.operands[-1]), _first(exponent, overflows)
        raise DomainError(f"{_shown(formula)} is too large to be written where {name} is {value}")


def _rounded(_: Operation, number: np.ndarray) -> np.ndarray:
    """The nearest whole number, halves away from 0."""
    size = np.abs(number)
    below = np.floor(size)
    return np.asarray(np.copysign(below + (size - below >= HALF), number))


_CURVES: dict[str, Callable[..., np.ndarray]] = {
    "exp": _exponential,
    "log": _logarithm,
    "abs": lambda _, number: np.abs(number),
    "round": _rounded,
    "^": _power,
}


def references(formula: Formula) -> Iterator[str]:
    """Names of the parameters a formula uses."""
    if isinstance(formula, Reference):
        yield formula.name
    elif isinstance(formula, Operation):
        for operand in formula.operands:
            yield from references(operand)


def poles(formula: Formula, values: Mapping[str, Draws]) -> Iterator[tuple[int, str]]:
    """Where, along draws that stand in order, a formula divides by what reaches or passes 0 from one draw to the next.

    Yields the place of the draw before, and what passes through 0. What is divided must have a value in every draw.
    """
    if not isinstance(formula, Operation):
        return
    for operand in formula.operands:
        yield from poles(operand, values)
    if formula.symbol not in ("/", "^"):
        return
    divisor = formula.operands[1 if formula.symbol == "/" else 0]
    sign = np.sign(evaluate(divisor, values))
    if formula.symbol == "^":
        sign = np.where(np.asarray(evaluate(formula.operands[1], values)) < 0, sign, 0.0)
    least = 1 if formula.symbol == "/" else 0
    changes = np.flatnonzero(sign[:-1] * sign[1:] < least).tolist() if np.ndim(sign) else []
    yield from ((place, f"{_shown(divisor)} passes through 0 in {_shown(formula)}") for place in changes)


def divides(formula: Formula) -> bool:
    """Whether there is a division, or a power, which may be one."""
    if not isinstance(formula, Operation):
        return False
    return formula.symbol in ("/", "^") or any(divides(operand) for operand in formula.operands)


def bends(formula: Formula, behind: Callable[[str], Iterable[str]]) -> set[str]:
    """The parameters in which a formula may be no straight line; `behind` gives those that one is worked out from."""
    if not isinstance(formula, Operation):
        return set()
    inner = {name for operand in formula.operands for name in bends(operand, behind)}
    parameters = [{name for own in references(operand) for name in behind(own)} for operand in formula.operands]
    if formula.symbol in ("+", "-", "negative"):
        return inner
    if formula.symbol == "*":
        return inner | (parameters[0] & parameters[1])
    if formula.symbol == "/":
        return inner | parameters[1]
    return inner.union(*parameters)


def text(formula: Formula, outer: int = 0) -> str:
    """The formula as it would be typed; parsing it again gives an equal formula."""
    if isinstance(formula, Constant):
        return _written(formula.value)
    if isinstance(formula, Reference):
        return formula.name
    if formula.symbol in FUNCTIONS:
        return f"{formula.symbol}({', '.join(text(operand) for operand in formula.operands)})"
    rank = _PRECEDENCE[formula.symbol]
    if formula.symbol == "negative":
        written = f"-{text(formula.operands[0], rank)}"
    elif formula.symbol == "^":
        base, exponent = formula.operands
        written = f"{text(base, rank + 1)} ^ {text(exponent, rank)}"
    else:
        left, right = formula.operands
        written = f"{text(left, rank)} {formula.symbol} {text(right, rank + 1)}"
    return f"({written})" if rank < outer else written


def _written(value: Draws) -> str:
    if isinstance(value, np.ndarray):
        return f"<{value.size} draws>"
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def parse(source: str) -> Formula:
    """Read a formula such as `p_object / 2` or `max(0, revenue - cost)`; raises FormulaError."""
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: str):
        source = plain_signs(source)
        self.source = source
        self.tokens = [
            (match.group(match.lastindex or 0), match.lastindex, match.start(match.lastindex or 0))
            for match in _TOKEN.finditer(source)
        ]
        self.tokens = [token for token in self.tokens if token[0].strip()]
        self.next = 0
        self.depth = 0
        self.length = 0

    def whole(self) -> Formula:
        formula = self.sum()
        if self.next < len(self.tokens):
            word, _, position = self.tokens[self.next]
            raise FormulaError(f"'{word}' does not belong in a formula here", position)
        return formula

    def sum(self) -> Formula:
        return self.nested(lambda: self.chain(("+", "-"), self.product))

    def nested(self, parse_part: Callable[[], Formula]) -> Formula:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError("the formula is nested too deeply", 0)
        formula = parse_part()
        self.depth -= 1
        return formula

    def product(self) -> Formula:
        return self.chain(("*", "/"), self.factor)

    def chain(self, symbols, parse_operand) -> Formula:  # type: ignore[no-untyped-def]
        formula = parse_operand()
        while self.peek() in symbols:
            symbol, _, position = self.take()
            self.length += 1
            if self.length > LONGEST:
                raise FormulaError(f"the formula is longer than {LONGEST} additions and multiplications", position)
            formula = Operation(symbol, (formula, parse_operand()))
        return formula

    def factor(self) -> Formula:
        signs = 0
        while self.peek() in ("-", "+"):
            signs += self.take()[0] == "-"
            if signs > DEEPEST:
                raise FormulaError("the formula has too many signs in a row", 0)
        formula = self.power()
        for _ in range(signs):
            formula = Operation("negative", (formula,))
        return formula

    def power(self) -> Formula:
        """A power, whose exponent may have a sign and be a power itself: 2 ^ -3 ^ 2 is 2 ^ (-(3 ^ 2))."""
        base = self.atom()
        if self.peek() != "^":
            return base
        self.take()
        return Operation("^", (base, self.nested(self.factor)))

    def atom(self) -> Formula:
        word, kind, position = self.take()
        if kind == 1:
            return Constant(float(word))
        if word == "(":
            formula = self.sum()
            self.expect(")")
            return formula
        if kind == 2 and self.peek() == "(":
            return self.call(word, position)
        if kind == 2:
            return Reference(word)
        if word == "*" and self.next > 1 and self.tokens[self.next - 2][0] == "*":
            raise FormulaError("a power is written with ^, as in a ^ 2", position)
        raise FormulaError(f"'{word}' does not belong in a formula", position)

    def call(self, word: str, position: int) -> Formula:
        if word not in FUNCTIONS:
            raise FormulaError(f"'{word}' is not known here; known are {KNOWN}", position)
        self.take()
        operands = [self.sum()]
        while self.peek() == ",":
            if word not in _OF_ANY_NUMBER:
                raise FormulaError(f"{word}( ) is of one number", self.tokens[self.next][2])
            self.take()
            operands.append(self.sum())
        self.expect(")")
        return Operation(word, tuple(operands))

    def peek(self) -> str:
        return self.tokens[self.next][0] if self.next < len(self.tokens) else ""

    def take(self) -> tuple[str, int | None, int]:
        if self.next == len(self.tokens):
            raise FormulaError("the formula ends too early", len(self.source))
        self.next += 1
        return self.tokens[self.next - 1]

    def expect(self, symbol: str) -> None:
        if self.peek() != symbol:
            raise FormulaError(
                f"a '{symbol}' is missing", len(self.source) if not self.peek() else self.tokens[self.next][2]
            )
        self.take()
