"""Pictures of risk, information, waiting and draws: whatever the labels and the numbers, nothing overlaps."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_model.analysis.certainty import certainty_equivalents
from decision_model.analysis.information_value import information_value
from decision_model.analysis.risk_profile import risk_profile
from decision_model.analysis.simulate import simulate
from decision_model.analysis.value_of_option import value_of_option
from decision_model.analysis.value_of_waiting import value_of_waiting
from decision_model.errors import ModelError
from decision_model.model import DecisionModel
from tests.figures.strategies import models
from tests.figures.test_random import PAGES, check

ANALYSES = [
    risk_profile,
    certainty_equivalents,
    information_value,
    value_of_waiting,
    value_of_option,
    lambda model: simulate(model, 200, chances=5, numbers=()),
]
NAMES = [
    "risk_profile",
    "certainty_equivalents",
    "information_value",
    "value_of_waiting",
    "value_of_option",
    "simulate",
]


@pytest.mark.parametrize("analysis", ANALYSES, ids=NAMES)
@settings(max_examples=40)
@given(model=models(), page=PAGES)
def test_random_pictures_are_tidy(analysis: object, model: DecisionModel, page: tuple[str, object]) -> None:
    assume(model.decisions)
    try:
        result = analysis(model)  # type: ignore[operator]
    except ModelError:
        assume(analysis is not ANALYSES[-1])  # every chance is certain, so there is nothing to draw
        raise
    check(result, page)


@settings(max_examples=30)
@given(model=models(), page=PAGES, data=st.data())
def test_random_break_evens_are_tidy(model: DecisionModel, page: tuple[str, object], data: st.DataObject) -> None:
    assume(model.decisions)
    scores = [address for address, each in model.numbers.items() if each.kind == "score"]
    number = data.draw(st.sampled_from(scores))
    base = float(model.numbers[number].number.at(model.values))
    if data.draw(st.booleans()):
        check(value_of_option(model, number=number, between=(base, base + 1.0)), page)
    else:
        check(value_of_waiting(model, number=number, between=(base, base + 1.0)), page)
