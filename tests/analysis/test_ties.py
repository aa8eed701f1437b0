"""After a tie the plan says what follows each of the level options, in words, rows and data."""

from __future__ import annotations

from pathlib import Path

import pytest

import decision_model as dm
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.plan_titles import plan_titles
from decision_model.interfaces import formats
from decision_model.model import DecisionModel, Parameter, consideration, decision, decision_model, event
from decision_model.scenario import read
from decision_model.words.percent import percent
from tests.analysis.small import ranged

CASES = Path(__file__).parents[1] / "cases"


def case(name: str) -> DecisionModel:
    return read(CASES / f"{name}.yaml")


@pytest.mark.parametrize(
    ("name", "total", "plan"),
    [
        ("complementary_tie", 3, ("d: No or Yes (equally good).", "d1: Yes if ‘d’ is ‘No’; No if ‘d’ is ‘Yes’.")),
        (
            "tie_then_event",
            10,
            ("site: Berlin or Vienna (equally good).", "train: Eastbound if ‘Berlin’; Westbound if ‘Vienna’."),
        ),
        (
            "tie_weighted",
            80,
            (
                "a: X or Y (equally good).",
                "b: X if ‘a’ is ‘X’; Y if ‘a’ is ‘Y’.",
                "c: X if ‘b’ is ‘X’; Y if ‘b’ is ‘Y’.",
            ),
        ),
        ("tie_late", 5, ("go: Go.", "gift: Tea or Wine (equally good).", "cup: Mug if ‘Tea’; Glass if ‘Wine’.")),
    ],
)
def test_the_plan_says_what_follows_each_level_option(name: str, total: float, plan: tuple[str, ...]) -> None:
    solution = solve(case(name))
    assert solution.total == pytest.approx(total)
    assert solution.plan == plan
    assert solution.statement.reasons == plan


def test_rows_and_data_hold_both_ways_on() -> None:
    solution = solve(case("tie_then_event"))
    assert [row[1:3] for row in solution.rows()] == [
        ("", "Berlin or Vienna"),
        ("site = Berlin", "Eastbound"),
        ("site = Vienna", "Westbound"),
    ]
    assert [row[-1] for row in solution.rows()] == [pytest.approx(1), pytest.approx(1), None]
    policy = formats.as_data(solution)["policy"]
    assert [(choice["history"], choice["options"]) for choice in policy] == [
        ({}, ["berlin", "vienna"]),
        ({"site": "berlin"}, ["east"]),
        ({"site": "vienna"}, ["west"]),
    ]
    assert "site = Vienna,Westbound," in formats.as_csv(solution)


def test_level_options_are_called_level() -> None:
    assert solve(case("tie_then_event")).statement.headline == "‘Berlin’ and ‘Vienna’ are level: a total of 10"
    assert rank(case("tie_late")).statement.headline == "‘Tea, Mug’ and ‘Wine, Glass’ are level: a total of 5"
    assert solve(case("dual_all_equal")).statement.headline == "‘A’, ‘B’ and ‘C’ are level: 50.0 of 100"


def test_a_tie_after_an_event_in_one_case_alone() -> None:
    """Sunny: both hats alike, and each its own coat; rainy: the umbrella is best."""
    scores = [
        ({"sky": "sun", "hat": "red", "coat": "blue"}, 8),
        ({"sky": "sun", "hat": "green", "coat": "brown"}, 8),
        ({"sky": "rain", "hat": "none"}, 3),
        (None, 0),
    ]
    model = decision_model(
        "Hats",
        [
            event("sky", {"sun": "Sun", "rain": "Rain"}, {"sun": 0.5, "rain": 0.5}),
            decision("hat", {"red": "Red", "green": "Green", "none": "No hat"}),
            decision("coat", {"blue": "Blue", "brown": "Brown"}),
        ],
        [consideration("joy", scores)],
        combine="sum",
    )
    solution = solve(model)
    assert solution.total == pytest.approx(5.5)
    assert solution.plan[0] == "hat: Red or Green (equally good) if ‘Sun’; No hat if ‘Rain’."
    assert "Blue if ‘Red’" in solution.plan[1]
    assert "Brown if ‘Green’" in solution.plan[1]
    assert plan_titles(model, [solution])[0].startswith("Red / No hat as things turn out, ")


def test_the_step_stands_beside_a_label_that_two_steps_share() -> None:
    (sentence,) = solve(case("shared_outcome_labels")).plan
    assert "No stall if ‘Demand’ is ‘Low’, and ‘Rent’ is ‘Medium’ or ‘High’" in sentence
    assert " if ‘Low’" not in sentence


