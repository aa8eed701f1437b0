"""What students make of an exercise: gaps filled, with what was taken out or with something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from decision_model.courses.exercise import Exercise
from decision_model.scenario.gaps import GAP

ROOT = Path(__file__).parents[2]
SCENARIOS = sorted((ROOT / "scenarios").rglob("*.yaml"))
NAMES = [str(path.relative_to(ROOT / "scenarios")) for path in SCENARIOS]

_GAP = re.compile(rf"^ *- {GAP}$|{GAP}", re.MULTILINE)


def filled(exercise: Exercise, answers: Sequence[str] | None = None) -> str:
    """The student's file with its gaps filled, in their order; with what was taken out where nothing else is given."""
    head, key, body = exercise.handout.partition("\ndecision_model:")
    rest = iter(exercise.answers if answers is None else answers)
    return head + key + _GAP.sub(lambda _: next(rest), body)
