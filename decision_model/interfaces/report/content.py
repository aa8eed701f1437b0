"""What a report says, before it is set for the web or on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from decision_model.analysis.choice.tree import DecisionTree
from decision_model.analysis.grounds import grounds
from decision_model.analysis.question import Question
from decision_model.analysis.registry import GROUPS, Analysis
from decision_model.analysis.result import Result
from decision_model.analysis.verdict import RULE, judgement
from decision_model.errors import ModelError
from decision_model.figures import picture
from decision_model.figures.page.page import Pictured
from decision_model.interfaces.formats import own_version
from decision_model.interfaces.grid import Grid, grid
from decision_model.interfaces.progress import Report as Progress
from decision_model.interfaces.questions import Answer, answers
from decision_model.interfaces.report.glossary import Term, glossary, own_terms
from decision_model.model.decision_model import DecisionModel
from decision_model.model.fingerprint import fingerprint
from decision_model.words.sentences import sentence

LEAST, USUAL, MOST = 3.0, 4.1, 7.4  # inches that a picture may be high
WHOLE = 40
"""Ends of a tree up to which it is given the room to be shown whole."""
HASH = 16
MOST_ROWS = 60
"""Rows of a table that a report shows; the rest is counted."""
SHORT = 160
"""Letters of a sentence that may stand in bold."""


@dataclass(frozen=True)
class Chapter:
    """One question with its answer: sentences, a picture and a table, or the reason why there is none."""

    analysis: Analysis
    sentences: tuple[str, ...]
    picture: Pictured | None
    grid: Grid | None
    reason: str
    height: float = USUAL


@dataclass(frozen=True)
class ReportPart:
    """Chapters that belong together."""

    group: str
    chapters: tuple[Chapter, ...]

    @property
    def title(self) -> str:
        """What is asked there."""
        return GROUPS[self.group]

    @property
    def key(self) -> str:
        """What links call it."""
        return f"part-{self.group}"


@dataclass(frozen=True)
class Content:
    """A report: the question, the parts, the words, and the stamp that says what it was made from."""

    model: DecisionModel
    parts: tuple[ReportPart, ...]
    terms: tuple[Term, ...]
    own_terms: tuple[Term, ...]
    stamp: tuple[tuple[str, str], ...]

    @property
    def byline(self) -> str:
        """Who decides, and when."""
        return " \u00b7 ".join(filter(None, (self.model.decision_maker, str(self.model.date or ""))))

    @property
    def note(self) -> tuple[str, ...]:
        """The scenario's own note, a paragraph each."""
        return tuple(" ".join(paragraph.split()) for paragraph in self.model.note.split("\n\n") if paragraph.strip())

    @property
    def answer(self) -> tuple[str, ...]:
        """What is best, how sure that is and why, and what the words for it mean: for the first page."""
        chapters = (chapter for part in self.parts for chapter in part.chapters)
        verdict = judgement(self.model)
        best = [chapter.sentences[0] for chapter in chapters if chapter.analysis.name == "solve" and chapter.sentences]
        return (*best, *(sentence(text) for text in ((verdict.sentence, RULE) if verdict else ())))

    @property
    def imprint(self) -> str:
        """The stamp on one line."""
        about = f"{self.model.name}, content {fingerprint(self.model, HASH)}, decision-model {own_version()}, seed 0"
        return ". ".join(filter(None, (about, grounds(self.model))))


def gather(model: DecisionModel, report: Progress) -> Content:
    """Answer every question that `run` asks, and put the answers into parts and chapters."""
    chapters = [_chapter(answer) for answer in answers(model, report)]
    parts = groupby(chapters, key=lambda chapter: chapter.analysis.group)
    report_parts = tuple(ReportPart(group, tuple(inside)) for group, inside in parts)
    return Content(model, report_parts, glossary(model), own_terms(model), tuple(_stamp(model)))


def _chapter(answer: Answer) -> Chapter:
    analysis, result = answer.analysis, answer.result
    if result is None:
        return Chapter(analysis, (), None, None, f"Left out: {sentence(answer.reason)}")
    pictured = _picture(result) if analysis.question.pictured else None
    tabulated = analysis.question.tabulated or (analysis.question.pictured and pictured is None)
    table = grid(result, most=MOST_ROWS) if tabulated else None
    return Chapter(analysis, result.statement.sentences, pictured, table, "", _height(result, analysis.question))


def _height(result: Result, question: Question) -> float:
    """How high the picture should be in inches: more for long lists, and for trees that can then be shown whole."""
    if isinstance(result, DecisionTree):
        return min(MOST, max(USUAL, 0.22 * result.ends)) if result.ends <= WHOLE else USUAL
    if not question.row_by_row:
        return USUAL
    return min(MOST, max(LEAST, 2.0 + 0.3 * sum(1 for _ in result.rows())))


def _picture(result: Result) -> Pictured | None:
    """The picture of a result; None where it has none, or cannot be drawn."""
    try:
        return picture(result)
    except ModelError:
        return None


def _stamp(model: DecisionModel) -> Iterator[tuple[str, str]]:
    """What the report was made from, so that it can be made again."""
    yield "Scenario", model.name
    yield "Content (SHA-256, first digits)", fingerprint(model, HASH)
    yield "Made by", f"decision-model {own_version()}"
    yield "Seed of all random draws", "0"
    if grounds(model):
        yield "Numbers", grounds(model)
