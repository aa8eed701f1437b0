"""Weights inside groups that state a range or an order belong to the admissible set, at any level of the value tree."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

import decision_model as dm
from decision_model.analysis.robustness.admissible import admissible, weights
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model
from decision_model.model.weight_shares import undivided
from tests.analysis.small import ranged

DRAWS = 40_000
INNER = [
    {"b1": ranged(2, 0.5, 3)},
    {"b1": ranged(2, 1, 3), "b2": ranged(1, 0.2, 2)},
    {"c2": ranged(3, 1, 3.5)},
    {"a1": ranged(1, 0.1, 1.5), "c1": ranged(1, 0.2, 1.6), "b": ranged(2, 1, 3)},
]


def tree(inner: dict[str, Any], seed: int = 0, options: int = 3) -> DecisionModel:
    """Groups a (two leaves) and b (b1, b2, b3 and the group c of two), and a single consideration d."""
    generator = np.random.default_rng(seed)

    def leaf(name: str, weight: float) -> Any:
        values = [({"do": f"o{option}"}, float(generator.integers(0, 100))) for option in range(options - 1)]
        scores = [*values, (None, float(generator.integers(0, 100)))]
        return consideration(name, scores, weight=inner.get(name, weight))

    c = consideration("c", considerations=[leaf("c1", 1), leaf("c2", 3)], weight=inner.get("c", 2))
    a = consideration("a", considerations=[leaf("a1", 1), leaf("a2", 1)], weight=inner.get("a", 1))
    parts = [leaf("b1", 2), leaf("b2", 1), leaf("b3", 1), c]
    b = consideration("b", considerations=parts, weight=inner.get("b", 2))
    return decision_model("A tree", [decision("do", [f"o{n}" for n in range(options)])], [a, b, leaf("d", 1)])


def drawn_by_hand(model: DecisionModel, count: int = DRAWS) -> DecisionModel:
    """Every group by itself: uniform among what its ranges leave, by rejection; the others keep their proportions."""
    generator = np.random.default_rng(7)
    shares: dict[str, np.ndarray] = {}
    for group in (model.considerations, *(parent.considerations for parent in model.walk() if parent.considerations)):
        limits = [each.weight.range if each.weight is not None else None for each in group]
        top = group is model.considerations
        points = np.array([float(each.weight.at({})) for each in group if each.weight is not None])
        moves = [place for place, limit in enumerate(limits) if top or limit is not None]
        if not moves:
            continue
        rest = [place for place in range(len(group)) if place not in moves]
        found = np.zeros((0, len(group)))
        while len(found) < count:
            parts = generator.dirichlet(np.ones(len(moves) + bool(rest)), 4 * count)
            whole = np.zeros((len(parts), len(group)))
            whole[:, moves] = parts[:, : len(moves)]
            if rest:
                whole[:, rest] = parts[:, -1:] * points[rest] / points[rest].sum()
            kept = np.ones(len(parts), dtype=bool)
            for place, limit in enumerate(limits):
                if limit is not None:
                    low, high = np.array(limit) / points.sum()
                    kept &= (whole[:, place] >= low) & (whole[:, place] <= high)
            found = np.vstack([found, whole[kept]])
        shares |= {each.name: found[:count, place] for place, each in enumerate(group)}
    return model.varied(shares=shares)


def totals(model: DecisionModel, options: int = 3) -> np.ndarray:
    found = [np.atleast_1d(dm.solve(model.varied(choose={"do": f"o{n}"})).total) for n in range(options)]
    return np.stack([np.asarray(each) for each in found])


@pytest.mark.parametrize("inner", INNER)
@pytest.mark.parametrize("seed", range(3))
def test_acceptability_and_winners_against_draws_made_by_hand(inner: dict[str, Any], seed: int) -> None:
    model = tree(inner, seed)
    varied = drawn_by_hand(model)
    found = totals(varied)
    first = (found >= found.max(axis=0) - 1e-9).mean(axis=1)
    answered = dm.acceptability(model, draws=DRAWS)
    assert {each.title: each.first for each in answered.options} == pytest.approx(
        {f"o{n}": share for n, share in enumerate(first)}, abs=0.012
    )
    assert not answered.exact
    leader = next(each for each in answered.options if each.first > 0.3)
    won = found[int(leader.title[1:])] >= found.max(axis=0) - 1e-9
    assert leader.typical is not None
    for parent in (None, *(each for each in model.walk() if each.considerations)):
        group = model.considerations if parent is None else parent.considerations
        if all(each.name in leader.typical for each in group):
            weighed = [sum(varied.weights[leaf.name] * np.ones(DRAWS) for leaf in each.leaves()) for each in group]
            means = [(each / sum(weighed))[won].mean() for each in weighed]
            assert [leader.typical[each.name] for each in group] == pytest.approx(means, abs=0.02)
    tried = dm.winners(model)
    assert tried.exact
    for number, contender in enumerate(tried.contenders):
        assert contender.possible or first[number] == 0
        assert not contender.necessary or first[number] == 1
        if contender.weights is not None:
            there = totals(model.varied(shares=contender.weights))[:, 0]
            assert there[number] >= there.max() - 1e-6
    assert max(dm.firmness(model, draws=DRAWS).weights.best) == pytest.approx(first.max(), abs=0.012)  # type: ignore[union-attr]


@pytest.mark.parametrize("inner", INNER)
@pytest.mark.parametrize("seed", range(4))
def test_a_flip_is_admissible_level_and_the_nearest(inner: dict[str, Any], seed: int) -> None:
    model = tree(inner, seed)
    allowed, found = weights(model), dm.flip(model)
    base = np.array([undivided(model, found.base)[name] for name in allowed.names])
    varied = drawn_by_hand(model)
    shares = allowed.held(varied, DRAWS)
    worth = totals(varied)
    away = np.sqrt(((shares - base[:, None]) ** 2).sum(axis=0))
    winner = int(found.winner.title[1:])
    for each in found.flips:
        rival = int(each.title[1:])
        level = worth[rival] >= worth[winner]
        if each.weights is None:
            assert not level.any()
            continue
        there = np.array([undivided(model, each.weights)[name] for name in allowed.names])
        assert allowed.contains(there)
        assert each.distance is not None
        assert each.distance == pytest.approx(np.sqrt(((there - base) ** 2).sum()), abs=1e-9)
        assert away[level].min(initial=np.inf) >= each.distance - 1e-9
        at_the_flip = totals(model.varied(shares=each.weights))[:, 0]
        assert at_the_flip[rival] == pytest.approx(at_the_flip[winner], abs=1e-7)


@pytest.mark.parametrize("inner", [{}, *INNER])
@pytest.mark.parametrize("seed", range(4))
def test_what_flip_says_makes_the_rival_level_once_typed_in(inner: dict[str, Any], seed: int) -> None:
    model = tree(inner, seed)
    found = dm.flip(model)
    winner = int(found.winner.title[1:])
    for each in found.flips:
        if each.weights is None or each.level or each.gap < 1e-6:
            continue
        assert each.recipe is not None
        typed = dict(re.findall(r"--weight (\w+)=([\d.]+)%", each.recipe))
        exact = totals(model.varied(shares={name: float(share) / 100 for name, share in typed.items()}))[:, 0]
        assert exact[int(each.title[1:])] == pytest.approx(exact[winner], abs=1e-8)
        said = re.findall(r"weight of ‘(\w+)’[^,]*? to ([\d.]+)%", each.sentence)
        assert {name for name, _ in said} == {
            name for name, share in each.weights.items() if abs(share - found.base[name]) > 1e-7
        }
        read = totals(model.varied(shares={name: float(share) / 100 for name, share in said}))[:, 0]
        assert read[int(each.title[1:])] == pytest.approx(read[winner], abs=0.02)


def test_where_no_weight_inside_states_a_range_the_top_alone_moves() -> None:
    model = tree({})
    assert weights(model).names == ("a", "b", "d")
    said = dm.winners(model).statement
    assert "weights inside groups and all numbers are held as stated" in said.detail
    assert (
        "inside groups those that state no limits keep their proportions" in dm.winners(tree(INNER[0])).statement.detail
    )


def test_an_order_inside_a_group() -> None:
    model = tree({})
    found = weights(model, order=["b3", "b1"])
    held = found.held(admissible(model, ["b3", "b1"]).drawn(2_000, 0), 2_000)
    one, other = (held[found.names.index(name)] for name in ("b3", "b1"))
    assert np.all(one >= other - 1e-12)
    assert held[found.names.index("c")] == pytest.approx(2 * held[found.names.index("b2")])
    assert dm.winners(model, order=["b3", "b1"]).exact
    with pytest.raises(ModelError, match=r"'a1' is not in one group with 'b1'"):
        weights(model, order=["b1", "a1"])


JUDGED = """
decision_model: 1
title: Judged by orders, at the top and three levels down
weights: {order: [x, [y, z]]}
sequence: [{decide: do, options: {o0: One, o1: Other}}]
considerations:
  - name: x
    considerations:
      - name: within
        considerations:
          - name: deep
            weights: {order: [d1, d2, d3]}
            considerations:
              - {name: d1, scores: [{when: {do: o0}, then: 40}, {otherwise: 60}]}
              - {name: d2, scores: [{when: {do: o0}, then: 90}, {otherwise: 20}]}
              - {name: d3, scores: [{when: {do: o0}, then: 70}, {otherwise: 60}]}
  - {name: y, scores: [{when: {do: o0}, then: 45}, {otherwise: 60}]}
  - {name: z, scores: 30}
