"""Writing files: whole or not at all, and never over something of the user's."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from decision_model.errors import DecisionError

RECORD = "made.json"
MARK = b"decision-model"
TEXTS = {".svg", ".csv", ".md", ".json", ".txt"}


class OverwriteError(DecisionError):
    """Files in the way that this tool did not make, or that somebody has changed since."""

    def __init__(self, paths: Iterable[Path]):
        names = "\n".join(f"    {path}" for path in paths)
        super().__init__(
            f"These files are in the way, and they are not as decision-model left them:\n{names}\n"
            "Nothing was written. Move them, write to another place, or replace them with --force."
        )


class NoFileError(DecisionError):
    """Something is named to be written that is no file: a folder, a device, a pipe."""

    def __init__(self, path: Path):
        kind = "a folder" if path.is_dir() else "a device or a pipe"
        super().__init__(f"{path} is {kind}, not a file. Nothing was written. Name a file, such as result.svg.")


@dataclass(frozen=True)
class Folder:
    """A folder of files made by this tool; its record keeps their digests, so that changes are noticed."""

    path: Path

    @property
    def record(self) -> Mapping[str, Any]:
        """What `write` noted last time; empty when there is no readable record."""
        try:
            read = json.loads((self.path / RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        known = read.get("files") if isinstance(read, dict) else None
        if not isinstance(known, dict):
            return {}
        return {**read, "files": {name: recorded for name, recorded in known.items() if Path(name).name == name}}

    def ours(self, name: str) -> bool:
        """Whether the file is as this tool left it."""
        recorded = self.record.get("files", {}).get(name)
        return (self.path / name).is_file() and digest(name, (self.path / name).read_bytes()) == recorded

    def obstacles(self, names: Iterable[str]) -> list[Path]:
        """The files that exist and are not ours to replace."""
        return [self.path / name for name in names if os.path.lexists(self.path / name) and not self.ours(name)]

    def write(self, files: Mapping[str, bytes], facts: Mapping[str, Any], force: bool = False) -> list[Path]:
        """Write all the files and the record, and drop those of ours that are no longer wanted."""
        obstacles = [] if force else self.obstacles(files)
        if obstacles:
            raise OverwriteError(obstacles)
        require_files(_placed(self.path, files))
        stale = [name for name in self.record.get("files", {}) if name not in files and self.ours(name)]
        record = {**facts, "files": {name: digest(name, content) for name, content in sorted(files.items())}}
        write_all({**_placed(self.path, files), self.path / RECORD: as_json(record).encode()})
        for name in stale:
            (self.path / name).unlink()
        return [self.path / name for name in files]


def write(files: Mapping[Path, bytes], force: bool = False) -> None:
    """Write files that the user named; an existing one is replaced if we drew it or `force` is set.

    Raises NoFileError for what is no file, before anything is read from it or written to it.
    """
    require_files(files)
    obstacles = [path for path in files if path.exists() and MARK not in path.read_bytes()]
    if obstacles and not force:
        raise OverwriteError(obstacles)
    write_all(files)


def require_files(paths: Iterable[Path]) -> None:
    """Raise NoFileError for folders, devices and pipes: reading or writing those may never end."""
    for path in paths:
        if path.exists() and not path.is_file():
            raise NoFileError(path)


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file under a temporary name first, then let each take its place."""
    parts = {path.resolve(): path.resolve().with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, content in files.items():
            _write_part(parts[path.resolve()], path, content)
        for real, part in parts.items():
            os.replace(part, real)
    except BaseException:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
        raise


def _write_part(part: Path, path: Path, content: bytes) -> None:
    """Write one temporary file; errors name the file that was wanted."""
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def digest(name: str, content: bytes) -> str:
    """A fingerprint of a file's content; line ends do not count in texts, since checkouts may change them."""
    if Path(name).suffix in TEXTS:
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def as_json(data: Any, ascii_only: bool = False) -> str:
    """JSON as it is printed and written everywhere here."""
    return json.dumps(data, indent=2, ensure_ascii=ascii_only, allow_nan=False) + "\n"


def _placed(folder: Path, files: Mapping[str, bytes]) -> dict[Path, bytes]:
    return {folder / name: content for name, content in files.items()}
