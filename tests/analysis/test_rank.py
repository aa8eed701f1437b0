"""Rankings: every combination scored, or listed with the reason why it cannot be."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from decision_model.analysis.cells import texts
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.errors import ModelError
from decision_model.model.considerations import adjusted, consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.steps import decision, event
from decision_model.scenario import read
from tests.model.examples import berlin, one_choice

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_rows_stand_best_first_with_their_distance_to_the_leader() -> None:
    rows = rank(berlin()).ranked
    assert [(row.rank, row.title, row.total, row.gap) for row in rows] == [
        (1, "No plan, four power", pytest.approx(67.52), pytest.approx(0)),
        (2, "No plan, no", pytest.approx(65.6), pytest.approx(1.92)),
        (3, "Plan a bilateral, four power", pytest.approx(61.52), pytest.approx(6)),
        (4, "Plan a bilateral, no", pytest.approx(59.6), pytest.approx(7.92)),
        (5, "Plan a bilateral, two power", pytest.approx(57.2), pytest.approx(10.32)),
    ]


def test_what_cannot_be_is_listed_with_the_reason() -> None:
    (excluded,) = rank(berlin()).excluded
    assert dict(excluded.options) == {"plan": "none", "meet": "two_power"}
    assert excluded.reason == "‘two power’ is not on offer with ‘No plan’"


@pytest.mark.parametrize("forced", [{"plan": "none"}, {"plan": "bilateral"}, {"meet": "no"}, {"meet": "two_power"}])
def test_what_is_forced_is_left_as_it_is(forced: dict[str, str]) -> None:
    """No combination does otherwise, where what is forced is on offer, and none beats the best plan."""
    ranking = rank(berlin().varied(choose=forced))
    (name, option), offered = next(iter(forced.items())), {row.options["plan"] for row in ranking.ranked}
    assert all(row.options[name] == option or row.options["plan"] == "none" for row in ranking.ranked)
    assert offered == ({forced["plan"]} if name == "plan" else {"none", "bilateral"})
    assert ranking.ranked[0].total <= float(ranking.best_plan.total) + 1e-9
    assert any("is ruled out by the choice of" in out.reason for out in ranking.excluded)


@pytest.mark.parametrize("name", ["contingency", "options"])
def test_no_combination_beats_the_best_plan_under_any_what_if(name: str) -> None:
    model = read(Path(__file__).parents[1] / "berlin_1961" / f"{name}.yaml")
    for what_if in model.what_ifs:
        ranking = rank(model.varied(what_if=what_if))
        assert ranking.ranked[0].total <= float(ranking.best_plan.total) + 1e-9, what_if


def test_by_names_the_decisions_and_the_others_are_best() -> None:
    ranking = rank(berlin(), by=["plan"])
    assert ranking.by == ("plan",)
    assert [(row.options["plan"], row.total) for row in ranking.ranked] == [
        ("none", pytest.approx(67.52)),
        ("bilateral", pytest.approx(61.52)),
    ]


def test_an_option_is_ranked_where_it_can_be_taken_even_if_that_is_dear() -> None:
    rows = rank(berlin(), by=["meet"]).ranked
    assert {row.options["meet"]: row.total for row in rows} == pytest.approx(
        {"four_power": 67.52, "no": 65.6, "two_power": 57.2}
    )


def test_a_decision_that_others_best_avoid_is_still_ranked() -> None:
    model = decision_model(
        "Stay or go",
        [decision("leave", ["stay", "go"]), decision("way", ["road", "river"], only_if={"leave": "go"})],
        [consideration("ease", [({"way": "road"}, 10), ({"way": "river"}, 20), (None, 50)])],
        combine="sum",
    )
    found = {row.options["way"]: row.total for row in rank(model, by=["way"]).ranked}
    assert list(found) == ["river", "road"]
    assert found == pytest.approx({"river": 20, "road": 10})
    assert [row.title for row in rank(model).ranked] == ["stay", "go, river", "go, road"]


def test_ties_share_a_rank_and_keep_file_order() -> None:
    model = decision_model(
        "Three ways",
        [decision("way", ["a", "b", "c"])],
        [consideration("ease", [({"way": "a"}, 1), (None, 2)])],
        combine="sum",
    )
    rows = rank(model).ranked
    assert [(row.options["way"], row.rank, row.tied) for row in rows] == [
        ("b", 1, True),
        ("c", 1, True),
        ("a", 3, False),
    ]
    assert rank(model).statement.headline == "‘b’ and ‘c’ are level: a total of 2"


def test_where_lower_is_better_the_lowest_leads() -> None:
    costs = one_choice(consideration("cost", [({"turn": "left"}, 30), (None, 20)]), combine="sum", better="lower")
    rows = rank(costs).ranked
    assert [row.title for row in rows] == ["right", "left"]
    assert [row.total for row in rows] == pytest.approx([20, 30])
    assert [row.gap for row in rows] == pytest.approx([0, 10])


def test_options_of_one_name_are_told_apart_by_their_decision() -> None:
    model = decision_model(
        "Twice",
        [decision("first", ["yes", "no"]), decision("second", ["yes", "no"])],
        [consideration("k", [({"first": "yes", "second": "yes"}, 2), (None, 1)])],
        combine="sum",
    )
    assert rank(model).ranked[0].title == "first: yes, second: yes"


def test_the_best_plan_is_what_choosing_as_things_turn_out_gives() -> None:
    told = decision_model(
        "Told first",
        [event("rain", ["yes", "no"], {"yes": 0.5, "no": "rest"}), decision("take", ["coat", "hat"])],
        [
            consideration(
                "ease", [({"rain": "yes", "take": "coat"}, 10), ({"rain": "no", "take": "hat"}, 10), (None, 0)]
            )
        ],
        combine="sum",
    )
    ranking = rank(told)
    assert [ranking.best_plan.total, solve(told).total] == pytest.approx([10, 10])
    assert [row.total for row in ranking.ranked] == pytest.approx([5, 5])
    assert ranking.statement.headline == (
        "Deciding as things turn out is best: a total of 10, 5 ahead of ‘coat’ and ‘hat’"
    )


def test_contributions_add_up_in_every_row() -> None:
    for row in rank(berlin()).ranked:
        assert sum(row.contributions.values()) == pytest.approx(row.total, abs=1e-12)


def test_it_reads_as_a_small_table() -> None:
    ranking = rank(berlin())
    lines = repr(ranking).splitlines()
    assert lines[0] == "‘four power’ leads ‘no’ by 1.9"
    assert lines[1].split("  ")[0] == "rank"
    assert [row[:3] for row in ranking.rows()] == [
        [1, "No plan", "four power"],
        [2, "No plan", "no"],
        [3, "Plan a bilateral", "four power"],
        [4, "Plan a bilateral", "no"],
        [5, "Plan a bilateral", "two power"],
        [None, "No plan", "two power"],
    ]
    assert list(ranking.rows())[-1][-1] == "‘two power’ is not on offer with ‘No plan’"
    assert [column.key for column in ranking.columns] == [
        "rank",
        "option.plan",
        "option.meet",
        "total",
        "gap",
        "contribution.unity",
        "contribution.peace",
        "contribution.effort",
        "note",
    ]


@pytest.mark.parametrize(
    ("by", "message"),
    [
        (["acess"], "by: 'acess' is not a decision. Known here: meet, plan."),
        (["plans"], "by: 'plans' is not a decision. Did you mean 'plan'?"),
    ],
)
def test_what_cannot_be_ranked_is_named(by: list[str], message: str) -> None:
    with pytest.raises(ModelError) as caught:
        rank(berlin(), by=by)
    assert str(caught.value) == message


def test_nothing_to_decide_is_nothing_to_rank() -> None:
    model = one_choice(consideration("a", 1)).copied(
        sequence=(event("rain", ["yes", "no"], {"yes": 0.5, "no": "rest"}),)
    )
    with pytest.raises(ModelError, match=r"^There is no decision to compare options of\.$"):
        rank(model)


def test_too_many_combinations_are_refused() -> None:
    steps = [decision(f"d{number}", ["a", "b", "c", "d"]) for number in range(6)]
    model = decision_model("Many", steps, [consideration("k", 1)], combine="sum")
    with pytest.raises(
        ModelError, match=r"^by: there are 4,096 combinations; the limit is 2,000\. Name fewer decisions\.$"
    ):
        rank(model)


def adapting(**fields: Any) -> DecisionModel:
    """Where to meet, knowing the mood only afterwards, and then whether to go on: the best plan adapts."""
    return decision_model(
        "A meeting",
        [
            decision("site", ["berlin", "elsewhere", "home"]),
            event("mood", ["good", "bad"], {"good": 0.55, "bad": "rest"}),
            decision("then", ["go", "stay"]),
        ],
        [
            consideration(
                "unity",
                adjusted(
                    33.3,
                    [
                        ({"site": "berlin", "mood": "good"}, 51.2),
                        ({"then": "go", "mood": "bad"}, -20),
                        ({"then": "go", "mood": "good"}, 5),
                    ],
                ),
            ),
            consideration("morale", [({"site": "berlin"}, 47.7), (None, 41)]),
        ],
        **fields,
    )


TASTES: list[dict[str, Any]] = [
    {"risk_tolerance": 40},
    {"risk_tolerance": 7.5},
    {"risk_tolerance": -25},
    {"risk_tolerance": 30, "combine": "sum"},
    {"risk_tolerance": 30, "combine": "sum", "better": "lower"},
    {},
]


@pytest.mark.parametrize("taste", TASTES)
def test_the_parts_of_a_table_add_up_to_the_total_as_printed(taste: dict[str, Any]) -> None:
    """Under a risk tolerance what risk adds or takes off is one of them."""
    ranking = rank(adapting(**taste))
    columns, rows = ranking.columns, list(ranking.rows())
    keys = [column.key for column in columns]
    parts = [place for place, key in enumerate(keys) if key.startswith("contribution.") or key == "risk"]
    assert ("risk" in keys) == ("risk_tolerance" in taste)
    assert [sum(row[place] for place in parts) for row in rows] == pytest.approx([row[3] for row in rows])
    for row in texts(ranking.model, columns, rows, ranking.amounts):
        total, *shown = (Decimal(row[place].replace("\u2212", "-").lstrip("<>")) for place in [3, *parts])
        if not any(row[place].startswith(("<", ">")) for place in parts):
            assert sum(shown) == total, row


@pytest.mark.parametrize("taste", TASTES)
def test_every_door_says_the_same_distances_to_the_first(taste: dict[str, Any]) -> None:
    """The rows of the table are those of the picture and the terminal, and so is what stands under 'behind'."""
    ranking = rank(adapting(**taste))
    assert ranking.adapts
    columns, rows = ranking.columns, list(ranking.rows())
    shown = [row[4] for row in texts(ranking.model, columns, rows, ranking.amounts)]
    assert len(shown) == len(ranking.with_plan)
    assert [float(row[4]) for row in rows] == pytest.approx([row.gap for row in ranking.with_plan])
    assert shown[1:] == [ranking.amounts.part(ranking.behind(row)) for row in ranking.with_plan[1:]]
