"""Joint draws and break-evens beside a plain loop of `solve`, one variation after another."""

from __future__ import annotations

from typing import Any

import numpy as np

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import tree
from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.simulate import simulate
from decision_model.scenario import read
from decision_model.solver.distribution import profile
from tests.benchmarks.test_engine import CONTINGENCY, ratio

DRAWS = 100_000


def test_a_hundred_thousand_joint_draws_beside_a_loop_of_solve(benchmark: Any) -> None:
    model = read(CONTINGENCY)
    drawn = simulate(model, 100).drawn

    def one_by_one() -> None:
        for draw in range(3):
            varied = model.varied(numbers={address: float(values[draw]) for address, values in drawn.items()})
            for option in ("quadripartite_only", "private_bilateral"):
                solve(varied.varied(choose={"planning": option}))

    times = ratio(benchmark, lambda: simulate(model, DRAWS), one_by_one, rounds=5, each=DRAWS / 3)
    assert benchmark.stats.stats.median < 1
    assert times > 500


def test_certainty_equivalents_beside_a_loop_of_solve(benchmark: Any) -> None:
    model = read(CONTINGENCY)
    tolerances = np.geomspace(2, 4_000, 5)

    def one_by_one() -> None:
        for tolerance in tolerances:
            solve(model.copied(risk_tolerance=model.parameters["p_leak"].number.set_to(float(tolerance))))

    assert ratio(benchmark, lambda: certainty(model), one_by_one, rounds=5, each=400 / 5) > 5


def test_the_profile_of_the_best_plan_beside_spelling_out_the_tree(benchmark: Any) -> None:
    solution = solve(read(CONTINGENCY))
    assert ratio(benchmark, lambda: profile(solution), lambda: tree(solution), rounds=20) > 1
