"""What a report says, before it is set for web or paper: first the answer, then every question; no fact twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from string import ascii_uppercase

from decision_model.analysis.answers import Answer, answers, essential
from decision_model.analysis.answers import Report as Progress
from decision_model.analysis.choice.tree import DecisionTree
from decision_model.analysis.grid import Grid, grid
from decision_model.analysis.grounds import grounds
from decision_model.analysis.opening import OpeningLine, opening
from decision_model.analysis.question import Question
from decision_model.analysis.registry import GROUPS, Analysis
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.tornado import Tornado
from decision_model.analysis.verdict import RULE, FirmnessVerdict, judgement
from decision_model.figures.page.page import Pictured
from decision_model.figures.page.words import package_version
from decision_model.interchange.document.bare import pictured
from decision_model.interchange.document.glossary import Term, glossary, own_terms
from decision_model.model.decision_model import DecisionModel
from decision_model.model.fingerprint import fingerprint
from decision_model.words.sentences import capital, sentence

LEAST, USUAL, MOST, LONGEST = 3.0, 4.1, 7.4, 8.6
"""Inches that a picture may be high; LONGEST is a page with a heading and an introduction."""
BAR = 0.4
"""Inches of a row of the tornado, with what is said below its bar."""
WHOLE = 40
"""Ends of a tree up to which it is given the room to be shown whole."""
FRONT = 2.8
"""Inches that a picture on the first page may be high, the tree apart."""
HASH = 16
MOST_ROWS = 60
"""Rows of a table that a report shows; the rest is counted."""
SHORT = 160
"""Letters of a sentence that may stand in bold."""
ON_FIRST = "The picture stands on the first page."
TREE, TORNADO = "tree", "tornado"
RULED = (FirmnessVerdict.firm, FirmnessVerdict.leaning, FirmnessVerdict.close)
"""The verdicts that the rule explains."""
BETWEEN = re.compile(r"(?<=[.!?]) (?=[A-Z\u2018])")
"""Between the sentences of a text."""


@dataclass(frozen=True)
class Chapter:
    """One question with its answer: sentences, a picture and a table, or the reason why there is none.

    `in_front` says that its picture stands on the first page; `again` that it does so here too, as a long list of which
    the first page has room for the beginning only.
    """

    analysis: Analysis
    sentences: tuple[str, ...]
    picture: Pictured | None
    grid: Grid | None
    reason: str
    headline: str = ""
    height: float = USUAL
    in_front: bool = False
    again: bool = False

    @property
    def shown(self) -> Pictured | None:
        """The picture, where it stands in the chapter."""
        return None if self.in_front and not self.again else self.picture

    @property
    def front_height(self) -> float:
        """Inches that the picture is high on the first page."""
        return self.height if self.analysis.question.essential else min(self.height, FRONT)


@dataclass(frozen=True)
class ReportPart:
    """Chapters that belong together, under a letter of the appendix."""

    group: str
    letter: str
    chapters: tuple[Chapter, ...]

    @property
    def title(self) -> str:
        """What is asked there."""
        return f"{self.letter}. {GROUPS[self.group]}?"

    @property
    def key(self) -> str:
        """What links call it."""
        return f"part-{self.group}"


@dataclass(frozen=True)
class Content:
    """A report: the answer in a few lines and two pictures, the parts of the appendix, the words, and the stamp.

    `lines` are those of the opening, without what the titles of the two pictures say.
    """

    model: DecisionModel
    lines: tuple[OpeningLine, ...]
    front: tuple[Chapter, ...]
    parts: tuple[ReportPart, ...]
    terms: tuple[Term, ...]
    own_terms: tuple[Term, ...]
    stamp: tuple[tuple[str, str], ...]

    @property
    def byline(self) -> str:
        """Who decides, and when."""
        return byline(self.model)

    @property
    def note(self) -> tuple[str, ...]:
        """The scenario's own note, a paragraph each."""
        return note(self.model)

    @property
    def rule(self) -> str:
        """What the words for how sure a choice is mean; empty where none is used."""
        sure = judgement(self.model)
        return sentence(RULE) if sure and sure.verdict in RULED else ""

    @property
    def words_title(self) -> str:
        """The heading of the last part."""
        return f"{ascii_uppercase[len(self.parts)]}. Words and sources"

    @property
    def imprint(self) -> str:
        """The stamp on one line."""
        return f"{self.model.name} (fingerprint {fingerprint(self.model)}), decision-model {package_version()}"


