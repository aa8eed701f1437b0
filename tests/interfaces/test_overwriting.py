"""No command overwrites what the user made or changed, nor what its own result is made from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import decision_model as dm
from decision_model.interfaces.files import OverwriteError
from tests.interfaces.conftest import Ask

KINDS = ("svg", "png", "pdf", "csv", "json", "md")
WRITING = [
    *(("rank", f"out.{kind}") for kind in KINDS),
    ("report", "out.html"),
    ("report", "out.pdf"),
    ("explore", "out.html"),
    ("explore", "out.zip"),
]


def _content(path: Path) -> bytes:
    return path.read_bytes()


@pytest.mark.parametrize(("command", "name"), WRITING)
def test_an_output_is_replaced_until_somebody_changes_it(
    command: str, name: str, summit: Path, ask: Ask, few: list[str]
) -> None:
    output = Path(name)
    assert ask(command, summit, "-o", output).code == 0
    assert ask(command, summit, "-o", output, "--set", "p_object=0.2").code == 0
    output.write_bytes(_content(output) + b" ")
    changed = _content(output)
    said = ask(command, summit, "-o", output)
    assert (said.code, said.out) == (1, "")
    assert f"not as decision-model left them here:\n    {name}\n" in said.err
    assert _content(output) == changed
    assert ask(command, summit, "-o", output, "--force").code == 0
    assert sorted(path.name for path in Path().iterdir()) == [name, "scenarios"]


def _aliases(scenario: Path) -> list[Path]:
    """Names of one file: itself, another spelling, a link, a link to a link and a hard link."""
    link, second, hard = (scenario.parent / name for name in ("link.md", "second.csv", "hard.svg"))
    link.symlink_to(scenario.name)
    second.symlink_to(link.name)
    os.link(scenario, hard)
    return [scenario, scenario.parent / "." / ".." / scenario.parent.name / scenario.name, link, second, hard]


@pytest.mark.parametrize("command", ["rank", "solve", "difference"])
def test_a_scenario_is_never_replaced_by_its_own_result(command: str, summit: Path, ask: Ask) -> None:
    scenario = summit.rename("scenarios/summit.json")
    text = scenario.read_text("utf-8")
    further = ["--other", scenario] if command == "difference" else []
    for alias in _aliases(scenario):
        for force in ([], ["--force"]):
            said = ask(command, scenario, *further, "-o", alias.resolve() if alias == scenario else alias, *force)
            assert (said.code, said.out) == (1, ""), alias
            assert "is what the result is made from" in said.err
            assert scenario.read_text("utf-8") == text


def test_nor_a_scenario_that_is_extended_or_compared(summit: Path, ask: Ask) -> None:
    base = summit.rename("scenarios/base.json")
    text = base.read_text("utf-8")
    top = Path("scenarios/top.yaml")
    top.write_text("decision_model: 1\nextends: base.json\ntitle: Another summit\n", "utf-8")
    plain = Path("scenarios/plain.yaml")
    plain.write_text(text, "utf-8")
    for arguments in (["rank", top], ["difference", plain, "--other", top]):
        said = ask(*arguments, "-o", base, "--force")
        assert said.code == 1
        assert "base.json is what the result is made from" in said.err
        assert base.read_text("utf-8") == text


def test_nor_one_that_lies_in_the_folder_of_a_run(summit: Path, ask: Ask, few: list[str]) -> None:
    folder = Path("results/solve")
    folder.mkdir(parents=True)
    scenario = summit.rename(folder / "solve.csv")
    text = scenario.read_text("utf-8")
    assert ask("run", scenario, "--force").code == 1
    assert scenario.read_text("utf-8") == text


def test_a_page_or_report_that_is_no_valid_scenario_is_refused_too(tmp_path: Path, ask: Ask) -> None:
    broken = tmp_path / "notes.json"
    broken.write_text("decision-model: my notes", "utf-8")
    for force in ([], ["--force"]):
        assert ask("rank", broken, "-o", broken, *force).code == 1
    assert broken.read_text("utf-8") == "decision-model: my notes"


def test_the_doors_in_python_take_the_same_care(summit: Path, tmp_path: Path, few: list[str]) -> None:
    model = dm.read(summit)
    doors = {
        "picture.svg": lambda path, **force: dm.save(dm.draw(dm.rank(model)), path, **force),
        "page.html": lambda path, **force: dm.explore(model).save(path, **force),
        "report.html": lambda path, **force: dm.report(model, path, **force),
    }
    for name, door in doors.items():
        path = tmp_path / name
        door(path)
        door(path)
        path.write_text("mine")
        with pytest.raises(OverwriteError, match="force=True"):
            door(path)
        assert path.read_text() == "mine"
        door(path, force=True)
