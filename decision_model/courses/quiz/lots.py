"""Lots that follow from a seed and a text alone: the same on every processor and with every version of Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

Thing = TypeVar("Thing")


def lot(seed: int, *texts: str) -> int:
    """A whole number below 2**64 that looks drawn at random."""
    told = "\0".join([str(seed), *texts]).encode("utf-8", "surrogatepass")
    return int.from_bytes(sha256(told).digest()[:8], "big")


def shuffled(things: Iterable[Thing], seed: int, name: Callable[[Thing], str]) -> tuple[Thing, ...]:
    """Things in an order that is drawn by lot; `name` tells them apart."""
    return tuple(sorted(things, key=lambda thing: (lot(seed, name(thing)), name(thing))))


def heads(seed: int, *texts: str) -> bool:
    """A coin that is tossed."""
    return lot(seed, *texts) % 2 == 0