@dataclass
class Said:
    """The sentences that a report has said already."""

    sentences: set[str] = field(default_factory=set)

    def new(self, text: str) -> str:
        """What of a text was not said before, now taken as said."""
        fresh = [each for each in BETWEEN.split(text) if each not in self.sentences]
        self.sentences.update(fresh)
        return " ".join(fresh)


def byline(model: DecisionModel) -> str:
    """Who decides, and when."""
    return " \u00b7 ".join(filter(None, (model.decision_maker, str(model.date or ""))))


def note(model: DecisionModel) -> tuple[str, ...]:
    """A scenario's own note, a paragraph each."""
    return tuple(" ".join(paragraph.split()) for paragraph in model.note.split("\n\n") if paragraph.strip())


def gather(model: DecisionModel, report: Progress) -> Content:
    """Answer every question that `run` asks, and put the answers into parts and chapters."""
    known = {answer.analysis.name: answer for answer in answers(model, report)}
    opened = tuple(opening(model, known.get))
    front, said = _front_names(opened, known), Said()
    titles = [each.result.statement.headline for name in front if (each := known.get(name)) and each.result]
    said.sentences.update(sentence(capital(title)) for title in titles)
    told = (replace(line, text=said.new(line.text)) for line in opened)
    lines = tuple(line for line in told if line.text)
    said.new(sentence(RULE))
    chapters = [_chapter(answer, said, answer.analysis.name in front) for answer in known.values()]
    by_group = groupby(chapters, key=lambda chapter: chapter.analysis.group)
    parts = [
        ReportPart(group, letter, tuple(inside))
        for letter, (group, inside) in zip(ascii_uppercase, by_group, strict=False)
    ]
    in_front = tuple(chapter for chapter in chapters if chapter.in_front)
    used = " ".join([*said.sentences, *(chapter.analysis.question.asks for chapter in chapters)])
    stamp = tuple(_stamp(model))
    return Content(model, lines, in_front, tuple(parts), glossary(model, used), own_terms(model), stamp)


def _front_names(lines: Sequence[OpeningLine], known: Mapping[str, Answer]) -> tuple[str, ...]:
    """The pictures of the first page: the tree, and what would turn the choice or else what moves it most.

    Where there is no tree, the first picture that is drawn of every scenario takes its place.
    """
    turning = [line.answer for line in lines if line.answer and line.answer.analysis.name != "solve"]
    turns = [answer.analysis.name for answer in turning if answer.result and answer.result.statement.turns]
    drawn = (each.name for each in essential() if each.question.pictured)
    shown = [name for name in drawn if (answer := known.get(name)) and answer.result]
    first = [TREE] if TREE in shown else shown
    return (
        *first[:1],
        *(turns or ([TORNADO] if TORNADO in known else [answer.analysis.name for answer in turning]))[:1],
    )


def _chapter(answer: Answer, said: Said, front: bool) -> Chapter:
    analysis, result = answer.analysis, answer.result
    if result is None:
        return Chapter(analysis, (), None, None, f"Left out: {sentence(answer.reason)}")
    drawing = pictured(result) if analysis.question.pictured else None
    tabulated = analysis.question.tabulated or (analysis.question.pictured and drawing is None)
    table = grid(result, most=MOST_ROWS) if tabulated else None
    headline, *others = result.statement.sentences
    first = said.new(headline)
    told = [*([first] if drawing is None else []), *(said.new(text) for text in others)]
    height, in_front = _height(result, analysis.question), front and drawing is not None
    again = in_front and height > USUAL and not analysis.question.essential
    return Chapter(analysis, tuple(filter(None, told)), drawing, table, "", headline, height, in_front, again)


def _height(result: Result, question: Question) -> float:
    """How high the picture should be in inches: more for long lists, and for trees that can then be shown whole."""
    if isinstance(result, DecisionTree):
        return min(MOST, max(USUAL, 0.22 * result.ends)) if result.ends <= WHOLE else USUAL
    if isinstance(result, Tornado):
        return min(LONGEST, max(LEAST, 1.6 + BAR * len(result.bars)))
    if not question.row_by_row:
        return USUAL
    return min(MOST, max(LEAST, 2.0 + 0.3 * sum(1 for _ in result.rows())))


def _stamp(model: DecisionModel) -> Iterator[tuple[str, str]]:
    """What the report was made from, so that it can be made again."""
    yield "Scenario", model.name
    yield "Fingerprint", f"{fingerprint(model, HASH)}: another one where anything in the file that counts is changed"
    yield "Made by", f"decision-model {package_version()}"
    yield "Random trials", "all begin with the number 0 (the seed), so that they come out alike each time"
    if grounds(model):
        yield "Numbers", grounds(model)
