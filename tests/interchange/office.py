"""LibreOffice, where it is: office files as PDF."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def converted(content: bytes, name: str, folder: Path) -> Path:
    """The PDF that LibreOffice makes of a file, in a profile of its own; skips where there is no LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-impress-nogui libreoffice-writer-nogui")
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=170)
    return (folder / name).with_suffix(".pdf")
