"""Entries that stand at the edge of the file instead of under their section, as when they were pasted there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_origin

from pydantic import TypeAdapter, ValidationError

from decision_model.scenario.nodes import YamlNode
from decision_model.scenario.schema import ScenarioEntry

USUAL = 2
"""Spaces before an entry of a section that has none yet."""

KEYS = {field.alias or name: field.annotation for name, field in ScenarioEntry.model_fields.items()}
SECTIONS = {
    key: kind
    for key, kind in KEYS.items()
    if isinstance(kind_of := get_origin(kind), type) and issubclass(kind_of, Mapping)
}
"""The sections whose entries are written 'name: ...', and what they hold."""


def misplaced(root: YamlNode, key: str) -> tuple[str, str] | None:
    """What to say of an unknown key at the edge of the file that belongs into a section, and how to put it there.

    That is the section above it, or those of which it could be an entry; None where there is none.
    """
    node = root.value[key]
    above = _above(root, node)
    asked = [above] if above else [name for name in SECTIONS if isinstance(node.value, dict)]
    fitting = [section for section in asked if _fits(section, key, node)]
    if not fitting:
        return None
    lines = "it" if node.end[0] == node.mark[0] else "it and the lines that belong to it"
    names = " or ".join(f"'{section}'" for section in fitting)
    remedy = f"Put {_indent(root.value.get(fitting[0]))} spaces before {lines}"
    places = " or ".join(f"'{section}:'" for section in fitting)
    return f"this reads like an entry of {names}, but stands at the edge of the file.", (
        f"{remedy}." if above else f"{remedy}, below {places}."
    )


def is_left_empty(root: YamlNode, section: str) -> bool:
    """Whether a section is empty only because its entries stand below it at the edge of the file."""
    if section not in SECTIONS:
        return False
    entries = [key for key, node in root.value.items() if key not in KEYS and _above(root, node) == section]
    return any(_fits(section, key, root.value[key]) for key in entries)


def _above(root: YamlNode, node: YamlNode) -> str:
    """The section that a node would be an entry of if it stood further to the right; empty where there is none."""
    before = [
        (other.mark, key)
        for key, other in root.value.items()
        if key in KEYS and other.origin is node.origin and other.mark < node.mark
    ]
    last = max(before)[1] if before else ""
    return last if last in SECTIONS else ""


def _fits(section: str, key: str, node: YamlNode) -> bool:
    """Whether a node could be an entry of a section."""
    adapter: TypeAdapter[Any] = TypeAdapter(SECTIONS[section])  # type: ignore[arg-type]
    try:
        adapter.validate_python({key: node.plain()})
    except ValidationError:
        return False
    return True


def _indent(section: YamlNode | None) -> int:
    """How many spaces stand before the entries of a section."""
    entries = section.value.values() if section is not None and isinstance(section.value, dict) else ()
    return next((entry.mark[1] for entry in entries if section is not None and entry.mark[0] > section.mark[0]), USUAL)
