"""Gaps that are still to be filled in: `___` where a number, a rule or a whole step should stand, as in an exercise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision_model.errors import Location, Problem
from decision_model.scenario.nodes import DataPath, YamlNode
from decision_model.scenario.words import place_of

GAP = "___"
"""How a gap is written; more lines are one too, and so are three question marks."""

_GAP = re.compile(r"_{3,}|\?{3,}")
_ENTRIES = {
    "sequence": ("a step", "a decision or an event"),
    "considerations": ("a consideration", "a consideration with its scores"),
    "chance": ("a rule", "a rule, such as {when: {site: berlin}, then: {yes: 0.3, no: rest}}"),
    "scores": ("a rule", "a rule, such as {when: {site: berlin}, then: 70}"),
    "adjust": ("an adjustment", "an adjustment, such as {when: {site: berlin}, by: -10}"),
}
"""What is missing in a list, and what is to be written there, by the list's key."""


def is_gap(value: object) -> bool:
    """Whether what stands there only says that something is missing."""
    return isinstance(value, str) and _GAP.fullmatch(value) is not None


def gap_problems(root: YamlNode) -> Iterator[Problem]:
    """A problem for each gap of a file, in its order."""
    for path, node in _gaps(root, ()):
        what, instead = _missing(path)
        message = f"there is a gap here: {what} is still to be filled in."
        remedy = f"Put {instead} in the place of {node.value}."
        yield Problem(place_of(root, path), message, remedy, node.origin.location(node.start), code="gap")


def is_at(problem: Problem, gaps: frozenset[Location | None]) -> bool:
    """Whether a problem is about what only stands for a gap, at one of these locations."""
    return problem.location in gaps or any(f"'{gap}'" in problem.message for gap in _typed(gaps))


def is_missing_entry(gap: Problem) -> bool:
    """Whether a whole step, rule or consideration is missing: others may depend on it, or on the numbers of rules."""
    return isinstance(gap.place[-1], int)


def _typed(gaps: frozenset[Location | None]) -> set[str]:
    """The gaps as they are typed."""
    found = (_GAP.match(gap.text, gap.column - 1) for gap in gaps if gap)
    return {each.group() for each in found if each}


def _missing(path: DataPath) -> tuple[str, str]:
    """What is missing at a path, and what to put there."""
    if isinstance(path[-1], int) and len(path) > 1:
        return _ENTRIES.get(str(path[-2]), ("an entry", "an entry"))
    inside = path[0] in ("parameters", "sequence", "considerations", "interactions")
    return ("a value", "a number, such as 0.3,") if inside else ("something", "what is missing")


def _gaps(node: YamlNode, path: DataPath) -> Iterator[tuple[DataPath, YamlNode]]:
    if is_gap(node.value):
        yield path, node
    children = node.value.items() if isinstance(node.value, dict) else ()
    for key, child in children:
        yield from _gaps(child, (*path, key))
    for index, child in enumerate(node.value if isinstance(node.value, list) else ()):
        yield from _gaps(child, (*path, index))
