"""Arithmetic of R and of mathjs as formulas of the language: parsed here, never executed, refused by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from math import e, pi

from decision_model.errors import shortened
from decision_model.interchange.amounts import (
    LARGEST,
    NUMBER,
    Amount,
    ArithmeticRefusedError,
    Names,
    amount_from,
    constant,
    number_of,
)
from decision_model.model.formulas import Constant, Formula, Operation, Reference

LONGEST, DEEPEST = 150, 30
"""Words and signs of one formula, and parentheses inside one another."""

_WORD = re.compile(r"[^\W\d]\w*(?:\.\w+)*")


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
    return amount_from(formula, values)


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
        for kind, pattern in (("number", NUMBER), ("word", _WORD)):
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
            if number > LARGEST:
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
