"""A second process that answers questions, and paints pixels, while this one asks and lays out.

It is started before anything else is loaded, so that both processes load what they need at the same time.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decision_model.analysis.answers import Answer
    from decision_model.analysis.registry import Analysis
    from decision_model.figures.page.scene import Scene
    from decision_model.model.decision_model import DecisionModel

LARGEST = 2**20
"""Nodes of a tree above which a second copy of its tables might take more memory than there is."""


class Second:
    """The other process: it begins with what it was given first; what it has not begun is done here when it is needed.

    So both are at work until all is done. Whatever goes wrong there is done again here.
    """

    def __init__(self) -> None:
        self._tasks: deque[_Task] = deque()
        self._changed = Condition()
        self._gone = False
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._thread = Thread(target=self._hand_over, daemon=True)
        self._thread.start()

    def asked(self, model: DecisionModel) -> Mapping[str, Callable[[], Answer | None]]:
        """What gives the answer to each question of `run`, by the name of its analysis; there the last is asked first.

        Nothing where the model is too large to have twice.
        """
        from decision_model.analysis.registry import analyses

        if sum(level.size for level in model.structure.levels) > LARGEST:
            return {}
        self._begin(_keep, model)
        return {analysis.name: self._asked(model, analysis) for analysis in reversed(analyses())}

    def _asked(self, model: DecisionModel, analysis: Analysis) -> Callable[[], Answer | None]:
        task = self._begin(_answered, analysis)

        def answer() -> Answer | None:
            from decision_model.analysis.answers import answer_of

            found = self._finished(task)
            return answer_of(analysis, model) if found is None else _about(model, found[0])

        return answer

    def rendered(self, scene: Scene, kind: str, outlines: bool) -> Callable[[], bytes]:
        """What gives the bytes of a picture."""
        from decision_model.figures import render

        task = self._begin(render, scene, kind, outlines)

        def content() -> bytes:
            found: bytes | None = self._finished(task)
            return render(scene, kind, outlines) if found is None else found

        return content

    def close(self) -> None:
        """End it, whatever it is at."""
        self._process.terminate()
        self._process.join()
        with self._changed:
            self._gone = True
            self._changed.notify_all()
        self._thread.join()
        self._line.close()

    def _begin(self, work: Callable[..., Any], *what: object) -> _Task:
        task = _Task(work, what)
        with self._changed:
            self._tasks.append(task)
            self._changed.notify_all()
        return task

    def _finished(self, task: _Task) -> Any:
        """What the other process has made of a task; None where it has not begun, and will not, or has failed."""
        with self._changed:
            if task in self._tasks:
                self._tasks.remove(task)
                return None
            self._changed.wait_for(lambda: task.is_done or self._gone)
            return task.found

    def _hand_over(self) -> None:
        """Give one task after another to the other process; a thread of its own, which only waits."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._tasks or self._gone)
                if self._gone:
                    return
                task = self._tasks.popleft()
            try:
                self._line.send((task.work, task.what))
                task.found = self._line.recv()
            except (EOFError, OSError):  # it is gone, for want of memory perhaps
                self._gone = True
            except Exception:  # what cannot be sent or read is done here
                task.found = None
            with self._changed:
                task.is_done = True
                self._changed.notify_all()


@dataclass(eq=False)
class _Task:
    """Some work, on what, and what has come of it."""

    work: Callable[..., Any]
    what: tuple[object, ...]
    found: Any = None
    is_done: bool = False


@contextmanager
def second() -> Iterator[Second | None]:
    """A process that is started at once, so that it is ready when it is needed; None where there is one processor."""
    if (os.cpu_count() or 1) < 2:
        yield None
        return
    with closing(Second()) as other:
        yield other


def _work(line: Connection) -> None:
    """Do what comes along the line, until it ends; Ctrl-C is for the process at its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _load()
    while True:
        try:
            work, what = line.recv()
            _do(line, work, what)
        except (EOFError, OSError):
            return


def _load() -> None:
    """Load what answering and painting need, while nothing has come yet."""
    from decision_model.analysis.answers import asked_in_run
    from decision_model.figures.page import output as output

    asked_in_run()


def _do(line: Connection, work: Callable[..., Any], what: tuple[object, ...]) -> None:
    """Send what comes of some work; None where it fails: it will be done again at the other end, which can say why."""
    try:
        line.send(work(*what))
    except (EOFError, OSError):
        raise
    except Exception:
        line.send(None)


_kept: list[DecisionModel] = []
"""In the other process the model that is asked, the same for all questions: what several need is worked out once."""


def _keep(model: DecisionModel) -> None:
    _kept[:] = [model]


def _answered(analysis: Analysis) -> tuple[Answer | None]:
    """The model's answer to a question, in the other process; None for a question that `run` does not ask."""
    from decision_model.analysis.answers import answer_of

    return (answer_of(analysis, _kept[0]) if analysis.question.in_run else None,)


def _about(model: DecisionModel, answer: Answer | None) -> Answer | None:
    """An answer that has come from there, about the model that is here and not about its copy."""
    result: Any = answer.result if answer else None
    if answer is None or result is None or "model" not in {own.name for own in fields(result)} or result.model != model:
        return answer
    return replace(answer, result=replace(result, model=model))
