"""What readers of diagrams share: numbers from text, names that must exist, tables of the right size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from typing import Any

from decision_model.errors import Problem, ScenarioError, nearest, shortened
from decision_model.interchange.diagrams.diagram import DiagramNode
from decision_model.interchange.diagrams.tables import MOST_NUMBERS, Fastest, Row, WrongSizeError, table
from decision_model.interchange.foreign_file import ForeignFile

PLAIN_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


def numbers(text: str, of: str, file: ForeignFile, line: int) -> list[float]:
    """The numbers of a text, apart by space; raises ScenarioError for what is none."""
    words = text.split()
    if len(words) > MOST_NUMBERS:
        raise file.refused(f"the table of '{of}' has more than {MOST_NUMBERS:,} numbers.", "", line, "table-too-large")
    return [plain_number(word, of, file, line) for word in words]


def plain_number(word: str, of: str, file: ForeignFile, line: int) -> float:
    """A number as it is written in files."""
    if not PLAIN_NUMBER.fullmatch(word):
        message = f"'{shortened(word, 30)}' in the table of '{of}' is no number."
        raise file.refused(message, "Numbers are written like 0.5 or -12.", line, "no-number")
    return float(word)


MOST_STATES = 1_000
"""States of one node that are read."""


@dataclass(frozen=True)
class ListedTable:
    """A table as it stands in a file: its parents in the order in which it lists them, and its numbers."""

    parents: tuple[str, ...]
    numbers: Sequence[Any]
    line: int


class Building:
    """Nodes of one file, by name, and the tables put into them."""

    def __init__(self, file: ForeignFile, fastest: Fastest):
        self.file, self.fastest = file, fastest
        self.nodes: dict[str, DiagramNode] = {}
        self.count = 0

    def add(self, node: DiagramNode) -> None:
        """A node; raises ScenarioError for a name that stands twice, and for states that do."""
        twice = {state for state, times in Counter(node.states).items() if times > 1}
        if len(node.states) > MOST_STATES:
            message = f"'{node.title}' has more than {MOST_STATES:,} states."
            raise self.file.refused(message, "Is it the right file?", node.line, "too-large")
        if node.name in self.nodes or not node.name:
            message = f"there are two nodes called '{node.name}'." if node.name else "there is a node without a name."
            raise self.file.refused(message, "Give each its own name.", node.line, "name-twice")
        if twice or "" in node.states:
            message = f"'{node.title}' has two states called '{min(twice)}'." if twice else "a state has no name."
            raise self.file.refused(message, "Give each its own name.", node.line, "name-twice")
        if node.kind != "utility" and not node.states:
            raise self.file.refused(f"'{node.title}' has no states.", "Give it some.", node.line, "no-states")
        self.nodes[node.name] = node

    def known(self, names: Iterable[str], of: str, line: int) -> tuple[str, ...]:
        """Names of nodes, each once; raises ScenarioError for one that does not exist."""
        found = tuple(names)
        for name in found:
            if name not in self.nodes:
                message = f"'{shortened(name)}', named by '{of}', is no node of this file."
                raise self.file.refused(message, nearest(name, self.nodes), line, "unknown-name")
            if found.count(name) > 1:
                raise self.file.refused(f"'{of}' names '{name}' twice.", "Name it once.", line, "name-twice")
        return found

    def states(self, name: str, of: str, line: int) -> tuple[str, ...]:
        """The states of a parent; raises ScenarioError where it is a utility, which has none."""
        if not self.nodes[name].states:
            message = f"'{of}' depends on the utility '{self.nodes[name].title}', which has no states."
            raise self.file.refused(message, "Let it depend on decisions and events.", line, "no-states")
        return self.nodes[name].states

    def rows(self, name: str, listed: ListedTable) -> Mapping[Row, tuple[Any, ...]]:
        """The rows of a node's table."""
        parents = [self.states(parent, name, listed.line) for parent in listed.parents]
        child = len(self.nodes[name].states) if self.nodes[name].kind == "chance" else 1
        try:
            return table(listed.numbers, parents, child, self.fastest)
        except WrongSizeError as wrong:
            raise ScenarioError([self._wrong_size(name, wrong, listed.line)]) from None

    def fill(self, name: str, listed: ListedTable) -> None:
        """Put a table into a node."""
        parents = self.known(listed.parents, name, listed.line)
        self.count += len(listed.numbers)
        if self.count > 5 * MOST_NUMBERS:
            message = f"the tables of this file have more than {5 * MOST_NUMBERS:,} numbers."
            raise self.file.refused(message, "Is it the right file?", listed.line, "table-too-large")
        found = self.rows(name, replace(listed, parents=parents))
        self.nodes[name] = replace(self.nodes[name], parents=parents, rows=found, table_line=listed.line)

    def inform(self, name: str, parents: Iterable[str], line: int) -> None:
        """What is known at a decision."""
        known = self.known(parents, name, line)
        for parent in known:
            self.states(parent, name, line)
        self.set(name, parents=known)

    def set(self, name: str, **changes: Any) -> None:
        """Change fields of a node."""
        self.nodes[name] = replace(self.nodes[name], **changes)

    def complete(self) -> tuple[DiagramNode, ...]:
        """All nodes; raises ScenarioError for events and utilities without a table."""
        missing = [node for node in self.nodes.values() if node.kind != "decision" and not node.rows]
        if missing:
            remedy = "Give it one."
            problems = [
                self.file.problem(f"'{node.title}' has no table of numbers.", remedy, node.line, "no-table")
                for node in missing
            ]
            raise ScenarioError(problems)
        return tuple(self.nodes.values())

    def _wrong_size(self, name: str, wrong: WrongSizeError, line: int) -> Problem:
        if wrong.needed > MOST_NUMBERS:
            message = f"the table of '{name}' would have {wrong.needed:,} numbers; at most {MOST_NUMBERS:,} are read."
            return self.file.problem(message, "Let it depend on fewer parents.", line, "table-too-large")
        message = f"the table of '{name}' has {wrong.found:,} numbers and needs {wrong.needed:,}."
        remedy = "It needs one for each of its states in each combination of its parents' states."
        return self.file.problem(message, remedy, line, "table-size")


def certain(place: int, count: int) -> tuple[float, ...]:
    """A row of chances in which one state is certain; all zero where the place is below 0."""
    return tuple(float(number == place) for number in range(count))


def added_up(
    building: Building, totals: Mapping[str, Sequence[tuple[str, float]]], lines: Mapping[str, int]
) -> dict[str, float]:
    """What each utility counts for, where totals add parts up by weights, totals among them; `lines` are theirs.

    Raises ScenarioError for a part that is no utility, and for a total that is a part of itself.
    """
    utilities = [node.name for node in building.nodes.values() if node.kind == "utility" and node.name not in totals]
    above: dict[str, set[str]] = {name: set() for name in (*totals, *utilities)}
    for total, parts in totals.items():
        for part, _ in parts:
            if part not in above:
                message = f"'{shortened(part)}', a part of '{total}', is no utility of this file."
                raise building.file.refused(message, nearest(part, above), lines[total], "unknown-name")
            above[part].add(total)
    try:
        order = list(TopologicalSorter(above).static_order())
    except CycleError as error:
        name = str(error.args[1][0])
        message = f"'{name}' is a part of itself."
        raise building.file.refused(message, "Break the circle.", lines.get(name, 0), "events-in-circle") from None
    weights = {name: 0.0 if above[name] else 1.0 for name in above}
    for name in order:
        for part, weight in totals.get(name, ()):
            weights[part] += weights[name] * weight
    return {name: weights[name] for name in utilities}
