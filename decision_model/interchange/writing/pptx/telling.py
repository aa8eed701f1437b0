"""What a deck tells, slide by slide: the question, the answer, what is found under each question, and the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from decision_model.analysis.answers import Answer, answers
from decision_model.analysis.opening import PLAN, TURNS, opening
from decision_model.analysis.registry import GROUPS, Analysis, analyses, analysis
from decision_model.analysis.result import Result
from decision_model.errors import ModelError, nearest
from decision_model.figures.page.words import package_version, source_line
from decision_model.interchange.document.citing import cited_sources
from decision_model.interchange.document.content import byline, note
from decision_model.model.decision_model import DecisionModel
from decision_model.words.sentences import capital, listed, sentence

ANSWER, SOURCES = "The answer", "Sources"
OWN = {"title": "title", "plan": "solve", "solve": "solve", "sources": "sources", "ranking": "rank"}
"""Names of slides that are no commands, or called otherwise than their command."""
USES = 4
"""Things that are named for each place of a source."""


@dataclass(frozen=True)
class SlideText:
    """A slide to be: its takeaway, lines below it or a result to be shown, and what its speaker may say."""

    kind: Literal["title", "text", "answer"]
    section: str
    title: str
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    result: Result | None = None
    tabulated: bool = False


@dataclass
class DeckTeller:
    """Tells a deck of a model; `titles` are the takeaways that have been told."""

    model: DecisionModel
    known: Mapping[str, Answer]
    titles: set[str] = field(default_factory=set)

    def whole(self) -> Iterator[SlideText]:
        """The deck by the questions of a seminar."""
        yield self.question()
        yield from self.answer()
        by_group = groupby(self.known.values(), key=lambda answer: answer.analysis.group)
        for group, inside in by_group:
            yield from self.group(f"{GROUPS[group]}?", list(inside))
        yield from self.sources()

    def named(self, names: Sequence[str]) -> Iterator[SlideText]:
        """The slides of these names, in their order."""
        own = {"title": lambda: iter([self.question()]), "solve": self.answer, "sources": self.sources}
        for name in names:
            if name in own:
                yield from own[name]()
                continue
            answer = self.known[name]
            if answer.result is None:
                raise ModelError(f"There is no slide '{name}': {answer.reason}")
            yield self.shown(answer, "")

    def question(self) -> SlideText:
        """Title, question, who decides and when."""
        lines = tuple(filter(None, (self.model.question, byline(self.model))))
        notes = (*note(self.model), f"Made by decision-model {package_version()} from {self.model.name}", self.stamp)
        return SlideText("title", ANSWER, self.model.title, lines, notes)

    def answer(self) -> Iterator[SlideText]:
        """The plan, how sure it is, and what would turn it."""
        solved = self.known.get("solve")
        if solved is None or solved.result is None:
            return
        statement, plan = solved.result.statement, getattr(solved.result, "plan", ())
        told = {line.label: line.text for line in opening(self.model, self.known.get)}
        turns = (f"{TURNS}: {told[TURNS]}",) if TURNS in told else ()
        lines = (*(plan if PLAN in told else ()), *turns) or statement.sentences[1:]
        title = capital(statement.headline)
        self.titles.add(title)
        why = self.known.get("explain")
        more = why.result.statement.sentences if why and why.result else ()
        yield SlideText("text", ANSWER, title, tuple(lines), self.notes(solved, more))

    def group(self, section: str, inside: Sequence[Answer]) -> Iterator[SlideText]:
        """What is found under a question, then each finding with its picture."""
        found = [answer for answer in inside if answer.result and self.is_told(answer)]
        lines = dict.fromkeys(text for answer in found if (text := _finding(answer)) and text not in self.titles)
        if not found:
            return
        lines = lines or dict.fromkeys(answer.analysis.question.title for answer in found)
        yield SlideText("text", section, section, tuple(map(sentence, lines)), (self.stamp,))
        yield from (self.shown(answer, section) for answer in found)

    def is_told(self, answer: Answer) -> bool:
        """Whether an answer has a slide of its own: what is drawn of every scenario, and what says something new."""
        question = answer.analysis.question
        if answer.result is None or answer.analysis.name == "solve":
            return False
        if question.essential:
            return True
        return answer.result.statement.finding is not None and capital(answer.result.statement.headline) not in (
            self.titles
        )

    def shown(self, answer: Answer, section: str) -> SlideText:
        """The slide of an answer."""
        assert answer.result is not None
        title = capital(answer.result.statement.headline)
        self.titles.add(title)
        tabulated = answer.analysis.question.tabulated
        return SlideText("answer", section, title, (), self.notes(answer), answer.result, tabulated)

    def notes(self, answer: Answer, more: Sequence[str] = ()) -> tuple[str, ...]:
        """What the question is for, what stands behind the answer, and what it rests on."""
        assert answer.result is not None
        question = answer.analysis.question
        said = [*answer.result.statement.sentences[1:], *more]
        sources = listed([source.title for source in self.model.sources.values()], most=9)
        rests = (f"{SOURCES}: {sentence(sources)}",) if sources else ()
        return (f"{question.title}. {question.asks}", " ".join(dict.fromkeys(said)), *rests, self.stamp)

    @property
    def stamp(self) -> str:
        """What the deck was made from."""
        return source_line(self.model)

    def sources(self) -> Iterator[SlideText]:
        """The sources with the places that are cited, and for what in the notes."""
        cited = cited_sources(self.model)
        if not cited:
            return
        lines = [f"{source.entry}{_located(source.places)}" for source in cited]
        notes = [
            f"{source.source.name} {locator}: {listed(list(what), most=USES)}".replace(" :", ":")
            for source in cited
            for locator, what in source.places
        ]
        yield SlideText("text", SOURCES, SOURCES, tuple(lines), (*notes, self.stamp))


def deck(model: DecisionModel, names: Sequence[str]) -> tuple[SlideText, ...]:
    """The slides that are named, or all that there is to say; raises ModelError for a name that is none."""
    wanted = [_known(name) for name in names]
    selection = [entry for name in dict.fromkeys([*wanted, "solve", "explain"]) if (entry := analysis(name))]
    found = answers(model, selection=selection if names else None)
    known = {answer.analysis.name: answer for answer in found}
    for name in wanted:
        if name not in known and (entry := analysis(name)):
            raise ModelError(f"There is no slide '{name}': the question makes no sense for this scenario.")
    teller = DeckTeller(model, known)
    return tuple(teller.named(wanted) if names else teller.whole())


def _known(name: str) -> str:
    """The name of an analysis, or of a slide of its own."""
    plain = name.strip().replace("-", "_")
    if plain in OWN:
        return OWN[plain]
    if analysis(plain) is None:
        known = [*OWN, *(entry.command for entry in _drawn())]
        raise ModelError(f"There is no slide '{name}'. {nearest(name, known) or f'There are: {listed(known)}.'}")
    return plain


def _drawn() -> Sequence[Analysis]:
    return [entry for entry in analyses() if entry.name not in OWN.values()]


def _finding(answer: Answer) -> str:
    """What an answer adds to the others; empty where that is nothing."""
    assert answer.result is not None
    statement = answer.result.statement
    return "" if statement.finding is None else capital(statement.finding or statement.headline)


def _located(places: Sequence[tuple[str, Sequence[str]]]) -> str:
    locators = [locator for locator, _ in places if locator]
    return f" Cited: {', '.join(locators)}." if locators else ""
