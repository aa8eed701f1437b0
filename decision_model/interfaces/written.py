"""What this tool has written: a digest of every file, in the user's own state folder.

A digest is of the content alone, so that a file is known again after it was moved or renamed. It is not in the file,
since a CSV has no room for a mark that stays out of the data; and not beside it, so that no folder and no clone is
littered. Where the record is lost, files are refused rather than replaced.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

TEXTS = {".svg", ".csv", ".md", ".json", ".txt", ".html"}


def digest(name: str, content: bytes) -> str:
    """A fingerprint of a file's content; line ends do not count in texts, since checkouts may change them."""
    if Path(name).suffix.lower() in TEXTS:
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def remember(digests: Iterable[str]) -> None:
    """Add to the record, one line each; where it cannot be kept, nothing is remembered."""
    known = recorded()
    lines = "".join(f"{one}\n" for one in sorted(set(digests) - known))
    with suppress(OSError, RuntimeError):
        place = record_file()
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a", encoding="ascii") as record:
            record.write(lines)


def recorded() -> frozenset[str]:
    """Every digest in the record; none where it cannot be read."""
    try:
        return frozenset(record_file().read_text(encoding="ascii", errors="replace").split())
    except (OSError, RuntimeError):
        return frozenset()


def record_file() -> Path:
    """Where programs keep their state: XDG_STATE_HOME or ~/.local/state, on Windows LOCALAPPDATA."""
    state = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_STATE_HOME")
    folder = Path(state) if state else Path.home() / ".local" / "state"
    return folder / "decision-model" / "written.txt"
