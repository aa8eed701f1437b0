"""Influence diagrams and decision analysis networks of OpenMarkov (PGMX, versions 0.2 and 1.0)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from decision_model.interchange.diagrams.building import Building, ListedTable, added_up, numbers
from decision_model.interchange.diagrams.diagram import (
    Diagram,
    DiagramNode,
    Kind,
    Memory,
    Reveal,
    Uncertain,
    UtilityCriterion,
)
from decision_model.interchange.diagrams.drafting import drafted
from decision_model.interchange.diagrams.laws import uncertain_number
from decision_model.interchange.diagrams.tables import MOST_NUMBERS, Row, rows
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.xml_elements import Element, xml_root

MEMORIES: Mapping[str, Memory] = {"InfluenceDiagram": "all", "DAN": "revealed", "LIMID": "arcs"}
KINDS: Mapping[str, Kind] = {"chance": "chance", "decision": "decision", "utility": "utility"}
TEMPORAL = ("MID", "MDP", "POMDP", "DEC_POMDP", "DLIMID", "DynamicBayesianNetwork", "SimpleMarkovModel", "MPAD", "DMID")


def recognises(file: ForeignFile) -> bool:
    """XML whose root is `ProbModelXML`."""
    return "<ProbModelXML" in file.head


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The diagram as a scenario; a network whose decisions may come in any order is refused."""
    file = files[0]
    root = xml_root(file)
    network = root.first("ProbNet")
    if network is None:
        raise file.refused("there is no ProbNet in this file.", "Is it the right file?", root.line, "no-network")
    memory = _memory(file, network)
    building = Building(file, "first")
    for variable in _below(network, "Variables"):
        _add(building, variable)
    reveals, links = _linked(building, network)
    sums = _filled(building, network)
    for name, parents in links.items():
        if building.nodes[name].kind == "decision":
            building.inform(name, parents, building.nodes[name].line)
    criteria, unit = _criteria(file, root, network)
    _weigh(building, sums)
    remarks = tuple(_doubtful(criteria, building))
    title = network.get("name") or file.stem
    note = _text(network.first("Comment"))
    diagram = Diagram(title, building.complete(), note, memory, criteria, unit, tuple(reveals), remarks)
    return drafted(diagram, file, choices)


def _memory(file: ForeignFile, network: Element) -> Memory:
    kind = network.get("type")
    slices = [variable for variable in _below(network, "Variables") if variable.get("timeSlice")]
    if kind in TEMPORAL or slices:
        message = f"this is a temporal model ({kind}): it goes through time slices, which a scenario has not."
        raise file.refused(message, "Import a diagram of single moments.", network.line, "temporal")
    if network.first("Agents") is not None:
        message = "several decision makers act in this model; a scenario has one."
        raise file.refused(message, "Import what one of them decides.", network.line, "several-players")
    if kind == "BayesianNetwork":
        message = "this network has events alone (BayesianNetwork): nothing is decided or weighed."
        raise file.refused(message, "Add a decision and a utility in OpenMarkov.", network.line, "nothing-weighed")
    if kind not in MEMORIES:
        message = f"a network of the type '{kind}' is not read."
        raise file.refused(message, f"These are: {', '.join(MEMORIES)}.", network.line, "kind-not-read")
    return MEMORIES[kind]


def _below(element: Element, tag: str) -> list[Element]:
    block = element.first(tag)
    return [] if block is None else block.children


def _names(element: Element, tag: str = "Variable") -> tuple[str, ...]:
    return tuple(child.get("name") for child in element.all(tag))


def _text(comment: Element | None) -> str:
    """A comment without the HTML in which it is written."""
    if comment is None:
        return ""
    text = re.sub(r"<head\b.*?</head>|<!--.*?-->|<[^<>]*>", " ", comment.text, flags=re.DOTALL)
    return " ".join(unescape(text).split())


def _add(building: Building, variable: Element) -> None:
    name, role = variable.get("name"), variable.get("role")
    if role not in KINDS:
        message = f"'{name}' has the role '{role}', which is not read."
        raise building.file.refused(message, "They are chance, decision and utility.", variable.line, "kind-not-read")
    states = tuple(state.get("name") for state in _below(variable, "States")) if role != "utility" else ()
    if role == "chance" and not states:
        message = f"'{name}' is a {variable.get('type') or 'numeric'} event without states."
        raise building.file.refused(message, "Discretise it in OpenMarkov first.", variable.line, "no-states")
    criterion = variable.first("Criterion")
    observed = variable.first("AlwaysObserved") is not None or variable.get("isAlwaysObserved") == "true"
    node = DiagramNode(
        KINDS[role], name, variable.line, "", _text(variable.first("Comment")), states, is_observed=observed
    )
    building.add(replace(node, criterion="" if criterion is None else criterion.get("name") or criterion.text))


