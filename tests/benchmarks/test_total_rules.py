"""What totals cost whose considerations only count together, as a multiple of what weighted sums cost.

Time is that of the processor, which other work on the machine does not lengthen.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

import decision_model as dm
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from decision_model.model.considerations import interaction
from decision_model.model.variations import Claim, Expectation
from tests.analysis.small import ranged
from tests.benchmarks.test_engine import report, seconds

MOST = 5.0
"""How many times longer they may take."""


def meeting(combine: str) -> DecisionModel:
    """Two decisions and two events; six considerations whose weights state ranges."""
    steps = [
        decision("site", ["berlin", "vienna", "geneva"]),
        event("mood", ["good", "bad"], {"good": ranged(0.4, 0.2, 0.7), "bad": "rest"}),
        decision("rank", ["ministers", "heads", "envoys"]),
        event("result", ["success", "failure"], {"success": ranged(0.5, 0.3, 0.8), "failure": "rest"}),
    ]
    considerations = [
        consideration(
            f"c{n}",
            [
                ({"site": "berlin", "mood": "good"}, 10.0 * n + 20),
                ({"rank": "heads", "result": "success"}, 95.0 - 7 * n),
                ({"result": "failure"}, 5.0 * n),
                (None, 50.0),
            ],
            weight=ranged(15 + n, 5, 30),
        )
        for n in range(6)
    ]
    claims = [
        Claim(f"claim{n}", Expectation("score", about={"site": site}, on="c0", than={"site": "geneva"}, sign="higher"))
        for n, site in enumerate(("berlin", "vienna"))
    ]
    pairs = [interaction("c0", "c1", 0.05), interaction("c2", "c3", -0.05)] if combine == "choquet" else []
    return decision_model(
        "A meeting", steps, considerations, combine=combine, interactions=tuple(pairs), claims=tuple(claims)
    )


QUESTIONS: dict[str, Callable[[DecisionModel], Any]] = {
    "claims": dm.claims,
    "firmness": dm.firmness,
    "simulate": lambda model: dm.simulate(model, 10_000),
    "tornado": dm.tornado,
    "rank": dm.rank,
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("combine", ["choquet", "multiplicative"])
def test_totals_that_are_no_sums_cost_little_more(benchmark: Any, combine: str, question: str) -> None:
    asked, model, plain = QUESTIONS[question], meeting(combine), meeting("weighted")
    sums = seconds(lambda: asked(plain), 7, time.process_time)
    ours = seconds(lambda: asked(model), 7, time.process_time)
    benchmark.pedantic(lambda: asked(model), rounds=1)
    report(benchmark, ratio=round(ours / sums, 1))
    assert ours < MOST * sums
