"""Everything at once, as it is asked for at the command line, beside a plain loop of `solve`.

Run with `pytest --benchmarks -s tests/benchmarks`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.robustness.sensitivity.number_range import stated_ranges
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.model import DecisionModel
from decision_model.scenario import read
from tests.benchmarks.test_engine import CONTINGENCY, ratio

JOINT_DRAWS = 10_000
MAP = 100 * 100
SOLVES = 3 * JOINT_DRAWS + MAP
"""What only the joint draws (two options, and the best plan) and the map take when solved one by one."""

SOME = 50


def one_by_one(model: DecisionModel) -> None:
    number = stated_ranges(model)[0]
    for step in range(SOME):
        solve(set_numbers(model, {number.address: number.low + step / SOME * (number.high - number.low)}))


def command(*words: object) -> None:
    """The program as people start it, in a process of its own."""
    program = [sys.executable, "-m", "decision_model", *map(str, words), "--quiet"]
    subprocess.run(program, check=True, capture_output=True)


@pytest.mark.parametrize(("job", "limit"), [("run", 30), ("report", 45)])
def test_everything_beside_a_loop_of_solve(benchmark: Any, tmp_path: Path, job: str, limit: float) -> None:
    """The loop draws nothing, and leaves out every analysis but two."""
    there = (
        ["--folder", tmp_path] if job == "run" else ["--output", tmp_path / "a.html", "--output", tmp_path / "a.pdf"]
    )

    def work() -> None:
        command(job, CONTINGENCY, *there, "--force")

    model = read(CONTINGENCY)
    times = ratio(benchmark, work, lambda: one_by_one(model), rounds=3, each=SOLVES / SOME)
    assert benchmark.stats.stats.median < limit
    assert any(tmp_path.rglob("*.*"))
    assert times > 1
