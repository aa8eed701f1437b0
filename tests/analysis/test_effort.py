"""How much work a question is: nothing shipped is left out of run, minutes are, and what never ends is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import decision_model.analysis.robustness.sensitivity.number_range as number_range_file
import decision_model.analysis.time.simulate as simulate_file
import decision_model.analysis.time.tolerances as tolerances_file
from decision_model.analysis.answers import answers, asked_in_run
from decision_model.analysis.effort import IN_RUN, drawn
from decision_model.analysis.registry import Analysis, analyses
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.tornado import tornado
from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.simulate import simulate
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Draws, consideration, decision, decision_model, event
from decision_model.model.frozen_mapping import frozen
from decision_model.scenario import read
from decision_model.solver.rollback import Rollback
from tests.analysis.test_draw_pieces import chain
from tests.profiles import some
from tests.properties.strategies import Shape, models

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*/*.yaml"))


def tree(events: int) -> DecisionModel:
    """A tree in which nothing merges: a score reads all events together."""
    steps = [event(f"e{n}", ["s", "t"], {"s": "p", "t": "rest"}) for n in range(events)]
    scores = [({f"e{n}": "s" for n in range(events)}, 80), ({"act": "b"}, 49), (None, 50)]
    return decision_model(
        "Tree",
        [decision("act", ["a", "b"]), *steps],
        [consideration("c", scores, weight=30), consideration("k", [({"act": "a"}, 40), (None, 50)], weight=20)],
        parameters={"p": 0.5},
    )


def ranged(model: DecisionModel) -> DecisionModel:
    own = model.parameters["p"]
    return model.copied(parameters=frozen({"p": replace(own, number=replace(own.number, range=(0.3, 0.7)))}))


def question(name: str) -> Analysis:
    return next(entry for entry in analyses() if entry.name == name)


@pytest.mark.parametrize("file", some(SCENARIOS, 3), ids=lambda file: file.stem)
def test_run_leaves_nothing_out_of_what_is_shipped(file: Path) -> None:
    model = read(file)
    for entry in asked_in_run():
        if entry.question.fits(model):
            assert entry.question.work(model) < IN_RUN, entry.name


def test_run_leaves_out_what_takes_minutes_and_says_how_to_ask_it() -> None:
    model = ranged(tree(15))
    given = {
        answer.analysis.name: answer for answer in answers(model, selection=[question("simulate"), question("rank")])
    }
    assert given["rank"].result is not None
    assert given["simulate"].result is None
    assert "'decision-model simulate' with the scenario's name" in given["simulate"].reason


def test_work_grows_with_the_tree_and_with_the_draws() -> None:
    small, large = tree(5), tree(8)
    assert drawn(large, 100) > 4 * drawn(small, 100)
    assert drawn(small, 200) == pytest.approx(2 * drawn(small, 100))
    assert drawn(small, 100, averse=True) > drawn(small, 100)


def test_draws_that_would_never_end_are_refused_with_what_multiplies() -> None:
    with pytest.raises(ModelError, match=r"1,000,000,000 draws of 2 combinations in a tree of .* branches") as error:
        simulate(ranged(tree(12)), 10**9)
    assert error.value.problems[0].code == "too-much-work"


def test_totals_that_do_not_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulate_file, "MOST_TOTALS", 2_000)
    with pytest.raises(ModelError, match="Draw at most 1,000 times"):
        simulate(ranged(tree(3)), 1_001)
    assert simulate(ranged(tree(3)), 1_000).draws == 1_000


@given(models(Shape(cases=60)), st.booleans())
def test_certainty_equivalents_of_distributions_are_those_of_the_tree(model: DecisionModel, narrow: bool) -> None:
    if not (model.decisions and model.events):
        return
    between = (1.0, 50.0) if narrow else None
    with pytest.MonkeyPatch.context() as patch:
        try:
            fast = certainty(model, tolerances=between)
        except ModelError:
            return
        patch.setattr(tolerances_file, "_is_closed", lambda varied: False)
        slow = certainty(model, tolerances=between)
    for one, other in zip(fast.compared, slow.compared, strict=True):
        np.testing.assert_allclose(one.totals, other.totals, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(fast.best_plan, slow.best_plan, rtol=1e-9, atol=1e-9)


def test_all_choices_share_the_filled_tables_and_other_numbers_do_not() -> None:
    model = chain(2)
    forced = model.varied(choose={"act": "t"})
    assert Rollback(forced).booked is Rollback(model).booked
    assert Rollback(forced).chances is Rollback(model).chances
    assert Rollback(model.varied(risk_tolerance=20)).chances is Rollback(model).chances
    assert Rollback(model.varied(parameters={"p": 0.2})).chances is not Rollback(model).chances


def test_a_number_finds_its_range_once_for_all_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def noted(model: DecisionModel, address: str, value: Draws) -> bool:
        tried.append(address)
        return makes_sense(model, address, value)

    makes_sense = number_range_file._makes_sense
    monkeypatch.setattr(number_range_file, "_makes_sense", noted)
    model = ranged(tree(3))
    for ask in (tornado, one_way, tornado):
        ask(model)
    assert tried.count("p") == 2
    tornado(model.varied(parameters={"p": 0.4}))
    assert tried.count("p") == 4
