"""Influence diagrams and decision analysis networks of OpenMarkov (PGMX, versions 0.2 and 1.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape

from decision_model.errors import shortened
from decision_model.interchange.diagrams.building import Building, ListedTable, added_up, numbers
from decision_model.interchange.diagrams.diagram import Diagram, DiagramNode, Kind, Memory, Reveal, UtilityCriterion
from decision_model.interchange.diagrams.drafting import drafted
from decision_model.interchange.diagrams.potentials import Potential, below, cells, names_in, potential_of
from decision_model.interchange.diagrams.tables import rows
from decision_model.interchange.diagrams.unread import Found, lost
from decision_model.interchange.draft import Draft, ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.xml_elements import Element, xml_root

MEMORIES: Mapping[str, Memory] = {"InfluenceDiagram": "all", "DAN": "revealed", "LIMID": "arcs"}
KINDS: Mapping[str, Kind] = {"chance": "chance", "decision": "decision", "utility": "utility"}
TEMPORAL = ("MID", "MDP", "POMDP", "DEC_POMDP", "DLIMID", "DynamicBayesianNetwork", "SimpleMarkovModel", "MPAD", "DMID")


DRAWN = ("Relevance", "VisualPrecision", "Version", "Precision", "Min", "Max", "KindOfGraph", "Title")
UNREAD = {
    "Finding": "states that are entered as seen",
    "Thresholds": "thresholds between the states of a number",
    "Reference": "references",
    "Label": "labels",
}


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
    for variable in below(network, "Variables"):
        _add(building, variable)
    reveals, links = _linked(building, network)
    sums = _filled(building, network)
    remarks = lost(_unread(root, network, building))
    for name, parents in links.items():
        if building.nodes[name].kind == "decision":
            building.inform(name, parents, building.nodes[name].line)
    criteria, unit = _criteria(file, root, network)
    _weigh(building, sums)
    title = network.get("name") or file.stem
    note = _text(network.first("Comment"))
    diagram = Diagram(title, building.complete(), note, memory, criteria, unit, tuple(reveals), remarks)
    return drafted(diagram, file, choices)


def _unread(root: Element, network: Element, building: Building) -> Iterator[Found]:
    """What the file holds and no scenario has: policies that are imposed, evidence, ways to analyse, properties."""
    for element in below(network, "Potentials"):
        about, _ = _about(building, element)
        if building.nodes[about].kind == "decision" and element.get("type") != "Uniform":
            yield f"choices that the file imposes on '{building.nodes[about].title}'", element.line
        inside = [part for child in element.all("Branches") for part in child.walk()]
        if any(part.tag == "UncertainValues" for part in inside):
            yield "distributions inside trees of numbers", element.line
    for part in root.walk():
        if part.tag == "SelectedAnalysisType" and part.text == "COST_EFFECTIVENESS":
            yield "criteria that stay apart, as in an analysis of cost-effectiveness,", part.line
        elif part.tag == "Property" and part.get("name") not in DRAWN:
            yield f"properties such as '{shortened(part.get('name'), 30)}'", part.line
        elif part.tag in UNREAD and (part.text or part.attributes or part.children):
            yield UNREAD[part.tag], part.line


def _memory(file: ForeignFile, network: Element) -> Memory:
    kind = network.get("type")
    slices = [variable for variable in below(network, "Variables") if variable.get("timeSlice")]
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
    states = tuple(state.get("name") for state in below(variable, "States")) if role != "utility" else ()
    if role == "chance" and not states:
        message = f"'{name}' is a {variable.get('type') or 'numeric'} event without states."
        raise building.file.refused(message, "Discretise it in OpenMarkov first.", variable.line, "no-states")
    criterion = variable.first("Criterion")
    observed = variable.first("AlwaysObserved") is not None or variable.get("isAlwaysObserved") == "true"
    title = next((each.get("value") for each in variable.walk() if each.get("name") == "Title"), "")
    label, note = " ".join(title.split()), _text(variable.first("Comment"))
    node = DiagramNode(KINDS[role], name, variable.line, label, note, states, is_observed=observed)
    building.add(replace(node, criterion="" if criterion is None else criterion.get("name") or criterion.text))


def _linked(building: Building, network: Element) -> tuple[list[Reveal], dict[str, tuple[str, ...]]]:
    """What reveals what, and the parents of each node by links; restrictions are put into decisions."""
    reveals, parents = [], dict.fromkeys(building.nodes, ())
    found: dict[str, tuple[str, ...]] = {**parents}
    for link in below(network, "Links"):
        names = names_in(link)
        if len(names) != 2:
            raise building.file.refused("a link does not join two variables.", "Delete it.", link.line, "unknown-name")
        source, target = building.known(names, "a link", link.line)
        if link.get("directed", "true") != "true":
            message = f"the link between '{source}' and '{target}' has no direction."
            raise building.file.refused(message, "Give it one.", link.line, "kind-not-read")
        found[target] = (*found[target], source)
        condition = link.first("RevelationCondition")
        if condition is not None and building.nodes[target].kind == "chance":
            reveals.append(Reveal(source, names_in(condition, "State"), target))
        restriction = next((each for each in link.all("Potential") if each.get("role") == "linkRestriction"), None)
        if restriction is not None and building.nodes[target].kind == "decision":
            _restrict(building, source, target, restriction)
    return reveals, found


def _restrict(building: Building, source: str, target: str, potential: Element) -> None:
    """Options that are not on offer after some states."""
    block = potential.first("Values")
    line = potential.line
    names = [variable for child in potential.all("Variables") for variable in names_in(child)]
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


def _filled(building: Building, network: Element) -> dict[str, tuple[str, ...]]:
    """Put tables into nodes; what utilities add up others, by name, is returned."""
    sums: dict[str, tuple[str, ...]] = {}
    for element in below(network, "Potentials"):
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
        potential = potential_of(building, element, about, variables)
        building.fill(about, ListedTable(potential.parents, potential.values, potential.line))
        if any(potential.uncertain):
            _spread(building, potential)
    return sums


def _about(building: Building, element: Element) -> tuple[str, tuple[str, ...]]:
    """The variable that a table is about, and the others: a utility stands apart, or is the first of the list."""
    utility = element.first("UtilityVariable")
    variables = tuple(name for block in element.all("Variables") for name in names_in(block))
    if utility is not None:
        variables = (utility.get("name") or utility.text, *variables)
    if not variables:
        raise building.file.refused("a table is about no variable.", "Delete it.", element.line, "unknown-name")
    variables = building.known(variables, "a table", element.line)
    return variables[0], variables[1:]


def _spread(building: Building, potential: Potential) -> None:
    """What is known of single numbers, by their row and place."""
    places = cells(building, potential.about, potential.parents, potential.line)
    pairs = zip(places, potential.uncertain, strict=True)
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
    listed = [*below(network, "DecisionCriteria")]
    units = {each.get("name") or each.text: each.get("unit").strip("-") for each in listed}
    names = dict.fromkeys([*units, *scales])
    criteria = tuple(UtilityCriterion(name, units.get(name, ""), scales.get(name, 1.0)) for name in names)
    return criteria, unit.strip("-")


def _weigh(building: Building, sums: Mapping[str, tuple[str, ...]]) -> None:
    """Utilities that others add up count as often as they are added, and those that add up not at all."""
    listed = {name: [(part, 1.0) for part in parts] for name, parts in sums.items()}
    weights = added_up(building, listed, {name: building.nodes[name].line for name in sums})
    for name in sums:
        del building.nodes[name]
    for name, weight in weights.items():
        building.set(name, weight=weight)


READER = Reader("pgmx", "OpenMarkov (PGMX)", (".pgmx",), recognises, read, asks=("goal",))
