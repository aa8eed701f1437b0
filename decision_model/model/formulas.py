"""Formulas over parameters: arithmetic, parentheses, min and max, parsed here and never executed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from decision_model.errors import ModelError, Problem, shortened
from decision_model.model.typed_text import plain_signs

Draws = float | np.ndarray
"""A number: one float, or an array of draws of shape (draws,)."""

DEEPEST = 50
LONGEST = 200
"""Signs of arithmetic in one formula."""

_TOKEN = re.compile(r"\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(.))", re.ASCII)
_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "negative": 3}
_COMPUTE = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "min": np.minimum,
    "max": np.maximum,
}


class FormulaError(ModelError, ValueError):
    """A text that is not a formula; `position` is the offset of the offending character."""

    def __init__(self, message: str, position: int):
        super().__init__([Problem((), message, code="no-formula")])
        self.position = position


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
    """`symbol` is one of + - * / negative min max."""

    symbol: str
    operands: tuple[Formula, ...]


Formula = Constant | Reference | Operation


def evaluate(formula: Formula, values: Mapping[str, Draws]) -> Draws:
    """The formula's value; raises KeyError for an unknown parameter, ZeroDivisionError for x / 0."""
    if isinstance(formula, Constant):
        return formula.value
    if isinstance(formula, Reference):
        return values[formula.name]
    operands = [evaluate(operand, values) for operand in formula.operands]
    if formula.symbol == "negative":
        return -operands[0]
    if formula.symbol == "/" and np.any(np.asarray(operands[1]) == 0):
        raise ZeroDivisionError(f"{shortened(text(formula.operands[1]))} is zero in {shortened(text(formula))}")
    result = reduce(_COMPUTE[formula.symbol], operands)
    return float(result) if np.ndim(result) == 0 else result


def references(formula: Formula) -> Iterator[str]:
    """Names of the parameters a formula uses."""
    if isinstance(formula, Reference):
        yield formula.name
    elif isinstance(formula, Operation):
        for operand in formula.operands:
            yield from references(operand)


def text(formula: Formula, outer: int = 0) -> str:
    """The formula as it would be typed; parsing it again gives an equal formula."""
    if isinstance(formula, Constant):
        return _written(formula.value)
    if isinstance(formula, Reference):
        return formula.name
    if formula.symbol in ("min", "max"):
        return f"{formula.symbol}({', '.join(text(operand) for operand in formula.operands)})"
    rank = _PRECEDENCE[formula.symbol]
    if formula.symbol == "negative":
        written = f"-{text(formula.operands[0], rank)}"
    else:
        left, right = formula.operands
        written = f"{text(left, rank)} {formula.symbol} {text(right, rank + 1)}"
    return f"({written})" if rank < outer else written


def _written(value: Draws) -> str:
    if isinstance(value, np.ndarray):
        return f"<{value.size} draws>"
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


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
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError("the formula is nested too deeply", 0)
        formula = self.chain(("+", "-"), self.product)
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
        formula = self.atom()
        for _ in range(signs):
            formula = Operation("negative", (formula,))
        return formula

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
        raise FormulaError(f"'{word}' does not belong in a formula", position)

    def call(self, word: str, position: int) -> Formula:
        if word not in ("min", "max"):
            raise FormulaError(f"'{word}' is not known here; only min( ) and max( ) are", position)
        self.take()
        operands = [self.sum()]
        while self.peek() == ",":
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
