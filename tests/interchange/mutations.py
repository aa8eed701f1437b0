"""Broken copies of a file, always the same ones: bytes cut off, turned, repeated, replaced or put in."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from decision_model.errors import ModelError, ScenarioError
from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.imported import import_files

HARD = (
    b"\x00",
    b"\xff",
    b"{",
    b"]",
    b"&a",
    b"*a",
    b"-1",
    b"1e999",
    b"nan",
    b"<!DOCTYPE",
    b"99999999999",
    b'"',
    b";",
    b"\n",
)
PLAIN = ImportChoices()
LONGEST = 2.0
"""Seconds that reading a broken file may take."""


def mutants(data: bytes, count: int, seed: int = 1) -> Iterator[bytes]:
    """So many broken copies."""
    draw = random.Random(seed)
    for number in range(count):
        place, other = sorted(draw.randrange(len(data) + 1) for _ in range(2))
        kinds = (
            lambda a=place: data[:a],
            lambda a=place, b=other: data[:a] + data[b:],
            lambda a=place, b=other: data[:b] + data[a:b] + data[b:],
            lambda a=place: data[:a] + draw.choice(HARD) + data[a:],
            lambda a=place: data[:a] + bytes([draw.randrange(256)]) + data[a + 1 :],
            lambda a=place: data[:a] + draw.choice(HARD) + data[a + 3 :],
        )
        yield kinds[number % len(kinds)]()


def survives(name: str, data: bytes, choices: ImportChoices = PLAIN, beside: tuple[ForeignFile, ...] = ()) -> str:
    """Read a broken file: 'read' or 'refused'; anything but a plain refusal is an error of the reader."""
    began = time.process_time()
    try:
        import_files((ForeignFile(name, data), *beside), choices)
        outcome = "read"
    except (ScenarioError, ModelError) as error:
        outcome = "refused" if str(error).strip() else "refused without a word"
    took = time.process_time() - began
    assert took < LONGEST, f"{took:.1f} s"
    return outcome


def files(folder: str) -> list[Path]:
    """The files written by hand for a format."""
    return sorted((Path(__file__).parent / "files" / folder).iterdir())
