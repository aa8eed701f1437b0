"""What is drawn of a scenario: the answers to its questions, as pictures and as tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from decision_model.analysis.registry import Analysis
from decision_model.figures import render
from decision_model.interfaces.drawing import PictureSettings, drawn
from decision_model.interfaces.formats import csv_file
from decision_model.interfaces.progress import Report, silent
from decision_model.interfaces.questions import Answer, answers, asked_in_run, essential
from decision_model.model.decision_model import DecisionModel

PICTURES, TABLE = ("svg", "png"), "csv"
FORMATS = (*PICTURES, TABLE)


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


def figure_set(
    model: DecisionModel,
    look: PictureSettings,
    report: Report = silent,
    thorough: bool = True,
    formats: Sequence[str] = FORMATS,
) -> FigureSet:
    """Ask a model and draw its answers; what it refuses is left out, with the reason."""
    every_answer = list(answers(model, report, drawn_analyses(thorough)))
    answered = tuple(answer for answer in every_answer if answer.result is not None)
    files = {name: content for answer in answered for name, content in _files(answer, look, formats)}
    return FigureSet(model, answered, tuple(answer for answer in every_answer if answer.result is None), files)


def _files(answer: Answer, look: PictureSettings, formats: Sequence[str]) -> Iterable[tuple[str, bytes]]:
    """The picture of an answer in each format, and its table."""
    assert answer.result is not None
    name, pictures = answer.analysis.name, [picture for picture in formats if picture in PICTURES]
    if answer.analysis.question.pictured and pictures:
        for ending, slide in drawn(answer.result, look).items():
            yield from ((f"{name}{ending}.{picture}", render(slide, picture, look.outlines)) for picture in pictures)
    if TABLE in formats:
        yield f"{name}.{TABLE}", csv_file(answer.result)
