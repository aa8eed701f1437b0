"""What is left of a scenario without the parts that are wrong, so that the rest is checked in the same run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from decision_model.errors import Place, Problem
from decision_model.scenario import words
from decision_model.scenario.nodes import DataPath, YamlNode, names_in
from decision_model.scenario.numbers import meant
from decision_model.scenario.schema import VERSION, ScenarioEntry

_REMARKS = ("label", "note", "cite", "basis", "range", "distribution", "question", "date", "decision_maker", "unit")
_BESIDE_CASES = ("perspectives", "what_ifs", "claims", "sources")
_STAND_INS = {"decision_model": VERSION, "title": "Untitled"}
_KINDS = {
    "sequence": ("step", "decision", "event"),
    "parameters": ("parameter",),
    "considerations": ("consideration",),
    "sources": ("source",),
}
"""What an element of a section is called when its name is not known."""

_QUOTED = re.compile(r"'([^']+)'")


@dataclass
class Repair:
    """Validates a tree of nodes, taking out what is wrong until the rest is valid."""

    root: YamlNode
    problems: list[Problem] = field(default_factory=list)
    doubtful: set[Place] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)

    @property
    def cases(self) -> bool:
        """Whether what can happen is still what the author meant."""
        return all(place[0] in _BESIDE_CASES for place in self.doubtful)

    def entry(self) -> ScenarioEntry | None:
        """The valid part of the scenario; None if too little is left to be checked."""
        for attempt in range(100):
            try:
                return ScenarioEntry.model_validate(self.root.plain())
            except ValidationError as error:
                path_problems = list(words.problems(error, self.root))
                if attempt == 0:
                    self.problems += [problem for _, problem in path_problems]
                rest_is_left = [self.without(path) for path in _outermost(path for path, _ in path_problems)]
                if not all(rest_is_left):
                    return None
        return None

    def without(self, path: DataPath) -> bool:
        """Take out what stands at a path, or what surrounds it; False if nothing would be left.

        A number in another notation, such as 0,7, or 70% for a parameter, stays as the number that is meant.
        """
        if path and path[0] in _STAND_INS and len(path) == 1:
            root = self.root
            self.root.value[path[0]] = YamlNode(_STAND_INS[str(path[0])], root.origin, root.start, root.start)
            return True
        node, depth = self._existing(path)
        if depth == 0 or path[:depth] in (("sequence",), ("considerations",)):
            return False
        self._note(path if depth == len(path) else path[:depth], node)
        parent = self.root.deepest(path[: depth - 1])
        number = meant(node.value, of_one=path[0] == "parameters")
        if number is None:
            del parent.value[path[depth - 1]]
        else:
            parent.value[path[depth - 1]] = replace(node, value=number)
        return True

    def _existing(self, path: DataPath) -> tuple[YamlNode, int]:
        node, depth = self.root, 0
        for part in path:
            child = node.child(part)
            if child is None:
                break
            node, depth = child, depth + 1
        return node, depth

    def _note(self, path: DataPath, node: YamlNode) -> None:
        place = words.place_of(self.root, path)
        if str(path[-1]) in _REMARKS:
            return
        self.lost |= {*names_in(node), str(place[-1])}
        self.doubtful.add(place[:3] if place[0] in ("sequence", "considerations") else place[:2])

    def follows(self, problem: Problem) -> bool:
        """Whether a problem of the rest may only be an effect of what was taken out."""
        quoted = set(_QUOTED.findall(problem.message))
        nameless = any(
            problem.message.endswith(f"{kind}.")
            for place in self.doubtful
            if len(place) < 3
            for kind in _KINDS.get(str(place[0]), ())
        )
        is_related = any(_related(problem.place, place) for place in self.doubtful)
        return nameless or is_related or bool(quoted & self.lost) or self._off_a_lost_scale(problem)

    def _off_a_lost_scale(self, problem: Problem) -> bool:
        """Whether a problem may only come from a scale, or a way of combining, that was taken out or misspelt."""
        scales = [place[:2] for place in self.doubtful if place[0] == "considerations"]
        of_one = problem.place[0] == "considerations" and "scale" in problem.message and problem.place[:2] in scales
        all_lost = any(len(place) == 1 for place in self.doubtful)
        return of_one or (all_lost and ("scale" in problem.message or problem.place == ("interactions",)))


def _related(first: Place, second: Place) -> bool:
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter]


def _outermost(paths: Iterator[DataPath]) -> list[DataPath]:
    """Paths without those that lie within another one; later entries of a list first, so that none is moved."""
    every = set(paths)
    outer = [path for path in every if not any(path[:length] in every for length in range(len(path)))]
    return sorted(outer, key=lambda path: [(isinstance(part, str), part) for part in path], reverse=True)
