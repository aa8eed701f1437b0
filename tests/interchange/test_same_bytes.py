"""The same scenario is written in the same bytes by another process, in another place, with sets in another order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCENARIOS = Path(__file__).parents[2] / "scenarios"

SUMS = """
import hashlib, sys
import decision_model as dm
from decision_model.interchange.formats import ExportChoices, writers
model = dm.read(sys.argv[1])
for writer in writers():
    for show in ("tree", "diagram") if writer.name in ("dot", "graphml", "latex", "mermaid") else ("tree",):
        content = writer.write(model, ExportChoices(show=show)).content
        print(writer.name, show, hashlib.sha256(content).hexdigest())
"""
PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "LANG": "C"},
    {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8", "COLUMNS": "40"},
)


def sums(path: Path, place: dict[str, str]) -> dict[str, str]:
    """The sums of all formats of a scenario, written by a process of its own."""
    command = [sys.executable, "-c", SUMS, str(path)]
    done = subprocess.run(command, env={**os.environ, **place}, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return {line.rpartition(" ")[0]: line.rpartition(" ")[2] for line in done.stdout.splitlines()}


@pytest.mark.parametrize("name", ["textbook/goferbroke", "berlin_1961/options"])
def test_every_format_is_the_same_anywhere(name: str) -> None:
    path = SCENARIOS / f"{name}.yaml"
    here, there = (sums(path, place) for place in PLACES)
    assert {format_ for format_ in here if here[format_] != there[format_]} == set()
    assert {"xlsx tree", "pptx tree", "docx tree", "latex diagram", "radiant tree"} <= set(here)
