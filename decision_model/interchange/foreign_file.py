"""A file of another tool as it came: its bytes within bounds, its text, and where something stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path

from decision_model.errors import Location, Problem, ScenarioError

LARGEST = 20_000_000
"""Bytes; the largest file of another tool that was seen has a quarter of a million."""
_SCENARIO = re.compile(r"^[ \t]*decision_model[ \t]*:", re.MULTILINE)


@dataclass(frozen=True)
class ForeignFile:
    """Name and bytes of a file; `name` is how messages call it."""

    name: str
    data: bytes

    @property
    def ending(self) -> str:
        """The ending of its name in small letters, with the dot."""
        return Path(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """Its name without folder and ending."""
        return Path(self.name).stem

    @cached_property
    def text(self) -> str:
        """Its text: UTF-8, UTF-16 where a mark or its zeros say so, or Windows' Western European. Line ends: \\n."""
        marks = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", _by_zeros(self.data[:400]) or "utf-8-sig"))
        for mark, encoding in marks:
            if self.data.startswith(mark):
                try:
                    return _with_plain_ends(self.data.decode(encoding))
                except UnicodeDecodeError:
                    pass
        return _with_plain_ends(self.data.decode("cp1252", "replace"))

    @cached_property
    def lines(self) -> list[str]:
        """Its lines without their ends."""
        return self.text.split("\n")

    @property
    def head(self) -> str:
        """How it begins, to tell what it is."""
        return self.text[:4000]

    def location(self, line: int, column: int = 1) -> Location:
        """A place in it; line and column count from 1, and line 0 means the file as a whole."""
        if not 0 < line <= len(self.lines):
            return Location(self.name, 0, 0)
        return Location(self.name, line, column, self.lines[line - 1])

    def problem(self, message: str, remedy: str = "", line: int = 0, code: str = "cannot-import") -> Problem:
        """Something that is wrong in it, at a line."""
        return Problem((), message, remedy, self.location(line), code)

    def refused(self, message: str, remedy: str = "", line: int = 0, code: str = "cannot-import") -> ScenarioError:
        """The error that ends its reading."""
        return ScenarioError([self.problem(message, remedy, line, code)])


def is_scenario(file: ForeignFile) -> bool:
    """Whether it is written in the scenario language."""
    return file.ending in ("", ".yaml", ".yml", ".txt") and bool(_SCENARIO.search(file.text))


def open_files(paths: Iterable[str | PathLike[str]]) -> tuple[ForeignFile, ...]:
    """The files at some paths; raises ScenarioError for what is too large or cannot be read."""
    return tuple(_opened(Path(path), str(path)) for path in paths)


def _opened(path: Path, name: str) -> ForeignFile:
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "does not exist"
            raise ForeignFile(name, b"").refused(f"this {what}.", "Name a file.", code="no-file")
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise ForeignFile(name, b"").refused(f"this file cannot be read: {reason}.", code="no-file") from None
    file = ForeignFile(name, data)
    if len(data) > LARGEST:
        message = f"the file has more than {LARGEST:,} bytes."
        raise ForeignFile(name, b"").refused(message, "Is it the right file?", code="file-too-large")
    return file


def _by_zeros(beginning: bytes) -> str:
    """UTF-16 without a mark, where nearly every second byte is 0; '' for all else."""
    odd, even = beginning[1::2], beginning[::2]
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if len(others) > 3 and zeros.count(0) > 0.8 * len(zeros) and not others.count(0):
            return encoding
    return ""


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
