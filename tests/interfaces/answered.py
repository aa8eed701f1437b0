"""Every question put to every scenario, once for all tests of a process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import decision_model as dm
from decision_model.analysis.answers import Answer, answers
from decision_model.analysis.registry import Analysis, analyses
from decision_model.analysis.result import Result
from decision_model.errors import ModelError
from tests.profiles import some

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = some(sorted(SCENARIOS.glob("*/*.yaml")), 3)
"""All in the full look at the tests, in the quick one every third."""
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))
CONTINGENCY = Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml"


@cache
def answered(file: Path) -> tuple[Answer, ...]:
    """The answers of a scenario to every question, also those that `run` does not ask; some may be refused."""
    selection = [analysis for analysis in analyses() if analysis.name != "difference"]
    return tuple(answers(dm.read(file), selection=selection))


def results(file: Path) -> Iterator[tuple[Analysis, Result]]:
    """Those that are not refused, each beside its analysis."""
    return ((answer.analysis, answer.result) for answer in answered(file) if answer.result is not None)


@cache
def all_numbers_moved(file: Path) -> Result | None:
    """A tornado of numbers without a range, too."""
    try:
        return dm.tornado(dm.read(file), all_numbers=True)
    except ModelError:
        return None
