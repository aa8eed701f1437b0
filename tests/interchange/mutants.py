"""Broken copies of a file, the same ones every time: bytes cut, flipped and repeated, words and numbers exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

PIECES = [b"", b"0", b"-1", b"1e999", b"nan", b"9" * 400, b"\xff", *(bytes([sign]) for sign in b'"{}();=<&#')]
WORD, NUMBER = re.compile(rb"\w+"), re.compile(rb"[0-9.]+")


def mutants(data: bytes, count: int, seed: int = 1) -> Iterator[bytes]:
    """So many broken copies."""
    random = Random(seed)
    for _ in range(count):
        broken = bytearray(data)
        for _ in range(random.choice([1, 1, 2, 4])):
            random.choice(WAYS)(broken, random)
        yield bytes(broken)


def _place(data: bytearray, random: Random) -> slice:
    start = random.randrange(len(data) + 1)
    return slice(start, start + random.choice([1, 3, 30, 300]))


def _cut(data: bytearray, random: Random) -> None:
    del data[_place(data, random)]


def _flipped(data: bytearray, random: Random) -> None:
    if data:
        data[random.randrange(len(data))] = random.randrange(256)


def _repeated(data: bytearray, random: Random) -> None:
    place = _place(data, random)
    data[place.start : place.start] = data[place] * random.choice([1, 2, 20])


def _piece(data: bytearray, random: Random) -> None:
    data[_place(data, random)] = random.choice(PIECES)


def _broken_off(data: bytearray, random: Random) -> None:
    del data[random.randrange(len(data) + 1) :]


def _word(data: bytearray, random: Random) -> None:
    _exchanged(data, random, WORD, [match[0] for match in WORD.finditer(data)])


def _number(data: bytearray, random: Random) -> None:
    _exchanged(data, random, NUMBER, PIECES)


def _exchanged(data: bytearray, random: Random, pattern: re.Pattern[bytes], others: list[bytes]) -> None:
    found = [match.span() for match in pattern.finditer(data)]
    if found and others:
        start, end = random.choice(found)
        data[start:end] = random.choice(others)


WAYS = [_cut, _flipped, _repeated, _piece, _broken_off, _word, _word, _number, _number]
