"""The way in: exit codes, one plain line for every kind of trouble, and nothing loaded that is not needed."""

from __future__ import annotations

import ast
import errno
import subprocess
import sys
from pathlib import Path

import pytest

import decision_model
from decision_model.errors import ModelError
from decision_model.interfaces import cli, entry
from tests.interfaces.conftest import SUMMIT, Ask

HEAVY = ("numpy", "networkx", "scipy", "pandas", "matplotlib")
PACKAGE = Path(decision_model.__file__).parent


def test_all_well_is_0(summit: Path, ask: Ask) -> None:
    assert ask("check", summit).code == 0


def test_a_problem_of_the_model_is_1_on_stderr_with_its_place(summit: Path, ask: Ask) -> None:
    summit.write_text(summit.read_text().replace("site: berlin}\n        then: 90", "site: berln}\n        then: 90"))
    said = ask("check", summit)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("scenarios/summit.yaml:")
    assert "Did you mean 'berlin'?" in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("rank",),
        ("rank", "no_such_file.yaml"),
        ("no_such_command",),
        ("rank", SUMMIT, "--no-such-option"),
        ("rank", SUMMIT, "--format", "xml"),
        ("rank", SUMMIT, "--set", "p_object"),
        ("rank", SUMMIT, "--set", "p_object=many"),
        ("rank", SUMMIT, "--weight", "unity=nan"),
        ("rank", SUMMIT, "-o", "ranking.docx"),
        ("tree", SUMMIT, "--depth", "0"),
    ],
    ids=lambda arguments: " ".join(map(str, arguments[:1] + arguments[2:])),
)
def test_a_problem_of_the_command_is_2_on_stderr(arguments: tuple[object, ...], ask: Ask) -> None:
    said = ask(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--perspective", "pari"), "Did you mean 'paris'?"),
        (("--what-if", "consulte"), "Did you mean 'consulted'?"),
        (("--weight", "unit=3"), "Did you mean 'unity'?"),
        (("--set", "p_objec=3"), "Did you mean 'p_object'?"),
        (("--choose", "site=berln"), "Did you mean 'berlin'?"),
        (("--by", "sit"), "Did you mean 'site'?"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(arguments: tuple[str, str], message: str, ask: Ask) -> None:
    said = ask("rank", SUMMIT, *arguments)
    assert (said.code, said.out) == (1, "")
    assert message in said.err


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ModelError("It is\x1b[2J wrong."), "It is?[2J wrong."),
        (OSError(errno.EACCES, "Permission denied", "out.svg"), "out.svg: Permission denied."),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device."),
        (MemoryError(), "This needs more memory than there is."),
        (ModuleNotFoundError("No module named 'yaml'", name="yaml"), f'"{sys.executable}" -m pip install pyyaml'),
        (ModuleNotFoundError("No module named 'a'", name="decision_model.a"), "Please report this"),
        (ValueError("surprise"), "Something went wrong that should not have: ValueError: surprise\nPlease report this"),
    ],
    ids=lambda case: type(case).__name__ if isinstance(case, Exception) else "",
)
def test_each_trouble_is_said_plainly(
    error: Exception, message: str, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(cli, "app", fail)
    said = ask("check", SUMMIT)
    assert (said.code, said.out) == (1, "")
    assert message in said.err
    assert "Traceback" not in said.err


def test_a_traceback_is_shown_on_request(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "app", lambda **_: 1 / 0)
    assert "Traceback" in ask("check", SUMMIT, DECISION_MODEL_TRACEBACK="1").err


def test_stopping_is_one_line(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "app", stop)
    assert (ask("check", SUMMIT).code, ask("check", SUMMIT).err) == (130, "Stopped.\n")


def test_stopping_a_command_is_one_line(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("decision_model.scenario.inspect", stop)
    said = ask("check", SUMMIT)
    assert (said.code, said.out, said.err) == (130, "", "Stopped.\n")


def test_an_old_python_is_told_what_it_takes(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "OLDEST", (99, 0))
    said = ask("--version")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("decision-model needs Python 99.0 or newer; this is ")


@pytest.mark.parametrize("file", ["__init__.py", "__main__.py", "interfaces/__init__.py", "interfaces/entry.py"])
def test_an_old_python_can_read_as_far_as_the_check(file: str) -> None:
    assert ast.parse((PACKAGE / file).read_text("utf-8"), feature_version=(3, 7)).body


def loaded(*arguments: str) -> set[str]:
    """The heavy packages that a command loads."""
    code = (
        "import sys, atexit; from decision_model.interfaces.entry import main; sys.argv[0] = 'decision-model';"
        f"atexit.register(lambda: print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)); main()"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(ast.literal_eval(done.stderr.strip().splitlines()[-1]))


def test_help_loads_nothing_heavy() -> None:
    assert loaded("--help") == set()
    assert loaded("rank", "--help").isdisjoint({"scipy", "pandas", "matplotlib"})
    assert loaded("--version") == set()


def test_check_loads_neither_pandas_nor_matplotlib() -> None:
    assert loaded("check", str(SUMMIT)).isdisjoint({"pandas", "matplotlib"})


def test_answers_in_text_load_neither_pandas_nor_matplotlib() -> None:
    assert loaded("rank", str(SUMMIT)).isdisjoint({"pandas", "matplotlib"})


def test_every_command_says_what_it_does(ask: Ask) -> None:
    commands = ("check", "solve", "rank", "tree", "diagram", "run", "explore", "gallery", "verify", "schema")
    for command in (*commands, "new", "watch"):
        assert command in ask("--help").out
        assert "Usage: decision-model" in ask(command, "--help").out


def test_a_closed_pipe_is_no_trouble() -> None:
    command = f'"{sys.executable}" -m decision_model tree "{SUMMIT}" | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")
