"""Slides of what time and chance do: options and waiting side by side, caution told as a coin toss."""

from __future__ import annotations

import pytest

from decision_model import figures
from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.option import option
from decision_model.analysis.time.waiting import waiting
from decision_model.interfaces.questions import asked_in_run
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
