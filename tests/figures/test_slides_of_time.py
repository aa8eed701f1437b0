"""Slides of what time and chance do: options and waiting side by side, caution told as a coin toss."""

from __future__ import annotations

import pytest

from decision_model import figures
from decision_model.analysis.answers import asked_in_run
from decision_model.analysis.choice.explain import explain
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.robustness.firmness import firmness
from decision_model.analysis.robustness.flip import flip
from decision_model.analysis.robustness.flip_numbers import flip_numbers
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.tornado import tornado
from decision_model.analysis.robustness.two_way import two_way
from decision_model.analysis.robustness.winners import winners
from decision_model.analysis.robustness.worst_case import worst_case
from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.chances import chances
from decision_model.analysis.time.information import information
from decision_model.analysis.time.option import option
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.analysis.time.simulate import simulate
from decision_model.analysis.time.waiting import waiting
from decision_model.scenario import read
from tests.figures import drawn
from tests.scenarios.berlin import SCENARIOS

CONTINGENCY = read(SCENARIOS / "berlin_1961" / "contingency.yaml")
OPTIONS = read(SCENARIOS / "berlin_1961" / "options.yaml")


def smallest(figure: drawn.Figure) -> float:
    return min(label.get_fontsize() for label in drawn.labels(figure))


def test_the_picture_of_options_shows_waiting_on_the_same_scale() -> None:
    result = option(CONTINGENCY)
    figure = figures.draw(result)
    assert result.waited == waiting(CONTINGENCY).waited
    assert drawn.texts(figure, "heading-of-rows") == [
        f"Having an option on the table (the first 4 of {len(result.ranked)})",
        "Leaving a decision open",
    ]
    shown = [*result.ranked[:4], *result.waited]
    assert drawn.texts(figure, "title-of-row") == [row.title for row in shown]
    lengths = [bar[2] for bar in drawn.rectangles(figure, "bars")]
    worth = [max(row.value, 0.0) for row in shown]
    assert [length / lengths[0] for length in lengths] == pytest.approx([value / worth[0] for value in worth], abs=1e-3)
    assert smallest(figure) >= 14
    assert drawn.overlaps(figure) == []


def test_run_draws_one_picture_of_options_and_waiting_and_waiting_keeps_its_own() -> None:
    pictured = {each.name for each in asked_in_run() if each.question.pictured}
    assert "option" in pictured
    assert "waiting" not in pictured
    assert drawn.texts(figures.draw(waiting(CONTINGENCY)), "title-of-row")


def test_where_nothing_can_wait_options_stand_alone() -> None:
    figure = figures.draw(option(OPTIONS))
    assert drawn.texts(figure, "heading-of-rows") == []
    assert drawn.texts(figure, "under")


def test_the_picture_of_caution_tells_the_switch_as_a_coin_toss() -> None:
    result = certainty(CONTINGENCY)
    figure = figures.draw(result)
    (told,) = result.told_as_toss()
    (sure,) = result.sure_sums(result.switches[0].at)
    assert drawn.texts(figure, "note") == [f"{told}."]
    assert drawn.texts(figure, "mark") == [f"rather {sure} for sure \u25c2 26.4 \u25b8 rather toss"]
    assert smallest(figure) >= 14


def test_outcomes_stand_below_their_event_and_what_is_hidden_counts_outcomes_alone() -> None:
    result = chances(CONTINGENCY)
    figure = figures.draw(result)
    shown = drawn.texts(figure, "title-of-row")
    events = drawn.texts(figure, "heading-of-rows")
    assert events[0] == "Land access to Berlin"
    assert len(events) == len(set(events))
    assert shown == [result.label(row) for row in result.likelihoods[: len(shown)]]
    assert drawn.texts(figure, "more") == [f"+{len(result.likelihoods) - len(shown)} more"]


@pytest.mark.parametrize("name", ["berlin_1961/contingency", "berlin_1961/options", "cuba_1962/first_move"])
def test_no_slide_of_these_has_type_below_the_floor(name: str) -> None:
    """Of the pictures that this file and its neighbour test; those of many plans and many numbers among them."""
    model = read(SCENARIOS / f"{name}.yaml")
    for question in (tornado, one_way, two_way, winners, acceptability, firmness, flip, flip_numbers, worst_case):
        assert smallest(figures.draw(question(model))) >= 14, question
    for question in (risk_profile, certainty, information, option, simulate, chances, explain):
        assert smallest(figures.draw(question(model))) >= 14, question
