"""Scores and chances as tables: they count like rules, stay tables when written, and are complete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.errors import ModelError
from decision_model.model import Citation, Option, Source, condition, consideration, decision, event, number
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.fingerprint import fingerprint
from decision_model.model.grids import chance_table, grid, nested, score_table
from decision_model.model.tables import RuleTable
from decision_model.scenario import parse, read, write
from tests.properties.strategies import Shape, models
from tests.scenarios.berlin import SCENARIOS

Draw = Callable[[Any], Any]
Cells = dict[str, Any]


def cells_of(draw: Draw, states: list[tuple[str, ...]]) -> Cells:
    """A nested mapping with a number for each combination of states."""
    if len(states) == 1:
        return {state: draw(st.integers(0, 100)) for state in states[0]}
    return {state: cells_of(draw, states[1:]) for state in states[0]}


def at(cells: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    return at(cells[path[0]], path[1:]) if path else cells


@st.composite
def laid_out(draw: Draw) -> tuple[DecisionModel, DecisionModel]:
    """A random model with a consideration scored by a table, and the same with rules."""
    base = draw(models(Shape(limited=True, risk=True)))
    steps = draw(st.lists(st.sampled_from([*base.steps]), min_size=1, max_size=3, unique=True))
    states = [base.steps[name].state_names for name in steps]
    cells = cells_of(draw, states)
    rules = [(dict(zip(steps, path, strict=True)), at(cells, path)) for path in product(*states)]
    as_table = consideration("laid_out", score_table(steps, cells, otherwise=50))
    as_rules = consideration("laid_out", [*rules, (None, 50)])
    return tuple(base.copied(considerations=(*base.considerations, each)) for each in (as_table, as_rules))  # type: ignore[return-value]


@given(laid_out())
def test_a_table_counts_like_its_rules(pair: tuple[DecisionModel, DecisionModel]) -> None:
    table, rules = (solve(model) for model in pair)
    assert table.total == pytest.approx(rules.total, abs=1e-9)
    assert table.contributions == pytest.approx(rules.contributions, abs=1e-9)


@given(laid_out())
def test_a_table_is_written_as_one_and_read_back_equal(pair: tuple[DecisionModel, DecisionModel]) -> None:
    text = write(pair[0])
    assert "      rows: " in text
    assert parse(text, pair[0].name) == pair[0]


def weather(**changes: Any) -> DecisionModel:
    """An umbrella, a forecast and the weather, all by tables."""
    told = chance_table(["sky"], {"rain": {"wet": 0.7, "dry": "rest"}, "sun": {"wet": 0.2, "dry": "rest"}})
    comfort = {"take": {"rain": 70, "sun": 20}, "leave": {"rain": 0, "sun": 100}}
    return decision_model(
        "Umbrella",
        [
            event("forecast", ["wet", "dry"], changes.get("told", told)),
            decision("umbrella", ["take", "leave"]),
            event("sky", ["rain", "sun"], {"rain": 0.3, "sun": "rest"}),
        ],
        [consideration("comfort", changes.get("scores", score_table(["umbrella", "sky"], comfort)))],
    )


def test_chances_of_a_later_step_are_revised() -> None:
    """Poole & Mackworth's umbrella: 77 with the forecast."""
    found = solve(weather())
    by_hand = max(0.21 * 70 + 0.14 * 20, 0.14 * 100) + max(0.09 * 70 + 0.56 * 20, 0.56 * 100)
    assert found.total == pytest.approx(by_hand)


def test_a_varied_table_stays_one() -> None:
    varied = weather().varied(numbers={"comfort.scores.2": 30, "forecast.chance.1.wet": 0.9})
    text = write(varied)
    assert "take: {rain: 70, sun: 30}" in text
    assert "rain: {wet: 0.9, dry: rest}" in text


def test_cells_are_called_by_what_heads_them() -> None:
    labels = {address: entry.label for address, entry in weather().numbers.items()}
    assert labels["comfort.scores.3"] == "comfort: leave, rain"
    assert labels["forecast.chance.2.wet"] == "Chance of wet, sun"


def test_a_cell_for_what_cannot_happen_is_no_mistake() -> None:
    """A full table has cells for cases that cannot occur; rules for them would be refused."""
    fun = {"walk": {"rain": 1, "sun": 2}, "swim": {"rain": 3, "sun": 4}}
    options = {"walk": "Walk", "swim": Option("swim", only_if=condition({"sky": "rain"}))}
    sequence = [event("sky", ["rain", "sun"], {"rain": 0.5, "sun": "rest"}), decision("way", options)]
    table = score_table(["way", "sky"], fun)
    model = decision_model("Swim in the rain", sequence, [consideration("fun", table)], combine="sum")
    assert solve(model).total == pytest.approx(2.5)
    assert parse(write(model), model.name) == model
    with pytest.raises(ModelError):
        decision_model("Rules", sequence, [consideration("fun", RuleTable(table.rules))], combine="sum")


@pytest.mark.parametrize(
    ("cells", "messages"),
    [
        ({"take": {"rain": 70, "sun": 20}}, ["the table has no row for leave."]),
        ({"take": {"rain": 70}, "leave": {"rain": 0, "sun": 1}}, ["the row 'take' has no cell for sun."]),
        ({"take": {"rain": 7, "snow": 20}, "leave": {"rain": 0, "sun": 1}}, ["'snow' is not an outcome of 'sky'."]),
    ],
)
def test_an_incomplete_table_is_refused(cells: Cells, messages: list[str]) -> None:
    with pytest.raises(ModelError) as error:
        weather(scores=score_table(["umbrella", "sky"], cells))
    assert [problem.message for problem in error.value.problems] == messages


def test_a_table_of_chances_is_complete_too() -> None:
    with pytest.raises(ModelError) as error:
        weather(told=chance_table(["sky"], {"rain": {"wet": 0.7, "dry": "rest"}}))
    assert [problem.code for problem in error.value.problems] == ["cell-missing"]


def test_sources_and_basis_of_a_whole_table_are_written_once() -> None:
    model = weather().copied(sources={"book": Source("book", "A book")})
    cite = (Citation("book", "p. 3"),)
    table = grid(["sky"], {"rain": 1, "sun": 2}, lambda cell: replace(number(cell), basis="source"), 3, cite)
    model = model.copied(considerations=(consideration("joy", table, cite="book"),))
    text = write(model)
    assert text.count("book p. 3") == text.count("basis: source") == 1
    assert parse(text, model.name).considerations == model.considerations


def test_what_is_no_table_any_more_is_written_as_rules() -> None:
    table = score_table(["sky"], {"rain": 1, "sun": 2})
    assert nested(table, str) is not None
    turned = RuleTable((replace(table.rules[0], note="Only here"), table.rules[1]), table.layout)
    assert nested(turned, str) is None
    assert nested(RuleTable(table.rules), str) is None


def test_the_layout_counts_in_the_fingerprint_of_tables_alone() -> None:
    table = weather()
    rules = weather(scores=RuleTable(score_table(["umbrella", "sky"], {"take": {"rain": 70, "sun": 20}, "leave": {
        "rain": 0, "sun": 100}}).rules))  # fmt: skip
    assert fingerprint(table) != fingerprint(rules)


@pytest.mark.parametrize("name", ["supplier_cost", "stock_forecast"])
def test_a_scenario_keeps_its_tables(name: str) -> None:
    model = read(SCENARIOS / "textbook" / f"{name}.yaml")
    text = write(model)
    assert "rows: " in text
    assert parse(text, model.name) == model
