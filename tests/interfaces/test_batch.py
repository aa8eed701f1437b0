"""One question to many scenarios: the same rows by any number of workers, and what fails stops nothing."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from typer.testing import CliRunner

from decision_model.analysis.choice.rank import rank
from decision_model.analysis.time.simulate import simulate
from decision_model.errors import ModelError
from decision_model.interfaces.batch import BatchRow, batch
from decision_model.interfaces.cli import app
from decision_model.scenario import read
from tests.profiles import whole_look

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = sorted((SCENARIOS / "textbook").glob("*.yaml"))


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        yield executor


@pytest.fixture
def broken(tmp_path: Path) -> list[Path]:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("title: Nothing in it\nsequense: []\n", encoding="utf-8")
    return [wrong, tmp_path / "missing.yaml", tmp_path]


def test_rows_are_those_of_the_question_in_the_order_of_the_scenarios() -> None:
    rows = list(batch(FILES, "rank"))
    assert list(dict.fromkeys(row.scenario for row in rows)) == [str(file) for file in FILES]
    for file in FILES[:3]:
        own = [list(row.cells.values()) for row in rows if row.scenario == str(file)]
        assert own == [list(row) for row in rank(read(file)).rows()]


@pytest.mark.parametrize("question", ["rank", "solve", "one-way", "certainty"])
def test_the_same_rows_with_any_number_of_workers(question: str, pool: Executor, broken: list[Path]) -> None:
    scenarios = [FILES[0], *broken, *FILES[1:12]]
    assert _texts(batch(scenarios, question)) == _texts(batch(scenarios, question, pool))


def _texts(rows: Iterator[BatchRow]) -> list[str]:
    """Every digit of the rows; what is no number is equal to itself."""
    return [repr(row) for row in rows]


def test_models_are_answered_as_files_are(pool: Executor) -> None:
    models = [read(file) for file in FILES[:5]]
    by_file, by_model = (list(batch(given, "rank", pool)) for given in (FILES[:5], models))
    assert [row.cells for row in by_file] == [row.cells for row in by_model]


def test_scenarios_that_fail_give_their_problems(broken: list[Path]) -> None:
    rows = list(batch([*broken, FILES[0]], "rank"))
    assert all(row.problems and not row.cells for row in rows[:3])
    location = rows[0].problems[0].location
    assert location is not None
    assert location.line == 2
    assert rows[3].cells
    assert not rows[3].problems


def test_scenarios_are_read_as_they_are_needed() -> None:
    def endless() -> Iterator[Path]:
        while True:
            yield FILES[0]

    assert next(batch(endless(), "solve")).scenario == str(FILES[0])


def test_a_question_that_does_not_exist_is_said_at_once() -> None:
    with pytest.raises(ModelError, match=r"'rnak' is not a question\. Did you mean 'rank'"):
        batch(FILES, "rnak")


def test_the_command_prints_one_table_and_says_what_failed(broken: list[Path]) -> None:
    files = [str(file) for file in (FILES[0], *broken[:2])]
    printed = CliRunner().invoke(app, ["batch", *files, "--question", "rank", "--jobs", "2"])
    rows = list(csv.DictReader(io.StringIO(printed.stdout)))
    assert printed.exit_code == 1
    assert {row["scenario"] for row in rows if row["problem"]} == {str(file) for file in broken[:2]}
    assert "2 scenarios of 3 failed" in printed.stderr


def test_the_command_prints_lines_of_json() -> None:
    printed = CliRunner().invoke(app, ["batch", *map(str, FILES[:2]), "--question", "solve", "--json"])
    lines = [json.loads(line) for line in printed.stdout.splitlines()]
    assert printed.exit_code == 0
    assert [line["row"] for line in lines]


@whole_look
def test_a_cluster_of_dask_gives_what_one_worker_gives() -> None:
    if os.environ.get("DECISION_MODEL_CLUSTER") != "required":
        pytest.importorskip("distributed")
    import distributed

    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        executor = client.get_executor()
        assert _texts(batch(FILES[:20], "rank")) == _texts(batch(FILES[:20], "rank", executor))
        model = read(Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml")
        alone, shared = (simulate(model, 140_000, executor=by) for by in (None, executor))
        assert list(alone.rows()) == list(shared.rows())
