"""The same quiz, byte for byte, on processors that round differently."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from decision_model.courses.quiz import text2qti
from tests.courses.banks import bank
from tests.processors import ROOT, acting
from tests.profiles import whole_look

NAMES = ("berlin_1961/options", "textbook/used_car_guarantee", "textbook/venture_limited", "textbook/treat_or_wait")
TELL = (
    "from tests.courses.test_quiz_processors import told; import sys; sys.stdout.buffer.write(told().encode('utf-8'))"
)


def told() -> str:
    """The questions of some scenarios under two seeds, with every answer and figure's words."""
    return "\n".join(
        text2qti_text(name, seed) + "\n".join(figure.alternative for figure in bank(name, seed).figures)
        for name in NAMES
        for seed in (0, 1)
    )


def text2qti_text(name: str, seed: int) -> str:
    return text2qti(bank(name, seed))[""].decode("utf-8")


@whole_look
@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="acted out on this family alone")
@pytest.mark.parametrize(("core", "plain"), [("Prescott", True), ("SkylakeX", False)])
def test_another_processor_asks_alike(core: str, plain: bool) -> None:
    done = subprocess.run([sys.executable, "-c", TELL], cwd=ROOT, env=acting(core, plain), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode("utf-8") == told()
