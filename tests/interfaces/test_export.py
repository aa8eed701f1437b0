"""The command `export`: every format by its ending, several at once or none, and nothing of the user's replaced."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from decision_model.interchange.document import needed
from decision_model.interchange.formats import Writer, writer, writers
from tests.interfaces.conftest import Ask

UMBRELLA = Path(__file__).parents[2] / "scenarios" / "textbook" / "umbrella.yaml"


@pytest.fixture
def umbrella(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(UMBRELLA, "umbrella.yaml")
    return Path("umbrella.yaml")


@pytest.mark.parametrize("each", writers(), ids=lambda each: each.name)
def test_the_ending_or_the_name_tells_the_format(each: Writer) -> None:
    by_ending = writer("", f"Some.thing{each.ending.upper()}")
    assert by_ending.ending == each.ending
    assert writer(each.name) is each


def test_several_files_are_written_at_once_and_said(umbrella: Path, ask: Ask) -> None:
    names = ["umbrella.radiant.yaml", "umbrella.dot", "umbrella.mmd"]
    said = ask("export", umbrella, *(part for name in names for part in ("-o", name)))
    assert said.code == 0
    for name in names:
        assert f"Wrote {Path(name).resolve()}\n" in said.out
    told = [line for line in said.out.splitlines() if not line.startswith("Wrote")]
    assert told
    assert len(told) == len(set(told))


def test_nothing_is_written_where_one_of_them_cannot_be(umbrella: Path, ask: Ask) -> None:
    Path("folder.dot").mkdir()
    Path("mine.mmd").write_text("mine", "utf-8")
    for other, told in (
        ("umbrella.svg", "--to: the ending of 'umbrella.svg' tells no format"),
        ("folder.dot", "is a folder"),
        ("mine.mmd", "in the way"),
    ):
        said = ask("export", umbrella, "-o", "umbrella.dot", "-o", other)
        assert said.code == 1
        assert told in said.err
        assert not Path("umbrella.dot").exists()
    assert Path("mine.mmd").read_text("utf-8") == "mine"


def test_the_scenario_itself_is_never_replaced(umbrella: Path, ask: Ask) -> None:
    before = umbrella.read_bytes()
    said = ask("export", umbrella, "--to", "radiant", "-o", umbrella, "--force")
    assert said.code == 1
    assert "is what the result is made from" in said.err
    assert umbrella.read_bytes() == before


def test_text_is_printed_and_what_is_no_text_refused(umbrella: Path, ask: Ask) -> None:
    assert ask("export", umbrella, "--to", "mermaid").out.startswith("---\ntitle:")
    said = ask("export", umbrella, "--to", "xlsx")
    assert said.code == 1
    assert "Name the file with -o" in said.err
    assert "Did you mean 'mermaid'?" in ask("export", umbrella, "--to", "mermiad").err


def test_options_that_mean_nothing_here_are_not_taken(umbrella: Path, ask: Ask) -> None:
    for option in ("--csv", "--json", "--dark", "--describe", "--all"):
        said = ask("export", umbrella, "--to", "dot", option)
        assert said.code == 2
        assert "No such option" in said.err


def test_a_missing_library_is_no_fault_of_the_file(umbrella: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needed, "find_spec", lambda name: None)
    said = ask("export", umbrella, "-o", "umbrella.pptx")
    assert said.code == 1
    assert "This needs the package python-pptx" in said.err
    assert "umbrella.yaml" not in said.err
