"""A second process that paints pixels while this one asks and lays out."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context


@contextmanager
def painter() -> Iterator[Executor | None]:
    """A process that is started at once, so that it is ready when it is needed; None where there is one processor."""
    if (os.cpu_count() or 1) < 2:
        yield None
        return
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_ready)
    try:
        pool.submit(os.getpid)
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _ready() -> None:
    """Ctrl-C is for the process that was asked; load what painting needs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from decision_model.figures.page import output as output
