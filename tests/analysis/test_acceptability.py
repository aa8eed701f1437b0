"""Acceptability: published and closed-form answers, exact against sampled, and what may be asked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.robustness.acceptability import Acceptability, acceptability
from decision_model.analysis.robustness.weight_space import rank_acceptability as places
from decision_model.analysis.robustness.weight_space.sampling import sample
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model
from tests.analysis.small import rain, ranged
from tests.analysis.test_admissible import table
from tests.known import convert
from tests.profiles import examples
from tests.properties.strategies import Shape, models


def valued(values: np.ndarray, **others: object) -> DecisionModel:
    """A table of values 0..1: options o0, o1, ... on considerations c0, c1, ..."""
    scores = {f"o{i}": {f"c{k}": 100 * float(value) for k, value in enumerate(row)} for i, row in enumerate(values)}
    return convert.additive_value(scores, {f"c{k}": 1 for k in range(values.shape[1])}).copied(**others)


def test_smaa_exact_two_criteria() -> None:
    """The published problem of that name: intervals of one weight, exact."""
    known = convert.known("smaa_exact_two_criteria")
    wanted = {answer["key"]: answer["value"] for answer in known["answers"]}
    model = convert.additive_value(known["problem"]["scores"], {"benefits": 1, "cost": 1}, best=1)
    found = acceptability(model)
    assert found.exact == ("first", "ranks", "pairs")
    assert {each.title: each.first for each in found.options} == pytest.approx(wanted["rank1"], abs=1e-8)
    central = {each.title: each.typical["benefits"] for each in found.options if each.typical is not None}
    assert central == pytest.approx(wanted["central"], abs=1e-8)


def test_three_considerations_by_hand() -> None:
    """Each option is perfect on one consideration: a third each, typical weights (11, 5, 2)/18 turned round."""
    found = acceptability(valued(np.eye(3)))
    assert [each.ranks for each in found.options] == [pytest.approx((1 / 3, 1 / 3, 1 / 3))] * 3
    assert sorted(found.options[0].typical.values()) == pytest.approx(sorted([11 / 18, 7 / 36, 7 / 36]))  # type: ignore[union-attr]
    assert found.beats[~np.eye(3, dtype=bool)] == pytest.approx(np.full(6, 0.5))


@pytest.mark.parametrize("seed", range(4))
def test_exact_agrees_with_sampled(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(seed).random((5, 4)).round(1)
    exact = acceptability(valued(values))
    monkeypatch.setattr(places, "BUDGET", 0)
    drawn = acceptability(valued(values), draws=60_000)
    assert (exact.exact, drawn.exact) == (("first", "ranks", "pairs"), ())
    assert_alike(exact, drawn, 0.012)
    assert "60,000 random trials, by chance off by some" in drawn.statement.detail
    assert all(error == 0 for each in exact.options for error in each.errors)


def assert_alike(one: Acceptability, other: Acceptability, near: float) -> None:
    others = {each.title: each for each in other.options}
    place = {each.title: number for number, each in enumerate(other.options)}
    order = [place[each.title] for each in one.options]
    for each in one.options:
        assert each.ranks == pytest.approx(others[each.title].ranks, abs=near)
        if each.first > 0.05:
            assert each.typical == pytest.approx(others[each.title].typical, abs=2 * near)
    assert np.allclose(one.beats, other.beats[np.ix_(order, order)], atol=near, equal_nan=True)


@settings(max_examples=examples(50))
@given(models(Shape(combine=("weighted",), steps=4)))
def test_shares_add_up_and_agree_with_draws(model: DecisionModel) -> None:
    assume(model.decisions)
    found = acceptability(model)
    ranks = np.array([each.ranks for each in found.options])
    assert ranks.sum(axis=0) == pytest.approx(np.ones(len(ranks)))
    assert ranks.sum(axis=1) == pytest.approx(np.ones(len(ranks)))
    pairs = found.beats + found.beats.T
    assert pairs[~np.eye(len(pairs), dtype=bool)] == pytest.approx(np.ones(len(pairs) ** 2 - len(pairs)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "BUDGET", 0)
        drawn = acceptability(model, draws=4_000)
    assert_alike(found, drawn, 0.06)


def test_options_that_tie_share_their_ranks() -> None:
    values = np.array([[0.5, 0.5], [0.5, 0.5], [0.2, 0.2]])
    ranks = [each.ranks for each in acceptability(valued(values)).options]
    assert ranks == [pytest.approx(each) for each in ((0.5, 0.5, 0), (0.5, 0.5, 0), (0, 0, 1))]
    assert acceptability(valued(values)).beats[0, 1] == pytest.approx(0.5)


def test_ties_in_draws_share_their_ranks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "BUDGET", 0)
    values = np.array([[0.5, 0.5], [0.5, 0.5], [0.5, 0.5], [0.2, 0.9]])
    found = acceptability(valued(values), draws=2_000)
    by_title = {each.title: each for each in found.options}
    first = by_title["o3"].first
    assert by_title["o0"].ranks == pytest.approx(((1 - first) / 3, 1 / 3, 1 / 3, first / 3))
    assert by_title["o0"].typical is not None


def test_an_order_narrows_the_set() -> None:
    """Where a weighs at least as much as b, what is good on a alone wins; each share is a length on the simplex."""
    values = np.array([[1, 0], [0, 1], [0.6, 0.6]])
    everywhere = {each.title: each.first for each in acceptability(valued(values)).options}
    assert everywhere == pytest.approx({"o0": 0.4, "o1": 0.4, "o2": 0.2})
    ordered = {each.title: each.first for each in acceptability(valued(values), order=["c0", "c1"]).options}
    assert ordered == pytest.approx({"o0": 0.8, "o1": 0, "o2": 0.2})


def test_weights_that_leave_nothing_open() -> None:
    found = acceptability(valued(np.array([[0.2, 0.9], [0.5, 0.5]])), order=[["c0", "c1"]])
    assert [(each.title, each.ranks) for each in found.options] == [
        ("o0", pytest.approx((1, 0))),
        ("o1", pytest.approx((0, 1))),
    ]


def test_a_problem_in_stages_has_plans() -> None:
    model = rain().varied(parameters={"p_rain": 0.6, "heater_cost": 40})
    found = acceptability(model)
    assert found.by == ("place",)
    shares = {each.title: each.share for each in found.plans}
    best = (0.8 - 64 / 93) / (0.8 - 0.3)
    assert shares == {"Inside": pytest.approx(1 - best), "In a tent, hired": pytest.approx(best)}
    first = {each.title: each.first for each in found.options}
    assert first == {"Inside": pytest.approx(1 - best), "In a tent": pytest.approx(best), "Outside": pytest.approx(0)}
    assert "Heater: hired." in found.plans[1].sentences
    assert acceptability(table([1, 1])).plans == ()


def test_too_many_ranks_to_measure_are_counted() -> None:
    values = np.random.default_rng(3).random((12, 5))
    found = acceptability(valued(values), draws=20_000)
    assert found.exact == ("first", "pairs")
    assert "exact; further ranks from random trials" in found.statement.detail
    for each in found.options:
        assert sum(each.ranks) == pytest.approx(1)
        assert each.errors[0] == pytest.approx(0)
    counted = np.random.default_rng(9).standard_exponential((5, 50_000))
    winners = np.bincount((values @ counted).argmax(axis=0), minlength=12) / 50_000
    assert {each.title: each.first for each in found.options} == pytest.approx(
        {f"o{i}": share for i, share in enumerate(winners)}, abs=0.012
    )


def test_more_considerations_than_geometry_can_take() -> None:
    found = acceptability(table([1] * 10), draws=5_000)
    assert found.exact == ()
    assert 0 < found.options[0].errors[0] < 0.01


def test_numbers_vary_along() -> None:
    """With x and y worth 0..100 at random the two are level; the weights do not matter."""
    scores = [({"choice": "x"}, ranged(50, 0, 100)), (None, ranged(50, 0, 100))]
    model = decision_model("Chance", [decision("choice", ["x", "y"])], [consideration("a", scores, weight=1)])
    found = acceptability(model, with_numbers=True, draws=20_000)
    assert found.exact == ()
    assert [each.first for each in found.options] == pytest.approx([0.5, 0.5], abs=0.015)
    assert found.statement.headline.startswith(f"‘{found.options[0].title}’ comes first under")
    assert "weights and numbers" in found.statement.headline


def test_less_can_be_better_and_sums_have_only_numbers() -> None:
    model = decision_model(
        "Costs",
        [decision("choice", ["x", "y"])],
        [consideration("cost", [({"choice": "x"}, ranged(2, 0, 4)), (None, 1)])],
        combine="sum",
        better="lower",
        unit="USD",
    )
    found = acceptability(model, with_numbers=True, draws=20_000)
    assert {each.title: each.first for each in found.options} == pytest.approx({"x": 0.25, "y": 0.75}, abs=0.01)
    assert [column.key for column in found.columns] == ["option", "rank_1", "rank_2"]
    assert found.options[0].typical is None
    with pytest.raises(ModelError, match=r"nothing is left open: there are no weights, and no number varies"):
        acceptability(model)


def test_risk_tolerance_is_counted() -> None:
    cautious = rain(risk_tolerance=30)
    found = acceptability(cautious, draws=4_000)
    assert found.exact == ()
    drawn = cautious.varied(weights=dict(zip(("joy", "thrift"), _shares(cautious), strict=True)))
    totals = {
        name: np.asarray(solve(drawn.varied(choose={"place": name})).total) for name in ("outside", "tent", "inside")
    }
    first = {name: float(np.mean(total >= np.max(list(totals.values()), axis=0))) for name, total in totals.items()}
    assert {each.options["place"]: each.first for each in found.options} == pytest.approx(first)


def _shares(model: DecisionModel) -> np.ndarray:
    from decision_model.analysis.robustness.admissible import weights

    return sample(weights(model), 4_000, np.random.default_rng(0))


def test_same_seed_same_answer_and_nought_is_a_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "BUDGET", 0)
    model = valued(np.eye(3))
    assert acceptability(model, draws=500).options == acceptability(model, draws=500, seed=0).options
    assert acceptability(model, draws=500, seed=1).options != acceptability(model, draws=500).options
    assert acceptability(model, draws=500, seed=1).seed == 1


def test_table_and_text() -> None:
    found = acceptability(valued(np.array([[1, 0], [0, 1], [0.6, 0.6]])))
    assert found.statement.headline == "‘o0’ and ‘o1’ each come first under 40% of the weights that the file allows"
    keys = ["option", "rank_1", "rank_2", "rank_3", "typical_weight.c0", "typical_weight.c1"]
    assert list(found.table().columns) == keys
    assert repr(found).splitlines()[2].split() == ["o0", "40%", "10%", "50%", "80%", "20%"]


def test_what_cannot_be_asked() -> None:
    with pytest.raises(ModelError, match=r"draws: 0 draws say nothing\. Ask for at least 1\."):
        acceptability(table([1, 1]), draws=0)
    with pytest.raises(ModelError, match=r"by: 'chois' is not a decision\. Did you mean 'choice'\?"):
        acceptability(table([1, 1]), by=["chois"])
    many = decision_model(
        "Many", [decision("choice", [f"o{i}" for i in range(201)])], [consideration("a", 10, weight=1)]
    )
    with pytest.raises(ModelError, match=r"by: there are 201 options to compare; the limit is 200"):
        acceptability(many)
