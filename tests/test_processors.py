"""The same numbers on every processor: answers compared between two that round differently and this one."""

from __future__ import annotations

import platform

import pytest

from tests.processors import answers, answers_on
from tests.profiles import whole_look

QUESTIONS = ("acceptability", "winners", "flip", "claims", "certainty")
"""What rests on the geometry of weights, on draws from it, and on exponentials."""

intel = pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="acted out on this family alone")


@pytest.fixture(scope="module")
def here() -> dict[str, str]:
    return dict(answers(QUESTIONS))


@intel
@whole_look
@pytest.mark.parametrize(("core", "plain"), [("Prescott", True), ("SkylakeX", False)])
def test_another_processor_answers_alike(core: str, plain: bool, here: dict[str, str]) -> None:
    assert answers_on(core, plain, QUESTIONS) == here
