"""Answers and pixels of a second process: the same as of one alone, and an end with the command that asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing, nullcontext
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from decision_model.analysis.answers import answers, asked_in_run, essential
from decision_model.interfaces import second as module
from decision_model.interfaces.drawing import PictureSettings
from decision_model.interfaces.figure_set import FigureSettings, figure_set
from decision_model.interfaces.formats import csv_file
from decision_model.interfaces.second import Second, second
from decision_model.model import DecisionModel
from decision_model.scenario import read
from tests.interfaces.conftest import SUMMIT

CONTINGENCY = Path(__file__).parents[2] / "scenarios/berlin_1961/contingency.yaml"


class Idle(Second):
    """A process that begins nothing, so that all is left to this one."""

    def _hand_over(self) -> None:
        return


class Forgetful(Second):
    """A process that is not told of the model."""

    def _begin(self, work: Callable[..., Any], *what: object) -> Any:
        return super()._begin(*((int, "no number") if work is module._keep else (work, *what)))


def drawn(other: Second | None) -> dict[str, bytes]:
    model = read(SUMMIT)
    some = list(answers(model, selection=essential()))
    return dict(figure_set(model, some, FigureSettings(PictureSettings(dark=True), ("svg", "png"), other)).files)


def told(model: DecisionModel, other: Second | None) -> dict[str, tuple[object, ...]]:
    """What every answer says: its headline, its table and the reason where there is none."""
    every = answers(model, elsewhere=other.asked(model) if other else None)
    return {
        answer.analysis.name: (answer.reason, answer.result and (answer.result.statement, csv_file(answer.result)))
        for answer in every
    }


def test_a_second_process_paints_the_same_pixels() -> None:
    with second() as other, nullcontext(drawn(None)) as alone:
        assert drawn(other) == alone
        assert any(name.endswith(".png") for name in alone)


def test_a_second_process_gives_the_same_answers() -> None:
    """All of them are asked there, as this process waits for each from the last to the first."""
    model = read(CONTINGENCY)
    with second() as other:
        assert other is not None
        asked = other.asked(model)
        there = {name: asked[name]() for name in [analysis.name for analysis in reversed(asked_in_run())]}
    alone = told(model, None)
    assert {name for name, answer in there.items() if answer} == alone.keys()
    for name, answer in there.items():
        if answer is not None:
            assert "model" not in vars(answer.result) or answer.result.model is model  # type: ignore[union-attr]
            said = (answer.reason, answer.result and (answer.result.statement, csv_file(answer.result)))
            assert said == alone[name], name


def test_what_it_has_not_begun_is_done_here() -> None:
    model = read(SUMMIT)
    with closing(Idle()) as other:
        assert told(model, other) == told(model, None)
        assert drawn(other) == drawn(None)


def test_it_may_die_at_any_time() -> None:
    model = read(SUMMIT)
    with closing(Second()) as other:
        asked = other.asked(model)
        last = asked_in_run()[-1].name
        asked[last]()
        (process,) = active_children()
        os.kill(process.pid or 0, signal.SIGKILL)
        for analysis in asked_in_run():
            asked[analysis.name]()
        assert told(model, other) == told(model, None)
        assert drawn(other) == drawn(None)


def test_what_fails_there_is_done_here() -> None:
    """Without a model there no question can be asked; what cannot be sent has not been done."""
    model = read(SUMMIT)
    with closing(Forgetful()) as other:
        assert told(model, other) == told(model, None)
        assert other._finished(other._begin(threading.Lock)) is None


def test_it_ends_with_what_it_was_for() -> None:
    with pytest.raises(KeyboardInterrupt), second():
        raise KeyboardInterrupt
    assert not active_children()


def test_a_model_too_large_to_have_twice_is_asked_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 3)
    with closing(Idle()) as other:
        assert not other.asked(read(SUMMIT))


def test_one_processor_works_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.os, "cpu_count", lambda: 1)
    with second() as other:
        assert other is None


def test_it_is_started_before_anything_heavy_is_loaded() -> None:
    """So both processes load what they need at the same time."""
    code = "import sys, decision_model.interfaces.second; print({'numpy', 'matplotlib'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
