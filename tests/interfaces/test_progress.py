"""The progress bar: on a terminal, after a second, on stderr, and gone at the end."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from rich.console import Console

from decision_model.analysis.answers import Report
from decision_model.interfaces import progress as module
from decision_model.interfaces.progress import progress
from decision_model.solver.progress import each, heard_by
from tests.interfaces.conftest import SUMMIT

WORK = """
import time
from rich.console import Console
from decision_model.interfaces.progress import progress
with progress(Console(stderr=True), 2) as report:
    for piece in ("Reading", "Drawing"):
        report(piece)
        time.sleep({pause})
print('{{"done": true}}')
"""


def on_a_terminal(code: str) -> tuple[str, str]:
    """What a program prints on stdout, and on stderr when that is a terminal."""
    pty = pytest.importorskip("pty", reason="pseudo-terminals are for Unix")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    command = [sys.executable, "-c", code]
    with (
        tempfile.TemporaryFile("w+") as out,
        subprocess.Popen(command, stdout=out, stderr=theirs, env=environment) as process,
    ):
        os.close(theirs)
        shown = _drained(ours)
        process.wait(timeout=60)
        out.seek(0)
        printed = out.read()
    os.close(ours)
    return printed, shown


def _drained(terminal: int) -> str:
    parts = []
    while True:
        try:
            part = os.read(terminal, 65_536)
        except OSError:  # Linux says so when the other end has closed
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts).decode()


def test_the_bar_appears_after_a_second_and_clears() -> None:
    out, shown = on_a_terminal(WORK.format(pause=0.8))
    assert out == '{"done": true}\n'
    assert "Drawing" in shown
    assert "━" in shown
    assert shown.rstrip("\r\n").endswith("\x1b[2K")


def test_short_work_shows_no_bar() -> None:
    assert on_a_terminal(WORK.format(pause=0.01)) == ('{"done": true}\n', "")


def test_json_on_stdout_parses_while_a_command_shows_its_progress(tmp_path: Path) -> None:
    asking = f"""
import sys
from decision_model.analysis import answers as questions
from decision_model.interfaces import progress
from decision_model.interfaces.entry import main
progress.PATIENCE = 0.0
first = questions.asked_in_run()[:4]
questions.asked_in_run = lambda: first
sys.argv = ["decision-model", "run", {str(SUMMIT)!r}, "--folder", {str(tmp_path)!r}, "--format", "json"]
main()
"""
    out, shown = on_a_terminal(asking)
    assert json.loads(out)["solve"]["title"] == "A meeting, and where"
    assert "━" in shown


@pytest.mark.parametrize(("terminal", "quiet"), [(False, False), (True, True)])
def test_no_bar_in_a_pipe_or_when_quiet(terminal: bool, quiet: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    shown = io.StringIO()
    with progress(Console(file=shown, force_terminal=terminal), 1, quiet) as report:
        report("Working")
        time.sleep(0.05)
    assert shown.getvalue() == ""


def test_the_bar_ends_with_the_work_even_if_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    console = Console(file=io.StringIO(), force_terminal=True)
    with pytest.raises(ValueError, match="broken"), progress(console, 1) as report:
        _fail(report)
    with console.status("another display, which there may be only one of"):
        pass


def _fail(report: Report) -> None:
    report("Working")
    time.sleep(0.05)
    raise ValueError("broken")


def test_long_work_within_a_piece_says_how_far_it_has_got() -> None:
    code = """
import time
from rich.console import Console
from decision_model.interfaces.progress import progress
from decision_model.solver.progress import each
with progress(Console(stderr=True), 1) as report:
    report("Working it out")
    each("Solving each combination", lambda _: each("Within", time.sleep, [0.4]), range(5))
"""
    out, shown = on_a_terminal(code)
    assert not out
    assert "Working it out" in shown
    assert "Solving each combination" in shown
    assert "Within" not in shown


def test_each_answers_alike_whoever_listens() -> None:
    told: list[tuple[str, int, int]] = []
    plain = each("Doubling", lambda number: 2 * number, [1, 2, 3])
    with heard_by(lambda *news: told.append(news)):
        assert each("Doubling", lambda number: 2 * number, [1, 2, 3]) == plain == [2, 4, 6]
    assert told == [("Doubling", done, 3) for done in range(4)]


def test_nobody_is_told_after_work_that_failed() -> None:
    told: list[tuple[str, int, int]] = []
    with pytest.raises(ZeroDivisionError), heard_by(lambda *news: told.append(news)):
        each("Dividing", lambda number: 1 // number, [1, 0])
    each("Dividing", lambda number: 1 // number, [1])
    assert told == [("Dividing", 0, 2), ("Dividing", 1, 2)]
