"""Workbooks that were exported here: the scenario on their last sheet, and what was changed in their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isclose
from typing import Any

import numpy as np

from decision_model.errors import ScenarioError
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.matrices.matrix import number
from decision_model.interchange.names import UniqueNames
from decision_model.interchange.workbook import Rows, SheetError, sheet_names, sheets
from decision_model.interchange.writing.xlsx.marks import (
    CHANCES,
    NAME_HEAD,
    PARAMETERS,
    POINTS_HEAD,
    RISK,
    SCENARIO,
    VALUE_HEAD,
    WEIGHTS,
    WHOSE,
)
from decision_model.model.decision_model import DecisionModel
from decision_model.model.steps import Event
from decision_model.scenario import parse
from decision_model.scenario.emitter import YamlBlock
from decision_model.scenario.writer import scenario_data
from decision_model.words.sentences import counted, listed

SAME = 1e-9
"""Numbers that differ by less, relatively, were not changed but rounded on the way."""


def recognises(file: ForeignFile) -> bool:
    """A workbook with the sheet that an export ends with."""
    if not file.data.startswith(b"PK"):
        return False
    try:
        return SCENARIO in sheet_names(file.data)
    except SheetError:
        return False


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:  # noqa: ARG001 - one signature for all
    """The scenario, with a perspective (or a what-if, where parameters were changed) for each workbook."""
    first = _OwnWorkbook.of(files[0])
    data = scenario_data(first.model)
    used = {"perspectives": UniqueNames(*first.model.perspectives), "what_ifs": UniqueNames(*first.model.what_ifs)}
    remarks: list[Remark] = []
    for file in files:
        workbook = first if file is files[0] else _OwnWorkbook.of(file)
        if workbook.text != first.text:
            message = f"this workbook is of another scenario than {files[0].name}."
            raise file.refused(message, "Import workbooks of one scenario together.", code="other-scenario")
        changed = workbook.changed()
        whose = workbook.whose or file.stem
        if not changed.anything:
            remarks.append(Remark("kept", f"nothing was changed in the workbook of '{whose}'"))
            continue
        group = "what_ifs" if changed.parameters else "perspectives"
        name = used[group].name(whose, "somebody")
        entries = data.setdefault(group, {})
        data[group] = YamlBlock({**entries, name: changed.entry(whose, name)})
        remarks.append(Remark("changed", changed.told(whose, name, group)))
    return Draft(_in_order(data), _quoted(files[0]), remarks=tuple(remarks))


@dataclass
class _WorkbookChanges:
    """What differs from the scenario, by name or address."""

    weights: dict[str, float] = field(default_factory=dict)
    chances: dict[str, float] = field(default_factory=dict)
    parameters: dict[str, float] = field(default_factory=dict)
    risk: float | None = None
    groups: dict[str, float] = field(default_factory=dict)
    """The changed weights with those beside them, so that a reader sees the shares."""

    @property
    def anything(self) -> bool:
        return bool(self.weights or self.chances or self.parameters or self.risk is not None)

    def entry(self, whose: str, name: str) -> dict[str, Any]:
        """The perspective, or the what-if, that the changes make."""
        label = {"label": whose} if whose != name else {}
        parts = {"weights": self.groups, "parameters": self.parameters, "chances": self.chances}
        risk = {} if self.risk is None else {"risk_tolerance": self.risk}
        basis = {} if self.parameters else {"basis": "elicited"}
        return {**label, **{key: part for key, part in parts.items() if part}, **risk, **basis}

    def told(self, whose: str, name: str, group: str) -> str:
        counts = [
            counted(len(part), what)
            for part, what in ((self.weights, "weight"), (self.chances, "chance"), (self.parameters, "parameter"))
            if part
        ]
        counts += ["the risk tolerance"] if self.risk is not None else []
        kind = "perspective" if group == "perspectives" else "what-if"
        return f"{listed(counts)} changed in the workbook of '{whose}': the {kind} '{name}'"


@dataclass
class _OwnWorkbook:
    """A workbook as rows of texts, and the scenario that it was made from."""

    file: ForeignFile
    pages: Mapping[str, Rows]
    text: str
    model: DecisionModel

    @classmethod
    def of(cls, file: ForeignFile) -> _OwnWorkbook:
        try:
            pages = dict(sheets(file.data))
        except SheetError as error:
            raise file.refused(str(error), "Save it anew.", code="not-xlsx") from None
        if SCENARIO not in pages:
            raise file.refused(f"the sheet '{SCENARIO}' is missing.", "Export the workbook anew.", code="no-scenario")
        text = "\n".join("".join(row) for row in pages[SCENARIO]) + "\n"
        try:
            return cls(file, pages, text, parse(text, f"{file.name}, sheet {SCENARIO}"))
        except ScenarioError as error:
            first = error.problems[0]
            message = f"the sheet '{SCENARIO}' was changed and is no scenario any more: {first.message}"
            raise file.refused(message, "Export the workbook anew.", code="no-scenario") from None

    @property
    def whose(self) -> str:
        """The name that stands beside the weights."""
        cells = (row for row in self.pages.get(WEIGHTS, ()) if row and row[0].strip() == WHOSE)
        return next((" ".join(row[1].split()) for row in cells if len(row) > 1), "")

    def changed(self) -> _WorkbookChanges:
        model, found = self.model, _WorkbookChanges()
        usual = model.total_rule.usual_weight
        for name, cell in self._by_name(WEIGHTS, NAME_HEAD, POINTS_HEAD).items():
            each = next((one for one in model.walk() if one.name == name), None)
            if each is not None:
                now = usual if each.weight is None else float(np.mean(each.weight.at(model.values)))
                self._note(found.weights, name, cell, now)
        for name, cell in self._by_name(PARAMETERS, NAME_HEAD, VALUE_HEAD).items():
            if name in model.parameters and not model.parameters[name].number.references:
                self._note(found.parameters, name, cell, float(np.mean(model.values[name])))
        for address, cell, now in self._chances():
            self._note(found.chances, address, cell, now)
        for row in self.pages.get(WEIGHTS, ()) if model.risk_tolerance is not None else ():
            if row and row[0].strip() == RISK and len(row) > 2 and model.risk_tolerance is not None:
                held: dict[str, float] = {}
                self._note(held, RISK, row[2], float(np.mean(model.risk_tolerance.at(model.values))))
                found.risk = held.get(RISK)
        found.groups = self._whole_groups(found.weights)
        return found

    def _whole_groups(self, weights: Mapping[str, float]) -> dict[str, float]:
        """The changed weights with those of their group."""
        groups = [self.model.considerations, *(each.considerations for each in self.model.walk())]
        touched = [group for group in groups if any(each.name in weights for each in group)]
        cells = self._by_name(WEIGHTS, NAME_HEAD, POINTS_HEAD)
        whole = {}
        for each in (member for group in touched for member in group):
            stated = number(cells.get(each.name, ""))
            whole[each.name] = weights.get(each.name, 0.0 if stated is None else stated)
        return whole

    def _note(self, held: dict[str, float], name: str, cell: str, now: float) -> None:
        """Keep what a cell says if it is not what stood there; an empty cell is a formula that nobody worked out."""
        if not cell.strip():
            return
        value = number(cell)
        if value is None:
            message = f"'{name}' was changed to '{cell[:40]}', which is no number."
            raise self.file.refused(message, "Write a number in its cell.", code="not-a-number")
        if not isclose(value, now, rel_tol=SAME, abs_tol=SAME * 1e-3):
            held[name] = value

    def _by_name(self, page: str, key: str, value: str) -> dict[str, str]:
        """Cells of a column by those of another, below the row that has both headings."""
        found: dict[str, str] = {}
        places: tuple[int, int] | None = None
        for row in self.pages.get(page, ()):
            if places is None and key in row and value in row:
                places = row.index(key), row.index(value)
            elif places is not None and len(row) > max(places) and row[places[0]].strip():
                found.setdefault(row[places[0]].strip(), row[places[1]])
        return found

    def _chances(self) -> Iterator[tuple[str, str, float]]:
        """Chances that stand as numbers in the scenario: their address, the cell, and what stood there."""
        rows: dict[str, list[str]] = {}
        for row in self.pages.get(CHANCES, ()):
            if len(row) > 1 and ".chance." in row[1]:
                rows.setdefault(row[1].strip(), row[2:])
        for event in self.model.events:
            yield from _of_event(event, rows, self.model)


def _of_event(event: Event, rows: Mapping[str, list[str]], model: DecisionModel) -> Iterator[tuple[str, str, float]]:
    for place, rule in enumerate(event.chance.rules, 1):
        cells = rows.get(f"{event.name}.chance.{place}", [])
        for state, cell in zip(event.states, cells, strict=False):
            stated = rule.then.numbers.get(state.name)
            if stated is not None and not stated.references:
                yield f"{event.name}.chance.{place}.{state.name}", cell, float(np.mean(stated.at(model.values)))


def _in_order(data: dict[str, Any]) -> dict[str, Any]:
    """The parts of a scenario in the order in which people write them: claims last."""
    keys = ("perspectives", "what_ifs", "claims")
    last = {key: data[key] for key in keys if key in data}
    return {**{key: part for key, part in data.items() if key not in keys}, **last}


def _quoted(file: ForeignFile) -> ForeignFile:
    """The file without its bytes, which no message should quote."""
    return ForeignFile(file.name, b"")


READER = Reader("own-xlsx", "workbooks of decision-model", (".xlsx",), recognises, read, 20, takes_several=True)
