"""Who may import whom: every import in the package, wherever it stands, against the table of the house (README.md)."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

import decision_model

PACKAGE = Path(decision_model.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path for path in FILES
}


@dataclass(frozen=True)
class Room:
    """A row of the table: rooms and libraries that it may import, and those of them only inside functions."""

    rooms: frozenset[str]
    libraries: frozenset[str]
    late: frozenset[str]


def table_of_rooms(page: str) -> dict[str, Room]:
    """The table of the house, in its order."""
    found = {}
    for name, rooms, libraries in re.findall(r"^\| `(\w+)` \|[^|\n]*\|([^|\n]*)\|([^|\n]*)\|$", page, re.MULTILINE):
        late = re.findall(r"\*(\w+)\*", libraries)
        found[name] = Room(frozenset(rooms.split()), frozenset(re.findall(r"\w+", libraries)), frozenset(late))
    return found


TABLE = table_of_rooms((PACKAGE / "README.md").read_text(encoding="utf-8"))
ROOMS = tuple(TABLE)

DOORS_ONLY = {"print", "input"}
READS_THE_CLOCK = {"time", "datetime"}
RUNS_CODE = {"eval", "exec", "compile", "__import__"}
CARRIES_CODE = {"pickle", "marshal", "shelve", "dill", "joblib", "subprocess"}


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file, read once."""
    return ast.parse(path.read_text(encoding="utf-8"))


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
    allowed = {here, *TABLE[here].rooms, *TABLE[here].libraries, *sys.stdlib_module_names}
    for name, at_the_top, line in imports(parsed(path)):
        target = imported(name)
        opens_doors = path.parent == PACKAGE and target == "interfaces"
        assert target in allowed or opens_doors, f"{path.name}:{line}: {here} may not import {name}"
        late = target in TABLE[here].late and at_the_top
        assert not late, f"{path.name}:{line}: {target} is loaded only where it is needed"


def test_a_room_stands_below_the_rooms_that_it_imports() -> None:
    for place, (name, row) in enumerate(TABLE.items()):
        assert row.rooms <= set(ROOMS[:place]), f"{name} imports a room that stands below it"


def run_with(target: str, importer: str) -> Iterator[str]:
    """The modules that an import runs: the target, and the packages that it stands in and the importer does not."""
    if target in MODULES and target not in (importer, "decision_model"):
        yield target
        yield from (package for package in packages(target) if not importer.startswith(f"{package}."))


def packages(module: str) -> Iterator[str]:
    """The packages that a module stands in, without the whole package."""
    while (module := module.rpartition(".")[0]) not in ("", "decision_model"):
        yield module


def test_no_two_files_import_each_other_directly_or_around() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for module, path in MODULES.items():
        for name, _, _ in imports(parsed(path)):
            target = name if name in MODULES else name.rpartition(".")[0]
            graph.add_edges_from((module, run) for run in run_with(target, module))
    assert [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1] == []


def test_no_class_name_stands_twice() -> None:
    files_of: dict[str, list[str]] = {}
    for path in FILES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef):
                files_of.setdefault(node.name, []).append(str(path.relative_to(PACKAGE)))
    assert {name: paths for name, paths in files_of.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_doors_touch_the_outside_world(path: Path) -> None:
    tree = parsed(path)
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    modules = {imported(name) for name, _, _ in imports(tree)}
    if room(path) != "interfaces":
        assert not called & DOORS_ONLY
        assert not modules & READS_THE_CLOCK


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_ever_run_that_was_read(path: Path) -> None:
    tree = parsed(path)
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    modules = {imported(name) for name, _, _ in imports(tree)}
    assert not called & RUNS_CODE
    assert not modules & CARRIES_CODE


def test_which_total_rule_it_is_is_asked_in_one_place() -> None:
    """Everybody else asks the rule itself: whether it has weights, whether it adds up."""
    asking = {str(path.relative_to(PACKAGE)) for path in FILES if ".combine" in path.read_text(encoding="utf-8")}
    assert asking == {"model/record.py"}


def test_every_room_of_the_table_exists() -> None:
    assert {room(path) for path in FILES} == set(ROOMS)
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert folders | {"errors"} == set(ROOMS)


def test_the_table_can_catch_an_intruder() -> None:
    found = list(imports(ast.parse("def draw():\n    import matplotlib.pyplot\nfrom decision_model import analysis\n")))
    assert found == [("decision_model.analysis", True, 3), ("matplotlib.pyplot", False, 2)]
    assert imported("decision_model.analysis.choice.solve") == "analysis"
    assert imported("decision_model") == "interfaces"
