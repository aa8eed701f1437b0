"""The command `quiz`: where it writes, what it refuses, what it prints."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import decision_model as dm
from decision_model.courses.quiz import moodle
from tests.interfaces.conftest import Ask

UMBRELLA = Path(__file__).parents[2] / "scenarios" / "textbook" / "umbrella.yaml"


@pytest.fixture
def umbrella(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small scenario in the folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    file = Path("umbrella.yaml")
    file.write_bytes(UMBRELLA.read_bytes())
    return file


def test_it_writes_the_file_of_moodle_unless_told_otherwise(umbrella: Path, ask: Ask) -> None:
    said = ask("quiz", umbrella)
    assert said.code == 0
    assert Path("quiz.xml").read_bytes() == moodle(dm.quiz(dm.read(umbrella)))
    assert sorted(path.name for path in Path().iterdir()) == ["quiz.xml", "umbrella.yaml"]


def test_it_writes_text_with_its_images_beside_it(umbrella: Path, ask: Ask) -> None:
    assert ask("quiz", umbrella, "-o", "week 3.txt", "--seed", 4, "-q").code == 0
    text = Path("week 3.txt").read_text("utf-8")
    images = sorted(path.name for path in Path().glob("*.png"))
    assert images
    for image in images:
        assert image.startswith("week_3_")
        assert f"]({image})" in text
    assert dm.quiz(dm.read(umbrella), seed=4).items[0].title in text


def test_both_at_once_and_again(umbrella: Path, ask: Ask) -> None:
    first = ask("quiz", umbrella, "-o", "a.xml", "-o", "a.txt", "--questions", 3)
    assert first.code == 0
    content = Path("a.xml").read_bytes()
    assert ask("quiz", umbrella, "-o", "a.xml", "-o", "a.txt", "--questions", 3).code == 0
    assert Path("a.xml").read_bytes() == content
    assert content.count(b"<question type=") == 3 + 2


def test_it_never_overwrites_what_is_not_its_own(umbrella: Path, ask: Ask) -> None:
    Path("quiz.xml").write_text("mine", "utf-8")
    said = ask("quiz", umbrella)
    assert said.code == 1
    assert "in the way" in said.err
    assert Path("quiz.xml").read_text("utf-8") == "mine"
    assert ask("quiz", umbrella, "--force").code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "quiz.pdf"), "must end in one of .xml, .txt"),
        (("--to", "moodle", "-o", "quiz.txt"), "must end in one of .xml"),
        (("--to", "canvas"), "canvas"),
        (("--questions", "0"), "--questions"),
        (("--describe",), "No such option: --describe"),
    ],
)
def test_it_says_what_is_wrong_with_the_command(
    arguments: tuple[str, ...], told: str, umbrella: Path, ask: Ask
) -> None:
    said = ask("quiz", umbrella, *arguments, columns=200)
    assert said.code == 2
    assert told in said.err
    assert [path.name for path in Path().iterdir()] == ["umbrella.yaml"]


def test_it_prints_questions_and_answers(umbrella: Path, ask: Ask) -> None:
    said = ask("quiz", umbrella, "--csv", "-q")
    rows = list(csv.reader(said.out.splitlines()))
    found = dm.quiz(dm.read(umbrella))
    assert rows[0] == ["kind", "question", "answer", "wrong"]
    assert len(rows) == 1 + len(found.items)
    assert json.loads(ask("quiz", umbrella, "--json", "-q").out)
    assert not list(Path().glob("*.xml"))


def test_a_variation_is_asked_about(umbrella: Path, ask: Ask) -> None:
    assert ask("quiz", umbrella, "--set", "p_rain=0.9", "-o", "wet.xml", "-q").code == 0
    assert Path("wet.xml").read_bytes() == moodle(dm.quiz(dm.read(umbrella).varied(parameters={"p_rain": 0.9})))
