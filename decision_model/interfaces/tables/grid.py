"""The table of a result as a reader wants it: titles for names, like numbers alike, empty columns left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.result import Result, columns_of
from decision_model.interfaces.tables.cells import aligned, in_percent, is_number, is_numeric, written
from decision_model.interfaces.tables.headings import headings
from decision_model.model.decision_model import DecisionModel
from decision_model.words.numbers import shown
from decision_model.words.sentences import sentence

UNLIKE = {"Numbers", "NumberFlips", "Provenance", "Tornado"}
"""Results in whose tables every row is about a number of its own kind."""
SHARES = {
    "Acceptability": ("1st", "2nd", "3rd", "typical ", "th"),
    "Flip": ("change ",),
    "InformationValue": ("share of perfect",),
    "NumberFlips": ("share_of_range",),
    "RiskProfile": ("chance worse than floor",),
    "Simulation": ("first", "standard error"),
    "TwoWay": ("share",),
    "ValueOfWaiting": ("chance it arises",),
}
"""By the result's type, how the names of columns begin or end that hold shares of a whole."""
ENDLESS = {"risk tolerance": "any (risk-neutral)"}
"""Columns in which a number without end means something."""


@dataclass(frozen=True)
class Grid:
    """A table as texts; `numeric` columns stand to the right, `more` rows are left out, `notes` stand below."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    more: int = 0
    notes: tuple[str, ...] = ()

    def only(self, places: Sequence[int]) -> Grid:
        """The rows at these places."""
        return replace(self, rows=tuple(self.rows[place] for place in places))


def grid(result: Result, columns: Sequence[str] = (), most: int | None = None) -> Grid | None:
    """The columns of a table that say something, of those asked for, and its first `most` rows.

    Rows without any number that carry a note are told below the table. None where no column says anything.
    """
    known = columns_of(result)
    wanted = [place for place, each in enumerate(known) if (each.key in columns if columns else each.brief)]
    rows = [[row[place] for place in wanted] for row in result.rows()]
    names = [known[place].key for place in wanted]
    notes = [_noted(result.model, names, row) for row in rows if _is_note(names, row)]
    rows = [row for row in rows if not _is_note(names, row)]
    cells = list(zip(*rows, strict=True))
    kept = [place for place, column in enumerate(cells) if any(_says(cell) for cell in column)]
    if not kept:
        return None
    texts = list(zip(*(_column(result, known[wanted[place]], cells[place]) for place in kept), strict=True))
    numeric = tuple(is_numeric(cells[place]) for place in kept)
    heads = tuple(_head(result, known[wanted[place]]) for place in kept)
    return Grid(heads, tuple(texts[:most]), numeric, len(texts[most or len(texts) :]), tuple(notes))


def _says(cell: object) -> bool:
    return cell is not None and bool(shown(cell))


def _is_note(names: Sequence[str], row: Sequence[object]) -> bool:
    return names[-1] == "note" and bool(row[-1]) and not any(is_number(cell) for cell in row)


def _noted(model: DecisionModel, names: Sequence[str], row: Sequence[object]) -> str:
    cells = [_cell(model, name, cell) for name, cell in zip(names[:-1], row[:-1], strict=True)]
    told = [shown(cell) for cell in cells if cell is not None]
    return sentence(f"{', '.join(told)}: {row[-1]}")


def _head(result: Result, column: Column) -> str:
    return column.title if column in result.columns else headings(result, (column.key,))[0]


def _column(result: Result, column: Column, cells: Sequence[object]) -> list[str]:
    """A column as texts: points with the same decimals, shares and chances in percent."""
    if column in result.columns:
        if column.kind in (Kind.share, Kind.chance):
            return in_percent(cells)
        if column.kind is Kind.points and is_numeric(cells):
            return aligned(cells)
        return [column.endless if column.endless and cell == float("inf") else written(cell) for cell in cells]
    name = column.key
    if _holds_shares(result, name):
        return in_percent(cells)
    if is_numeric(cells) and type(result).__name__ not in UNLIKE and name not in ENDLESS:
        return aligned(cells)
    return [written(_cell(result.model, name, cell)) for cell in cells]


def _holds_shares(result: Result, name: str) -> bool:
    known = SHARES.get(type(result).__name__, ())
    return any(name == each or name.startswith(each) or (each == "th" and name.endswith(each)) for each in known)


def _cell(model: DecisionModel, column: str, cell: object) -> object:
    """A cell, with the title of the option or outcome where its column is a step."""
    if column in ENDLESS and is_number(cell) and cell == float("inf"):
        return ENDLESS[column]
    step = model.steps.get(column)
    return step.state(cell).title if step is not None and isinstance(cell, str) and cell in step.state_names else cell
