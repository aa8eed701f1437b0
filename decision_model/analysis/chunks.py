"""Draws in chunks of a fixed size, each with random numbers of its own, and work shared out to an executor.

A chunk's draws follow from the seed and its number alone, and results are put together in the order of the chunks: they
are the same, bit for bit, however many workers there are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import TypeVar

CHUNK = 131_072
"""Draws of a chunk. Part of what a seed means: with another size a seed gives other draws."""

WAITING = 1_024
"""Tasks that an executor holds at a time, so that what is still to be done takes no memory."""

Task = TypeVar("Task")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Chunk:
    """Consecutive draws: the number of the chunk, from 0, and how many draws it holds."""

    number: int
    draws: int


def chunks(draws: int) -> Iterator[Chunk]:
    """All draws, cut into chunks of CHUNK and what is left."""
    for number, low in enumerate(range(0, draws, CHUNK)):
        yield Chunk(number, min(CHUNK, draws - low))


def mapped(
    function: Callable[[Task], Answer], tasks: Iterable[Task], executor: Executor | None = None
) -> Iterator[Answer]:
    """The function's answers in the order of the tasks, worked out here or by an executor's workers.

    Tasks are read as they are needed. What a task raises is raised here; tasks not begun are then given up.
    """
    if executor is None:
        yield from map(function, tasks)
        return
    waiting: deque[Future[Answer]] = deque()
    try:
        for task in tasks:
            waiting.append(executor.submit(function, task))
            if len(waiting) >= WAITING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
