"""Every problem that the package can find has a code, which programs read."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import decision_model

PACKAGE = Path(decision_model.__file__).parent
ROOMS = ("errors.py", "model", "solver", "scenario")
"""Rooms and files all of whose problems have a code."""


@pytest.mark.parametrize("room", ROOMS)
def test_every_problem_has_a_code(room: str) -> None:
    without = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in sorted([*(PACKAGE / room).rglob("*.py")] or [PACKAGE / room])
        for call in problems_made(path)
        if "code" not in [keyword.arg for keyword in call.keywords]
    ]
    assert without == []


def problems_made(path: Path) -> list[ast.Call]:
    """The calls of `Problem` in a file."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Problem"]
