"""Pictures of views side by side: a grid of cases by choices, what comes first filled, in type that can be read."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from decision_model import figures
from decision_model.analysis.robustness.dominance import dominance
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.views.compare import compare
from decision_model.analysis.views.difference import difference
from decision_model.analysis.views.methods import METHODS, methods
from decision_model.analysis.views.regret import regret
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.style import theme
from decision_model.model import DecisionModel, Number, consideration, decision, decision_model
from decision_model.model.numbers import number
from decision_model.model.variations import Perspective
from tests.analysis.small import rain
from tests.analysis.test_acceptability import valued
from tests.figures import drawn
from tests.known import convert

SLIDE = theme("slides")


def two_camps(views: int, options: int = 2, considerations: int = 2) -> DecisionModel:
    """Each option is best on one consideration, and each view holds all but one of them for nothing."""
    values = np.array(
        [[0.9 if k == i % considerations else 0.3 for k in range(considerations)] for i in range(options)]
    )
    values += 0.001 * np.arange(options)[:, None]
    weights = [
        {f"c{k}": number(90.0 if k == v % considerations else 5.0) for k in range(considerations)} for v in range(views)
    ]
    return valued(
        values,
        perspectives={f"v{v}": Perspective(f"v{v}", f"Person {v}", weights[v]) for v in range(views)},
    )


def test_what_comes_first_in_a_case_is_filled_with_its_total_and_its_lead() -> None:
    result = compare(rain(), what_ifs=["storm"], weights={"Glutton": {"thrift": 0}, "Miser": {"joy": 0}})
    figure = figures.draw(result)
    rows, heads = drawn.texts(figure, "title-of-row"), drawn.texts(figure, "column")
    views = {view.label: view for view in result.views}
    assert sorted(rows) == sorted(views)
    assert sorted(heads) == sorted(result.options)
    cells = [tuple(cell) for cell in np.round(drawn.rectangles(figure, "cells"), 3)]
    filled = {tuple(cell) for cell in np.round(drawn.rectangles(figure, "preferred"), 3)}
    totals = iter(drawn.texts(figure, "cell"))
    for row in rows:
        for head in heads:
            ranked = views[row].ranked[result.options.index(head)]
            assert ranked is not None
            assert next(totals) == result.amounts.text(ranked.total)
            assert (cells.pop(0) in filled) == (head in views[row].leaders)
    firm = [view for view in result.views if len(view.leaders) == 1]
    leads = {f"by {result.amounts.bare(view.lead)}" for view in firm}
    assert leads <= set(drawn.texts(figure, "cell-under"))


def test_the_filling_is_the_colour_of_the_choice() -> None:
    result = compare(two_camps(3))
    figure = figures.draw(result)
    by_option = looks(result.model, [{"choice": key[0]} for key in result.keys], SLIDE)
    assert set(drawn.fills(figure, "cells")) == {look.colour for look in by_option} | {SLIDE.colours.paper}


def test_cases_that_prefer_the_same_stand_together_and_say_why() -> None:
    result = compare(two_camps(6))
    figure = figures.draw(result)
    views = {view.label: view.leaders for view in result.views}
    order = [views[label] for label in drawn.texts(figure, "title-of-row")]
    assert sum(one != other for one, other in pairwise(order)) == len(set(order)) - 1
    assert all(reason.startswith(("c0 (+", "c1 (+")) for reason in drawn.texts(figure, "reason"))


@pytest.mark.parametrize(("views", "options"), [(30, 2), (30, 5), (12, 12), (3, 26), (40, 40)])
def test_any_number_of_people_and_choices_is_told_in_type_that_can_be_read(views: int, options: int) -> None:
    """Every case is drawn or counted among those that prefer the same; what is left out is counted."""
    result = compare(two_camps(views, options, min(options, 12)))
    figure = figures.draw(result)
    assert min(drawn.sizes(figure)) >= SLIDE.least
    assert min(drawn.sizes(figure, "cell"), default=0) >= SLIDE.least
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []
    if "first in" in drawn.texts(figure, "column"):
        counts = [int(text.split(" of ")[0]) for text in drawn.texts(figure, "cell") if " of " in text]
        hidden = int(drawn.texts(figure, "more")[0][1:].split()[0]) if drawn.texts(figure, "more") else 0
        assert len(counts) + hidden == len({view.leaders for view in result.views})
        assert hidden or sum(counts) == views + 1
    else:
        labels = {view.label for view in result.views}
        assert labels <= {*drawn.texts(figure, "title-of-row"), *drawn.texts(figure, "column")}


def test_a_word_longer_than_any_cell_is_broken_and_not_set_smaller() -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitaensanwaerterprüfungsausschuss"
    parts = [consideration("ease", [({"way": "old"}, 20), (None, 70)], weight=1)]
    views = {"him": Perspective("him", long, {"ease": number(2)})}
    ways = decision_model("Ways", [decision("way", {"old": long, "new": f"{long}e"})], parts, perspectives=views)
    for result in (compare(ways), regret(ways), dominance(ways), methods(ways)):
        figure = figures.draw(result)
        assert (
            min(label for kind in ("cell", "column", "title-of-row") for label in drawn.sizes(figure, kind))
            >= SLIDE.least
        )
        assert drawn.overlaps(figure) == []
        assert drawn.outside(figure) == []


def test_what_the_title_speaks_of_is_large() -> None:
    figure = figures.draw(compare(two_camps(7)))
    large = [size for size in drawn.sizes(figure, "cell") if size >= SLIDE.key]
    assert len(large) >= 8


def test_regrets_are_written_in_their_cells_the_best_filled_and_the_largest_outlined() -> None:
    result = regret(convert.payoff_table(convert.known("wikipedia_evpi_investment")["problem"]), "state")
    figure = figures.draw(result)
    assert drawn.texts(figure, "column") == ["fund", "certificate", "stock"]
    assert drawn.texts(figure, "title-of-row") == [*result.cases, "Largest (outlined)"]
    cells = ["600", "1,000", "0", "0", "100", "300", "700", "0", "1,300", "700", "1,000", "1,300"]
    assert drawn.texts(figure, "cell") == cells
    boxes = np.array(drawn.rectangles(figure, "cells"))
    assert np.array(drawn.rectangles(figure, "preferred")) == pytest.approx(boxes[[2, 3, 7, 9]])
    assert np.array(drawn.rectangles(figure, "largest")) == pytest.approx(boxes[[1, 6, 8]])
    assert figures.picture(result).words.title == "‘fund’ is regretted least: by 700 at most, however ‘state’ turns out"


def test_cases_in_which_the_same_is_best_are_one_row_where_they_do_not_fit() -> None:
    figure = figures.draw(regret(two_camps(30)))
    *rows, last = drawn.texts(figure, "title-of-row")
    assert last == "Largest (outlined)"
    assert [row.split(": ")[0] for row in rows] == ["15 of 30", "15 of 30"]
    assert min(drawn.sizes(figure)) >= SLIDE.least


def test_more_options_than_fit_are_counted() -> None:
    figure = figures.draw(regret(two_camps(12, 40, 12)))
    assert min(drawn.sizes(figure)) >= SLIDE.least
    shown = len(drawn.texts(figure, "title-of-row"))
    assert f"+{40 - shown} more options" in drawn.texts(figure, "more")[0]


def test_first_places_of_methods_are_filled() -> None:
    result = methods(valued(np.array([[0.9, 0.1, 0.4], [0.2, 0.9, 0.5], [0.5, 0.5, 0.5]])))
    figure = figures.draw(result)
    assert drawn.texts(figure, "column") == [method.title for method in METHODS]
    order = [[option.title for option in result.options].index(title) for title in drawn.texts(figure, "title-of-row")]
    ranks = result.ranks[order]
    assert drawn.texts(figure, "cell") == [str(rank) for rank in ranks.ravel().tolist()]
    boxes = np.array(drawn.rectangles(figure, "cells"))
    assert np.array(drawn.rectangles(figure, "preferred")) == pytest.approx(boxes[ranks.ravel() == 1])


def test_a_difference_of_many_changes_keeps_both_totals_and_sums_up_the_smallest() -> None:
    scores = {f"c{place}": Number(number(50).formula, range=(0, 100)) for place in range(10)}
    parts = [consideration(name, [({"way": "new"}, score), (None, 10)]) for name, score in scores.items()]
    before = decision_model("Ways", [decision("way", ["old", "new"])], parts, combine="sum")
    after = set_numbers(before, {f"c{place}.scores.1": 51.0 + place for place in range(10)})
    result = difference(before, after)
    figure = figures.draw(result)
    rows, numbers = drawn.texts(figure, "title-of-row"), drawn.texts(figure, "number")
    assert (rows[0], rows[-1]) == ("Before", "After")
    assert min(drawn.sizes(figure)) >= SLIDE.least
    told = len(rows) - 3
    assert rows[-2] == f"{10 - told} more"
    assert float(numbers[-2]) == sum(range(1, 11 - told))
    assert sum(float(text) for text in numbers[1:-1]) == pytest.approx(float(numbers[-1]) - float(numbers[0]))
    assert drawn.texts(figure, "under")[0] == "50 \u2192 60"
