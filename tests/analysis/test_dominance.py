"""Dominance in its four senses, against published cases, by hand and by definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_model.analysis.robustness.dominance import dominance, stochastic_orders
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from decision_model.solver.conditional import expected
from decision_model.solver.distribution import Profile
from tests.analysis.small import rain
from tests.analysis.test_acceptability import valued
from tests.known import convert
from tests.profiles import examples
from tests.properties.strategies import Shape, models


def test_dice_stochastic_dominance() -> None:
    known = convert.known("dice_stochastic_dominance")
    wanted = {answer["key"]: [tuple(pair) for pair in answer["value"]] for answer in known["answers"][:3]}
    found = dominance(convert.gambles(known["problem"]))
    assert found.pairs("statewise") == tuple(wanted["statewise"])
    assert found.pairs("first_order") == tuple(wanted["first"])
    assert found.pairs("second_order") == tuple(wanted["second"])


def test_goodwin_wright_dominated() -> None:
    known = convert.known("goodwin_wright_office")
    problem, wanted = known["problem"], next(a["value"] for a in known["answers"] if a["key"] == "dominated")
    values = {
        name: {
            "benefits": sum(problem["weights"][each] * score for each, score in scores.items()) / 100,
            "cost": (35000 - problem["annual_cost"][name]) / 283,
        }
        for name, scores in problem["scores"].items()
    }
    found = dominance(convert.additive_value(values, {"benefits": 1, "cost": 1}))
    assert sorted({worse for _, worse in found.pairs()}) == sorted(wanted)
    assert len(found.efficient) == len(values) - len(wanted)


def test_less_is_better() -> None:
    costs = [("a", 10.0, 5.0), ("b", 10.0, 6.0), ("c", 9.0, 7.0)]
    parts = [
        consideration(name, [({"choice": option}, row[place]) for option, *row in costs])
        for place, name in enumerate(("build", "run"))
    ]
    model = decision_model("Costs", [decision("choice", ["a", "b", "c"])], parts, combine="sum", better="lower")
    assert dominance(model).pairs() == (("a", "b"),)
    assert dominance(model).pairs("first_order") == (("a", "b"), ("a", "c"))
    assert dominance(model).statement.headline == (
        "1 of 3 options can be set aside: another is at least as good on every consideration; ‘a’ and ‘c’ remain"
    )


def test_a_safe_option_dominates_a_gamble_of_no_larger_mean_in_the_second_order_only() -> None:
    model = decision_model(
        "A gamble",
        [decision("choice", ["safe", "gamble"]), event("coin", ["heads", "tails"], {"heads": 0.5, "tails": "rest"})],
        [consideration("money", [({"choice": "safe"}, 50), ({"coin": "heads"}, 100), (None, 0)])],
        combine="sum",
    )
    found = dominance(model)
    assert found.pairs("first_order") == ()
    assert found.pairs("second_order") == (("safe", "gamble"),)
    assert found.pairs("statewise") == ()


def test_events_that_depend_on_the_decision_have_no_common_states() -> None:
    model = decision_model(
        "A bet",
        [
            decision("choice", ["bold", "shy"]),
            event(
                "win",
                ["yes", "no"],
                [({"choice": "bold"}, {"yes": 0.6, "no": "rest"}), (None, {"yes": 0.5, "no": "rest"})],
            ),
        ],
        [consideration("money", [({"win": "yes"}, 1), (None, 0)])],
        combine="sum",
    )
    found = dominance(model)
    assert found.statewise is None
    assert found.pairs("statewise") == ()
    assert found.pairs("first_order") == (("bold", "shy"),)
    senses = ["expected", "statewise", "first_order", "second_order"]
    assert list(found.table().columns) == ["better", "worse", *senses, "better_on", "worse_on"]


def test_identical_options_do_not_dominate() -> None:
    model = decision_model("Alike", [decision("choice", ["a", "b"])], [consideration("money", 3)], combine="sum")
    found = dominance(model)
    assert list(found.rows()) == []
    assert found.statement.headline == "‘a’ and ‘b’ are level on every consideration"


def test_all_in_a_feast() -> None:
    found = dominance(rain())
    assert found.values == pytest.approx(np.array([[70, 90], [77, 47], [45, 90]]))
    assert found.pairs() == (("Outside", "Inside"),)
    assert found.pairs("statewise") == ()


@settings(max_examples=examples(50))
@given(models(Shape(steps=4)))
def test_each_sense_implies_the_next(model: DecisionModel) -> None:
    assume(model.decisions)
    found = dominance(model)
    if found.statewise is not None:
        assert not np.any(found.statewise & ~found.first_order)
    assert not np.any(found.first_order & ~found.second_order)
    for matrix in (found.expected, found.first_order, found.second_order):
        assert not np.any(matrix & matrix.T)
    assert found.efficient


lotteries = st.lists(st.integers(0, 6), min_size=1, max_size=4)


@settings(max_examples=examples(200))
@given(lotteries, lotteries, lotteries, st.booleans())
def test_second_order_is_what_every_cautious_taste_prefers(
    one: list[int], other: list[int], third: list[int], lower: bool
) -> None:
    """By definition: for every floor, the expected shortfall below it is no larger, and somewhere smaller."""
    sign = -1 if lower else 1
    profiles = [_lottery(sign * np.array(each, dtype=float), lower) for each in (one, other, third)]
    short = [[np.maximum(floor - np.array(each), 0).mean() for floor in range(8)] for each in (one, other)]
    at_least = [[np.mean(np.array(each) >= total) for total in range(8)] for each in (one, other)]
    second = all(a <= b + 1e-12 for a, b in zip(*short, strict=True)) and not np.allclose(*short)
    first = all(a >= b - 1e-12 for a, b in zip(*at_least, strict=True)) and not np.allclose(*at_least)
    found_first, found_second = stochastic_orders(profiles)
    assert found_second[0, 1] == second
    assert found_first[0, 1] == first


def _lottery(totals: np.ndarray, lower: bool) -> Profile:
    values, counts = np.unique(totals, return_counts=True)
    return Profile(values, counts / counts.sum(), better="lower" if lower else "higher")


def test_unknown_kind() -> None:
    with pytest.raises(AttributeError):
        dominance(rain()).pairs("third_order")


@settings(max_examples=examples(50), deadline=None)
@given(models())
def test_values_are_what_each_consideration_comes_to_under_the_plan(model: DecisionModel) -> None:
    assume(model.decisions and model.total_rule.adds_up)
    result = dominance(model)
    sign = -1.0 if model.better == "lower" else 1.0
    for option, values in zip(result.options, result.values, strict=True):
        alone = [float(expected(option.of(model), leaf.name, {})) for leaf in model.leaves]
        assert sign * values == pytest.approx(alone, abs=1e-9)


@settings(max_examples=examples(40))
@given(st.data())
def test_what_an_option_does_better_on_is_where_its_value_is_larger(data: st.DataObject) -> None:
    """And every pair of options is told once, the closest to dominating each of them first."""
    count = data.draw(st.integers(1, 5))
    row = st.lists(st.sampled_from([0.1, 0.4, 0.9]), min_size=3, max_size=3)
    values = np.array(data.draw(st.lists(row, min_size=count, max_size=count)))
    found = dominance(valued(values))
    for one in range(count):
        for other in range(count):
            gains = {f"c{k}": values[one, k] - values[other, k] for k in range(3)}
            better = sorted((name for name in gains if gains[name] > 1e-6), key=lambda name: -round(gains[name], 9))
            assert found.better_on(one, other) == tuple(better)
            assert bool(found.expected[one, other]) == (bool(better) and not found.better_on(other, one))
    assert sorted(sorted(pair) for pair in found.told) == [[a, b] for a in range(count) for b in range(a + 1, count)]
    if count > 1:
        one, other = found.told[0]
        fewest = min(len(found.better_on(a, b)) for a in range(count) for b in range(count) if a != b)
        assert len(found.better_on(other, one)) == fewest


def test_the_table_says_on_what_an_option_is_better() -> None:
    table = dominance(valued(np.array([[0.9, 0.5, 0.7], [0.2, 0.5, 0.3]]))).table()
    assert table.to_dict("records")[0]["better_on"] == "c0 and c2"
    assert table.to_dict("records")[0]["worse_on"] is None
