"""Pictures of comparisons and sensitivity: what is drawn is what the results say, and no words collide."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest

from decision_model import figures
from decision_model.analysis.choice.explain import explain
from decision_model.analysis.robustness.flip_numbers import flip_numbers
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.sensitivity.polygons import area
from decision_model.analysis.robustness.tornado import tornado
from decision_model.analysis.robustness.two_way import two_way
from decision_model.analysis.views.compare import compare
from decision_model.analysis.views.difference import difference
from decision_model.figures.charts.regions import pieces
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from decision_model.words.percent import percent
from tests.analysis.small import rain, ranged
from tests.figures import drawn
from tests.profiles import some

LONG = "A choice that somebody described at considerable length, with commas and reasons"


def wordy(options: int = 5) -> DecisionModel:
    """Many long names, costs in a unit, less is better."""
    worth = [({"take": f"way_{n}"}, f"x * {n} - {n * n} / 2 + 40") for n in range(options)]
    return decision_model(
        f"{LONG}: a title to match",
        [decision("take", {f"way_{n}": f"{LONG} {n}" for n in range(options)}, label=LONG)],
        [consideration("worth", worth, label=LONG), consideration("more", [({"take": "way_1"}, "y"), (None, 1)])],
        combine="sum",
        unit="thousand USD",
        better="lower",
        parameters={"x": ranged(2.4, -2, 5), "y": ranged(3, 0, 12)},
    )


RESULTS: dict[str, Callable[[], Any]] = {
    "one_way": lambda: one_way(rain(), "p_rain", (0, 1)),
    "one_way_wordy": lambda: one_way(wordy(), "x"),
    "one_way_flat": lambda: one_way(rain(), "heater_cost"),
    "two_way_exact": lambda: two_way(rain(), "inside_joy", "heater_cost", points=30),
    "two_way_curved": lambda: two_way(rain(), "joy", "p_rain", points=30),
    "two_way_wordy": lambda: two_way(wordy(), "x", "y", points=30),
    "tornado": lambda: tornado(rain()),
    "tornado_all": lambda: tornado(rain(), all_numbers=True),
    "tornado_wordy": lambda: tornado(wordy()),
    "flips": lambda: flip_numbers(rain()),
    "flips_wordy": lambda: flip_numbers(wordy()),
    "compare": lambda: compare(rain(), what_ifs=["storm"], weights={"Glutton": {"thrift": 0}, "Miser": {"joy": 0}}),
    "compare_wordy": lambda: compare(wordy()),
    "explain": lambda: explain(rain()),
    "explain_risk": lambda: explain(rain(risk_tolerance=30), {"place": "inside"}),
    "explain_wordy": lambda: explain(wordy()),
    "difference": lambda: difference(rain(), rain().varied(parameters={"p_rain": 0.7, "inside_joy": 60})),
    "difference_none": lambda: difference(rain(), rain()),
    "difference_wordy": lambda: difference(wordy(), wordy().varied(parameters={"x": 4, "y": 0})),
}


class Answers(dict[str, Any]):
    """The results by name, each worked out when it is first asked for."""

    def __missing__(self, name: str) -> Any:
        return self.setdefault(name, RESULTS[name]())


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    return Answers()


@pytest.mark.parametrize(("name", "size"), some(product(RESULTS, ["half", "A4-portrait"]), 3))
def test_no_words_collide_or_leave_the_page(results: dict[str, Any], name: str, size: str) -> None:
    figure = figures.draw(results[name], size=size)
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []


@pytest.mark.parametrize("name", RESULTS)
def test_a_slide_is_tidy_and_the_same_bytes_twice(results: dict[str, Any], name: str) -> None:
    figure = figures.draw(results[name])
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []
    assert figures.render(figures.draw(results[name]), "svg") == figures.render(figure, "svg")


@pytest.mark.parametrize("name", some(RESULTS, 3))
def test_the_same_bytes_twice_on_dark_paper(results: dict[str, Any], name: str) -> None:
    first, second = (figures.render(figures.draw(results[name], dark=True), "svg") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", RESULTS)
def test_words_and_table_come_with_every_picture(results: dict[str, Any], name: str) -> None:
    text = figures.describe(results[name])
    title, _, description = text.partition("\n\n")
    assert title.endswith((".", "!", "?"))
    assert description
    assert figures.table(results[name]) is not None


def test_one_way_has_a_line_a_combination_and_a_dot_a_switching_value(results: dict[str, Any]) -> None:
    result, figure = results["one_way"], figures.draw(results["one_way"])
    assert sorted(drawn.texts(figure, "name")) == sorted(line.title for line in result.lines)
    assert drawn.count(figure, "switches") == len(result.switches) == 1
    assert sorted(drawn.texts(figure, "mark")) == ["0.55", "now 0.3"]
    dot = drawn.rectangles(figure, "switches")[0]
    lead = drawn.collection(figure, "leading").get_paths()  # type: ignore[union-attr]
    meets = [path.vertices for path in lead]
    middle = (dot[0] + dot[2] / 2, dot[1] + dot[3] / 2)
    ends = np.concatenate([vertices[[0, -1]] for vertices in meets])
    assert np.abs(ends - middle).sum(axis=1).min() < 1e-6
    opening = "‘Outside’ is best until ‘p rain’ rises above 0.55 (then ‘Inside’)."
    assert figures.describe(result).startswith(opening)


def test_where_the_best_plan_responds_it_has_a_line_of_its_own() -> None:
    steps = [event("coin", ["up", "down"], {"up": "p", "down": "rest"}), decision("call", ["up", "down"])]
    worth = [({"coin": "up", "call": "up"}, 3), ({"coin": "down", "call": "down"}, 2), (None, 0)]
    model = decision_model("Calling", steps, [consideration("worth", worth)], combine="sum", parameters={"p": 0.5})
    figure = figures.draw(one_way(model, "p", (0, 1)))
    assert "Best plan" in drawn.texts(figure, "name")
    assert drawn.texts(figure, "name")[0] == "Best plan"


def test_the_map_is_filled_and_labelled_region_by_region(results: dict[str, Any]) -> None:
    result, figure = results["two_way_curved"], figures.draw(results["two_way_curved"])
    names = [f"{region.title.split(',')[0]} ({percent(region.share)} of the map)" for region in result.regions]
    assert drawn.texts(figure, "name") == names
    areas = dict.fromkeys(range(len(result.regions)), 0.0)
    for place, filled in enumerate(pieces(result)):
        areas[place] = sum(area(piece) for piece in filled)
    whole = (result.across.high - result.across.low) * (result.up.high - result.up.low)
    assert sum(areas.values()) == pytest.approx(whole, rel=1e-9)
    for place, region in enumerate(result.regions):
        assert areas[place] / whole == pytest.approx(region.share, abs=0.03)
    assert drawn.count(figure, "base") == 2


def test_labels_of_the_map_lie_within_their_regions(results: dict[str, Any]) -> None:
    for name in ("two_way_exact", "two_way_curved"):
        result, figure = results[name], figures.draw(results[name])
        labels = drawn.texts(figure, "region")
        assert result.regions[0].title in labels


def test_tornado_bars_are_as_long_as_their_totals_and_marked_where_the_choice_changes(results: dict[str, Any]) -> None:
    result, figure = results["tornado"], figures.draw(results["tornado"])
    effective = [bar for bar in result.bars if bar.swing > 0]
    bars = np.array(drawn.rectangles(figure, "bars"))
    lengths = np.array([max(*bar.reach, result.total) - min(*bar.reach, result.total) for bar in effective])
    assert np.allclose(bars[:, 2] / bars[0, 2], lengths / lengths[0])
    assert drawn.count(figure, "switches") == sum(len(bar.switches) for bar in effective) == 1
    assert drawn.texts(figure, "beside") == ["flips to Inside above 0.55"]
    assert drawn.texts(figure, "title-of-row") == [bar.number.label for bar in effective]


def test_flips_show_their_way(results: dict[str, Any]) -> None:
    result, figure = results["flips"], figures.draw(results["flips"])
    able = [flip for flip in result.flips if flip.value is not None]
    ways = drawn.rectangles(figure, "ways")
    track = drawn.rectangles(figure, "tracks")[0][2]
    shares = [abs(f.change) / (f.number.high - f.number.low) for f in able]
    assert [way[2] / track for way in ways] == pytest.approx(shares)


def test_every_view_has_a_mark_for_every_option_and_says_what_it_prefers(results: dict[str, Any]) -> None:
    result, figure = results["compare"], figures.draw(results["compare"])
    assert drawn.texts(figure, "title-of-row") == [view.label for view in result.views]
    assert drawn.texts(figure, "prefers") == [" or ".join(view.leaders) for view in result.views]
    assert drawn.texts(figure, "key") == list(result.options)


def test_the_waterfall_ends_where_the_totals_say(results: dict[str, Any]) -> None:
    result, figure = results["explain"], figures.draw(results["explain"])
    steps = drawn.rectangles(figure, "differences")
    differences = [part.difference for part in result.parts if part.difference]
    assert len(steps) == len(differences)
    totals = drawn.rectangles(figure, "totals")
    width = (totals[1][0] - totals[0][0]) / result.gap
    assert sorted(step[2] for step in steps) == pytest.approx(sorted(abs(change) * width for change in differences))
    assert drawn.texts(figure, "number") == ["65.0", "+17.2", "\u22124.2", "78.0"]


def test_a_difference_names_what_moves_nothing() -> None:
    changed = rain().varied(parameters={"p_rain": 0.4, "heater_cost": 12})
    figure = figures.draw(difference(rain(), changed))
    assert drawn.texts(figure, "note") == ["Moves nothing: Cost of the heater."]
