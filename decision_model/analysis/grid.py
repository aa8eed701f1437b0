"""The table of a result as a reader wants it: titles for names, empty columns left out, notes below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from decision_model.analysis.cells import is_number, is_numeric, texts, titles
from decision_model.analysis.columns import Column
from decision_model.analysis.result import Result
from decision_model.words.numbers import shown
from decision_model.words.sentences import sentence

NOTE = "note"


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


def grid(result: Result, brief: bool = True, most: int | None = None) -> Grid | None:
    """The columns of a table that say something, the `brief` ones or all, and its first `most` rows.

    Rows without any number that carry a note stand as sentences below the table. None where no column says anything.
    """
    known = result.columns
    wanted = [place for place, column in enumerate(known) if column.brief or not brief]
    columns = [known[place] for place in wanted]
    rows = [[row[place] for place in wanted] for row in result.rows()]
    notes = tuple(_note_text(row) for row in rows if _is_note(columns, row))
    rows = [row for row in rows if not _is_note(columns, row)]
    filled = [place for place in range(len(columns)) if any(_is_filled(row[place]) for row in rows)]
    if not filled:
        return None
    columns, rows = [columns[place] for place in filled], [[row[place] for place in filled] for row in rows]
    points = result.points(columns, rows)
    written = tuple(map(tuple, texts(result.model, columns, rows, points)))
    heads = tuple(titles(result.model, columns, rows, points))
    numeric = tuple(is_numeric([row[place] for row in rows]) for place in range(len(columns)))
    return Grid(heads, written[:most], numeric, len(written[most or len(written) :]), notes)


def _is_filled(cell: object) -> bool:
    return cell is not None and bool(shown(cell))


def _is_note(columns: Sequence[Column], row: Sequence[object]) -> bool:
    return columns[-1].key == NOTE and bool(row[-1]) and not any(is_number(cell) for cell in row)


def _note_text(row: Sequence[object]) -> str:
    return sentence(f"{', '.join(shown(cell) for cell in row[:-1] if cell is not None)}: {row[-1]}")
