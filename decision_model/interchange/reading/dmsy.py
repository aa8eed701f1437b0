"""Decision matrices of scikit-criteria (.dmsy): options, criteria that rise or fall, weights, and a citation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from decision_model.errors import Problem, ScenarioError
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.matrices.directions import Direction, stated
from decision_model.interchange.matrices.matrix import Alternative, Matrix, MatrixCriterion, draft, number
from decision_model.scenario.loader import load
from decision_model.scenario.nodes import YamlNode

MORE_SIGNS: dict[str, Direction] = {">": "higher", "<": "lower"}
LISTS = ("matrix", "objectives", "alternatives", "criteria")


def recognises(file: ForeignFile) -> bool:
    """YAML that begins with `dmsy`."""
    return any(line.startswith("dmsy:") for line in file.head.split("\n"))


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:  # noqa: ARG001 - one signature for all
    """The matrix as one decision."""
    file = files[0]
    root, problems = load(file.text, file.name, repeats=True)
    if problems:
        raise ScenarioError(problems)
    data = root.child("data")
    if data is None or not isinstance(data.value, dict):
        raise file.refused("there is no 'data' in this file.", "Was it cut?", code="not-dmsy")
    return draft(_DmsyReading(file, data).matrix())


class _DmsyReading:
    def __init__(self, file: ForeignFile, data: YamlNode):
        self.file, self.data = file, data
        self.extra: Mapping[str, YamlNode] = _mapping(data.child("extra"))

    def matrix(self) -> Matrix:
        rows, objectives, options, criteria = (self.items(key) for key in LISTS)
        weighed = self.data.child("weights")
        weights = self.items("weights") if weighed is not None and weighed.value is not None else []
        problems = [*self.misshapen(rows, len(options), len(criteria))]
        problems += [*self.uneven("objectives", objectives, criteria), *self.uneven("weights", weights, criteria)]
        if problems:
            raise ScenarioError(problems)
        table = [[self.value(cell) for cell in row.value] for row in rows]
        judged = tuple(
            self.criterion(place, criteria[place], objectives[place], weights[place] if weights else None, table)
            for place in range(len(criteria))
        )
        alternatives = tuple(
            Alternative(str(place), str(option.value), _line(option)) for place, option in enumerate(options)
        )
        title = self.text("title") or self.text("dataset") or self.file.stem
        return Matrix(
            self.file,
            title,
            alternatives,
            judged,
            note=self.text("description"),
            source=self.source(),
            remarks=tuple(self.remarks(weights)),
        )

    def items(self, key: str) -> list[YamlNode]:
        """The entries of a list of the file, which must be there."""
        node = self.data.child(key)
        if node is None or not isinstance(node.value, list):
            line = 0 if node is None else _line(node)
            raise self.file.refused(f"there is no list '{key}' in this file.", "Was it cut?", line, "not-dmsy")
        return node.value

    def misshapen(self, rows: list[YamlNode], tall: int, wide: int) -> Iterator[Problem]:
        if len(rows) != tall:
            message = f"'matrix' has {len(rows)} rows for {tall} alternatives."
            line = _line(self.data.child("matrix"))
            yield self.file.problem(message, "Give each alternative one row.", line, "table-shape")
        for row in rows:
            width = len(row.value) if isinstance(row.value, list) else 0
            if width != wide:
                message = f"this row of 'matrix' has {width} numbers for {wide} criteria."
                yield self.file.problem(message, "Give it one for each.", _line(row), "table-shape")

    def uneven(self, key: str, items: list[YamlNode], criteria: list[YamlNode]) -> Iterator[Problem]:
        if items and len(items) != len(criteria):
            message = f"'{key}' has {len(items)} entries for {len(criteria)} criteria."
            yield self.file.problem(message, "Give each criterion one.", _line(self.data.child(key)), "table-shape")

    def criterion(
        self, place: int, name: YamlNode, objective: YamlNode, weight: YamlNode | None, table: list[list[float]]
    ) -> MatrixCriterion:
        direction = _direction(objective)
        if not direction:
            message = f"the objective of '{name.value}' is neither 1 (more is better) nor -1 (less is better)."
            raise self.file.refused(message, "Write 1 or -1.", _line(objective), "direction-unknown")
        counts = None if weight is None else self.value(weight)
        if counts is not None and counts < 0:
            message = f"the weight of '{name.value}' is below 0."
            raise self.file.refused(message, "Turn the objective round in its place.", _line(weight), "negative-weight")
        return MatrixCriterion(
            str(place),
            str(name.value),
            _line(name),
            counts,
            direction,
            scores={str(row): cells[place] for row, cells in enumerate(table)},
        )

    def value(self, node: YamlNode) -> float:
        value = number(node.value)
        if value is None:
            shown = str(node.value)[:40] if not isinstance(node.value, list | dict) else "a list"
            message = f"a number was expected here, not '{shown}'."
            raise self.file.refused(message, "Write a number.", _line(node), "not-a-number")
        return value

    def text(self, key: str) -> str:
        node = self.extra.get(key)
        return "" if node is None or node.value is None else " ".join(str(_flat(node)).split())

    def source(self) -> dict[str, str]:
        """The citation that the file carries, as a source."""
        cited = _mapping(self.extra.get("source"))
        if not cited:
            return {"title": self.file.name.rpartition("/")[2], "note": "A decision matrix of scikit-criteria."}
        parts = {key: _flat(node) for key, node in cited.items() if node.value is not None}
        title = parts.pop("title", "") or self.file.stem
        url = parts.pop("url", "")
        authors = parts.pop("authors", parts.pop("author", ""))
        where = [parts.pop(key) for key in ("booktitle", "journal", "publisher", "address", "year") if key in parts]
        pages = [f"pages {parts.pop('pages')}"] if "pages" in parts else []
        rest = [f"{key} {value}" for key, value in parts.items()]
        found = {"title": title, "reference": ", ".join(filter(None, [authors, *where, *pages, *rest]))}
        return {key: value for key, value in {**found, "url": url}.items() if value}

    def remarks(self, weights: list[YamlNode]) -> Iterator[Remark]:
        if not weights:
            yield Remark("changed", "the file has no weights: all criteria count alike")
        if _mapping(self.extra.get("source")):
            yield Remark(
                "kept", "the citation in 'extra.source' is the source of every number", _line(self.extra["source"])
            )
        told = ("source", "description", "title", "dataset")
        lost = [key for key in self.extra if key not in told]
        if lost:
            message = f"{', '.join(repr(key) for key in lost[:6])} in 'extra' is not in the scenario"
            yield Remark("lost", message, _line(self.extra[lost[0]]))


def _direction(objective: YamlNode) -> Direction:
    """What an objective says: 1 or -1, or one of the words and signs that scikit-criteria takes for them."""
    if isinstance(objective.value, list | dict | bool) or objective.value is None:
        return ""
    plain = number(objective.value)
    if plain is not None:
        return "higher" if plain == 1 else "lower" if plain == -1 else ""
    word = str(objective.value).strip().casefold().rpartition(".")[2]
    word = re.sub(r"^(?:nan|a)(?=max|min)", "", word)
    return MORE_SIGNS.get(word) or stated(word)


def _mapping(node: YamlNode | None) -> Mapping[str, YamlNode]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _flat(node: YamlNode) -> str:
    value: Any = node.value
    if isinstance(value, list):
        return ", ".join(_flat(child) for child in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_flat(child)}" for key, child in value.items())
    return " ".join(str(value).split())


def _line(node: YamlNode | None) -> int:
    return 0 if node is None else node.mark[0] + 1


READER = Reader("dmsy", "scikit-criteria DMSY", (".dmsy",), recognises, read)
