"""What a model takes in memory, against the estimate by which it is refused in time."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.errors import ScenarioError, TooLargeError
from decision_model.model.compile.size_limit import LIMIT, memory
from decision_model.model.considerations import adjusted, consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.steps import decision, event
from decision_model.scenario import parse, read
from tests.benchmarks.peers import hidden_chain


def states(count: int) -> list[str]:
    return [f"s{number}" for number in range(count)]


def even(count: int) -> dict[str, Any]:
    return {**dict.fromkeys(states(count)[1:], 1 / count), "s0": "rest"}


def steps(events: int, count: int, decisions: int = 1) -> list[Any]:
    """Decisions and, after them, events that nothing bears on, of so many states each."""
    first = [decision(f"d{number}", states(count)) for number in range(decisions)]
    return [*first, *(event(f"e{number}", states(count), even(count)) for number in range(events))]


def reading(sequence: list[Any]) -> Any:
    """Scores that read every step, so that every history is kept apart."""
    return [({step.name: "s0" for step in sequence}, 20), (None, 50)]


def together(events: int, count: int, leaves: int = 1, decisions: int = 1, **rule: Any) -> DecisionModel:
    sequence = steps(events, count, decisions)
    return decision_model("T", sequence, [consideration(f"c{n}", reading(sequence)) for n in range(leaves)], **rule)


def apart(events: int, count: int, weight: float | None = None, **rule: Any) -> DecisionModel:
    """A consideration for each step."""
    sequence = steps(events, count)
    leaves = [consideration(f"c_{s.name}", [({s.name: "s0"}, 20), (None, 50)], weight=weight) for s in sequence]
    return decision_model("A", sequence, leaves, **rule)


def adjustments(events: int, count: int) -> DecisionModel:
    sequence = steps(events, count)
    added = consideration("added", adjusted(0, [({step.name: "s0"}, 1) for step in sequence]))
    return decision_model("A", sequence, [added, consideration("all", reading(sequence))], combine="sum")


def informed(events: int, count: int) -> DecisionModel:
    """A decision after everything has become known: the plan has as many lines as there are histories."""
    sequence = [*steps(events, count, 0), decision("last", states(count))]
    return decision_model("I", sequence, [consideration("all", reading(sequence))], combine="sum")


def signalled(events: int, count: int) -> DecisionModel:
    """One signal that many hidden events bear on together."""
    causes = steps(events, count, 0)
    rules = [({cause.name: "s0" for cause in causes}, {"s1": "rest", "s0": 0.9}), (None, even(count))]
    sequence = [event("signal", states(count), rules), decision("act", states(count)), *causes]
    return decision_model("S", sequence, [consideration("c", [({"act": "s0", "e0": "s0"}, 1), (None, 0)])])


MODELS: dict[str, Callable[[], DecisionModel]] = {
    "deep": lambda: together(14, 2),
    "three": lambda: together(9, 3),
    "tens": lambda: together(4, 10),
    "wide": lambda: together(1, 300),
    "many considerations": lambda: together(6, 4, leaves=20),
    "choices": lambda: together(5, 3, decisions=5, combine="sum"),
    "choquet": lambda: apart(9, 3, combine="choquet"),
    "multiplicative": lambda: apart(9, 3, weight=30, combine="multiplicative"),
    "choquet, all read": lambda: together(8, 3, leaves=8, combine="choquet"),
    "adjustments": lambda: adjustments(9, 3),
    "informed": lambda: informed(8, 3),
    "signalled": lambda: signalled(9, 3),
    "hidden": lambda: hidden_chain(7),
}


@pytest.mark.parametrize("name", MODELS)
def test_the_estimate_is_within_a_factor_of_two_of_what_is_taken(name: str) -> None:
    MODELS[name]()  # what is loaded only once is none of the model's
    tracemalloc.start()
    try:
        model = MODELS[name]()
        solution = solve(model)
        assert solution.policy
        assert solution.contributions
        taken = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert taken / 2 < memory(model) < 2 * taken


def test_what_merges_takes_no_memory() -> None:
    assert memory(apart(200, 10, combine="sum")) < 1e6


@pytest.mark.parametrize(
    "build",
    [
        lambda: together(24, 2),
        lambda: together(8, 10),
        lambda: together(1, 5_000),
        lambda: apart(11, 4, combine="choquet"),
        lambda: informed(13, 3),
        lambda: signalled(20, 3),
        lambda: hidden_chain(30),
    ],
)
def test_what_would_take_more_is_refused_before_it_is_taken(build: Callable[[], DecisionModel]) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError, match="the limit is 500 MB"):
            build()
        assert tracemalloc.get_traced_memory()[1] < LIMIT / 10
    finally:
        tracemalloc.stop()


STEP = "  - {{event: {name}, outcomes: {{a: A, b: B, c: C, d: D}}, chance: {{a: 0.2, b: 0.3, c: 0.1, d: rest}}}}"


def large(events: int) -> str:
    """A scenario that keeps all histories apart; the fifth line is its first event."""
    names = [f"event_{number}" for number in range(events)]
    when = ", ".join(f"{name}: a" for name in names)
    return "\n".join(
        [
            "decision_model: 1",
            "title: Large",
            "sequence:",
            "  - {decide: act, options: {x: X, y: Y}}",
            *(STEP.format(name=name) for name in names),
            "considerations:",
            f"  - {{name: all, scores: [{{when: {{act: x, {when}}}, then: 20}}, {{otherwise: 50}}]}}",
        ]
    )


def test_a_file_is_refused_at_the_line_of_the_step_that_passes_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_text(large(14), "utf-8")
    refusals: list[Callable[[], DecisionModel]] = [lambda: parse(large(14), "large.yaml"), lambda: read(file)]
    for refused in refusals:
        with pytest.raises(ScenarioError) as caught:
            refused()
        (problem,) = caught.value.problems
        assert problem.location is not None
        assert problem.location.line == 15
        assert problem.place == ("sequence", "event_10")
        assert problem.message.startswith("12 steps (act: 2, event_0: 4, event_1: 4, ")


def test_other_mistakes_of_a_file_that_is_too_large_are_told_with_it() -> None:
    text = large(14).replace("title: Large", "title: Large\nrisk_tolerance: unknown_parameter")
    with pytest.raises(ScenarioError) as caught:
        parse(text)
    assert any("unknown_parameter" in problem.message for problem in caught.value.problems)
    assert all(problem.location is not None for problem in caught.value.problems)
