"""Scenarios to begin from, a file each: they run as they are, and their comments say what to change."""

from __future__ import annotations

from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from decision_model.errors import DecisionError


class Starter(StrEnum):
    """What a scenario is begun from."""

    memo = "memo"
    table = "table"
    tree = "tree"


class ExistsError(DecisionError):
    """A file is in the way of a new scenario, which never replaces one."""

    def __init__(self, path: Path):
        super().__init__(f"{path} is there already. Nothing was written. Name a file that does not exist yet.")


def starter_text(starter: Starter) -> str:
    """The scenario of that name."""
    return (files(__package__) / f"{starter}.yaml").read_text(encoding="utf-8")


def write_starter(path: Path, starter: Starter) -> None:
    """Write a scenario to begin from to a file that does not exist yet; raises ExistsError."""
    text = starter_text(starter)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise ExistsError(path) from None
