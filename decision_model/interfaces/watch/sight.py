"""What is seen of a scenario at one moment: its page, what is wrong with the file, and what may mislead in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import Condition
from typing import Any

from decision_model.errors import ModelError, Problem, place_name
from decision_model.interfaces.encoding import without_controls
from decision_model.interfaces.explanation import explanation
from decision_model.interfaces.explorer.page import explore_page
from decision_model.model import DecisionModel
from decision_model.scenario import inspect, located


@dataclass(frozen=True)
class Sight:
    """The last `page` that could be drawn, empty before there is one, and the `model` that it shows.

    `draft` says that the page is still without what takes longer to work out.
    """

    title: str
    page: bytes = b""
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    model: DecisionModel | None = None
    draft: bool = False

    @property
    def data(self) -> dict[str, Any]:
        """What the browser is told: all but the page, of which the digest alone."""
        return {
            "title": self.title,
            "page": sha256(self.page).hexdigest()[:16] if self.page else "",
            "draft": self.draft,
            "problems": _told(self.problems),
            "warnings": _told(self.warnings),
        }


def look(path: Path, before: Sight) -> Sight:
    """A scenario as its file is now; where that cannot be drawn, the page as it was before, and why."""
    try:
        model, warnings = inspect(path)
        with located(path):
            page = explore_page(model, draft=True).encode()
    except ModelError as error:
        return replace(before, problems=error.problems, warnings=())
    except Exception as error:  # whatever it is, the next save may mend it
        problem = Problem((), explanation(error))
        return replace(before, problems=(problem,), warnings=())
    return Sight(model.title, page, (), warnings, model, draft=True)


def _told(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems as the browser shows them: where, the line of the file, what is wrong, and the remedy."""
    return [
        {
            "file": Path(problem.location.file).name if problem.location else "",
            "line": problem.location.line if problem.location else 0,
            "column": problem.location.column if problem.location else 0,
            "text": without_controls(problem.location.text) if problem.location else "",
            "place": place_name(problem.place),
            "message": without_controls(" ".join(filter(None, (problem.message, problem.remedy)))),
        }
        for problem in problems
    ]


class Board:
    """Where the newest sight hangs; readers wait here for the next one."""

    def __init__(self, sight: Sight):
        self.sight = sight
        self.number = 1
        self.closed = False
        self._changed = Condition()

    def show(self, sight: Sight) -> None:
        """Hang up another sight."""
        self._change(lambda: setattr(self, "sight", sight))

    def close(self) -> None:
        """Let all readers go home."""
        self._change(lambda: setattr(self, "closed", True))

    def _change(self, change: Callable[[], None]) -> None:
        with self._changed:
            change()
            self.number += 1
            self._changed.notify_all()

    def after(self, number: int, seconds: float) -> tuple[int, Sight]:
        """The newest sight and its number, as soon as it is another than a known one, or after some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.number != number or self.closed, seconds)
            return self.number, self.sight
