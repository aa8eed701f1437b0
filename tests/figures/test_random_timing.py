"""Pictures of risk, information, waiting and draws: whatever the labels and the numbers, nothing overlaps."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_model.analysis.time.option import option
from decision_model.analysis.time.waiting import waiting
from decision_model.model import DecisionModel
from tests.figures.strategies import models
from tests.figures.test_random import PAGES, assert_tidy
from tests.profiles import examples


@settings(max_examples=examples(30))
@given(model=models(), page=PAGES, data=st.data())
def test_random_break_evens_are_tidy(model: DecisionModel, page: tuple[str, object], data: st.DataObject) -> None:
    assume(model.decisions)
    scores = [address for address, number in model.numbers.items() if number.kind == "score"]
    number = data.draw(st.sampled_from(scores))
    base = float(model.numbers[number].number.at(model.values))
    if data.draw(st.booleans()):
        assert_tidy(option(model, number=number, between=(base, base + 1.0)), page)
    else:
        assert_tidy(waiting(model, number=number, between=(base, base + 1.0)), page)
