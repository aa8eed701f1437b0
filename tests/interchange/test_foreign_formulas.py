"""Arithmetic of R and mathjs: the same value, written in the language, and nothing executed."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_model.interchange.amounts import (
    Amount,
    ArithmeticRefusedError,
    combined,
    constant,
    meant_fraction,
    negative,
    number_of,
)
from decision_model.interchange.formulas import amount_of
from decision_model.model import formulas
from tests.profiles import examples

NAMES = {
    "p": Amount("p", 0.25),
    "legal fees": Amount("legal_fees", 5000.0),
    "P(small)": Amount("p_small", 0.3),
    "P(small) now": Amount("p_small_now", 0.4),
    "x.y": Amount("x_y", 2.0),
}


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("3", 3),
        ("-3.50", -3.5),
        (" 2 1/3 ", "7 / 3"),
        ("-2 1/2", -2.5),
        ("30/100", 0.3),
        ("0.1 + 0.2", 0.3),
        ("1/3", "1 / 3"),
        ("5e3", 5000),
        ("2L", 2),
        ("legal fees", "legal_fees"),
        ("1 - P(small) - p", "1 - p_small - p"),
        ("1-P(small) now", "1 - p_small_now"),
        ("-p^2", "-p ^ 2"),
        ("2**p**2", "2 ^ p ^ 2"),
        ("2 ^ -p", "2 ^ (-p)"),
        ("(1 - p) * x.y / 4", "(1 - p) * x_y / 4"),
        ("sqrt(p)", "p ^ 0.5"),
        ("log(p, 10)", "log(p) / log(10)"),
        ("pow(p, 2) + max(p, 1, 2)", "p ^ 2 + max(p, 1, 2)"),
        ("abs(-p) + exp(p) - log(x.y)", "abs(-p) + exp(p) - log(x_y)"),
    ],
)
def test_formulas_are_written_in_the_language(source: str, written: object) -> None:
    assert amount_of(source, NAMES).written == written


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("random()", "random( ) gives another number each time"),
        ("runif(1)", "another number each time"),
        ("dtree('other')", "the value of another tree"),
        ("system('rm')", "system( ) is a function that cannot be taken over"),
        ("q + 1", "'q' has no value here"),
        ("p q", "'q' does not belong"),
        ("2 p", "a '*' is left out"),
        ("p ? 1 : 2", "'?' in 'p ? 1 : 2' is no arithmetic"),
        ("p == 1", "is no arithmetic"),
        ("(p", "breaks off"),
        ("", "is empty"),
        ("1 / 0", "has no value"),
        ("1 / (p - 0.25)", "has no value"),
        ("sqrt(-p)", "has no value"),
        ("exp(1e9)", "has no value"),
        ("1e200", "is larger than any number may be"),
        ("10^99 * 10^99", "is larger than any number may be"),
        ("9^9^9", "has no value"),
        ("+".join("p" * 200), "more than"),
        ("(" * 60 + "p" + ")" * 60, "levels"),
        ("-" * 100 + "p", "levels"),
        ("sqrt(1, 2)", "cannot have 2 arguments"),
        ("\N{SNOWMAN}", "does not belong"),
    ],
)
def test_what_is_no_arithmetic_is_refused_by_name(source: str, message: str) -> None:
    with pytest.raises(ArithmeticRefusedError) as caught:
        amount_of(source, NAMES)
    assert message in str(caught.value)


@st.composite
def sums(draw: Callable[[Any], Any]) -> tuple[str, float]:
    """A text and its value, reckoned beside it."""
    text, value = draw(st.sampled_from((("p", 0.25), ("x.y", 2.0), ("3", 3.0), ("0.5", 0.5))))
    for _ in range(draw(st.integers(0, 5))):
        other, number = draw(st.sampled_from((("P(small)", 0.3), ("7", 7.0), ("1.25", 1.25))))
        sign = draw(st.sampled_from("+-*/^r"))
        if sign == "r":
            text, value = f"sqrt(abs({text}))", math.sqrt(abs(value))
        elif sign == "^":
            text, value = f"(abs({text})) ^ 0.5", abs(value) ** 0.5
        else:
            reckoned = {"+": value + number, "-": value - number, "*": value * number, "/": value / number}
            text, value = f"({text}) {sign} {other}", reckoned[sign]
    return text, value


@settings(max_examples=examples(300), deadline=None)
@given(sums())
def test_values_are_those_of_the_formula(pair: tuple[str, float]) -> None:
    text, value = pair
    amount = amount_of(text, NAMES)
    assert amount.value == pytest.approx(value, rel=1e-12, abs=1e-12)
    values = {str(each.written): each.value for each in NAMES.values()}
    again = float(formulas.evaluate(formulas.parse(str(amount.written)), values))
    assert again == pytest.approx(value, rel=1e-12, abs=1e-12)


@settings(max_examples=examples(300), deadline=None)
@given(st.text(alphabet="p()+-*/^ 123.,elogsqrtP", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ArithmeticRefusedError):
        assert math.isfinite(amount_of(text, NAMES).value)


@settings(max_examples=examples(100), deadline=None)
@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**5))
def test_numbers_keep_their_value(exact: Fraction) -> None:
    amount = constant(exact)
    assert amount.value == pytest.approx(float(exact), rel=1e-15)
    assert number_of(f"{exact.numerator}/{exact.denominator}") == exact
    assert negative(negative(amount)) == amount
    assert combined("+", amount, amount).value == pytest.approx(2 * float(exact))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0.333333333333333", Fraction(1, 3)),
        ("-1.66666666666667", Fraction(-5, 3)),
        ("0.333", None),
        ("0.123456789012345", None),
        ("0.500000000000000", None),
        ("x", None),
    ],
)
def test_long_decimals_stand_for_fractions(text: str, meant: Fraction | None) -> None:
    assert meant_fraction(text) == meant
