"""The cases of a diagram: which occur, when events arise, and what a table is over the steps it hangs on."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import Any

from decision_model.errors import Problem, ScenarioError
from decision_model.interchange.diagrams import folding
from decision_model.interchange.diagrams.chances import checked
from decision_model.interchange.diagrams.diagram import Diagram, DiagramNode, Reveal
from decision_model.interchange.diagrams.folding import RowAxis, RowGrid, When
from decision_model.interchange.diagrams.order import causes_first
from decision_model.interchange.diagrams.support import ABSENT, CaseSupport
from decision_model.interchange.diagrams.tables import MOST_NUMBERS, Row
from decision_model.interchange.draft import Remark
from decision_model.interchange.foreign_file import ForeignFile

MOST_RULES = 5_000
"""Rules of one table."""


class DiagramCases:
    """A diagram whose chances add up, what occurs in it, and when its events arise.

    Raises ScenarioError with every row of chances that makes no sense.
    """

    def __init__(self, diagram: Diagram, file: ForeignFile):
        self.diagram, self.file = diagram, file
        self.remarks: list[Remark] = []
        self.support = CaseSupport(diagram)
        self.arises: dict[str, list[When]] = {}
        self._check()
        for reveal in self.diagram.reveals:
            self._refuse_half_seen(reveal)

    def _check(self) -> None:
        """Take steps in by causes first; every event with chances that add up, each problem told."""
        problems: list[Problem] = []
        for name in causes_first(self.diagram, self.file):
            node = self.diagram.node[name]
            if node.kind == "chance":
                try:
                    found = checked(node, self.support.reachable(node.parents), self.file)
                except ScenarioError as error:
                    problems += error.problems
                    continue
                self.remarks += found.remarks
                self._exchange(found.node)
            self.support.add(self.diagram.node[name])
            if name in self.support.may_be_absent:
                self.arises[name] = self._presence(self.diagram.node[name])
        if problems:
            raise ScenarioError(problems)

    def _exchange(self, node: DiagramNode) -> None:
        nodes = tuple(node if each.name == node.name else each for each in self.diagram.nodes)
        self.diagram = self.support.diagram = replace(self.diagram, nodes=nodes)

    def _refuse_half_seen(self, reveal: Reveal) -> None:
        """An event that is there but not seen after some options would be known in the scenario."""
        source, target = self.diagram.node[reveal.source], self.diagram.node[reveal.target]
        place = target.parents.index(source.name) if source.name in target.parents else None
        rows = self.support.reachable(target.parents)
        for state in [each for each in source.states if each not in reveal.states]:
            seen = {
                tuple(chance > 0 for chance in target.rows[row]) if ABSENT not in row else ()
                for row in rows
                if place is None or row[place] == state
            }
            if len(seen) > 1 or any(sum(each) > 1 for each in seen):
                message = f"after '{state}' at '{source.title}', '{target.title}' turns out but is not seen; a"
                message += " scenario cannot say so."
                remedy = f"Let '{target.title}' have a state of its own for that case, or chances of 0."
                raise self.file.refused(message, remedy, target.line, "seen-in-part")

    def _presence(self, node: DiagramNode) -> list[When]:
        """When an event arises, from rows of zeros; told as a change."""
        rows = {row: self.support.arises(node, row) for row in self.support.reachable(node.parents)}
        if any(ABSENT not in row and not sum(node.rows[row]) for row in rows):
            message = f"rows of zeros say that '{node.title}' does not arise there: written as 'only_if'"
            self.remarks.append(Remark("changed", message, node.table_line or node.line))
        return self.conditions(node.parents, rows, node)

    def offered(self, node: DiagramNode, option: str) -> list[When]:
        """The conditions under which an option is on offer; none where it always is."""
        refused = [(step, {state for state, name in pairs if name == option}) for step, pairs in node.restrictions]
        refused = [(step, states) for step, states in refused if states]
        names = tuple(step for step, _ in refused)
        rows = {
            row: not any(state in states for state, (_, states) in zip(row, refused, strict=True))
            for row in self.support.reachable(names)
        }
        return [] if all(rows.values()) else self.conditions(names, rows, node)

    def conditions(self, names: Sequence[str], rows: Mapping[Row, bool], node: DiagramNode) -> list[When]:
        """Conditions any of which holds in the rows that are true and in no others."""
        for grid, values in self.grids(names, rows):
            if True not in values:
                message = f"'{node.title}', or an option of it, never arises."
                raise self.file.refused(message, "Take it out, or mend its table.", node.line, "never-arises")
            found = folding.condition(grid, values.index(True))
            if found is not None:
                return found
        message = f"when '{node.title}' arises, or what is on offer there, cannot be said in conditions."
        raise self.file.refused(message, "Give what it hangs on a state of its own for 'none'.", node.line)

    def rules(
        self, node: DiagramNode, rows: Mapping[Row, Hashable]
    ) -> tuple[RowGrid, list[tuple[When, int]], list[Hashable]]:
        """The rows of a node that occur: as a grid, as rules, and what the codes in both stand for."""
        for grid, values in self.grids(node.parents, rows):
            found = folding.rules(grid)
            if found is not None and len(found) > MOST_RULES:
                message = (
                    f"the table of '{node.title}' comes to {len(found):,} rules, and a scenario holds {MOST_RULES:,}."
                )
                raise self.file.refused(message, "Let it hang on fewer steps.", node.line, "table-too-large")
            if found is not None:
                return grid, found, values
        message = f"the table of '{node.title}' cannot be said in rules: it hangs on steps that may not arise."
        raise self.file.refused(message, "Give them a state of their own for 'none'.", node.line)

    def grids(self, names: Sequence[str], rows: Mapping[Row, Hashable]) -> Iterator[tuple[RowGrid, list[Hashable]]]:
        """The rows over these steps and, should absence stand in the way, over those too on which it hangs."""
        yield folding.grid(self._axes(names), rows)
        more = self._explained(names)
        if prod(axis.size for axis in self._axes(more)) > MOST_NUMBERS:
            return
        yield folding.grid(self._axes(more), self._widened(names, rows, more), whole=True)

    def _explained(self, names: Sequence[str]) -> tuple[str, ...]:
        """Steps with those on which it hangs whether they arise."""
        found = list(names)
        for name in found:
            found += [each for when in self.arises.get(name, ()) for each in when if each not in found]
        return tuple(dict.fromkeys(found))

    def _widened(self, names: Sequence[str], rows: Mapping[Row, Hashable], axes: Sequence[str]) -> Mapping[Row, Any]:
        """Rows of some steps as rows of more."""
        places = [axes.index(name) for name in names]
        return {case: rows[tuple(case[place] for place in places)] for case in self.support.reachable(axes)}

    def _axes(self, names: Iterable[str]) -> list[RowAxis]:
        nodes = self.diagram.node
        return [RowAxis(name, nodes[name].states, name in self.support.may_be_absent) for name in names]
