"""Every rule of the model room has a code of its own."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from decision_model import model
from decision_model.errors import ModelError
from decision_model.model import decision, decision_model

ROOM = Path(model.__file__).parent


def stated() -> list[str]:
    """The code of each Problem that the room can find; '' where one has none."""
    found = []
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                given = {each.arg: each.value for each in node.keywords}.get("code")
                found.append(str(given.value) if isinstance(given, ast.Constant) else "")
    return found


def test_every_rule_has_a_code_of_its_own() -> None:
    codes = stated()
    assert len(codes) > 70
    assert [code for code, count in Counter(codes).items() if count > 1] == []
    assert [code for code in codes if not re.fullmatch(r"[a-z]+(-[a-z]+)*", code)] == []


def test_a_problem_carries_its_code_and_does_not_show_it() -> None:
    with pytest.raises(ModelError) as raised:
        decision_model("Nothing to weigh", [decision("go", ["yes", "no"])], [])
    assert [problem.code for problem in raised.value.problems] == ["nothing-to-weigh"]
    assert "nothing-to-weigh" not in str(raised.value)
