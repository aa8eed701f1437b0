"""Sheets of a workbook (.xlsx) as rows of texts, read as data alone: no macros, no links, no entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from decision_model.errors import DecisionError

LARGEST = 20_000_000
"""Bytes of the parts of a workbook, unpacked."""
MOST_ROWS, MOST_COLUMNS = 20_000, 1_000
PROPERTIES = "docProps/core.xml"
CELL = re.compile(r"([A-Z]{1,3})(\d+)")


class SheetError(DecisionError):
    """A workbook that cannot be read."""


Rows = list[list[str]]
UNREADABLE = (
    zipfile.BadZipFile, KeyError, ElementTree.ParseError, ValueError, IndexError, EOFError, OSError,
    NotImplementedError, RuntimeError, zlib.error, StopIteration,
)  # fmt: skip
"""What reading a broken workbook may raise."""


def sheets(data: bytes) -> Iterator[tuple[str, Rows]]:
    """The name and the rows of every sheet; raises SheetError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise SheetError("the workbook unpacks to more than 20 MB.")
            names, shared = sheet_parts(archive), _shared(archive)
            for title, part in names:
                yield title, _rows(parsed_part(archive, part), shared)
    except UNREADABLE as error:
        raise SheetError("this is no workbook that can be read.") from error


def sheet_names(data: bytes) -> list[str]:
    """The names of the sheets alone; raises SheetError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [title for title, _ in sheet_parts(archive)]
    except UNREADABLE as error:
        raise SheetError("this is no workbook that can be read.") from error


Places = frozenset[tuple[str, int, int]]
"""Cells by sheet, row and column, both from 0."""


def formula_places(data: bytes) -> Places:
    """The cells that work something out; raises SheetError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(
                (title, int(place[2]) - 1, column_number(place[1]))
                for title, part in sheet_parts(archive)
                for cell in parsed_part(archive, part).iter("c")
                if cell.find("f") is not None and (place := CELL.fullmatch(str(cell.get("r"))))
            )
    except UNREADABLE as error:
        raise SheetError("this is no workbook that can be read.") from error


def made_by(data: bytes) -> str:
    """What a workbook says in its properties of how it was made; '' for nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if PROPERTIES not in archive.namelist():
                return ""
            return next((each.text or "" for each in parsed_part(archive, PROPERTIES).iter("description")), "")
    except UNREADABLE as error:
        raise SheetError("this is no workbook that can be read.") from error


def parsed_part(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    """A part of a workbook without namespaces; raises SheetError for what is too large or defines things of its own."""
    if archive.getinfo(part).file_size > LARGEST:
        raise SheetError("the workbook unpacks to more than 20 MB.")
    with archive.open(part) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise SheetError("the workbook unpacks to more than 20 MB.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content:
        raise SheetError("the workbook holds definitions of its own, which are not read.")
    root = ElementTree.fromstring(content)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The title of every sheet and the part that holds it, in order."""
    relations = parsed_part(archive, "xl/_rels/workbook.xml.rels").iter("Relationship")
    parts = {relation.get("Id"): str(relation.get("Target")) for relation in relations}
    found = []
    for sheet in parsed_part(archive, "xl/workbook.xml").iter("sheet"):
        key = next(value for name, value in sheet.attrib.items() if name.rpartition("}")[2] == "id" and "}" in name)
        target = parts[key]
        found.append((str(sheet.get("name")), target.lstrip("/") if target.startswith("/") else f"xl/{target}"))
    return found


def _shared(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells refer to by number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_text(item) for item in parsed_part(archive, "xl/sharedStrings.xml").iter("si")]


def _text(item: ElementTree.Element) -> str:
    """The text of an item, whatever its parts look like; how it is to be pronounced aside."""
    aside = {id(text) for part in item.iter("rPh") for text in part.iter("t")}
    return "".join(text.text or "" for text in item.iter("t") if id(text) not in aside)


def _rows(root: ElementTree.Element, shared: list[str]) -> Rows:
    rows: Rows = []
    for row in root.iter("row"):
        for cell in row.iter("c"):
            place = CELL.fullmatch(str(cell.get("r")))
            line, column = (int(place[2]), column_number(place[1])) if place else (len(rows) + 1, 0)
            if line > MOST_ROWS or column > MOST_COLUMNS:
                raise SheetError(f"a sheet has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns.")
            while len(rows) < line:
                rows.append([])
            rows[line - 1] += [""] * (column + 1 - len(rows[line - 1]))
            rows[line - 1][column] = _value(cell, shared)
    return rows


def _value(cell: ElementTree.Element, shared: list[str]) -> str:
    """What a cell shows; the formula itself where the program that saved it did not work it out."""
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value, formula = cell.findtext("v") or "", cell.findtext("f") or ""
    if formula and not value and cell.get("t") != "str":
        return f"={formula}"
    return shared[int(value)] if cell.get("t") == "s" and value else value


def column_number(letters: str) -> int:
    """The place of a column, counted from 0, by its letters."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def column_letters(column: int) -> str:
    """The name of a column, counted from 0: A, B, ..., Z, AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
