"""The README does what it says: its scenario reads, its commands and its Python run, its links lead somewhere."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import decision_model as dm
from decision_model.interfaces import run
from decision_model.interfaces.command_table import command_table
from decision_model.interfaces.explanation import explanation
from decision_model.interfaces.figure_set import FigureSet
from decision_model.interfaces.format_table import format_table
from tests.interfaces.conftest import Ask, ask, few
from tests.profiles import whole_look

__all__ = ["ask", "few"]

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MODULES = {
    "yaml": "pyyaml",
    "PIL": "pillow",
    "pydantic_core": "pydantic",
    "markupsafe": "jinja2",
    "pptx": "python-pptx",
    "docx": "python-docx",
}


def blocks(language: str) -> list[str]:
    """The contents of the README's fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


SETUPS = [line for block in blocks("sh") for line in block.splitlines()]
MAIN_JOB = SETUPS[0].partition(".venv/bin/decision-model ")[2].split()
COMMANDS = [
    line.removeprefix("$ ")
    for block in blocks("console")
    for line in block.splitlines()
    if line.removeprefix("$ decision-model ").split() != MAIN_JOB
]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a reader has after cloning, in a folder that may be written to."""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_first_screen_has_a_sentence_a_picture_ten_lines_of_yaml_and_two_commands() -> None:
    lines = README.splitlines()
    assert lines[2] == PROJECT["description"]
    assert lines[4].startswith("![")
    assert [len(block.splitlines()) for block in blocks("yaml")] == [10]
    assert len(SETUPS) == 2
    assert README.index(SETUPS[1]) < README.index("\n## ")


def test_the_scenario_reads_and_has_an_answer() -> None:
    model = dm.parse(blocks("yaml")[0])
    assert dm.solve(model).policy[0].options == ("elsewhere",)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_runs(command: str, clone: Path, ask: Ask) -> None:
    program, *arguments = shlex.split(command)
    assert program == "decision-model"
    said = ask(*arguments)
    assert (said.code, said.err) == (0, "")


def test_the_python_runs(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    namespace: dict[str, object] = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), namespace)
    assert (clone / "tree.svg").read_text("utf-8").count("<svg") == 1
    assert capsys.readouterr().out


def test_every_command_is_named(ask: Ask) -> None:
    commands = ("check", "run", "solve", "rank", "tree", "diagram", "explore", "gallery", "verify", "schema")
    for command in (*commands, "new", "watch"):
        assert re.search(rf"`{command}\b|\$ decision-model {command}\b", README), command


@whole_look
def test_the_main_job_of_the_first_screen_is_a_command_that_works(clone: Path, ask: Ask) -> None:
    said = ask(*MAIN_JOB)
    assert (said.code, said.err) == (0, "")
    assert (clone / "results/berlin_1961_contingency/tree.png").is_file()


def test_windows_gets_the_same_commands() -> None:
    windows = [line for block in blocks("powershell") for line in block.splitlines()]
    changed = {"python3 -m venv": "py -m venv", " &&": ";", "/bin/": "/Scripts/"}
    for unix, theirs in zip(SETUPS, windows, strict=True):
        for ours, translated in changed.items():
            unix = unix.replace(ours, translated)
        assert theirs.replace("\\", "/") == unix


def test_ci_runs_the_readmes_test_command_then_lint_and_types() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    finds = re.search(r"grep -m1 -- '(.+?)' README.md", script)
    assert finds is not None
    assert next(line for line in README.splitlines() if re.search(finds[1], line)) == SETUPS[1]
    assert re.findall(r"^\.venv/bin/(\w+)", script, re.MULTILINE)[:3] == ["ruff", "mypy", "oxlint"]


def test_every_link_and_picture_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_dependency_is_explained_and_used() -> None:
    extras = [line for extra in ("classroom", "office") for line in PROJECT["optional-dependencies"][extra]]
    lines = [*PROJECT["dependencies"], *extras]
    declared = {re.match(r"[\w-]+", line)[0].lower() for line in lines}  # type: ignore[index]
    explained = set(re.findall(r"^\| ([\w-]+)(?: \(extra `(?:classroom|office)`\))? \| \w", README, re.MULTILINE)) - {
        "package"
    }
    assert explained == declared
    assert imported() == declared


def imported() -> set[str]:
    """The packages from elsewhere that ours imports, wherever the import stands."""
    modules = set()
    for file in (ROOT / "decision_model").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.partition(".")[0])
    foreign = modules - set(sys.stdlib_module_names) - {"decision_model"}
    return {MODULES.get(name, name) for name in foreign}


def test_the_table_of_commands_is_that_of_the_registry() -> None:
    assert f"\n\n{command_table()}\n\n" in README


def test_what_is_said_of_the_version_agrees() -> None:
    """Package, citation, changes and the message after a crash; a version that is not released has no date."""
    citation, changes = ((ROOT / name).read_text("utf-8") for name in ("CITATION.cff", "CHANGELOG.md"))
    version = PROJECT["version"]
    heading = next(line for line in changes.splitlines() if line.startswith("## "))
    assert dm.__version__ == version
    assert f"\nversion: {version}\n" in citation
    assert heading.split()[1] == version
    assert ("(unreleased)" in heading) == ("date-released" not in citation)
    assert f"decision-model {version}" in explanation(ValueError("surprise"))


def test_the_main_job_leaves_a_clone_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    shutil.copytree(ROOT / "scenarios" / "berlin_1961", tmp_path / "scenarios" / "berlin_1961")
    shutil.copy(ROOT / ".gitignore", tmp_path)
    monkeypatch.chdir(tmp_path)
    for command in ("init -q", "add -A", "-c user.name=a -c user.email=a@b commit -q -m all"):
        subprocess.run(["git", *command.split()], check=True)
    monkeypatch.setattr(run, "tell", lambda *_: [])
    monkeypatch.setattr(run, "figure_set", lambda model, *_: FigureSet(model, (), (), {"tree.svg": b""}))
    ask("run", "scenarios/berlin_1961/contingency.yaml", "--quiet")
    assert (tmp_path / "results/berlin_1961_contingency/tree.svg").is_file()
    assert subprocess.run(["git", "status", "--porcelain"], capture_output=True, text=True).stdout == ""


def test_the_table_of_formats_is_that_of_the_readers_and_writers() -> None:
    assert f"\n\n{format_table()}\n\n" in README
