"""Numbers with their provenance."""

from __future__ import annotations

import numpy as np
import pytest

from decision_model.model.numbers import Citation, Number, citations, frozen, number


@pytest.mark.parametrize(("given", "value"), [(3, 3.0), (0.25, 0.25), ("p * 2", 0.8), (np.float64(2), 2.0)])
def test_a_number_from_what_people_write(given: object, value: float) -> None:
    assert number(given).at({"p": 0.4}) == value  # type: ignore[arg-type]


def test_draws_stay_an_array() -> None:
    assert list(np.atleast_1d(number(np.array([1, 2])).at({}))) == [1.0, 2.0]


def test_a_number_set_to_another_value_keeps_where_it_comes_from() -> None:
    given = Number(number(0.3).formula, (0.1, 0.5), basis="source", note="as said", cite=(Citation("memo", "S4"),))
    other = given.set_to(0.4)
    assert other.at({}) == 0.4
    assert (other.range, other.basis, other.note, other.cite) == (given.range, given.basis, given.note, given.cite)


def test_a_number_reads_as_it_was_written() -> None:
    assert [str(number(each)) for each in (3, 0.25, "1 - p")] == ["3", "0.25", "1 - p"]


@pytest.mark.parametrize(
    ("cite", "expected"),
    [
        (None, ()),
        ("memo S11", (Citation("memo", "S11"),)),
        ("memo", (Citation("memo"),)),
        ("  memo   p. 4, line 2 ", (Citation("memo", "p. 4, line 2"),)),
        (["memo S1", Citation("frus", "214")], (Citation("memo", "S1"), Citation("frus", "214"))),
    ],
)
def test_citations(cite: object, expected: tuple[Citation, ...]) -> None:
    assert citations(cite) == expected


def test_a_citation_reads_as_it_was_written() -> None:
    assert [str(Citation("memo", "S11")), str(Citation("memo"))] == ["memo S11", "memo"]


def test_a_frozen_mapping_cannot_change() -> None:
    given = {"a": 1}
    kept = frozen(given)
    given["a"] = 2
    assert kept == {"a": 1}
    with pytest.raises(TypeError):
        kept["a"] = 3  # type: ignore[index]
