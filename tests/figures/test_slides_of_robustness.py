"""Slides of how far an answer holds: what stands at ticks, in keys and in titles, in type that can be read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from decision_model import figures
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.robustness.flip import flip
from decision_model.analysis.robustness.flip_numbers import flip_numbers
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.tornado import tornado
from decision_model.analysis.robustness.two_way import two_way
from decision_model.analysis.robustness.winners import winners
from decision_model.analysis.verdict import judgement
from decision_model.figures.charts.turns import TurningPoint, less_and_less, written
from decision_model.figures.pdf.document_layout import PLATE
from decision_model.figures.robustness.two_way_key import entries
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from decision_model.scenario import read
from tests.analysis.small import ranged
from tests.figures import drawn
from tests.scenarios.berlin import SCENARIOS

CONTINGENCY = read(SCENARIOS / "berlin_1961" / "contingency.yaml")


def twice(now: float = 0.5) -> DecisionModel:
    """A choice that turns twice along x: low below 0.3, middle up to 0.7, high beyond."""
    worth = [({"take": "low"}, "13 - 10 * x"), ({"take": "middle"}, 10), ({"take": "high"}, "3 + 10 * x")]
    return decision_model(
        "Turning twice",
        [decision("take", ["low", "middle", "high"])],
        [consideration("worth", worth)],
        combine="sum",
        parameters={"x": ranged(now, 0, 1)},
    )


def there_and_back(now: float) -> DecisionModel:
    """One option is best below 0.3 and again above 0.7."""
    worth = [({"take": "ends"}, "25 * (x - 0.5) * (x - 0.5)"), ({"take": "middle"}, 1)]
    return decision_model(
        "There and back",
        [decision("take", ["ends", "middle"])],
        [consideration("worth", worth)],
        combine="sum",
        parameters={"x": ranged(now, 0, 1)},
    )


def many(count: int) -> DecisionModel:
    """As many numbers as asked for, each of which flips the choice to an option with a long name."""
    names = [f"n{place}" for place in range(count)]
    worth = [({"take": "stay"}, " + ".join(names)), ({"take": "go"}, 5 * count)]
    return decision_model(
        "Many numbers",
        [decision("take", {"stay": "Stay where we are", "go": "Go to the place that was agreed on before"})],
        [consideration("worth", worth)],
        combine="sum",
        parameters={name: ranged(5.2, 0, 10 + place / 10) for place, name in enumerate(names)},
    )


def responding() -> DecisionModel:
    """A choice now and one after the news, so that plans differ in either or in both."""
    steps = [
        decision("go", {"sea": "By sea", "land": "By land"}),
        event("news", {"good": "Good news", "bad": "Bad news"}, {"good": "p", "bad": "rest"}),
        decision("then", {"stay": "Stay", "leave": "Leave"}),
    ]
    worth = [
        ({"go": "sea", "then": "stay", "news": "good"}, "10 + x"),
        ({"go": "sea", "then": "stay", "news": "bad"}, "x - 4"),
        ({"go": "land", "then": "stay", "news": "good"}, "9 + x"),
        ({"go": "land", "then": "stay", "news": "bad"}, "x + 1"),
        (None, 3),
    ]
    return decision_model(
        "Responding",
        steps,
        [consideration("worth", worth)],
        combine="sum",
        parameters={"p": ranged(0.5, 0, 1), "x": ranged(2, -8, 8)},
    )


def smallest(figure: drawn.Figure) -> float:
    return min(label.get_fontsize() for label in drawn.labels(figure))


def test_a_tornado_names_both_ends_of_a_number_that_turns_twice() -> None:
    figure = figures.draw(tornado(twice()))
    assert sorted(drawn.texts(figure, "beside")) == ["flips to high above 0.7", "flips to low below 0.3"]
    assert drawn.count(figure, "switches") == 2


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (0.1, ["as now above 0.7", "flips to middle above 0.3"]),
        (0.5, ["flips to ends above 0.7", "flips to ends below 0.3"]),
        (0.9, ["as now below 0.3", "flips to middle below 0.7"]),
    ],
)
def test_a_tornado_says_where_the_choice_of_now_returns(now: float, said: list[str]) -> None:
    assert sorted(drawn.texts(figures.draw(tornado(there_and_back(now))), "beside")) == said


def test_what_is_said_at_a_tick_stands_below_it_and_is_tied_to_it() -> None:
    figure = figures.draw(tornado(twice()))
    ticks = drawn.collection(figure, "switches").get_paths()  # type: ignore[union-attr]
    ties = drawn.collection(figure, "ties").get_paths()  # type: ignore[union-attr]
    assert [tie.vertices[0, 0] for tie in ties] == pytest.approx([tick.vertices[0, 0] for tick in ticks])
    inverted = figure.axes[0].transData.inverted()
    for tie, label in zip(ties, drawn.labels(figure, "beside"), strict=True):
        (left, top), (right, _) = inverted.transform(np.array(label.get_window_extent().corners())[[1, 3]])
        assert left - 1 <= tie.vertices[1, 0] <= right + 1
        assert abs(tie.vertices[1, 1] - top) < 4


def test_a_tornado_of_many_numbers_shows_six_at_least_and_how_many_more() -> None:
    figure = figures.draw(tornado(many(15)))
    shown = len(drawn.labels(figure, "title-of-row"))
    assert shown >= 6
    assert drawn.texts(figure, "more") == [f"+{15 - shown} more"]
    assert smallest(figure) >= 14
    assert all("Go to the place that was agreed on before" in text for text in drawn.texts(figure, "beside"))
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []


def test_one_way_marks_both_switches_of_a_number_that_turns_twice() -> None:
    figure = figures.draw(one_way(twice(), "x"))
    assert sorted(drawn.texts(figure, "mark")) == ["0.3", "0.7", "now 0.5"]
    assert drawn.count(figure, "switches") == 2


def test_a_map_says_once_what_is_decided_now_and_below_it_in_what_plans_differ() -> None:
    result = two_way(responding(), "p", "x", points=40)
    figure = figures.draw(result)
    found = entries(result.model, result.regions)
    assert drawn.texts(figure, "group") == ["By sea"]
    assert [entry.name for entry in found if entry.group] == ["Stay / Leave as things turn out", "Stay"]
    names = [name.split(" (")[0] for name in drawn.texts(figure, "name")]
    assert names == [entry.name for entry in found]
    assert sorted(entry.place for entry in found) == list(range(len(result.regions)))
    assert smallest(figure) >= 14
    assert drawn.overlaps(figure) == []


@pytest.mark.parametrize("name", ["berlin_1961/contingency", "berlin_1948/blockade", "cuba_1962/first_move"])
def test_every_letter_on_a_map_is_explained_in_its_key(name: str) -> None:
    figure = figures.draw(two_way(read(SCENARIOS / f"{name}.yaml")))
    regions, letters = drawn.texts(figure, "region"), drawn.texts(figure, "letter")
    assert set(regions) <= set(letters)
    assert regions


@pytest.mark.parametrize("question", [flip, tornado, rank])
@pytest.mark.parametrize("height", [2.2, 2.8, 4.1])
def test_nothing_in_a_report_is_set_larger_than_the_title(question: Any, height: float) -> None:
    figure = figures.draw(question(CONTINGENCY), theme=replace(PLATE, size=(PLATE.size[0], height)))
    [title] = drawn.sizes(figure, "title")
    assert max(drawn.sizes(figure)) <= title + 0.01


def test_a_map_of_single_choices_has_no_groups() -> None:
    worth = [({"take": "a"}, "x"), ({"take": "b"}, "y")]
    model = decision_model(
        "Two",
        [decision("take", ["a", "b"])],
        [consideration("worth", worth)],
        combine="sum",
        parameters={"x": ranged(1, 0, 4), "y": ranged(2, 0, 4)},
    )
    figure = figures.draw(two_way(model, "x", "y", points=30))
    assert drawn.texts(figure, "group") == []
    assert sorted(name.split(" (")[0] for name in drawn.texts(figure, "name")) == ["a", "b"]


def test_winners_stand_beside_the_verdict_and_say_which_weights_the_others_need() -> None:
    result = winners(CONTINGENCY)
    verdict = judgement(CONTINGENCY)
    assert verdict is not None
    figure = figures.draw(result)
    assert drawn.texts(figure, "title-of-row")[0] == "Plan a bilateral privately" == result.now[0]
    first, other = drawn.texts(figure, "under")
    assert first == f"first now, {verdict.verdict.value}"
    assert other == "more ‘Allied unity’, less ‘A way out of the crisis’"
    assert drawn.texts(figure, "note") == [f"{verdict.sentence}."]
    assert drawn.count(figure, "leaders") == 1
    assert smallest(figure) >= 14


def test_what_winners_call_first_now_is_first_in_the_ranking() -> None:
    for file in ("berlin_1961/options.yaml", "cuba_1962/first_move.yaml", "textbook/office_location.yaml"):
        model = read(SCENARIOS / file)
        best = rank(model, by=winners(model).by).ranked[0]
        assert winners(model).now[0] == best.title


def test_flips_of_single_numbers_show_six_at_least_with_what_each_flips_to() -> None:
    figure = figures.draw(flip_numbers(many(15)))
    shown = len(drawn.labels(figure, "title-of-row"))
    assert shown >= 6
    assert drawn.texts(figure, "beside") == ["flips to Go to the place that was agreed on before"] * shown
    assert smallest(figure) >= 14


def test_a_text_too_long_for_its_row_names_the_decision_and_is_cut_at_the_very_last() -> None:
    point = TurningPoint(100.0, ("flips to a plan that takes very many words to tell", "‘Reply’ changes"))
    size = 14.0
    (whole,), (short,), (cut,) = (written([point], room, size) for room in (600.0, 250.0, 60.0))
    assert whole.lines == (point.texts[0],)
    assert short.lines == ("‘Reply’ changes",)
    assert cut.lines[0].endswith("…")
    assert cut.width <= 60.0
    assert {block.size for block in (whole, short, cut)} == {size}


def test_of_several_turns_the_first_are_told_and_the_others_counted() -> None:
    points = [TurningPoint(10.0 * place, (f"flips to number {place}",)) for place in range(5)]
    texts = written(points, 340.0, 14.0)
    assert 0 < len(texts) < 5
    assert texts[-1].lines[0].endswith(f"(+{5 - len(texts)} more)")
    assert sum(text.width + 14.0 for text in texts) <= 340.0


def test_what_a_title_speaks_of_is_set_no_smaller_than_its_key_size() -> None:
    for result in (tornado(many(15)), flip_numbers(many(15)), winners(CONTINGENCY)):
        figure = figures.draw(result)
        first = drawn.labels(figure, "title-of-row")[0]
        assert first.get_fontsize() >= 18
        assert first.get_weight() == "bold"


@pytest.mark.parametrize("name", ["berlin_1961/contingency", "cuba_1962/first_move", "korea_1950/parallel"])
def test_a_tornado_of_long_names_shows_six_rows_as_well(name: str) -> None:
    figure = figures.draw(tornado(read(SCENARIOS / f"{name}.yaml")))
    assert len(drawn.labels(figure, "title-of-row")) >= 6
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []


def test_the_nearest_turn_is_told_in_more_detail_than_those_beyond_it() -> None:
    points = [
        TurningPoint(10.0 * place, (f"flips to a place number {place} below 0.{place}", f"flips below 0.{place}"))
        for place in range(3)
    ]
    texts = written(points, 500.0, 14.0)
    assert texts[0].lines == (points[0].texts[0],)
    assert texts[-1].lines == (points[-1].texts[1],)


def test_a_text_that_is_longer_is_no_less_detailed_one() -> None:
    assert less_and_less("flips to Elsewhere", "Elsewhere", "‘Where they meet’ changes", "flips") == (
        "flips to Elsewhere",
        "Elsewhere",
        "flips",
    )
