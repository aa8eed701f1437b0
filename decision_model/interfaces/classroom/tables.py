"""Tables of answers as rows of cells that know their place, from CSV in any of its kinds and from workbooks."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from decision_model.interchange.workbook import MOST_COLUMNS, MOST_ROWS, column_letters

SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class AnswerTable:
    """Rows of cells; `lines` are the lines of a file that rows begin at, None for a sheet, where cells have names."""

    file: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...] | None = None
    turned: bool = False

    def cell(self, row: int, column: int) -> str:
        return self.rows[row][column].strip() if column < len(self.rows[row]) else ""

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def place(self, row: int, column: int | None = None) -> str:
        """Where a cell or a row stands, as people find it; of a turned table where it stood before."""
        if self.turned and column is None:
            return f"{self.file}, column {column_letters(row)}"
        if self.turned:
            row, column = column or 0, row
        if self.lines is None:
            return f"{self.file}, " + (
                f"row {row + 1}" if column is None else f"cell {column_letters(column)}{row + 1}"
            )
        where = f"{self.file}, line {self.lines[row] if row < len(self.lines) else row + 1}"
        return where if column is None else f"{where}, column {column + 1}"

    def transposed(self) -> AnswerTable:
        """Rows for columns."""
        columns = tuple(tuple(self.cell(row, column) for row in range(len(self.rows))) for column in range(self.width))
        return AnswerTable(self.file, columns, self.lines, not self.turned)


def from_text(text: str, file: str) -> AnswerTable | None:
    """A text as a table, its cells parted by whichever sign parts most lines alike; None where none does.

    Within quotes cells may hold any sign and ends of lines. A line `sep=;`, as Excel writes it, is obeyed.
    """
    lines = text.splitlines(keepends=True)
    skipped = 1 if lines and lines[0].strip().lower().startswith("sep=") else 0
    wanted = lines[0].strip()[4:5] if skipped else ""
    tables = [_split("".join(lines[skipped:]), sign, skipped) for sign in wanted or SEPARATORS]
    best = max((table for table in tables if table), key=_evenness, default=None)
    if best is None or _evenness(best)[0] < 2:
        return None
    return AnswerTable(file, tuple(row for _, row in best), tuple(line for line, _ in best))


Lines = Sequence[tuple[int, tuple[str, ...]]]


def _split(text: str, sign: str, skipped: int) -> Lines:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    rows: list[tuple[int, tuple[str, ...]]] = []
    before = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and len(row) <= MOST_COLUMNS:
                rows.append((before + 1 + skipped, tuple(row)))
            before = reader.line_num
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        return []
    return rows


def _evenness(rows: Lines) -> tuple[int, int]:
    """How many cells most rows have, by how many rows have as many; rows of one cell say nothing."""
    widths = [len(row) for _, row in rows if len(row) > 1]
    if not widths:
        return 1, 0
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    return (usual, widths.count(usual)) if 2 * len(widths) >= len(rows) else (1, 0)
