"""Which histories exist, level by level, merged; and the refusal of what is too large."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from decision_model.errors import TooLargeError
from decision_model.model.compile.size_limit import refuse_if_too_large
from decision_model.model.considerations import adjusted, consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.steps import decision, event
from tests.benchmarks import peers
from tests.model.examples import berlin


def remembering(levels: int) -> DecisionModel:
    """Every step is read at the end, so that no history can be merged."""
    steps = [decision(f"step_{n}", ["a", "b", "c", "d"]) for n in range(levels)]
    changes = [({f"step_{n}": "a"}, 1) for n in range(levels)]
    last = event("end", ["good", "bad"], [({f"step_{n}": "a" for n in range(levels)}, "good"), (None, "bad")])
    return decision_model("Long memory", [*steps, last], [consideration("all", adjusted(0, changes))], combine="sum")


def test_what_the_future_cannot_tell_apart_is_one_node() -> None:
    sizes = [level.size for level in peers.observed_chain(20).structure.levels]
    assert max(sizes) == 4


def test_what_the_future_reads_is_kept_apart() -> None:
    assert [level.size for level in remembering(4).structure.levels] == [1, 4, 16, 64, 256]


def test_levels_stand_in_sequence_and_know_which_steps_set_them_apart() -> None:
    levels = berlin().structure.levels
    assert [level.step.name for level in levels] == ["plan", "access", "meet", "outcome"]
    assert [level.names for level in levels] == [(), ("plan",), ("plan", "access"), ("meet",)]


def test_a_step_that_may_not_arise_has_one_branch_more() -> None:
    levels = {level.step.name: level for level in berlin().structure.levels}
    assert not levels["access"].can_be_absent
    assert levels["meet"].can_be_absent
    assert levels["meet"].children.shape[1] == 4


def test_an_option_not_on_offer_has_no_branch() -> None:
    level = next(level for level in berlin().structure.levels if level.step.name == "meet")
    offered = {
        tuple(key): list(np.flatnonzero(children >= 0))
        for key, children in zip(level.keys.tolist(), level.children, strict=True)
    }
    none, bilateral, open_, blocked = 0, 1, 0, 1
    assert offered[none, blocked] == [0, 1]
    assert offered[bilateral, blocked] == [0, 1, 2]
    assert offered[none, open_] == offered[bilateral, open_] == [3]


def test_it_knows_no_number() -> None:
    model = berlin()
    assert model.varied(parameters={"p_blocked": 0.9}, weights={"unity": 1}).structure is model.structure


def test_a_problem_above_the_limit_is_refused_with_the_steps_that_multiply() -> None:
    with pytest.raises(TooLargeError) as caught:
        refuse_if_too_large(remembering(5), limit=20_000)
    assert str(caught.value) == (
        "sequence > step_3: 4 steps of 4 states each (step_0, step_1, step_2, step_3) make up to 256 histories that "
        "have to be kept apart; solving up to here takes some 30 kB of memory, and the limit is 20 kB. "
        "Merge outcomes, drop a step, or let later tables read fewer of the earlier steps."
    )


def test_a_huge_problem_is_refused_before_memory_is_taken() -> None:
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError, match="the limit is 500 MB"):
            remembering(30)
        assert tracemalloc.get_traced_memory()[1] < 50e6
    finally:
        tracemalloc.stop()
