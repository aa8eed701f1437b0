"""The commands `exercise` and `grade`, and `dm.grade`: files made, handed back, graded, written, and refused."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import decision_model as dm
from decision_model.interfaces.cli import app
from decision_model.interfaces.courses.returned import returned
from tests.courses.papers import ROOT, filled

GOFERBROKE = str(ROOT / "scenarios" / "textbook" / "goferbroke.yaml")
TAKEN = "--take=p_oil,soundings.chance.1.favourable,land_value"


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "120"})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an exercise in it, and what three students returned, and somebody who meant no good."""
    monkeypatch.chdir(tmp_path)
    assert invoke("exercise", GOFERBROKE, TAKEN).exit_code == 0
    model = dm.read(GOFERBROKE)
    made = dm.exercise(model, ["p_oil", "soundings.chance.1.favourable", "land_value"])
    returned = tmp_path / "returned"
    returned.mkdir()
    (returned / "ann.yaml").write_text(filled(made), "utf-8")
    (returned / "ben.yaml").write_text(filled(made, ["0.75", *made.answers[1:]]), "utf-8")
    (returned / "carl.yaml").write_text(made.handout, "utf-8")
    (returned / "=1+1.yaml").write_bytes(b"\x00\xff" * 50)
    (returned / "notes.txt").write_text("not a paper", "utf-8")
    return tmp_path


def test_the_folder_holds_what_is_handed_out_and_what_is_kept(folder: Path) -> None:
    made = folder / "goferbroke_exercise"
    assert sorted(path.name for path in made.iterdir()) == ["exercise.yaml", "rubric.yaml", "solution.yaml"]
    assert dm.read(made / "solution.yaml").sequence == dm.read(GOFERBROKE).sequence
    checked = invoke("check", str(made / "exercise.yaml"))
    assert checked.exit_code == 1
    assert str(checked.exception).count("there is a gap here") == 3


def test_a_class_is_graded_and_nobody_stops_the_others(folder: Path) -> None:
    said = invoke("grade", "goferbroke_exercise", "returned", "--feedback")
    assert said.exit_code == 0, said.output
    assert "4 papers: 2.75 of 6 points on average" in said.stdout
    assert "ben: 5 of 6 points" in said.stdout
    assert "0 of 1: P oil: 0.75 is the chance of the other outcome; it is 0.25." in said.stdout
    assert "1 of 1: Chance of Favourable, rule 1: right." in said.stdout
    assert "=1+1: 0 of 6 points" in said.stdout
    assert "not in UTF-8" in said.stdout or "invisible character" in said.stdout
    assert "Traceback" not in said.output


def test_the_table_of_the_class_cannot_run_in_a_spreadsheet(folder: Path) -> None:
    assert invoke("grade", "goferbroke_exercise", "returned", "-o", "class.csv", "-o", "class.json").exit_code == 0
    with Path("class.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["student"], row["points"]) for row in rows] == [
        ("'=1+1", "0"), ("ann", "6"), ("ben", "5"), ("carl", "0"),
    ]  # fmt: skip
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert json.loads(Path("class.json").read_text("utf-8"))["rows"][1]["same_plan"] == "yes"


def test_what_is_not_read_is_said(folder: Path) -> None:
    said = invoke("grade", "goferbroke_exercise", "returned")
    assert "only files that end in .yaml are read, and not notes.txt." in said.stderr


def test_an_ending_that_an_editor_added_is_read(folder: Path) -> None:
    (folder / "returned" / "ann.yaml").rename(folder / "returned" / "Ann O. Smith.YAML.txt")
    papers = {paper.student: paper.points for paper in dm.grade("goferbroke_exercise", "returned").papers}
    assert papers["Ann O. Smith"] == 6
    alone = dm.grade("goferbroke_exercise", "returned/Ann O. Smith.YAML.txt").papers
    assert [paper.student for paper in alone] == ["Ann O. Smith"]


def test_the_short_options_are_the_long_ones(folder: Path) -> None:
    for kind in ("csv", "json"):
        short, long = (
            invoke("grade", "goferbroke_exercise", "returned", *how) for how in ([f"--{kind}"], ["-f", kind])
        )
        assert short.exit_code == 0
        assert short.stdout == long.stdout
    assert json.loads(short.stdout)["rows"][1]["student"] == "ann"


def test_each_student_gets_a_section_of_feedback(folder: Path) -> None:
    assert invoke("grade", "goferbroke_exercise", "returned/ben.yaml", "-o", "feedback.md").exit_code == 0
    page = Path("feedback.md").read_text("utf-8")
    assert "## ben: 5 of 6 points" in page
    assert "- 0 of 1: P oil: 0.75 is the chance of the other outcome; it is 0.25." in page
    assert "- The plan is not the solution's. These numbers say:" in page


