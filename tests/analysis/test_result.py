"""What every result shares: how its headline and its table read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.result import Result
from decision_model.analysis.statement import Statement
from tests.analysis.small import rain


class Small(Result):
    model = rain()
    statement = Statement("Two <rows>")
    columns = (
        Column("name", "name", Kind.name),
        Column("value", "value & more", Kind.number),
        Column("limit", "limit", Kind.number, endless="none"),
    )

    def rows(self) -> Iterable[Sequence[Any]]:
        return [("a", 1.5, 2.0), ("longer", None, float("inf"))]


def test_a_result_reads_as_an_aligned_table() -> None:
    rows = ["Two <rows>", "name    value & more  limit", "a       1.5           2", "longer  \u2013             none"]
    assert repr(Small()) == "\n".join(rows)


def test_a_result_in_a_notebook_is_escaped() -> None:
    shown_as = Small()._repr_html_()
    assert shown_as.startswith("<p>Two &lt;rows&gt;</p>")
    assert "<th>value &amp; more</th>" in shown_as


def test_a_result_as_data() -> None:
    table = Small().table()
    assert list(table.columns) == ["name", "value", "limit"]
    assert table["value"][0] == 1.5
