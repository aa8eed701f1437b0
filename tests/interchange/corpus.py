"""Real files of other tools, for testing alone; where they are not at hand, tests that want them are skipped."""

from __future__ import annotations

from pathlib import Path

import pytest


def corpus_file(name: str) -> Path:
    """A file of the corpus; skips the test where it is not there."""
    path = next((folder / name for folder in _places() if (folder / name).is_file()), None)
    if path is None:
        pytest.skip("the files of other tools are not at hand")
    return path


def _places() -> list[Path]:
    here = Path(__file__).resolve()
    return [parent / "shared" / "interchange" for parent in here.parents]
