"""A second process that answers questions, and paints pixels, while this one asks and lays out."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from multiprocessing import active_children, get_context
from typing import Any, TypeVar

from decision_model.analysis.registry import Analysis, analyses
from decision_model.figures.page.scene import Scene
from decision_model.interfaces.questions import Answer, answer_of
from decision_model.model.decision_model import DecisionModel

Done = TypeVar("Done")

LARGEST = 2**20
"""Nodes of a tree above which a second copy of its tables might take more memory than there is."""

MODEL = "model"
"""What stands for the model in an answer on its way between the processes: both have it already."""


@dataclass(frozen=True, eq=False)
class Second:
    """The other process. It begins with what it was given first; what it has not begun, this one does where it needs it.

    So both are at work until all is done, and neither minds if the other is gone.
    """

    pool: Executor

    def asked(self, model: DecisionModel) -> Mapping[str, Callable[[], Answer | None]]:
        """What gives the answer to each question of `run` by its name: it is asked from the last, this one from the first.

        Nothing where the model is too large to have twice.
        """
        if sum(level.size for level in model.structure.levels) > LARGEST:
            return {}
        sent = pickle.dumps(model)
        return {analysis.name: self._asked(model, sent, analysis) for analysis in reversed(analyses())}

    def _asked(self, model: DecisionModel, sent: bytes, analysis: Analysis) -> Callable[[], Answer | None]:
        begun = self._begun(_answered, sent, analysis)

        def answer() -> Answer | None:
            found = _finished(begun)
            return answer_of(analysis, model) if found is None else _Reader(BytesIO(found), model).load()

        return answer

    def rendered(self, scene: Scene, kind: str, outlines: bool) -> Callable[[], bytes]:
        """What gives the bytes of a picture."""
        from decision_model.figures import render

        begun = self._begun(render, scene, kind, outlines)

        def content() -> bytes:
            found = _finished(begun)
            return render(scene, kind, outlines) if found is None else found

        return content

    def _begun(self, work: Callable[..., Done], *what: object) -> Future[Done] | None:
        try:
            return self.pool.submit(work, *what)
        except BrokenExecutor:
            return None


def _finished(begun: Future[Done] | None) -> Done | None:
    """What the other process has made of something; None where it has not begun, and will not."""
    if begun is None or begun.cancel():
        return None
    try:
        return begun.result()
    except BrokenExecutor:
        return None


@contextmanager
def second() -> Iterator[Second | None]:
    """A process that is started at once, so that it is ready when it is needed; None where there is one processor."""
    if (os.cpu_count() or 1) < 2:
        yield None
        return
    others = active_children()
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_ready)
    try:
        pool.submit(os.getpid)
        yield Second(pool)
    except BaseException:
        for process in set(active_children()) - set(others):
            process.terminate()  # nobody waits for what it is at
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _ready() -> None:
    """Ctrl-C is for the process that was asked; load what answering and painting need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from decision_model.figures.page import output as output


def _answered(sent: bytes, analysis: Analysis) -> bytes:
    """A model's answer to a question, in the other process; None for a question that `run` does not ask."""
    model = _received(sent)
    answer = answer_of(analysis, model) if analysis.question.in_run else None
    written = BytesIO()
    _Writer(written, model).dump(answer)
    return written.getvalue()


@lru_cache(maxsize=1)
def _received(sent: bytes) -> DecisionModel:
    """The same model for all questions, so that what several of them need is worked out once."""
    model: DecisionModel = pickle.loads(sent)
    return model


class _Writer(pickle.Pickler):
    """Writes an answer without its model."""

    def __init__(self, file: BytesIO, model: DecisionModel):
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self.model = model

    def persistent_id(self, item: Any) -> str | None:
        return MODEL if item is self.model else None


class _Reader(pickle.Unpickler):
    """Reads an answer about a model."""

    def __init__(self, file: BytesIO, model: DecisionModel):
        super().__init__(file)
        self.model = model

    def persistent_load(self, _name: Any) -> DecisionModel:
        return self.model
