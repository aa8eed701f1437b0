"""Rules say what the rows said, in fewer words."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from decision_model.interchange.diagrams.folding import FREE, RowAxis, Rules, When, condition, grid, rules

Rows = dict[tuple[str, ...], int]


@st.composite
def tables(draw: Any) -> tuple[list[RowAxis], Rows]:
    """Rows over up to four steps; some do not occur, and some steps may be absent."""
    axes = [
        RowAxis(f"step_{n}", tuple("abcd"[: draw(st.integers(1, 4))]), draw(st.integers(0, 3)) == 0)
        for n in range(draw(st.integers(0, 4)))
    ]
    cells = list(product(*(each.states + (("",) if each.may_be_absent else ()) for each in axes)))
    kept = [cell for cell in cells if draw(st.integers(0, 5))] or cells[:1]
    return axes, {cell: draw(st.integers(0, 3)) for cell in kept}


def holds(when: When, axes: list[RowAxis], row: tuple[str, ...]) -> bool:
    case = {axis.name: state for axis, state in zip(axes, row, strict=True)}
    return all(case[name] in states for name, states in when.items())


def read(found: Rules, axes: list[RowAxis], row: tuple[str, ...]) -> int:
    return next(code for when, code in found if holds(when, axes, row))


@given(tables())
def test_rules_say_what_the_rows_said(given_table: tuple[list[RowAxis], Rows]) -> None:
    axes, cells = given_table
    whole, values = grid(axes, cells)
    found = rules(whole)
    if found is None:
        assert any("" in row for row in cells)
        return
    for row, value in cells.items():
        assert values[read(found, axes, row)] == value
    assert not found[-1][0]
    assert len(found) <= len(cells)
    firsts = [next(n for n, (when, _) in enumerate(found) if holds(when, axes, row)) for row in cells]
    assert set(firsts) == set(range(len(found))), "a rule that never matches"


@given(tables())
def test_conditions_hold_in_the_rows_and_in_no_others(given_table: tuple[list[RowAxis], Rows]) -> None:
    axes, cells = given_table
    whole, values = grid(axes, cells)
    for code, value in enumerate(values):
        found = condition(whole, code)
        if found is None:
            assert any("" in row for row in cells)
            continue
        for row in cells:
            assert any(holds(when, axes, row) for when in found) == (cells[row] == value)


def test_steps_that_make_no_difference_are_left_out() -> None:
    axes = [RowAxis("a", ("x", "y")), RowAxis("b", ("x", "y")), RowAxis("c", ("x", "y"))]
    whole, _ = grid(axes, {row: int(row[1] == "x") for row in product("xy", repeat=3)})
    assert [axis.name for axis in whole.axes] == ["b"]


def test_a_person_would_write_four_rules_for_the_oil_well() -> None:
    axes = [RowAxis("oil", ("dry", "wet", "soaking")), RowAxis("drill", ("yes", "no"))]
    gain = {"dry": -70, "wet": 50, "soaking": 200}
    whole, values = grid(
        axes, {(oil, drill): gain[oil] if drill == "yes" else 0 for oil in gain for drill in ("yes", "no")}
    )
    found = rules(whole)
    assert found is not None
    assert ({"drill": ["no"]}, values.index(0)) in found
    assert len(found) == 4
    assert sum(len(when) for when, _ in found) == 3


def test_cells_that_do_not_occur_are_free() -> None:
    whole, _ = grid([RowAxis("a", ("x", "y"))], {("x",): 1})
    assert whole.codes.tolist() in (0, [0, FREE])
    assert rules(whole) == [({}, 0)]
