"""The command `exercise`: what is handed out and what is kept, as files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from decision_model.courses.exercise import Exercise
from decision_model.interfaces import files
from decision_model.interfaces.terminal import Terminal

HANDED_OUT = "exercise.yaml"


def write_exercise(made: Exercise, folder: Path, force: bool, inputs: Sequence[Path], screen: Terminal) -> None:
    """Write the student's file, the solution and the rubric into a folder, and say which is which."""
    written = {folder / name: data for name, data in made.files.items()}
    files.write(written, force, inputs)
    screen.tell(f"{made}.")
    for path in written:
        what = "to hand out" if path.name == HANDED_OUT else "to keep"
        screen.tell(f"Wrote {path.resolve()} ({what})")
    screen.tell(f"Grade what comes back: decision-model grade {folder} RETURNED -o class.csv")
