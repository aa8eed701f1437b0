"""Two numbers at once: regions, exact boundaries, and what must hold on random problems."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_model.analysis import effort
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.combinations import combinations
from decision_model.analysis.robustness.sensitivity.polygons import area, halves, rectangle
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.robustness.two_way import TwoWay, two_way
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from decision_model.model.numbers import Number, Parameter, number
from decision_model.solver.progress import heard_by
from tests.analysis.small import movable, rain
from tests.profiles import examples
from tests.properties.strategies import Shape, models


def three() -> DecisionModel:
    """Each option is best on one consideration: over the weights, three regions meet in the middle."""
    leaves = [
        consideration(name, [({"take": name}, 100), (None, 0)], weight=weight, label=name.upper())
        for name, weight in zip("abc", (20, 30, 50), strict=True)
    ]
    return decision_model("Three ways", [decision("take", {name: name.upper() for name in "abc"})], leaves)


def test_over_the_weight_simplex_three_options_share_the_area_alike() -> None:
    found = two_way(three(), "a", "b")
    assert found.exact
    assert {region.title: region.share for region in found.regions} == pytest.approx(dict.fromkeys("ABC", 1 / 3))
    corners = {
        tuple(np.round(corner, 9)) for region in found.regions for outline in region.outlines for corner in outline
    }
    third = round(1 / 3, 9)
    assert corners == {(0, 0), (0.5, 0), (1, 0), (0.5, 0.5), (0, 1), (0, 0.5), (third, third)}
    assert found.regions[found.base].title == "C"


def test_where_the_two_cannot_stand_together_there_is_no_winner() -> None:
    found = two_way(three(), "a", "b", points=11)
    x, y = np.meshgrid(found.xs, found.ys)
    assert np.array_equal(found.winner < 0, x + y > 1 + 1e-9)


def test_a_region_that_slips_through_the_grid_is_found_at_a_corner() -> None:
    """The middle way is best only near (1/3, 1/3), in a triangle with sides a fiftieth of the whole."""
    leaves = [
        consideration(name, [({"take": name}, 100), ({"take": "middle"}, 34), (None, 0)], weight=weight)
        for name, weight in zip("abc", (1, 1, 4), strict=True)
    ]
    model = decision_model("A middle way", [decision("take", ["a", "b", "c", "middle"])], leaves)
    found = two_way(model, "a", "b", points=2)
    small = next(region for region in found.regions if region.title == "middle")
    assert small.share == pytest.approx(0.02**2, rel=1e-6)
    assert small.inside == pytest.approx((1 / 3, 1 / 3))
    assert sum(region.share for region in found.regions) == pytest.approx(1)


def test_curved_boundaries_are_read_off_the_grid() -> None:
    found = two_way(rain(), "joy", "p_rain", points=21)
    assert not found.exact
    assert all(region.outlines == () for region in found.regions)
    for i, j in ((0, 0), (3, 17), (20, 20)):
        at = rain().varied(parameters={"p_rain": found.ys[j]})
        best = solve(set_numbers(at, {"joy": float(found.xs[i])})).total
        assert found.totals[found.winner[j, i], j, i] == pytest.approx(best, abs=1e-9)


def test_the_base_lies_in_its_region_or_off_the_map() -> None:
    assert two_way(rain(), "joy", "p_rain").regions[0].title == "Outside"
    assert two_way(rain(), "joy", "p_rain").base == 0
    assert two_way(rain(), "joy", "p_rain", up_between=(0.6, 0.9)).base == -1


def test_a_map_needs_two_numbers_that_make_sense_together() -> None:
    with pytest.raises(ModelError, match=r"^up: a map needs two different numbers. Name another, or move one alone.$"):
        two_way(rain(), "joy", "joy.weight")
    leaf = consideration("a", [({"d": "x"}, "p + q"), (None, 0)])
    model = decision_model("Sum", [decision("d", ["x", "y"])], [leaf], parameters={"p": 30, "q": 30})
    with pytest.raises(ModelError, match=r"p > q: at 70 and 70 the model makes no sense: .*the score reaches 140"):
        two_way(model, "p", "q", (0, 70), (0, 70))


@settings(max_examples=examples(25))
@given(models(Shape(cases=60)), st.data())
def test_every_point_of_the_map_has_the_best_total_there(model: DecisionModel, data: st.DataObject) -> None:
    numbers = movable(model)
    assume(len(numbers) > 1 and model.decisions)
    pair = data.draw(st.lists(st.sampled_from(numbers), min_size=2, max_size=2, unique=True))
    found = _mapped(model, pair[0].address, pair[1].address)
    assert sum(region.share for region in found.regions) == pytest.approx(1)
    j, i = data.draw(st.integers(0, len(found.ys) - 1)), data.draw(st.integers(0, len(found.xs) - 1))
    assume(found.winner[j, i] >= 0)
    at = {found.across.address: float(found.xs[i]), found.up.address: float(found.ys[j])}
    best = solve(set_numbers(model, at, check="numbers")).total
    assert found.totals[found.winner[j, i], j, i] == pytest.approx(best, abs=1e-7)


def _mapped(model: DecisionModel, across: str, up: str) -> TwoWay:
    """The map, over a range narrow enough that both numbers make sense together."""
    try:
        return two_way(model, across, up, points=6)
    except ModelError:
        assume(False)
        raise


def many(count: int, events: int = 2) -> DecisionModel:
    """Decisions after events, each with a consideration of its own, half of them moved by p, half by q."""
    known = [event(f"e{n}", ["s", "t"], {"s": 0.4, "t": "rest"}) for n in range(events)]
    taken = [decision(f"d{n}", ["a", "b"]) for n in range(count)]
    leaves = [
        consideration(
            f"c{n}", [({f"d{n}": "a", f"e{n % events}": "s"}, "pq"[n % 2]), ({f"d{n}": "a"}, 10 * n), (None, 50)]
        )
        for n in range(count)
    ]
    numbers = {name: Parameter(name, Number(number(80).formula, range=(0, 100))) for name in "pq"}
    return decision_model("Many", [*known, *taken], leaves, parameters=numbers)


def test_combinations_on_a_map_are_those_of_solving_each_alone() -> None:
    model = many(4)
    names = [step.name for step in model.decisions]
    found = two_way(model, "p", "q", by=names, points=4)
    for place, y in enumerate(found.ys):
        for column, x in enumerate(found.xs):
            there = model.varied(parameters={"p": float(x), "q": float(y)})
            each = [float(solve(option.of(there)).total) for option in combinations(there, names)[0]]
            assert len(each) == 16
            assert found.totals[:, place, column].max() == pytest.approx(max(each))


def test_many_combinations_tell_how_far_they_have_got() -> None:
    told: list[str] = []
    with heard_by(lambda what, done, whole: told.append(what)):
        two_way(many(6), "p", "q", by=[f"d{n}" for n in range(6)], points=60)
    assert "Solving the draws" in told


def test_combinations_that_would_never_end_are_refused_with_what_multiplies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "AT_MOST", 5e6)
    names = [f"d{n}" for n in range(6)]
    message = r"64 combinations at 10,\d+ settings of the numbers in a tree of .* branches"
    with pytest.raises(ModelError, match=message) as error:
        two_way(many(6), "p", "q", by=names)
    assert error.value.problems[0].code == "too-much-work"
    assert two_way(many(6), "p", "q", by=names, points=10).compared == 64


def test_half_planes_cut_a_rectangle() -> None:
    square = rectangle((0, 2), (0, 2))
    assert area(square) == pytest.approx(4)
    triangle = halves(square, [(-1, -1, 2)])
    assert area(triangle) == pytest.approx(2)
    assert halves(square, [(1, 0, -5)]) == ()
    assert area(halves(square, [(0, 0, 0)])) == pytest.approx(4)


def test_two_chances_that_are_all_of_a_rule_make_no_map() -> None:
    """What one of them is not, the other is: by default another number is taken, and both by name are refused."""
    scores = [({"do": "a", "luck": "good"}, 90), ({"do": "a"}, 10), (None, 55)]
    model = decision_model(
        "Two chances",
        [decision("do", ["a", "b"]), event("luck", ["good", "bad"], {"good": 0.5, "bad": 0.5})],
        [consideration("c", scores)],
    )
    chances = {"luck.chance.1.good", "luck.chance.1.bad"}
    for named in (None, *chances):
        result = two_way(model, named)
        assert len(chances & {result.across.address, result.up.address}) <= 1
    with pytest.raises(ModelError, match="what one is not, the other is"):
        two_way(model, *chances)
