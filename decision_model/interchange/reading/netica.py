"""Influence diagrams of Netica (DNE, DNET)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from decision_model.interchange.diagrams.braced import BracedBlock, blocks
from decision_model.interchange.diagrams.building import Building, ListedTable, certain, plain_number
from decision_model.interchange.diagrams.diagram import Diagram, DiagramNode, Kind
from decision_model.interchange.diagrams.drafting import drafted
from decision_model.interchange.diagrams.unread import Found, lost, unread_entries
from decision_model.interchange.draft import Draft, ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader

KINDS: Mapping[str, Kind] = {"NATURE": "chance", "DECISION": "decision", "UTILITY": "utility"}
COMMENT = r"//[^\n]*|/\*.*?\*/"
MOST_STATES = 1_000
READ = (
    "kind", "discrete", "chance", "states", "statetitles", "numstates", "parents", "inputs", "probs", "functable",
    "title", "comment",
)  # fmt: skip
DRAWN = ("measure", "whenchanged", "belief", "autoupdate", "autoCompile", "visual", "ElimOrder", "version")
UNREAD = {
    "evidence": "states that are entered as seen",
    "equation": "equations beside tables",
    "levels": "levels beside the names of states",
    "value": "values of constants",
    "numcases": "numbers of cases behind tables",
    "author": "names of authors",
    "NodeSets": "sets of nodes",
}


def recognises(file: ForeignFile) -> bool:
    """Text that says `[DNET-1]`, or begins a `bnet` under Netica's ending."""
    return "[DNET-" in file.head or (file.ending in (".dne", ".dnet") and "bnet" in file.head)


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The diagram as a scenario."""
    file = files[0]
    network = next((block for block in blocks(file, COMMENT).blocks if block.head[:1] == ("bnet",)), None)
    if network is None:
        raise file.refused("there is no bnet in this file.", "Is it the right file?", code="no-network")
    building = Building(file, "child")
    parts = [block for block in network.blocks if block.head[:1] == ("node",) and _kind(file, block) != "CONSTANT"]
    for block in parts:
        _add(building, block)
    for block in parts:
        _fill(building, block)
    title = network.text("title") or (network.head[1] if len(network.head) > 1 else file.stem)
    remarks = lost(_unread(network))
    return drafted(Diagram(title, building.complete(), network.text("comment"), remarks=remarks), file, choices)


def _unread(network: BracedBlock) -> Iterator[Found]:
    """Entries of nodes and of the net that are neither read nor a matter of drawing."""
    nodes = [block for block in network.blocks if block.head[:1] == ("node",)]
    for block in (network, *nodes):
        named = () if block.items("states") else ("levels",)
        yield from unread_entries([block], (*READ, *DRAWN, *named), UNREAD)


def _kind(file: ForeignFile, block: BracedBlock) -> str:
    kind = block.text("kind") or "NATURE"
    if kind not in (*KINDS, "CONSTANT"):
        message = f"'{_name(block)}' is a node of the kind '{kind}', which is not read."
        raise file.refused(message, "They are NATURE, DECISION and UTILITY.", block.line, "kind-not-read")
    return kind


def _name(block: BracedBlock) -> str:
    return block.head[1] if len(block.head) > 1 else ""


def _add(building: Building, block: BracedBlock) -> None:
    kind = KINDS[_kind(building.file, block)]
    states = _states(building.file, block) if kind != "utility" else ()
    label, note, name = block.text("title"), block.text("comment"), _name(block)
    labels = tuple(" ".join(each.split()) for each in block.items("statetitles"))
    building.add(DiagramNode(kind, name, block.line, label, note, states, labels))


def _states(file: ForeignFile, block: BracedBlock) -> tuple[str, ...]:
    """Names of states: as they stand, or the levels between which they lie, or their numbers."""
    states, levels = tuple(block.items("states")), block.items("levels")
    if states:
        return states
    if levels and block.text("discrete") == "FALSE":
        return tuple(f"{low} to {high}" for low, high in pairwise(levels))
    if levels:
        return tuple(levels)
    count = block.text("numstates")
    if count and not (count.isdecimal() and int(count) <= MOST_STATES):
        message = f"'{_name(block)}' has '{count}' as its number of states."
        raise file.refused(message, "It is a number such as 3.", block.line, "no-number")
    return tuple(str(number) for number in range(int(count or 0)))


def _fill(building: Building, block: BracedBlock) -> None:
    name, file = _name(block), building.file
    node = building.nodes[name]
    parents = tuple(block.items("parents"))
    if node.kind == "decision":
        building.inform(name, parents, block.line)
        return
    value = block.values.get("probs") or block.values.get("functable")
    if value is None:
        if "equation" in block.values:
            message = f"'{node.title}' has an equation and no table of its numbers."
            remedy = "Let Netica convert the equation to a table first."
            raise file.refused(message, remedy, block.values["equation"].line, "kind-not-read")
        return
    if node.kind == "utility":
        found = [plain_number(item, name, file, value.line) for item in value.items]
    elif "probs" in block.values:
        found = _chances(building, name, value.items, value.line)
    else:
        found = [chance for item in value.items for chance in _certain(building, name, item, value.line)]
    building.fill(name, ListedTable(parents, found, value.line))


def _chances(building: Building, name: str, items: list[str], line: int) -> list[float]:
    """Chances of a table; a row that is impossible is one word and stands for as many zeros as there are states."""
    zeros = [0.0] * len(building.nodes[name].states)
    whole = len(items) % len(zeros) != 0 or "@imposs" in items
    found: list[float] = []
    for item in items:
        if item == "@imposs" and whole:
            found += zeros
        else:
            found.append(plain_number(item, name, building.file, line))
    return found


def _certain(building: Building, name: str, item: str, line: int) -> tuple[float, ...]:
    """A row in which one state is certain, named or by its number behind #."""
    states = building.nodes[name].states
    if item == "@imposs":
        return certain(-1, len(states))
    if item in states:
        return certain(states.index(item), len(states))
    numbered = re.fullmatch(r"#?(\d{1,4})", item)
    if numbered and int(numbered[1]) < len(states):
        return certain(int(numbered[1]), len(states))
    message = f"'{item}' is no state of '{name}'."
    raise building.file.refused(message, f"They are: {', '.join(states)}.", line, "unknown-name")


READER = Reader("netica", "Netica (DNE)", (".dne", ".dnet"), recognises, read, asks=("goal",))
