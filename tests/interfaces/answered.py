"""Every question put to every scenario, once for all tests of a process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import decision_model as dm
from decision_model.analysis.registry import Analysis, analyses
from decision_model.analysis.result import Result
from decision_model.errors import ModelError
from decision_model.interfaces.questions import Answer, answers

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = sorted(SCENARIOS.glob("*/*.yaml"))
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))
CONTINGENCY = SCENARIOS / "berlin_1961" / "contingency.yaml"


@cache
def answered(file: Path) -> tuple[Answer, ...]:
    """The answers of a scenario to every question, also those that `run` does not ask; one may be refused."""
    asked = [each for each in analyses() if each.name != "difference"]
    given = tuple(answers(dm.read(file), selection=asked))
    return tuple(each for each in given if each.result is not None)


def results(file: Path) -> Iterator[tuple[Analysis, Result]]:
    """Each of these results beside its analysis."""
    return ((each.analysis, each.result) for each in answered(file) if each.result is not None)


@cache
def all_numbers_moved(file: Path) -> Result | None:
    """A tornado of numbers without a range, too."""
    try:
        return dm.tornado(dm.read(file), all_numbers=True)
    except ModelError:
        return None