def _linked(building: Building, network: Element) -> tuple[list[Reveal], dict[str, tuple[str, ...]]]:
    """What reveals what, and the parents of each node by links; restrictions are put into decisions."""
    reveals, parents = [], dict.fromkeys(building.nodes, ())
    found: dict[str, tuple[str, ...]] = {**parents}
    for link in _below(network, "Links"):
        names = _names(link)
        if len(names) != 2:
            raise building.file.refused("a link does not join two variables.", "Delete it.", link.line, "unknown-name")
        source, target = building.known(names, "a link", link.line)
        if link.get("directed", "true") != "true":
            message = f"the link between '{source}' and '{target}' has no direction."
            raise building.file.refused(message, "Give it one.", link.line, "kind-not-read")
        found[target] = (*found[target], source)
        condition = link.first("RevelationCondition")
        if condition is not None and building.nodes[target].kind == "chance":
            reveals.append(Reveal(source, _names(condition, "State"), target))
        restriction = next((each for each in link.all("Potential") if each.get("role") == "linkRestriction"), None)
        if restriction is not None and building.nodes[target].kind == "decision":
            _restrict(building, source, target, restriction)
    return reveals, found


def _restrict(building: Building, source: str, target: str, potential: Element) -> None:
    """Options that are not on offer after some states."""
    block = potential.first("Values")
    line = potential.line
    names = [variable for child in potential.all("Variables") for variable in _names(child)]
    states = {name: building.states(name, target, line) for name in (source, target)}
    values = numbers("" if block is None else block.text, target, building.file, line)
    if sorted(names) != sorted(states) or len(values) != len(states[source]) * len(states[target]):
        message = f"the restriction between '{source}' and '{target}' is no table of their states."
        raise building.file.refused(message, "Draw it anew in OpenMarkov.", line, "table-size")
    first, second = names
    pairs = [(row, a) for row, a in rows([states[second]], len(states[first]), "first")]
    cases = [{first: states[first][place], second: row[0]} for row, place in pairs]
    refused = frozenset((case[source], case[target]) for case, value in zip(cases, values, strict=True) if value == 0)
    building.set(target, restrictions=(*building.nodes[target].restrictions, (source, refused)))


# Tables


@dataclass(frozen=True)
class Potential:
    """A table of numbers over variables: the one it is about, what it hangs on, and numbers in OpenMarkov's order."""

    about: str
    parents: tuple[str, ...]
    values: list[float]
    line: int
    uncertain: tuple[Uncertain | None, ...] = ()


def _filled(building: Building, network: Element) -> dict[str, tuple[str, ...]]:
    """Put tables into nodes; what utilities add up others, by name, is returned."""
    sums: dict[str, tuple[str, ...]] = {}
    for element in _below(network, "Potentials"):
        about, variables = _about(building, element)
        if building.nodes[about].kind == "decision":
            continue
        if about in sums or building.nodes[about].rows:
            message = f"'{about}' has two tables."
            raise building.file.refused(message, "Delete one.", element.line, "name-twice")
        added = [name for name in variables if building.nodes[name].kind == "utility"]
        if element.get("type") == "Sum" and building.nodes[about].kind == "utility" and added == list(variables):
            sums[about] = variables
            continue
        potential = _potential(building, element, about, variables)
        building.fill(about, ListedTable(potential.parents, potential.values, potential.line))
        if any(potential.uncertain):
            _spread(building, potential)
    return sums


def _about(building: Building, element: Element) -> tuple[str, tuple[str, ...]]:
    """The variable that a table is about, and the others: a utility stands apart, or is the first of the list."""
    utility = element.first("UtilityVariable")
    variables = tuple(name for block in element.all("Variables") for name in _names(block))
    if utility is not None:
        variables = (utility.get("name") or utility.text, *variables)
    if not variables:
        raise building.file.refused("a table is about no variable.", "Delete it.", element.line, "unknown-name")
    variables = building.known(variables, "a table", element.line)
    return variables[0], variables[1:]


