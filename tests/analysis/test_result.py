"""What every result shares: how its numbers and its table read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from decision_model.analysis.result import Result
from decision_model.words.numbers import amount, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (55.8, "55.8"),
        (22.857142857, "22.86"),
        (100.0, "100"),
        (-2.5, "-2.5"),
        (0.00123, "0.00123"),
        (0.000012345, "1.23e-05"),
        (955000.0, "955,000"),
        (-1234567.8, "-1,234,568"),
        (999.96, "1000"),
        (1e18, "1.000e+18"),
        (float("inf"), "inf"),
        (-0.0, "0"),
    ],
)
def test_amounts_have_enough_digits_to_tell_them_apart(value: float, text: str) -> None:
    assert amount(value) == text


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


class Small(Result):
    heading = "Two <rows>"
    columns = ("name", "value & more")

    def rows(self) -> Iterable[Sequence[Any]]:
        return [("a", 1.5), ("longer", None)]


def test_a_result_reads_as_an_aligned_table() -> None:
    assert repr(Small()) == "Two <rows>\nname    value & more\na       1.5\nlonger"


def test_a_result_in_a_notebook_is_escaped() -> None:
    shown_as = Small()._repr_html_()
    assert shown_as.startswith("<p>Two &lt;rows&gt;</p>")
    assert "<th>value &amp; more</th>" in shown_as


def test_a_result_as_data() -> None:
    table = Small().table()
    assert list(table.columns) == ["name", "value & more"]
    assert table["value & more"][0] == 1.5
