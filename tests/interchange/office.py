"""LibreOffice, where it is installed: workbooks worked out anew, and office files as PDF."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Cells = Mapping[tuple[str, str], Any]
"""Values by sheet and place."""


def office() -> str:
    """The program; skips where it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-{calc,impress,writer}-nogui")
    return program


def recalculated(content: bytes, folder: Path, changes: Mapping[tuple[str, str], Any] | None = None) -> Cells:
    """All values of a workbook after LibreOffice has worked them out anew, with some cells changed before.

    The workbook is saved by openpyxl first, which keeps formulas and forgets what they gave.
    """
    program = office()
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (sheet, place), value in (changes or {}).items():
        book[sheet][place] = value
    book.save(folder / "changed.xlsx")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [program, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, folder / "out", folder / "changed.xlsx"], check=True, capture_output=True, timeout=120)
    return values((folder / "out" / "changed.xlsx").read_bytes())


def values(content: bytes) -> Cells:
    """What stands in the cells of a workbook, formulas as what they gave."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def converted(content: bytes, name: str, folder: Path) -> Path:
    """The PDF that LibreOffice makes of a file, in a profile of its own; skips where there is no LibreOffice."""
    program = office()
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=170)
    return (folder / name).with_suffix(".pdf")
