"""What a workbook (.xlsx) says of its sheets and cells beside what they show: hidden, worked out, a date."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from decision_model.interchange.workbook import (
    CELL,
    MOST_COLUMNS,
    UNREADABLE,
    SheetError,
    column_number,
    parsed_part,
    sheet_parts,
)

DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Numbers of the formats for dates and times that need not be described."""
_ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')

Cell = tuple[int, int]
"""A row, counted from 1, and a column, counted from 0."""


@dataclass(frozen=True)
class SheetTraits:
    """One sheet: whether it is hidden, which of its rows and columns are, and which cells are formulas or dates."""

    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: tuple[Cell, ...] = ()
    dates: tuple[Cell, ...] = ()


def traits(data: bytes) -> dict[str, SheetTraits]:
    """The traits of every sheet by its name; raises SheetError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            dated = _date_styles(archive)
            hidden = {
                str(sheet.get("name"))
                for sheet in parsed_part(archive, "xl/workbook.xml").iter("sheet")
                if sheet.get("state", "visible") != "visible"
            }
            return {
                title: _traits(parsed_part(archive, part), dated, title in hidden)
                for title, part in sheet_parts(archive)
            }
    except UNREADABLE as error:
        raise SheetError("this is no workbook that can be read.") from error


def _traits(root: ElementTree.Element, dated: frozenset[int], is_hidden: bool) -> SheetTraits:
    formulas, dates = [], []
    for cell in root.iter("c"):
        place = CELL.fullmatch(str(cell.get("r")))
        if place is None:
            continue
        where = (int(place[2]), column_number(place[1]))
        if cell.find("f") is not None:
            formulas.append(where)
        if cell.get("t", "n") == "n" and cell.findtext("v") and int(cell.get("s", "0")) in dated:
            dates.append(where)
    rows = frozenset(int(row.get("r", "0")) for row in root.iter("row") if row.get("hidden") in ("1", "true"))
    return SheetTraits(is_hidden, rows, frozenset(_hidden_columns(root)), tuple(formulas), tuple(dates))


def _hidden_columns(root: ElementTree.Element) -> Iterator[int]:
    for column in root.iter("col"):
        if column.get("hidden") in ("1", "true"):
            last = min(int(column.get("max", "1")), MOST_COLUMNS)
            yield from range(int(column.get("min", "1")) - 1, last)


def _date_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """The styles of cells, by their place in the workbook's list, that show a number as a date or a time."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    root = parsed_part(archive, "xl/styles.xml")
    own = {
        int(each.get("numFmtId", "0"))
        for each in root.iter("numFmt")
        if re.search("[ymdhs]", _ASIDE.sub("", each.get("formatCode", "")).casefold())
        and "general" not in each.get("formatCode", "").casefold()
    }
    styles = root.find("cellXfs")
    listed = [] if styles is None else list(styles.iter("xf"))
    return frozenset(n for n, style in enumerate(listed) if int(style.get("numFmtId", "0")) in own | DATES)
