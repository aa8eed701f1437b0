"""The plan for two sessions names only commands that exist, and each of them runs."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import numpy as np
import pytest

import decision_model as dm
from decision_model.analysis.classroom.ballots import asked
from decision_model.interfaces.classroom import form_questions
from tests.interfaces.conftest import Ask, ask
from tests.profiles import whole_look

__all__ = ["ask"]

ROOT = Path(__file__).parents[2]
PLAN = (ROOT / "scenarios/berlin_1961/seminar.md").read_text("utf-8")
COMMANDS = re.findall(r"^\s*\$ decision-model (.+)$", PLAN, re.MULTILINE)


def form(folder: Path, scenario: str, seed: int) -> None:
    """What a form exports that was made of the questions."""
    model, random = dm.read(f"scenarios/berlin_1961/{scenario}.yaml"), np.random.default_rng(seed)
    heads = [line.strip() for line in form_questions(model).splitlines() if re.match(r"  (Weight|Before)", line)]
    options = [option.title for option in model.decisions[0].options]
    rows = [["E-mail", *heads]]
    for person in range(12):
        points = random.integers(1, 100, len(asked(model))).astype(str).tolist()
        rows.append([f"p{person}@example.org", options[person % len(options)], *points])
    folder.mkdir()
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    (folder / "form.csv").write_text(text, "utf-8")


@whole_look
def test_every_command_of_the_plan_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    form(tmp_path / "first", "options", 1)
    form(tmp_path / "before", "contingency", 2)
    form(tmp_path / "after", "contingency", 3)
    assert len(COMMANDS) > 15
    for command in COMMANDS:
        said = ask(*shlex.split(command), "--force") if " -o " in command else ask(*shlex.split(command))
        assert (said.code, said.err) == (0, ""), (command, said.err)
    for picture in ("gut.png", "class.png", "moves.png"):
        assert (tmp_path / picture).stat().st_size > 10_000


def test_the_links_of_the_plan_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)", PLAN):
        assert (ROOT / "scenarios/berlin_1961" / target).exists()
    assert "## Words that are easily mixed up" in (ROOT / "scenarios/berlin_1961/README.md").read_text("utf-8")
