"""How what was handed in is counted: points for each item, and how near is near enough; a file to be edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from decision_model.courses.items import CONSIDERATION, KINDS, NUMBER, RULE, STEP
from decision_model.errors import Problem, ScenarioError, nearest
from decision_model.scenario.emitter import scalar
from decision_model.scenario.loader import decoded, load
from decision_model.scenario.nodes import YamlNode
from decision_model.scenario.percent import percent_typed
from decision_model.words.percent import percent

VERSION = 1
MISTAKE = "mistake"
POINTS: Mapping[str, float] = {NUMBER: 1, RULE: 2, STEP: 4, CONSIDERATION: 4, MISTAKE: 4}
"""Points for each kind of item where nothing else is said."""
MOST_POINTS = 1_000.0


@dataclass(frozen=True)
class Task:
    """What points are given for: one item, or a mistake that stands `at` several; `say` is said where it is missed."""

    kind: str
    name: str
    points: float
    at: tuple[str, ...] = ()
    say: str = ""


@dataclass(frozen=True)
class Rubric:
    """How points are given.

    A number within `right` of the solution's (a share of it, 0 to 1) is right; one within `near` earns the share
    `near_earns` of its points. `keep` are points for leaving all else as it was.
    """

    tasks: tuple[Task, ...]
    right: float = 0.005
    near: float = 0.1
    near_earns: float = 0.5
    keep: float = 0.0

    @property
    def total(self) -> float:
        """All the points that there are."""
        return sum(task.points for task in self.tasks) + self.keep


def written_rubric(rubric: Rubric, title: str) -> str:
    """The rubric as a file, with what its lines mean."""
    lines = [
        "# How `decision-model grade` gives points. All of it may be changed.",
        f"rubric: {VERSION}",
        f"title: {scalar(title)}",
        "",
        "# A number this near to the solution's is right. A weight is right if its share of its group is, a number",
        "# that is worked out from others if it follows from those handed in, a rule in whatever order it stands.",
        f"right_within: {percent(rubric.right)}",
        "# One this near earns a part of the points.",
        f"near_within: {percent(rubric.near)}",
        f"near_earns: {percent(rubric.near_earns)}",
        "# Points for leaving all else as it was, given where something asked for is right.",
        f"keep: {_plain(rubric.keep)}",
        "",
        "# What stands under 'say' is said to whoever misses the item.",
        "items:",
    ]
    for task in rubric.tasks:
        lines.append(f"  - {task.kind}: {scalar(task.name)}")
        lines += [f"    at: [{', '.join(scalar(name, True) for name in task.at)}]"] if task.at else []
        lines.append(f"    points: {_plain(task.points)}")
        lines += [f"    say: {scalar(task.say)}"] if task.say else []
    return "\n".join(lines) + "\n"


def _plain(value: float) -> str:
    return f"{value:.10g}"


def read_rubric(data: bytes, file: str = "rubric.yaml") -> Rubric:
    """The rubric in a file; raises ScenarioError with every problem, each at its line."""
    root, problems = load(decoded(data, file), file)
    reader = _Reader(problems)
    rubric = reader.rubric(root)
    if reader.problems:
        raise ScenarioError(reader.problems)
    return rubric


class _Reader:
    """Reads the few keys of a rubric and remembers what is wrong."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems

    def rubric(self, root: YamlNode) -> Rubric:
        shares = ("right_within", "near_within", "near_earns")
        usual = Rubric(())
        defaults = dict(zip(shares, (usual.right, usual.near, usual.near_earns), strict=True))
        known = self._keys(root, ("rubric", "title", *shares, "keep", "items"))
        version = known.get("rubric")
        if version is not None and version.value != VERSION:
            self._wrong(version, "this is a rubric of another version.", f"This version reads 'rubric: {VERSION}'.")
        right, near, earns = (self._share(known.get(key), defaults[key]) for key in shares)
        tasks = tuple(self._tasks(known.get("items"), root))
        return Rubric(tasks, right, near, earns, self._points(known.get("keep"), 0.0))

    def _keys(self, node: YamlNode, names: tuple[str, ...]) -> dict[str, YamlNode]:
        if not isinstance(node.value, dict):
            self._wrong(node, "lines of 'key: value' were expected here.", f"Known: {', '.join(names)}.")
            return {}
        for key, child in node.value.items():
            if key not in names:
                self._wrong(child, f"'{key}' is not a key here.", nearest(key, names), at_key=True)
        return {key: child for key, child in node.value.items() if key in names}

    def _tasks(self, node: YamlNode | None, root: YamlNode) -> Iterator[Task]:
        entries = node.value if node is not None and isinstance(node.value, list) else []
        if not entries:
            self._wrong(node or root, "there is nothing that points are given for.", "List it under 'items'.")
        seen: set[tuple[str, str]] = set()
        for entry in entries:
            known = self._keys(entry, (*KINDS, MISTAKE, "at", "points", "say"))
            kinds = [kind for kind in (*KINDS, MISTAKE) if kind in known]
            if len(kinds) != 1:
                self._wrong(entry, "an item is one thing.", f"Begin it with one of {', '.join((*KINDS, MISTAKE))}.")
                continue
            (kind,) = kinds
            name = self._text(known[kind])
            at = known.get("at")
            places = tuple(map(self._text, at.value if isinstance(at.value, list) else [at])) if at is not None else ()
            if kind == MISTAKE and not places:
                self._wrong(entry, "it is not said where the mistake stands.", "Add 'at: [ADDRESS]'.")
            if (kind, name) in seen:
                self._wrong(entry, f"'{name}' stands here twice.", "Keep one of them.")
            seen.add((kind, name))
            say = self._text(known["say"]) if "say" in known else ""
            yield Task(kind, name, self._points(known.get("points"), POINTS[kind]), places, say)

    def _text(self, node: YamlNode) -> str:
        if isinstance(node.value, dict | list | None):
            self._wrong(node, "a name was expected here.", "Write one, such as p_object.")
            return ""
        return str(getattr(node.value, "written", node.value))

    def _points(self, node: YamlNode | None, usual: float) -> float:
        return usual if node is None else self._number(node, node.value, MOST_POINTS)

    def _share(self, node: YamlNode | None, usual: float) -> float:
        if node is None:
            return usual
        typed = percent_typed(node.value)
        return self._number(node, node.value if typed is None else float(typed / 100), 1.0)

    def _number(self, node: YamlNode, value: Any, most: float) -> float:
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not isfinite(value)
            or not 0 <= value <= most
        ):
            self._wrong(node, "a number was expected here.", f"Write one from 0 to {most:g}.")
            return 0.0
        return float(value)

    def _wrong(self, node: YamlNode, message: str, remedy: str, at_key: bool = False) -> None:
        location = node.origin.location(node.mark if at_key else node.start)
        self.problems.append(Problem((), message, remedy, location, code="rubric"))
