"""Cells of a workbook that are not as they were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isclose

from decision_model.errors import shortened
from decision_model.interchange.workbook import Places, Rows, column_letters, formula_places, made_by, sheets

SAME = 1e-9
"""Numbers that differ by less, relatively, were not changed but rounded on the way."""
LONGEST = 30
"""Signs of a cell that a message quotes."""


@dataclass(frozen=True)
class WorkbookCells:
    """What stands in the cells of a workbook, which of them are formulas, and by what it was made."""

    pages: Mapping[str, Rows]
    formulas: Places
    made_by: str

    @classmethod
    def of(cls, data: bytes) -> WorkbookCells:
        """The cells of a file; raises SheetError."""
        return cls(dict(sheets(data)), formula_places(data), made_by(data))

    def text(self, sheet: str, row: int, column: int) -> str:
        """What a cell shows; nothing for one that is not there."""
        rows = self.pages.get(sheet, [])
        return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


@dataclass(frozen=True)
class ChangedCell:
    """A cell, rows and columns from 0, with what it shows and what it was written with."""

    sheet: str
    row: int
    column: int
    now: str
    before: str

    @property
    def told(self) -> str:
        """As a message names it: Scores F10 (1, was 60)."""
        now, before = (" ".join(shortened(text, LONGEST).split()) or "empty" for text in (self.now, self.before))
        return f"{self.sheet} {column_letters(self.column)}{self.row + 1} ({now}, was {before})"


@dataclass(frozen=True)
class WorkbookComparison:
    """A workbook beside the one that was written of the same scenario."""

    written: WorkbookCells
    returned: WorkbookCells

    @cached_property
    def keeps_formulas(self) -> bool:
        """Whether the program that saved it kept formulas; one that did not left numbers in their places."""
        return len(self.returned.formulas & self.written.formulas) * 2 >= len(self.written.formulas)

    def is_overwritten(self, place: tuple[str, int, int]) -> bool:
        """Whether something else stands in the place of a formula."""
        return self.keeps_formulas and place in self.written.formulas and place not in self.returned.formulas

    def changed(self, sheet: str) -> Iterator[ChangedCell]:
        """The cells of a sheet that were changed, row by row; what formulas work out does not count."""
        pages = self.written.pages.get(sheet, []), self.returned.pages.get(sheet, [])
        for row in range(max(map(len, pages))):
            for column in range(max(len(page[row]) if row < len(page) else 0 for page in pages)):
                now, before = (cells.text(sheet, row, column) for cells in (self.returned, self.written))
                place = sheet, row, column
                works_out = place in self.written.formulas and not self.is_overwritten(place)
                if not works_out and not is_same(now, before):
                    yield ChangedCell(sheet, row, column, now, before)


def is_same(one: str, other: str) -> bool:
    """Whether two cells show the same, whatever a program made of line ends and last digits."""
    if " ".join(one.split()) == " ".join(other.split()):
        return True
    try:
        return isclose(float(one), float(other), rel_tol=SAME, abs_tol=SAME * 1e-3)
    except ValueError:
        return False
