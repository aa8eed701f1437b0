"""After a tie the plan says what follows each of the level options, in words, rows and data."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.plan_titles import plan_titles
from decision_model.interfaces import formats
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from decision_model.scenario import read

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
    assert "Small stall if ‘Demand’ is ‘Low’ and ‘Rent’ is ‘Low’" in sentence
    assert "‘Demand’ is ‘High’, and ‘Rent’ is ‘Medium’ or ‘High’" in sentence


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
