"""What is drawn of a scenario: the answers to its questions, as pictures and as tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from decision_model.analysis.answers import Answer, Report, asked_in_run, essential, silent
from decision_model.analysis.registry import Analysis
from decision_model.figures import render
from decision_model.interfaces.drawing import PictureSettings, drawn
from decision_model.interfaces.formats import csv_file
from decision_model.interfaces.leaves import INDEX, leaves
from decision_model.model.decision_model import DecisionModel

if TYPE_CHECKING:
    from decision_model.figures.page.scene import Scene
    from decision_model.interfaces.second import Second

PICTURES, TABLE, PAGE = ("svg", "png"), "csv", "html"
FORMATS = (*PICTURES, TABLE, PAGE)
"""What is written of each answer, and the page that shows them all."""


@dataclass(frozen=True)
class FigureSet:
    """The answers that a model gives, the questions that it refuses, and the files that show the answers."""

    model: DecisionModel
    answers: tuple[Answer, ...]
    refused: tuple[Answer, ...]
    files: Mapping[str, bytes]

    def slides(self, name: str, picture: str) -> list[str]:
        """The files that show an answer as a picture of a kind, in their order."""
        first = f"{name}.{picture}"
        return [file for file in self.files if file == first or re.fullmatch(rf"{name}-\d+\.{picture}", file)]

    @property
    def pictured(self) -> tuple[Answer, ...]:
        """The answers that are drawn."""
        return tuple(answer for answer in self.answers if answer.analysis.question.pictured)


def drawn_analyses(thorough: bool) -> tuple[Analysis, ...]:
    """The questions whose answers are drawn: all that `run` asks, or the essential ones."""
    return asked_in_run() if thorough else essential()


@dataclass(frozen=True)
class FigureSettings:
    """How answers are drawn: for what, in which formats, and with what other process, if with one."""

    look: PictureSettings = field(default_factory=PictureSettings)
    formats: Sequence[str] = FORMATS
    second: Second | None = None


def figure_set(
    model: DecisionModel, every_answer: Sequence[Answer], drawing: FigureSettings, report: Report = silent
) -> FigureSet:
    """Draw the answers of a model; what it refused is left out, with the reason."""
    answered = tuple(answer for answer in every_answer if answer.result is not None)
    begun: dict[str, Callable[[], bytes]] = {}
    for answer in answered:
        report(answer.analysis.question.title)
        begun.update(_files(answer, drawing))
    finished = {
        name: finish() for name, finish in reversed(begun.items())
    }  # what a second process begins from the first
    files = {name: finished[name] for name in begun}
    if PAGE in drawing.formats:
        files[INDEX] = leaves(model, answered, list(files))
    return FigureSet(model, answered, tuple(answer for answer in every_answer if answer.result is None), files)


def file_names(analyses: Iterable[Analysis], formats: Sequence[str]) -> Iterator[str]:
    """The files that answers to these questions are written to."""
    for analysis in analyses:
        drawn = [kind for kind in formats if kind in PICTURES and analysis.question.pictured]
        yield from (f"{analysis.name}.{kind}" for kind in [*drawn, *(kind for kind in formats if kind == TABLE)])
    if PAGE in formats:
        yield INDEX


def _files(answer: Answer, drawing: FigureSettings) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The picture of an answer in each format, and its table: what gives the bytes once they are ready."""
    assert answer.result is not None
    name, pictures = answer.analysis.name, [picture for picture in drawing.formats if picture in PICTURES]
    if answer.analysis.question.pictured and pictures:
        for ending, slide in drawn(answer.result, drawing.look).items():
            yield from ((f"{name}{ending}.{kind}", _rendered(slide, kind, drawing)) for kind in pictures)
    if TABLE in drawing.formats:
        table = csv_file(answer.result)
        yield f"{name}.{TABLE}", lambda: table


def _rendered(scene: Scene, kind: str, drawing: FigureSettings) -> Callable[[], bytes]:
    """A picture as a file; pixels are painted with the second process, if there is one."""
    if kind == "png" and drawing.second is not None:
        return drawing.second.rendered(scene, kind, drawing.look.outlines)
    content = render(scene, kind, drawing.look.outlines)
    return lambda: content
