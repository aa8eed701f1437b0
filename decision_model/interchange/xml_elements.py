"""XML as plain elements that know their line: no DTD, no entities of its own, nothing fetched, bounded in size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from decision_model.interchange.foreign_file import ForeignFile

DEEPEST, MOST = 200, 500_000
"""Levels of elements, and elements."""


@dataclass
class Element:
    """An element: its name without namespace, attributes likewise, text, children, and the line where it begins."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, without space around it."""
        return "".join(self.pieces).strip()

    def get(self, name: str, default: str = "") -> str:
        """An attribute."""
        return self.attributes.get(name, default)

    def all(self, *tags: str) -> list[Element]:
        """The children of these names, in order."""
        return [child for child in self.children if child.tag in tags]

    def first(self, tag: str) -> Element | None:
        """The first child of a name."""
        return next((child for child in self.children if child.tag == tag), None)

    def text_of(self, tag: str, default: str = "") -> str:
        """The text of the first child of a name."""
        child = self.first(tag)
        return default if child is None else child.text

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)


def xml_root(file: ForeignFile) -> Element:
    """The root element; raises ScenarioError for what is no XML, is too deep or large, or defines things of its own."""
    builder = _Builder(file)
    parser = expat.ParserCreate(None if file.data.lstrip().startswith(b"<?xml") else "utf-8", " ")
    builder.attach(parser)
    try:
        parser.Parse(file.data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise file.refused(f"this is no XML that can be read: {reason}.", line=error.lineno, code="not-xml") from None
    except (LookupError, ValueError):
        remedy = "Save it in UTF-8."
        raise file.refused("this XML is written in an encoding that is not known.", remedy, 1, "not-xml") from None
    if builder.root is None:
        raise file.refused("there is nothing in this XML.", code="not-xml")
    return builder.root


class _Builder:
    def __init__(self, file: ForeignFile):
        self.file = file
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0

    def attach(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse
        parser.ExternalEntityRefHandler = self.refuse

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self.count += 1
        if self.count > MOST or len(self.open) >= DEEPEST:
            message = f"this XML has more than {MOST:,} elements, or more than {DEEPEST} inside one another."
            raise self.file.refused(message, "Is it the right file?", line, "too-many-parts")
        plain = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        element = Element(tag.rpartition(" ")[2], plain, line)
        if self.open:
            self.open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self.open.append(element)

    def end(self, _tag: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        if self.open:
            self.open[-1].pieces.append(text)

    def refuse(self, *_rest: object) -> int:
        message = "this XML defines parts of its own (a DOCTYPE or entities), which are not read."
        remedy = "Delete the definition, if nothing uses it."
        raise self.file.refused(message, remedy, self.parser.CurrentLineNumber, "xml-defines")
