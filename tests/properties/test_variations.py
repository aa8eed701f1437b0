"""Varied copies: whatever number is changed, the answer is that of the changed model, and of no other."""

from __future__ import annotations

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.errors import ModelError
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario import parse, write
from tests.oracle import brute_force
from tests.properties.strategies import Shape, models

ALL = Shape(risk=True, combine=("weighted", "sum", "multiplicative", "choquet"), steps=4)


def with_a_number_varied(model: DecisionModel, data: st.DataObject) -> tuple[DecisionModel, str, float]:
    """A copy in which a number is another, where that makes sense; the address of the number, and what it is."""
    address = data.draw(st.sampled_from(sorted(model.numbers)))
    value = data.draw(st.sampled_from([0.0, 0.25, 1.0, 15.0, 40.0]))
    try:
        return model.varied(numbers={address: value}), address, value
    except ModelError:
        reject()


@given(models(ALL), st.data())
def test_any_number_can_be_varied(model: DecisionModel, data: st.DataObject) -> None:
    before = solve(model).total
    varied, address, value = with_a_number_varied(model, data)
    assert solve(varied).total == pytest.approx(brute_force.best(varied).total, abs=1e-8)
    assert varied.numbers[address].number.at(varied.values) == value
    assert solve(model).total == pytest.approx(before)


@given(models(ALL), st.data())
def test_a_varied_copy_is_a_model_in_its_own_right(model: DecisionModel, data: st.DataObject) -> None:
    """What was compiled for the model still holds for the copy: built afresh, it answers the same."""
    varied, _, _ = with_a_number_varied(model, data)
    fresh = parse(write(varied), name=varied.name)
    assert fresh == varied
    assert solve(fresh).total == pytest.approx(solve(varied).total, abs=1e-9)


@given(models(ALL))
def test_written_and_read_again_it_is_the_same_model(model: DecisionModel) -> None:
    assert parse(write(model), name=model.name) == model
