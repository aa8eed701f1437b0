"""The page with all that takes draws, worked out in a process of its own, so that no save waits for it."""

from __future__ import annotations

import signal
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from decision_model.interfaces.explorer.page import explore_page
from decision_model.model import DecisionModel

QUIET = 1.0
"""Seconds after an order before it is begun: until then the browser, and the next save, have the processor."""

NOTHING = b""
"""What the process sends when it is ready to begin, and where a page cannot be drawn."""


class Drawer:
    """Draws one page at a time, that of the last order; what is drawn for an older one is given up."""

    def __init__(self) -> None:
        self._order: DecisionModel | None = None
        self._begin = 0.0
        self._process: BaseProcess | None = None
        self._is_ready = self._is_working = False

    def order(self, model: DecisionModel | None) -> None:
        """Draw a model's page, or none; forget what was ordered before."""
        if self._is_working:
            self.close()
        self._order, self._begin = model, time.monotonic() + QUIET

    def page(self) -> bytes:
        """The page that was ordered, once, when it is done; empty before and after, and where it cannot be drawn."""
        is_due = self._order is not None and time.monotonic() >= self._begin
        if self._process is None and is_due:
            self._start()
        try:
            found = self._arrived()
            if is_due and self._is_ready:
                self._is_ready, self._is_working = False, True
                self._line.send(self._order)
                self._order = None
        except (EOFError, OSError):  # the process is gone, for want of memory perhaps: the draft stays until the next
            self.close()
            self._order = None
            return NOTHING
        return found

    def _arrived(self) -> bytes:
        """What the process has sent."""
        if self._process is None or not self._line.poll():
            return NOTHING
        found: bytes = self._line.recv()
        self._is_ready, self._is_working = True, False
        return found

    def close(self) -> None:
        """Stop the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._line.close()
        self._process, self._is_ready, self._is_working = None, False, False

    def _start(self) -> None:
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_draw, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()


def _draw(line: Connection) -> None:
    """Draw what comes along the line; Ctrl-C is for the one at its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line.send(NOTHING)
    while True:
        try:
            line.send(_drawn(line.recv()))
        except (EOFError, OSError):
            return


def _drawn(model: DecisionModel) -> bytes:
    try:
        return explore_page(model).encode()
    except Exception:  # the draft, which could be drawn, stays
        return NOTHING
