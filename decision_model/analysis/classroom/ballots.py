"""What persons answered, and the weights of all of them as arrays with one entry a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from decision_model.errors import ModelError, Problem, nearest, shortened
from decision_model.model import Consideration, DecisionModel
from decision_model.model.real_numbers import is_real
from decision_model.model.weight_shares import points

SURE = 12
"""Decimals of a share that are sure: two persons who mean the same differ by less."""


@dataclass(frozen=True)
class Ballot:
    """What one person answered.

    `weights` are points by the names of considerations, on any scale: those of a group count relative to each other,
    and one that is left out keeps the file's. `choice` is the option of the first decision that the person chose
    before seeing any result, `group` whatever persons are set side by side by, both empty where unknown. `name` is
    shown where it is given. `key` tells that two answers, such as those of two rounds, are the same person's; it is
    never shown.
    """

    weights: Mapping[str, float]
    choice: str = ""
    group: str = ""
    name: str = ""
    key: str = ""


def asked(model: DecisionModel) -> tuple[Consideration, ...]:
    """The considerations whose weights a person is asked for, in the order of the file: those that share a whole."""
    shared = {member.name for group in _groups(model) if len(group) > 1 for member in group}
    return tuple(each for each in model.walk() if each.name in shared)


def first_decision(model: DecisionModel) -> str:
    """The name of the decision at which a choice by gut is made."""
    return model.decisions[0].name


@dataclass(frozen=True, eq=False)
class Weighings:
    """The weights of persons: `points` (names, persons) as they count in the model, in the order of `asked`.

    `shares` (names, persons) are those of the group of each, 0 to 1, to as many digits as are sure.
    """

    model: DecisionModel
    names: tuple[str, ...]
    points: np.ndarray

    @cached_property
    def shares(self) -> np.ndarray:
        parts = np.empty_like(self.points)
        for group in self._places:
            parts[group] = self.points[group] / _summed(self.points[group])
        return np.asarray(parts.round(SURE))

    @cached_property
    def median(self) -> np.ndarray:
        """(names,): the median share of each, those of a group made to add up to 1 again."""
        return self._whole(np.median(self.shares, axis=1))

    @cached_property
    def mean(self) -> np.ndarray:
        """(names,): the mean share of each."""
        return self._whole(_summed(self.shares.T) / self.shares.shape[1])

    @cached_property
    def own(self) -> np.ndarray:
        """(names,): the file's own shares."""
        stated = {each.name: float(np.mean(points(self.model, each))) for each in self.model.walk()}
        return Weighings(self.model, self.names, np.array([[stated[name]] for name in self.names])).shares[:, 0]

    @cached_property
    def _places(self) -> tuple[list[int], ...]:
        """The places of the names of each group."""
        groups = ([member.name for member in group] for group in _groups(self.model))
        return tuple([self.names.index(name) for name in group] for group in groups if len(group) > 1)

    def _whole(self, shares: np.ndarray) -> np.ndarray:
        """Shares (names,) that add up to 1 in each group; all alike where they are all 0."""
        result = shares.copy()
        for group in self._places:
            whole = float(_summed(shares[group][:, None])[0])
            result[group] = shares[group] / whole if whole > 0 else 1.0 / len(group)
        return result

    def of(self, places: Sequence[int]) -> Weighings:
        """The weights of some of the persons."""
        return Weighings(self.model, self.names, self.points[:, list(places)])

    def varied(self, shares: np.ndarray) -> DecisionModel:
        """The model under weights (names, draws) that are shares as here."""
        return self.model.varied(weights={name: 100 * row for name, row in zip(self.names, shares, strict=True)})


def weighings(model: DecisionModel, answers: Sequence[Ballot]) -> Weighings:
    """The weights of all persons; raises ModelError for answers that make no sense, naming each."""
    if not model.total_rule.weights_are_shares:
        message = f"with 'combine: {model.total_rule.name}' weights are no shares of a whole."
        raise ModelError([Problem(("combine",), message, "Use 'combine: weighted' for this question.")])
    considerations = asked(model)
    problems = [problem for place, answer in enumerate(answers) for problem in _problems(model, answer, place)]
    if not considerations:
        raise ModelError([Problem(("considerations",), "there are no weights that anybody could disagree about.")])
    if problems or not answers:
        raise ModelError(problems or [Problem(("answers",), "nobody has answered.", "Give at least one answer.")])
    stated = {each.name: float(np.mean(points(model, each))) for each in considerations}
    table = [[float(answer.weights.get(name, own)) for answer in answers] for name, own in stated.items()]
    return Weighings(model, tuple(stated), np.array(table))


def _groups(model: DecisionModel) -> Iterator[tuple[Consideration, ...]]:
    yield model.considerations
    yield from (parent.considerations for parent in model.walk() if parent.considerations)


def _problems(model: DecisionModel, answer: Ballot, place: int) -> Iterator[Problem]:
    known = {each.name for each in model.walk()}
    for name, value in answer.weights.items():
        where = ("answers", place, str(name))
        if name not in known:
            yield Problem(where, f"'{name}' is not a consideration.", nearest(str(name), known))
        elif not is_real(value) or value < 0:
            yield Problem(where, f"{shortened(repr(value))} is not a weight.", "Give a number, 0 or more.")
    for group in _groups(model):
        given = [answer.weights.get(member.name, points(model, member)) for member in group]
        if len(group) > 1 and all(is_real(value) and value == 0 for value in given):
            message = f"all weights of {', '.join(member.name for member in group)} are 0."
            yield Problem(("answers", place), message, "Give at least one of them more than 0.")
    options = [option.name for option in model.decisions[0].options] if model.decisions else []
    if answer.choice and answer.choice not in options:
        message = f"'{answer.choice}' is no option of '{first_decision(model)}'."
        yield Problem(("answers", place, "choice"), message, nearest(answer.choice, options))


def _summed(rows: np.ndarray) -> np.ndarray:
    """The sum of the rows (rows, n), one after another, so that every processor gets the same."""
    whole = np.zeros(rows.shape[1])
    for row in rows:
        whole = whole + row
    return whole
