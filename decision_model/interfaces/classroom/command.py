"""The command `class`: read everybody's answers, say how they were taken, and show what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from decision_model.analysis.classroom.classroom import Classroom, classroom
from decision_model.errors import DecisionError
from decision_model.interfaces import drawing
from decision_model.interfaces.classroom.class_file import class_file
from decision_model.interfaces.classroom.pile import Persons, Pile, read_answers
from decision_model.interfaces.classroom.sources import ROOM
from decision_model.interfaces.classroom.web import class_page
from decision_model.interfaces.classroom_server.exports import RoomRound, last_rounds
from decision_model.interfaces.options import Request
from decision_model.interfaces.output import TABULATED, checked, contents, deliver, warn_of_boxes, write
from decision_model.interfaces.progress import progress
from decision_model.interfaces.terminal import Terminal
from decision_model.model.decision_model import DecisionModel

CLASS_FILE, PAGE = (".yaml", ".yml"), ".html"
MOST = 20
"""Troubles that are told of at most."""


@dataclass(frozen=True)
class Asked:
    """What the command is given beside what every question takes."""

    answers: tuple[Path, ...]
    before: tuple[Path, ...] = ()
    named: bool = False
    group: str = ""
    by: tuple[str, ...] = ()
    show: str = "weights"


def weigh(request: Request, asked: Asked) -> None:
    """Read the answers, and print what the class makes of the decision or write it where it was wanted."""
    inputs = (*request.inputs, *(path for path in (*asked.answers, *asked.before) if path.is_file()))
    screen = request.terminal()
    outputs = checked(request.output or (), (*drawing.KINDS, *TABULATED, *CLASS_FILE, PAGE), inputs)
    with progress(screen.err, 2 + len(outputs), request.quiet) as report:
        report("Gathered the answers")
        model = request.model()
        piles = _piles(model, asked)
        report("Working it out")
        result = _asked(model, asked, piles)
        written: dict[Path, bytes] = {}
        for path in outputs:
            report(f"Making {path.name}")
            written |= _contents(result, path, request, asked.show)
    for pile in piles:
        _tell(pile, screen)
    if outputs:
        write(written, request.force, screen, inputs)
        if any(path.suffix.lower() in drawing.KINDS for path in outputs):
            warn_of_boxes(model, screen)
    elif request.describe:
        screen.raw(drawing.words(result, show=asked.show).alternative + "\n")
    else:
        deliver(result, request.print_format, screen)


def _piles(model: DecisionModel, asked: Asked) -> list[Pile]:
    """The answers of this round, and of the one before; who is who is told over both."""
    persons = Persons()
    rounds = [paths for paths in _rounds(asked) if paths]
    piles = [read_answers(model, paths, asked.named, asked.group, persons) for paths in rounds]
    for pile in piles:
        if not pile.ballots:
            raise DecisionError("\n".join(["No answer could be read.", *_troubles(pile)]))
    return piles


def _rounds(asked: Asked) -> Iterator[list[Path | RoomRound]]:
    """What is read for this round, and for the one before: of a room that is named for both its last two rounds."""
    both = {path.resolve() for path in asked.answers} & {path.resolve() for path in asked.before}
    rooms = {path: last_rounds(path) for path in both if path.suffix.lower() == ROOM}
    for path, kept in rooms.items():
        if len(kept) < 2:
            raise DecisionError(f"Only one round of {path.name} was answered: there is none before it.")
    for place, paths in ((-1, asked.answers), (0, asked.before)):
        yield [rooms[path.resolve()][place] if path.resolve() in rooms else path for path in paths]


def _asked(model: DecisionModel, asked: Asked, piles: Sequence[Pile]) -> Classroom:
    ballots = [pile.ballots for pile in piles]
    now = ballots[0] if asked.answers else None
    before = ballots[-1] if asked.before else ()
    return classroom(model, now, before, asked.by or None)


def _contents(result: Classroom, path: Path, request: Request, show: str) -> dict[Path, bytes]:
    if path.suffix.lower() in CLASS_FILE:
        return {path: class_file(result, request.file, path)}
    if path.suffix.lower() == PAGE:
        return {path: class_page(result)}
    if path.suffix.lower() in drawing.KINDS:
        return drawing.pictures(result, path, replace(request.look, options={"show": show}))
    return contents(result, path, request)


def _tell(pile: Pile, screen: Terminal) -> None:
    """What was understood, how, and what could not be read."""
    screen.note(f"Read {pile.understood}")
    for note in pile.notes:
        screen.note(f"  {note}")
    for trouble in _troubles(pile):
        screen.note(trouble)


def _troubles(pile: Pile) -> list[str]:
    texts = [f"  {trouble}" for trouble in pile.troubles[:MOST]]
    left = len(pile.troubles) - len(texts)
    return [*texts, *([f"  And {left:,} more."] if left else [])]
