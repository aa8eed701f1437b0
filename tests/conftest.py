"""What all tests share: how hard Hypothesis looks, and when benchmarks run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import profiles
from tests.browser import browser

BENCHMARKS = Path(__file__).parent / "benchmarks"
TOGETHER = (
    ("tests/interfaces/test_one_headline.py", "tests/interfaces/test_tables.py", "tests/interfaces/test_type_sizes.py"),
    ("tests/explorer/test_jupyter.py",),
    ("tests/interfaces/test_gallery.py",),
    ("tests/interfaces/test_report.py",),
    ("tests/interfaces/test_hostile.py",),
    ("tests/interfaces/test_new_analysis.py",),
)
"""Files whose tests share answers to every question, a notebook server, a drawn gallery, a report, a copied package."""

SAMPLED = {
    "analysis": 1, "classroom_live": 2, "courses": 2, "explorer": 2, "figures": 1, "interchange": 2, "interfaces": 2,
    "properties": 1, "scenarios": 1,
}  # fmt: skip
"""Folders of whose tests with many cases a look at everything takes few; where a case takes seconds, half as many."""
FEW = 3
"""Of the tests in folders where a case takes seconds, the quick look takes one in so many."""
STEPS = {"quick": (24, 2), "full": (4, 8)}
"""By profile: one case in how many, and the number of cases of a test above which it has many; a hunt takes all."""

profiles.load()

__all__ = ["browser"]


@pytest.fixture(autouse=True, scope="session")
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The record of what was written lies in a folder of the tests' own, for commands in other processes too."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("state")))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--benchmarks", action="store_true", help="run the benchmarks too, each beside its peer")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Where several processes test, one of them takes all the tests that share what is expensive."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return next((files[0] for files in TOGETHER if file in files), nodeid)

    return Together(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A look at everything takes one case in so many of tests with many (`STEPS`); a named folder or file has all."""
    everything = (Path(__file__).parent, Path(__file__).parents[1])
    named = [Path(config.rootpath, argument.partition("::")[0]).resolve() for argument in config.args]
    if profiles.profile() not in STEPS or not set(named) <= set(everything):
        return
    step, many = STEPS[profiles.profile()]
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if _folder(item) in SAMPLED:
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    left_out = {
        item
        for group in cases.values()
        if len(group) > many
        for place, item in enumerate(group)
        if place % (step * SAMPLED[_folder(item)]) != 1
    }
    if profiles.profile() == "quick":
        slow = [group for group in cases.values() if SAMPLED[_folder(group[0])] > 1]
        left_out |= {item for place, group in enumerate(slow) if place % FEW != 1 for item in group}
    if left_out:
        config.hook.pytest_deselected(items=[item for item in items if item in left_out])
        items[:] = [item for item in items if item not in left_out]


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).parts[0]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Benchmarks run when asked for: by the option, or by naming their folder or one of their files."""
    if collection_path != BENCHMARKS and BENCHMARKS not in collection_path.parents:
        return None
    named = any("benchmarks" in argument for argument in config.invocation_params.args)
    return None if named or config.getoption("--benchmarks") else True
