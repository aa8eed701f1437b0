"""What the file of a diagram holds and no scenario has: told by what it is, at the line where it first stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from decision_model.errors import shortened
from decision_model.interchange.diagrams.braced import BracedBlock
from decision_model.interchange.draft import Remark
from decision_model.interchange.xml_elements import Element

Found = tuple[str, int]
"""What it is, in the plural, and its line."""


def lost(found: Iterable[Found]) -> tuple[Remark, ...]:
    """A remark for each kind of thing that is not kept, at its first line, with how many there are."""
    lines: dict[str, list[int]] = {}
    for what, line in found:
        lines.setdefault(what, []).append(line)
    return tuple(
        Remark("lost", f"{what} are not kept" + (f" ({len(at)} of them)" if len(at) > 1 else ""), min(at))
        for what, at in lines.items()
    )


def unread_elements(parts: Iterable[Element], passed: Collection[str], words: Mapping[str, str]) -> Iterator[Found]:
    """The elements below some whose names are not `passed`, as read or as a matter of drawing; `words` says what.

    An element that holds nothing is passed over, and so is what stands inside one that is told.
    """
    waiting = [child for part in parts for child in part.children]
    while waiting:
        element = waiting.pop(0)
        if element.tag in passed:
            waiting = [*element.children, *waiting]
        elif element.text or element.attributes or element.children:
            yield words.get(element.tag, f"entries '{shortened(element.tag, 30)}'"), element.line


def unread_entries(parts: Iterable[BracedBlock], passed: Collection[str], words: Mapping[str, str]) -> Iterator[Found]:
    """The entries of some blocks whose names are not `passed`; `words` says what they are."""
    for block in parts:
        for name, value in block.values.items():
            if name not in passed and any(value.items):
                yield words.get(name, f"entries '{shortened(name, 30)}'"), value.line
