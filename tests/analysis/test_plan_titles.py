"""Short names of plans: what each takes, and whether that depends on events."""

from __future__ import annotations

from pathlib import Path

import pytest

import decision_model as dm
from decision_model.analysis.plan_titles import plan_titles

CONTINGENCY = Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml"


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
