"""The questions that the page of the textbook problems asks are answered as it says."""

from __future__ import annotations

import re

import pytest

from tests.interfaces.conftest import Ask
from tests.scenarios.berlin import SCENARIOS

FOLDER = SCENARIOS / "textbook"
ROWS = re.findall(r"^\| `(.+?)` \| (.+?) \|$", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("question", "answer"), ROWS, ids=[question for question, _ in ROWS])
def test_what_the_page_asks_is_answered_as_it_says(
    question: str, answer: str, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FOLDER)
    said = ask(*question.split(), columns=1000)
    assert (said.code, said.err) == (0, "")
    assert answer in said.out


def test_the_page_asks() -> None:
    assert len(ROWS) > 10
