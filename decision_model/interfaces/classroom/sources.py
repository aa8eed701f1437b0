"""Files and folders of answers, opened within bounds and read as what they hold: a workbook, a table, or a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from decision_model.interchange.workbook import SheetError, sheets
from decision_model.interfaces.classroom.entries import QUOTES, entries
from decision_model.interfaces.classroom.forms import read_table
from decision_model.interfaces.classroom.found import Gathered
from decision_model.interfaces.classroom.links import links_in, read_link
from decision_model.interfaces.classroom.mails import Mail, mails
from decision_model.interfaces.classroom.naming import Names
from decision_model.interfaces.classroom.tables import AnswerTable, from_text
from decision_model.interfaces.classroom_server.exports import RoomRound, saved_csv
from decision_model.interfaces.classroom_server.record import FileError
from decision_model.interfaces.files import is_plain_file

LARGEST, MOST_FILES = 20_000_000, 2_000
READ = (
    ".csv", ".tsv", ".txt", ".xlsx", ".yaml", ".yml", ".eml", ".md", ".html", ".htm", ".json", ".mbox", ".log", ".db",
    "",
)  # fmt: skip
"""Endings of the files in a folder that are read."""
ROOM = ".db"
OTHERS = {".xls": "Excel", ".ods": "the office program", ".numbers": "Numbers", ".pdf": "the form", ".docx": "Word"}
BINARY = "\x00"


@dataclass(frozen=True)
class AnswerFile:
    """A file's name, as it is said in messages, and its bytes."""

    name: str
    data: bytes


def sources(paths: Iterable[Path | RoomRound], reading: Gathered) -> Iterator[AnswerFile]:
    """Every file that is named, and those of folders in the order of their names, but for hidden ones and shortcuts."""
    for path in paths:
        if isinstance(path, RoomRound):
            yield AnswerFile(f"round {path.round} of {path.path.name}", saved_csv(path.path, path.round))
            continue
        inside = sorted(filter(is_plain_file, path.rglob("*"))) if path.is_dir() else [path]
        if len(inside) > MOST_FILES:
            reading.trouble(path.name, f"the folder holds more than {MOST_FILES:,} files.", "Name the files.")
            continue
        for file in inside:
            name = str(file.relative_to(path.parent)) if path.is_dir() else file.name
            ending = file.suffix.lower()
            if ending in OTHERS or (path.is_dir() and ending not in READ):
                remedy = f"Save it in {OTHERS.get(ending, 'its program')} as CSV or .xlsx."
                reading.trouble(name, f"files of the kind {ending} are not read.", remedy)
            elif file.stat().st_size > LARGEST:
                reading.trouble(name, f"the file has more than {LARGEST:,} bytes.", "Is it the right file?")
            elif ending == ROOM:
                yield from _room(file, name, reading)
            else:
                yield AnswerFile(name, file.read_bytes())


def _room(path: Path, name: str, reading: Gathered) -> Iterator[AnswerFile]:
    """The answers in the file of a room that `serve` opened, as a table."""
    try:
        yield AnswerFile(name, saved_csv(path))
    except FileError as error:
        reading.trouble(name, str(error))


def read_source(source: AnswerFile, names: Names, group: str, reading: Gathered) -> None:
    """Everything that a file holds."""
    before = len(reading.found), len(reading.troubles)
    letters = list(mails(source.data))
    for number, mail in enumerate(letters):
        _mail(mail, f"{source.name}, message {number + 1}", names, reading)
    if source.data.startswith(b"PK"):
        _workbook(source, names, group, reading)
    elif not letters:
        _text(source, names, group, reading)
    if before == (len(reading.found), len(reading.troubles)):
        remedy = "Expected are links with '#w=', copied entries, or a sheet with a column for each consideration."
        reading.trouble(source.name, "no answer was found in it.", remedy)


def _workbook(source: AnswerFile, names: Names, group: str, reading: Gathered) -> None:
    try:
        found = [
            (title, tuple(map(tuple, rows))) for title, rows in sheets(source.data) if any(any(row) for row in rows)
        ]
    except SheetError as error:
        reading.trouble(source.name, str(error), "Save it as CSV.")
        return
    for title, rows in found:
        name = source.name if len(found) == 1 else f"{source.name}, sheet \u2018{title}\u2019"
        read_table(AnswerTable(name, rows), names, group, reading)


def _mail(mail: Mail, place: str, names: Names, reading: Gathered) -> None:
    """The answers of a message; a single one that names nobody is its sender's."""
    before = len(reading.found)
    _lines(mail.text, place, names, reading)
    own = [number for number in range(before, len(reading.found)) if not reading.found[number].quoted]
    if len(own) == 1 and not reading.found[own[0]].person:
        found = reading.found[own[0]]
        reading.found[own[0]] = replace(found, person=mail.address, name=mail.name)


def decoded(source: AnswerFile, reading: Gathered) -> str:
    """The text of a file: UTF-8, UTF-16 by its mark, else the code of Western Windows, which is said."""
    data = source.data
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        reading.notes.append(f"{source.name}: not in UTF-8, read as Western Windows (cp1252).")
        return data.decode("cp1252", "replace")


def _text(source: AnswerFile, names: Names, group: str, reading: Gathered) -> None:
    text = decoded(source, reading)
    if BINARY in text:
        reading.trouble(source.name, "this is no text.", "Save it as CSV or .xlsx.")
        return
    ending = Path(source.name).suffix.lower()
    before = len(reading.found), len(reading.troubles)
    if ending not in (".csv", ".tsv"):
        _lines(text, source.name, names, reading)
        if before != (len(reading.found), len(reading.troubles)):
            return
    table = from_text(text, source.name)
    if table is not None and (ending in (".csv", ".tsv") or _names_any(table, names)):
        read_table(table, names, group, reading)
    elif ending in (".csv", ".tsv"):
        _lines(text, source.name, names, reading)


def _names_any(table: AnswerTable, names: Names) -> bool:
    return any(names.consideration(cell) for row in table.rows for cell in row)


def _lines(text: str, file: str, names: Names, reading: Gathered) -> None:
    """Links and copied entries of a text, in their order."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        for link in links_in(line):
            before = len(reading.found)
            read_link(link, f"{file}, line {number + 1}", names, reading)
            if QUOTES.match(line):
                reading.found[before:] = [replace(each, quoted=True) for each in reading.found[before:]]
    entries(lines, file, names, reading)
