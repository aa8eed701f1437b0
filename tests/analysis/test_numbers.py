"""The list of a model's numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from decision_model.analysis.cells import texts
from decision_model.analysis.choice.explain import explain
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.result import Result
from decision_model.analysis.sources.numbers import numbers
from decision_model.analysis.sources.provenance import provenance
from decision_model.model import (
    DecisionModel,
    Distribution,
    Parameter,
    consideration,
    decision,
    decision_model,
    event,
    number,
)
from tests.analysis.small import rain
from tests.known import convert


def units(result: Result) -> dict[str, str]:
    """By address how a table writes the present value with its unit."""
    keys = [column.key for column in result.columns]
    rows = texts(result.model, result.columns, list(result.rows()))
    address, now, unit = (keys.index(key) for key in ("address", "value", "unit"))
    return {row[address]: f"{row[now]} {row[unit]}" for row in rows}


def test_weights_are_listed_in_points() -> None:
    model = rain()
    for result in (numbers(model), provenance(model, draws=20)):
        written = units(result)
        weights = [number.address for number in model.numbers.values() if number.kind == "weight"]
        assert weights
        assert all(written[address].endswith(" points") for address in weights)
        assert not any(text.endswith("points") for address, text in written.items() if address not in weights)


def test_weights_say_what_part_of_the_whole_they_are_inside_groups_too() -> None:
    group = consideration("a", weight=3, considerations=[consideration("b", 50, weight=1), consideration("c", 50)])
    model = decision_model("W", [decision("go", ["x"])], [group, consideration("d", 50, weight=1)])
    result = numbers(model)
    keys = [column.key for column in result.columns]
    shares = {row[0]: row[keys.index("share")] for row in result.rows() if row[keys.index("share")] is not None}
    assert shares == pytest.approx({"a.weight": 0.75, "b.weight": 0.375, "d.weight": 0.25})
    assert "share" not in [column.key for column in numbers(model.copied(combine="multiplicative")).columns]


def test_scores_of_a_sum_and_a_risk_tolerance_are_listed_in_its_unit() -> None:
    steps = [decision("car", ["old", "new"]), event("luck", ["good", "bad"], {"good": 0.3, "bad": "rest"})]
    costs = [consideration("cost", [({"car": "old", "luck": "bad"}, 900), (None, 700)])]
    model = decision_model("Cars", steps, costs, combine="sum", better="lower", unit="GBP", risk_tolerance=500)
    written = units(numbers(model))
    assert (written["cost.scores.1"], written["risk_tolerance"]) == ("900 GBP", "500 GBP")
    assert written["luck.chance.1.good"] == "0.3 \u2013"


def airport() -> DecisionModel:
    """The six scaling constants of Mexico City's airport (Keeney & Raiffa 1976, ch. 8), in hundredths."""
    constants = convert.known("keeney_mexico_airport_K")["problem"]["k"]
    weights = {name: 100 * constant for name, constant in constants.items()}
    scores = {"best": dict.fromkeys(constants, 100.0), "half": dict.fromkeys(constants, 50.0)}
    return convert.additive_value(scores, weights).copied(combine="multiplicative")


def test_published_master_constant_is_told_with_the_scaling_constants() -> None:
    wanted = next(each for each in convert.known("keeney_mexico_airport_K")["answers"] if each["key"] == "K")
    assert numbers(airport()).master_constant == pytest.approx(wanted["value"], abs=wanted["tolerance"])
    told = "make the master constant K = \u22120.877: considerations can stand in for one another"
    for result in (numbers(airport()), explain(airport())):
        (sentence,) = [each for each in result.statement.reasons if "master constant" in each]
        assert sentence.endswith(told)
        assert "\u2018cost\u2019 0.48" in sentence
    assert units(numbers(airport()))["cost.weight"] == "48 hundredths"


def test_totals_that_add_up_have_no_master_constant() -> None:
    assert numbers(rain()).master_constant is None
    assert not [each for each in numbers(rain()).statement.reasons if "master constant" in each]


def test_a_scaling_constant_that_is_left_out_is_the_largest() -> None:
    """1, so that the best on that consideration alone makes the whole total; as the check of the file takes it."""
    parts = [
        consideration("first", [({"act": "one"}, 1), (None, 0)], scale=(0.0, 1.0)),
        consideration("second", [({"act": "one"}, 0), (None, 1)], weight=50, scale=(0.0, 1.0)),
    ]
    model = decision_model("Left out", [decision("act", ["one", "two"])], parts, combine="multiplicative")
    totals = [solve(model.varied(choose={"act": act})).total for act in ("one", "two")]
    assert totals == pytest.approx([100, 50])
    assert numbers(model).master_constant == pytest.approx(-1)


def test_a_distribution_is_shown_by_where_the_middle_of_it_lies() -> None:
    """Jenks et al. (2016): a cost of mean 9900 and standard deviation 3000 is in 95% of cases from 4921 to 16589."""
    spread = Distribution("gamma", {"mean": 9900, "sd": 3000})
    cost = replace(number(9900), distribution=spread)
    parameters = {"cost": Parameter("cost", cost), "cut": Parameter("cut", replace(cost, range=(5000, 12000))), "k": 2}
    worth = [consideration("worth", [({"treat": "yes"}, "-cost - cut"), (None, 0)])]
    found = numbers(
        decision_model("Care", [decision("treat", ["yes", "no"])], worth, combine="sum", parameters=parameters)
    )
    keys = [column.key for column in found.columns]
    low, high = keys.index("quantile_2.5"), keys.index("quantile_97.5")
    ends = {row[0]: (row[low], row[high]) for row in found.rows()}
    assert ends["cost"] == pytest.approx((4921.75, 16588.6), rel=1e-5)
    known = stats.gamma(10.89, scale=9900 / 10.89)
    shares = known.cdf(5000) + np.array([0.025, 0.975]) * (known.cdf(12000) - known.cdf(5000))
    assert ends["cut"] == pytest.approx(tuple(known.ppf(shares)), rel=1e-9)
    assert ends["k"] == (None, None)
