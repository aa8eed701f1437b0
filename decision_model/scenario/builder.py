"""A scenario file to a DecisionModel, or to every problem of the file in one ScenarioError."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

from decision_model.errors import Location, ModelError, Problem, Problems, ScenarioError, TooLargeError
from decision_model.model.checks import judgements as checks_of_judgements
from decision_model.model.checks import problems as checks
from decision_model.model.checks import variations as checks_of_variations
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.decision_model import DecisionModel
from decision_model.model.given import of_kind
from decision_model.model.labels import label_warnings
from decision_model.model.origin import OriginFile
from decision_model.scenario import assembly
from decision_model.scenario.gaps import gap_problems, is_at, is_missing_entry
from decision_model.scenario.inheritance import Reading
from decision_model.scenario.labels import names_by_label, told_by_label
from decision_model.scenario.loader import decoded, load
from decision_model.scenario.nodes import YamlNode, find
from decision_model.scenario.percent import weight_problems
from decision_model.scenario.repair import Repair
from decision_model.scenario.schema import ScenarioEntry


def read(path: str | PathLike[str]) -> DecisionModel:
    """The model of a scenario file; raises ScenarioError with every problem of the file."""
    return _read(path)[0]


def inspect(path: str | PathLike[str]) -> tuple[DecisionModel, tuple[Problem, ...]]:
    """The model of a scenario file, and warnings of what is allowed but may mislead; raises ScenarioError."""
    model, root = _read(path)
    warnings = [*label_warnings(model), *checks_of_judgements.warnings(model), *checks_of_variations.warnings(model)]
    return model, tuple(_sorted([_located(warning, root) for warning in warnings]))


def number_locations(path: str | PathLike[str], model: DecisionModel) -> Mapping[str, Location]:
    """Where each number of the model of a scenario file stands, by its address; raises ScenarioError."""
    root = Reading(Path(path).parent).file(Path(path), str(path))
    nodes = {address: find(root, entry.place)[0] for address, entry in model.numbers.items()}
    return {address: node.origin.location(node.mark) for address, node in nodes.items()}


@contextmanager
def located(path: str | PathLike[str]) -> Iterator[None]:
    """Give what turns out wrong only once something is asked, such as too many plans, its line in the scenario file.

    What is wrong with what was typed, and not with an entry of the file, stays as it is.
    """
    try:
        yield
    except ModelError as error:
        if not all(problem.location for problem in error.problems):
            origin = ReadFile(Reading(Path(path).parent).file(Path(path), str(path)))
            error.restate([origin.located(p) if origin.is_about(p) else p for p in error.problems])
        raise


@dataclass(frozen=True)
class ReadFile:
    """The file that a model was read from, as the tree of its nodes."""

    root: YamlNode

    def is_about(self, problem: Problem) -> bool:
        """Whether a problem is about the file, an entry of it or the whole, and not about what was typed."""
        return not problem.place or problem.place[0] in self.root.value

    def located(self, problem: Problem) -> Problem:
        """The problem with the line of the entry that it is about; with the file alone where it is about none."""
        if problem.location:
            return problem
        if problem.place and self.is_about(problem):
            return _located(problem, self.root)
        return replace(problem, location=Location(self.root.origin.file, 0, 0))


def files(path: str | PathLike[str]) -> tuple[Path, ...]:
    """A scenario file and those that it extends, as far as they can be read, with the first that is missing."""
    reading = Reading(Path(path).parent)
    with suppress(ScenarioError):
        reading.file(Path(path), str(path))
    return tuple(reading.files)


def _read(path: str | PathLike[str]) -> tuple[DecisionModel, YamlNode]:
    file = Path(of_kind(path, (str, PathLike), ("path",), "the name of a file"))
    reading = Reading(file.parent)
    root = reading.file(file, str(path))
    return build(root, scenario_name(file), reading.problems), root


def parse(text: str, name: str = "scenario", origin: OriginFile | None = None) -> DecisionModel:
    """The model of a scenario given as text, which has no folder and so cannot extend a file; raises ScenarioError.

    `origin` is the file that it was made from, if it was not written as this text.
    """
    of_kind(text, str, ("text",), "the text of a scenario")
    of_kind(name, str, ("name",), "a name")
    return _from_text(text.encode("utf-8", "surrogatepass"), name, origin).sound


def draft(data: bytes, name: str = "scenario") -> ScenarioDraft:
    """What can be read of a scenario of which some may be missing or wrong, given as bytes; raises nothing."""
    try:
        return _from_text(data, name)
    except ScenarioError as error:
        return ScenarioDraft(None, error.problems)


def _from_text(data: bytes, name: str, origin: OriginFile | None = None) -> ScenarioDraft:
    root, problems = load(decoded(data, name), name)
    if isinstance(root.value, dict) and "extends" in root.value:
        message = "only a scenario that is read from a file can extend another one."
        location = root.value.pop("extends").pointed(message)
        problems.append(Problem(("extends",), message, location=location, code="cannot-extend"))
    return _drafted(root, name, problems, origin)


def scenario_name(path: Path) -> str:
    """A short name for results: the path below a folder `scenarios`, or else the file's own name, joined by _."""
    parts = path.resolve().with_suffix("").parts
    below = parts[len(parts) - parts[::-1].index("scenarios") :] if "scenarios" in parts[:-1] else parts[-1:]
    return re.sub(r"[^\w-]+", "_", "_".join(below))


