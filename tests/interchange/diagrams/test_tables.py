"""The order of tables, and the same problem in every format, whose totals a wrong order changes."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import decision_model as dm
from decision_model.analysis.choice.solve import solve
from decision_model.interchange.diagrams.tables import Fastest, WrongSizeError, rows, table

FILES = Path(__file__).parents[1] / "files"
DIKES = sorted(FILES.glob("*/dike.*"))
WORTH = {"Dry": (0, 0, 0), "Wet": (-50, -10, 0), "Storm": (-200, -120, -20)}
PRICE = (0, -15, -60)
WEATHER = {"Dry": 0.5, "Wet": 0.3, "Storm": 0.2}
GOOD = {"Dry": 0.9, "Wet": 0.4, "Storm": 0.2}


def test_the_childs_state_changes_fastest_then_the_last_parents() -> None:
    found = rows([["a", "b"], ["x", "y", "z"]], 2, "child")
    assert found[:7] == [
        (("a", "x"), 0),
        (("a", "x"), 1),
        (("a", "y"), 0),
        (("a", "y"), 1),
        (("a", "z"), 0),
        (("a", "z"), 1),
        (("b", "x"), 0),
    ]


def test_the_childs_state_changes_fastest_then_the_first_parents() -> None:
    found = rows([["a", "b"], ["x", "y", "z"]], 2, "first")
    assert found[:5] == [(("a", "x"), 0), (("a", "x"), 1), (("b", "x"), 0), (("b", "x"), 1), (("a", "y"), 0)]


def test_the_last_parents_state_changes_fastest_and_the_childs_slowest() -> None:
    found = rows([["a", "b"], ["x", "y", "z"]], 2, "last parent")
    assert found[:4] == [(("a", "x"), 0), (("a", "y"), 0), (("a", "z"), 0), (("b", "x"), 0)]
    assert found[6] == (("a", "x"), 1)


@given(
    st.lists(st.integers(1, 3), max_size=3),
    st.integers(1, 3),
    st.sampled_from(["child", "first", "last parent"]),
)
def test_every_number_of_a_table_has_its_place(sizes: list[int], child: int, fastest: Fastest) -> None:
    parents = [[f"s{n}" for n in range(size)] for size in sizes]
    order = rows(parents, child, fastest)
    assert set(order) == set(product(product(*parents), range(child)))
    found = table(list(range(len(order))), parents, child, fastest)
    assert all(found[row][place] == number for number, (row, place) in enumerate(order))


def test_a_table_of_another_size_is_told() -> None:
    with pytest.raises(WrongSizeError) as caught:
        table([1.0, 2.0, 3.0], [["a", "b"]], 2, "child")
    assert (caught.value.found, caught.value.needed) == (3, 4)


def test_a_table_of_astronomical_size_is_refused_at_once() -> None:
    with pytest.raises(WrongSizeError):
        table([1.0], [["a", "b", "c"]] * 200, 2, "child")


def best(chances: dict[str, float]) -> float:
    """The best that a dike brings, given how likely each weather is together with what has been seen."""
    seen = sum(chances.values())
    return max(seen * PRICE[dike] + sum(chances[each] * WORTH[each][dike] for each in chances) for dike in range(3))


@pytest.mark.parametrize("path", DIKES, ids=lambda path: path.parent.name)
def test_the_same_problem_in_every_format(path: Path) -> None:
    model = dm.load(path)
    dike = model.decisions[0]
    for place, option in enumerate(dike.state_names):
        total = PRICE[place] + sum(WEATHER[each] * WORTH[each][place] for each in WEATHER)
        assert solve(model.varied(choose={dike.name: option})).expected_total == pytest.approx(total)
    good = {each: WEATHER[each] * GOOD[each] for each in WEATHER}
    bad = {each: WEATHER[each] - good[each] for each in WEATHER}
    assert solve(model).expected_total == pytest.approx(best(good) + best(bad))
    assert model.title == "A dike by the river"


def test_every_format_has_its_file() -> None:
    assert {path.parent.name for path in DIKES} == {"xdsl", "bifxml", "pgmx", "netica", "hugin", "elvira"}
