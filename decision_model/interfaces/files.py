"""Writing files: whole or not at all, and never over something of the user's."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from decision_model.errors import DecisionError
from decision_model.interfaces.written import digest, recorded, remember

RECORD = "made.json"
BEYOND_ASCII = re.compile(r"[^\x20-\x7e\n]")
SEAL = "sha256"
"""The key under which a folder's record holds the digest of the rest of it."""


class OverwriteError(DecisionError):
    """Files in the way that this tool did not make, or that somebody has changed since."""

    def __init__(self, paths: Iterable[Path]):
        names = "\n".join(f"    {path}" for path in paths)
        super().__init__(
            f"These files are in the way, and they are not as decision-model left them here:\n{names}\n"
            "Nothing was written. Move them, write to another place, or replace them with --force "
            "(in Python: force=True)."
        )


class InputError(DecisionError):
    """A result would replace a file that it is made from; not even --force allows that."""

    def __init__(self, path: Path, source: Path):
        same = "" if path == source else f" (it is the same file as {source})"
        super().__init__(
            f"{path} is what the result is made from{same}. Nothing was written. Name another file, such as result.svg."
        )


class SameFileError(DecisionError):
    """Two names are given for one file."""

    def __init__(self, first: Path, second: Path):
        super().__init__(f"{first} and {second} are one and the same file. Nothing was written. Name another file.")


class NoFileError(DecisionError):
    """Something is named to be written that is no file: a folder, a device, a pipe."""

    def __init__(self, path: Path):
        kind = "a folder" if path.is_dir() else "a device or a pipe" if path.exists() else "a link that leads nowhere"
        super().__init__(f"{path} is {kind}, not a file. Nothing was written. Name a file, such as result.svg.")


@dataclass(frozen=True)
class Folder:
    """A folder of files made by this tool; its record keeps their digests, so that changes are noticed."""

    path: Path

    @property
    def record(self) -> Mapping[str, Any]:
        """What `write` noted last time, without the seal; empty when there is no readable record."""
        noted = self._noted()
        known = noted.pop("files", None)
        if not isinstance(known, dict):
            return {}
        noted.pop(SEAL, None)
        return {**noted, "files": {name: recorded for name, recorded in known.items() if Path(name).name == name}}

    def _noted(self) -> dict[str, Any]:
        """The record as it stands in its file; empty where that is no mapping."""
        try:
            noted = json.loads((self.path / RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}

    def ours(self, name: str) -> bool:
        """Whether the file is as this tool left it."""
        if not (self.path / name).is_file():
            return False
        if name == RECORD:
            return self._record_is_ours()
        return digest(name, (self.path / name).read_bytes()) == self.record.get("files", {}).get(name)

    def _record_is_ours(self) -> bool:
        """Whether the record is as this tool left it; one from before records were sealed is known by its form."""
        noted = self._noted()
        seal = noted.pop(SEAL, None)
        if seal is None:
            return bool(self.record) and str(noted.get("made_by")).startswith("decision-model ")
        return bool(seal == _seal(noted))

    def obstacles(self, names: Iterable[str]) -> list[Path]:
        """The files that exist and are not ours to replace; the record among them."""
        wanted = (self.path / name for name in (*names, RECORD))
        return [path for path in wanted if os.path.lexists(path) and not self.ours(path.name)]

    def write(
        self, files: Mapping[str, bytes], facts: Mapping[str, Any], force: bool = False, inputs: Iterable[Path] = ()
    ) -> list[Path]:
        """Write all the files and the record, and drop those of ours that are no longer wanted."""
        require_files(_placed(self.path, (*files, RECORD)), inputs)
        obstacles = [] if force else self.obstacles(files)
        if obstacles:
            raise OverwriteError(obstacles)
        stale = [name for name in self.record.get("files", {}) if name not in files and self.ours(name)]
        record = {**facts, "files": {name: digest(name, content) for name, content in sorted(files.items())}}
        sealed = as_json({**record, SEAL: _seal(record)}).encode()
        write_all({**{self.path / name: content for name, content in files.items()}, self.path / RECORD: sealed})
        for name in stale:
            (self.path / name).unlink()
        return _placed(self.path, files)


def write(files: Mapping[Path, bytes], force: bool = False, inputs: Iterable[Path] = ()) -> None:
    """Write files that the user named; an existing one is replaced if its bytes are ones we wrote, or `force` is set.

    Raises, before anything is read from them or written to them, NoFileError for what is no file, InputError for what
    is one of the `inputs`, and SameFileError for two names of one file.
    """
    require_files(files, inputs)
    known = recorded()
    obstacles = [path for path in files if path.exists() and digest(path.name, path.read_bytes()) not in known]
    if obstacles and not force:
        raise OverwriteError(obstacles)
    write_all(files)
    remember(digest(path.name, content) for path, content in files.items())


def remember_slides(wanted: Path, files: Mapping[Path, bytes]) -> None:
    """Note which files were written as the slides of a picture that was wanted under another name: 'tree-2.png'."""
    remember(_as_slide(wanted, path, content) for path, content in files.items() if path != wanted)


def drop_slides(wanted: Path, kept: Container[Path]) -> list[Path]:
    """Remove the slides that a picture of this name had before and has no more, if they are as we left them."""
    known, dropped = recorded(), []
    form = re.compile(rf"{re.escape(wanted.stem)}-\d+{re.escape(wanted.suffix)}")
    for path in sorted(wanted.parent.iterdir()) if wanted.parent.is_dir() else ():
        is_one = form.fullmatch(path.name) and path not in kept and path.is_file()
        if is_one and _as_slide(wanted, path, path.read_bytes()) in known:
            path.unlink()
            dropped.append(path)
    return dropped


def _as_slide(wanted: Path, path: Path, content: bytes) -> str:
    """A digest of a file as a slide of the picture that was wanted."""
    return digest("", f"{wanted.name} {path.name} {digest(path.name, content)}".encode())


def require_files(paths: Iterable[Path], inputs: Iterable[Path] = ()) -> None:
    """Raise for folders, devices and pipes (reading or writing those may never end), inputs, and repeated files."""
    sources, seen = list(inputs), dict[Path, Path]()
    for path in paths:
        if path.exists() and not path.is_file():
            raise NoFileError(path)
        source = next((source for source in sources if _same(path, source)), None)
        if source is not None:
            raise InputError(path, source)
        first = seen.setdefault(_resolved(path), path)
        if first != path:
            raise SameFileError(first, path)


def _same(path: Path, source: Path) -> bool:
    """Whether two names are of one file, through links, hard links and other spellings."""
    return path.exists() and source.exists() and path.samefile(source)


def is_plain_file(path: Path) -> bool:
    """Whether there is a file, and neither a link nor one that is hidden."""
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".")


def _resolved(path: Path) -> Path:
    """The place of a file behind all links; raises NoFileError where links lead in a circle."""
    try:
        return path.resolve()
    except RuntimeError:
        raise NoFileError(path) from None


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


def as_json(data: Any, ascii_only: bool = False) -> str:
    """JSON as it is printed and written everywhere here; signs that cannot be seen are escaped."""
    text = json.dumps(data, indent=2, ensure_ascii=ascii_only, allow_nan=False)
    return BEYOND_ASCII.sub(_escaped, text) + "\n"


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1]


def _seal(record: Mapping[str, Any]) -> str:
    return digest(RECORD, as_json(record).encode())


def _placed(folder: Path, names: Iterable[str]) -> list[Path]:
    return [folder / name for name in names]
