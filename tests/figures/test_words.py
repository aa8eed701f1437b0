"""Each figure speaks: takeaways, source lines and descriptions computed from the result."""

from __future__ import annotations

import re

import pytest

from decision_model import figures
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import tree
from decision_model.figures.page.words import package_version, source_line
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from decision_model.model.fingerprint import fingerprint
from tests.figures.examples import berlin, costs, levelled, wildcatter


@pytest.mark.parametrize("model", [berlin(), costs()], ids=lambda model: model.name)
def test_alternative_text_of_a_ranking_names_winner_and_gap(model: DecisionModel) -> None:
    ranking = rank(model)
    text = figures.describe(ranking)
    first, second = ranking.ranked[:2]
    sentence = text.split("\n")[0]
    gap = re.match(r"‘.*’ leads ‘.*’ by (\d+(?:\.\d+)?)", sentence)
    assert gap is not None
    assert float(gap[1]) == pytest.approx(second.gap, abs=0.05)
    assert first.title in text
    assert second.title in text


@pytest.mark.parametrize("model", [berlin(), wildcatter()], ids=lambda model: model.name)
def test_alternative_text_of_a_tree_names_winner_and_gap(model: DecisionModel) -> None:
    root = tree(model).root
    best = max(root.branches, key=lambda branch: branch.node.value)
    worse = min(root.branches, key=lambda branch: branch.node.value)
    sentence = figures.describe(solve(model)).split("\n")[0]
    assert best.state.title in sentence
    assert worse.state.title in sentence
    assert f"{best.node.value - worse.node.value:.1f}" in sentence


def test_the_description_of_a_tree_tells_the_plan() -> None:
    solution = solve(wildcatter())
    text = figures.describe(solution)
    for line in solution.plan:
        assert line in text


def test_the_description_of_a_diagram_tells_what_depends_on_what() -> None:
    text = figures.describe(levelled())
    assert "‘Luck’ (event)" in text
    assert "‘At home’ (consideration, 25% of the weight, depends on ‘Whether to go’ and ‘Luck’)" in text
    assert "‘Abroad’ (consideration, 75% of the weight, is made of ‘Allies’ and ‘Rivals’)" in text


def test_where_an_event_comes_first_the_title_says_that_the_choice_depends_on_it() -> None:
    model = decision_model(
        "Later",
        [event("rain", {"yes": "Rain", "no": "Sun"}, {"yes": 0.2, "no": "rest"}), decision("go", ["out", "stay"])],
        [consideration("joy", [({"rain": "yes", "go": "out"}, 10), ({"go": "out"}, 90), (None, 50)], weight=1)],
    )
    assert figures.draw(tree(model)).scene.words.title == "‘stay’ or ‘out’ is best, depending on ‘rain’: 82.0 of 100"


def test_a_ranking_says_what_deciding_as_things_turn_out_is_worth() -> None:
    ranking = rank(wildcatter())
    text = figures.describe(ranking)
    assert text.startswith("Deciding as things turn out is best: 22.5 thousand USD, 2.5 thousand USD ahead of")
    assert f"‘{ranking.ranked[0].title}’: {ranking.ranked[0].total:.1f}, 2.5 thousand USD behind" in text
    assert "as things turn out" not in figures.describe(rank(costs()))


def test_the_source_line_carries_scenario_version_and_content() -> None:
    model = berlin()
    line = source_line(model)
    assert model.name in line
    assert f"decision-model {package_version()}" in line
    assert f"(fingerprint {fingerprint(model)})" in line
    assert figures.draw(model).scene.words.source == line


def test_the_fingerprint_follows_the_content() -> None:
    model = berlin()
    assert fingerprint(model) == fingerprint(berlin())
    assert re.fullmatch("[0-9a-f]{8}", fingerprint(model))
    assert fingerprint(model.varied(parameters={"p_blocked": 0.31})) != fingerprint(model)
    assert fingerprint(model.copied(title="Another")) != fingerprint(model)
