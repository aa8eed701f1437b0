"""Decision matrices in workbooks (.xlsx): one sheet, with what is typed there and what its formulas gave."""

from __future__ import annotations

from collections.abc import Sequence

from decision_model.interchange.draft import Draft, ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.matrices.tables import MOST_COLUMNS, MOST_ROWS, CellTable, holds_table, table_draft
from decision_model.interchange.workbook import Rows, SheetError, sheets
from decision_model.words.sentences import listed


def recognises(file: ForeignFile) -> bool:
    """A zip file that holds a workbook."""
    return file.data.startswith(b"PK") and b"xl/workbook.xml" in file.data


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The table of the sheet that is meant as one decision."""
    file = files[0]
    return table_draft(_table(file, *_sheet(file, open_sheets(file), choices)), choices)


def open_sheets(file: ForeignFile) -> list[tuple[str, Rows]]:
    """All sheets, by name, as rows of texts; raises ScenarioError."""
    try:
        return list(sheets(file.data))
    except SheetError as error:
        raise file.refused(str(error), "Open it in a spreadsheet program and save it anew.", code="not-xlsx") from None


def _sheet(file: ForeignFile, found: list[tuple[str, Rows]], choices: ImportChoices) -> tuple[str, Rows]:
    names = [name for name, _ in found]
    if choices.sheet:
        for name, rows in found:
            if name.casefold() == choices.sheet.casefold():
                return name, rows
        raise file.refused(
            f"there is no sheet '{choices.sheet}'.", f"There are {listed(names, most=10)}.", code="sheet"
        )
    tables = [(name, rows) for name, rows in found if holds_table(rows)]
    if not tables:
        raise file.refused("no sheet holds a table.", "Its first row has the headings.", code="no-table")
    if len(tables) > 1:
        named = [name for name, _ in tables]
        message = f"several sheets hold a table: {listed(named, most=10)}."
        raise file.refused(message, f'Name the one that is meant: --sheet "{named[0]}".', code="sheet")
    return tables[0]


def _table(file: ForeignFile, name: str, rows: Rows) -> CellTable:
    """The sheet as text, so that messages can quote its rows, with the rows' own numbers as lines."""
    if len(rows) > 2 * MOST_ROWS or any(len(row) > 2 * MOST_COLUMNS for row in rows):
        message = f"the sheet '{name}' has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns."
        raise file.refused(message, "Is it the right sheet?", code="too-many-parts")
    quoted = "\n".join(" | ".join(" ".join(cell.split()) for cell in row) for row in rows)
    shown = ForeignFile(file.name, quoted.encode("utf-8", "replace"))
    return CellTable(shown, tuple((place + 1, tuple(row)) for place, row in enumerate(rows)))


READER = Reader(
    "xlsx", "tables in workbooks", (".xlsx", ".xlsm"), recognises, read, order=60, asks=("lower", "higher", "sheet")
)
