"""Formulas: read by our own parser, worked out on floats and on draws, written back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.model.formulas import (
    Constant,
    Draws,
    Formula,
    FormulaError,
    Operation,
    Reference,
    evaluate,
    parse,
    references,
    text,
)

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
        ("a ** b", "'*' does not belong in a formula", 3),
        ("a % b", "'%' does not belong in a formula here", 2),
        ("a.b", "'.' does not belong in a formula here", 1),
        ("(a", "a ')' is missing", 2),
        ("a)", "')' does not belong in a formula here", 1),
        ("exp(a)", "'exp' is not known here; only min( ) and max( ) are", 0),
        ("__import__('os')", "'__import__' is not known here; only min( ) and max( ) are", 0),
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


def test_an_unknown_parameter_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="c"):
        evaluate(parse("a + c"), VALUES)


def test_references_are_the_parameters_used() -> None:
    assert list(references(parse("max(a, 1 - p_object) / a"))) == ["a", "p_object", "a"]


@pytest.mark.parametrize(
    "formula",
    ["a + b", "(a + b) * 2", "a - (b - 1)", "a / (b * 2)", "-a", "-(a + b)", "max(0, a - b)", "a * -b", "0.1 + 2e-05"],
)
def test_written_as_typed(formula: str) -> None:
    assert text(parse(formula)) == formula


def formulas() -> st.SearchStrategy[Formula]:
    numbers = st.floats(0, 1e6, allow_subnormal=False).map(Constant)
    leaves = numbers | st.sampled_from(["a", "b"]).map(Reference)
    return st.recursive(leaves, _bigger, max_leaves=12)


def _bigger(smaller: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    two = st.tuples(smaller, smaller)
    binary = st.builds(Operation, st.sampled_from(["+", "-", "*", "/"]), two)
    called = st.builds(Operation, st.sampled_from(["min", "max"]), st.lists(smaller, min_size=1, max_size=3).map(tuple))
    return binary | called | st.builds(lambda inner: Operation("negative", (inner,)), smaller)


@given(formulas())
def test_writing_then_parsing_gives_the_same_formula(formula: Formula) -> None:
    assert parse(text(formula)) == formula


def test_a_long_formula_is_no_danger() -> None:
    assert evaluate(parse(" + ".join(["a"] * 200)), VALUES) == 1_200
    with pytest.raises(FormulaError, match=r"^the formula is longer than 200 additions and multiplications$"):
        parse(" + ".join(["a"] * 5_000))
