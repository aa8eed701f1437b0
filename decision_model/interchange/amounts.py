"""Numbers of a file as the language writes them: exact where they can be, or formulas over parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from decision_model.errors import ModelError, shortened
from decision_model.model import formulas
from decision_model.model.formulas import Constant, DomainError, Formula, Operation

LONG, MOST_MEANT = 12, 1000
"""Decimals from which a number may stand for a fraction, and the largest denominator that it has."""

_MIXED = re.compile(r"\s*(-?)\s*(\d{1,18})\s+(\d{1,18})\s*/\s*(\d{1,18})\s*")
_FRACTION = re.compile(r"\s*(-?\d{1,18})\s*/\s*(\d{1,18})\s*")
NUMBER = re.compile(r"(?:\d{1,400}\.?\d{0,400}|\.\d{1,400})(?:[eE][+-]?\d{1,3})?(?:L\b)?", re.ASCII)

LARGEST = 1e100
"""Numbers beyond it are refused."""


class ArithmeticRefusedError(ValueError):
    """What a formula has that cannot be taken over, as a sentence."""


@dataclass(frozen=True)
class Amount:
    """A number of a file: as the language writes it (a number, or a formula over parameters), and its value."""

    written: int | float | str
    value: float
    exact: Fraction | None = None

    @property
    def formula(self) -> Formula:
        """It as a formula."""
        return formulas.parse(self.written) if isinstance(self.written, str) else Constant(float(self.written))

    @property
    def is_zero(self) -> bool:
        """Whether it is the number 0, and no formula that happens to be."""
        return not isinstance(self.written, str) and self.value == 0

    @property
    def is_constant(self) -> bool:
        """Whether it depends on no parameter."""
        return self.exact is not None


Names = Mapping[str, Amount]
"""What the names that a formula may use are in the language: references to parameters, and their values."""


def constant(exact: Fraction) -> Amount:
    """A number; one that has no end as a decimal is kept as the fraction that it is."""
    value = float(exact)
    if exact.denominator == 1 and abs(exact) < 10**15:
        return Amount(int(exact), value, exact)
    if _ends(exact):
        return Amount(value, value, exact)
    return Amount(f"{exact.numerator} / {exact.denominator}", value, exact)


def _ends(exact: Fraction) -> bool:
    """Whether a fraction is a decimal that a float holds as it is written, or too long to be written as a fraction."""
    return Fraction(repr(float(exact))) == exact or exact.denominator > 10**6 or abs(exact.numerator) > 10**15


ZERO = constant(Fraction(0))


def combined(symbol: str, one: Amount, other: Amount, values: Mapping[str, float] | None = None) -> Amount:
    """Two amounts added, multiplied and so on; `values` are those of the parameters."""
    return amount_from(Operation(symbol, (one.formula, other.formula)), values or {})


def negative(amount: Amount) -> Amount:
    """Its opposite."""
    if amount.exact is not None:
        return constant(-amount.exact)
    formula = amount.formula
    if isinstance(formula, Operation) and formula.symbol == "negative":
        return Amount(formulas.text(formula.operands[0]), -amount.value)
    return Amount(formulas.text(Operation("negative", (formula,))), -amount.value)


def number_of(text: str) -> Fraction | None:
    """A plain number, `1/3` or `2 1/3`; None for anything else."""
    if mixed := _MIXED.fullmatch(text):
        sign, whole, above, below = mixed.groups()
        if not int(below):
            return None
        return (-1 if sign else 1) * (int(whole) + Fraction(int(above), int(below)))
    if fraction := _FRACTION.fullmatch(text):
        return Fraction(int(fraction[1]), int(fraction[2])) if int(fraction[2]) else None
    plain = text.strip().removesuffix("L")
    unsigned = plain[1:] if plain[:1] in ("-", "+") else plain
    if NUMBER.fullmatch(unsigned) and abs(float(plain)) <= LARGEST:
        return Fraction(plain)
    return None


def meant_fraction(text: str) -> Fraction | None:
    """The simple fraction that a long decimal stands for, such as 1/3 for 0.333333333333333; None for all else."""
    decimals = text.strip().partition(".")[2]
    exact = number_of(text)
    if exact is None or not LONG <= len(decimals) <= 2 * LONG or not decimals.isdigit():
        return None
    simple = exact.limit_denominator(MOST_MEANT)
    return simple if simple != exact and abs(simple - exact) <= Fraction(1, 10 ** len(decimals)) else None


def amount_from(formula: Formula, values: Mapping[str, float]) -> Amount:
    """What a formula comes to with these values of parameters; raises ArithmeticRefusedError where it has none."""
    exact = _exactly(formula)
    if exact is not None and abs(exact) <= LARGEST:
        return constant(exact)
    written = formulas.text(formula)
    try:
        formulas.parse(written)
        value = float(formulas.evaluate(formula, values))
    except (ZeroDivisionError, DomainError) as error:
        raise ArithmeticRefusedError(f"'{shortened(written)}' has no value: {error}") from None
    except ModelError as error:
        raise ArithmeticRefusedError(f"'{shortened(written)}' cannot be written as one formula: {error}") from None
    if not isfinite(value) or abs(value) > LARGEST:
        raise ArithmeticRefusedError(f"'{shortened(written)}' is larger than any number may be")
    if next(iter(formulas.references(formula)), None) is None:
        return Amount(value, value, Fraction(value))
    return Amount(written, value)


def _exactly(formula: Formula) -> Fraction | None:
    """The value of a formula of numbers alone, by the four rules; None where it has another kind of part."""
    if isinstance(formula, Constant):
        return Fraction(repr(float(formula.value)))
    if not isinstance(formula, Operation):
        return None
    parts = [_exactly(operand) for operand in formula.operands]
    if any(part is None for part in parts) or formula.symbol not in _EXACT:
        return None
    if formula.symbol == "/" and not parts[1]:
        return None
    exact = _EXACT[formula.symbol](*parts)
    return exact if exact.denominator.bit_length() < 4000 and exact.numerator.bit_length() < 4000 else None


_EXACT: dict[str, Callable[..., Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "negative": lambda a: -a,
}
