"""The same problem under several views."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from decision_model.analysis.cells import texts
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.views.compare import compare
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, WhatIf, consideration, decision_model
from decision_model.scenario import read
from tests.analysis.small import rain
from tests.profiles import examples
from tests.properties.strategies import Shape, models

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_the_files_own_view_comes_first_and_then_all_perspectives() -> None:
    found = compare(rain(), by=["place"])
    assert [(view.name, view.kind) for view in found.views] == [("own", "own"), ("host", "perspective")]
    assert found.options == ("Outside", "In a tent", "Inside")
    assert [[row.total for row in view.ranked if row] for view in found.views] == [
        pytest.approx([78, 65, 63]),
        pytest.approx([0.2 * 70 + 0.8 * 90, 0.2 * (0.7 * 80 + 0.3 * 40) + 0.8 * 50, 0.2 * 45 + 0.8 * 90]),
    ]


def test_every_view_ranks_as_rank_does() -> None:
    found = compare(rain(), what_ifs=["storm"], by=["place"])
    storm = next(view for view in found.views if view.name == "storm")
    ranking = rank(rain().varied(what_if="storm"), by=["place"])
    assert storm.leaders == (ranking.ranked[0].title,) == ("Inside",)
    assert storm.lead == pytest.approx(ranking.ranked[1].gap)


def test_a_view_with_another_leader_is_held_against_the_files_leader() -> None:
    storm = compare(rain(), perspectives=[], what_ifs=["storm"], by=["place"]).views[1]
    assert storm.rival == "Outside"
    assert storm.drivers == pytest.approx({"joy": 27 - 6, "thrift": 0})
    assert storm.driver == "joy"


def test_a_view_with_the_same_leader_is_held_against_its_runner_up() -> None:
    own = compare(rain(), perspectives=[], by=["place"]).views[0]
    assert own.rival == "In a tent"
    assert own.driver == "thrift"
    assert sum(own.drivers.values()) == pytest.approx(own.lead)


def test_the_lead_of_a_row_is_the_difference_of_the_totals_printed_in_it() -> None:
    path = Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml"
    found = compare(read(path), what_ifs=tuple(read(path).what_ifs))
    columns, rows = found.columns, list(found.rows())
    keys = [column.key for column in columns]
    printed = texts(found.model, columns, rows, found.points(columns, rows))
    contested = [case for case in zip(found.views, rows, printed, strict=True) if case[0].rival is not None]
    assert len(contested) > 5
    for view, row, cells in contested:
        assert view.rival is not None
        place = {title: keys.index(f"total.{key}") for title, (key,) in zip(found.options, found.keys, strict=True)}
        leader, rival = (float(cells[place[title]]) for title in (view.leaders[0], view.rival))
        assert cells[keys.index("against")] == view.rival
        assert float(cells[keys.index("lead")]) == pytest.approx(abs(leader - rival), abs=1e-9)
        assert float(row[keys.index("lead")]) == pytest.approx(view.margin)


def test_a_row_is_ahead_of_the_rival_that_it_names() -> None:
    """In the storm the file's leader comes third, so that the rival is not the runner-up."""
    found = compare(rain(), perspectives=[], what_ifs=["storm"], by=["place"])
    storm = found.table().iloc[1]
    leader, rival = (storm[f"total.{key}"] for key in ("inside", "outside"))
    assert (storm["best"], storm["against"]) == ("Inside", "Outside")
    assert storm["lead"] == pytest.approx(leader - rival)


def test_weights_can_be_given_plain_or_as_several_sets() -> None:
    plain = compare(rain(), perspectives=[], weights={"joy": 100, "thrift": 0}, by=["place"])
    assert [view.label for view in plain.views] == ["The file as it stands", "Your weights"]
    assert plain.views[1].leaders == ("In a tent",)
    several = compare(rain(), perspectives=[], weights={"Glutton": {"thrift": 0}, "Miser": {"joy": 0}}, by=["place"])
    assert [view.leaders for view in several.views[1:]] == [("In a tent",), ("Outside", "Inside")]
    assert several.views[2].lead == pytest.approx(0)


def test_the_heading_says_who_prefers_what() -> None:
    assert compare(rain(), by=["place"]).statement.headline == "‘Outside’ comes first in both cases"
    storm = compare(rain(), what_ifs=["storm"], by=["place"])
    assert storm.statement.headline == "‘Outside’ comes first in 2 of 3 cases, ‘Inside’ in 1"


def test_an_option_that_a_view_rules_out_has_no_total() -> None:
    model = rain().copied(what_ifs={"dry": _without_tent()})
    found = compare(model, perspectives=[], what_ifs=["dry"], by=["place"])
    assert found.views[1].ranked[1] is None
    assert found.table()["total.tent"].isna().tolist() == [False, True]


def _without_tent() -> WhatIf:
    return WhatIf("dry", without={"place": "tent"})


def test_a_choice_that_a_what_if_forces_is_not_undone() -> None:
    model = rain().copied(what_ifs={"indoors": WhatIf("indoors", choose={"place": "inside"})})
    view = compare(model, perspectives=[], what_ifs=["indoors"], by=["place"]).views[1]
    assert view.leaders == ("Inside",)
    assert (view.rival, view.driver, view.lead) == (None, None, pytest.approx(0))
    assert [(row.rank, row.gap, row.tied) for row in view.ranked if row] == [(1, pytest.approx(0), False)]


def test_decisions_that_a_what_if_takes_early_are_still_compared() -> None:
    model = rain().copied(what_ifs={"early": WhatIf("early", decide_before={"heater": "weather"})})
    found = compare(model, perspectives=[], what_ifs=["early"], by=["place", "heater"])
    own, early = ([row.total for row in view.ranked if row] for view in found.views)
    assert own == pytest.approx(early)


def test_without_a_decision_nothing_is_said_of_names_that_were_not_given() -> None:
    model = rain()
    chance = [step for step in model.sequence if step in model.events]
    scores = consideration("c", [({chance[0].name: chance[0].state_names[0]}, 1), (None, 0)])
    with pytest.raises(ModelError, match=r"^There is no decision to compare options of\.$"):
        compare(decision_model("No decision", chance, [scores], parameters=dict(model.parameters)))


def test_an_unknown_perspective_is_refused() -> None:
    with pytest.raises(ModelError, match=r"'hostess' is not a perspective\. Did you mean 'host'\?"):
        compare(rain(), ["hostess"])
    with pytest.raises(ModelError, match="'glee' is not a consideration"):
        compare(rain(), weights={"glee": 3})


@settings(max_examples=examples(25))
@given(models(Shape(cases=60)))
def test_what_drives_a_lead_adds_up_to_it(model: DecisionModel) -> None:
    if not model.decisions:
        return
    own = compare(model).views[0]
    if own.rival is not None:
        assert sum(own.drivers.values()) == pytest.approx(own.lead, abs=1e-7)
