"""Decision matrices as text (.csv, .tsv): separators, decimal signs and encodings as spreadsheets write them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence

from decision_model.interchange.draft import Draft, ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.matrices.table_layout import MOST_COLUMNS, MOST_ROWS
from decision_model.interchange.matrices.tables import CellTable, table_draft

ENDINGS = (".csv", ".tsv", ".tab")
SEPARATORS = "\t;|,"
"""In the order in which they are tried: a comma may also be a decimal sign."""
TRIED = 100
"""Rows that are looked at to find the separator."""
AGREE = 0.8
"""The share of rows that have equally many cells, with the separator that is meant."""


def recognises(file: ForeignFile) -> bool:
    """A file that is called .csv or .tsv."""
    return file.ending in ENDINGS


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The table as one decision."""
    file = files[0]
    lines = file.lines
    begin = 0
    separator = ""
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0].strip()) == 5:
        begin, separator = 1, lines[0].strip()[-1]
    separator = separator or _separator(lines)
    if not separator:
        message = "no table is found: no separator (comma, semicolon, tab) gives rows of equally many cells."
        raise file.refused(message, "Save it as .csv anew, with one separator.", code="no-table")
    rows = _rows(file, lines[begin:], separator, begin)
    return table_draft(CellTable(file, tuple(rows), separator), choices)


def _rows(file: ForeignFile, lines: Sequence[str], separator: str, before: int) -> list[tuple[int, tuple[str, ...]]]:
    rows: list[tuple[int, tuple[str, ...]]] = []
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator, strict=True)
    begin = before + 1
    try:
        for cells in reader:
            if len(rows) >= MOST_ROWS or len(cells) > 2 * MOST_COLUMNS:
                message = f"the table has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns."
                raise file.refused(message, "Is it the right file?", begin, "too-many-parts")
            rows.append((begin, tuple(cells)))
            begin = before + reader.line_num + 1
    except csv.Error:
        message = "a quotation mark is opened here and not closed, or stands where none can."
        raise file.refused(message, 'Write two of them ("") for one inside a cell.', begin, "not-csv") from None
    return rows


def _separator(lines: Sequence[str]) -> str:
    """The first separator with which most rows have equally many cells, more than one; '' where none has."""
    head = [line for line in lines[: 4 * TRIED] if line.strip()][:TRIED]
    for widths_with in (_widths, _widths_unquoted):
        agreeing = {separator: _agreeing(widths_with(head, separator)) for separator in SEPARATORS}
        best = max(agreeing, key=lambda separator: agreeing[separator])
        if agreeing[best] > 1:
            return best
    return ""


def _agreeing(widths: Sequence[int]) -> int:
    """How many rows of several cells have equally many; 0 where too few of them agree."""
    wide = Counter(width for width in widths if width > 1)
    most = wide.most_common(1)[0][1] if wide else 0
    return most if most >= AGREE * wide.total() else 0


def _widths(lines: Sequence[str], separator: str) -> list[int]:
    """How many cells the rows have."""
    try:
        return [len(cells) for cells in csv.reader((line + "\n" for line in lines), delimiter=separator)]
    except csv.Error:
        return []


def _widths_unquoted(lines: Sequence[str], separator: str) -> list[int]:
    """The same where quotation marks do not close, so that the line where one is open can be told."""
    return [line.count(separator) + 1 for line in lines]


READER = Reader("csv", "tables in CSV", ENDINGS, recognises, read, order=90, asks=("lower", "higher"))
