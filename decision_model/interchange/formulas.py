"""Arithmetic of R and of mathjs as formulas of the language: parsed here, never executed, refused by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import e, isfinite, pi

from decision_model.errors import ModelError, shortened
from decision_model.model import formulas
from decision_model.model.formulas import Constant, DomainError, Formula, Operation, Reference

LONGEST, DEEPEST = 150, 30
"""Words and signs of one formula, and parentheses inside one another."""

LONG, MOST_MEANT = 12, 1000
"""Decimals from which a number may stand for a fraction, and the largest denominator that it has."""

_MIXED = re.compile(r"\s*(-?)\s*(\d{1,18})\s+(\d{1,18})\s*/\s*(\d{1,18})\s*")
_FRACTION = re.compile(r"\s*(-?\d{1,18})\s*/\s*(\d{1,18})\s*")
_NUMBER = re.compile(r"(?:\d{1,400}\.?\d{0,400}|\.\d{1,400})(?:[eE][+-]?\d{1,3})?(?:L\b)?", re.ASCII)
_WORD = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
_LARGEST = 1e100


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
    return _amount(Operation(symbol, (one.formula, other.formula)), values or {})


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
    if _NUMBER.fullmatch(unsigned) and abs(float(plain)) <= _LARGEST:
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


def worked_out(text: str, amount: Amount) -> str:
    """The formula of a file of which the result alone is written, on one line; '' where nothing but it stands there."""
    kept = amount.exact is None or number_of(text) is not None
    return "" if kept else shortened(" ".join(text.split()), 60)


def amount_of(text: str, names: Names) -> Amount:
    """A number or formula of a file; raises ArithmeticRefusedError with what cannot be taken over.

    Names are found longest first, wherever they stand as words, so they may hold spaces and parentheses.
    """
    plain = number_of(text)
    if plain is not None:
        return constant(plain)
    formula = _Arithmetic(text, names).whole()
    values = {str(amount.written): amount.value for amount in names.values() if isinstance(amount.formula, Reference)}
    return _amount(formula, values)


def _amount(formula: Formula, values: Mapping[str, float]) -> Amount:
    exact = _exactly(formula)
    if exact is not None and abs(exact) <= _LARGEST:
        return constant(exact)
    written = formulas.text(formula)
    try:
        formulas.parse(written)
        value = float(formulas.evaluate(formula, values))
    except (ZeroDivisionError, DomainError) as error:
        raise ArithmeticRefusedError(f"'{shortened(written)}' has no value: {error}") from None
    except ModelError as error:
        raise ArithmeticRefusedError(f"'{shortened(written)}' cannot be written as one formula: {error}") from None
    if not isfinite(value) or abs(value) > _LARGEST:
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


def _logarithm(argument: Formula, base: Formula | None = None) -> Formula:
    own = Operation("log", (argument,))
    return own if base is None else Operation("/", (own, Operation("log", (base,))))


_FUNCTIONS: dict[str, tuple[int, int, Callable[..., Formula]]] = {
    "exp": (1, 1, lambda x: Operation("exp", (x,))),
    "log": (1, 2, _logarithm),
    "log10": (1, 1, lambda x: _logarithm(x, Constant(10.0))),
    "log2": (1, 1, lambda x: _logarithm(x, Constant(2.0))),
    "sqrt": (1, 1, lambda x: Operation("^", (x, Constant(0.5)))),
    "abs": (1, 1, lambda x: Operation("abs", (x,))),
    "pow": (2, 2, lambda x, y: Operation("^", (x, y))),
    "min": (1, 20, lambda *all_of: Operation("min", all_of)),
    "max": (1, 20, lambda *all_of: Operation("max", all_of)),
}
"""Functions of both languages: how many arguments at least and at most, and what they are in ours."""

_RANDOM = frozenset({"random", "randomInt", "pickRandom", "runif", "rnorm", "rbeta", "rgamma", "sample", "rbinom"})
_CONSTANTS = {"pi": pi, "PI": pi, "e": e, "E": e}


@lru_cache(maxsize=64)
def _by_first_letter(names: tuple[str, ...]) -> dict[str, list[str]]:
    """The names by their first letter, longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        if name:
            found.setdefault(name[0], []).append(name)
    return found


def _name_at(text: str, place: int, names: Mapping[str, Sequence[str]]) -> str:
    """The longest name that stands at a place and not inside a word; '' where there is none."""
    for name in names.get(text[place], ()):
        end = place + len(name)
        if text.startswith(name, place) and not (_joined(text, place) or _joined(text, end)):
            return name
    return ""


def _joined(text: str, place: int) -> bool:
    """Whether letters stand on both sides of a place, so that a word goes on there."""
    return 0 < place < len(text) and _is_letter(text[place - 1]) and _is_letter(text[place])


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """The names that a formula uses, as `amount_of` finds them."""
    known, found, place = _by_first_letter(tuple(names)), [], 0
    while place < len(text):
        name = _name_at(text, place, known)
        found += [name] if name else []
        place += len(name) or 1
    return found


