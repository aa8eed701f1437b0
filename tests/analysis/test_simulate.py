"""Joint draws: each draw equals a solve of its own, and shares equal what can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.combinations import combinations, totals
from decision_model.analysis.robustness.sensitivity.set_numbers import in_its_unit
from decision_model.analysis.time.simulate import simulate
from decision_model.errors import ModelError
from decision_model.model import (
    DecisionModel,
    Distribution,
    Number,
    Parameter,
    consideration,
    decision,
    decision_model,
    event,
    number,
)
from decision_model.scenario import read
from decision_model.solver.forced_choices import forced_totals
from tests.properties.strategies import Shape, models

CONTINGENCY = Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml"


def between(value: float, low: float, high: float) -> Number:
    return replace(number(value), range=(low, high))


def bet(better: Any = "higher") -> DecisionModel:
    """A sure 3 against a gamble that brings up to 10."""
    return decision_model(
        "A bet",
        [
            decision("play", {"sure": "Sure", "risky": "Risky"}),
            event("luck", ["good", "bad"], {"good": "p", "bad": "rest"}),
        ],
        [consideration("prize", [({"play": "sure"}, 3), ({"luck": "good"}, "prize"), (None, 0)])],
        combine="sum",
        better=better,
        parameters={"p": between(0.5, 0.0, 1.0), "prize": number(10)},
    )


def test_shares_of_first_place_are_those_worked_out_by_hand() -> None:
    result = simulate(bet(), 40_000)
    sure, risky = result.simulated
    assert sure.first + risky.first == pytest.approx(1)
    assert abs(sure.first - 0.3) < 4 * sure.error
    assert sure.error == pytest.approx((0.3 * 0.7 / 40_000) ** 0.5, rel=0.05)
    assert result.best_plan == pytest.approx(np.maximum(3, 10 * result.drawn["p"]))


def test_where_less_is_better_the_lowest_comes_first() -> None:
    sure, _ = simulate(bet("lower"), 40_000).simulated
    assert sure.first == pytest.approx(0.7, abs=0.01)


def test_level_options_share_first_place() -> None:
    result = simulate(bet().varied(parameters={"prize": 0}).varied(numbers={"prize.scores.1": 0}), 100)
    assert [each.first for each in result.simulated] == pytest.approx([0.5, 0.5])


def test_every_draw_equals_a_solve_of_its_own() -> None:
    model = read(CONTINGENCY)
    result = simulate(model, 1_000, seed=5, by=["composition", "site"])
    for draw in (0, 511, 512, 999):
        alone = model.varied(numbers={address: float(values[draw]) for address, values in result.drawn.items()})
        assert result.best_plan[draw] == pytest.approx(solve(alone).total, abs=1e-9)
        compared = combinations(model, ["composition", "site"])[0]
        assert [each.totals[draw] for each in result.simulated] == pytest.approx(totals(alone, compared), abs=1e-9)


def test_draws_keep_to_their_ranges() -> None:
    model = read(CONTINGENCY)
    result = simulate(model, 500)
    assert set(result.drawn) == {a for a, n in model.numbers.items() if n.number.range}
    for address, values in result.drawn.items():
        number = model.numbers[address]
        low, high = in_its_unit(model, number, number.number.range or (0, 0))
        assert low <= values.min() <= values.max() <= high


def test_the_seed_is_kept_and_zero_is_a_seed() -> None:
    first, again, other = (simulate(bet(), 100, seed=seed) for seed in (0, 0, 1))
    assert (first.seed, other.seed) == (0, 1)
    assert first.table().equals(again.table())
    assert not first.table().equals(other.table())


def test_a_numbers_draws_do_not_depend_on_what_else_is_drawn() -> None:
    alone = simulate(bet(), 50, numbers=["p"])
    together = simulate(bet(), 50, numbers={"prize": (5, 15), "p": (0.0, 1.0)})
    assert alone.drawn["p"].tolist() == together.drawn["p"].tolist()


def test_distributions_given_or_stated_are_drawn_within_the_range() -> None:
    spread = Distribution("normal", {"mean": 0.5, "sd": 1.0})
    given_here = simulate(bet(), 2_000, numbers={"p": spread}).drawn["p"]
    assert 0 <= given_here.min() < 0.05
    assert 0.95 < given_here.max() <= 1
    stated = bet().copied(parameters={**bet().parameters, "prize": replace(bet().parameters["prize"], number=replace(
        number(10), distribution=Distribution("triangular", {"low": 8.0, "mode": 9.0, "high": 12.0})))})  # fmt: skip
    assert set(simulate(stated, 10).drawn) == {"p", "prize"}
    assert simulate(stated, 20_000).drawn["prize"].mean() == pytest.approx(29 / 3, abs=0.03)


def test_chances_are_drawn_around_their_own() -> None:
    result = simulate(bet(), 20_000, numbers=(), chances=10)
    good = result.drawn["luck.chance.1.good"]
    assert good.mean() == pytest.approx(0.5, abs=0.01)
    assert good.var() == pytest.approx(0.25 / 11, rel=0.05)


def test_weights_are_drawn_around_their_own() -> None:
    model = read(CONTINGENCY)
    result = simulate(model, 20_000, numbers=(), weights=50)
    assert "plan_compatibility.weight" in result.drawn
    assert result.drawn["plan_compatibility.weight"] == pytest.approx(0)
    share = result.drawn["way_out.weight"] / sum(result.drawn.values())
    assert share.mean() == pytest.approx(model.weights["way_out"], abs=0.005)


def test_what_the_lead_hangs_on() -> None:
    result = simulate(bet(), 5_000, numbers={"p": (0.0, 1.0), "prize": (9.9, 10.1)})
    assert [each.address for each in result.influences] == ["p", "prize"]
    assert result.influences[0].lead > 0.99
    risky, sure = (100 * each.first for each in result.ordered)
    assert (
        result.statement.headline
        == f"‘Risky’ comes first in {risky:.1f}% of 5,000 random trials, ‘Sure’ in {sure:.1f}%"
    )
    assert result.statement.reasons == (
        "The lead of ‘Risky’ goes most with ‘p’ (+1.00, where 1 is always together and −1 always opposite).",
    )


def test_a_leader_that_seldom_comes_first_is_named() -> None:
    result = simulate(bet(), 5_000, numbers={"p": (0.0, 0.5)})
    assert result.leader == "Risky"
    assert result.statement.headline.endswith("of 5,000 random trials, although ‘Risky’ leads at the stated numbers")


@given(models(Shape(risk=True)))
def test_forced_totals_are_those_of_one_solve_each(model: DecisionModel) -> None:
    if not model.decisions:
        return
    compared = combinations(model)[0]
    variations = [*(each.of(model) for each in compared), model]
    assert forced_totals(model, variations) == pytest.approx([*totals(model, compared), solve(model).total], abs=1e-9)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"draws": 0}, "draws: 0 draws are not enough. Ask for at least 1."),
        (
            {"numbers": ()},
            "numbers: no number of the model is uncertain. "
            "State a range or a distribution, or draw weights or chances as a whole.",
        ),
        (
            {"numbers": ["prize"]},
            "prize: it has neither a range nor a distribution. State one.",
        ),
        (
            {"weights": 10},
            "weights: with 'combine: sum' there are no weights that share a whole. Draw the numbers instead.",
        ),
        ({"chances": 0}, "chances: the concentration is 0. Give a number above 0; 10 is loose, 100 close."),
        (
            {"numbers": {"p": (0.5, 1.5)}},
            "numbers: some random trials make no sense together. "
            "Narrow the ranges that meet there, or draw chances as a whole.",
        ),
    ],
)
def test_what_cannot_be_asked(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError) as raised:
        simulate(bet(), **asked)
    assert str(raised.value).splitlines()[0] == message


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_a_row_says_how_far_its_mean_is_behind_the_best_mean(better: str) -> None:
    ranged = Parameter("p", replace(number(4), range=(0.0, 8.0)))
    scores = [({"act": "a"}, "p"), ({"act": "b"}, 2), (None, 5)]
    steps, parts = [decision("act", ["a", "b", "c"])], [consideration("cost", scores)]
    model = decision_model("Behind", steps, parts, combine="sum", better=better, parameters={"p": ranged})
    result = simulate(model, 2_000)
    keys = [column.key for column in result.columns]
    rows = {row[0]: dict(zip(keys, row, strict=True)) for row in result.rows()}
    mean, best = rows["a"]["mean"], "c" if better == "higher" else "b"
    assert rows[best]["behind"] is None
    assert rows["a"]["behind"] == pytest.approx(abs(rows[best]["mean"] - mean))
    assert rows["b" if best == "c" else "c"]["behind"] == pytest.approx(3)
