"""Text to a tree of nodes: our own reading of libyaml's events, in which nothing can be hidden or executed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from decision_model.errors import Problem, ScenarioError, shortened
from decision_model.model.typed_text import trimmed, unquoted
from decision_model.scenario.nodes import Mark, YamlFile, YamlNode, mark_after
from decision_model.scenario.scalars import resolve
from decision_model.scenario.spaces import with_plain_spaces
from decision_model.scenario.syntax import explained

LARGEST = 5_000_000
"""Bytes; a scenario written by people has some ten thousand."""

DEEPEST = 50
"""Levels of nesting; each level of a value tree takes two."""

MOST = 50_000
"""Keys, entries and values; more would only keep the reader waiting for what no scenario is."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_BREAKS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
"""Ends of lines that YAML knows and editors do not show as such: they are read as spaces."""

_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLLECTION_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def decoded(data: bytes, file: str) -> str:
    """The text of a file, which must be UTF-8 and of a sane size; raises ScenarioError."""
    if len(data) > LARGEST:
        message = f"the file has more than {LARGEST:,} bytes."
        raise _refused(YamlFile(file, ""), (0, 0), "file-too-large", message, "Is it the right file?")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = mark_after(data[: error.start].decode("utf-8-sig", "replace"))
        origin = YamlFile(file, data.decode("utf-8", "replace"))
        message, remedy = "the file is not in UTF-8.", "Save it in your editor with the encoding UTF-8."
        raise _refused(origin, before, "not-utf-8", message, remedy) from None


def load(text: str, file: str, repeats: bool = False) -> tuple[YamlNode, list[Problem]]:
    """The tree of nodes of a text and what is wrong with it short of making it unreadable; raises ScenarioError.

    With `repeats` a part may be repeated by its anchor, as other tools write it; what is repeated counts again.
    """
    text = text.translate(_NO_BREAKS)
    origin = YamlFile(file, text)
    unreadable = _UNREADABLE.search(text)
    if unreadable:
        message = f"there is an invisible character here (code {ord(unreadable.group())})."
        mark = mark_after(text[: unreadable.start()])
        raise _refused(origin, mark, "invisible-character", message, "Delete it.")
    composer = _Repeating(origin) if repeats else _Composer(origin)
    try:
        root = composer.document(_Loader(with_plain_spaces(origin)))
    except yaml.MarkedYAMLError as error:
        raise ScenarioError([explained(error, origin)]) from None
    except yaml.YAMLError as error:
        raise _refused(origin, (0, 0), "not-yaml", f"this is not YAML that can be read ({error}).", "") from None
    return root, composer.problems


def _refused(origin: YamlFile, mark: Mark, code: str, message: str, remedy: str) -> ScenarioError:
    return ScenarioError([Problem((), message, remedy, origin.location(mark), code=code)])


Key = tuple[str, Mark]


