"""A class counted: everybody's own totals, and all that follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from decision_model.analysis.classroom.ballots import Ballot, Weighings
from decision_model.analysis.classroom.camps import Separation, Spread, mean_difference, middle, separation
from decision_model.analysis.classroom.compromise import Compromise
from decision_model.analysis.classroom.parts import ClassGroup, Moves, groups
from decision_model.analysis.classroom.votes import Votes, best_options, disagreement, votes
from decision_model.analysis.combinations import Combination, apart
from decision_model.analysis.result import Result
from decision_model.analysis.units import better
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels


@dataclass(frozen=True, repr=False)
class ClassTally(Result):
    """What `classroom` finds: one entry a person, in the order of `answers`, on the last axis of every array.

    `options` are the combinations that are compared and `totals` (options, persons) what each comes to by a person's
    own weights. `median_total` (options,) are the totals under the class's median weights. `rounds` are the moves
    between two rounds, `gut` those from what was chosen by gut; both None where nobody can be followed. `earlier`
    (options,) are the first places of the whole first round, None without one.
    """

    model: DecisionModel
    by: tuple[str, ...]
    options: tuple[Combination, ...]
    answers: tuple[Ballot, ...]
    weighings: Weighings = field(compare=False)
    totals: np.ndarray = field(compare=False)
    median_totals: np.ndarray = field(compare=False)
    compromise: Compromise = field(compare=False)
    rounds: Moves | None = field(default=None, compare=False)
    earlier: tuple[float, ...] | None = None
    gut: Moves | None = field(default=None, compare=False)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What the options are called: what all share is dropped."""
        return apart(self.model, [option.options for option in self.options])

    @cached_property
    def short_titles(self) -> tuple[str, ...]:
        """The same, short."""
        return apart(self.model, [option.options for option in self.options], short=True)

    @cached_property
    def gains(self) -> np.ndarray:
        """(options, persons): the totals, more is better."""
        return better(self.model) * self.totals

    @cached_property
    def best(self) -> np.ndarray:
        """(options, persons): whether an option is best for a person, all that are level."""
        return best_options(self.gains)

    @cached_property
    def camps(self) -> np.ndarray:
        """(persons,): the place of the option that is best for a person; below 0 where several are level."""
        return np.where(self.best.sum(axis=0) == 1, self.best.argmax(axis=0), -1)

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """(options,): for how many each option alone is best."""
        return tuple(int(np.sum(self.camps == place)) for place in range(len(self.options)))

    @property
    def undecided(self) -> int:
        """For how many several options are level."""
        return int(np.sum(self.camps < 0))

    @property
    def persons(self) -> int:
        """How many have answered."""
        return len(self.answers)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The places of the options, best for most first."""
        return tuple(sorted(range(len(self.options)), key=lambda place: (-self.votes.firsts[place], place)))

    @cached_property
    def leads(self) -> np.ndarray:
        """(persons,): how far the best is ahead of the next for a person; 0 where several are level."""
        if len(self.options) < 2:
            return np.zeros(self.persons)
        ordered = np.sort(self.gains, axis=0)
        return np.asarray(np.where(self.camps < 0, 0.0, ordered[-1] - ordered[-2]))

    @cached_property
    def votes(self) -> Votes:
        """What rules of voting make of it."""
        return votes(self.gains)

    @property
    def disagreement(self) -> float:
        """The chance that two different persons want different options."""
        return disagreement(self.best)

    @cached_property
    def median_choice(self) -> tuple[int, ...]:
        """The places of the options that are best under the median weights."""
        return tuple(np.flatnonzero(best_options(self.median_totals[:, None])[:, 0]).tolist())

    @cached_property
    def spreads(self) -> tuple[Spread, ...]:
        """The weights of all considerations, those on which persons differ most first."""
        labels, held = consideration_labels(self.model), self.weighings
        medians = np.median(held.shares, axis=1).tolist()
        rows = zip(held.names, held.shares, medians, held.own.tolist(), strict=True)
        spreads = [
            Spread(name, labels[name], tuple(row.tolist()), median, own, mean_difference(row))
            for name, row, median, own in rows
        ]
        return tuple(sorted(spreads, key=lambda spread: -round(spread.difference, 9)))

    @cached_property
    def separation(self) -> Separation | None:
        """The weight that separates the two largest camps best."""
        labels, held = consideration_labels(self.model), self.weighings
        return separation(held.names, [labels[name] for name in held.names], held.shares, self.camps)

    @cached_property
    def middle(self) -> int:
        """The place of the person whose weights are nearest to everybody's."""
        return middle(self.weighings.shares)

    @cached_property
    def groups(self) -> tuple[ClassGroup, ...]:
        """The groups that can be shown apart."""
        return groups([answer.group for answer in self.answers], self.best)

    def person(self, place: int) -> str:
        """What a person is called: by name where one is given, otherwise by number."""
        return self.answers[place].name or f"Person {place + 1}"
