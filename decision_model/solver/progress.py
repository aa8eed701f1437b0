"""How far long work has got, for a door that shows it; where none listens, nothing is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")

Listener = Callable[[str, int, int], None]
"""Is told what is being done, how many of its parts are done, and how many there are."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Listener | None) -> Iterator[None]:
    """Let a listener be told of the work within; None tells nobody."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def each(what: str, work: Callable[[Task], Answer], tasks: Sequence[Task]) -> list[Answer]:
    """The work's answer to each task, in order, telling how far it has got; work within a task is not told."""
    tell = _listener.get()
    if tell is None:
        return [work(task) for task in tasks]
    answers: list[Answer] = []
    with heard_by(None):
        for task in tasks:
            tell(what, len(answers), len(tasks))
            answers.append(work(task))
        tell(what, len(tasks), len(tasks))
    return answers
