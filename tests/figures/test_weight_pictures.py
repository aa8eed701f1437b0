"""Pictures of acceptability, flips, winners, dominance, regret, worst cases and frontiers: the marks say it."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex

from decision_model import figures
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.robustness.dominance import dominance
from decision_model.analysis.robustness.flip import flip
from decision_model.analysis.robustness.frontier import frontier
from decision_model.analysis.robustness.net_benefit import NetBenefit, net_benefit
from decision_model.analysis.robustness.winners import winners
from decision_model.analysis.robustness.worst_case import worst_case
from decision_model.analysis.views.regret import regret
from decision_model.errors import ModelError
from decision_model.figures.charts.keyed import mixed, top_fills
from decision_model.figures.page.page import PLACES
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.style import theme
from decision_model.model.labels import consideration_labels
from decision_model.scenario import read
from tests.analysis.test_acceptability import valued
from tests.analysis.test_admissible import table
from tests.figures import drawn
from tests.figures.test_random import assert_tidy
from tests.profiles import some

SCENARIOS = Path(__file__).parents[2] / "scenarios"
OPTIONS = read(Path(__file__).parents[1] / "berlin_1961" / "options.yaml")
CONTINGENCY = read(Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml")
STENT = read(SCENARIOS / "textbook" / "stent_programme.yaml")
TEXTBOOK = sorted((SCENARIOS / "textbook").glob("*.yaml"))
LATER = ["composition", "site"]

RESULTS: dict[str, Any] = {
    "acceptability": acceptability(OPTIONS),
    "acceptability_in_stages": acceptability(CONTINGENCY),
    "acceptability_with_numbers": acceptability(OPTIONS, with_numbers=True, draws=2_000),
    "flip": flip(OPTIONS),
    "flip_later": flip(CONTINGENCY, LATER),
    "winners": winners(OPTIONS),
    "winners_with_numbers": winners(CONTINGENCY, LATER, with_numbers=True, draws=500),
    "dominance": dominance(OPTIONS),
    "dominance_later": dominance(CONTINGENCY, LATER),
    "regret": regret(OPTIONS),
    "regret_over_events": regret(CONTINGENCY, ["access", "circumstances"]),
    "worst_case": worst_case(CONTINGENCY, LATER),
    "frontier": frontier(OPTIONS, "success", "drama"),
    "net_benefit": net_benefit(OPTIONS, "success", "drama"),
    "net_benefit_with_numbers": net_benefit(STENT, "effect", "cost", with_numbers=True, draws=500),
}


@pytest.mark.parametrize(("name", "size"), some(product(RESULTS, ["half", "A4-portrait", (4.0, 3.0), (20.0, 3.0)]), 3))
def test_nothing_overlaps_and_nothing_leaves_the_page(name: str, size: Any) -> None:
    figure = figures.draw(RESULTS[name], size=size)
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []


@pytest.mark.parametrize("name", RESULTS)
def test_title_subtitle_and_source_are_there_and_the_alternative_text_says_more(name: str) -> None:
    figure = figures.draw(RESULTS[name], theme="paper", dark=True)
    words = figures.picture(RESULTS[name]).words
    assert drawn.texts(figure, "title") == [words.title]
    assert " source" in drawn.texts(figure, "source")[0]
    assert len(figures.describe(RESULTS[name])) > len(words.title) + 80
    table = RESULTS[name].curves if isinstance(RESULTS[name], NetBenefit) else RESULTS[name].table
    assert figures.table(RESULTS[name]).equals(table())


@pytest.mark.parametrize("name", RESULTS)
def test_the_same_bytes_every_time(name: str) -> None:
    """And the slide is tidy."""
    figure = figures.draw(RESULTS[name])
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []
    assert figures.render(figures.draw(RESULTS[name]), "svg") == figures.render(figure, "svg")


@pytest.mark.parametrize("path", TEXTBOOK, ids=lambda path: path.stem)
def test_every_textbook_scenario_draws(path: Path) -> None:
    model = read(path)
    for question in (acceptability, flip, winners, dominance, regret, worst_case):
        try:
            figure = figures.draw(question(model))  # type: ignore[operator]
        except ModelError as error:
            always = (dominance, worst_case) if model.total_rule.adds_up else (worst_case,)
            assert question not in always, error  # noqa: PT017
            continue
        assert drawn.overlaps(figure) == []
        assert drawn.outside(figure) == []


ROOMY = (16.0, 12.0)
"""A page in inches on which all of eight options with long names have room."""

# Acceptability ------------------------------------------------------------------------------------------------------


def test_places_are_as_long_as_their_shares_and_begin_in_the_colour_of_the_option() -> None:
    result = RESULTS["acceptability"]
    figure = figures.draw(result, size=ROOMY)
    whole = drawn.rectangles(figure, "bars")[0][2]
    lengths = [width / whole for _, _, width, _ in drawn.rectangles(figure, "places")]
    shares = [share for option in result.options for share in option.ranks if share > 1e-9]
    assert lengths == pytest.approx(shares, abs=2 * 10**-PLACES / whole)
    places = drawn.collection(figure, "places")
    assert places is not None
    own = looks(OPTIONS, [option.options for option in result.options], theme())
    assert to_hex(places.get_facecolor()[0]) == own[0].colour
    assert to_hex(places.get_facecolor()[1]) == mixed(own[0].colour, "#ffffff", 0.45)


def test_typical_weights_have_the_fill_of_their_consideration() -> None:
    result = RESULTS["acceptability"]
    figure = figures.draw(result, size=ROOMY)
    parts = drawn.collection(figure, "typical")
    assert parts is not None
    fills = top_fills(OPTIONS, theme())
    first = [name for name, share in result.options[0].typical.items() if share > 1e-9]
    assert [to_hex(colour) for colour in parts.get_facecolor()[: len(first)]] == [fills[n].colour for n in first]
    never = sum(option.typical is None for option in result.options)
    assert drawn.texts(figure, "never") == ["never first"] * never
    assert "Fits existing plans" not in drawn.texts(figure, "key")


def test_the_takeaway_of_acceptability() -> None:
    words = figures.picture(acceptability(valued(np.array([[1, 0], [0, 1], [0.6, 0.6]])))).words
    assert words.title == "‘o0’ and ‘o1’ each come first under 40% of the weights that the file allows"
    assert "exact" in words.subtitle
    sure = figures.picture(acceptability(valued(np.array([[1, 1], [0, 0.5]])))).words
    assert sure.title == "‘o0’ comes first under all weights that the file allows"
    sampled = figures.picture(RESULTS["acceptability_with_numbers"]).words
    assert "2,000 random trials, by chance off by some" in sampled.subtitle
    assert "the same each time with seed 0" in sampled.subtitle


def test_plans_of_a_problem_in_stages_are_told() -> None:
    (note,) = drawn.texts(figures.draw(RESULTS["acceptability_in_stages"]), "note")
    assert note.startswith("Of the 8 plans that are best somewhere this one is so most often, under 40.8%.")


# Flips --------------------------------------------------------------------------------------------------------------


def test_what_rises_stands_right_and_is_as_long_as_what_falls() -> None:
    result = flip(valued(np.array([[0.9, 0.4, 0.5], [0.1, 0.6, 0.6]])))
    figure = figures.draw(result)
    (line,) = (path.vertices for path in drawn.collection(figure, "zero").get_paths())  # type: ignore[union-attr]
    zero = float(line[0, 0])
    bars = drawn.rectangles(figure, "changes")
    right = sum(width for left, _, width, _ in bars if left >= zero - 1e-6)
    left = sum(width for left, _, width, _ in bars if left < zero - 1e-6)
    assert right == pytest.approx(left)
    weights = result.flips[0].weights
    assert weights is not None
    changes = [abs(weights[name] - share) for name, share in result.base.items()]
    assert sorted(width for _, _, width, _ in bars) == pytest.approx(
        [change * 2 * right / sum(changes) for change in sorted(changes)]
    )


def test_what_cannot_be_flipped_says_so() -> None:
    figure = figures.draw(RESULTS["flip"], size=ROOMY)
    assert drawn.texts(figure, "said") == ["no allowed weights make it level"]
    assert "would then lead" in drawn.texts(figure, "under")[0]


def test_the_takeaway_of_flips() -> None:
    result = flip(valued(np.array([[0.9, 0.4], [0.1, 0.6]])))
    assert figures.picture(result).words.title == (
        "‘o0’ stays first until 30% of the weight moves from ‘c0’ to ‘c1’; then ‘o1’ is level"
    )
    never = figures.picture(flip(valued(np.array([[0.9, 0.7], [0.1, 0.6]])))).words
    assert never.title == "‘o0’ comes first under all weights that the file allows"


# Winners, dominance ---------------------------------------------------------------------------------------------------


def test_who_can_win_stands_first_with_its_weights() -> None:
    figure = figures.draw(RESULTS["winners"], size=ROOMY)
    assert drawn.texts(figure, "number") == ["sometimes"] * 4 + ["never"] * 4
    assert all(reason.startswith("always behind: ") for reason in drawn.texts(figure, "said"))
    title = figures.picture(RESULTS["winners"]).words.title
    assert title == "4 of 8 options can come first; the other 4 never do, under all weights that the file allows"


def test_a_row_says_of_two_options_what_each_does_better_on() -> None:
    result = RESULTS["dominance"]
    figure = figures.draw(result)
    titles = [option.title for option in result.options]
    named = [titles.index(title) for title in drawn.texts(figure, "cell")]
    pairs = list(zip(named[::2], named[1::2], strict=True))
    assert pairs == list(result.told)[: len(pairs)]
    said = drawn.texts(figure, "cell-under")
    for (one, other), ours, theirs in zip(pairs, said[::2], said[1::2], strict=True):
        assert ours.startswith(f"better on {result.better_on(one, other)[0]}")
        better = result.better_on(other, one)
        assert theirs.startswith(f"better on {better[0]}" if better else "better on nothing, so it can be set aside")
    left_out = len(titles) * (len(titles) - 1) // 2 - len(pairs)
    assert drawn.texts(figure, "more") == ([f"+{left_out} more pairs"] if left_out else [])
    assert drawn.count(figure, "preferred") == sum(bool(result.expected[pair]) for pair in pairs) > 0


def test_of_two_options_each_score_is_shown_and_the_better_one_filled() -> None:
    """As in the grids of views: consideration by consideration, and last on how many each is better."""
    result = dominance(CONTINGENCY)
    figure = figures.draw(result)
    first, other = (result.better_on(*pair) for pair in ((0, 1), (1, 0)))
    assert drawn.texts(figure, "column") == [option.title for option in result.options]
    labels = list(consideration_labels(CONTINGENCY).values())
    assert set(drawn.texts(figure, "title-of-row")) <= {*labels, "In all"}
    assert drawn.texts(figure, "cell")[-2:] == [
        f"better on {len(on)} of {len(CONTINGENCY.leaves)}" for on in (first, other)
    ]
    own = looks(CONTINGENCY, [option.options for option in result.options], theme())
    filled = [colour for colour in drawn.fills(figure, "cells") if colour != theme().colours.paper]
    assert sorted(filled) == sorted([own[0].colour] * len(first) + [own[1].colour] * len(other))
    scores = [float(text) for text in drawn.texts(figure, "cell")[:-2]]
    assert scores == pytest.approx(result.values.T.ravel().tolist(), abs=0.051)


# Worst case, frontier -----------------------------------------------------------------------------------------


def test_spans_run_from_the_worst_to_the_best() -> None:
    result = RESULTS["worst_case"]
    spans = drawn.collection(figures.draw(result), "spans")
    assert spans is not None
    lengths = [float(np.ptp(path.vertices[:, 0])) for path in spans.get_paths()]
    lengths_expected = [case.best - case.worst for case in result.cases]
    assert np.array(lengths) / lengths[0] == pytest.approx(np.array(lengths_expected) / lengths_expected[0])
    assert figures.picture(result).words.title.startswith("‘No meeting’ has the best worst case, 50.4 of 100;")


def test_frontier_options_are_joined_and_the_others_hollow() -> None:
    result = frontier(valued(np.array([[0.9, 0.1], [0.2, 0.9], [0.3, 0.2], [0.6, 0.6]])), "c0", "c1")
    figure = figures.draw(result)
    assert drawn.count(figure, "worthwhile") == 3
    assert drawn.count(figure, "hollow") == 1
    joined = drawn.collection(figure, "frontier")
    assert joined is not None
    assert len(joined.get_paths()[0].vertices) == 3
    assert sorted(drawn.texts(figure, "name")) == ["o0", "o1", "o2", "o3"]
    assert "dominated: no better on either than another" in drawn.texts(figure, "under")


@pytest.mark.parametrize("name", ["net_benefit", "net_benefit_with_numbers"])
def test_best_buys_are_thick_from_one_switch_to_the_next(name: str) -> None:
    result = RESULTS[name]
    figure = figures.draw(result)
    buys = result.average or result.buys
    assert len(drawn.texts(figure, "mark")) == len(buys) - 1
    titles = {option.title for option in result.options}
    names = drawn.texts(figure, "name")
    unnamed = len(titles - set(names))
    assert set(names) - titles == ({f"+{unnamed} more"} if unnamed else set())
    assert {title for buy in buys for title in buy.titles} <= set(names)
    leading = drawn.collection(figure, "leading")
    assert leading is not None
    assert len(leading.get_paths()) >= len(buys)


def test_one_option_has_no_rival() -> None:
    single = table([1, 1]).varied(choose={"choice": "x"})
    for question in (acceptability, flip, winners, dominance, worst_case):
        assert_tidy(question(single), ("slides", "slide"))  # type: ignore[operator]


def test_too_many_rows_are_cut_with_a_count() -> None:
    values = np.random.default_rng(0).random((60, 3))
    for question in (lambda model: acceptability(model, draws=500), flip, winners, worst_case):
        figure = figures.draw(question(valued(values)))  # type: ignore[no-untyped-call, operator]
        (note,) = drawn.texts(figure, "more")
        rows = len(drawn.texts(figure, "title-of-row"))
        assert 5 < rows < 59
        assert note in (f"+{60 - rows} more", f"+{59 - rows} more")


def test_where_no_weights_turn_it_the_distance_is_drawn() -> None:
    result = flip(read(SCENARIOS / "berlin_1948" / "probe_1949.yaml"))
    assert all(rival.weights is None for rival in result.flips)
    figure = figures.draw(result)
    assert drawn.count(figure, "behind") == len(result.flips)
    assert "no allowed weights make it level" in drawn.texts(figure, "under")
    assert not drawn.texts(figure, "said")
