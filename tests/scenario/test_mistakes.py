"""Every kind of mistake beside the exact message it gives: mistakes/NAME.yaml and mistakes/NAME.txt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decision_model.errors import ScenarioError
from decision_model.scenario import read

MISTAKES = Path(__file__).parent / "mistakes"
NAMES = sorted(path.stem for path in MISTAKES.glob("*.yaml"))


def message(name: str) -> str:
    """What a reader of the mistake is told, file names relative to the folder of mistakes."""
    with pytest.raises(ScenarioError) as error:
        read(f"{name}.yaml")
    return f"{error.value}\n"


@pytest.mark.parametrize("name", NAMES)
def test_mistake_is_explained(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(MISTAKES)
    assert message(name) == (MISTAKES / f"{name}.txt").read_text("utf-8")


def test_every_message_has_its_mistake() -> None:
    assert sorted(path.stem for path in MISTAKES.glob("*.txt")) == NAMES
    assert len(NAMES) >= 40


def test_one_typing_error_is_one_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of these files has one mistake in one place; what follows from it is not reported."""
    monkeypatch.chdir(MISTAKES)
    several = ("many_", "extends_problem", "weight_in_a_sum", "yaml_alias")
    for name in NAMES:
        if not name.startswith(several):
            with pytest.raises(ScenarioError) as error:
                read(f"{name}.yaml")
            assert len(error.value.problems) == 1, f"{name}: {error.value}"


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_has_its_place_and_code(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(MISTAKES)
    with pytest.raises(ScenarioError) as error:
        read(f"{name}.yaml")
    for problem in error.value.problems:
        assert problem.location is not None
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", problem.code)
        assert problem.message.endswith(".")
        assert not problem.remedy or problem.remedy.rstrip("'").endswith((".", "?", '".'))
