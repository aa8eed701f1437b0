"""What every result shares: how its numbers and its table read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from decision_model.analysis.result import Result


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
