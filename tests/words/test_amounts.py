"""Totals beside each other: one unit, no 0 but 0, what differs looks so, and parts add up as printed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.words.amounts import GAP_DECIMALS, Amounts, adding_up, common_amounts, with_gap
from decision_model.words.numbers import MINUS

ANY = st.one_of(
    st.floats(-1e18, 1e18),
    st.floats(-100, 100),
    st.builds(lambda digit, power: digit * 10.0**power, st.integers(-9, 9), st.integers(-9, 14)),
)
VALUES = st.lists(ANY, min_size=1, max_size=8)
PART = st.one_of(st.floats(-100, 100), st.integers(-1000, 1000).map(lambda hundredth: hundredth / 100))
PARTS = st.lists(PART, min_size=1, max_size=8)


def printed(text: str) -> Fraction:
    """The number that a text of plain digits says; one that is less than a step counts as nothing."""
    return Fraction(0) if text[0] in "<>" else Fraction(text.replace(MINUS, "-").replace(",", ""))


def steps_apart(one: float, other: float, values: Sequence[float]) -> bool:
    return abs(one - other) >= 1.000001e-3 * max(map(abs, values)) > 0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([22.5, -40.5], ["22.5", "\u221240.5"]),
        ([100, -70], ["100", "\u221270"]),
        ([12_345_678, 1_000_000], ["12.35 million", "1.00 million"]),
        ([3e12, 25e12], ["3 trillion", "25 trillion"]),
        ([2.5e-9, 1e-9], ["2.5 \u00d710\u207b\u2079", "1.0 \u00d710\u207b\u2079"]),
        ([0.0, 0.0], ["0", "0"]),
        ([], []),
        ([5e16], ["5 \u00d710\u00b9\u2076"]),
        ([3e6, 2e3], ["3,000,000", "2,000"]),
        ([3e7, 2e4], ["30.00 million", "0.02 million"]),
        ([3e7, 2e3], ["30.000 million", "0.002 million"]),
        ([3e7, 2e2], ["30,000,000", "200"]),
        ([1e12, 3, -1], ["1,000,000,000,000", "3", "\u22121"]),
        ([-1e9, -120_000, -100_001, -1], ["\u22121,000,000,000", "\u2212120,000", "\u2212100,001", "\u22121"]),
        ([1e6, 1e-7], ["1,000,000", "1 \u00d710\u207b\u2077"]),
        ([100.25, 200.5, 300.75], ["100.3", "200.5", "300.8"]),
        ([float("inf"), 2.0, float("nan")], ["\u221e", "2", "\u2013"]),
    ],
)
def test_sums_are_written_in_one_unit(values: list[float], said: list[str]) -> None:
    found = common_amounts(values, "")
    assert [found.phrase(value) for value in values] == said


def test_scaled_numbers_say_so_beside_themselves() -> None:
    found = common_amounts([12_345_678, 1_000_000], "USD")
    assert found.phrase(12_345_678) == "12.35 million USD"
    assert found.bare(-1_000_000) == "1.00 million"
    assert found.gap(100) == "less than 0.01 million USD"
    assert found.bare(100) == "less than 0.01 million"
    assert found.head("Total") == "Total, million USD"
    assert common_amounts([12.5], "").head("Total") == "Total"
    assert Amounts().head("Total") == "Total, of 100"


def test_weighted_totals_have_one_digit_and_say_of_what() -> None:
    found = Amounts()
    assert found.phrase(65.88) == "65.9 of 100"
    assert found.gap(0.01) == found.gap(-0.01) == "less than 0.1 of 100"
    assert found.bare(0.01) == "less than 0.1"
    assert found.text(-0.03) == "\u22120.03"
    assert found.text(0.0) == found.text(-1e-13) == "0.0"
    assert found.text(58.55) == "58.6"
    assert found.text(58.55) == found.text(58.55 + 1e-14) == found.text(58.55 - 1e-14)


@given(VALUES)
def test_nothing_but_zero_is_written_as_zero(values: list[float]) -> None:
    found = common_amounts(values, "USD")
    for value in values:
        if abs(value) > found.noise or value == 0:
            assert any(digit in found.text(value) for digit in "123456789") == bool(value)
        assert "-" not in found.text(value)


@given(VALUES, ANY)
def test_a_value_that_was_not_thought_of_is_written_too(values: list[float], other: float) -> None:
    for found in (common_amounts(values, "USD"), Amounts()):
        if abs(other) > found.noise:
            assert any(digit in found.text(other) for digit in "123456789")


@given(VALUES)
def test_values_a_thousandth_of_the_largest_apart_are_written_differently(values: list[float]) -> None:
    found = common_amounts(values, "USD")
    for one in values:
        for other in values:
            if steps_apart(one, other, values):
                assert found.text(one) != found.text(other)


@given(PARTS)
def test_parts_add_up_to_the_total_and_none_that_is_something_is_nothing(parts: list[float]) -> None:
    total, named = sum(parts), {str(place): part for place, part in enumerate(parts)}
    found = common_amounts([*parts, total], "USD")
    texts = adding_up(named, total, found)
    if found.factor == 1 and all(abs(part) > 1e-5 for part in [*parts, total]):
        assert sum(map(printed, texts.values())) == printed(found.text(total))
        assert all(printed(texts[name]) for name in named)


@given(PARTS)
def test_parts_of_weighted_totals_add_up_too(parts: list[float]) -> None:
    total, named, found = sum(parts), {str(place): part for place, part in enumerate(parts)}, Amounts()
    texts = adding_up(named, total, found)
    assert sum(map(printed, texts.values())) == found.steps(total) * Fraction(1, 10)  # type: ignore[operator]
    for name, part in named.items():
        assert abs(printed(texts[name]) - Fraction(part)) <= Fraction(1, 10) + Fraction(1, 10**6)
        assert (texts[name] == "0.0") == (abs(part) <= found.noise)


@pytest.mark.parametrize(
    ("parts", "total", "said"),
    [
        ({"a": 25.25, "b": 30.0}, 55.25, ["25.3", "30.0"]),
        ({"a": 10, "b": -4.05, "c": -0.05}, 5.9, ["10.0", "\u22124.0", "\u22120.1"]),
        ({"a": 25.25, "b": 30.0, "c": 0.03}, 55.28, ["25.3", "30.0", "<0.1"]),
        ({"a": 25.29, "b": -0.03}, 25.26, ["25.3", ">\u22120.1"]),
        ({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}, 1.0, ["0.4", "0.3", "0.3"]),
        ({"a": -0.25, "b": -0.25}, -0.5, ["\u22120.2", "\u22120.3"]),
        ({"a": 0.0, "b": 0.0}, 0.0, ["0.0", "0.0"]),
        ({}, 0.0, []),
        ({"a": 10.0, "b": 20.0}, 12.0, ["10.0", "20.0"]),
        ({"a": float("nan"), "b": 20.0}, 20.0, ["\u2013", "20.0"]),
    ],
)
def test_parts_add_up(parts: dict[str, float], total: float, said: list[str]) -> None:
    assert list(adding_up(parts, total, Amounts()).values()) == said


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (59.232, 58.464, ("59.23", "58.46", "0.77")),
        (59.2, 58.5, ("59.2", "58.5", "0.7")),
        (50.0, 49.96, ("50.00", "49.96", "0.04")),
        (50.0, 50.0, ("50.0", "50.0", "0.0")),
        (50.0, 49.9999, ("50.0", "50.0", "<0.1")),
    ],
)
def test_a_gap_is_the_difference_of_the_totals_beside_it(one: float, other: float, said: tuple[str, ...]) -> None:
    found = with_gap(Amounts(), one, other)
    assert (found.text(one), found.text(other), found.part(found.between(one, other))) == said


@given(st.floats(0, 100), st.floats(0, 100))
def test_any_gap_is_the_difference_of_the_totals_as_printed(one: float, other: float) -> None:
    found = with_gap(Amounts(), one, other)
    assert 1 <= found.decimals <= GAP_DECIMALS
    first, second, gap = (found.steps(value) for value in (one, other, found.between(one, other)))
    assert first is not None
    assert second is not None
    assert abs(first - second) == gap


@given(st.lists(ANY, min_size=2, max_size=8))
def test_gaps_in_a_unit_of_their_own_are_differences_too(values: list[float]) -> None:
    found = with_gap(common_amounts(values, "USD"), values[0], values[1])
    first, second = (found.steps(value) for value in values[:2])
    if first is not None and second is not None and max(first, second) < 1e12:
        assert found.steps(found.between(values[0], values[1])) == abs(first - second)
