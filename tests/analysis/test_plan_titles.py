"""Short names of plans: what each takes, and whether that depends on events."""

from __future__ import annotations

from pathlib import Path

import pytest

import decision_model as dm
from decision_model.analysis.plan_titles import changes, plan_titles

CONTINGENCY = Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml"
STORY = Path(__file__).parents[2] / "scenarios" / "berlin_1961" / "contingency.yaml"


@pytest.fixture(scope="module")
def berlin() -> dm.DecisionModel:
    return dm.read(CONTINGENCY)


def test_options_that_events_decide_between_do_not_read_as_a_tie(berlin: dm.DecisionModel) -> None:
    titles = [each.title for each in dm.one_way(berlin, "drama").intervals]
    assert titles == ["Elsewhere", "Berlin / Elsewhere as things turn out", "Berlin"]


def test_it_is_said_once_after_the_last_decision_that_events_decide(berlin: dm.DecisionModel) -> None:
    plan = dm.solve(berlin.varied(perspective="london"))
    assert plan_titles(berlin, [plan]) == (
        "Plan a bilateral privately, Four-Power summit / Bilateral meeting, Berlin / Elsewhere as things turn out",
    )


def test_a_plan_that_does_the_same_whatever_happens_has_plain_names(berlin: dm.DecisionModel) -> None:
    plain = dm.solve(berlin.varied(choose={"planning": "quadripartite_only"}))
    assert plan_titles(berlin, [plain]) == ("Quadripartite plan only, Four-Power summit, Elsewhere",)


def test_a_change_is_told_by_what_is_taken_and_then_by_the_decisions_concerned(berlin: dm.DecisionModel) -> None:
    now = dm.solve(berlin)
    there = dm.solve(berlin.varied(choose={"site": "berlin"}))
    assert changes(now, there) == ("Berlin", "‘Where they meet’ changes")
    assert changes(now, now) == ()


def test_of_plans_that_differ_in_what_is_decided_now_this_alone_is_told(berlin: dm.DecisionModel) -> None:
    now = dm.solve(berlin)
    other = dm.solve(berlin.varied(choose={"planning": "quadripartite_only", "site": "elsewhere"}))
    assert changes(now, other) == ("Quadripartite plan only", "‘What to prepare now’ changes")


def test_plans_that_take_the_same_in_other_cases_are_told_by_their_sentences() -> None:
    model = dm.read(STORY)
    found = [e.solution for bar in dm.tornado(model).bars for e in bar.intervals]
    now = dm.solve(model)
    told = [changes(now, other) for other in found if other.plan != now.plan]
    by_sentence = [texts for texts in told if " if ‘" in texts[0]]
    assert by_sentence
    for full, short in by_sentence:
        label = full.split(":")[0]
        assert short.startswith(f"‘{label}’")
        assert len(short) < len(full)