@dataclass(frozen=True)
class ScenarioDraft:
    """What can be read of a scenario, unchecked, or None; every problem; and the model where there is none."""

    record: CompiledRecord | None
    problems: tuple[Problem, ...]
    model: DecisionModel | None = None

    @property
    def sound(self) -> DecisionModel:
        """The model; raises ScenarioError with every problem where there are any."""
        if self.model is None:
            raise ScenarioError(self.problems)
        return self.model


def build(root: YamlNode, name: str, problems: Iterable[Problem] = ()) -> DecisionModel:
    """The model of a tree of nodes; raises ScenarioError with the given problems and all that are found."""
    return _drafted(root, name, problems).sound


def _drafted(root: YamlNode, name: str, problems: Iterable[Problem], origin: OriginFile | None = None) -> ScenarioDraft:
    problems_found = list(problems)
    if not isinstance(root.value, dict):
        message = "a scenario consists of lines of 'key: value'."
        remedy, location = "Begin with 'decision_model: 1'.", root.pointed(message)
        raise ScenarioError([*problems_found, Problem((), message, remedy, location, code="not-a-scenario")])
    gaps = list(gap_problems(root))
    where = frozenset(gap.location for gap in gaps)
    names = names_by_label(root)
    problems_found += _repeated(root)
    problems_found += weight_problems(root)
    repair = Repair(root)
    entry = repair.entry()
    problems_found += repair.problems
    record, model_problems = _attempt(entry, name, repair.cases and not gaps, origin or ReadFile(root))
    if not any(is_missing_entry(gap) for gap in gaps):
        problems_found += [_located(problem, root) for problem in model_problems if not repair.follows(problem)]
    if gaps:
        problems_found = [*gaps, *(problem for problem in problems_found if not is_at(problem, where))]
    problems_found = [told_by_label(problem, names) for problem in problems_found]
    model = None if record is None or problems_found or not repair.cases else DecisionModel.passed(record)
    return ScenarioDraft(record, tuple(_sorted(problems_found)), model)


def _attempt(
    entry: ScenarioEntry | None, name: str, cases: bool, origin: OriginFile
) -> tuple[CompiledRecord | None, list[Problem]]:
    """The record and what is wrong with it; with parts taken out, the cases that rules must cover are not checked."""
    if entry is None:
        return None, []
    record = CompiledRecord(name=name, origin=origin, **assembly.fields(entry))
    try:
        return record, checks.problems(record, cases=cases)
    except TooLargeError as error:
        return record, [*error.problems]


_LISTED = 8
"""Lines that are named when one problem stands in many."""


def _repeated(root: YamlNode) -> Problems:
    """Names given twice; the later node is taken out, so that the rest can be checked."""
    for section in ("sequence", "considerations"):
        node = root.value.get(section)
        if node is not None:
            yield from _repeats(section, node, {})


def _repeats(section: str, entries: YamlNode, lines_by_name: dict[str, int]) -> Problems:
    if not isinstance(entries.value, list):
        return
    unique = []
    for entry in entries.value:
        name = entry.name
        if name is not None and name in lines_by_name:
            message = f"the name '{name}' is already used in line {lines_by_name[name]}."
            location = entry.pointed(message)
            yield Problem((section, name), message, "Give each its own name.", location, code="name-repeated")
            continue
        unique.append(entry)
        if name is not None:
            lines_by_name[name] = entry.start[0] + 1
            if "considerations" in entry.value:
                yield from _repeats(section, entry.value["considerations"], lines_by_name)
    entries.value[:] = unique


def _located(problem: Problem, root: YamlNode) -> Problem:
    node, place = find(root, problem.place)
    return replace(problem, place=place, location=node.pointed(problem.message))


def _sorted(problems: list[Problem]) -> list[Problem]:
    """By line; the same unknown name in several places is one problem."""
    alike: dict[str | tuple[Any, ...], list[Problem]] = {}
    for problem in sorted(problems, key=_order):
        key = problem.message if "'" in problem.message else (problem.location, problem.message)
        alike.setdefault(key, []).append(problem)
    return [_joined(group) for group in alike.values()]


def _joined(alike: list[Problem]) -> Problem:
    """The first of some problems with the same message, with the lines of the others."""
    first = alike[0]
    lines = dict.fromkeys(_line(problem, first) for problem in alike)
    lines.pop(_line(first, first))
    if not lines:
        return first
    listed = ", ".join([*lines][:_LISTED]) + (f" and {len(lines) - _LISTED} more" if len(lines) > _LISTED else "")
    also = f"The same in line{'s' if len(lines) > 1 else ''} {listed}."
    return replace(first, remedy=f"{first.remedy} {also}".strip())


def _line(problem: Problem, first: Problem) -> str:
    here, there = problem.location, first.location
    if here is None or there is None:
        return ""
    return str(here.line) if here.file == there.file else f"{here.line} of {here.file}"


def _order(problem: Problem) -> tuple[str, int, int]:
    location = problem.location
    return (location.file, location.line, location.column) if location else ("", 0, 0)
