"""Small files that were written by hand for a format."""

from __future__ import annotations

from pathlib import Path


def files(folder: str) -> list[Path]:
    """The files of a format, by its folder."""
    return sorted((Path(__file__).parent / "files" / folder).iterdir())
