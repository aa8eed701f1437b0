"""The command `quiz`: a bank of questions written for a course system, or shown as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from decision_model.interfaces.options import Format, Request
from decision_model.interfaces.output import checked, deliver, warn_of_boxes, write
from decision_model.interfaces.progress import progress

if TYPE_CHECKING:
    from decision_model.courses.quiz import Quiz

ENDINGS = {"moodle": ".xml", "text2qti": ".txt"}
"""What the files of a course system end in."""

BESIDE_NAMES = re.compile(r"[^A-Za-z0-9-]+")
"""What names of images do without, so that every program finds them."""


def write_quiz(request: Request, system: str | None, questions: int | None, seed: int) -> None:
    """Write a quiz to files, or print its questions and answers where a format is asked for."""
    from decision_model.courses.quiz import quiz

    screen, inputs = request.terminal(), request.inputs
    outputs = _outputs(request, system)
    with progress(screen.err, 2 + len(outputs), request.quiet) as report:
        report("Reading the scenario")
        model = request.model()
        report("Finding questions")
        found = quiz(model, questions, seed)
        written: dict[Path, bytes] = {}
        for path in outputs:
            report(f"Making {path.name}")
            written |= quiz_files(found, path)
    if not outputs:
        deliver(found, request.print_format, screen)
        return
    write(written, request.force, screen, inputs)
    screen.tell(f"{found.statement.headline}. {found.statement.detail}")
    warn_of_boxes(model, screen)


def quiz_files(quiz: Quiz, path: Path) -> Mapping[Path, bytes]:
    """The files of a quiz by where they go: one for Moodle, for text2qti the text and the images beside it."""
    from decision_model.courses.quiz import moodle, text2qti

    if path.suffix.lower() == ENDINGS["moodle"]:
        return {path: moodle(quiz)}
    prefix = f"{BESIDE_NAMES.sub('_', path.stem).strip('_') or 'quiz'}_"
    return {path.with_name(name) if name else path: content for name, content in text2qti(quiz, prefix).items()}


def _outputs(request: Request, system: str | None) -> Sequence[Path]:
    """Where it goes: as named, or quiz.xml and quiz.txt; nowhere if it is to be printed in a format."""
    known = [ENDINGS[system]] if system else [*ENDINGS.values()]
    if request.output:
        return checked(request.output, known, request.inputs)
    if request.print_format is not Format.table:
        return ()
    return checked([Path(f"quiz{known[0]}")], known, request.inputs)