@dataclass
class _Composer:
    """Builds the tree from events with a stack instead of recursion, so that depth is ours to bound."""

    origin: YamlFile
    problems: list[Problem] = field(default_factory=list)
    root: YamlNode | None = None
    open: list[YamlNode] = field(default_factory=list)
    keys: list[Key | None] = field(default_factory=list)
    repeated: list[list[tuple[str, YamlNode, YamlNode]]] = field(default_factory=list)
    count: int = 0

    def document(self, events: Any) -> YamlNode:
        has_document = False
        while not isinstance(event := events.get_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.NodeEvent):
                self.take(event)
            elif isinstance(event, _COLLECTION_ENDS):
                self.close(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                if has_document:
                    message, remedy = "a second document begins here.", "A file holds one scenario: remove the '---'."
                    self.report(_start(event), "second-document", message, remedy)
                    break
                has_document = True
        if self.root is None:
            raise self.refused(
                (0, 0), "file-empty", "the file is empty.", "Begin with 'decision_model: 1' and a title."
            )
        return self.root

    def take(self, event: Any) -> None:
        """A key, a scalar, or the beginning of a mapping or list."""
        self.count += 1
        if self.count > MOST:
            message = f"the file has more than {MOST:,} parts."
            raise self.refused(_start(event), "too-many-parts", message, "Is it the right file?")
        if self.open and isinstance(self.open[-1].value, dict) and self.keys[-1] is None:
            self.keys[-1] = self.key(event)
            return
        node = self.node(event)
        self.root = self.root or node
        if self.open:
            self.attach(self.open[-1], self.keys[-1], node)
            self.keys[-1] = None
        if isinstance(event, yaml.CollectionStartEvent):
            self.open.append(node)
            self.keys.append(None)
            self.repeated.append([])
            if len(self.open) > DEEPEST:
                message = f"this is nested more than {DEEPEST} levels deep."
                raise self.refused(node.start, "nested-too-deep", message, "Is a bracket left open?")

    def close(self, event: Any) -> None:
        self.open.pop().end = _end(event)
        self.keys.pop()
        self.report_repeated(self.repeated.pop())

    def node(self, event: Any) -> YamlNode:
        start = _start(event)
        if isinstance(event, yaml.AliasEvent):
            raise self.refused(
                start,
                "alias",
                f"'*{shortened(event.anchor or '')}' would repeat another part of the file here.",
                "Write it out, or name a shared number under 'parameters'; a text that begins with '*' needs quotes.",
            )
        self.refuse_tags(event, start)
        if isinstance(event, yaml.ScalarEvent):
            return YamlNode(_scalar(event), self.origin, start, _end(event))
        return YamlNode({} if isinstance(event, yaml.MappingStartEvent) else [], self.origin, start, _end(event))

    def refuse_tags(self, event: Any, start: Mark) -> None:
        """Tags and anchors are not part of the language; a scalar behind them is read as it is."""
        if event.tag is not None:
            written = self.origin.line(start[0])[start[1] :].split()[0]
            remedy = "Remove it, or put quotes around a text that begins with '!'."
            self.report(start, "tag", f"'{shortened(written)}' is a YAML tag, and tags have no meaning here.", remedy)
            if not isinstance(event, yaml.ScalarEvent):
                raise ScenarioError(self.problems)
        if event.anchor is not None:
            remedy = (
                "Remove it; to share a number, name it under 'parameters'; a text that begins with '&' needs quotes."
            )
            self.report(
                start,
                "anchor",
                f"'&{shortened(event.anchor)}' is a YAML anchor, and anchors have no meaning here.",
                remedy,
            )

    def key(self, event: Any) -> Key:
        start = _start(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise self.refused(
                start, "key-not-a-word", "a key must be a word, not a list or a mapping.", "Write 'key: value'."
            )
        self.refuse_tags(event, start)
        if not event.value:
            self.report(start, "key-empty", "there is no key before the colon.", "Write 'key: value'.")
        value = resolve(trimmed(event.value)) if event.implicit[0] else event.value
        return str(value).lower() if isinstance(value, bool) else unquoted(event.value), start

    def attach(self, parent: YamlNode, key: Key | None, node: YamlNode) -> None:
        if isinstance(parent.value, list):
            parent.value.append(node)
            return
        assert key is not None
        name, node.key = key
        first = parent.value.setdefault(name, node)
        if first is not node:
            self.repeated[-1].append((name, first, node))

    def report_repeated(self, repeated: list[tuple[str, YamlNode, YamlNode]]) -> None:
        """Keys of one mapping that stand in it twice; several together come from a heading that is missing."""
        if not repeated:
            return
        name, first, node = repeated[0]
        line = first.mark[0] + 1
        if len(repeated) == 1:
            message = f"'{name}' stands here twice; it was first given in line {line}."
            self.report(node.mark, "key-repeated", message, "Keep one of them.")
            return
        names = f"{', '.join(repr(key) for key, _, _ in repeated[:-1])} and {repeated[-1][0]!r}"
        message = f"{names} stand here twice; they were first given from line {line} on."
        remedy = "Keep one of each, or add the line that should stand above."
        self.report(node.mark, "key-repeated", message, remedy)

    def report(self, mark: Mark, code: str, message: str, remedy: str) -> None:
        self.problems.append(Problem((), message, remedy, self.origin.location(mark), code=code))

    def refused(self, mark: Mark, code: str, message: str, remedy: str) -> ScenarioError:
        """The error of a file that cannot be read on, with what was wrong before."""
        self.report(mark, code, message, remedy)
        return ScenarioError(self.problems)


@dataclass
class _Repeating(_Composer):
    """Also takes parts that are repeated by their anchor, within the same bounds of parts and levels."""

    begun: list[tuple[str | None, int]] = field(default_factory=list)
    levels: list[int] = field(default_factory=lambda: [0])
    anchored: dict[str | None, tuple[YamlNode, int, int]] = field(default_factory=dict)

    def refuse_tags(self, event: Any, start: Mark) -> None:
        """Tags alone: anchors have a meaning here."""
        anchor, event.anchor = event.anchor, None
        super().refuse_tags(event, start)
        event.anchor = anchor

    def node(self, event: Any) -> YamlNode:
        if not isinstance(event, yaml.AliasEvent):
            node = super().node(event)
            if isinstance(event, yaml.CollectionStartEvent):
                self.begun.append((event.anchor, self.count))
                self.levels.append(0)
            elif event.anchor:
                self.anchored[event.anchor] = node, 1, 0
            return node
        if event.anchor not in self.anchored:
            message = f"'*{event.anchor}' repeats what is not named before, or itself."
            raise self.refused(_start(event), "alias", message, f"Put '&{event.anchor}' before what it should repeat.")
        node, parts, levels = self.anchored[event.anchor]
        self.count += parts
        self.levels[-1] = max(self.levels[-1], levels)
        if self.count > MOST or len(self.open) + levels > DEEPEST:
            message = f"with all that it repeats the file has more than {MOST:,} parts or {DEEPEST} levels."
            raise self.refused(_start(event), "too-many-parts", message, "Is it the right file?")
        return replace(node)

    def close(self, event: Any) -> None:
        node, (anchor, before), levels = self.open[-1], self.begun.pop(), self.levels.pop() + 1
        super().close(event)
        self.levels[-1] = max(self.levels[-1], levels)
        if anchor:
            self.anchored[anchor] = node, self.count - before + 1, levels


def _start(event: Any) -> Mark:
    return event.start_mark.line, event.start_mark.column


def _end(event: Any) -> Mark:
    return event.end_mark.line, event.end_mark.column


def _scalar(event: Any) -> Any:
    if event.implicit[0]:
        return resolve(trimmed(event.value))
    return event.value.rstrip("\n") if event.style in ("|", ">") else event.value
