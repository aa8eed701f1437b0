"""What a class makes of it, worked out and drawn in a process of its own, so that no answer waits for a picture."""

from __future__ import annotations

import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from decision_model.analysis.classroom.ballots import Ballot
from decision_model.errors import DecisionError
from decision_model.model import DecisionModel

if TYPE_CHECKING:
    from decision_model.analysis.classroom.classroom import Classroom


WEIGHTS, MOVES, GUT = "weights", "moves", "gut"
"""What a picture shows: everybody's weights, who moved since the round before, what was chosen by gut."""


class PainterError(DecisionError):
    """Something that could not be worked out, and why."""


@dataclass(frozen=True)
class DrawnPicture:
    """A picture on light and on dark paper, and in words."""

    light: bytes
    dark: bytes
    described: str


@dataclass(frozen=True)
class ClassSight:
    """What is shown of a class: sentences, for how many each option is best, and pictures by what they show.

    `own` is what is best for each person, by their keys: each may see their own.
    """

    sentences: tuple[str, ...]
    firsts: tuple[tuple[str, float], ...]
    own: Mapping[str, str]
    pictures: Mapping[str, DrawnPicture]


@dataclass(frozen=True)
class Order:
    """The answers of this round and of the one before.

    `kind` is that of a picture's file, empty for a ClassSight; `show` is what it shows.
    """

    now: Sequence[Ballot]
    before: Sequence[Ballot]
    kind: str = ""
    show: str = WEIGHTS


class Painter:
    """Works for one asker at a time, in a process that begins with the first order and ends with this one."""

    def __init__(self, model: DecisionModel):
        self.model = model
        self._process: BaseProcess | None = None
        self._turn = Lock()

    def sight(self, order: Order) -> ClassSight:
        """What is shown of a class. Raises PainterError."""
        found = self._asked(order)
        assert isinstance(found, ClassSight)
        return found

    def file(self, order: Order) -> bytes:
        """The picture of a class as a file. Raises PainterError."""
        found = self._asked(order)
        assert isinstance(found, bytes)
        return found

    def _asked(self, order: Order) -> ClassSight | bytes:
        with self._turn:
            if self._process is None:
                self._start()
            try:
                self._line.send(order)
                found = self._line.recv()
            except (
                EOFError,
                OSError,
            ):  # the process is gone, for want of memory perhaps; the next order starts another
                self._stop()
                raise PainterError("The picture could not be drawn.") from None
        if isinstance(found, str):
            raise PainterError(found)
        return found

    def close(self) -> None:
        """Stop the process."""
        if self._process is not None:
            self._process.kill()
        with self._turn:
            self._stop()

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._line.close()
        self._process = None

    def _start(self) -> None:
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self.model), daemon=True)
        self._process.start()
        theirs.close()


def _work(line: Connection, model: DecisionModel) -> None:
    """Answer what comes along the line until it ends; Ctrl-C is for the one at its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            line.send(_worked(model, line.recv()))
        except (EOFError, OSError):
            return


def _worked(model: DecisionModel, order: Order) -> ClassSight | bytes | str:
    """What was ordered; why not, where it cannot be had."""
    from decision_model.analysis.classroom.classroom import classroom

    try:
        result = classroom(model, order.now, order.before)
        return _picture(result, order.kind, order.show) if order.kind else _sight(result)
    except DecisionError as error:
        return str(error)
    except Exception as error:  # whatever it is, the room goes on
        return f"The picture could not be drawn ({type(error).__name__})."


def _sight(result: Classroom) -> ClassSight:
    firsts = zip(result.titles, result.votes.firsts.tolist(), strict=True)
    there = {WEIGHTS: True, MOVES: result.rounds is not None, GUT: result.gut is not None}
    best = {ballot.key: row[2] for ballot, row in zip(result.answers, result.rows(), strict=True)}
    pictures = {show: _drawn(result, show) for show, is_there in there.items() if is_there}
    return ClassSight(result.statement.sentences, tuple(firsts), best, pictures)


def _drawn(result: Classroom, show: str) -> DrawnPicture:
    from decision_model.interfaces.drawing import words

    light, dark = (_picture(result, ".svg", show, is_dark) for is_dark in (False, True))
    return DrawnPicture(light, dark, words(result, show=show).alternative)


def _picture(result: Classroom, kind: str, show: str, dark: bool = False) -> bytes:
    """The picture of a class, which is one slide, as a file of a kind."""
    from decision_model.interfaces.drawing import PictureSettings, pictures

    look = PictureSettings(dark=dark, options={"show": show})
    return next(iter(pictures(result, Path(f"class{kind}"), look).values()))