def test_points_can_be_changed(folder: Path) -> None:
    rubric = folder / "goferbroke_exercise" / "rubric.yaml"
    rubric.write_text(
        rubric.read_text("utf-8").replace(
            "number: p_oil\n    points: 1", "number: p_oil\n    points: 10\n    say: Read p. 3"
        ),
        "utf-8",
    )
    said = invoke("grade", "goferbroke_exercise", "returned/ben.yaml")
    assert "ben: 5 of 15 points" in said.stdout
    assert "it is 0.25. Read p. 3." in said.stdout


def test_a_rubric_with_mistakes_is_explained_at_its_lines(folder: Path) -> None:
    rubric = folder / "goferbroke_exercise" / "rubric.yaml"
    rubric.write_text("rubric: 2\nnear_within: 300%\nitems:\n  - {number: p_oil, pionts: 3}\n  - {points: 2}\nfoo: 1\n")
    said = invoke("grade", "goferbroke_exercise", "returned")
    assert said.exit_code == 1
    for part in (
        "rubric.yaml:1:9: ",
        "rubric.yaml:2:14: ",
        "'pionts' is not a key here",
        "an item is one thing",
        "'foo'",
    ):
        assert part in str(said.exception)


def test_what_a_person_changed_is_not_overwritten(folder: Path) -> None:
    (folder / "goferbroke_exercise" / "rubric.yaml").write_text("mine", "utf-8")
    said = invoke("exercise", GOFERBROKE, TAKEN)
    assert said.exit_code == 1
    assert "rubric.yaml" in str(said.exception)
    assert (folder / "goferbroke_exercise" / "rubric.yaml").read_text("utf-8") == "mine"


def test_a_scenario_is_a_solution_without_a_rubric(folder: Path) -> None:
    said = invoke("grade", GOFERBROKE, "returned/ann.yaml", "returned/ben.yaml")
    assert said.exit_code == 0, said.output
    assert "2 papers" in said.stdout


def test_papers_in_folders_of_their_students_are_named_by_them(folder: Path) -> None:
    for name in ("Anna Berg_17", "Ben Ott_18"):
        (folder / "moodle" / name).mkdir(parents=True)
        (folder / "moodle" / name / "exercise.yaml").write_bytes((folder / "returned" / "ann.yaml").read_bytes())
    papers = dm.grade("goferbroke_exercise", "moodle").papers
    assert [paper.student for paper in papers] == ["Anna Berg_17", "Ben Ott_18"]


def test_neither_links_nor_pipes_nor_extended_files_are_read(folder: Path) -> None:
    returned = folder / "returned"
    (returned / "link.yaml").symlink_to(GOFERBROKE)
    os.mkfifo(returned / "pipe.yaml")
    (returned / "dan.yaml").write_text("extends: ../goferbroke_exercise/solution.yaml\n", "utf-8")
    said = invoke("grade", "goferbroke_exercise", "returned", "--feedback")
    assert said.exit_code == 0
    assert "link" not in said.stdout
    assert "pipe" not in said.stdout
    assert "dan: 0 of 6 points" in said.stdout
    assert "only a scenario that is read from a file can extend another one" in " ".join(said.stdout.split())


def test_a_mistake_is_planted_by_its_name(folder: Path) -> None:
    assert invoke("exercise", GOFERBROKE, "--plant", "prior-for-posterior", "-o", "planted").exit_code == 0
    assert invoke("check", "planted/exercise.yaml").exit_code == 0
    assert "taken to have nothing to do with each other" in Path("planted/rubric.yaml").read_text("utf-8")
    said = invoke("exercise", GOFERBROKE, "--plant", "any", "--take", "rules")
    assert said.exit_code == 2
    assert "leave out --take" in said.stderr


def test_nothing_to_read_is_said(folder: Path) -> None:
    (folder / "empty").mkdir()
    said = invoke("grade", "goferbroke_exercise", "empty")
    assert said.exit_code == 1
    assert "there is no scenario in it" in said.stderr


def test_the_same_input_gives_the_same_bytes(folder: Path) -> None:
    first = dm.exercise(dm.read(GOFERBROKE), "rules", seed=4).files
    assert first == dm.exercise(dm.read(GOFERBROKE), "rules", seed=4).files


def test_the_solution_named_among_what_came_back_is_said_to_be_no_paper(tmp_path: Path) -> None:
    solution, paper = tmp_path / "solution.yaml", tmp_path / "anna.yaml"
    for file in (solution, paper):
        file.write_text("decision_model: 1\n")
    found = returned([solution, paper], [solution])
    assert list(found.papers) == ["anna"]
    assert found.troubles == [f"{solution}: this belongs to the exercise itself, and is not graded."]
