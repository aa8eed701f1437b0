"""Noticing that a scenario, or a file that it extends, has been saved: by what stands in it, whatever clocks say."""

from __future__ import annotations

import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from decision_model.scenario import files

PAUSE = 0.03
"""Seconds between two glances; a save counts once two of them see the same, so that none is read half written."""

LARGEST = 5_000_001
"""Bytes that are looked at: more than a scenario may have."""

Contents = Mapping[Path, bytes | None]
"""Files and the digests of what stands in them; None for one that is not there."""


class Saves:
    """The saves of a scenario and of the files that it extends, those that are missing among them."""

    def __init__(self, path: Path):
        self.path = path
        self.seen: Contents = {}

    def changed(self) -> bool:
        """Whether something else stands there than when this was last asked; waits while it is being written."""
        now = contents(self.seen or [self.path])
        if now == self.seen:
            return False
        while (later := settled(now)) != now:
            now = later
        self.seen = contents(dict.fromkeys(files(self.path)))
        return True


def settled(now: Contents) -> Contents:
    """What stands there a moment later."""
    time.sleep(PAUSE)
    return contents(now)


def contents(paths: Mapping[Path, object] | list[Path]) -> Contents:
    """What stands in files now."""
    return {path: digest(path) for path in paths}


def digest(path: Path) -> bytes | None:
    """The digest of what stands in a file; None where it is none, or cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return sha256(stream.read(LARGEST)).digest()
    except OSError:
        return None