class _Arithmetic:
    """A formula by recursive descent; powers bind closest and from the right, a sign before them less close."""

    def __init__(self, source: str, names: Names):
        self.source, self.names = source, names
        self.tokens = self.words(source)
        self.next = self.depth = 0

    def words(self, source: str) -> list[tuple[str, str]]:
        known, place = _by_first_letter(tuple(self.names)), 0
        tokens: list[tuple[str, str]] = []
        while place < len(source):
            if source[place].isspace():
                place += 1
                continue
            kind, text = self.word(known, place)
            place += len(text)
            tokens.append((kind, "^" if text == "**" else text))
            if len(tokens) > LONGEST:
                raise ArithmeticRefusedError(f"'{shortened(source)}' has more than {LONGEST} words and signs")
        return tokens

    def word(self, known: Mapping[str, Sequence[str]], place: int) -> tuple[str, str]:
        name = _name_at(self.source, place, known)
        if name:
            return "name", name
        for kind, pattern in (("number", _NUMBER), ("word", _WORD)):
            match = pattern.match(self.source, place)
            if match:
                return kind, match[0]
        return "sign", "**" if self.source.startswith("**", place) else self.source[place]

    def whole(self) -> Formula:
        formula = self.sum()
        if self.next < len(self.tokens):
            raise self.unexpected()
        return formula

    def unexpected(self) -> ArithmeticRefusedError:
        if self.next >= len(self.tokens):
            what = "breaks off" if self.tokens else "is empty"
            return ArithmeticRefusedError(f"the formula '{shortened(self.source)}' {what}")
        kind, text = self.tokens[self.next]
        if kind == "sign" and text in "=?:&|<>!%":
            return ArithmeticRefusedError(
                f"'{text}' in '{shortened(self.source)}' is no arithmetic that can be taken over"
            )
        hint = ", or a '*' is left out" if self.next and self.tokens[self.next - 1][0] in ("number", "name") else ""
        return ArithmeticRefusedError(f"'{text}' does not belong in the formula '{shortened(self.source)}' here{hint}")

    def at(self, signs: str) -> str:
        """The sign that comes next, if it is one of these; it is taken."""
        if self.next < len(self.tokens) and self.tokens[self.next][0] == "sign":
            sign = self.tokens[self.next][1]
            if sign in signs:
                self.next += 1
                return sign
        return ""

    def deeper(self, parse: Callable[[], Formula]) -> Formula:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ArithmeticRefusedError(f"'{shortened(self.source)}' has more than {DEEPEST} levels")
        formula = parse()
        self.depth -= 1
        return formula

    def sum(self) -> Formula:
        return self.deeper(lambda: self.chain("+-", lambda: self.chain("*/", self.signed)))

    def chain(self, signs: str, operand: Callable[[], Formula]) -> Formula:
        formula = operand()
        while sign := self.at(signs):
            formula = Operation(sign, (formula, operand()))
        return formula

    def signed(self) -> Formula:
        sign = self.at("+-")
        if not sign:
            return self.power()
        inner = self.deeper(self.signed)
        return Operation("negative", (inner,)) if sign == "-" else inner

    def power(self) -> Formula:
        base = self.atom()
        return Operation("^", (base, self.deeper(self.signed))) if self.at("^") else base

    def atom(self) -> Formula:
        if self.at("("):
            formula = self.sum()
            self.expect(")")
            return formula
        if self.next >= len(self.tokens) or self.tokens[self.next][0] == "sign":
            raise self.unexpected()
        kind, text = self.tokens[self.next]
        self.next += 1
        if kind == "name":
            return self.names[text].formula
        if kind == "number":
            number = float(text.removesuffix("L"))
            if number > _LARGEST:
                raise ArithmeticRefusedError(f"{shortened(text)} is larger than any number may be")
            return Constant(number)
        return self.call(text) if self.at("(") else self.word_alone(text)

    def word_alone(self, text: str) -> Formula:
        if text in _CONSTANTS:
            return Constant(_CONSTANTS[text])
        if text.casefold() in ("inf", "infinity", "nan"):
            raise ArithmeticRefusedError("it is no number, or larger than any number may be")
        raise ArithmeticRefusedError(f"'{shortened(text)}' has no value here: no variable of that name stands above")

    def call(self, name: str) -> Formula:
        if name in _RANDOM:
            raise ArithmeticRefusedError(f"{name}( ) gives another number each time, so the file states none")
        if name == "dtree":
            raise ArithmeticRefusedError("dtree( ) takes the value of another tree, which is not in this file")
        if name not in _FUNCTIONS:
            raise ArithmeticRefusedError(f"{shortened(name)}( ) is a function that cannot be taken over")
        least, most, made = _FUNCTIONS[name]
        arguments = [self.sum()]
        while self.at(","):
            arguments.append(self.sum())
        self.expect(")")
        if not least <= len(arguments) <= most:
            raise ArithmeticRefusedError(f"{name}( ) cannot have {len(arguments)} arguments")
        return made(*arguments)

    def expect(self, sign: str) -> None:
        if not self.at(sign):
            raise self.unexpected()