def _potential(building: Building, element: Element, about: str, parents: tuple[str, ...]) -> Potential:
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
    cells = _cases(building, about, parents, element.line)
    each = 1 / count if building.nodes[about].kind == "chance" else 0.0
    return Potential(about, parents, [each] * len(cells), element.line)


def _cases(building: Building, about: str, parents: tuple[str, ...], line: int) -> list[tuple[Row, int]]:
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
    for row, place in _cases(building, about, parents, element.line):
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
        for branch in _below(element, "Branches"):
            states = [state.get("name") for state in _below(branch, "States")]
            if case.get(name) in states:
                potential = branch.first("Potential")
                if potential is not None:
                    return potential
        raise self.refused(element, f"has no branch for '{name}' being '{case.get(name, '?')}'")

    def leaf(self, element: Element) -> tuple[tuple[str, ...], Mapping[Row, tuple[float, ...]]]:
        if element.get("type") not in ("Table", "Uniform"):
            raise self.refused(element, f"has a leaf of the kind '{element.get('type')}', which is not read")
        variables = tuple(name for block in element.all("Variables") for name in _names(block) if name != self.about)
        names = self.building.known(variables, self.about, element.line)
        found = _potential(self.building, element, self.about, names)
        return names, self.building.rows(self.about, ListedTable(names, found.values, found.line))

    def refused(self, element: Element, what: str) -> Exception:
        message = f"the tree of numbers of '{self.about}' {what}."
        return self.building.file.refused(message, "Turn it into a table in OpenMarkov.", element.line, "kind-not-read")


_READ: Mapping[str, Callable[[Building, Element, str, tuple[str, ...]], Potential]] = {
    "Table": _table,
    "Uniform": _uniform,
    "Tree/ADD": _tree,
}


def _spread(building: Building, potential: Potential) -> None:
    """What is known of single numbers, by their row and place."""
    cells = _cases(building, potential.about, potential.parents, potential.line)
    pairs = zip(cells, potential.uncertain, strict=True)
    building.set(potential.about, uncertain={cell: each for cell, each in pairs if each is not None})


# Criteria


def _criteria(file: ForeignFile, root: Element, network: Element) -> tuple[tuple[UtilityCriterion, ...], str]:
    """Every criterion with its multiplier in the total, and the unit of the total."""
    scales: dict[str, float] = {}
    unit = ""
    for block in (part for part in root.walk() if part.tag == "Unicriterion"):
        unit = block.text_of("Unit")
        for scale in (part for part in block.walk() if part.tag == "Scale"):
            name = scale.get("Criterion")
            scales[name] = (numbers(scale.get("Value", "1"), name, file, scale.line) or [1.0])[0]
    listed = [*_below(network, "DecisionCriteria")]
    units = {each.get("name") or each.text: each.get("unit").strip("-") for each in listed}
    names = dict.fromkeys([*units, *scales])
    criteria = tuple(UtilityCriterion(name, units.get(name, ""), scales.get(name, 1.0)) for name in names)
    return criteria, unit.strip("-")


def _doubtful(criteria: tuple[UtilityCriterion, ...], building: Building) -> list[Remark]:
    """A criterion called a cost that counts as a gain."""
    found = []
    for criterion in criteria:
        mine = [node for node in building.nodes.values() if node.criterion == criterion.name]
        gains = [node for node in mine if any(number > 0 for row in node.rows.values() for number in row)]
        if "cost" in criterion.name.casefold() and criterion.multiplier > 0 and gains:
            message = f"'{criterion.name}' counts as a gain, as the file multiplies it by {criterion.multiplier:g}"
            found.append(Remark("kept", message, gains[0].line))
    return found


def _weigh(building: Building, sums: Mapping[str, tuple[str, ...]]) -> None:
    """Utilities that others add up count as often as they are added, and those that add up not at all."""
    listed = {name: [(part, 1.0) for part in parts] for name, parts in sums.items()}
    weights = added_up(building, listed, {name: building.nodes[name].line for name in sums})
    for name in sums:
        del building.nodes[name]
    for name, weight in weights.items():
        building.set(name, weight=weight)


READER = Reader("pgmx", "OpenMarkov (PGMX)", (".pgmx",), recognises, read, asks=("goal",))
