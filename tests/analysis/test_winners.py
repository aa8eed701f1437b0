"""Possible and necessary winners, and necessary dominance, against counting and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings

from decision_model.analysis.combinations import combinations, totals
from decision_model.analysis.robustness.admissible import weights
from decision_model.analysis.robustness.winners import Contender, Winners, lead, winners
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model
from tests.analysis.small import rain, ranged, sampled_totals
from tests.analysis.test_acceptability import valued
from tests.analysis.test_admissible import table
from tests.profiles import examples
from tests.properties.strategies import Shape, models


def by_title(found: Winners) -> dict[str, Contender]:
    return {each.title: each for each in found.contenders}


def test_possible_necessary_and_dominated() -> None:
    found = winners(valued(np.array([[0.9, 0.2], [0.3, 0.8], [0.5, 0.5], [0.2, 0.7]])))
    assert [each.title for each in found.possible] == ["o0", "o1"]
    assert found.necessary == ()
    assert by_title(found)["o3"].dominated_by == ("o1",)
    assert by_title(found)["o2"].dominated_by == ()
    assert found.statement.headline == "2 of 4 options can come first: ‘o0’ and ‘o1’"
    assert by_title(found)["o0"].weights == pytest.approx({"c0": 1, "c1": 0})


def test_one_wins_whatever_the_weights() -> None:
    found = winners(valued(np.array([[0.9, 0.8], [0.3, 0.8]])))
    assert found.statement.headline == "‘o0’ comes first under all weights that the file allows"
    assert (by_title(found)["o1"].possible, by_title(found)["o1"].dominated_by) == (True, ("o0",))


def test_an_option_that_wins_only_in_a_tie_can_win() -> None:
    found = by_title(winners(valued(np.array([[1, 0], [0, 1], [0.5, 0.5], [0.499, 0.499]]))))
    assert [each.possible for each in found.values()] == [True, True, True, False]


def test_options_that_are_always_level_do_not_dominate() -> None:
    found = winners(valued(np.array([[0.5, 0.5], [0.5, 0.5]])))
    assert [each.necessary for each in found.contenders] == [True, True]
    assert [each.dominated_by for each in found.contenders] == [(), ()]
    assert found.statement.headline == "‘o0’ and ‘o1’ are level under all weights that the file allows"


def test_statements_narrow_what_is_possible() -> None:
    model = valued(np.array([[0.9, 0.2], [0.3, 0.8]]))
    assert [each.title for each in winners(model, order=["c0", "c1"]).possible] == ["o0", "o1"]
    narrowed = model.varied(weights={"c0": ranged(60, 55, 80), "c1": 40})
    assert [each.title for each in winners(narrowed).necessary] == ["o0"]


@settings(max_examples=examples(50))
@given(models(Shape(combine=("weighted",), steps=4)))
def test_no_draw_speaks_against_the_answer(model: DecisionModel) -> None:
    assume(model.decisions)
    found = winners(model)
    allowed = weights(model)
    compared, _ = combinations(model, found.by)
    _, worth = sampled_totals(model, allowed, compared, 500)
    best = worth >= worth.max(axis=0) - 1e-9
    place = {each.title: number for number, each in enumerate(compared)}
    for each, wins in zip(found.contenders, best, strict=True):
        assert each.possible or not wins.any()
        assert not each.necessary or wins.all()
        for other in each.dominated_by:
            assert (worth[place[other]] >= worth[place[each.title]] - 1e-7).all()
        if each.weights is not None:
            there = totals(allowed.apply(model, np.array(list(each.weights.values()))), compared)
            assert there[place[each.title]] >= there.max() - 1e-6
    assert any(each.possible for each in found.contenders)


def test_plans_together_dominate_where_none_does_alone() -> None:
    """The tent with its two plans is better than an option that each plan alone loses to somewhere."""
    model = rain().varied(parameters={"p_rain": 0.6, "heater_cost": 40, "inside_joy": 30})
    found = by_title(winners(model))
    assert found["Outside"].possible
    assert found["Inside"].dominated_by == ("Outside",)
    tents = np.array([[56.0, 50.0], [74.0, 26.0]])
    assert lead(np.array([66.0, 37.0]), list(tents), weights(model))[0] > 0
    assert lead(np.array([64.0, 38.0]), list(tents), weights(model))[0] < 0
    assert all(lead(np.array([64.0, 38.0]), [tent], weights(model))[0] > 0 for tent in tents)


def test_more_considerations_than_corners_can_be_listed() -> None:
    found = by_title(winners(table([1] * 10)))
    assert [each.possible for each in found.values()] == [True, True]
    assert [each.necessary for each in found.values()] == [False, False]


def test_numbers_vary_too() -> None:
    scores = [({"choice": "x"}, ranged(50, 40, 70)), ({"choice": "y"}, 45), (None, 30)]
    model = decision_model("Chance", [decision("choice", ["x", "y", "z"])], [consideration("a", scores, weight=1)])
    assert winners(model).necessary[0].title == "x"
    found = by_title(winners(model, with_numbers=True, draws=400))
    assert [each.possible for each in found.values()] == [True, True, False]
    assert found["z"].dominated_by == ("x", "y")
    assert "400 random trials" in winners(model, with_numbers=True, draws=400).statement.detail


def test_ends_of_ranges_are_tried() -> None:
    """Only when ten numbers all stand at their worst does the other option win."""
    parts = [consideration(f"c{k}", [({"choice": "x"}, ranged(1, -1, 2)), (None, -0.95)]) for k in range(5)]
    model = decision_model("A sum", [decision("choice", ["x", "y"])], parts, combine="sum")
    found = by_title(winners(model, with_numbers=True, draws=2_000))
    assert found["y"].possible


def test_where_it_cannot_be_asked() -> None:
    with pytest.raises(ModelError, match=r"combine: Who can win is about weights, and here there are none"):
        winners(table([None, None], combine="sum"))
