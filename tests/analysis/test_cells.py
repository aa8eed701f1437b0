"""The kind of a column says how its cells are written."""

from __future__ import annotations

import pickle

import pytest

from decision_model.analysis.cells import texts, titles
from decision_model.analysis.columns import Column, Kind, WrittenCell
from decision_model.model import DecisionModel, consideration, decision, decision_model

WEIGHTED = decision_model("a", [decision("x", {"a": "A", "b": "B"})], [consideration("k", 50, scale=(0, 100))])
SUMMED = decision_model("b", [decision("x", {"a": "A", "b": "B"})], [consideration("k", 50)], combine="sum", unit="USD")


def column(kind: Kind, cells: list[object], model: DecisionModel = WEIGHTED) -> list[str]:
    return [row[0] for row in texts(model, [Column("key", "title", kind)], [[cell] for cell in cells])]


@pytest.mark.parametrize(
    ("kind", "cells", "written"),
    [
        (Kind.points, [59.232, 58.5, None], ["59.2", "58.5", "\u2013"]),
        (Kind.points, [0.0, 0.004, -0.004], ["0.0", "<0.1", ">\u22120.1"]),
        (Kind.share, [0.25, 0.0004, 1.0], ["25%", "0.04%", "100%"]),
        (Kind.chance, [0.5, None], ["50%", "\u2013"]),
        (Kind.number, [1, 12_000, 0.3, -2.0, float("nan")], ["1", "12,000", "0.3", "\u22122", "\u2013"]),
        (Kind.name, ["Berlin", None], ["Berlin", "\u2013"]),
        (Kind.text, [True, ("a", "b"), ""], ["yes", "a, b", ""]),
    ],
)
def test_cells_of_a_kind(kind: Kind, cells: list[object], written: list[str]) -> None:
    assert column(kind, cells) == written


def test_a_written_cell_is_a_number_and_keeps_its_text() -> None:
    cell = pickle.loads(pickle.dumps(WrittenCell(0.768, "0.77 points")))
    assert column(Kind.number, [cell]) == column(Kind.points, [cell]) == ["0.77 points"]
    assert 2 * cell == pytest.approx(1.536)


def test_large_sums_are_scaled_and_the_head_says_so() -> None:
    columns = [Column("total", "total", Kind.points)]
    rows = [[25_000_000.0], [12_500_000.0]]
    assert titles(SUMMED, columns, rows) == ["total, million USD"]
    assert [row[0] for row in texts(SUMMED, columns, rows)] == ["25.0", "12.5"]


def test_a_large_sum_does_not_erase_a_small_one() -> None:
    columns = [Column("total", "total", Kind.points)]
    assert [row[0] for row in texts(SUMMED, columns, [[25_000_000.0], [500.0]])] == ["25,000,000", "500"]


def test_parts_add_up_to_their_total_as_printed() -> None:
    columns = [
        Column("total", "total", Kind.points),
        Column("contribution.a", "a", Kind.points),
        Column("contribution.b", "b", Kind.points),
    ]
    [[total, *parts]] = texts(WEIGHTED, columns, [[55.25, 25.25, 30.0]])
    assert round(sum(map(float, parts)), 1) == float(total)
