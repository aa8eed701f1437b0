"""Labels that stand in a file where a name is wanted, and the names that are meant by them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from decision_model.errors import Problem
from decision_model.scenario.nodes import YamlNode

_LABELS = ("label", "short", "title")
"""The keys below which a text for readers stands."""
_NAMED_IN_LINE = ("options", "outcomes")
"""Sections whose entries may be written 'name: Label'."""
_CODES = ("not-a-name", "unknown-name")
_QUOTED = re.compile(r"'(.+)' is not ")
_NAME = re.compile(r"\w[\w-]*")


def names_by_label(root: YamlNode) -> Mapping[str, str]:
    """The name of everything in a file that has a label which nothing else has, by that label."""
    found: dict[str, set[str]] = {}
    for label, name in _labelled(root, ""):
        found.setdefault(label, set()).add(name)
    return {label: min(names) for label, names in found.items() if len(names) == 1 and label not in names}


def _labelled(node: YamlNode, name: str) -> Iterator[tuple[str, str]]:
    """Every label inside a node, with the name of what it belongs to; `name` is the node's own."""
    own = node.name or name
    if isinstance(node.value, list):
        for child in node.value:
            yield from _labelled(child, "")
    elif isinstance(node.value, dict):
        for key, child in node.value.items():
            if key in _LABELS and isinstance(child.value, str) and _NAME.fullmatch(own):
                yield child.value, own
            elif key in _NAMED_IN_LINE and isinstance(child.value, dict):
                yield from _in_line(child.value)
            yield from _labelled(child, key)


def _in_line(entries: Mapping[str, YamlNode]) -> Iterator[tuple[str, str]]:
    return ((entry.value, name) for name, entry in entries.items() if isinstance(entry.value, str))


def told_by_label(problem: Problem, names: Mapping[str, str]) -> Problem:
    """A problem of a name that nothing has; where it is the label of something, with the name of that for a remedy."""
    quoted = _QUOTED.match(problem.message)
    if problem.code not in _CODES or not quoted or quoted[1] not in names:
        return problem
    return replace(problem, remedy=f"That is a label: write the name, '{names[quoted[1]]}'.")
