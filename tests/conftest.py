"""What all tests share: how hard Hypothesis looks, and when benchmarks run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

BENCHMARKS = Path(__file__).parent / "benchmarks"
_SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile(
    "usual", max_examples=60, deadline=None, derandomize=True, suppress_health_check=_SLOW_TO_DRAW
)
settings.register_profile("hunt", max_examples=2_000, deadline=None, suppress_health_check=_SLOW_TO_DRAW)
settings.load_profile("usual")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--benchmarks", action="store_true", help="run the benchmarks too, each beside its peer")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Benchmarks run when asked for: by the option, or by naming their folder or one of their files."""
    if collection_path != BENCHMARKS and BENCHMARKS not in collection_path.parents:
        return None
    named = any("benchmarks" in argument for argument in config.invocation_params.args)
    return None if named or config.getoption("--benchmarks") else True
