"""Pictures of risk, information, waiting and draws: whatever the labels and the numbers, nothing overlaps."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.information import information
from decision_model.analysis.time.option import option
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.analysis.time.simulate import simulate
from decision_model.analysis.time.waiting import waiting
from decision_model.errors import ModelError
from decision_model.model import DecisionModel
from tests.figures.strategies import models
from tests.figures.test_random import PAGES, check
from tests.profiles import examples

ANALYSES = [
    risk_profile,
    certainty,
    information,
    waiting,
    option,
    lambda model: simulate(model, 200, chances=5, numbers=()),
]
NAMES = [
    "risk_profile",
    "certainty",
    "information",
    "waiting",
    "option",
    "simulate",
]


@pytest.mark.parametrize("analysis", ANALYSES, ids=NAMES)
@settings(max_examples=examples(40))
@given(model=models(), page=PAGES)
def test_random_pictures_are_tidy(analysis: object, model: DecisionModel, page: tuple[str, object]) -> None:
    assume(model.decisions)
    try:
        result = analysis(model)  # type: ignore[operator]
    except ModelError:
        assume(analysis is not ANALYSES[-1])  # every chance is certain, so there is nothing to draw
        raise
    check(result, page)


@settings(max_examples=examples(30))
@given(model=models(), page=PAGES, data=st.data())
def test_random_break_evens_are_tidy(model: DecisionModel, page: tuple[str, object], data: st.DataObject) -> None:
    assume(model.decisions)
    scores = [address for address, number in model.numbers.items() if number.kind == "score"]
    number = data.draw(st.sampled_from(scores))
    base = float(model.numbers[number].number.at(model.values))
    if data.draw(st.booleans()):
        check(option(model, number=number, between=(base, base + 1.0)), page)
    else:
        check(waiting(model, number=number, between=(base, base + 1.0)), page)
