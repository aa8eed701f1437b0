"""Quizzes of models that nobody wrote: none fails, what is right is right, and every file can be read."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings

import decision_model as dm
from decision_model.analysis.combinations import combinations, decided_now
from decision_model.courses.quiz import moodle, quiz, text2qti
from decision_model.courses.quiz.ground import Ground
from decision_model.courses.quiz.items import ChoiceItem, NumberItem, QuizFigure
from decision_model.errors import ModelError
from decision_model.model.decision_model import DecisionModel
from tests.courses.test_quiz import assert_answered, restricted
from tests.courses.test_quiz_files import DOT, SCHEMA, etree
from tests.oracle import brute_force
from tests.profiles import examples
from tests.properties.strategies import models


@given(models())
@settings(max_examples=examples(40))
def test_any_model_has_a_quiz_whose_totals_are_right(model: DecisionModel) -> None:
    found = quiz(model)
    for item in found.items:
        if isinstance(item, ChoiceItem):
            assert sum(option.is_right for option in item.options) == 1
            assert len({option.text for option in item.options}) == len(item.options)
        if isinstance(item, NumberItem):
            assert all(item.number.is_apart(slip.value) for slip in item.slips)
        if item.about["asked"] == "total" and all(decision.knows is None for decision in model.decisions):
            chosen = {step: option for step, option in item.about.items() if step != "asked"}
            needs = [each.needs for each in combinations(model, list(decided_now(model)))[0] if each.title in item.key]
            if not needs or any(needs):
                continue
            kept = brute_force.best_among(model, restricted(model, chosen))
            if math.isclose(math.fsum(world.weight for world in kept), 1, abs_tol=1e-9):
                assert_answered(item, brute_force.verdict(model, kept).total)


@given(models())
@settings(max_examples=examples(20))
def test_the_files_of_any_model_can_be_read(model: DecisionModel) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuizFigure, "png", DOT.getvalue())
        found = quiz(model, seed=1)
        SCHEMA.assertValid(etree.fromstring(moodle(found)))
        text = text2qti(found)[""].decode("utf-8")
    assert len(re.findall(r"^\d+\. ", text, re.MULTILINE)) == len(found.items)


@given(models())
@settings(max_examples=examples(20))
def test_a_variation_of_any_model_is_asked_about_as_it_is(model: DecisionModel) -> None:
    for decision in model.decisions[:1]:
        for option in decision.state_names[:2]:
            try:
                forced = model.varied(choose={decision.name: option})
            except ModelError:
                continue
            assert quiz(forced).seed == 0


def test_decisions_with_too_many_combinations_are_no_obstacle() -> None:
    """Eleven choices at once have 2,048 combinations, more than a ranking lists."""
    names = [f"d{place}" for place in range(11)]
    model = dm.decision_model(
        "Eleven choices at once",
        sequence=[dm.decision(name, {"yes": "Yes", "no": "No"}) for name in names],
        considerations=[dm.consideration(f"g{name}", [({name: "yes"}, 3), (None, 1)]) for name in names],
        combine="sum",
    )
    assert Ground(model, 0).by == tuple(names[:10])
    assert all(item.stem for item in quiz(model).items)
