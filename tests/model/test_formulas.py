"""Formulas: read by our own parser, worked out on floats and on draws, written back."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import decision_model as dm
from decision_model.model.formulas import (
    Constant,
    DomainError,
    Draws,
    Formula,
    FormulaError,
    Operation,
    Reference,
    bends,
    evaluate,
    parse,
    poles,
    references,
    text,
)

FUNCTIONS_KNOWN = "known are min( ), max( ), exp( ), log( ), abs( ), round( )"
VALUES: dict[str, Draws] = {"a": 6.0, "b": 2.0, "p_object": 0.25, "draws": np.array([1.0, 4.0])}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1.5", 1.5),
        (".5", 0.5),
        ("2e3", 2000),
        ("a - b - 1", 3),
        ("a - (b - 1)", 5),
        ("a / b / 3", 1),
        ("a + b * 2", 10),
        ("(a + b) * 2", 16),
        ("-a + b", -4),
        ("-a * -b", 12),
        ("--a", 6),
        ("+a", 6),
        ("1 - p_object", 0.75),
        ("min(a, b, 3)", 2),
        ("max(0, b - a)", 0),
        ("min(a)", 6),
        (" max( a ,b )/2 ", 3),
        ("b ^ 3", 8),
        ("2 ^ 3 ^ 2", 512),
        ("-b ^ 2", -4),
        ("(-b) ^ 3", -8),
        ("b ^ -1", 0.5),
        ("2 ^ -1 ^ 2", 0.5),
        ("3 * b ^ 2", 12),
        ("-b ^ -b", -0.25),
        ("0 ^ 0", 1),
        ("abs(b - a)", 4),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(2.4)", 2),
        ("round(0.29 * 50)", 15),
        ("exp(0) + log(1)", 1),
    ],
)
def test_arithmetic(formula: str, value: float) -> None:
    assert evaluate(parse(formula), VALUES) == value


def test_draws_go_through() -> None:
    assert evaluate(parse("max(2, draws) * a"), VALUES) == pytest.approx([12, 24])
    assert isinstance(evaluate(parse("a + b"), VALUES), float)


@pytest.mark.parametrize(
    ("formula", "message", "position"),
    [
        ("", "the formula ends too early", 0),
        ("a +", "the formula ends too early", 3),
        ("a b", "'b' does not belong in a formula here", 2),
        ("a ** b", "a power is written with ^, as in a ^ 2", 3),
        ("a % b", "'%' does not belong in a formula here", 2),
        ("a.b", "'.' does not belong in a formula here", 1),
        ("(a", "a ')' is missing", 2),
        ("a)", "')' does not belong in a formula here", 1),
        ("sqrt(a)", f"'sqrt' is not known here; {FUNCTIONS_KNOWN}", 0),
        ("__import__('os')", f"'__import__' is not known here; {FUNCTIONS_KNOWN}", 0),
        ("log(a, b)", "log( ) is of one number", 5),
        ("round(a, 2)", "round( ) is of one number", 7),
        ("exp()", "')' does not belong in a formula", 4),
        ("a ^", "the formula ends too early", 3),
        ("^ a", "'^' does not belong in a formula", 0),
        (" ^ ".join(["a"] * 2_000), "the formula is nested too deeply", None),
        ("min(a; b)", "a ')' is missing", 5),
        ("min()", "')' does not belong in a formula", 4),
        ("a if b else a", "'if' does not belong in a formula here", 2),
        ("[a]", "'[' does not belong in a formula", 0),
        ("a[0]", "'[' does not belong in a formula here", 1),
        ("lambda: a", "':' does not belong in a formula here", 6),
        ("(" * 60 + "a" + ")" * 60, "the formula is nested too deeply", None),
        ("-" * 60 + "a", "the formula has too many signs in a row", None),
    ],
)
def test_what_is_no_formula(formula: str, message: str, position: int | None) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(formula)
    assert str(caught.value) == message
    assert position is None or caught.value.position == position


def test_division_by_zero_is_named() -> None:
    with pytest.raises(ZeroDivisionError, match=r"^a - 6 is zero in 1 / \(a - 6\)$"):
        evaluate(parse("1 / (a - 6)"), VALUES)
    with pytest.raises(ZeroDivisionError, match=r"^draws - 4 is zero in a / \(draws - 4\)$"):
        evaluate(parse("a / (draws - 4)"), VALUES)


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("log(b - 2)", "b - 2 is 0 in log(b - 2), and only a number above 0 has a logarithm"),
        ("log(2 - draws)", "2 - draws is -2 in log(2 - draws), and only a number above 0 has a logarithm"),
        ("(b - 2) ^ -1", "b - 2 is 0 in (b - 2) ^ (-1), and 0 to the power -1 would divide by zero"),
        (
            "(2 - draws) ^ 0.5",
            "2 - draws is -2 in (2 - draws) ^ 0.5, and a number below 0 has whole powers only, not 0.5",
        ),
        ("exp(1000 * draws)", "exp(1000 * draws) is too large to be written where 1000 * draws is 1000"),
        ("10 ^ (a ^ 4)", "10 ^ a ^ 4 is too large to be written where a ^ 4 is 1296"),
        ("min(1, log(a - 6))", "a - 6 is 0 in log(a - 6), and only a number above 0 has a logarithm"),
    ],
)
def test_what_has_no_value_says_where(formula: str, message: str) -> None:
    with pytest.raises(DomainError) as caught:
        evaluate(parse(formula), VALUES)
    assert str(caught.value) == message


@given(st.floats(-50, 50), st.floats(-5, 5), st.integers(-4, 4))
def test_curves_are_those_of_mathematics(number: float, exponent: float, whole: int) -> None:
    values: dict[str, Draws] = {"x": number, "y": exponent, "n": float(whole)}
    size = abs(number) + 1e-3
    assert evaluate(parse("exp(x)"), values) == pytest.approx(math.exp(number), rel=1e-12)
    assert evaluate(parse("log(abs(x) + 0.001)"), values) == pytest.approx(math.log(size), rel=1e-12)
    assert evaluate(parse("(abs(x) + 0.001) ^ y"), values) == pytest.approx(math.pow(size, exponent), rel=1e-12)
    if abs(number) > 1e-3:
        assert evaluate(parse("x ^ n"), values) == pytest.approx(math.pow(number, whole), rel=1e-12)
    assert abs(evaluate(parse("round(x)"), values) - number) <= 0.5 + 1e-9


@pytest.mark.parametrize(
    ("formula", "bent"),
    [
        ("a + 2 * b - c", set()),
        ("a * b", set()),
        ("a * (1 - a)", {"a"}),
        ("a * twice", {"a"}),
        ("b / a", {"a"}),
        ("a / 2", set()),
        ("max(a, b) + c", {"a", "b"}),
        ("2 ^ a * c", {"a"}),
        ("log(twice)", {"a", "twice"}),
    ],
)
def test_what_may_bend_is_found(formula: str, bent: set[str]) -> None:
    behind = {"twice": ["twice", "a"]}
    assert bends(parse(formula), lambda name: iter(behind.get(name, [name]))) == bent


def test_what_passes_through_zero_is_found() -> None:
    values: dict[str, Draws] = {"p": np.linspace(0, 1, 8)}
    assert [*poles(parse("1 / (p - 0.45)"), values)] == [(3, "p - 0.45 passes through 0 in 1 / (p - 0.45)")]
    assert [*poles(parse("(p - 0.45) ^ -2"), values)] == [(3, "p - 0.45 passes through 0 in (p - 0.45) ^ (-2)")]
    assert [*poles(parse("(p - 0.45) ^ 2 + 1 / (p + 1)"), values)] == []


def test_an_unknown_parameter_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="c"):
        evaluate(parse("a + c"), VALUES)


def test_references_are_the_parameters_used() -> None:
    assert list(references(parse("max(a, 1 - p_object) / a"))) == ["a", "p_object", "a"]


SUMS = "a + b; (a + b) * 2; a - (b - 1); a / (b * 2); -a; -(a + b); max(0, a - b); a * -b; 0.1 + 2e-05"
POWERS = "a ^ b; (a ^ b) ^ 2; a ^ b ^ 2; (-a) ^ 2; -a ^ 2; (a + b) ^ (a - b); 2 * a ^ 2; log(a ^ 2); a ^ (-b)"


@pytest.mark.parametrize("formula", [*SUMS.split("; "), *POWERS.split("; ")])
def test_written_as_typed(formula: str) -> None:
    assert text(parse(formula)) == formula


def formulas() -> st.SearchStrategy[Formula]:
    numbers = st.floats(0, 1e6, allow_subnormal=False).map(Constant)
    leaves = numbers | st.sampled_from(["a", "b"]).map(Reference)
    return st.recursive(leaves, _bigger, max_leaves=12)


def _bigger(smaller: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    two = st.tuples(smaller, smaller)
    binary = st.builds(Operation, st.sampled_from(["+", "-", "*", "/", "^"]), two)
    called = st.builds(Operation, st.sampled_from(["min", "max"]), st.lists(smaller, min_size=1, max_size=3).map(tuple))
    of_one = st.builds(Operation, st.sampled_from(["exp", "log", "abs", "round"]), st.tuples(smaller))
    return binary | called | of_one | st.builds(lambda inner: Operation("negative", (inner,)), smaller)


@given(formulas())
def test_writing_then_parsing_gives_the_same_formula(formula: Formula) -> None:
    assert parse(text(formula)) == formula


def test_a_long_formula_is_no_danger() -> None:
    assert evaluate(parse(" + ".join(["a"] * 200)), VALUES) == 1_200
    with pytest.raises(FormulaError, match=r"^the formula is longer than 200 additions and multiplications$"):
        parse(" + ".join(["a"] * 5_000))


def test_parameters_that_share_parts_many_times_over_are_checked_at_once() -> None:
    """Sixty halves added up are 2 to the power of 60 paths, and no model of sixty lines may hang on them."""
    lines = "\n".join(f"  x{i}: x{i - 1} / 2 + x{i - 1} / 2" for i in range(1, 61))
    text = (
        f"decision_model: 1\ntitle: Halves\ncombine: sum\nparameters:\n  x0: 1\n{lines}\n"
        "sequence: [{decide: go, options: {a: A, b: B}}]\n"
        "considerations: [{name: joy, scores: [{when: {go: a}, then: x60}, {otherwise: 0}]}]\n"
    )
    assert dm.solve(dm.parse(text)).total == pytest.approx(1)
