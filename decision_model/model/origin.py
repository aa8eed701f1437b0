"""Where a model comes from, so that what turns out wrong once something is asked of it names its file."""

from __future__ import annotations

from typing import Protocol

from decision_model.errors import Problem


class OriginFile(Protocol):
    """The file that a model was read from."""

    def located(self, problem: Problem) -> Problem:
        """The problem with the line of the entry that it is about; with the file alone where it is about none."""
