"""Files as accidents and enemies leave them: cut, flipped, repeated, with parts that swapped their places."""

from __future__ import annotations

import random
import re
import time
import warnings
from collections.abc import Iterator

from decision_model.errors import ModelError
from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.imported import import_files

PIECES = (
    *(bytes([each]) for each in b'{}[]":;\n\t0-#=(\x00\xff'),
    *(b"1e999", b"&a", b"*a", b"rest", b"-1", b"nan", b"<!DOCTYPE", b"9" * 11),
)

PLAIN = ImportChoices()
WORD, NUMBER = re.compile(rb"\w+"), re.compile(rb"[0-9.]+")


def mutants(data: bytes, number: int, seed: int = 0) -> Iterator[bytes]:
    """So many other files, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(number):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 5))):
            _change(changed, chance)
        yield bytes(changed)


def _change(data: bytearray, chance: random.Random) -> None:
    low = chance.randrange(len(data) + 1)
    high = min(len(data), low + chance.choice((1, 3, 20, 200)))
    kind = chance.randrange(6)
    if kind == 0:
        del data[low:high]
    elif kind == 1:
        data[low:low] = chance.choice(PIECES) * chance.choice((1, 1, 1, 300))
    elif kind == 2 and low < len(data):
        data[low] ^= 1 << chance.randrange(8)
    elif kind == 3:
        data[low:low] = data[low:high] * chance.choice((1, 2, 50))
    elif kind == 4:
        del data[low:]
    else:
        lines = data.split(b"\n")
        first, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[first], lines[other] = lines[other], lines[first]
        data[:] = b"\n".join(lines)


def exchanged(data: bytes, number: int, seed: int = 0) -> Iterator[bytes]:
    """So many other files that keep their form: words stand in the place of others, and odd pieces of numbers."""
    chance = random.Random(seed)
    for _ in range(number):
        changed = bytes(data)
        for _ in range(chance.choice((1, 1, 2, 4))):
            pattern = chance.choice((WORD, NUMBER))
            found = list(pattern.finditer(changed))
            start, end = chance.choice(found).span()
            pieces = (
                [match[0] for match in found] if pattern is WORD else [b"", b"0", b"-1", b"1e999", b"9" * 400, b"nan"]
            )
            changed = changed[:start] + chance.choice(pieces) + changed[end:]
        yield changed


def assert_endured(
    name: str,
    data: bytes,
    longest: float = 2.0,
    choices: ImportChoices = PLAIN,
    beside: tuple[ForeignFile, ...] = (),
) -> bool:
    """Whether a file is read, True, or refused with the reason, False, in good time and without a warning."""
    began = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            import_files([ForeignFile(name, data), *beside], choices)
            return True
        except ModelError as error:
            refusal = str(error).strip()
        finally:
            assert time.process_time() - began < longest
    assert refusal
    return False
