"""Every ranged number at both ends, and for each single number the nearest value that flips the choice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.robustness.flip_numbers import flip_numbers
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.robustness.tornado import tornado
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model
from decision_model.model.quantiles import quantile
from decision_model.solver.fixed_policy import fixed_policy_total
from tests.analysis.small import rain, ranged
from tests.known import convert
from tests.profiles import examples
from tests.properties.strategies import Shape, models


def rockefeller() -> DecisionModel:
    problem = convert.known("silver_rockefeller")["problem"]
    base = convert.tree(problem)
    given = {name: ranged(problem["parameters"][name], *both) for name, both in problem["ranges"].items()}
    return base.varied(parameters=given)


@pytest.mark.parametrize("key", ["tornado_fixed", "tornado_reopt"])
def test_rockefeller(key: str) -> None:
    """SilverDecisions: the plan kept as it is, and chosen anew, over the stated ranges."""
    answer = next(each for each in convert.known("silver_rockefeller")["answers"] if each["key"] == key)
    found = tornado(rockefeller())
    ends = {bar.number.address: bar.fixed if key == "tornado_fixed" else bar.best for bar in found.bars}
    assert set(ends) == set(answer["value"])
    for name, wanted in answer["value"].items():
        assert ends[name] == pytest.approx(wanted, abs=answer["tolerance"])


def test_tegaderm_bars_at_quantiles() -> None:
    """Jenks et al. (2016): what Tegaderm saves, each number at its 2.5 and 97.5 percent points."""
    known = convert.known("jenks_tegaderm")
    model = convert.formula_tree(known["problem"])
    answer = next(each for each in known["answers"] if each["key"] == "tornado")
    for name, wanted in answer["value"].items():
        spread = model.numbers[name].number.distribution
        assert spread is not None
        ends = tuple(quantile(spread, np.array([0.025, 0.975])).tolist())
        found = one_way(model, name, ends, points=2)
        totals = {line.title: line.totals[[0, -1]] for line in found.lines}
        assert totals["Tegaderm"] - totals["Standard"] == pytest.approx(wanted, abs=answer["tolerance"])


def test_bars_are_sorted_and_mark_where_the_choice_changes() -> None:
    found = tornado(rain())
    assert found.bars[0].number.address == "p_rain"
    assert [bar.swing for bar in found.bars] == sorted((bar.swing for bar in found.bars), reverse=True)
    first = found.bars[0]
    assert first.fixed == pytest.approx((90, 42))
    assert first.best == pytest.approx((90, 63))
    assert [each.value for each in first.switches] == pytest.approx([0.55])
    assert first.switches[0].after == "Inside"
    assert not any(bar.switches for bar in found.bars[1:])
    assert found.total == pytest.approx(78)
    assert found.statement.headline == (
        "‘p rain’ moves the total most, by 48.0 of 100; 1 of 5 numbers can change what is best"
    )


def test_a_change_that_comes_and_goes_within_the_bar_is_marked() -> None:
    """Level at both ends, the second option is ahead between them."""
    worth = [({"take": "steady"}, 0), ({"take": "arch"}, "x * (1 - x) - 0.1")]
    model = decision_model(
        "An arch",
        [decision("take", ["steady", "arch"])],
        [consideration("worth", worth)],
        combine="sum",
        parameters={"x": ranged(0.05, 0, 1)},
    )
    (bar,) = tornado(model).bars
    assert [*bar.best, *bar.fixed] == pytest.approx([0, 0, 0, 0])
    assert bar.reach == pytest.approx((0, 0.15))
    assert [each.value for each in bar.switches] == pytest.approx([0.5 - 0.15**0.5, 0.5 + 0.15**0.5], abs=1e-12)


def test_all_numbers_take_a_stated_swing() -> None:
    found = tornado(rain(), all_numbers=True, swing=0.1)
    bar = next(bar for bar in found.bars if bar.number.address == "joy.scores.1")
    assert (bar.number.low, bar.number.high) == pytest.approx((90, 100))
    assert bar.number.note == "no range stated: 10% of its size up and down, cut to where the model makes sense"
    assert found.swing == pytest.approx(0.1)
    assert found.left_out == ("Joy: rule 2",)
    assert tornado(rain()).swing is None


def test_without_ranges_there_is_nothing_to_draw() -> None:
    with pytest.raises(ModelError, match=r"^no number of the model has a range. State ranges, or move all numbers.$"):
        tornado(convert.tree(convert.known("texaco_pennzoil")["problem"]))


def test_combinations_of_named_decisions_can_compete() -> None:
    found = tornado(rain(), by=["place"])
    assert found.title == "Outside"
    assert found.bars[0].best == pytest.approx((90, 63))


def test_the_nearest_flip_of_every_number() -> None:
    found = flip_numbers(rain())
    flips = {flip.number.address: flip for flip in found.flips}
    assert flips["p_rain"].value == pytest.approx(0.55)
    assert flips["p_rain"].change == pytest.approx(0.25)
    assert flips["p_rain"].share == pytest.approx(0.25 / 0.6)
    assert flips["p_rain"].sentence == "Once ‘p rain’ rises from 0.3 to 0.55, ‘Outside’ gives way to ‘Inside’"
    assert flips["inside_joy"].value is None
    assert flips["inside_joy"].sentence == "No value of ‘inside joy’ from 30 to 70 changes what is best"
    shares = [flip.share for flip in found.flips]
    known = [share for share in shares if share is not None]
    assert known == sorted(known)
    assert shares[len(known) :] == [None] * (len(shares) - len(known))


def test_a_tie_that_any_change_would_break_flips_at_once() -> None:
    worth = [({"take": "one"}, 5), (None, "x")]
    model = decision_model(
        "A tie",
        [decision("take", ["one", "other"])],
        [consideration("worth", worth)],
        combine="sum",
        parameters={"x": ranged(5, 5, 9)},
    )
    (flip,) = flip_numbers(model, all_numbers=False).flips
    assert (flip.value, flip.change) == pytest.approx((5, 0))
    assert (flip.now, flip.becomes) == ("one", "other")
    assert flip.sentence == "As ‘x’ stands, 5, ‘one’ and ‘other’ are level"


def test_flips_can_keep_to_the_ranged_numbers() -> None:
    found = flip_numbers(rain(), all_numbers=False)
    assert [flip.number.origin for flip in found.flips] == ["stated"] * 5


@settings(max_examples=examples(20))
@given(models(Shape(cases=60, risk=True)))
def test_the_ends_of_every_bar_are_direct_solves(model: DecisionModel) -> None:
    assume(model.decisions)
    try:
        found = tornado(model, all_numbers=True)
    except ModelError:
        assume(False)
    sign = -1 if model.better == "lower" else 1
    for bar in found.bars:
        for end, fixed, best in zip((bar.number.low, bar.number.high), bar.fixed, bar.best, strict=True):
            assert best == pytest.approx(solve(set_numbers(model, {bar.number.address: end})).total, abs=1e-7)
            assert sign * best >= sign * fixed - 1e-9 * max(1.0, abs(fixed))


@settings(max_examples=examples(20))
@given(models(Shape(cases=60)))
def test_on_the_way_to_a_flip_nothing_changes(model: DecisionModel) -> None:
    assume(model.decisions)
    base = solve(model)
    found = flip_numbers(model)
    for flip in found.flips:
        until = flip.value if flip.value is not None else flip.number.high
        at = set_numbers(model, {flip.number.address: np.linspace(flip.number.base, until, 5)[:-1]}, check="numbers")
        assert fixed_policy_total(base, at) == pytest.approx(solve(at).total, abs=1e-6)
