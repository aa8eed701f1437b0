"""Who may import whom: every import in the package, wherever it stands, against one table."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import decision_model

PACKAGE = Path(decision_model.__file__).parent
ROOMS = ("errors", "words", "model", "solver", "scenario", "interchange", "analysis", "figures", "interfaces")

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "words": {"errors"},
    "solver": {"words", "model", "errors", "numpy", "networkx", "scipy", "analysis"},
    "model": {"errors", "words", "numpy", "networkx"},
    "scenario": {"model", "errors", "yaml", "pydantic", "pydantic_core"},
    "interchange": {"model", "errors"},
    "analysis": {"solver", "words", "model", "errors", "numpy", "networkx", "scipy", "pandas"},
    "figures": {"analysis", "solver", "words", "model", "errors", "numpy", "networkx", "matplotlib", "PIL", "pandas"},
    "interfaces": {*ROOMS, "numpy", "pandas", "typer", "click", "rich", "jinja2", "markupsafe"},
}
"""Room to the rooms and the libraries that it may import beside itself and the standard library."""

ONLY_INSIDE_FUNCTIONS = {("analysis", "pandas"), ("figures", "pandas")}
"""Libraries that a room may load only when they are asked for."""

DOORS_ONLY = {"print", "input"}
READS_THE_CLOCK = {"time", "datetime"}
RUNS_CODE = {"eval", "exec", "compile", "__import__"}
CARRIES_CODE = {"pickle", "marshal", "shelve", "dill", "joblib", "subprocess"}

FILES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """The room that a file belongs to; the package's own top level opens the doors."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return first if first in ROOMS else "interfaces"


def imports(tree: ast.Module) -> Iterator[tuple[str, bool, int]]:
    """Every module imported, whether it is loaded with the file (not late, nor for types alone), and the line."""
    inside = {id(node) for block in ast.walk(tree) if _is_late(block) for node in ast.walk(block)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((name, id(node) not in inside, node.lineno) for name in names)


def _is_late(node: ast.AST) -> bool:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return True
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def imported(name: str) -> str:
    """The room or the library that a module belongs to; the package itself counts as a door."""
    first, *rest = name.split(".")
    if first != "decision_model":
        return first
    return rest[0] if rest and rest[0] in ROOMS else "interfaces"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_the_table_allows(path: Path) -> None:
    here = room(path)
    allowed = {here, *MAY_IMPORT[here], *sys.stdlib_module_names}
    for name, at_the_top, line in imports(ast.parse(path.read_text(encoding="utf-8"))):
        target = imported(name)
        assert target in allowed, f"{path.name}:{line}: {here} may not import {name}"
        late = (here, target) in ONLY_INSIDE_FUNCTIONS
        assert not (late and at_the_top), f"{path.name}:{line}: {target} is loaded only where it is needed"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_doors_touch_the_outside_world(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    modules = {imported(name) for name, _, _ in imports(tree)}
    if room(path) != "interfaces":
        assert not called & DOORS_ONLY
        assert not modules & READS_THE_CLOCK


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_ever_run_that_was_read(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    modules = {imported(name) for name, _, _ in imports(tree)}
    assert not called & RUNS_CODE
    assert not modules & CARRIES_CODE


def test_which_total_rule_it_is_is_asked_in_one_place() -> None:
    """Everybody else asks the rule itself: whether it has weights, whether it adds up."""
    asking = {str(path.relative_to(PACKAGE)) for path in FILES if ".combine" in path.read_text(encoding="utf-8")}
    assert asking == {"model/record.py"}


def test_every_room_of_the_table_exists() -> None:
    assert set(MAY_IMPORT) == set(ROOMS)
    assert {room(path) for path in FILES} == set(ROOMS)


def test_the_table_can_catch_an_intruder() -> None:
    found = list(imports(ast.parse("def draw():\n    import matplotlib.pyplot\nfrom decision_model import analysis\n")))
    assert found == [("decision_model.analysis", True, 3), ("matplotlib.pyplot", False, 2)]
    assert imported("decision_model.analysis.choice.solve") == "analysis"
    assert imported("decision_model") == "interfaces"
