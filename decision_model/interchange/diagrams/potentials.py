"""The numbers of OpenMarkov's networks: tables, uniform ones, certain ones and trees of cases, as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from decision_model.interchange.diagrams.building import Building, ListedTable, certain, numbers, plain_number
from decision_model.interchange.diagrams.diagram import Uncertain
from decision_model.interchange.diagrams.laws import uncertain_number
from decision_model.interchange.diagrams.tables import MOST_NUMBERS, Row, rows
from decision_model.interchange.xml_elements import Element


def below(element: Element, tag: str) -> list[Element]:
    """What stands in the first child of a name."""
    block = element.first(tag)
    return [] if block is None else block.children


def names_in(element: Element, tag: str = "Variable") -> tuple[str, ...]:
    """The names that the children of one kind have."""
    return tuple(child.get("name") for child in element.all(tag))


@dataclass(frozen=True)
class Potential:
    """A table of numbers over variables: the one it is about, what it hangs on, and numbers in OpenMarkov's order."""

    about: str
    parents: tuple[str, ...]
    values: list[float]
    line: int
    uncertain: tuple[Uncertain | None, ...] = ()


def potential_of(building: Building, element: Element, about: str, parents: tuple[str, ...]) -> Potential:
    """The numbers of one table; raises ScenarioError for a kind that is not read."""
    kind = element.get("type")
    if kind not in _READ:
        message = f"the numbers of '{about}' are of the kind '{kind}', which is not read."
        if kind == "Product":
            message = f"'{about}' multiplies utilities, which no total of a scenario does in the same way."
        remedy = "Turn it into a table in OpenMarkov first."
        raise building.file.refused(message, remedy, element.line, "kind-not-read")
    return _READ[kind](building, element, about, parents)


def _table(building: Building, element: Element, about: str, parents: tuple[str, ...]) -> Potential:
    block = element.first("Values")
    line = element.line if block is None else block.line
    values = numbers("" if block is None else block.text, about, building.file, line)
    listed = [each for part in element.all("UncertainValues") for each in part.all("Value")]
    known = tuple(uncertain_number(each) for each in listed)
    return Potential(about, parents, values, line, known if len(known) == len(values) else ())


def _uniform(building: Building, element: Element, about: str, parents: tuple[str, ...]) -> Potential:
    """Every state alike; nothing for a utility."""
    count = max(1, len(building.nodes[about].states))
    found = cells(building, about, parents, element.line)
    each = 1 / count if building.nodes[about].kind == "chance" else 0.0
    return Potential(about, parents, [each] * len(found), element.line)


def _delta(building: Building, element: Element, about: str, parents: tuple[str, ...]) -> Potential:
    """One state that is certain, by its name or its number, or one number of a utility."""
    node, found = building.nodes[about], cells(building, about, parents, element.line)
    if node.kind == "utility":
        number = plain_number(element.text_of("NumericValue"), about, building.file, element.line)
        return Potential(about, parents, [number] * len(found), element.line)
    said = element.text_of("State") or element.text_of("StateIndex")
    if said not in node.states and not (said.isdecimal() and int(said) < len(node.states)):
        message = f"'{said or element.text_of('NumericValue')}' is no state of '{about}'."
        remedy = f"They are: {', '.join(node.states)}."
        raise building.file.refused(message, remedy, element.line, "unknown-name")
    place = node.states.index(said) if said in node.states else int(said)
    row = certain(place, len(node.states))
    return Potential(about, parents, [row[each] for _, each in found], element.line)


def cells(building: Building, about: str, parents: tuple[str, ...], line: int) -> list[tuple[Row, int]]:
    """The cells of a table in their order."""
    states = [building.states(name, about, line) for name in parents]
    count = max(1, len(building.nodes[about].states))
    size = count
    for each in states:
        size *= len(each)
        if size > MOST_NUMBERS:
            message = f"the table of '{about}' would have more than {MOST_NUMBERS:,} numbers."
            raise building.file.refused(message, "Let it depend on fewer variables.", line, "table-too-large")
    return rows(states, count, "first")


def _tree(building: Building, element: Element, about: str, parents: tuple[str, ...]) -> Potential:
    """A tree of cases written out as a table."""
    values = []
    whole = _PotentialTree(building, about)
    for row, place in cells(building, about, parents, element.line):
        values.append(whole.value(element, dict(zip(parents, row, strict=True)), place))
    return Potential(about, parents, values, element.line)


class _PotentialTree:
    """Looks a case up in a tree, whose leaves are tables."""

    def __init__(self, building: Building, about: str):
        self.building, self.about = building, about
        self.leaves: dict[int, tuple[tuple[str, ...], Mapping[Row, tuple[float, ...]]]] = {}

    def value(self, element: Element, case: Mapping[str, str], place: int) -> float:
        while element.get("type") == "Tree/ADD":
            element = self.branch(element, case)
        if id(element) not in self.leaves:
            self.leaves[id(element)] = self.leaf(element)
        names, table = self.leaves[id(element)]
        if not set(names) <= set(case):
            raise self.refused(element, "hangs on a variable that its table does not name")
        return table[tuple(case[name] for name in names)][place]

    def branch(self, element: Element, case: Mapping[str, str]) -> Element:
        top = element.first("TopVariable")
        name = "" if top is None else top.get("name")
        for branch in below(element, "Branches"):
            states = [state.get("name") for state in below(branch, "States")]
            if case.get(name) in states:
                potential = branch.first("Potential")
                if potential is not None:
                    return potential
        raise self.refused(element, f"has no branch for '{name}' being '{case.get(name, '?')}'")

    def leaf(self, element: Element) -> tuple[tuple[str, ...], Mapping[Row, tuple[float, ...]]]:
        if element.get("type") not in ("Table", "Uniform", "Delta"):
            raise self.refused(element, f"has a leaf of the kind '{element.get('type')}', which is not read")
        variables = tuple(name for block in element.all("Variables") for name in names_in(block) if name != self.about)
        names = self.building.known(variables, self.about, element.line)
        found = potential_of(self.building, element, self.about, names)
        return names, self.building.rows(self.about, ListedTable(names, found.values, found.line))

    def refused(self, element: Element, what: str) -> Exception:
        message = f"the tree of numbers of '{self.about}' {what}."
        return self.building.file.refused(message, "Turn it into a table in OpenMarkov.", element.line, "kind-not-read")


_READ: Mapping[str, Callable[[Building, Element, str, tuple[str, ...]], Potential]] = {
    "Table": _table,
    "Uniform": _uniform,
    "Delta": _delta,
    "Tree/ADD": _tree,
}