def test_names_of_the_tool_s_own_columns_are_no_trouble_in_a_model() -> None:
    model = decision_model(
        "Names",
        [
            decision("option", ["total", "rank"]),
            event("lowest", ["mean", "best"], {"mean": 0.5, "best": 0.5}),
        ],
        [
            consideration("mean", [({"option": "total"}, 10), (None, 20)], weight=1, label="Mean"),
            consideration("worst", 30, weight=1, label="Worst"),
        ],
    )
    for result in (solve(model), rank(model)):
        keys = [column.key for column in result.columns]
        assert len(set(keys)) == len(keys)
        assert list(result.table().columns) == keys
    titles = {column.key: column.title for column in rank(model).columns}
    assert titles["contribution.mean"] == "Mean"
    assert (titles["total"], titles["gap"]) == ("expected total", "behind")


def copies(scale: float, number_of_leaves: int = 2) -> DecisionModel:
    """Two options that are alike, and a third that is better on the first consideration alone."""
    tops = [
        consideration(f"c{place}", [({"do": "other"}, scale if place == 0 else 10.0), (None, 50.0)])
        for place in range(number_of_leaves)
    ]
    return decision_model("Copies", [decision("do", ["one", "two", "other"])], tops)


@pytest.mark.parametrize(("scale", "leaves"), [(70.0, 2), (90.0, 2), (100.0, 3), (60.0, 4), (80.0, 10)])
def test_acceptability_says_that_first_places_are_divided(scale: float, leaves: int) -> None:
    """Two and more leaves are measured, ten drawn; the two that are alike have together what the third leaves."""
    found = dm.acceptability(copies(scale, leaves), draws=20_000)
    third = next(each.first for each in found.options if each.title == "other")
    assert 0 < third < 1
    assert found.level == pytest.approx(1 - third, abs=1e-6)
    said = f"Under {percent(found.level)} of the weights that the file allows several are level for first place, which"
    assert found.statement.reasons[0].startswith(said)


def test_nothing_is_said_where_nothing_is_divided() -> None:
    model = copies(70.0)
    assert not dm.acceptability(model.varied(without={"do": "two"})).statement.reasons


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_simulate_says_that_draws_are_divided(share: float) -> None:
    gain = Parameter("gain", ranged(5, 0, 10))
    tops = [consideration("money", [({"do": "other"}, "gain"), (None, 10 * share)])]
    steps = [decision("do", ["one", "two", "other"])]
    model = decision_model("Copies", steps, tops, combine="sum", parameters={"gain": gain})
    found = dm.simulate(model, 20_000)
    assert found.level == pytest.approx(share, abs=0.02)
    assert {each.title: each.first for each in found.simulated}["one"] == pytest.approx(found.level / 2)
    shared = "several are level for first place, which is divided evenly among them"
    said = f"In {percent(found.level)} of random trials {shared}"
    assert said in found.statement.reasons


TWINS = """decision_model: 1
title: Twins, and a later choice that is level too
sequence:
  - decide: d
    options: {a: A, b: B, c: C}
  - event: e
    outcomes: {x: X, y: Y}
    chance: {x: {value: 0.5, range: [0.2, 0.8]}, y: rest}
  - decide: f
    options: {m: M, n: N}
considerations:
  - name: g
    weight: {value: 60, range: [40, 70]}
    scores: [{when: {d: [a, b], e: x}, then: 90}, {when: {d: [a, b]}, then: 30}, {otherwise: 40}]
  - name: h
    weight: 40
    scores:
      - {when: {d: [a, b], f: m}, then: {value: 70, range: [60, 80]}}
      - {when: {d: [a, b]}, then: 70}
      - {otherwise: 50}
"""


def test_options_that_are_level_in_every_trial_are_said_to_be() -> None:
    headline = dm.simulate(dm.parse(TWINS), draws=500).statement.headline
    assert headline == "‘A’ and ‘B’ are level and come first in all 500 random trials"


def test_a_plan_beside_level_options_is_called_by_its_own_option_and_each_once() -> None:
    model = dm.parse(TWINS)
    assert "As ‘h: rule 1’ stands, 70, ‘A, M’, ‘B’ and ‘A, N’ are level" in dm.flip_numbers(model).statement.reasons
    assert dm.two_way(model).statement.headline.startswith("‘A, M’ and ‘B’ are level")
    assert dm.one_way(model, "e.chance.1.x").statement.headline.startswith("‘A, M’ and ‘B’ are level")
