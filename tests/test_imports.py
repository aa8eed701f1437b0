"""What is loaded when: heavy libraries only where a command or a result needs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("pandas", "matplotlib")
HEAVIEST = (*HEAVY, "numpy", "networkx", "scipy", "yaml", "pydantic")

SCENARIO = """\
decision_model: 1
title: A walk
sequence:
  - decide: umbrella
    options: {take: Take it, leave: Leave it}
considerations:
  - name: comfort
    scores:
      - when: {umbrella: take}
        then: 60
      - otherwise: 80
"""

RUN = """\
import sys
from decision_model.interfaces.entry import main
sys.argv = ["decision-model", *{arguments!r}]
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
print("LOADED", *sys.modules)
"""


def loaded(code: str, folder: Path) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after running some code."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=folder, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    last = next(line for line in reversed(done.stdout.splitlines()) if line.startswith("LOADED"))
    return {name.partition(".")[0] for name in last.split()[1:]}


def command(folder: Path, *arguments: str) -> set[str]:
    return loaded(RUN.format(arguments=arguments), folder)


def test_the_package_loads_nothing_heavy(tmp_path: Path) -> None:
    found = loaded("import sys, decision_model\nprint('LOADED', *sys.modules)", tmp_path)
    assert "decision_model" in found
    assert not found & set(HEAVIEST)


@pytest.mark.parametrize("name", ["solve", "rank", "tree", "decision_model", "read", "write"])
def test_solving_and_reading_load_nothing_to_draw_with(name: str, tmp_path: Path) -> None:
    found = loaded(f"import sys, decision_model\ndecision_model.{name}\nprint('LOADED', *sys.modules)", tmp_path)
    assert "numpy" in found
    assert not found & set(HEAVY)


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    found = command(tmp_path, "--help")
    assert "decision_model" in found
    assert not found & set(HEAVIEST)


def test_check_loads_nothing_to_draw_or_tabulate_with(tmp_path: Path) -> None:
    (tmp_path / "walk.yaml").write_text(SCENARIO, encoding="utf-8")
    found = command(tmp_path, "check", "walk.yaml")
    assert "yaml" in found
    assert not found & set(HEAVY)


def test_the_check_can_fail(tmp_path: Path) -> None:
    assert "pandas" in loaded("import sys, pandas\nprint('LOADED', *sys.modules)", tmp_path)
