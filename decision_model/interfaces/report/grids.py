"""The table of a result as a reader wants it: titles for names, like numbers alike, empty columns left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision_model.analysis.result import Result, shown
from decision_model.figures.sheet.words import sentence
from decision_model.interfaces.questions import Section
from decision_model.interfaces.report.cells import aligned, is_number, is_numeric, written
from decision_model.model.decision_model import DecisionModel

MOST_ROWS = 60
"""Rows of a table that a report shows; the rest is counted."""
UNLIKE = {"tornado", "provenance"}
"""Tables in which every row is about a number of its own kind."""


@dataclass(frozen=True)
class Grid:
    """A table as texts; `numeric` columns stand to the right, `more` rows are left out, `notes` stand below."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    more: int = 0
    notes: tuple[str, ...] = ()


def grid(result: Result, section: Section) -> Grid | None:
    """The columns of a table that say something; rows without any number that carry a note are told below it."""
    wanted = [place for place, name in enumerate(result.columns) if not section.columns or name in section.columns]
    rows = [[row[place] for place in wanted] for row in result.rows()]
    names = [result.columns[place] for place in wanted]
    notes = [_noted(result.model, names, row) for row in rows if _is_note(names, row)]
    rows = [row for row in rows if not _is_note(names, row)]
    columns = list(zip(*rows, strict=True))
    kept = [place for place, cells in enumerate(columns) if any(shown(cell) for cell in cells)]
    if not kept:
        return None
    texts = tuple(zip(*(_column(result.model, names[place], columns[place], section) for place in kept), strict=True))
    heads = tuple(_head(result.model, names[place]) for place in kept)
    numeric = tuple(is_numeric(columns[place]) for place in kept)
    return Grid(heads, texts[:MOST_ROWS], numeric, max(0, len(texts) - MOST_ROWS), tuple(notes))


def _is_note(names: Sequence[str], row: Sequence[object]) -> bool:
    return names[-1] == "note" and bool(row[-1]) and not any(is_number(cell) for cell in row)


def _noted(model: DecisionModel, names: Sequence[str], row: Sequence[object]) -> str:
    cells = [_cell(model, name, cell) for name, cell in zip(names[:-1], row[:-1], strict=True)]
    told = [shown(cell) for cell in cells if cell is not None]
    return sentence(f"{', '.join(told)}: {row[-1]}")


def _column(model: DecisionModel, name: str, cells: Sequence[object], section: Section) -> list[str]:
    """A column as texts, its numbers with the same decimals; not so where each row is about another number."""
    if is_numeric(cells) and section.name not in UNLIKE:
        return aligned(cells)
    return [written(_cell(model, name, cell)) for cell in cells]


def _head(model: DecisionModel, name: str) -> str:
    """A column's name with the title of what it names: 'typical way_out' is 'typical A way out'."""
    before, _, last = name.rpartition(" ")
    titled = {**{step.name: step.title for step in model.sequence}, **{each.name: each.title for each in model.walk()}}
    if last in titled:
        return f"{before} {titled[last]}".strip()
    return model.numbers[name].label if name in model.numbers else name.replace("_", " ")


def _cell(model: DecisionModel, column: str, cell: object) -> object:
    """A cell, with the title of the option or outcome where its column is a step."""
    step = model.steps.get(column)
    return step.state(cell).title if step is not None and isinstance(cell, str) and cell in step.state_names else cell
