"""Pixels painted by a second process: the same bytes, and an end with the command that asked."""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import nullcontext

import pytest

from decision_model.analysis.answers import answers, essential
from decision_model.interfaces import painter as module
from decision_model.interfaces.drawing import PictureSettings
from decision_model.interfaces.figure_set import FigureSettings, figure_set
from decision_model.interfaces.painter import painter
from decision_model.scenario import read
from tests.interfaces.conftest import SUMMIT


def drawn(second: Executor | None) -> dict[str, bytes]:
    model = read(SUMMIT)
    some = list(answers(model, selection=essential()))
    return dict(figure_set(model, some, FigureSettings(PictureSettings(dark=True), ("svg", "png"), second)).files)


def test_a_second_process_paints_the_same_pixels() -> None:
    with painter() as second, nullcontext(drawn(None)) as alone:
        assert drawn(second) == alone
        assert any(name.endswith(".png") for name in alone)


def test_one_processor_paints_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.os, "cpu_count", lambda: 1)
    with painter() as second:
        assert second is None
