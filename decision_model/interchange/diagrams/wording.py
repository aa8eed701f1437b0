"""How the parts of a diagram are named and written in a scenario."""

from __future__ import annotations

import re
from typing import Any

from decision_model.interchange.diagrams.diagram import Diagram, DiagramNode
from decision_model.interchange.diagrams.folding import FOLDED, RowGrid, Rules, When
from decision_model.interchange.names import UniqueNames, label_of
from decision_model.scenario.emitter import YamlBlock

Data = dict[str, Any]

WORDS = ("yes_", "no_", "on_", "off_")
"""Names of states that the language has as words like any other."""

MOST_HEADS = 3
"""Steps that head a table."""


class DiagramWording:
    """Names of steps and their states, each used once, and labels."""

    def __init__(self, diagram: Diagram):
        self.diagram = diagram
        self.used = UniqueNames()
        self.names = {node.name: self.name(node.name) for node in diagram.nodes if node.kind != "utility"}
        self.states = {name: _state_names(diagram.node[name]) for name in self.names}

    def name(self, wanted: str, otherwise: str = "step") -> str:
        """A name like the one that is wanted, not used before."""
        return self.used.name(apart(wanted), otherwise)

    def label(self, node: DiagramNode, name: str) -> Data:
        """What people read, where it says more than the name; with its name where another has the same label."""
        label = (node.label or node.name).replace("_", " ")
        if node.label and sum(each.label == node.label for each in self.diagram.nodes) > 1:
            label = f"{label} ({node.name})"
        found = label_of(label, name)
        return {"label": found} if found else {}

    def remarks(self, node: DiagramNode, name: str) -> Data:
        """Label and note."""
        return {**self.label(node, name), **({"note": node.note} if node.note else {})}

    def outcome(self, node: DiagramNode, state: str) -> str:
        """The label of a state."""
        labels = dict(zip(node.states, node.state_labels, strict=False))
        return " ".join((labels.get(state) or state).replace("_", " ").split()) or state

    def only_if(self, conditions: list[When]) -> Data:
        """The key with its conditions, any of which may hold; nothing where there is none."""
        found = [self.when(each) for each in conditions]
        return {"only_if": found[0] if len(found) == 1 else found} if found else {}

    def when(self, when: When) -> Data:
        """A condition."""
        found: Data = {}
        for name, states in when.items():
            named = [self.states[name][state] for state in states]
            found[self.names[name]] = named[0] if len(named) == 1 else named
        return found

    def table(self, grid: RowGrid, rules: Rules, data: list[Any], of_chances: bool) -> Any:
        """One entry, a table or rules, whichever a person would write; `data` is what each code stands for."""
        if len(rules) == 1:
            return data[rules[0][1]]
        cells = grid.codes.size
        if len(rules) > FOLDED * cells and cells > 2 and len(grid.axes) <= MOST_HEADS and grid.is_plain:
            return self._laid_out(grid, data, of_chances)
        return [
            YamlBlock({"when": self.when(when), "then": data[code]} if when else {"otherwise": data[code]})
            for when, code in rules
        ]

    def _laid_out(self, grid: RowGrid, data: list[Any], of_chances: bool) -> Data:
        names = [self.names[axis.name] for axis in grid.axes]
        heads = names if of_chances or len(names) == 1 else names[:-1]
        columns = {"columns": names[-1]} if len(heads) < len(names) else {}
        rows = heads[0] if len(heads) == 1 else heads
        return YamlBlock({"rows": rows, **columns, "table": self._cells(grid, data, (), len(heads))})

    def _cells(self, grid: RowGrid, data: list[Any], place: tuple[int, ...], heads: int) -> Any:
        """What stands below some heads of rows; columns stand on one line."""
        if len(place) == len(grid.axes):
            return data[int(grid.codes[place])]
        axis = grid.axes[len(place)]
        states = self.states[axis.name]
        found = {states[state]: self._cells(grid, data, (*place, n), heads) for n, state in enumerate(axis.states)}
        return YamlBlock(found) if len(place) < heads and len(grid.axes) > 1 else found


def apart(name: str) -> str:
    """A name with its words apart: `no_Rain` for `noRain`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)


def _state_names(node: DiagramNode) -> dict[str, str]:
    used = UniqueNames()
    names = {state: used.name(apart(state), "state") for state in node.states}
    return {state: name.removesuffix("_") if name in WORDS else name for state, name in names.items()}
