"""Whatever the labels and the numbers: pictures of comparisons and sensitivity stay tidy."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_model.analysis.choice.explain import explain
from decision_model.analysis.robustness.flip_numbers import flip_numbers
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.sensitivity.number_range import all_ranges
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.robustness.tornado import tornado
from decision_model.analysis.robustness.two_way import two_way
from decision_model.analysis.views.compare import compare
from decision_model.analysis.views.difference import difference
from decision_model.errors import ModelError
from decision_model.model import DecisionModel
from tests.figures.strategies import models
from tests.figures.test_random import PAGES, check
from tests.profiles import examples


def _one_way(model: DecisionModel, draw: Callable[..., str]) -> object:
    return one_way(model, draw(st.sampled_from([number.address for number in all_ranges(model)[0]])), points=21)


def _two_way(model: DecisionModel, draw: Callable[..., str]) -> object:
    names = st.sampled_from([number.address for number in all_ranges(model)[0]])
    return two_way(model, draw(names), draw(names), points=12)


def _difference(model: DecisionModel, draw: Callable[..., str]) -> object:
    number = draw(st.sampled_from(all_ranges(model)[0]))
    return difference(model, set_numbers(model, {number.address: number.high}))  # type: ignore[attr-defined]


KINDS: dict[str, Callable[[DecisionModel, Callable[..., str]], object]] = {
    "one_way": _one_way,
    "two_way": _two_way,
    "tornado": lambda model, draw: tornado(model, all_numbers=True),
    "flips": lambda model, draw: flip_numbers(model),
    "compare": lambda model, draw: compare(model),
    "explain": lambda model, draw: explain(model),
    "difference": _difference,
}


@settings(max_examples=examples(60))
@given(models(), PAGES, st.sampled_from(list(KINDS)), st.data())
def test_random_pictures_are_tidy(
    model: DecisionModel, page: tuple[str, object], kind: str, data: st.DataObject
) -> None:
    assume(model.decisions and all_ranges(model)[0])
    try:
        result = KINDS[kind](model, data.draw)
    except ModelError:
        assume(False)
    check(result, page)
