"""Workbooks that were exported here: the scenario on their last sheet, and what was changed in their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isclose
from typing import Any

import numpy as np

from decision_model.errors import ScenarioError
from decision_model.interchange.changed_cells import SAME, ChangedCell, WorkbookCells, WorkbookComparison
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import ExportChoices, Reader
from decision_model.interchange.matrices.matrix import number
from decision_model.interchange.names import UniqueNames
from decision_model.interchange.workbook import SheetError, sheet_names
from decision_model.interchange.writing.xlsx import write
from decision_model.interchange.writing.xlsx.chances import FIRST
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
    made_by,
)
from decision_model.model.decision_model import DecisionModel
from decision_model.model.formulas import Constant
from decision_model.model.numbers import Number
from decision_model.scenario import parse
from decision_model.scenario.emitter import YamlBlock
from decision_model.scenario.writer import scenario_data
from decision_model.words.sentences import counted, listed

MOST_TOLD = 12
"""Cells that a message names."""


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
        left = [*workbook.left_behind(whose)]
        remarks += left
        if not changed.anything:
            remarks += [] if left else [Remark("kept", f"nothing was changed in the workbook of '{whose}'")]
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


Place = tuple[str, int, int]


@dataclass
class _OwnWorkbook:
    """The cells of a workbook, and the scenario that it was made from; `looked_at` are those that come back."""

    file: ForeignFile
    cells: WorkbookCells
    text: str
    model: DecisionModel
    looked_at: set[Place] = field(default_factory=set)

    @classmethod
    def of(cls, file: ForeignFile) -> _OwnWorkbook:
        try:
            cells = WorkbookCells.of(file.data)
        except SheetError as error:
            raise file.refused(str(error), "Save it anew.", code="not-xlsx") from None
        if SCENARIO not in cells.pages:
            raise file.refused(f"the sheet '{SCENARIO}' is missing.", "Export the workbook anew.", code="no-scenario")
        text = "\n".join("".join(row) for row in cells.pages[SCENARIO]) + "\n"
        try:
            return cls(file, cells, text, parse(text, f"{file.name}, sheet {SCENARIO}"))
        except ScenarioError as error:
            first = error.problems[0]
            message = f"the sheet '{SCENARIO}' was changed and is no scenario any more: {first.message}"
            raise file.refused(message, "Export the workbook anew.", code="no-scenario") from None

    @property
    def whose(self) -> str:
        """The name that stands beside the weights."""
        for line, row in enumerate(self.cells.pages.get(WEIGHTS, ())):
            if row and row[0].strip() == WHOSE and len(row) > 1:
                self.looked_at.add((WEIGHTS, line, 1))
                return " ".join(row[1].split())
        return ""

    @cached_property
    def beside(self) -> WorkbookComparison:
        """It beside the workbook as it was written."""
        return WorkbookComparison(WorkbookCells.of(write(self.model, ExportChoices()).content), self.cells)

    def changed(self) -> _WorkbookChanges:
        model, found = self.model, _WorkbookChanges()
        usual = Number(Constant(model.total_rule.usual_weight))
        for name, place in self._by_name(WEIGHTS, NAME_HEAD, POINTS_HEAD).items():
            each = next((one for one in model.walk() if one.name == name), None)
            if each is not None and model.total_rule.has_weights:
                self._note(found.weights, name, place, each.weight or usual)
        for name, place in self._by_name(PARAMETERS, NAME_HEAD, VALUE_HEAD).items():
            if name in model.parameters:
                self._note(found.parameters, name, place, model.parameters[name].number)
        for address, place, stated in self._chances():
            self._note(found.chances, address, place, stated)
        if model.risk_tolerance is not None:
            held: dict[str, float] = {}
            for line, row in enumerate(self.cells.pages.get(WEIGHTS, ())):
                if row and row[0].strip() == RISK:
                    self._note(held, RISK, (WEIGHTS, line, 2), model.risk_tolerance)
            found.risk = held.get(RISK)
        found.groups = self._whole_groups(found.weights)
        return found

    def left_behind(self, whose: str) -> Iterator[Remark]:
        """What was changed in cells, or added, that neither a perspective nor a what-if can hold."""
        if self.cells.made_by not in ("", made_by()):
            message = f"the workbook of '{whose}' is of another version: what was changed beside weights, chances and"
            yield Remark("lost", f"{message} parameters was not looked for")
            return
        pages = self.beside.written.pages
        found = [cell for sheet in pages if sheet in self.cells.pages for cell in self._changed_in(sheet)]
        if found:
            told = [cell.told for cell in found[:MOST_TOLD]]
            told += [f"{len(found) - MOST_TOLD:,} more cells"] if len(found) > MOST_TOLD else []
            message = f"changed in the workbook of '{whose}' and not taken over, as a perspective holds no such thing"
            yield Remark("lost", f"{message}: {listed(told)}")
        if not self.beside.keeps_formulas:
            message = (
                f"the workbook of '{whose}' was saved without its formulas: what was written over them is not seen"
            )
            yield Remark("lost", message)
        for sheet in self.cells.pages:
            if sheet not in pages and any(map(any, self.cells.pages[sheet])):
                yield Remark("lost", f"the sheet '{sheet}' in the workbook of '{whose}', which was added")

    def _changed_in(self, sheet: str) -> Iterator[ChangedCell]:
        changed = self.beside.changed(sheet) if sheet != SCENARIO else iter(())
        return (cell for cell in changed if (cell.sheet, cell.row, cell.column) not in self.looked_at)

    def _whole_groups(self, weights: Mapping[str, float]) -> dict[str, float]:
        """The changed weights with those of their group."""
        groups = [self.model.considerations, *(each.considerations for each in self.model.walk())]
        touched = [group for group in groups if any(each.name in weights for each in group)]
        places = self._by_name(WEIGHTS, NAME_HEAD, POINTS_HEAD)
        whole = {}
        for each in (member for group in touched for member in group):
            stated = number(self.cells.text(*places[each.name])) if each.name in places else None
            whole[each.name] = weights.get(each.name, 0.0 if stated is None else stated)
        return whole

    def _note(self, held: dict[str, float], name: str, place: Place, stated: Number) -> None:
        """Keep what a cell says if it is not what stood there, or follows from it; an empty cell says nothing."""
        cell, follows = self.cells.text(*place), place in self.beside.written.formulas
        if not cell.strip() or (follows and not self.beside.is_overwritten(place)):
            return
        self.looked_at.add(place)
        value = number(cell)
        if value is None:
            message = f"'{name}' was changed to '{cell[:40]}', which is no number."
            raise self.file.refused(message, "Write a number in its cell.", code="not-a-number")
        now = float(np.mean(stated.at(self.model.values)))
        if not isclose(value, now, rel_tol=SAME, abs_tol=SAME * 1e-3):
            held[name] = value

    def _by_name(self, page: str, key: str, value: str) -> dict[str, Place]:
        """Cells of a column by those of another, below the row that has both headings."""
        found: dict[str, Place] = {}
        columns: tuple[int, int] | None = None
        for line, row in enumerate(self.cells.pages.get(page, ())):
            if columns is None and key in row and value in row:
                columns = row.index(key), row.index(value)
            elif columns is not None and len(row) > columns[0] and row[columns[0]].strip():
                found.setdefault(row[columns[0]].strip(), (page, line, columns[1]))
        return found

    def _chances(self) -> Iterator[tuple[str, Place, Number]]:
        """Chances that are stated: their address, the place of the cell, and what stood there."""
        lines: dict[str, int] = {}
        for line, row in enumerate(self.cells.pages.get(CHANCES, ())):
            if len(row) > 1 and ".chance." in row[1]:
                lines.setdefault(row[1].strip(), line)
        for event in self.model.events:
            for place, rule in enumerate(event.chance.rules, 1):
                address = f"{event.name}.chance.{place}"
                for column, state in enumerate(event.states, FIRST):
                    if address in lines and state.name in rule.then.numbers:
                        yield (
                            f"{address}.{state.name}",
                            (CHANCES, lines[address], column),
                            rule.then.numbers[state.name],
                        )


def _in_order(data: dict[str, Any]) -> dict[str, Any]:
    """The parts of a scenario in the order in which people write them: claims last."""
    keys = ("perspectives", "what_ifs", "claims")
    last = {key: data[key] for key in keys if key in data}
    return {**{key: part for key, part in data.items() if key not in keys}, **last}


def _quoted(file: ForeignFile) -> ForeignFile:
    """The file without its bytes, which no message should quote."""
    return ForeignFile(file.name, b"")


READER = Reader("own-xlsx", "workbooks of decision-model", (".xlsx",), recognises, read, 20, takes_several=True)
