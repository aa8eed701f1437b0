"""A batch by two processes beside the same batch by one."""

from __future__ import annotations

import os
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest

from decision_model.interfaces.batch import batch
from tests.benchmarks.test_engine import CONTINGENCY, ratio

SCENARIOS = 200


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="two processes need two processors")
def test_two_processes_beside_one(benchmark: Any) -> None:
    def answered(executor: Executor) -> int:
        return sum(1 for _ in batch([CONTINGENCY] * SCENARIOS, "rank", executor))

    spawn = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as one, ProcessPoolExecutor(2, mp_context=spawn) as two:
        assert ratio(benchmark, lambda: answered(two), lambda: answered(one), rounds=3) > 1.7
