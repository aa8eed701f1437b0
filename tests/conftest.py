"""What all tests share: how hard Hypothesis looks, and when benchmarks run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import profiles

BENCHMARKS = Path(__file__).parent / "benchmarks"
profiles.load()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--benchmarks", action="store_true", help="run the benchmarks too, each beside its peer")


def pytest_configure(config: pytest.Config) -> None:
    """Where several processes test, those tests stay together that share what is expensive (`xdist_group`)."""
    if getattr(config.option, "dist", "no") == "load":
        config.option.dist = "loadgroup"
    elif not config.pluginmanager.hasplugin("xdist"):
        config.addinivalue_line("markers", "xdist_group(name): tests that share what is expensive")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Benchmarks run when asked for: by the option, or by naming their folder or one of their files."""
    if collection_path != BENCHMARKS and BENCHMARKS not in collection_path.parents:
        return None
    named = any("benchmarks" in argument for argument in config.invocation_params.args)
    return None if named or config.getoption("--benchmarks") else True
