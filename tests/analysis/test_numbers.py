"""The list of a model's numbers."""

from __future__ import annotations

from decision_model.analysis.cells import texts
from decision_model.analysis.result import Result
from decision_model.analysis.sources.numbers import numbers
from decision_model.analysis.sources.provenance import provenance
from decision_model.model import consideration, decision, decision_model, event
from tests.analysis.small import rain


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


def test_scores_of_a_sum_and_a_risk_tolerance_are_listed_in_its_unit() -> None:
    steps = [decision("car", ["old", "new"]), event("luck", ["good", "bad"], {"good": 0.3, "bad": "rest"})]
    costs = [consideration("cost", [({"car": "old", "luck": "bad"}, 900), (None, 700)])]
    model = decision_model("Cars", steps, costs, combine="sum", better="lower", unit="GBP", risk_tolerance=500)
    written = units(numbers(model))
    assert (written["cost.scores.1"], written["risk_tolerance"]) == ("900 GBP", "500 GBP")
    assert written["luck.chance.1.good"] == "0.3 \u2013"
