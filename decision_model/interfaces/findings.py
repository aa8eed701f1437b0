"""What `run` says: the opening lines as soon as they are known, then under each question what is found, a line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from decision_model.analysis.answers import Answer, answers, asked_in_run
from decision_model.analysis.opening import OpeningLine, opening
from decision_model.analysis.registry import GROUPS
from decision_model.interfaces.progress import progress
from decision_model.interfaces.terminal import Terminal
from decision_model.model.decision_model import DecisionModel
from decision_model.words.sentences import capital, sentence
from decision_model.words.visible import clean

if TYPE_CHECKING:
    from decision_model.interfaces.second import Second

LABEL = 13
"""Letters that stand before a line: what it is about, or the command that says more."""


@dataclass
class Told:
    """What has been said: the analyses whose findings are, and the sentences."""

    analyses: set[str] = field(default_factory=set)
    sentences: set[str] = field(default_factory=set)

    def note(self, line: OpeningLine) -> None:
        """An opening line was said."""
        self.analyses.update(line.told)
        self.sentences.add(line.text)

    def new(self, found: Sequence[Answer]) -> Iterator[tuple[str, str]]:
        """The findings among answers that were not said before: the command, and the sentence."""
        for answer in found:
            text = _finding(answer)
            if text and answer.analysis.name not in self.analyses and text not in self.sentences:
                self.sentences.add(text)
                yield answer.analysis.command, text


def tell(model: DecisionModel, screen: Terminal, quiet: bool, other: Second | None = None) -> list[Answer]:
    """Ask a model everything, with a second process if there is one, and print what is found as it is found.

    Returns all the answers.
    """
    told, every = Told(), list[Answer]()
    known = dict(other.asked(model)) if other else {}
    for line in _opened(model, screen, quiet):
        _show(screen, [(line.label, line.text)], "bold")
        told.note(line)
        if line.answer:
            known[line.answer.analysis.name] = partial(_itself, line.answer)
    for group, inside in groupby(asked_in_run(), key=lambda analysis: analysis.group):
        asked = list(inside)
        with progress(screen.err, len(asked), quiet) as report:
            found = list(answers(model, report, asked, known))
        every += found
        lines = list(told.new(found))
        if lines:
            screen.raw("\n")
            screen.show(Text(f"{GROUPS[group]}?", "bold"))
            _show(screen, lines, "")
    return every


def _itself(answer: Answer) -> Answer:
    return answer


def _opened(model: DecisionModel, screen: Terminal, quiet: bool) -> Iterator[OpeningLine]:
    """The opening lines; where one takes its time, that it is being worked out."""
    lines: Iterator[OpeningLine] = opening(model)
    line: OpeningLine | None
    while True:
        with progress(screen.err, 1, quiet) as report:
            report("Working it out")
            line = next(lines, None)
        if line is None:
            return
        yield line


def _finding(answer: Answer) -> str:
    """What an answer adds to the others, as a sentence; empty where that is nothing."""
    if answer.result is None:
        return ""
    statement = answer.result.statement
    return "" if statement.finding is None else sentence(capital(statement.finding or statement.headline))


def _show(screen: Terminal, lines: Sequence[tuple[str, str]], style: str) -> None:
    """Lines with what they are about before them."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=LABEL, no_wrap=True)
    grid.add_column()
    for label, text in lines:
        grid.add_row(Text(label, style), Text(clean(text)))
    screen.show(grid)
