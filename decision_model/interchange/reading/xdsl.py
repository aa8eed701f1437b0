"""Influence diagrams of GeNIe (XDSL)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from decision_model.errors import shortened
from decision_model.interchange.diagrams.building import Building, ListedTable, added_up, certain, numbers
from decision_model.interchange.diagrams.diagram import Diagram, DiagramNode, Kind
from decision_model.interchange.diagrams.drafting import drafted
from decision_model.interchange.diagrams.unread import Found, lost, unread_elements
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.xml_elements import Element, xml_root

KINDS: Mapping[str, Kind] = {
    "cpt": "chance",
    "deterministic": "chance",
    "decision": "decision",
    "utility": "utility",
}
TOTAL = "mau"
GROUP = "submodel"
READ = ("state", "parents", "probabilities", "utilities", "resultingstates", "weights")
UNREAD = {
    "property": "properties that users add to nodes",
    "cases": "cases with states that are entered as seen",
    "arccomment": "comments on arcs",
    GROUP: "submodels, which group nodes,",
}
NOT_READ = {
    "equation": "is an equation, and its numbers are no table",
    "noisymax": "is a noisy MAX, and its numbers are no table",
    "noisyadder": "is a noisy adder, and its numbers are no table",
    "demorgan": "is a DeMorgan gate, and its numbers are no table",
}


def recognises(file: ForeignFile) -> bool:
    """XML whose root is `smile`."""
    return "<smile" in file.head


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The diagram as a scenario; weights of a utility that adds others up become parameters."""
    file = files[0]
    root = xml_root(file)
    nodes = [node for block in root.all("nodes") for node in _flat(block)]
    if root.first("dynamic") is not None or any(node.first("dynamic") is not None for node in nodes):
        message = "this is a temporal model: its nodes go through time slices, which a scenario has not."
        raise file.refused(message, "Import a diagram of single moments.", root.line, "temporal")
    shown = _GenieTexts(root)
    building = Building(file, "child")
    for element in nodes:
        if element.tag in NOT_READ:
            remedy = "Turn it into a table in GeNIe first (change its type to 'Chance - General')."
            raise file.refused(f"'{element.get('id')}' {NOT_READ[element.tag]}.", remedy, element.line, "kind-not-read")
        if element.tag in KINDS:
            _add(building, element, shown)
        elif element.tag != TOTAL:
            message = f"'{element.get('id')}' is a node of a kind that is not read ('{element.tag}')."
            raise file.refused(message, "Turn it into a table in GeNIe first.", element.line, "kind-not-read")
    for element in nodes:
        if element.tag in KINDS:
            _fill(building, element)
    totals = {element.get("id"): element for element in nodes if element.tag == TOTAL}
    remarks = (*_weigh(building, totals), *lost(_unread(root, nodes)))
    title = shown.title or root.get("id") or file.stem
    return drafted(Diagram(title, building.complete(), shown.note, remarks=remarks), file, choices)


def _flat(block: Element) -> Iterator[Element]:
    """The nodes of a block and of the submodels in it, however deep."""
    for element in block.children:
        if element.tag == GROUP:
            yield from _flat(element)
        else:
            yield element


def _unread(root: Element, nodes: Sequence[Element]) -> Iterator[Found]:
    """What nodes, the file and GeNIe's own part of it hold beside what is read."""
    yield from unread_elements(nodes, READ, UNREAD)
    for element in (part for part in root.children if part.tag not in ("nodes", "extensions")):
        yield UNREAD.get(element.tag, f"entries '{shortened(element.tag, 30)}'"), element.line
    blocks = [*root.all("nodes"), *root.all("extensions")]
    for element in (part for block in blocks for part in block.walk() if part.tag in (GROUP, "arccomment")):
        yield UNREAD[element.tag], element.line


class _GenieTexts:
    """What people read: names, comments and text boxes, which GeNIe keeps apart from the nodes."""

    def __init__(self, root: Element):
        parts = [part for extension in root.all("extensions") for part in extension.walk()]
        genie = next((part for part in parts if part.tag == "genie"), None)
        self.title = genie.get("name") if genie is not None else ""
        texts = [genie.text_of("comment")] if genie is not None else []
        texts += [part.text_of("caption") for part in parts if part.tag == "textbox"]
        self.note = sentences(texts)
        self.nodes = {part.get("id"): part for part in parts if part.tag == "node"}

    def text(self, name: str, tag: str) -> str:
        part = self.nodes.get(name)
        return "" if part is None else plain(part.text_of(tag))


