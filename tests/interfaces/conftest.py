"""Ask the command line inside this process, with any width, encoding and environment."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from decision_model.analysis import answers as questions
from decision_model.interfaces import figure_set, findings, run, second
from decision_model.interfaces.entry import main

SUMMIT = Path(__file__).with_name("summit.yaml")


@dataclass(frozen=True)
class Said:
    """What a command said on stdout and stderr, and the code it left with."""

    code: int
    out: str
    err: str


Ask = Callable[..., Said]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Ask:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)

    def asked(*arguments: object, columns: int = 80, encoding: str = "utf-8", **environment: str) -> Said:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding, newline="\n", write_through=True) for _ in range(2))
        with monkeypatch.context() as patch:
            for name, value in {"COLUMNS": str(columns), "LINES": "40", **environment}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["decision-model", *map(str, arguments)])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = _code()
        texts = [stream.buffer.getvalue().decode(encoding) for stream in (out, err)]  # type: ignore[attr-defined]
        return Said(code, *texts)

    return asked


@pytest.fixture(autouse=True)
def _one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """`run` does all in this process: several tests are at work beside each other anyway."""
    monkeypatch.setattr(second, "second", lambda: nullcontext(None))


@pytest.fixture
def summit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small scenario of these tests, in an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    file = Path("scenarios/summit.yaml")
    file.write_bytes(SUMMIT.read_bytes())
    return file


def _code() -> int:
    try:
        main()
    except SystemExit as left:
        if isinstance(left.code, str):
            print(left.code, file=sys.stderr)
            return 1
        return left.code or 0
    return 0


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the two questions that `run` is now confined to: for tests of something else than the answers."""
    first = questions.asked_in_run()[:2]
    for room in (questions, figure_set, findings, run):
        monkeypatch.setattr(room, "asked_in_run", lambda: first)
    return [analysis.name for analysis in first]
