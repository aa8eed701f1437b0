"""What a room is asked, and what counts as an answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from decision_model.analysis.classroom.ballots import Ballot, asked
from decision_model.errors import DecisionError, nearest
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels, state_labels, step_labels

MOST = 100
"""The end of every slider: points of a weight, percent of a chance."""


@dataclass(frozen=True)
class Item:
    """One line of a question: its name in the scenario, and what people read."""

    name: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class WeightGroup:
    """Weights that share a whole."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class RoomAnswer:
    """One person's answer: points and percent in the order of the questions, and which weights were moved."""

    choice: str
    weights: tuple[float, ...]
    touched: tuple[bool, ...]
    chances: tuple[float, ...]

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), separators=(",", ":"))


class AnswerError(Exception):
    """What is wrong with something that was sent as an answer."""


@dataclass(frozen=True)
class Questions:
    """The questions: a choice, chances in percent, and weights; any may be missing, not all."""

    decision: str
    choices: tuple[Item, ...]
    chances: tuple[Item, ...]
    groups: tuple[WeightGroup, ...]

    @cached_property
    def weights(self) -> tuple[str, ...]:
        """The names of the considerations, in the order of an answer's weights."""
        return tuple(item.name for group in self.groups for item in group.items)

    @cached_property
    def digest(self) -> str:
        """Tells these questions from others: by what an answer to them refers to."""
        names = [[item.name for item in items] for items in (self.choices, self.chances)]
        parts = [[item.name for item in group.items] for group in self.groups]
        return sha256(json.dumps([names, parts]).encode()).hexdigest()[:16]

    def read(self, sent: Any) -> RoomAnswer:
        """An answer from what was sent; raises AnswerError for anything else."""
        if not isinstance(sent, dict) or set(sent) - {"round"} != {"choice", "weights", "touched", "chances"}:
            raise AnswerError("An answer has a round, a choice, weights, what was touched, and chances.")
        choice, touched = sent["choice"], sent["touched"]
        known = [item.name for item in self.choices] or [""]
        if not isinstance(choice, str) or choice not in known:
            raise AnswerError("That choice is none of those on offer.")
        weights = numbers(sent["weights"], len(self.weights))
        chances = numbers(sent["chances"], len(self.chances))
        is_flags = isinstance(touched, list) and all(isinstance(each, bool) for each in touched)
        if not is_flags or len(touched) != len(weights) or (weights and not any(touched)):
            raise AnswerError("At least one weight has to be moved.")
        self._check_groups(weights)
        return RoomAnswer(choice, weights, tuple(touched), chances)

    def _check_groups(self, weights: Sequence[float]) -> None:
        rest = iter(weights)
        for group in self.groups:
            if not any(tuple(next(rest) for _ in group.items)):
                raise AnswerError("All weights are 0: at least one thing has to count.")

    def kept(self, text: str) -> RoomAnswer:
        """An answer as it was kept."""
        data = json.loads(text)
        return RoomAnswer(data["choice"], *(tuple(data[name]) for name in ("weights", "touched", "chances")))

    def ballot(self, answer: RoomAnswer, key: str = "") -> Ballot:
        """An answer for `classroom`."""
        return Ballot(dict(zip(self.weights, answer.weights, strict=True)), choice=answer.choice, key=key)


def numbers(sent: Any, count: int) -> tuple[float, ...]:
    """So many finite numbers from 0 to MOST; raises AnswerError for anything else."""
    is_list = isinstance(sent, list) and all(type(each) in (int, float) for each in sent)
    if not is_list or len(sent) != count or not all(0 <= each <= MOST for each in sent):
        raise AnswerError(f"Expected {count} numbers from 0 to {MOST}.")
    return tuple(map(float, sent))


def questions(model: DecisionModel, chances: Sequence[str] = ()) -> Questions:
    """The questions of a scenario; raises DecisionError for a chance that is none, and where nothing can be asked."""
    items = tuple(_chance(model, name) for name in chances)
    groups = tuple(_groups(model)) if model.total_rule.weights_are_shares else ()
    decision = ""
    choices: tuple[Item, ...] = ()
    if model.decisions:
        first = model.decisions[0]
        labels = state_labels(model, [first.name])
        decision = step_labels(model)[first.name]
        choices = tuple(Item(each.name, labels[first.name, each.name], each.note) for each in first.options)
    found = Questions(decision, choices if len(choices) > 1 else (), items, groups)
    if not (found.choices or found.chances or found.groups):
        raise DecisionError("There is nothing in this scenario that a class could be asked: no choice and no weights.")
    return found


def _chance(model: DecisionModel, name: str) -> Item:
    parameter = model.parameters.get(name)
    if parameter is None:
        raise DecisionError(f"'{name}' is not a parameter of the scenario. {nearest(name, model.parameters)}".strip())
    if not 0 <= float(model.values[name]) <= 1:
        raise DecisionError(f"'{name}' is no chance: its value is not between 0 and 1.")
    return Item(name, parameter.label or name.replace("_", " "), parameter.number.note)


def _groups(model: DecisionModel) -> Iterator[WeightGroup]:
    wanted, labels = {each.name for each in asked(model)}, consideration_labels(model)
    for heading, members in [("", model.considerations), *((labels[p.name], p.considerations) for p in model.walk())]:
        items = tuple(Item(each.name, labels[each.name], each.note) for each in members if each.name in wanted)
        if items:
            yield WeightGroup(heading, items)
