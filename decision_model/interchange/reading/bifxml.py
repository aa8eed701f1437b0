"""Influence diagrams in XMLBIF, as pyAgrum (BIFXML) and AIspace write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision_model.interchange.diagrams.building import Building, ListedTable, numbers
from decision_model.interchange.diagrams.diagram import Diagram, DiagramNode, Kind
from decision_model.interchange.diagrams.drafting import drafted
from decision_model.interchange.diagrams.unread import lost, unread_elements
from decision_model.interchange.draft import Draft, ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.xml_elements import Element, xml_root

KINDS: Mapping[str, Kind] = {"nature": "chance", "decision": "decision", "utility": "utility"}
READ = ("NAME", "PROPERTY", "VARIABLE", "OUTCOME", "VALUE", "DEFINITION", "FOR", "GIVEN", "TABLE")


def recognises(file: ForeignFile) -> bool:
    """XML whose root is `BIF`, by whatever ending."""
    return "<BIF" in file.head


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The diagram as a scenario; what stands in comments of the file is not read."""
    file = files[0]
    network = xml_root(file).first("NETWORK")
    if network is None:
        raise file.refused("there is no NETWORK in this file.", "Is it the right file?", code="no-network")
    building = Building(file, "child")
    for variable in network.all("VARIABLE"):
        _add(building, variable)
    for definition in network.all("DEFINITION"):
        _fill(building, definition)
    title = network.text_of("NAME") or file.stem
    note = " ".join(text for text in _texts(network) if text)
    remarks = lost(unread_elements([network], READ, {"OBSERVED": "states that are entered as seen"}))
    return drafted(Diagram(title, building.complete(), note, remarks=remarks), file, choices)


def _texts(element: Element) -> list[str]:
    """The properties that people read; AIspace also keeps positions and the like there, `name = value`."""
    found = []
    for part in element.all("PROPERTY"):
        key, sign, value = " ".join(part.text.split()).partition("=")
        if not sign or key.strip() in ("detailed", "short"):
            found.append(value.strip() if sign else key)
    return found


def _add(building: Building, variable: Element) -> None:
    word = variable.get("TYPE", "nature")
    if word not in KINDS:
        message = f"there is no variable of the type '{word}'."
        raise building.file.refused(message, "They are nature, decision and utility.", variable.line, "kind-not-read")
    name = variable.text_of("NAME")
    label, *notes = [text for text in _texts(variable) if text] or [""]
    states = tuple(outcome.text for outcome in variable.all("OUTCOME", "VALUE")) if word != "utility" else ()
    building.add(DiagramNode(KINDS[word], name, variable.line, label, " ".join(notes), states))


def _fill(building: Building, definition: Element) -> None:
    name = definition.text_of("FOR")
    building.known([name], "a definition", definition.line)
    parents = tuple(given.text for given in definition.all("GIVEN"))
    block = definition.first("TABLE")
    if building.nodes[name].rows or building.nodes[name].parents not in ((), parents):
        raise building.file.refused(f"'{name}' is defined twice.", "Keep one.", definition.line, "name-twice")
    if building.nodes[name].kind == "decision":
        building.inform(name, parents, definition.line)
    elif block is not None:
        found = numbers(block.text, name, building.file, block.line)
        building.fill(name, ListedTable(parents, found, block.line))


READER = Reader("bifxml", "XMLBIF (pyAgrum, AIspace)", (".bifxml", ".xml"), recognises, read, asks=("goal",))
