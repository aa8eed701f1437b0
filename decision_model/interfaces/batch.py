"""One question put to many scenarios, by as many workers as there are; what fails says why and stops nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

from decision_model.analysis.chunks import mapped
from decision_model.analysis.registry import Analysis, analyses, analysis
from decision_model.errors import ModelError, Problem, nearest
from decision_model.model import DecisionModel
from decision_model.model.given import of_kind, refused
from decision_model.scenario import read

BLOCK = 16
"""Scenarios that a worker is given at a time."""

Scenario = DecisionModel | Path | str


@dataclass(frozen=True)
class BatchRow:
    """A row of the answer about one scenario: `cells` by the key of their column.

    A scenario that fails has one row, without cells, that holds its `problems`.
    """

    scenario: str
    cells: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()


def batch(
    scenarios: Iterable[Scenario], question: str = "rank", executor: Executor | None = None, **arguments: Any
) -> Iterator[BatchRow]:
    """Put a question to many scenarios, models or names of files, and give the rows of the answers as they come.

    Rows stand in the order of the scenarios, and are the same with and without an `executor` (of concurrent.futures,
    or Dask's `Client.get_executor()`), whatever the number of its workers. Scenarios are read as they are needed, some
    thousands ahead with an executor. `arguments` are those of the question's function. Scenarios that cannot be read
    or answered give a row with their problems. Raises ModelError for a question that does not exist.
    """
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise refused(("executor",), executor, "an executor, as those of concurrent.futures,")
    expected = "models and names of files"
    try:
        several = iter(of_kind(scenarios, Iterable, ("scenarios",), f"a list of {expected}"))
    except TypeError as error:
        raise refused(("scenarios",), scenarios, f"a list of {expected}") from error
    if isinstance(scenarios, str | bytes):
        raise refused(("scenarios",), scenarios, f"a list of {expected}")
    name = of_kind(question, str, ("question",), "the name of a question")
    work = partial(_answered, asked_question(name).name, arguments)
    return chain.from_iterable(mapped(work, _blocks(several), executor))


def asked_question(name: str) -> Analysis:
    """The question of a name, written with - or _; raises ModelError where there is none."""
    question = analysis(name.replace("-", "_"))
    if question is None:
        known = [other.command for other in analyses()]
        raise ModelError([Problem(("question",), f"'{name}' is not a question.", nearest(name, known))])
    return question


def _blocks(remaining: Iterator[Scenario]) -> Iterator[tuple[Scenario, ...]]:
    while block := tuple(islice(remaining, BLOCK)):
        yield block


def _answered(name: str, arguments: Mapping[str, Any], scenarios: tuple[Scenario, ...]) -> list[BatchRow]:
    """The rows of some scenarios."""
    return [row for scenario in scenarios for row in _rows(scenario, name, arguments)]


def _rows(scenario: Scenario, name: str, arguments: Mapping[str, Any]) -> list[BatchRow]:
    called = (scenario.name or scenario.title) if isinstance(scenario, DecisionModel) else str(scenario)
    question = asked_question(name)
    try:
        model = scenario if isinstance(scenario, DecisionModel) else read(scenario)
        result = question.function(model, **arguments)
        keys = [column.key for column in result.columns]
        return [BatchRow(called, dict(zip(keys, row, strict=True))) for row in result.rows()]
    except ModelError as error:
        return [BatchRow(called, {}, error.problems)]
    except OSError as error:
        return [BatchRow(called, {}, (Problem((), f"it cannot be read: {error.strerror or error}."),))]
