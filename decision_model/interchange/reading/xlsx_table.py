"""Decision matrices in workbooks (.xlsx): one sheet, with what is typed there and what its formulas gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.matrices.table_layout import MOST_COLUMNS, MOST_ROWS, holds_table
from decision_model.interchange.matrices.tables import CellTable, table_draft
from decision_model.interchange.sheet_traits import SheetTraits, traits
from decision_model.interchange.workbook import Rows, SheetError, column_letters, sheets
from decision_model.words.sentences import counted, listed


def recognises(file: ForeignFile) -> bool:
    """A zip file that holds a workbook."""
    return file.data.startswith(b"PK") and b"xl/workbook.xml" in file.data


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The table of the sheet that is meant as one decision."""
    file = files[0]
    found, about = open_sheets(file), _traits(file)
    name, rows = _sheet(file, found, choices, about)
    aside = [each for each, cells in found if each != name and any(map(any, cells))]
    remarks = [Remark("lost", f"{_sheets(aside, about)} not read")] if aside else []
    remarks += [Remark("lost", "comments on cells are not read")] if b"xl/comments" in file.data else []
    return table_draft(_table(file, name, rows, (*remarks, *_told(about[name], rows))), choices)


def open_sheets(file: ForeignFile) -> list[tuple[str, Rows]]:
    """All sheets, by name, as rows of texts; raises ScenarioError."""
    try:
        return list(sheets(file.data))
    except SheetError as error:
        raise _unreadable(file, error) from None


def _traits(file: ForeignFile) -> dict[str, SheetTraits]:
    try:
        return traits(file.data)
    except SheetError as error:
        raise _unreadable(file, error) from None


def _unreadable(file: ForeignFile, error: SheetError) -> Exception:
    return file.refused(str(error), "Open it in a spreadsheet program and save it anew.", code="not-xlsx")


def _sheets(names: Sequence[str], about: Mapping[str, SheetTraits]) -> str:
    shown = [f"'{name}'{' (hidden)' if about[name].is_hidden else ''}" for name in names]
    return f"the sheet {shown[0]} is" if len(shown) == 1 else f"the sheets {listed(shown, most=6)} are"


def _told(about: SheetTraits, rows: Rows) -> Iterator[Remark]:
    """What is to be known of cells that are hidden, worked out, or dates, where they hold something."""
    filled = {(line, place) for line, row in enumerate(rows, 1) for place, cell in enumerate(row) if cell.strip()}
    hidden_rows = sorted({line for line, _ in filled} & about.hidden_rows)
    hidden_columns = sorted({place for _, place in filled} & about.hidden_columns)
    hidden = [f"row {line}" for line in hidden_rows]
    hidden += [f"column {column_letters(place)}" for place in hidden_columns]
    if hidden:
        message = (
            f"{listed(hidden, most=6)} {'is' if len(hidden) == 1 else 'are'} hidden in the file and read all the same"
        )
        yield Remark("kept", message, min(hidden_rows, default=0), is_doubtful=True)
    formulas = [cell for cell in about.formulas if cell in filled]
    if formulas:
        message = f"{counted(len(formulas), 'cell')} with a formula: what it gave when the file was saved is read"
        yield Remark("changed", message, min(formulas)[0])
    dates = [cell for cell in about.dates if cell in filled]
    if dates:
        columns = listed([column_letters(place) for place in sorted({place for _, place in dates})], most=6)
        message = f"{counted(len(dates), 'date')} in column {columns}: they are counted in days, from 1899-12-30"
        yield Remark("changed", message, min(dates)[0])


def _sheet(
    file: ForeignFile, found: list[tuple[str, Rows]], choices: ImportChoices, about: Mapping[str, SheetTraits]
) -> tuple[str, Rows]:
    names = [name for name, _ in found]
    if choices.sheet:
        for name, rows in found:
            if name.casefold() == choices.sheet.casefold():
                return name, rows
        raise file.refused(
            f"there is no sheet '{choices.sheet}'.", f"There are {listed(names, most=10)}.", code="sheet"
        )
    tables = [(name, rows) for name, rows in found if holds_table(rows)]
    shown = [(name, rows) for name, rows in tables if not about[name].is_hidden]
    if not tables:
        raise file.refused("no sheet holds a table.", "Its first row has the headings.", code="no-table")
    if len(shown) != 1:
        named = [name for name, _ in shown or tables]
        what = "several sheets hold a table" if shown else "only sheets that are hidden hold a table"
        raise file.refused(
            f"{what}: {listed(named, most=10)}.", f'Name the one that is meant: --sheet "{named[0]}".', code="sheet"
        )
    return shown[0]


def _table(file: ForeignFile, name: str, rows: Rows, remarks: tuple[Remark, ...]) -> CellTable:
    """The sheet as text, so that messages can quote its rows, with the rows' own numbers as lines."""
    if len(rows) > 2 * MOST_ROWS or any(len(row) > 2 * MOST_COLUMNS for row in rows):
        message = f"the sheet '{name}' has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns."
        raise file.refused(message, "Is it the right sheet?", code="too-many-parts")
    quoted = "\n".join(" | ".join(" ".join(cell.split()) for cell in row) for row in rows)
    shown = ForeignFile(file.name, quoted.encode("utf-8", "replace"))
    return CellTable(shown, tuple((place + 1, tuple(row)) for place, row in enumerate(rows)), remarks=remarks)


READER = Reader(
    "xlsx", "tables in workbooks", (".xlsx", ".xlsm"), recognises, read, order=60, asks=("lower", "higher", "sheet")
)
