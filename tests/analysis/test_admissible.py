"""The admissible set: what ranges, orders and weights of nought leave open, and drawing from it evenly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import decision_model as dm
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.robustness.admissible import admissible, weights
from decision_model.analysis.robustness.weight_space import sampling
from decision_model.errors import ModelError
from decision_model.model import (
    DecisionModel,
    Distribution,
    Perspective,
    consideration,
    decision,
    decision_model,
    number,
)
from decision_model.model.numbers import frozen
from tests.analysis.small import rain, ranged


def table(points: list[Any], **others: Any) -> DecisionModel:
    """Two options; considerations a, b, c, ... weigh so many points."""
    names = "abcdefghijkl"[: len(points)]
    considerations = [
        consideration(name, [({"choice": "x"}, 10.0 * place), (None, 50)], weight=weight, label=name.upper())
        for place, (name, weight) in enumerate(zip(names, points, strict=True))
    ]
    return decision_model("A table", [decision("choice", ["x", "y"])], considerations, **others)


def test_without_statements_the_whole_simplex() -> None:
    found = weights(table([1, 1, 2]))
    assert found.dimension == 2
    assert found.corners.tolist() == [[0, 0, 1], [0, 1, 0], [1, 0, 0]]  # fractions: nothing is rounded
    assert found.base.tolist() == pytest.approx([0.25, 0.25, 0.5])


def test_ranges_are_shares_of_the_points_as_they_stand() -> None:
    found = weights(table([ranged(20, 10, 30), 20]))
    assert found.corners[:, 0].tolist() == [0.25, 0.75]  # fractions: nothing is rounded


def test_a_plain_weight_of_nought_stays_nought() -> None:
    found = weights(table([1, 1, 0]))
    assert found.dimension == 1
    assert found.corners[:, 2].tolist() == pytest.approx([0.0, 0.0])
    assert weights(table([1, 1, ranged(0, 0, 1)])).dimension == 2
    assert weights(table([1, 1, 0]), order=["a", "c"]).dimension == 2
    nothing = table([1, 1, 1]).varied(weights=dict.fromkeys("abc", 0))
    assert weights(nothing).dimension == 2


def test_order_and_ties() -> None:
    found = weights(table([1, 1, 1]), order=["b", "a", "c"])
    expected = sorted([[0, 1, 0], [0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]])
    assert found.corners.tolist() == [pytest.approx(corner) for corner in expected]
    tied = weights(table([1, 1, 1]), order=[["a", "b"], "c"])
    assert tied.dimension == 1
    assert tied.corners[:, 0] == pytest.approx(tied.corners[:, 1])
    assert tied.contains(np.array([[0.4, 0.4, 0.2], [0.3, 0.3, 0.4], [0.5, 0.3, 0.2]])).tolist() == [True, False, False]


def test_the_order_of_a_perspective() -> None:
    ranked = Perspective("ranked", "Ranked", order=(("c",), ("a", "b")))
    model = table([1, 1, 1], perspectives=frozen({"ranked": ranked, "plain": Perspective("plain")}))
    assert weights(model, "ranked").contains(np.array([0.2, 0.2, 0.6]))
    with pytest.raises(
        ModelError, match=r"order > plain: it is not a perspective that has an order\. Known here: ranked"
    ):
        weights(model, "plain")


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (["a", "bee"], r"order > bee: 'bee' is not a top-level consideration\. Known here: a, b, c\."),
        (["a", "b", "a"], r"order > a: 'a' is ranked twice\. Rank each consideration once\."),
    ],
)
def test_orders_that_make_no_sense(order: list[str], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        weights(table([1, 1, 1]), order)


def test_an_empty_set_names_only_what_contradicts() -> None:
    model = table([ranged(1, 0, 1), ranged(6, 5, 7), ranged(3, 0, 9)])
    said = "A weighs at least as much as B; A weighs 0% to 10%; B weighs 50% to 70%"
    with pytest.raises(ModelError, match=rf"^weights: no weights fit all of this: {said}\. Widen a range"):
        weights(model, order=["a", "b"])


def test_ranges_that_cannot_reach_a_whole() -> None:
    model = table([ranged(1, 0, 1.2), ranged(0.4, 0, 0.5)]).varied(weights={"b": 1})
    with pytest.raises(ModelError, match=r"A weighs 0% to 60%; B weighs 0% to 25%\. Widen a range or drop a statement"):
        weights(model)


def test_sums_have_no_weights() -> None:
    model = decision_model(
        "A sum",
        [decision("choice", ["x", "y"])],
        [consideration("gain", [({"choice": "x"}, 1), (None, 2)])],
        combine="sum",
    )
    assert admissible(model).weights is None
    with pytest.raises(ModelError, match="have no weights to vary"):
        weights(model)


def test_draws_are_refused_as_a_start() -> None:
    with pytest.raises(ModelError, match=r"weights > a: it already holds draws"):
        weights(table([1, 1]).varied(weights={"a": np.array([1.0, 2.0])}))


@pytest.mark.parametrize("way", ["plain", "simplices", "exchanged"])
def test_every_way_of_drawing_is_even(way: str) -> None:
    points = {"plain": [1, 1, 1, 1]}.get(way, [ranged(30, 10, 40), ranged(30, 5, 60), 20, 20])
    draw = sampling.exchanged if way == "exchanged" else sampling.sample
    found = weights(table(points))
    drawn = draw(found, 40_000, np.random.default_rng(0))
    assert drawn.shape == (4, 40_000)
    assert drawn.sum(axis=0) == pytest.approx(np.ones(40_000))
    assert found.contains(drawn.T).all()
    assert drawn.mean(axis=1) == pytest.approx(found.shares(found.polytope.centre), abs=0.004)
    plain = np.random.default_rng(1).dirichlet(np.ones(4), 400_000).T
    plain = plain[:, found.contains(plain.T)]
    side = found.polytope.normals[0]
    half, expected = (
        side @ (found.basis.T @ (each - found.origin[:, None])) < found.polytope.bounds[0] / 2
        for each in (drawn, plain)
    )
    assert half.mean() == pytest.approx(expected.mean(), abs=0.015)
    assert np.cov(drawn) == pytest.approx(np.cov(plain), abs=0.0007)


def test_the_order_of_the_draws_carries_nothing() -> None:
    """Draws are independent: the mean of neighbouring products is the product of the means."""
    found = weights(table([ranged(30, 10, 40), ranged(30, 5, 60), 20, 20]))
    for draw in (sampling.sample, sampling.exchanged):
        away = draw(found, 40_000, np.random.default_rng(3))[0]
        away = (away - away.mean()) / away.std()
        assert np.mean(away[1:] * away[:-1]) == pytest.approx(0, abs=4 / np.sqrt(40_000))


def test_many_considerations_are_exchanged() -> None:
    found = weights(table([ranged(10, 8, 12)] * 10))
    drawn = sampling.sample(found, 5_000, np.random.default_rng(0))
    assert not found.small
    assert found.contains(drawn.T).all()
    assert drawn.mean(axis=1) == pytest.approx(np.full(10, 0.1), abs=0.002)


def test_seed_is_used_even_when_nought() -> None:
    found = weights(table([1, 1]))
    one, other = (sampling.sample(found, 5, np.random.default_rng(seed)) for seed in (0, 1))
    assert one.tolist() == sampling.sample(found, 5, np.random.default_rng(0)).tolist()
    assert one.tolist() != other.tolist()


def test_the_box_holds_every_ranged_number_but_top_weights() -> None:
    box = admissible(rain()).box
    assert dict(box) == {"p_rain": (0.1, 0.9), "inside_joy": (30, 70), "heater_cost": (0, 40)}


def test_drawn_numbers_lie_in_their_box_or_at_its_ends() -> None:
    found = admissible(rain())
    inside = found.drawn(500, 0, with_numbers=True)
    values = inside.values["p_rain"]
    assert isinstance(values, np.ndarray)
    assert 0.1 <= values.min() < values.max() <= 0.9
    ends = found.drawn(500, 0, with_numbers=True, ends=True).values["p_rain"]
    assert sorted(set(np.asarray(ends).tolist())) == pytest.approx([0.1, 0.9])
    assert np.shape(solve(inside).total) == (500,)
    assert found.drawn(500, 0).values["p_rain"] == pytest.approx(0.3)


def test_totals_that_only_count_together_have_no_set_of_weights() -> None:
    with pytest.raises(ModelError, match=r"combine: with 'combine: multiplicative' weights are no shares of a whole"):
        weights(table([40, 50], combine="multiplicative"))


def lottery(spread: Distribution | None, limits: tuple[float, float] | None = None, combine: str = "weighted") -> Any:
    """A sure thing worth 50 (or 5), and a gamble worth what a number says; thrift is worth the same to both."""
    value = number(5 if combine == "sum" else 50)
    uncertain = replace(value, range=limits, distribution=spread)
    gain = [({"choice": "gamble"}, "gain"), (None, 5.0 if combine == "sum" else 50.0)]
    tops = [consideration("money", gain), consideration("thrift", [(None, 1.0)])]
    steps = [decision("choice", ["sure", "gamble"])]
    return decision_model("A lottery", steps, tops, combine=combine, parameters={"gain": uncertain})


SPREADS = [
    (Distribution("normal", {"mean": 55.0, "sd": 5.0}), None, 0.8413),
    (Distribution("uniform", {"low": 20.0, "high": 60.0}), None, 0.25),
    (Distribution("triangular", {"low": 0.0, "mode": 50.0, "high": 100.0}), (0.0, 60.0), 0.18 / 0.68),
    (None, (20.0, 60.0), 0.25),
]


@pytest.mark.parametrize(("spread", "limits", "share"), SPREADS)
def test_with_numbers_those_with_a_distribution_vary_too(
    spread: Distribution | None, limits: tuple[float, float] | None, share: float
) -> None:
    model = lottery(spread, limits)
    found = dm.acceptability(model, with_numbers=True, draws=20_000)
    first = {each.title: each.first for each in found.options}
    assert first["gamble"] == pytest.approx(share, abs=0.015)
    looked = dm.firmness(model, draws=20_000).joint
    assert looked is not None
    assert max(looked.best) == pytest.approx(max(share, 1 - share), abs=0.015)
    tried = dm.winners(model, with_numbers=True, draws=400)
    assert [each.possible for each in tried.contenders] == [True, True]
    assert not tried.necessary


def test_a_weight_with_a_distribution_is_drawn_from_it_and_stays_admissible() -> None:
    """Peace weighs 4 to 6 of 10, but no more than 5: half of the draws are left, and y never has less than half."""
    weight = replace(number(5), distribution=Distribution("uniform", {"low": 4.0, "high": 6.0}))
    held = replace(number(5), range=(5.0, 10.0))
    scores = [({"choice": "x"}, 100.0), (None, 0.0)]
    others = [({"choice": "x"}, 0.0), (None, 80.0)]
    tops = [consideration("peace", scores, weight=weight), consideration("thrift", others, weight=held)]
    model = decision_model("Two", [decision("choice", ["x", "y"])], tops)
    found = {each.title: each for each in dm.acceptability(model, with_numbers=True, draws=20_000).options}
    assert found["x"].first == pytest.approx((0.5 - 8 / 18) / 0.1, abs=0.02)
    assert found["x"].typical is not None
    assert found["x"].typical["peace"] == pytest.approx((0.5 + 8 / 18) / 2, abs=0.005)
    assert [each.possible for each in dm.winners(model, with_numbers=True, draws=400).contenders] == [True, True]


@pytest.mark.parametrize("question", [dm.acceptability, dm.winners])
def test_sums_say_what_to_ask_for(question: Any) -> None:
    uncertain = lottery(Distribution("normal", {"mean": 6.0, "sd": 2.0}), combine="sum")
    with pytest.raises(ModelError, match=r"Let the uncertain numbers vary: --with-numbers"):
        question(uncertain)
    assert "Every number that states a range" in question(uncertain, with_numbers=True, draws=400).statement.detail
    certain = lottery(None, combine="sum")
    with pytest.raises(ModelError, match=r"no number varies\. Give the numbers that are"):
        question(certain, with_numbers=True)
    with pytest.raises(ModelError, match=r"there are no weights|here there are none"):
        question(certain)
