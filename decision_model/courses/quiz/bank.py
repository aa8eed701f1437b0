"""The quiz of a model: questions of every kind, drawn by a seed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from decision_model.analysis.columns import Column
from decision_model.analysis.result import Result
from decision_model.analysis.statement import Statement, same_trials
from decision_model.courses.quiz.claims import about_claims
from decision_model.courses.quiz.ground import Ground, told
from decision_model.courses.quiz.items import ChoiceItem, NumberItem, QuizFigure, QuizItem, TrueFalse
from decision_model.courses.quiz.lots import shuffled
from decision_model.courses.quiz.news import about_news
from decision_model.courses.quiz.pictures import Pictures
from decision_model.courses.quiz.plan import about_plan
from decision_model.courses.quiz.totals import about_options
from decision_model.courses.quiz.worth import about_worth
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.model.given import of_kind, whole
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, listed

KINDS = (TrueFalse, ChoiceItem, NumberItem)
"""The kinds of questions in the order in which they stand."""

MOST_SEED = 2**63


@dataclass(frozen=True, repr=False)
class Quiz(Result):
    """The answer of `quiz`: the questions in their order, and what stands before them.

    `found` is how many questions the scenario has; `setting` are the paragraphs that tell what is to be decided, with
    the figure `shown`.
    """

    model: DecisionModel
    seed: int
    items: tuple[QuizItem, ...]
    found: int
    setting: tuple[str, ...]
    shown: QuizFigure

    @property
    def statement(self) -> Statement:
        kinds = [(sum(isinstance(item, kind) for item in self.items), kind) for kind in KINDS]
        words = {TrueFalse: "true or false", ChoiceItem: "a choice", NumberItem: "a number"}
        parts = listed([f"{count} {words[kind]}" for count, kind in kinds if count])
        headline = f"{counted(len(self.items), 'question')}: {parts}" if self.items else "Nothing to be asked"
        more = f"Drawn from {self.found:,}, {same_trials(self.seed)}" if len(self.items) < self.found else ""
        return Statement(headline, more or f"Answers stand in an order that is {same_trials(self.seed)}")

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("kind", "kind"),
            Column("question", "question"),
            Column("answer", "answer"),
            Column("wrong", "mistakes told", brief=False),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        """A row a question: its kind, what is asked, the right answer, and the wrong ones that are told."""
        for item in self.items:
            yield item.kind, " ".join(item.stem), item.answer, "; ".join(_mistakes(item)) or None

    @property
    def figures(self) -> tuple[QuizFigure, ...]:
        """Every figure once, in the order in which they come."""
        shown = [self.shown, *(figure for item in self.items for figure in (item.figure, item.shown_after))]
        return tuple({figure.name: figure for figure in shown if figure is not None}.values())


def _mistakes(item: QuizItem) -> list[str]:
    if isinstance(item, ChoiceItem):
        return [f"{option.text}: {option.sentence}" for option in item.options if not option.is_right]
    if isinstance(item, NumberItem):
        return [f"{item.number.phrase(slip.value)}: {slip.sentence}" for slip in item.slips]
    return []


def quiz(model: DecisionModel, questions: int | None = None, seed: int = 0) -> Quiz:
    """A bank of questions about a scenario, with the right answers and what is wrong with the others.

    True or false: claims of the source, as they are or turned round, and which of two options is ahead. A number, with
    a tolerance: totals, chances after news (Bayes' rule), the worth of information, switching values. A choice: which
    option is best, what the plan does in a situation, which consideration speaks most for an option, how sure it is.

    Wrong answers are worked out from the model by mistakes that people make, and each names its mistake. What is tied
    is not asked; what is too close to call only at the exact numbers of the scenario.

    `questions` draws so many, of every kind in turn; without it all are taken. The draw, and the order of answers,
    follow from `seed` alone. Raises ModelError for a model over draws, and for fewer than one question.
    """
    _check(model, questions, seed)
    ground = Ground(model, seed)
    pictures = Pictures(ground)
    groups = [
        [*about_claims(ground)],
        [*about_options(ground, pictures)] if model.decisions else [],
        [*about_plan(ground, pictures)],
        [*about_news(ground)],
        [*about_worth(ground)],
    ]
    found = [item for group in groups for item in group]
    drawn = found if questions is None or questions >= len(found) else _drawn(found, questions, seed)
    ordered = sorted(drawn, key=lambda item: (KINDS.index(type(item)), found.index(item)))
    return Quiz(model, seed, tuple(ordered), len(found), _setting(model), pictures.diagram)


def _check(model: DecisionModel, questions: int | None, seed: int) -> None:
    of_kind(model, DecisionModel, ("model",), "a model")
    whole(seed, ("seed",), least=-(2**63))
    problems = []
    if questions is not None and whole(questions, ("questions",), least=-(2**63)) < 1:
        problems.append(Problem(("questions",), f"{questions} questions make no quiz.", "Ask for 1 or more."))
    if not 0 <= seed < MOST_SEED:
        problems.append(Problem(("seed",), f"{seed} is not a seed.", "Take a whole number from 0 up."))
    if any(entry.number.draws for entry in model.numbers.values()):
        problems.append(Problem((), "the model holds draws: nothing has one answer.", "Ask one draw at a time."))
    if problems:
        raise ModelError(problems)


def _drawn(found: Sequence[QuizItem], count: int, seed: int) -> list[QuizItem]:
    """So many of the questions, of each thing that can be asked in turn, by lot."""
    waiting: dict[str, list[QuizItem]] = {}
    for item in shuffled(found, seed, lambda item: f"drawn {item.key}"):
        waiting.setdefault(item.about["asked"], []).append(item)
    drawn: list[QuizItem] = []
    while len(drawn) < count:
        for group in waiting.values():
            if group and len(drawn) < count:
                drawn.append(group.pop(0))
    return drawn


def _setting(model: DecisionModel) -> tuple[str, ...]:
    """What is to be decided, by whom, what may happen and what counts."""
    said = [model.question, f"{model.decision_maker} decides" if model.decision_maker else "", model.date, model.note]
    decisions = [quoted(step.title) for step in model.decisions]
    events = [quoted(step.title) for step in model.events]
    cares = [quoted(leaf.title) for leaf in model.leaves]
    listing = [
        f"To decide: {listed(decisions)}" if decisions else "",
        f"What may happen: {listed(events)}" if events else "",
        f"What counts: {listed(cares)}",
    ]
    return told(*said, *listing, "Where a question does not show its numbers, they are those of the scenario's file")
