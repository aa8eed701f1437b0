"""Pipes that cannot show every sign get lookalikes, never an error and never an escape code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from decision_model.interfaces.encoding import can_encode, lookalike
from tests.interfaces.conftest import Ask
from tests.interfaces.test_terminal import COMMANDS

ENCODINGS = ("utf-8", "cp1252", "ascii")
HOSTILE = "Élysée → „Škoda“ 東京 ▶ 😀"


@pytest.fixture
def worldly(summit: Path) -> Path:
    """The scenario with a label that no small encoding can show."""
    summit.write_text(summit.read_text("utf-8").replace("label: Where\n", f"label: {HOSTILE}\n"), "utf-8")
    return summit


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_prints_in_every_encoding(name: str, encoding: str, worldly: Path, ask: Ask) -> None:
    command, *options = COMMANDS[name]
    said = ask(command, worldly, *options, encoding=encoding)
    assert (said.code, said.err) == (0, "")
    assert "\x1b" not in said.out
    assert said.out.strip()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_pipe_of_a_real_process_is_whole(encoding: str, worldly: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "decision_model", "rank", str(worldly)]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert done.stdout.decode(encoding).count("\n") > 10


def test_ascii_output_keeps_the_table_in_shape(summit: Path, ask: Ask) -> None:
    plain, rich = (ask("rank", summit, encoding=encoding).out for encoding in ("ascii", "utf-8"))
    assert plain == rich.translate(str.maketrans("▒─‘’", "=-''"))


def test_json_is_exact_in_every_encoding(worldly: Path, ask: Ask) -> None:
    read = [json.loads(ask("diagram", worldly, "--format", "json", encoding=each).out) for each in ENCODINGS]
    assert read[0] == read[1] == read[2]
    assert HOSTILE in [row["title"] for row in read[0]["rows"]]


@pytest.mark.parametrize(
    ("sign", "nearest"), [("é", "e"), ("→", "->"), ("Ł", "L"), ("…", "..."), ("東", "?"), ("\u0301", ""), ("ﬁ", "fi")]
)
def test_lookalikes(sign: str, nearest: str) -> None:
    assert lookalike(sign) == nearest


def test_an_unknown_encoding_shows_nothing_special() -> None:
    assert not can_encode("no-such-encoding", "a")
    assert can_encode(None, "a")


def test_help_prints_in_ascii(ask: Ask) -> None:
    said = ask("rank", "--help", encoding="ascii")
    assert said.code == 0
    assert "--perspective" in said.out


def test_colours_are_off_on_request(summit: Path, ask: Ask) -> None:
    coloured = ask("rank", summit, FORCE_COLOR="1").out
    assert "\x1b[34m" in coloured
    plain = ask("rank", summit, FORCE_COLOR="1", NO_COLOR="1").out
    assert ask("rank", summit, "--no-color", FORCE_COLOR="1").out == plain
    assert "\x1b[3" not in plain
    assert "\x1b[1m" in plain
