"""What turns out wrong only once something is asked of a model names the file that it was read from."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.columns import Column
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.flip import flip
from decision_model.analysis.robustness.tornado import tornado
from decision_model.analysis.statement import Statement
from decision_model.analysis.views.regret import regret
from decision_model.errors import Location, ModelError, Problem
from decision_model.interfaces.batch import batch
from decision_model.interfaces.cli import app
from decision_model.model import DecisionModel, consideration, decision, decision_model
from decision_model.model.fingerprint import fingerprint
from decision_model.scenario import parse, read

TEXT = """decision_model: 1
title: Where to build
sequence:
  - decide: site
    options: {here: Here, there: There}
considerations:
  - name: cost
    scores: {rows: site, table: {here: 3, there: 4}}
combine: sum
unit: million
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("site.yaml").write_text(TEXT, encoding="utf-8")
    return "site.yaml"


def place(error: ModelError) -> list[tuple[str, int]]:
    return [(p.location.file, p.location.line) if p.location else ("", 0) for p in error.problems]


def test_an_entry_at_fault_has_its_line(file: str) -> None:
    with pytest.raises(ModelError) as raised:
        flip(read(file))
    assert place(raised.value) == [(file, 9)]
    assert str(raised.value).startswith("site.yaml:9:1: combine: ")


def test_what_is_owed_to_the_whole_has_the_file_alone(file: str) -> None:
    with pytest.raises(ModelError, match=r"^site\.yaml: no number of the model has a range") as raised:
        tornado(read(file), all_numbers=False)
    assert place(raised.value) == [(file, 0)]


def test_an_argument_left_out_is_not_at_fault_but_the_file_is(file: str) -> None:
    with pytest.raises(ModelError, match=r"^site\.yaml: over: this scenario has no perspectives"):
        regret(read(file))


def test_an_argument_that_was_given_stays_what_it_is(file: str) -> None:
    with pytest.raises(ModelError, match=r"^by: 'nowhere' is not a decision") as raised:
        rank(read(file), by=["nowhere"])
    assert place(raised.value) == [("", 0)]


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])
def test_copies_know_the_file(file: str, copied: object) -> None:
    model = copied(read(file)).varied(choose={"site": "here"})  # type: ignore[operator]
    with pytest.raises(ModelError) as raised:
        flip(model)
    assert place(raised.value) == [(file, 9)]


def test_what_was_built_in_python_has_no_file() -> None:
    model = decision_model("A", [decision("d", ["a", "b"])], [consideration("c", [({"d": "a"}, 1), (None, 0)])])
    with pytest.raises(ModelError) as raised:
        tornado(model, all_numbers=False)
    assert place(raised.value) == [("", 0)]


def test_the_file_makes_no_other_model(file: str) -> None:
    assert read(file) == parse(TEXT, "site")
    assert fingerprint(read(file)) == fingerprint(parse(TEXT, "site"))


def test_a_batch_says_where(file: str) -> None:
    (row,) = batch([file], "flip")
    assert row.problems[0].location == Location(file, 9, 1, "combine: sum")


def test_the_command_line_says_where(file: str) -> None:
    for command, start in {"flip": "site.yaml:9:1: combine", "regret": "site.yaml: over"}.items():
        error = CliRunner().invoke(app, [command, file]).exception
        assert str(error).startswith(start)


def test_what_was_typed_is_called_by_its_option(file: str) -> None:
    error = CliRunner().invoke(app, ["rank", file, "--by", "nowhere"]).exception
    assert str(error).startswith("--by: 'nowhere'")


CHANCES = """decision_model: 1
title: Where to build
parameters:
  ahead: {value: 0.5, range: [0, 1]}
  behind: 1 - ahead
sequence:
  - decide: site
    options: {here: Here, there: There}
  - event: flood
    outcomes: {dry: Dry, wet: Wet}
    chance:
      dry: ahead
      wet: behind
considerations:
  - name: cost
    scores: {rows: site, table: {here: 3, there: 4}}
combine: sum
"""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DecisionModel:
    monkeypatch.chdir(tmp_path)
    Path("flood.yaml").write_text(CHANCES, encoding="utf-8")
    return read("flood.yaml")


@pytest.mark.parametrize("changed", [{"parameters": {"ahead": 1.5}}, {"numbers": {"ahead": 1.5}}])
def test_an_entry_that_a_change_spoils_has_its_line(model: DecisionModel, changed: dict[str, Any]) -> None:
    with pytest.raises(ModelError, match=r"^flood\.yaml:12:7: sequence > flood > chance > dry: ") as raised:
        model.varied(**changed)
    assert {line for _, line in place(raised.value)} <= {12, 13}


def test_a_field_that_a_copy_spoils_has_the_line_of_what_it_fails_in(model: DecisionModel) -> None:
    with pytest.raises(ModelError) as raised:
        model.copied(parameters={})
    assert set(place(raised.value)) == {("flood.yaml", 12), ("flood.yaml", 13)}


@pytest.mark.parametrize(
    "changed",
    [
        {"parameters": {"head": 0.5}},
        {"parameters": {"ahead": "1/"}},
        {"weights": {"cost": 3}},
        {"shares": {"cost": 0.3}},
        {"numbers": {"cots": 3}},
        {"choose": {"site": "her"}},
        {"without": 3},
        {"perspective": "nobody"},
        {"what_if": "nothing"},
        {"risk_tolerance": 0},
    ],
)
def test_a_change_that_was_typed_wrongly_stays_what_it_is(model: DecisionModel, changed: dict[str, Any]) -> None:
    with pytest.raises(ModelError) as raised:
        model.varied(**changed)
    assert place(raised.value) == [("", 0)]


def test_what_a_result_works_out_late_has_the_file(model: DecisionModel) -> None:
    drawn = solve(model.varied(parameters={"ahead": np.array([0.2, 0.5])}))
    with pytest.raises(ModelError, match=r"^flood\.yaml: A solution over draws has no single policy"):
        drawn.plan  # noqa: B018 - looking at it is what is tested


class Late(Result):
    """A result that finds out late, in each of the ways that results do."""

    def __init__(self, model: DecisionModel):
        self.model = model

    @property
    def statement(self) -> Statement:
        return Statement("", "")

    @property
    def columns(self) -> tuple[Column, ...]:
        return (Column("one", "one"),)

    def rows(self) -> Iterator[tuple[int]]:
        yield (refused(),)

    @property
    def plain(self) -> int:
        return refused()

    @cached_property
    def kept(self) -> int:
        return refused()


def refused() -> int:
    raise ModelError([Problem(("sequence", "flood"), "it fails.")])


@pytest.mark.parametrize("look", [lambda r: r.plain, lambda r: r.kept, lambda r: r.table(), repr])
def test_whatever_a_result_shows_names_file_and_line(model: DecisionModel, look: Callable[[Result], object]) -> None:
    with pytest.raises(ModelError, match=r"^flood\.yaml:9:5: sequence > flood: it fails\."):
        look(Late(model))
