"""What stands in a scenario file and where: a tree of nodes, each with its lines and columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from decision_model.errors import Location, Place

Mark = tuple[int, int]
"""Line and column, both from 0."""

DataPath = tuple[str | int, ...]
"""Keys and positions from the top of a file to a node."""

_NAMED_BY = ("decide", "event", "name", "claim")
_LINE_BREAK = re.compile("\r\n|[\n\r]")
_QUOTED = re.compile(r"'([^']+)'")


class WrittenInt(int):
    """A whole number that remembers how it was written."""

    written: str


class WrittenFloat(float):
    """A number that remembers how it was written."""

    written: str


class YamlFile:
    """The file that a node comes from."""

    def __init__(self, file: str, text: str):
        self.file = file
        self.lines = _LINE_BREAK.split(text)

    def line(self, number: int) -> str:
        """The text of a line, counted from 0; empty beyond the end."""
        return self.lines[number] if number < len(self.lines) else ""

    def location(self, mark: Mark) -> Location:
        """The place of a mark as a reader counts."""
        line, column = mark
        return Location(self.file, line + 1, column + 1, self.line(line))


def mark_after(text: str) -> Mark:
    """The mark of what follows a text."""
    lines = _LINE_BREAK.split(text)
    return len(lines) - 1, len(lines[-1])


@dataclass(slots=True)
class YamlNode:
    """A mapping, list or scalar of a file; `key` is where its key stands, if it has one."""

    value: Any
    origin: YamlFile
    start: Mark
    end: Mark
    key: Mark | None = None

    @property
    def mark(self) -> Mark:
        """Where a reader looks first: its key, or itself."""
        return self.key or self.start

    @property
    def name(self) -> str | None:
        """The name that an entry of a list gives itself: `decide: site`, `name: morale`."""
        if not isinstance(self.value, dict):
            return None
        for key in _NAMED_BY:
            if key in self.value and isinstance(self.value[key].value, str):
                return str(self.value[key].value)
        return None

    def plain(self) -> Any:
        """The data alone."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def child(self, part: str | int) -> YamlNode | None:
        """The node that a part of a path leads to."""
        if isinstance(self.value, dict):
            return self.value.get(part)
        if isinstance(self.value, list) and isinstance(part, int):
            return self.value[part] if part < len(self.value) else None
        return None

    def deepest(self, path: DataPath) -> YamlNode:
        """The node at a path, or the nearest one around it."""
        node = self
        for part in path:
            child = node.child(part)
            if child is None:
                return node
            node = child
        return node

    def pointed(self, message: str, at_key: bool = True) -> Location:
        """Its location, moved to the word that a message quotes if the node contains it."""
        word = _QUOTED.search(message)
        mark_of_word = word and self._find(word.group(1))
        return self.origin.location(mark_of_word or (self.mark if at_key else self.start))

    def _find(self, word: str) -> Mark | None:
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        first, last = self.mark[0], self.end[0]
        for line in range(first, min(last, first + 40) + 1):  # further down another element is meant
            text = self.origin.line(line)
            begin = self.mark[1] if line == first else 0
            stop = self.end[1] if line == last else len(text)
            match = pattern.search(text, begin, stop)
            if match:
                return line, match.start()
        return None


def find(node: YamlNode, place: Place) -> tuple[YamlNode, Place]:
    """The node that a place in the model's own names means, or the nearest one around it, and the place so far."""
    reached: list[str | int] = []
    for part in place:
        heads = _cell(node, part) if isinstance(part, int) else ()
        for key in heads or (part,):
            child = _named_child(node, key)
            if child is not None:
                node = child
                reached.append(key)
    return node, tuple(reached)


def _cell(node: YamlNode, number: int) -> DataPath:
    """The keys that lead to the cell of a table that stands for a rule, by its place; none where it is no table."""
    rows, table, columns = (node.child(key) for key in ("rows", "table", "columns"))
    if rows is None or table is None:
        return ()
    depth = (len(rows.value) if isinstance(rows.value, list) else 1) + (columns is not None)
    paths = [("table", *path) for path in _paths(table, depth)]
    return paths[number] if number < len(paths) else ("otherwise",)


def _paths(node: YamlNode, depth: int) -> Iterator[tuple[str, ...]]:
    children = node.value.items() if isinstance(node.value, dict) else ()
    for key, child in children:
        yield from ((key, *path) for path in _paths(child, depth - 1)) if depth > 1 else ((key,),)


def _named_child(node: YamlNode, part: str | int) -> YamlNode | None:
    direct = node.child(part)
    if direct is not None or not isinstance(part, str):
        return direct
    if isinstance(node.value, dict):
        if part == "then":
            return node.value.get("otherwise")
        children = [node.value[key] for key in ("then", "otherwise", "when", "value") if key in node.value]
    else:
        children = node.value if isinstance(node.value, list) else []
    return _first_with_name(children, part)


def _first_with_name(nodes: Iterable[YamlNode], part: str) -> YamlNode | None:
    return next((match for node in nodes if (match := _with_name(node, part)) is not None), None)


def _with_name(node: YamlNode, part: str) -> YamlNode | None:
    """The node itself if it has the name, or what it, or a consideration within it, holds under that name."""
    if node.name == part or node.value == part:
        return node
    if isinstance(node.value, list):
        return _first_with_name(node.value, part)
    if isinstance(node.value, dict) and node.name is not None:
        group = node.value.get("considerations")
        return _with_name(group, part) if group is not None else None
    return node.child(part)


def names_in(node: YamlNode) -> Iterator[str]:
    """Every key and every word inside a node: whatever may be a name."""
    if node.name is not None:
        yield node.name
    children = node.value.items() if isinstance(node.value, dict) else ()
    for key, child in children:
        yield key
        if isinstance(child.value, str):
            yield child.value
        yield from names_in(child)
    if isinstance(node.value, list):
        for child in node.value:
            yield from names_in(child)