"""


def test_orders_that_weights_were_judged_by_hold_at_every_level() -> None:
    """By hand: uniform over x >= y = z at the top, and over d1 >= d2 >= d3 three levels down."""
    model = dm.parse(JUDGED)
    generator = np.random.default_rng(3)
    x = 1 / 3 + 2 / 3 * generator.random(DRAWS)
    deep = -np.sort(-generator.dirichlet([1, 1, 1], DRAWS), axis=1)
    lead = x * (deep @ [-20.0, 70.0, 10.0]) - (1 - x) / 2 * 15
    found = dm.acceptability(model, draws=DRAWS)
    first = {option.title: option.first for option in found.options}
    assert first["One"] == pytest.approx(float(np.mean(lead > 0)), abs=0.01)
    assert "ranges and orders" in found.statement.detail
    assert "all possible" not in dm.firmness(model).statement.headline
    assert {"d1", "d2", "d3"} <= (dm.flip(model).flips[0].weights or {}).keys()


def test_an_order_that_is_asked_for_takes_the_place_of_the_one_that_was_judged() -> None:
    model = dm.parse(JUDGED)
    held = weights(model, order=["d3", "d2"]).held(admissible(model, ["d3", "d2"]).drawn(500, 0), 500)
    names = weights(model, order=["d3", "d2"]).names
    d1, d2, d3, y, z = (held[names.index(name)] for name in ("d1", "d2", "d3", "y", "z"))
    assert np.all(d3 >= d2 - 1e-12)
    assert np.any(d2 > d1)
    assert np.all(d1 + d2 + d3 >= y - 1e-12)
    assert y == pytest.approx(z)


def test_an_order_that_the_weights_no_longer_keep_to_does_not_hold() -> None:
    model = dm.parse(JUDGED).varied(weights={"d3": 99})
    assert not any(name.startswith("d") for name in weights(model).names if name != "deep")


def test_limits_inside_a_group_that_contradict_one_another_are_named() -> None:
    model = tree({"a1": ranged(3, 2.5, 4), "a2": ranged(1, 0.2, 1.2)})
    contrary = r"no weights fit all of this: a2 weighs at least as much as a1; a2 weighs 5% to 30% of a"
    with pytest.raises(ModelError, match=contrary):
        weights(model, order=["a2", "a1"])


def test_one_head_with_ranges_inside_has_weights_to_argue_about() -> None:
    """All aims under one head, whose inner weights are ranged: b wins where its aim has more than 5/11."""
    scores = {"peace": (90.0, 40.0), "cost": (20.0, 80.0)}
    leaves = [
        consideration(name, [({"do": "a"}, one), (None, other)], weight=ranged(50, 10, 90))
        for name, (one, other) in scores.items()
    ]
    leaves[1] = consideration("cost", [({"do": "a"}, 20.0), (None, 80.0)], weight=ranged(40, 9, 81))
    leaves[0] = consideration("peace", [({"do": "a"}, 90.0), (None, 40.0)], weight=ranged(50, 9, 81))
    model = decision_model("Head", [decision("do", ["a", "b"])], [consideration("all", considerations=leaves)])
    found = dm.flip(model).flips[0]
    assert found.weights is not None
    assert found.weights["cost"] == pytest.approx(5 / 11)
    shares = {each.title: each.first for each in dm.acceptability(model, draws=DRAWS).options}
    assert shares["b"] == pytest.approx((0.9 - 5 / 11) / 0.8, abs=0.01)
