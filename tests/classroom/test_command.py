"""The command `class`, from answers to what is printed and written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import decision_model as dm
from decision_model.interfaces.cli import app
from tests.interfaces.conftest import Ask, ask

__all__ = ["ask"]

HERE = Path(__file__).parent
GRID, LINKS, BROKEN = (str(HERE / "answers" / name) for name in ("google_grid.csv", "links_in_a_sheet.csv", "broken"))


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    shutil.copy(HERE / "where.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return "where.yaml"


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "120"})


def test_it_says_what_it_understood_and_what_follows(where: str) -> None:
    said = invoke("class", where, GRID)
    assert said.exit_code == 0, said.output
    assert "‘In Vienna’ is best for" in said.stdout
    assert "Weight, most disputed" in said.stdout
    assert "Read 3 answers in 1 file: 3 rows of forms; 3 with a choice by gut." in said.stderr
    assert "1 person answered more than once" in said.stderr


def test_json_holds_every_aggregate_and_every_person(where: str) -> None:
    said = invoke("class", where, GRID, "--before", LINKS, "--json")
    data = json.loads(said.stdout)
    assert data["persons"] == len(data["rows"]) == 3
    assert sum(option["first_places"] for option in data["options"]) == pytest.approx(3)
    assert data["rounds"]["moved"] == 1
    assert data["gut"]["moved"] == 0
    assert {option["title"] for option in data["options"]} == {"In Berlin", "In Vienna", "No meeting at all"}


def test_everything_is_written_and_read_again(where: str, tmp_path: Path) -> None:
    names = ["class.yaml", "class.csv", "class.json", "class.md", "class.png", "class.svg", "class.pdf", "class.html"]
    said = invoke("class", where, GRID, "-q", *(part for name in names for part in ("-o", name)))
    assert said.exit_code == 0, said.output
    assert all((tmp_path / name).stat().st_size > 100 for name in names)
    table = invoke("class", where, GRID, "--csv", "-q").stdout
    for file in ("class.csv", "class.yaml"):
        again = invoke("class", where, file, "--csv", "-q").stdout
        without_choice = [line.split(",")[2:4] + line.split(",")[5:] for line in table.splitlines()]
        assert [line.split(",")[2:4] + line.split(",")[5:] for line in again.splitlines()] == without_choice
    assert len(dm.read(tmp_path / "class.yaml").perspectives) == 3


def test_the_page_says_all_of_it_and_names_nobody(where: str, tmp_path: Path) -> None:
    chat = str(HERE / "answers" / "chat.txt")
    invoke("class", where, GRID, chat, "--before", LINKS, "--names", "-q", "-o", "class.html")
    page = (tmp_path / "class.html").read_text("utf-8")
    assert page.count("<svg") == page.count("<figcaption>") == 3
    assert "‘In Vienna’ is best for" in page
    assert "<script" not in page
    for name in ("Ann", "Cem", "example.org"):
        assert name not in page.replace("the person in the middle", "")


def test_a_class_file_elsewhere_is_refused(where: str, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    said = invoke("class", where, GRID, "-o", "deep/class.yaml")
    assert said.exit_code == 2
    assert "a class file lies in the folder of where.yaml" in " ".join(said.output.replace("│", "").split())


def test_answers_that_cannot_be_read_say_why_and_nothing_is_worked_out(where: str, tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "mine.txt").write_text("20, 60 and 20\n", "utf-8")
    said = ask("class", where, "mine.txt")
    assert (said.code, said.out) == (1, "")
    assert "No answer could be read." in said.err
    assert "mine.txt: no answer was found in it" in said.err


def test_no_answers_and_no_perspectives(where: str, ask: Ask) -> None:
    said = ask("class", where)
    assert said.code == 1
    assert "nobody has answered. Name files with answers, or add perspectives." in said.err


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
@pytest.mark.parametrize("columns", [50, 80, 120])
def test_any_terminal_can_show_it(where: str, ask: Ask, encoding: str, columns: int) -> None:
    said = ask("class", where, str(HERE / "answers"), columns=columns, encoding=encoding)
    assert said.code == 0
    assert max(map(len, said.out.splitlines())) <= columns
    assert "\x1b" not in said.out


def test_the_answers_are_never_overwritten(where: str, tmp_path: Path) -> None:
    shutil.copy(GRID, tmp_path / "form.csv")
    before = (tmp_path / "form.csv").read_bytes()
    said = invoke("class", where, "form.csv", "-o", "form.csv", "--force")
    assert said.exit_code != 0
    assert (tmp_path / "form.csv").read_bytes() == before


def test_names_stand_in_what_is_printed_only_when_they_are_asked_for(where: str) -> None:
    chat = str(HERE / "answers" / "chat.txt")
    assert "Ann" not in invoke("class", where, chat, "--csv").output
    assert "Ann" in invoke("class", where, chat, "--csv", "--names").stdout


def test_a_folder_with_broken_files_gives_what_can_be_read_and_up_to_twenty_troubles(where: str) -> None:
    said = invoke("class", where, BROKEN)
    assert said.exit_code == 0
    assert "blank_cell.csv, line 2, column 2" in said.stderr


def test_the_questions_are_printed(where: str) -> None:
    said = invoke("class-questions", where)
    assert "  Weight of ‘Allied unity’" in said.stdout
    assert "    - No meeting at all" in said.stdout
