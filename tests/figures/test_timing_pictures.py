"""Pictures of risk, caution, information, waiting, options and draws: the marks say what the results say."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex

from decision_model import figures
from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.information import information
from decision_model.analysis.time.option import option
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.analysis.time.simulate import simulate
from decision_model.analysis.time.waiting import waiting
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.style import option_colours, theme
from decision_model.model import DecisionModel
from decision_model.scenario import read
from decision_model.words.percent import percent
from tests.figures import drawn
from tests.known import convert
from tests.profiles import some

SCENARIOS = Path(__file__).parents[2] / "scenarios"
CONTINGENCY = read(Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml")
TEXTBOOK = sorted((SCENARIOS / "textbook").glob("*.yaml"))
ALL = ["planning", "composition", "site"]


def known(name: str) -> DecisionModel:
    return convert.tree(convert.known(name)["problem"])


ASKED: dict[str, Callable[[], Any]] = {
    "risk_profile": lambda: risk_profile(CONTINGENCY, ALL, floor=50),
    "certainty": lambda: certainty(CONTINGENCY, ALL),
    "information": lambda: information(CONTINGENCY),
    "waiting": lambda: waiting(CONTINGENCY),
    "waiting_cost": lambda: waiting(CONTINGENCY, what_if="decide_today", number="delay_cost"),
    "option": lambda: option(CONTINGENCY),
    "option_leak": lambda: option(CONTINGENCY, {"planning": "private_bilateral"}, number="p_leak", between=(0, 1)),
    "simulation": lambda: simulate(CONTINGENCY, 500),
}
SIZES = ["half", "A4-portrait", (4.0, 3.0), (20.0, 3.0)]


@cache
def answer(name: str) -> Any:
    return ASKED[name]()


@pytest.mark.parametrize("name", ASKED)
def test_a_slide_is_tidy_with_its_words_and_the_same_every_time(name: str) -> None:
    """Title, subtitle and source are there, and the alternative text says more."""
    figure, words = figures.draw(answer(name)), figures.picture(answer(name)).words
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []
    assert drawn.texts(figure, "title") == [words.title]
    assert "gives the direction" in drawn.texts(figure, "source")[0]
    assert len(figures.describe(answer(name))) > len(words.title) + 80
    assert figures.render(figures.draw(answer(name)), "svg") == figures.render(figure, "svg")


@pytest.mark.parametrize(("name", "size"), some(product(ASKED, SIZES), 3))
def test_nothing_overlaps_and_nothing_leaves_the_page(name: str, size: Any) -> None:
    figure = figures.draw(answer(name), size=size)
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []


@pytest.mark.parametrize("path", TEXTBOOK, ids=lambda path: path.stem)
def test_every_textbook_scenario_draws(path: Path) -> None:
    model = read(path)
    for result in (risk_profile(model), certainty(model), information(model), option(model)):
        figure = figures.draw(result)
        assert drawn.overlaps(figure) == []
        assert drawn.outside(figure) == []


def test_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib, decision_model as dm; from decision_model import figures;"
        "from decision_model.analysis.time.simulate import simulate;"
        f"m = dm.read({str(Path(__file__).parents[1] / 'berlin_1961' / 'contingency.yaml')!r});"
        "print(hashlib.sha256(figures.render(figures.draw(simulate(m, 500)), 'png')).hexdigest())"
    )
    hashes = {subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(hashes) == 1


# Risk profiles ----------------------------------------------------------------------------------------------------


def test_every_total_has_its_stem_as_tall_as_its_chance() -> None:
    result = risk_profile(known("texaco_pennzoil"))
    stems = drawn.rectangles(figures.draw(result), "stems")
    chances = [float(chance) for plan in result.profiled for chance in plan.profile.chances]
    heights = [height for _, _, _, height in stems]
    assert np.array(heights) / max(heights) == pytest.approx(np.array(chances) / max(chances), rel=1e-6)


def test_stems_and_steps_stand_where_their_totals_are() -> None:
    result = risk_profile(known("texaco_pennzoil"))
    figure = figures.draw(result)
    best = result.profiled[0].profile
    centres = [left + width / 2 for left, _, width, _ in drawn.rectangles(figure, "stems")][: len(best.totals)]
    steps = drawn.collection(figure, "best-steps")
    assert steps is not None
    risers = sorted({round(float(x), 6) for x in steps.get_paths()[0].vertices[1:-1, 0]})
    assert risers == pytest.approx(centres, abs=1e-5)
    spaced = np.diff(centres) / np.diff(best.totals)
    assert spaced == pytest.approx(np.full(len(spaced), spaced[0]))


def test_the_likeliest_total_says_its_chance_also_where_it_stands_at_the_right_end() -> None:
    result = risk_profile(read(SCENARIOS / "textbook" / "umbrella.yaml"))
    said = drawn.texts(figures.draw(result), "chance")
    for plan in result.profiled:
        assert percent(float(plan.profile.chances.max())) in said


def test_what_is_drawn_alone_is_not_varied_together_and_an_error_of_nothing_is_not_told() -> None:
    figure = figures.draw(simulate(read(SCENARIOS / "textbook" / "seafood_counter.yaml"), 200))
    assert "1 number varied at random" in drawn.texts(figure, "subtitle")[0]
    assert "By chance" not in drawn.texts(figure, "note")[0]


def test_the_takeaway_of_a_risk_profile() -> None:
    result = risk_profile(known("texaco_pennzoil"), floor=2.5)
    title = figures.picture(result).words.title
    assert title == (
        "‘counteroffer 5’ brings 4.63 on average and 0.00 in the worst 10% of cases; "
        "24.9% of the time it ends below 2.50"
    )
    assert drawn.texts(figures.draw(result), "number")[:3] == ["4.63", "0.00", "24.9%"]


# Caution ----------------------------------------------------------------------------------------------------------


def test_switches_are_marked_and_the_best_is_thick() -> None:
    result = certainty(known("venture_limited"))
    figure = figures.draw(result)
    assert {"0.713", "2.08"} < set(drawn.texts(figure, "mark"))
    assert drawn.count(figure, "marks") == 2
    leading, plain = drawn.collection(figure, "leading"), drawn.collection(figure, "curves")
    assert leading is not None
    assert plain is not None
    assert leading.get_linewidth()[0] > 2 * plain.get_linewidth()[0]
    assert drawn.texts(figure, "name") == ["more risky", "less risky", "none"]


def test_curves_have_the_colour_of_their_option() -> None:
    figure = figures.draw(certainty(CONTINGENCY))
    ties = drawn.collection(figure, "ties")
    assert ties is not None
    colours = option_colours(CONTINGENCY, theme())
    names = ["private_bilateral", "quadripartite_only"]
    assert [to_hex(colour) for colour in ties.get_color()] == [colours["planning", name] for name in names]


def test_combinations_of_one_colour_differ_in_line_style() -> None:
    choices = [plan.options for plan in risk_profile(CONTINGENCY, ALL).profiled]
    plan_looks = looks(CONTINGENCY, choices, theme())
    assert len(set(plan_looks)) == len(plan_looks)


# Information, waiting, options --------------------------------------------------------------------------------------


def test_bars_are_as_long_as_their_values_and_reports_lie_in_an_outline() -> None:
    result = information(read(SCENARIOS / "textbook" / "umbrella.yaml"))
    figure = figures.draw(result)
    lengths = [width for _, _, width, _ in drawn.rectangles(figure, "bars")]
    assert np.array(lengths) / lengths[0] == pytest.approx(
        [information.value / result.ranked[0].value for information in result.ranked]
    )
    (outline,) = drawn.rectangles(figure, "wholes")
    report = next(information for information in result.ranked if information.kind == "report")
    assert outline[2] / lengths[1] == pytest.approx(1 / (report.share or 1), rel=1e-3)
    assert drawn.texts(figure, "title-of-row") == [information.title for information in result.ranked]


def test_what_is_most_worth_knowing_is_said() -> None:
    words = figures.picture(answer("information")).words
    best = answer("information").ranked[0]
    worth = f"up to {best.value:.3f} points, before ‘What to prepare now’"
    assert words.title == f"‘{best.title}’ is the event most worth knowing: {worth}"
    assert "is left out" in words.description


def test_the_end_of_waiting_is_marked_and_what_pays_is_tinted() -> None:
    figure = figures.draw(answer("waiting_cost"))
    ends = answer("waiting_cost").waited[0].break_even
    assert set(drawn.texts(figure, "mark")) == {f"now {CONTINGENCY.values['delay_cost']:g}", f"{ends.at[0]:.4g}"}
    (band,) = drawn.rectangles(figure, "bands")
    curve = drawn.collection(figure, "curves")
    assert curve is not None
    across = curve.get_paths()[0].vertices[:, 0]
    assert band[2] / np.ptp(across) == pytest.approx(ends.at[0] / 10)
    level = drawn.collection(figure, "level")
    assert level is not None
    at_end = np.argmin(abs(across - (band[0] + band[2])))
    assert curve.get_paths()[0].vertices[at_end, 1] == pytest.approx(level.get_paths()[0].vertices[0, 1])


def test_bars_of_options_have_their_colours() -> None:
    figure = figures.draw(answer("option"))
    bars = drawn.collection(figure, "bars")
    assert bars is not None
    colours = option_colours(CONTINGENCY, theme())
    bar_colours = [to_hex(colour) for colour in bars.get_facecolor()]
    worth = [next(iter(option.options.items())) for option in answer("option").ranked if option.value > 0]
    assert bar_colours[: len(worth)] == [colours[choice] for choice in worth]


# Draws --------------------------------------------------------------------------------------------------------------


def test_first_places_are_as_long_as_their_shares() -> None:
    result = answer("simulation")
    figure = figures.draw(result)
    whole = drawn.rectangles(figure, "all-draws")[0][2]
    shares = [width / whole for _, _, width, _ in drawn.rectangles(figure, "first-places")]
    assert shares == pytest.approx(sorted((option.first for option in result.simulated), reverse=True))


def test_the_seed_and_the_error_are_said() -> None:
    figure = figures.draw(answer("simulation"))
    assert "seed 0" in drawn.texts(figure, "subtitle")[0]
    assert "By chance shares are off by" in drawn.texts(figure, "note")[0]


def test_too_many_rows_are_cut_with_a_count() -> None:
    figure = figures.draw(risk_profile(CONTINGENCY, ALL), size=(6.0, 2.2))
    (note,) = drawn.texts(figure, "more")
    rows = len(drawn.texts(figure, "title-of-row"))
    assert note == f"+{9 - rows} more"
