"""Single numbers: enough digits to tell them apart, no 0 but 0, one character for minus."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.words.amounts import Amounts
from decision_model.words.numbers import MINUS, amount, amounts_apart, fixed, shown, signed

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (55.8, "55.8"),
        (22.857142857, "22.86"),
        (100.0, "100"),
        (-2.5, "\u22122.5"),
        (0.00123, "0.00123"),
        (0.000012345, "0.00001235"),
        (-2.5e-9, "\u22122.5 \u00d710\u207b\u2079"),
        (9.99999e-7, "1 \u00d710\u207b\u2076"),
        (955000.0, "955,000"),
        (-1234567.8, "\u22121,234,568"),
        (999.96, "1,000"),
        (1e18, "1 \u00d710\u00b9\u2078"),
        (float("inf"), "\u221e"),
        (float("-inf"), "\u2212\u221e"),
        (float("nan"), "\u2013"),
    ],
)
def test_amounts_have_enough_digits_to_tell_them_apart(value: float, text: str) -> None:
    assert amount(value) == text


@given(st.integers(1, 10**6), st.integers(0, 3), st.integers(-4, 4))
def test_a_half_is_rounded_up_as_in_totals_however_it_was_summed(count: int, decimals: int, noise: int) -> None:
    half = (count + 0.5) / 10**decimals
    digits = len(str(count))
    plain = Amounts(decimals=decimals, weighted=False).text(half)
    assert fixed(half * (1 + noise * 2.0**-52), decimals) == plain
    assert float(amount(half, digits).replace(",", "")) == pytest.approx(float(plain.replace(",", "")))


@given(NUMBERS.filter(bool))
def test_nothing_but_zero_is_written_as_zero(value: float) -> None:
    text = amount(value)
    assert any(digit in text for digit in "123456789")
    assert text.startswith(MINUS) == (value < 0)
    assert "-" not in text


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((0.5, 0.50001), ("0.5", "0.50001")),
        ((0.9999988, 0.999999), ("0.9999988", "0.999999")),
        ((1234.25, 1234.4), ("1,234.3", "1,234.4")),
        ((0.25, 0.75), ("0.25", "0.75")),
        ((0.3, 0.1 + 0.2), ("0.3", "0.3")),
        ((10, 10.004, 10.0041), ("10", "10.004", "10.0041")),
    ],
)
def test_numbers_that_differ_are_written_apart(values: tuple[float, ...], texts: tuple[str, ...]) -> None:
    assert amounts_apart(*values) == texts


@given(NUMBERS, st.floats(1e-9, 0.1))
def test_a_value_and_another_near_it_never_read_alike(value: float, step: float) -> None:
    other = value * (1 + step)
    if abs(value) > 1e-300 and abs(value) < 1e300:
        assert len(set(amounts_apart(value, other))) == 2


def test_signs_are_written_out() -> None:
    assert (signed(0.421), signed(-0.1), signed(-0.001), signed(12.0, 1)) == ("+0.42", "\u22120.10", "0.00", "+12.0")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0.25, "0.25"),
        (("a", "b"), "a, b"),
        (float("nan"), "\u2013"),
        (float("-inf"), "\u2013"),
        ("x", "x"),
        (3, "3"),
    ],
)
def test_cells_read_as_people_write_them(cell: Any, text: str) -> None:
    assert shown(cell) == text
