"""Text in braces, as Netica, Hugin and Elvira write it: blocks with a head, and entries that end with a semicolon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from decision_model.errors import shortened
from decision_model.interchange.foreign_file import ForeignFile

DEEPEST, MOST = 40, 2_000_000
"""Blocks inside one another, and words."""

_TOKEN = r'(?P<space>\s+)|(?P<text>"(?:[^"\\]|\\.)*")|(?P<open>")|(?P<sign>[{}()=;,|])|(?P<word>[^\s{}()=;,|"]+)'


@dataclass(frozen=True)
class BracedValue:
    """What stands behind `=`: its words and texts in order, however they are nested; '' where a list leaves one out."""

    items: list[str]
    line: int

    @property
    def text(self) -> str:
        """Its only text, on one line."""
        return " ".join(self.items[0].split()) if self.items else ""


@dataclass
class BracedBlock:
    """A block: the words and signs before its brace, its entries by name, and the blocks and statements in it."""

    head: tuple[str, ...]
    line: int
    values: dict[str, BracedValue] = field(default_factory=dict)
    blocks: list[BracedBlock] = field(default_factory=list)
    statements: list[tuple[str, ...]] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The text of an entry; '' where there is none."""
        return self.values[name].text if name in self.values else ""

    def items(self, name: str) -> list[str]:
        """The items of an entry."""
        return self.values[name].items if name in self.values else []


@dataclass(frozen=True)
class _BracedToken:
    kind: str
    text: str
    line: int


def blocks(file: ForeignFile, comment: str) -> BracedBlock:
    """The file as one block; `comment` is a regular expression for what is no part of it. Raises ScenarioError."""
    reading = _BracedReading(file)
    for token in _tokens(file, comment):
        reading.take(token)
    return reading.whole()


def _tokens(file: ForeignFile, comment: str) -> Iterator[_BracedToken]:
    pattern = re.compile(f"(?P<comment>{comment})|{_TOKEN}", re.DOTALL)
    line = 1
    for count, match in enumerate(pattern.finditer(file.text)):
        kind, text = str(match.lastgroup), match[0]
        if kind == "open":
            raise file.refused("a text begins here that never ends.", 'Close it with a ".', line, "not-closed")
        if count > 2 * MOST:
            raise file.refused(f"the file has more than {MOST:,} words.", "Is it the right file?", line)
        if kind == "text":
            yield _BracedToken(kind, _unescaped(text[1:-1]), line)
        elif kind in ("sign", "word"):
            yield _BracedToken(kind, text, line)
        line += text.count("\n")


def _unescaped(text: str) -> str:
    """A text without what hides its signs and its line ends."""
    text = text.replace("\\\n", "").replace("\\n", " ").replace("\\t", " ")
    return re.sub(r"\\(.)", r"\1", text)


class _BracedReading:
    """Takes one token after the other; knows which blocks are open and what the entry at hand has so far."""

    def __init__(self, file: ForeignFile):
        self.file = file
        self.open = [BracedBlock((), 0)]
        self.head: list[str] = []
        self.line = 0
        self.value: BracedValue | None = None
        self.depth = 0
        self.last = ""

    def take(self, token: _BracedToken) -> None:
        if self.value is not None:
            self.take_value(token, self.value)
        elif token.kind == "sign" and token.text in "{}=;":
            self.take_sign(token)
        else:
            self.line = self.line if self.head else token.line
            self.head.append(token.text)

    def take_value(self, token: _BracedToken, value: BracedValue) -> None:
        """A part of what stands behind `=`, until its semicolon."""
        sign = token.text if token.kind == "sign" else ""
        if sign == ";":
            self.open[-1].values.setdefault(" ".join(self.head), value)
            self.head, self.value = [], None
            return
        if sign == "," and self.last in ("(", ","):
            value.items.append("")
        if sign not in ("(", ")", ","):
            value.items.append(token.text)
        self.last = sign

    def take_sign(self, token: _BracedToken) -> None:
        if token.text == "=":
            self.value, self.last = BracedValue([], token.line), ""
        elif token.text == ";":
            if self.head:
                self.open[-1].statements.append(tuple(self.head))
            self.head = []
        elif token.text == "{":
            block = BracedBlock(tuple(self.head), self.line or token.line)
            if len(self.open) > DEEPEST:
                raise self.file.refused(f"more than {DEEPEST} blocks are inside one another.", "", token.line)
            self.open[-1].blocks.append(block)
            self.open.append(block)
            self.head = []
        else:
            if len(self.open) == 1:
                raise self.file.refused("a brace is closed that was not opened.", "", token.line, "not-closed")
            self.open.pop()
            self.head = []

    def whole(self) -> BracedBlock:
        if self.value is not None:
            name = shortened(" ".join(self.head), 30)
            message = f"'{name}' breaks off: its semicolon is missing."
            raise self.file.refused(message, "Was the file cut?", self.value.line, "not-closed")
        if len(self.open) > 1:
            block = self.open[-1]
            message = f"the block '{shortened(' '.join(block.head), 30)}' is not closed."
            raise self.file.refused(message, "Was the file cut?", block.line, "not-closed")
        return self.open[0]
