"""Influence diagrams of Hugin (NET)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from decision_model.interchange.diagrams.braced import BracedBlock, blocks
from decision_model.interchange.diagrams.building import Building, ListedTable, plain_number
from decision_model.interchange.diagrams.diagram import Diagram, DiagramNode, Kind
from decision_model.interchange.diagrams.drafting import drafted
from decision_model.interchange.diagrams.unread import lost, unread_entries
from decision_model.interchange.draft import Draft, ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader

KINDS: Mapping[str, Kind] = {"node": "chance", "chance": "chance", "decision": "decision", "utility": "utility"}
COMMENT = r"%[^\n]*"
BEGINS = re.compile(r"\s*(%[^\n]*\n\s*)*(net|class)\b[^{=]{0,80}\{")
NOT_READ = {
    "continuous": "is a continuous node",
    "interval": "is an interval node",
    "function": "is a function node",
    "instance": "is an instance of a class",
    "temporal": "goes through time slices",
}
OF_STATES = "HR_State_"
UNREAD = {
    "model_data": "formulas beside tables",
    "experience": "numbers of cases behind tables",
    "fading": "numbers of cases behind tables",
    "state_values": "values of states",
}


def recognises(file: ForeignFile) -> bool:
    """Text that begins with a `net` in braces; GeNIe's old format begins so too."""
    return file.ending != ".dsl" and bool(BEGINS.match(file.head))


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The diagram as a scenario."""
    file = files[0]
    whole = blocks(file, COMMENT)
    network = whole.blocks[0]
    if network.head[:1] == ("class",):
        message = "this is a class of an object-oriented network, which is not read."
        raise file.refused(message, "Let Hugin unfold it into a network first.", network.line, "kind-not-read")
    building = Building(file, "child")
    for block in whole.blocks[1:]:
        _add(building, block)
    for block in whole.blocks[1:]:
        if block.head[:1] == ("potential",):
            _fill(building, block)
    title = network.text("label") or network.text("name") or file.stem
    names = {name for block in whole.blocks for name in block.values}
    words = {name: "descriptions of states" for name in names if name.startswith(OF_STATES)} | UNREAD
    remarks = lost(unread_entries(whole.blocks, _passed(names), words))
    return drafted(Diagram(title, building.complete(), network.text("HR_Desc"), remarks=remarks), file, choices)


def _passed(names: Collection[str]) -> set[str]:
    """Entries that are read, that `data` stands for, or that say how the diagram is drawn."""
    drawn = {name for name in names if name.startswith("HR_") and not name.startswith(OF_STATES)}
    return drawn | {"label", "name", "states", "subtype", "data", "model_nodes", "position", "node_size"}


def _add(building: Building, block: BracedBlock) -> None:
    words = block.head[1:] if block.head[:1] == ("discrete",) else block.head
    word = words[0] if words else ""
    if word == "potential":
        return
    if word in NOT_READ:
        message = f"'{words[-1]}' {NOT_READ[word]}, which is not read."
        raise building.file.refused(message, "Discretise it in Hugin first.", block.line, "kind-not-read")
    if word not in KINDS or len(words) != 2:
        message = f"a block '{' '.join(block.head)[:40]}' is not known."
        raise building.file.refused(message, "Is it the right file?", block.line, "kind-not-read")
    states = tuple(" ".join(state.split()) for state in block.items("states")) if word != "utility" else ()
    building.add(DiagramNode(KINDS[word], words[1], block.line, block.text("label"), block.text("HR_Desc"), states))


def _fill(building: Building, block: BracedBlock) -> None:
    """Put a table into the node that it is about; that of a decision is empty, and names what is known."""
    words = [word for word in block.head[1:] if word not in "()"]
    about, parents = words[:1], tuple(words[2:])
    if not about or words[1:2] not in ([], ["|"]):
        message = "a potential is about several nodes, or none."
        raise building.file.refused(message, "It is about one, given others.", block.line, "kind-not-read")
    (name,) = building.known(about, "a potential", block.line)
    if building.nodes[name].kind == "decision":
        building.inform(name, parents, block.line)
        return
    value = block.values.get("data")
    if value is None:
        message = f"the potential of '{name}' has no data, or a formula in its place."
        raise building.file.refused(message, "Let Hugin write its table.", block.line, "no-table")
    found = [plain_number(item, name, building.file, value.line) for item in value.items]
    building.fill(name, ListedTable(parents, found, value.line))


READER = Reader("hugin", "Hugin (NET)", (".net",), recognises, read, asks=("goal",))