def sentences(texts: list[str]) -> str:
    """Texts one after the other, each ending like a sentence."""
    found = [plain(text) for text in texts]
    return " ".join(text if text[-1] in ".!?:" or text is found[-1] else f"{text}." for text in found if text)


def plain(text: str) -> str:
    """A text on one line; GeNIe writes line ends as backslash and n."""
    return " ".join(text.replace("\\n", " ").split())


def _add(building: Building, element: Element, shown: _GenieTexts) -> None:
    name = element.get("id")
    kind = KINDS[element.tag]
    states = tuple(state.get("id") for state in element.all("state")) if kind != "utility" else ()
    labels = tuple(state.get("label") for state in element.all("state"))
    label, note = shown.text(name, "name"), shown.text(name, "comment")
    building.add(DiagramNode(kind, name, element.line, label, note, states, labels))


def _fill(building: Building, element: Element) -> None:
    name, file = element.get("id"), building.file
    parents = tuple(element.text_of("parents").split())
    if element.tag == "decision":
        building.inform(name, parents, element.line)
        return
    tag = {"cpt": "probabilities", "utility": "utilities", "deterministic": "resultingstates"}[element.tag]
    block = element.first(tag)
    if block is None:
        raise file.refused(f"'{name}' has no table of numbers.", "Give it one.", element.line, "no-table")
    if element.tag == "deterministic":
        _fill_certain(building, name, ListedTable(parents, block.text.split(), block.line))
    else:
        building.fill(name, ListedTable(parents, numbers(block.text, name, file, block.line), block.line))


def _fill_certain(building: Building, name: str, listed: ListedTable) -> None:
    """The table of a node of which one state is certain in each row."""
    states = building.nodes[name].states
    unknown = [state for state in listed.numbers if state not in states]
    if unknown:
        message = f"'{unknown[0]}' is no state of '{name}'."
        raise building.file.refused(message, f"They are: {', '.join(states)}.", listed.line, "unknown-name")
    chances = [chance for state in listed.numbers for chance in certain(states.index(state), len(states))]
    building.fill(name, ListedTable(listed.parents, chances, listed.line))


def _weigh(building: Building, totals: Mapping[str, Element]) -> tuple[Remark, ...]:
    """Put weights on utilities, those of a total above a total multiplied."""
    parts = {name: _parts(building, total) for name, total in totals.items()}
    weights = added_up(building, parts, {name: total.line for name, total in totals.items()})
    for name, weight in weights.items():
        building.set(name, weight=weight)
    return tuple(
        Remark("changed", f"'{name}' adds others up: they are considerations, which count by its weights", each.line)
        for name, each in totals.items()
    )


def _parts(building: Building, total: Element) -> list[tuple[str, float]]:
    name = total.get("id")
    parents = total.text_of("parents").split()
    block = total.first("weights")
    if block is None and total.first("expression") is not None:
        message = f"'{name}' makes the total by a formula, which is not read."
        raise building.file.refused(message, "Let it add its parts up by weights.", total.line, "kind-not-read")
    steps = [parent for parent in parents if parent in building.nodes and building.nodes[parent].kind != "utility"]
    if steps:
        message = f"the weights of '{name}' depend on '{building.nodes[steps[0]].title}', which is not read."
        remedy = "Let it add its parts up by weights that are always the same."
        raise building.file.refused(message, remedy, total.line, "kind-not-read")
    found = [1.0] * len(parents) if block is None else numbers(block.text, name, building.file, block.line)
    if len(found) != len(parents):
        message = f"'{name}' has {len(found)} weights for {len(parents)} utilities."
        raise building.file.refused(message, "It needs one for each.", total.line, "table-size")
    return list(zip(parents, found, strict=True))


READER = Reader("xdsl", "GeNIe (XDSL)", (".xdsl",), recognises, read, asks=("goal",))
