"""Influence diagrams of Elvira (ELV)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from decision_model.interchange.diagrams.braced import BracedBlock, blocks
from decision_model.interchange.diagrams.building import Building, ListedTable, plain_number
from decision_model.interchange.diagrams.diagram import Diagram, DiagramNode, Kind
from decision_model.interchange.diagrams.drafting import drafted
from decision_model.interchange.diagrams.tables import Row
from decision_model.interchange.diagrams.unread import lost, unread_entries
from decision_model.interchange.draft import Draft, ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader

KINDS: Mapping[str, Kind] = {"chance": "chance", "decision": "decision", "utility": "utility"}
COMMENT = r"//[^\n]*"
BEGINS = re.compile(r"\s*(//[^\n]*\n\s*)*(idiagram|bnet|idiagramWithSVNodes)\b")
REST = "#"
UNREAD = {"author": "names of authors", "whochanged": "names of authors"}


def recognises(file: ForeignFile) -> bool:
    """Text under Elvira's ending that begins an `idiagram` or a `bnet`."""
    return file.ending == ".elv" and bool(BEGINS.match(file.head))


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The diagram as a scenario; constraints in logic are refused."""
    file = files[0]
    whole = blocks(file, COMMENT)
    if not whole.blocks:
        raise file.refused("there is no diagram in this file.", "Is it the right file?", code="no-network")
    network = whole.blocks[0]
    usual = tuple(network.items("default node states"))
    building = Building(file, "last parent")
    for block in network.blocks:
        if block.head[:1] == ("node",):
            _add(building, block, usual)
    for block in network.blocks:
        if block.head[:1] == ("relation",):
            _fill(building, block)
    for name, node in building.nodes.items():
        if node.kind == "decision":
            known = tuple(words[1] for words in network.statements if words[0] == "link" and words[2:3] == (name,))
            building.inform(name, known, node.line)
    named = " ".join(network.head[1:]).replace("\\", "/").rpartition("/")[2]
    title = network.text("title") or named.removesuffix(".elv") or file.stem
    remarks = lost(unread_entries([network], set(network.values) - set(UNREAD), UNREAD))
    return drafted(Diagram(title, building.complete(), network.text("comment"), remarks=remarks), file, choices)


def _add(building: Building, block: BracedBlock, usual: tuple[str, ...]) -> None:
    name = block.head[1] if len(block.head) > 1 else ""
    word = block.text("kind-of-node") or "chance"
    if word not in KINDS:
        message = f"'{name}' is a node of the kind '{word}', which is not read."
        raise building.file.refused(message, "They are chance, decision, utility.", block.line, "kind-not-read")
    states = (tuple(block.items("states")) or usual) if word != "utility" else ()
    if word == "chance" and "continuous" in block.head:
        raise building.file.refused(f"'{name}' is continuous.", "Discretise it first.", block.line, "kind-not-read")
    building.add(DiagramNode(KINDS[word], name, block.line, block.text("title"), block.text("comment"), states))


def _fill(building: Building, block: BracedBlock) -> None:
    file, line = building.file, block.line
    if block.text("kind-of-relation") == "constraint":
        bound = " and ".join(block.head[1:])
        message = f"a constraint in logic binds {bound}, which is not read."
        raise file.refused(message, "Give their tables zeros in its place.", line, "kind-not-read")
    names = building.known(block.head[1:], "a relation", line)
    if not names or building.nodes[names[0]].kind == "decision":
        return
    value = block.values.get("values")
    if value is None or value.items[:1] != ["table"]:
        message = f"the values of '{names[0]}' are no table."
        raise file.refused(message, "Turn them into a table in Elvira.", line, "kind-not-read")
    found = [-1.0 if each == REST else plain_number(each, names[0], file, value.line) for each in value.items[1:]]
    building.fill(names[0], ListedTable(names[1:], found, value.line))
    if REST in value.items:
        rows = building.nodes[names[0]].rows
        building.set(names[0], rows={row: _completed(building, names[0], row, value.line) for row in rows})


def _completed(building: Building, name: str, row: Row, line: int) -> tuple[float, ...]:
    """A row of chances with what is left in the place of its mark."""
    chances = building.nodes[name].rows[row]
    if chances.count(-1.0) > 1:
        message = f"'{name}' has a row in which two chances are what is left ({REST})."
        raise building.file.refused(message, "Give one of them a number.", line, "several-rests")
    left = 1 - sum(chance for chance in chances if chance != -1)
    return tuple(round(left, 12) if chance == -1 else chance for chance in chances)


READER = Reader("elvira", "Elvira (ELV)", (".elv",), recognises, read, asks=("goal",))
