"""Scenarios to begin from: sound, asked every question, explained, and never written over anything."""

from __future__ import annotations

from pathlib import Path

import pytest

import decision_model as dm
from decision_model.analysis.answers import answers
from decision_model.interfaces.starters import Starter, starter_text
from decision_model.scenario import inspect
from tests.interfaces.conftest import Ask

FOLDER = Path(dm.__file__).parent / "interfaces" / "starters"


@pytest.fixture(params=list(Starter))
def starter(request: pytest.FixtureRequest) -> Starter:
    chosen: Starter = request.param
    return chosen


def test_every_starter_can_be_chosen() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(Starter)


def test_a_starter_is_sound_and_nothing_in_it_misleads(starter: Starter, tmp_path: Path, ask: Ask) -> None:
    file = tmp_path / "deep" / "mine.yaml"
    said = ask("new", file, "--from", starter, columns=400)
    assert (said.code, said.err) == (0, "")
    assert str(file) in said.out
    model, warnings = inspect(file)
    assert warnings == ()
    assert ask("check", file).code == 0
    assert dm.solve(model).policy


def test_every_question_of_run_is_answered(starter: Starter) -> None:
    asked = list(answers(dm.parse(starter_text(starter))))
    assert [(answer.analysis.name, answer.reason) for answer in asked if answer.result is None] == []
    assert len(asked) > 12


def test_what_a_starter_claims_holds(starter: Starter) -> None:
    model = dm.parse(starter_text(starter))
    if model.claims:
        assert [claim.holds for claim in dm.claims(model).claims] == [True] * len(model.claims)


def test_a_starter_shows_ranges_and_explains_itself(starter: Starter) -> None:
    lines = starter_text(starter).splitlines()
    assert sum(line.lstrip().startswith("#") for line in lines) >= 10
    assert max(map(len, lines)) <= 125
    assert "range: [" in starter_text(starter)


def test_without_a_choice_it_is_a_memo(tmp_path: Path, ask: Ask) -> None:
    ask("new", tmp_path / "mine.yaml", "-q")
    assert (tmp_path / "mine.yaml").read_bytes() == (FOLDER / "memo.yaml").read_bytes()


def test_nothing_is_written_over(tmp_path: Path, ask: Ask) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("title: mine\n")
    for path in (file, tmp_path):
        said = ask("new", path)
        assert (said.code, said.out) == (1, "")
        assert f"{path} is there already." in said.err
    assert file.read_text() == "title: mine\n"


def test_a_link_that_leads_nowhere_is_in_the_way_as_well(tmp_path: Path, ask: Ask) -> None:
    link = tmp_path / "mine.yaml"
    link.symlink_to(tmp_path / "elsewhere.yaml")
    assert ask("new", link).code == 1
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "file").write_text("")
    said = ask("new", tmp_path / "file" / "mine.yaml")
    assert said.code == 1
    assert str(tmp_path / "file") in said.err
    assert "should not have" not in said.err
