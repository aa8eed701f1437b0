"""A class weighs the decision together: everybody's own weights, what follows from each, and where they part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.classroom.ballots import Ballot, Weighings, first_decision, weighings
from decision_model.analysis.classroom.compromise import chosen_by, compromise
from decision_model.analysis.classroom.parts import Moves, matched, moves
from decision_model.analysis.classroom.sentences import statement_of
from decision_model.analysis.classroom.tally import ClassTally
from decision_model.analysis.classroom.votes import best_options, votes
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, decided_now, totals
from decision_model.analysis.question import By
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import better
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels, state_labels

MOST = 200
"""Options above which a class is not asked."""


@dataclass(frozen=True, repr=False)
class Classroom(ClassTally):
    """The answer of `classroom`."""

    @property
    def statement(self) -> Statement:
        return statement_of(self)

    @property
    def columns(self) -> tuple[Column, ...]:
        labels = consideration_labels(self.model)
        return (
            Column("person", "person", Kind.name),
            Column("group", "group", Kind.name),
            Column("best", "best by own weights", Kind.name),
            Column("lead", "ahead by", Kind.points),
            Column("choice", "chosen by gut", Kind.name),
            *(Column(f"weight.{name}", labels[name], Kind.number) for name in self.weighings.names),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row a person: what is best for them and by how much, what they chose, and the points that they gave."""
        labels = state_labels(self.model, [first_decision(self.model)])
        chosen = {option: label for (_, option), label in labels.items()}
        for place, answer in enumerate(self.answers):
            best = " or ".join(self.titles[option] for option in np.flatnonzero(self.best[:, place]))
            points = self.weighings.points[:, place].tolist()
            gut = chosen[answer.choice] if answer.choice else None
            yield [self.person(place), answer.group or None, best, float(self.leads[place]), gut, *points]

    def other_rows(self, count: int) -> str:
        """Who is left out of a short table."""
        return f"{count:,} more"


Given = Ballot | Mapping[str, float]


@checked
def classroom(
    model: DecisionModel, answers: Sequence[Any] | None = None, before: Sequence[Any] = (), by: By = None
) -> Classroom:
    """What a class makes of the decision: for how many each option is best, and where they part.

    `answers` holds a Ballot a person, or only the person's weights in points by consideration; without it the file's
    perspectives are the persons. `before` are the answers of an earlier round; those with the `key` of a later one are
    followed. Compared are the combinations of the decisions `by` (default: those to be taken now), the others best at
    each person's own weights: all persons are one sweep, and what follows from each is what
    `model.varied(weights=...)` gives one by one.

    Definitions. A person wants the option with the highest total by that person's weights. The chance that two
    disagree is that two different persons want different options. The middle is the medoid: the person whose shares
    differ least from everybody's, in sum. The weight that separates is the one of which a threshold sorts the two
    largest camps with the fewest errors. A compromise is a weighting whose choice has the least largest regret, each
    person's by the own weights (Savage 1951); see `Compromise`. Votes are Votes.

    Raises ModelError for answers that make no sense, for weights that are no shares of a whole, and for more than 200
    options.
    """
    compared = _compared(model, by)
    people = _answers(model, answers)
    held, gains = _swept(model, people, compared)
    median = chosen_by(held, held.median[:, None], compared)[:, 0]
    result = Classroom(
        model,
        tuple(by) if by else decided_now(model),
        compared,
        people,
        held,
        better(model) * gains,
        better(model) * median,
        compromise(held, compared, gains),
    )
    return replace(result, gut=_gut(result), **_rounds(result, _answers(model, before) if before else ()))


def _compared(model: DecisionModel, by: Sequence[str] | None) -> tuple[Combination, ...]:
    compared, _ = combinations(model, tuple(by) if by else decided_now(model))
    if len(compared) > MOST:
        problem = f"there are {len(compared)} options to compare; the limit is {MOST}."
        raise ModelError([Problem(("by",), problem, "Name fewer decisions.")])
    return compared


def _answers(model: DecisionModel, answers: Sequence[Any] | None) -> tuple[Ballot, ...]:
    """The answers as such; the file's perspectives where none are given."""
    if answers is None:
        views = model.perspectives.values()
        if not views:
            raise ModelError([Problem((), "nobody has answered.", "Name files with answers, or add perspectives.")])
        return tuple(Ballot(_points(model.varied(perspective=view.name)), name=view.title) for view in views)
    return tuple(answer if isinstance(answer, Ballot) else Ballot(_mapping(answer)) for answer in answers)


def _points(model: DecisionModel) -> dict[str, float]:
    """The weights of a model as they stand."""
    return {each.name: float(np.mean(each.weight.at(model.values))) for each in model.walk() if each.weight is not None}


def _mapping(answer: object) -> Mapping[str, float]:
    if not isinstance(answer, Mapping):
        raise ModelError([Problem(("answers",), "an answer is no mapping of considerations to points.")])
    return answer


def _swept(
    model: DecisionModel, people: Sequence[Ballot], compared: Sequence[Combination]
) -> tuple[Weighings, np.ndarray]:
    """Everybody's weights, and the totals (options, persons) by them, more is better."""
    held = weighings(model, people)
    drawn = totals(model.varied(weights=dict(zip(held.names, held.points, strict=True))), compared)
    columns = drawn if drawn.ndim == 2 else drawn[:, None]
    return held, better(model) * np.broadcast_to(columns, (len(columns), len(people)))


def _gut(result: Classroom) -> Moves | None:
    """From the option of the first decision that was chosen by gut to the one that follows from the weights."""
    decision = first_decision(result.model)
    places = [place for place, answer in enumerate(result.answers) if answer.choice]
    if not places or decision not in result.by:
        return None
    names = [option.name for option in result.model.decisions[0].options]
    holds = np.array([[option.options[decision] == name for option in result.options] for name in names])
    follows = np.array([[bool((row & best).any()) for best in result.best.T[places]] for row in holds])
    labels = state_labels(result.model, [decision])
    titles = [labels[decision, name] for name in names]
    return moves(titles, [names.index(result.answers[place].choice) for place in places], follows)


def _rounds(result: Classroom, before: Sequence[Ballot]) -> Mapping[str, Any]:
    """The moves from an earlier round, and its first places."""
    if not before:
        return {}
    _, gains = _swept(result.model, before, result.options)
    best = best_options(gains)
    both = matched([answer.key for answer in before], [answer.key for answer in result.answers])
    starts = [*_starts(best[:, list(both)], result.best[:, list(both.values())])]
    firsts = tuple(votes(gains).firsts.tolist())
    followed = moves(result.titles, starts, result.best[:, list(both.values())]) if both else None
    return {"earlier": firsts, "rounds": followed}


def _starts(before: np.ndarray, after: np.ndarray) -> Iterator[int]:
    """Where each person was at first; where several were level the one that stayed, or the first."""
    for was, stays in zip(before.T, (before & after).T, strict=True):
        yield int(np.argmax(stays if stays.any() else was))
