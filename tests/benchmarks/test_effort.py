"""What costs the most beside what it is made of: caution beside risk profiles, a ranking beside its solves."""

from __future__ import annotations

import time
import tracemalloc
from typing import Any

from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from tests.benchmarks.test_engine import report, seconds


def joint(events: int) -> DecisionModel:
    """A choice, events of three outcomes that a Choquet total keeps apart, and a consideration for each."""
    steps = [event(f"e{n}", ["s", "t", "u"], {"s": 0.3, "t": 0.3, "u": "rest"}) for n in range(events)]
    considerations = [
        consideration(f"c{n}", [({f"e{n}": "s", "act": "a"}, 20), (None, 50)], weight=10) for n in range(events)
    ]
    return decision_model("Joint", [decision("act", ["a", "b"]), *steps], considerations, combine="choquet")


def choices(count: int) -> DecisionModel:
    decisions = [decision(f"d{n}", ["a", "b"]) for n in range(count)]
    steps = [*decisions, event("e", ["s", "t"], {"s": 0.4, "t": "rest"})]
    considerations = [
        consideration(f"c{n}", [({f"d{n}": "a", "e": "s"}, 20), ({f"d{n}": "a"}, 70), (None, 50)], weight=10)
        for n in range(count)
    ]
    return decision_model("Choices", steps, considerations)


def test_caution_costs_no_more_than_some_risk_profiles(benchmark: Any) -> None:
    model = joint(9)
    profiles = seconds(lambda: risk_profile(model), 5, time.process_time)
    ours = seconds(lambda: certainty(model), 5, time.process_time)
    benchmark.pedantic(lambda: certainty(model), rounds=1)
    report(benchmark, ratio=round(ours / profiles, 1))
    assert ours < 5 * profiles


def test_caution_takes_no_more_memory_than_some_solutions(benchmark: Any) -> None:
    def peak(work: Any) -> int:
        tracemalloc.start()
        work()
        taken = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return taken

    once = peak(lambda: solve(joint(9)).contributions)
    ours = peak(lambda: certainty(joint(9)))
    benchmark.pedantic(lambda: certainty(joint(9)), rounds=1)
    report(benchmark, ratio=round(ours / once, 1))
    assert ours < 5 * once


def test_a_ranking_costs_a_few_solves_each(benchmark: Any) -> None:
    model = choices(7)
    model.structure  # noqa: B018 - compiled once
    one = seconds(lambda: solve(model.varied(choose={"d0": "b"})).contributions, 50, time.process_time)
    ours = seconds(lambda: rank(choices(7)), 3, time.process_time)
    benchmark.pedantic(lambda: rank(choices(7)), rounds=1)
    report(benchmark, ratio=round(ours / one / 2**7, 1))
    assert ours < 6 * 2**7 * one
