"""The conditions of a plan in the fewest words: they still say exactly when each option is taken."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.plan_sentences import _fits, _joined, _shortest
from decision_model.scenario import read
from tests.profiles import examples
from tests.scenarios.siblings.table import SCENARIOS

STATES = {"weather": ("fair", "foul"), "road": ("open", "shut"), "news": ("good", "bad", "none")}
HISTORIES = [dict(zip(STATES, states, strict=True)) for states in product(*STATES.values())]


@settings(max_examples=examples(200))
@given(st.lists(st.integers(0, 2), min_size=len(HISTORIES), max_size=len(HISTORIES)))
def test_what_is_left_out_changes_no_choice(chosen: list[int]) -> None:
    """Every history fits a condition of the option that is taken in it, and none of another option's."""
    for option in set(chosen):
        own = [history for history, taken in zip(HISTORIES, chosen, strict=True) if taken == option]
        others = [history for history, taken in zip(HISTORIES, chosen, strict=True) if taken != option]
        told = _shortest(_joined(own, list(STATES)), own, others)
        assert all(any(_fits(history, condition) for condition in told) for history in own)
        assert not others or not any(_fits(history, condition) for history in others for condition in told)


@settings(max_examples=examples(200))
@given(st.lists(st.integers(0, 1), min_size=len(HISTORIES), max_size=len(HISTORIES)))
def test_no_step_is_named_in_vain(chosen: list[int]) -> None:
    """Whatever step is left out of a condition, it then fits a history in which something else is taken."""
    own = [history for history, taken in zip(HISTORIES, chosen, strict=True) if taken]
    others = [history for history, taken in zip(HISTORIES, chosen, strict=True) if not taken]
    for condition in _shortest(_joined(own, list(STATES)), own, others):
        for name in condition:
            without = {step: states for step, states in condition.items() if step != name}
            assert not without or any(_fits(history, without) for history in others)


def test_a_plan_that_hangs_on_one_event_in_one_case_alone() -> None:
    """Where the lift falls short one speaks in Moscow, whatever happens in the air."""
    plan = solve(read(SCENARIOS / "berlin_1948" / "blockade.yaml")).plan
    assert "Speak in Moscow and go to the UN if ‘The planes are harried’, or if ‘The lift falls short’." in plan[1]
